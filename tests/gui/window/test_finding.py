"""Finding a time from the window: by key, button and search, and what the board behind shows of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Pointed
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle
from tests.support.clinics import DAY, Desk


def dialog(qtbot: QtBot, settle: Settle) -> BookingDialog:
    """Give the open dialog of a booking."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BookingDialog))
    settle()
    found = QApplication.activeModalWidget()
    assert isinstance(found, BookingDialog)
    return found


@pytest.fixture
def held(inside: Inside, desk: Desk, settle: Settle) -> Appointment:
    """Hold half an hour at noon, selected on the board."""
    made = desk.clinic.holds.place(start=desk.at(12), end=desk.at(12, 30), practitioner=desk.chen.id)
    inside.days.refresh()
    settle()
    inside.work.desk.board.select(made.id)
    inside.selection.select(made.id)
    settle()
    return made


@pytest.mark.parametrize("way", ["key", "button", "search", "menu"])
def test_a_time_is_looked_for(inside: Inside, qtbot: QtBot, settle: Settle, way: str) -> None:
    if way == "key":
        qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_F)
    elif way == "button":
        qtbot.mouseClick(inside.work.desk.top.find_time, Qt.MouseButton.LeftButton)
    elif way == "search":
        inside.work.do("palette")
        qtbot.keyClicks(inside.work.desk.top.search, "find a ti")
        qtbot.waitUntil(lambda: not inside.work.search.pausing)
        settle()
        qtbot.keyClick(inside.work.desk.top.search, Qt.Key.Key_Return)
    else:
        menu = inside.work.desk.top.more.menu()
        next(action for action in menu.actions() if action.text() == "Find a time").trigger()
    found = dialog(qtbot, settle)
    assert (found.opening.find, found.opening.day) == (True, DAY)
    found.reject()


def test_the_button_shows_its_key(inside: Inside) -> None:
    assert inside.actions_by_name.key_words("find_time") == "F"
    assert inside.work.desk.top.find_time._keys == "F"


def test_in_a_text_field_the_letter_is_typed(inside: Inside, qtbot: QtBot, settle: Settle) -> None:
    search = inside.work.desk.top.search
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_F)
    settle()
    assert (search.text(), QApplication.activeModalWidget()) == ("f", None)


