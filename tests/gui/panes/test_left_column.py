"""The left column: who is shown, who waits, what is pinned."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.panes.pinboard import Pinboard, Pinned
from frontdesk.gui.panes.shown import Shown
from frontdesk.gui.panes.sidebar import Sidebar
from frontdesk.gui.panes.waiting import Waiting, WaitingRoom
from frontdesk.gui.parts.checks import ColourCheck
from frontdesk.services.board import Column

BIG = 2**52  # Ids do not fit into 32 bits.


def a_column(number: int, name: str, load: int | None = 50) -> Column:
    return Column(Id(BIG + number), date(2026, 3, 18), "practitioner", name, "", "", 40 * number, (), load)


CHEN, ORTEGA = a_column(1, "Dr. Chen", 86), a_column(2, "Dr. Ortega & Co", None)


@pytest.fixture
def shown(room: QWidget) -> Shown:
    made = Shown(room)
    made.resize(220, 300)
    made.show()
    made.show_columns([CHEN, ORTEGA])
    return made


def ticks(shown: Shown) -> list[bool]:
    return [each.isChecked() for each in shown.findChildren(ColourCheck)]


def test_practitioners_are_listed_with_their_load(shown: Shown) -> None:
    names = [each.accessibleName() for each in shown.findChildren(ColourCheck)]
    assert names == ["Dr. Chen · 86%", "Dr. Ortega & Co"]


def test_taking_a_tick_away_hides_the_column(shown: Shown, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.changed) as told:
        qtbot.mouseClick(shown.check_of(CHEN.id), Qt.MouseButton.LeftButton)
    assert told.args == [frozenset({CHEN.id})]


def test_all_can_be_shown_again(shown: Shown, qtbot: QtBot) -> None:
    shown.set_hidden(frozenset({CHEN.id, ORTEGA.id}))
    with qtbot.waitSignal(shown.changed) as told:
        qtbot.mouseClick(shown.all_button, Qt.MouseButton.LeftButton)
    assert (told.args, ticks(shown), shown.all_button.isHidden()) == ([frozenset()], [True, True], True)


def test_one_can_be_shown_alone(shown: Shown) -> None:
    shown.show_only(ORTEGA.id)
    assert ticks(shown) == [False, True]


def test_setting_what_is_hidden_tells_nobody(shown: Shown, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(shown.changed):
        shown.set_hidden(frozenset({CHEN.id}))


def test_a_refresh_keeps_ticks_and_widgets(shown: Shown) -> None:
    shown.set_hidden(frozenset({CHEN.id}))
    before = shown.check_of(CHEN.id)
    shown.show_columns([a_column(1, "Dr. Chen", 90), ORTEGA])
    assert (shown.check_of(CHEN.id) is before, ticks(shown), before.remark) == (True, [False, True], "90%")


def test_someone_new_is_shown(shown: Shown) -> None:
    shown.set_hidden(frozenset({CHEN.id}))
    shown.show_columns([CHEN, ORTEGA, a_column(3, "Nora Svensson")])
    assert shown.check_of(Id(BIG + 3)).isChecked()


@pytest.fixture
def waiting(room: QWidget) -> WaitingRoom:
    made = WaitingRoom(room)
    made.resize(220, 300)
    made.show()
    made.set_now(100 * MINUTE)
    made.show_waiting(
        [
            Waiting(Id(BIG + 1), "Julia Roth", "10:45 · Dr. Chen", 96 * MINUTE),
            Waiting(Id(BIG + 2), "Omar Aziz", "10:30 · Dr. Ortega", 88 * MINUTE),
        ]
    )
    return made


def test_the_longest_waiting_stands_first_with_minutes(waiting: WaitingRoom) -> None:
    assert [(row.name, row.remark) for row in waiting.rows] == [("Omar Aziz", "12 min"), ("Julia Roth", "4 min")]


def test_the_minutes_go_on(waiting: WaitingRoom) -> None:
    waiting.set_now(101 * MINUTE + 59_999)
    assert [row.remark for row in waiting.rows] == ["13 min", "5 min"]


def test_a_clock_that_was_set_back_never_counts_below_zero(waiting: WaitingRoom) -> None:
    waiting.set_now(0)
    assert [row.remark for row in waiting.rows] == ["0 min", "0 min"]


def test_pressing_one_who_waits_tells_the_visit(waiting: WaitingRoom, qtbot: QtBot) -> None:
    with qtbot.waitSignal(waiting.chosen) as told:
        qtbot.mouseClick(waiting.rows[0], Qt.MouseButton.LeftButton)
    assert told.args == [Id(BIG + 2)]


def test_after_one_has_gone_in_the_rows_still_tell_their_own_visit(waiting: WaitingRoom, qtbot: QtBot) -> None:
    waiting.show_waiting([Waiting(Id(BIG + 1), "Julia Roth", "", 96 * MINUTE)])
    with qtbot.waitSignal(waiting.chosen) as told:
        qtbot.mouseClick(waiting.rows[0], Qt.MouseButton.LeftButton)
    assert (told.args, len(waiting.rows)) == ([Id(BIG + 1)], 1)


def test_a_screen_reader_gets_who_waits_for_whom_and_how_long(waiting: WaitingRoom) -> None:
    assert waiting.rows[0].accessibleName() == "Omar Aziz, 10:30 · Dr. Ortega, 12 min"


@pytest.fixture
def pinboard(room: QWidget) -> Pinboard:
    made = Pinboard(room)
    made.resize(220, 200)
    return made


def test_an_empty_pinboard_is_not_there(pinboard: Pinboard) -> None:
    pinboard.show_pinned([Pinned(Id(1), "Eva Novák", "Wed 18 Mar, 11:35–12:05")])
    filled = pinboard.isVisible()
    pinboard.show_pinned([])
    assert (filled, pinboard.isVisible()) == (True, False)


def test_a_pinned_visit_is_taken_up_again(pinboard: Pinboard, qtbot: QtBot) -> None:
    pinboard.show_pinned([Pinned(Id(BIG), "Eva Novák", "Wed 18 Mar, 11:35–12:05")])
    with qtbot.waitSignal(pinboard.chosen) as told:
        qtbot.mouseClick(pinboard.rows[0], Qt.MouseButton.LeftButton)
    assert told.args == [Id(BIG)]


def test_the_pinboard_can_be_forgotten(pinboard: Pinboard, qtbot: QtBot) -> None:
    pinboard.show_pinned([Pinned(Id(1), "Eva Novák", "")])
    with qtbot.waitSignal(pinboard.cleared):
        qtbot.mouseClick(pinboard.clear_button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("count", "first"), [(8, "shown"), (9, "waiting")])
def test_those_who_wait_stand_above_a_long_list_of_practitioners(room: QWidget, count: int, first: str) -> None:
    side = Sidebar(date(2026, 3, 18), room)
    side.shown.show_columns([a_column(n, f"Dr. {n}") for n in range(count)])
    side.resize(228, 900)
    side.show()
    tops = {name: getattr(side, name).mapTo(side, QPoint(0, 0)).y() for name in ("shown", "waiting", "waitlist")}
    assert min(tops, key=lambda name: tops[name]) == first
    assert tops["waiting"] < tops["waitlist"]
    assert (tops["shown"] < tops["waitlist"]) is (first == "shown")


def test_tab_goes_through_the_left_column_from_top_to_bottom(room: QWidget) -> None:
    side = Sidebar(date(2026, 3, 18), room)
    side.show()
    for count in (3, 9):
        side.shown.show_columns([a_column(n, f"Dr. {n}") for n in range(count)])
        wanted = side.waitlist.findChildren(QPushButton)[0], side.shown.check_of(a_column(0, "").id)
        chain, one = [], side.month.nextInFocusChain()
        while one is not side.month and one is not None:
            chain.append(one)
            one = one.nextInFocusChain()
        assert (chain.index(wanted[0]) < chain.index(wanted[1])) is (count == 9)
