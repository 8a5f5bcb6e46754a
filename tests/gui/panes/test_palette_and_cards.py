"""The card of the search, the card of the reason, the list of keys, the bottom bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.actions import Actions
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.panes.keys import KeyRow, KeysDialog
from frontdesk.gui.panes.palette import Palette
from frontdesk.gui.panes.statusbar import BottomBar
from frontdesk.gui.parts.hits import Hit
from frontdesk.gui.parts.reason import ReasonCard
from frontdesk.gui.parts.search_field import SearchField


@pytest.fixture
def palette(room: QWidget) -> Palette:
    field = SearchField("Search patients, commands…", "Ctrl K", room)
    field.setGeometry(400, 10, 250, 32)
    field.show()
    return Palette(room, field)


def test_it_opens_with_an_empty_field_that_has_the_focus(palette: Palette, qtbot: QtBot) -> None:
    palette.field.setText("old")
    with qtbot.waitSignal(palette.asked) as told:
        palette.start()
    assert (told.args, palette.field.text(), palette.field.hasFocus(), palette.isVisible()) == ([""], "", True, True)


def test_what_was_not_found_is_told_clear_of_the_edge(palette: Palette) -> None:
    palette.start()
    palette.show_hits((), "No visit found for “Quincy”.")
    place = palette.message.geometry()
    card = palette.card()
    assert place.left() - card.left() >= 10
    assert place.top() - card.top() >= 10
    assert card.bottom() - place.bottom() >= 10


def test_every_letter_asks(palette: Palette, qtbot: QtBot) -> None:
    palette.start()
    asked: list[str] = []
    palette.asked.connect(asked.append)
    qtbot.keyClicks(palette.field, "leo")
    assert asked == ["l", "le", "leo"]


def test_typing_into_the_field_opens_it(palette: Palette, qtbot: QtBot) -> None:
    palette.field.setFocus()
    qtbot.keyClicks(palette.field, "l")
    assert palette.isVisible()


def test_arrows_and_enter_take_a_hit(palette: Palette, qtbot: QtBot) -> None:
    palette.start()
    palette.show_hits([Hit("Leo Martin", payload=1), Hit("Leona Marsh", payload=2)], "")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.taken) as told:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args == [2]


def test_escape_leaves_and_empties_the_field(palette: Palette, qtbot: QtBot) -> None:
    palette.start("Find a visit")
    qtbot.keyClicks(palette.field, "leo")
    with qtbot.waitSignal(palette.left):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert (palette.isVisible(), palette.field.text()) == (False, "")
    assert palette.field.placeholderText() == "Search patients, commands…"


def test_nothing_found_is_said(palette: Palette) -> None:
    palette.start()
    palette.show_hits([], "Nothing found for “xyz”.")
    assert (palette.message.isVisible(), palette.list.isVisible()) == (True, False)


def test_the_card_is_as_tall_as_its_hits(palette: Palette, room: QWidget) -> None:
    palette.start()
    heights = []
    for count in (2, 6, 60, 1):
        palette.show_hits([Hit(f"Hit {n}", "detail", payload=n) for n in range(count)], "")
        heights.append(palette.height())
        assert room.rect().contains(palette.card().translated(palette.pos()))
    assert heights[3] < heights[0] < heights[1] < heights[2]


@pytest.fixture
def reason(room: QWidget) -> ReasonCard:
    return ReasonCard(room)


def test_the_reason_is_typed_and_given_by_enter(reason: ReasonCard, qtbot: QtBot) -> None:
    reason.ask(Id(2**50), "Eva Novák", QRect(100, 100, 90, 40))
    assert reason.field.hasFocus()
    qtbot.keyClicks(reason.field, "has a cold")
    with qtbot.waitSignal(reason.given) as told:
        qtbot.keyClick(reason.field, Qt.Key.Key_Return)
    assert (told.args, reason.isVisible()) == ([2**50, "has a cold"], False)


def test_a_usual_reason_is_one_click(reason: ReasonCard, qtbot: QtBot) -> None:
    reason.ask(Id(5), "Eva Novák", QRect(100, 100, 90, 40))
    with qtbot.waitSignal(reason.given) as told:
        qtbot.mouseClick(reason.usual[1], Qt.MouseButton.LeftButton)
    assert told.args == [5, "Another time suits better"]


def test_no_reason_is_a_reason_too(reason: ReasonCard, qtbot: QtBot) -> None:
    reason.ask(Id(5), "Eva Novák", QRect(100, 100, 90, 40))
    with qtbot.waitSignal(reason.given) as told:
        qtbot.mouseClick(reason.cancel, Qt.MouseButton.LeftButton)
    assert told.args == [5, ""]


def test_the_visit_can_be_kept(reason: ReasonCard, qtbot: QtBot) -> None:
    reason.ask(Id(5), "Eva Novák", QRect(100, 100, 90, 40))
    with qtbot.assertNotEmitted(reason.given):
        qtbot.mouseClick(reason.keep, Qt.MouseButton.LeftButton)
        reason.ask(Id(5), "Eva Novák", QRect(100, 100, 90, 40))
        qtbot.keyClick(reason.field, Qt.Key.Key_Escape)
    assert not reason.isVisible()


def test_what_was_typed_for_one_visit_is_not_offered_for_the_next(reason: ReasonCard, qtbot: QtBot) -> None:
    reason.ask(Id(5), "Eva Novák", QRect(100, 100, 90, 40))
    qtbot.keyClicks(reason.field, "ill")
    qtbot.keyClick(reason.field, Qt.Key.Key_Escape)
    reason.ask(Id(6), "Leo Martin", QRect(100, 100, 90, 40))
    assert reason.field.text() == ""


@pytest.fixture
def keys(room: QWidget, tmp_path: Path, qtbot: QtBot) -> KeysDialog:
    made = KeysDialog(Actions(room, Settings(tmp_path / "window.ini")), room)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def row_of(keys: KeysDialog, name: str) -> KeyRow:
    return next(row for row in keys.rows if row.spec.id == name)


def chips(row: KeyRow) -> list[str]:
    found = [each for each in row.findChildren(QLabel) if each.property("kind") == "chip"]
    return [each.text() for each in found if not each.isHidden()]


def test_every_action_is_listed_with_its_keys(keys: KeysDialog) -> None:
    assert (chips(row_of(keys, "book")), chips(row_of(keys, "redo"))) == (["Ctrl N"], ["Ctrl Y", "Ctrl Shift Z"])


def test_the_list_can_be_searched(keys: KeysDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(keys.search, "pinboard")
    assert [row.spec.id for row in keys.rows if not row.isHidden()] == ["pin", "place"]


def test_the_list_can_be_searched_by_key(keys: KeysDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(keys.search, "ctrl n")
    assert [row.spec.id for row in keys.rows if not row.isHidden()] == ["book"]


def test_a_key_is_changed_by_pressing_it(keys: KeysDialog, qtbot: QtBot) -> None:
    row = row_of(keys, "arrive")
    qtbot.mouseClick(row.change, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row.field, Qt.Key.Key_W)
    row.field.editingFinished.emit()
    assert row.field.isHidden()
    qtbot.waitUntil(lambda: chips(row) == ["W"])


def test_pressing_nothing_keeps_the_key(keys: KeysDialog, qtbot: QtBot) -> None:
    row = row_of(keys, "arrive")
    qtbot.mouseClick(row.change, Qt.MouseButton.LeftButton)
    row.field.editingFinished.emit()
    assert chips(row) == ["A"]


def test_all_keys_are_put_back(keys: KeysDialog, qtbot: QtBot) -> None:
    row = row_of(keys, "arrive")
    row.field.setKeySequence(QKeySequence("W"))
    row.field.editingFinished.emit()
    qtbot.mouseClick(keys.reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chips(row) == ["A"])


def test_saving_is_told_until_all_is_saved(room: QWidget) -> None:
    bar = BottomBar(room)
    told = []
    for saving in (True, False):
        bar.show_saving(saving)
        told.append(bar.saved.text())
    assert told == ["Saving…", "Saved"]


def test_what_is_only_read_is_not_told_as_saving(room: QWidget) -> None:
    bar = BottomBar(room)
    told = []
    for show, on in ((bar.show_reading, True), (bar.show_saving, True), (bar.show_saving, False)):
        show(on)
        told.append(bar.saved.text())
    assert told == ["Reading…", "Saving…", "Reading…"]


def test_counts_remark_and_actor_stand_in_the_bar(room: QWidget) -> None:
    bar = BottomBar(room)
    bar.show_counts("128 appointments · 6 practitioners · 79% booked")
    bar.show_remark("Names are masked")
    bar.show_actor("Front desk")
    assert [bar.counts.text(), bar.remark.text(), bar.who.text()] == [
        "128 appointments · 6 practitioners · 79% booked",
        "Names are masked",
        "Front desk",
    ]