@pytest.mark.parametrize("way", ["Return", "E", "button"])
def test_a_held_time_is_booked_in_the_dialog(
    inside: Inside, desk: Desk, held: Appointment, qtbot: QtBot, settle: Settle, way: str
) -> None:
    if way == "button":
        qtbot.mouseClick(inside.work.desk.inspector.deeds.buttons["take_hold"], Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(inside.work.desk.board, getattr(Qt.Key, f"Key_{way}"))
    found = dialog(qtbot, settle)
    opening = found.opening
    assert (opening.hold, opening.visit) == (held.id, None)
    assert (opening.start, opening.end, opening.practitioner) == (held.start, held.end, desk.chen.id)
    found.reject()


def test_the_time_that_would_be_taken_is_shown_on_the_board(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_F)
    found = dialog(qtbot, settle)
    board = inside.work.desk.board
    found.pointed.emit(Pointed(desk.at(10), desk.at(10, 30), desk.chen.id, None))
    rect = board.choice_rect()
    assert rect is not None
    column = board.plan.columns.index_at(rect.x)
    assert board.plan.board.columns[column].id == desk.chen.id
    assert round(board.plan.rows.minute(rect.y)) in (600, 601)
    found.reject()
    assert board.choice_rect() is None


def in_sight(board: BoardView, dialog: QWidget) -> bool:
    """Tell whether the words of the place that is pointed at can be seen, and no dialog stands before them."""
    rect = board.choice_rect()
    if rect is None:
        return False
    seen = board.on_viewport(rect._replace(width=min(rect.width, 110)))
    place = seen.translated(board.viewport().mapToGlobal(QPoint(0, 0)))
    return board.viewport().rect().contains(seen) and not place.intersects(dialog.frameGeometry())


def test_the_board_turns_to_the_day_of_the_time_and_back_again(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    board = inside.work.desk.board
    board.set_zoom(5)
    board.verticalScrollBar().setValue(77)
    qtbot.keyClick(board, Qt.Key.Key_F)
    found = dialog(qtbot, settle)
    found.pointed.emit(Pointed(desk.at(16, day=1), desk.at(16, 30, day=1), desk.chen.id, None))
    settle()
    assert board.board.days == (DAY + timedelta(days=1),)
    assert in_sight(board, found)
    found.reject()
    settle()
    assert (board.board.days, board.verticalScrollBar().value()) == ((DAY,), 77)


@pytest.mark.parametrize("name", ["chen", "ortega"])
def test_the_dialog_covers_no_column_that_is_pointed_at(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # As wide as a screen of 1280 pixels leaves it.
    monkeypatch.setattr(BookingDialog, "sizeHint", lambda _: QSize(1120, 700))
    inside.work.editing.find_time()
    found = dialog(qtbot, settle)
    found.pointed.emit(Pointed(desk.at(10, day=1), desk.at(10, 30, day=1), getattr(desk, name).id, None))
    settle()
    assert in_sight(inside.work.desk.board, found)
    assert not inside.work.desk.board.horizontalScrollBar().isVisible()
    found.reject()
    settle()
    assert inside.work.desk.board.horizontalScrollBar().maximum() == 0


def test_the_board_turns_back_where_the_booking_is_on_another_day(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    board = inside.work.desk.board
    qtbot.keyClick(board, Qt.Key.Key_F)
    found = dialog(qtbot, settle)
    found.pick_time(FreeTime(desk.at(16, day=1), desk.chen.id, "Dr. Amelia Chen"))
    settle()
    assert board.board.days == (DAY + timedelta(days=1),)
    found.hold_time()
    settle()
    assert len(desk.clinic.holds.list()) == 1
    assert (board.board.days, inside.days.day) == ((DAY,), DAY)


def test_what_is_booked_on_the_day_that_is_shown_is_in_sight(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    board = inside.work.desk.board
    qtbot.keyClick(board, Qt.Key.Key_F)
    found = dialog(qtbot, settle)
    found.pick_time(FreeTime(desk.at(16), desk.chen.id, "Dr. Amelia Chen"))
    settle()
    found.hold_time()
    settle()
    (hold,) = desk.clinic.holds.list()
    assert board.selected() == hold.id
    assert board.viewport().rect().contains(board.visit_rect(hold.id))


def test_the_place_of_a_visit_that_is_edited_bears_its_name(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    visit = desk.book(9)
    inside.days.refresh()
    settle()
    inside.work.editing.edit(visit.id)
    found = dialog(qtbot, settle)
    found.pointed.emit(Pointed(desk.at(10, day=1), desk.at(10, 30, day=1), desk.chen.id, None))
    settle()
    drawn = inside.work.desk.board.choice_picture()
    assert drawn is not None
    assert drawn.title == "Eva Novák"
    found.reject()


def test_what_others_change_does_not_move_the_board_under_the_dialog(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    board = inside.work.desk.board
    board.set_zoom(5)
    qtbot.keyClick(board, Qt.Key.Key_F)
    found = dialog(qtbot, settle)
    found.pointed.emit(Pointed(desk.at(10), desk.at(10, 30), desk.chen.id, None))
    board.verticalScrollBar().setValue(board.verticalScrollBar().maximum())
    there = board.verticalScrollBar().value()
    desk.book(14)
    inside.days.refresh()
    settle()
    assert board.verticalScrollBar().value() == there
    found.reject()


def test_the_board_is_where_it_was_when_nothing_is_booked(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    board = inside.work.desk.board
    board.set_zoom(5)
    board.verticalScrollBar().setValue(0)
    qtbot.keyClick(board, Qt.Key.Key_F)
    found = dialog(qtbot, settle)
    found.pointed.emit(Pointed(desk.at(16), desk.at(16, 30), desk.chen.id, None))
    assert board.verticalScrollBar().value() > 0
    found.reject()
    assert board.verticalScrollBar().value() == 0


def test_in_a_week_the_board_turns_to_whose_time_it_is_and_back_again(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    inside.days.show_view("week", desk.chen.id)
    settle()
    inside.work.editing.find_time()
    found = dialog(qtbot, settle)
    board, tomorrow = inside.work.desk.board, (desk.at(10, day=1), desk.at(11, day=1))
    found.pointed.emit(Pointed(*tomorrow, desk.ortega.id, None))
    settle()
    assert inside.days.practitioner == desk.ortega.id
    rect = board.choice_rect()
    assert rect is not None
    shown = board.plan.board.columns[board.plan.columns.index_at(rect.x)].day
    assert shown == DAY + timedelta(days=1)
    found.reject()
    settle()
    assert inside.days.practitioner == desk.chen.id


def test_a_time_that_is_held_from_the_dialog_is_told_and_shown(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_F)
    found = dialog(qtbot, settle)
    qtbot.waitUntil(lambda: found.draft.time is not None)
    found.hold_time()
    settle()
    (hold,) = desk.clinic.holds.list()
    assert [toast.words for toast in inside.toasts.shown] == ["Held until 08:10"]
    assert inside.work.desk.board.selected() == hold.id
    assert inside.work.desk.board.plan.visit(hold.id) is not None
