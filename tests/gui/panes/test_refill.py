"""The panel that offers a free time: keys and buttons, whom they are for, what is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.panes.refill import RefillPanel
from frontdesk.gui.panes.refill_row import FitLine

BIG = 2**52
ONE, TWO = Id(BIG + 1), Id(BIG + 2)
LINES = (
    FitLine(ONE, "Leo Martin", "+1 555 0100", "Consultation · 10:00–10:30", "urgent"),
    FitLine(TWO, "Eva Novák", "", "Consultation · 10:00–10:30", "mornings", alert="Penicillin allergy"),
)
HELD = (replace(LINES[0], until=Instant(10 * MINUTE), ends="10:52"), LINES[1])


@pytest.fixture
def panel(room: QWidget) -> RefillPanel:
    made = RefillPanel(room)
    made.resize(300, 500)
    made.show()
    made.show_fits("10:00–10:30 is free", "2 could come", LINES, 0)
    made.focus_chosen()
    return made


def test_the_first_is_the_one_that_the_keys_are_for(panel: RefillPanel) -> None:
    assert [row.buttons.isVisible() for row in panel.rows] == [True, False]
    assert panel.rows[0].hasFocus()


def test_without_the_focus_the_key_that_brings_it_is_told_and_no_other(panel: RefillPanel, room: QWidget) -> None:
    room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room.setFocus()
    assert panel.hint.text() == "W: go there, then one key offers the time"
    panel.set_key("F4")
    assert (panel.hint.text()[:12], panel.rows[0].way.text()) == ("F4: go there", "F4: go there")
    assert [row.way.isVisible() for row in panel.rows] == [True, False]
    panel.focus_chosen()
    assert panel.hint.text().startswith("Enter: hold it for them")
    assert not panel.rows[0].way.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_O])
def test_an_offer_is_one_key(panel: RefillPanel, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(panel.offer_asked) as told:
        qtbot.keyClick(panel.rows[0], key)
    assert told.args == [ONE]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Y])
def test_accepted_is_one_key(panel: RefillPanel, qtbot: QtBot, key: Qt.Key) -> None:
    panel.show_fits("", "", HELD, 0)
    with qtbot.waitSignal(panel.accept_asked) as told:
        qtbot.keyClick(panel.rows[0], key)
    assert told.args == [ONE]


@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_Delete])
def test_declined_is_one_key(panel: RefillPanel, qtbot: QtBot, key: Qt.Key) -> None:
    panel.show_fits("", "", HELD, 0)
    with qtbot.waitSignal(panel.decline_asked) as told:
        qtbot.keyClick(panel.rows[0], key)
    assert told.args == [ONE]


def test_whoever_was_offered_nothing_is_passed_over_by_the_same_key(panel: RefillPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.decline_asked), qtbot.waitSignal(panel.pass_asked) as told:
        qtbot.keyClick(panel.rows[0], Qt.Key.Key_X)
    assert told.args == [ONE]


def test_y_accepts_nothing_that_was_not_offered(panel: RefillPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.accept_asked), qtbot.assertNotEmitted(panel.offer_asked):
        qtbot.keyClick(panel.rows[0], Qt.Key.Key_Y)


def test_the_arrows_go_from_one_to_the_next(panel: RefillPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.rows[0], Qt.Key.Key_Down)
    assert (panel.rows[1].hasFocus(), panel.chosen) == (True, LINES[1])
    qtbot.keyClick(panel.rows[1], Qt.Key.Key_Home)
    assert panel.rows[0].hasFocus()


def test_esc_closes(panel: RefillPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.rows[0], Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("held", "button", "signal"), [(False, "offer", "offer_asked"), (True, "accept", "accept_asked")]
)
def test_a_button_does_what_its_key_does(
    panel: RefillPanel, qtbot: QtBot, held: bool, button: str, signal: str
) -> None:
    panel.show_fits("", "", HELD if held else LINES, 0)
    asked: SignalInstance = getattr(panel, signal)
    with qtbot.waitSignal(asked) as told:
        qtbot.mouseClick(getattr(panel.rows[0], button), Qt.MouseButton.LeftButton)
    assert told.args == [ONE]


def test_a_press_chooses_a_row(panel: RefillPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.rows[1], Qt.MouseButton.LeftButton)
    assert panel.chosen == LINES[1]


def test_the_keys_stay_on_whom_they_were_on(panel: RefillPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.rows[0], Qt.Key.Key_Down)
    panel.show_fits("", "", (LINES[1], LINES[0]), 0)
    assert (panel.chosen, panel.rows[0].hasFocus()) == (LINES[1], True)


def test_when_that_one_goes_they_are_on_the_next(panel: RefillPanel) -> None:
    panel.show_fits("", "", LINES[1:], 0)
    assert (panel.chosen, panel.rows[0].hasFocus()) == (LINES[1], True)


def test_what_is_held_is_counted_down(panel: RefillPanel) -> None:
    panel.show_fits("", "", HELD, 0)
    panel.set_now(3 * MINUTE)
    assert panel.rows[0].state.text() == "Held for them until 10:52 · 7 min left"


def test_a_screen_reader_gets_the_whole_row(panel: RefillPanel) -> None:
    assert panel.rows[1].accessibleName() == ("Eva Novák, Consultation · 10:00–10:30, mornings, Penicillin allergy")


def test_a_name_is_not_in_the_words_for_logs() -> None:
    assert "Leo" not in repr(LINES[0])
