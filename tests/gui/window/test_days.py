"""Which day is shown, and that it stays true."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Unavailable
from frontdesk.domain.hours import WeeklyHours
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from frontdesk.services.boards import Boards
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import DAY, Desk

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def refresh(inside: Inside, settle: Settle) -> None:
    inside.days.refresh()
    settle()


def notice(inside: Inside, settle: Settle) -> None:
    """Look for what others changed, as the window does all the time."""
    inside.days.look()
    settle()


def test_the_clinics_own_today_is_shown_first(inside: Inside) -> None:
    assert (inside.days.day, inside.work.desk.top.title.text()) == (DAY, "Wednesday, 18 March 2026")


def test_columns_stand_for_practitioners(inside: Inside, desk: Desk) -> None:
    assert [c.id for c in inside.work.desk.board.board.columns] == [desk.chen.id, desk.ortega.id]


def test_the_window_is_called_after_the_clinic(inside: Inside, window: MainWindow) -> None:
    assert window.windowTitle() == "Main Street — Frontdesk"


@pytest.mark.parametrize(
    ("key", "modifier", "days"),
    [
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, -1),
        (Qt.Key.Key_PageDown, CTRL, 7),
        (Qt.Key.Key_PageUp, CTRL, -7),
    ],
)
def test_page_keys_turn_days_and_weeks(
    inside: Inside, settle: Settle, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, days: int
) -> None:
    qtbot.keyClick(inside.work.desk.board, key, modifier)
    settle()
    assert inside.work.desk.board.board.days == (DAY + timedelta(days=days),)


def test_t_goes_back_to_today(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    inside.days.step(40)
    settle()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_T)
    settle()
    assert inside.work.desk.board.board.days == (DAY,)


def test_the_title_turns_before_anything_is_read(inside: Inside) -> None:
    inside.days.step(1)
    assert inside.work.desk.top.title.text() == "Thursday, 19 March 2026"


def test_paging_quickly_ends_at_the_last_day_asked_for(inside: Inside, settle: Settle) -> None:
    for _ in range(30):
        inside.days.step(1)
    settle()
    assert inside.work.desk.board.board.days == (DAY + timedelta(days=30),)


def test_a_day_of_the_month_is_shown(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    cell = inside.work.desk.side.month.cell(date(2026, 3, 27))
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    settle()
    assert inside.work.desk.board.board.days == (date(2026, 3, 27),)


def test_the_month_has_marks(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(9, minutes=240)
    notice(inside, settle)
    cell = inside.work.desk.side.month.cell(DAY)
    assert cell is not None
    assert cell.load == 50


def test_the_month_follows_the_day(inside: Inside, settle: Settle) -> None:
    inside.days.step(20)
    settle()
    assert inside.work.desk.side.month.month == date(2026, 4, 1)


def test_alt_2_shows_the_week_of_the_selected_visits_practitioner(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9, practitioner=desk.ortega.id)
    refresh(inside, settle)
    inside.selection.select(visit.id)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_2, ALT)
    settle()
    assert inside.work.desk.board.board.days == tuple(date(2026, 3, 16 + n) for n in range(7))
    assert (inside.work.desk.top.title.text(), inside.work.desk.top.who.text()) == (
        "16 – 22 March 2026",
        "· Dr. Luis Ortega ▾",
    )


def test_alt_1_goes_back_to_the_day(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    board = inside.work.desk.board
    for key in (Qt.Key.Key_2, Qt.Key.Key_1):
        qtbot.keyClick(board, key, ALT)
        settle()
    assert (board.board.days, inside.work.desk.top.who.isHidden()) == ((DAY,), True)


def test_page_keys_turn_weeks_while_weeks_are_shown(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    inside.work.do("week")
    settle()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_PageDown)
    settle()
    assert inside.work.desk.board.board.days[0] == date(2026, 3, 23)


def test_another_practitioners_week_can_be_chosen(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.do("week")
    settle()
    inside.work.desk.top.practitioner_chosen.emit(desk.ortega.id)
    settle()
    assert {c.name for c in inside.work.desk.board.board.columns} == {"Dr. Luis Ortega"}


def test_counts_and_load_of_the_day_are_told(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(9, minutes=240)
    desk.book(14, patient=desk.leo.id, minutes=120)
    cancelled = desk.book(16)
    desk.clinic.appointments.cancel(id=cancelled.id)
    notice(inside, settle)
    assert inside.work.desk.bottom.counts.text() == "2 appointments · 1 practitioner · 75% booked"


def test_who_is_signed_in_is_told(inside: Inside) -> None:
    assert inside.work.desk.bottom.who.text() == "Front desk"


def test_what_another_process_books_appears(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    before = visits(inside)
    notice(inside, settle)
    assert (before, list(visits(inside))) == ({}, [visit.id])


def test_the_window_looks_by_itself(inside: Inside, desk: Desk, qtbot: QtBot) -> None:
    visit = desk.book(9)
    qtbot.waitUntil(lambda: list(visits(inside)) == [visit.id])


def test_what_another_process_changes_of_the_selected_visit_shows(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    refresh(inside, settle)
    inside.selection.select(visit.id)
    settle()
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    notice(inside, settle)
    assert inside.work.desk.inspector.history.rows[0].line.words == "Arrived"


def test_a_selected_visit_that_is_deleted_elsewhere_is_selected_no_more(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    visit = desk.book(9)
    refresh(inside, settle)
    inside.selection.select(visit.id)
    settle()
    desk.clinic.appointments.delete(id=visit.id)
    notice(inside, settle)
    assert (inside.selection.visit, inside.work.desk.inspector.visit, toasts(inside)) == (None, None, [])


def test_changed_hours_show_on_the_board(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(2, 600, 660)])
    notice(inside, settle)
    assert inside.work.desk.board.board.columns[1].open != ()


def test_changes_on_other_days_leave_the_board_alone(inside: Inside, desk: Desk, settle: Settle) -> None:
    before = inside.days.board
    desk.book(9, start=desk.at(9, day=30))
    notice(inside, settle)
    assert inside.days.board is before


def test_a_refresh_moves_neither_scroll_nor_selection(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    refresh(inside, settle)
    board = inside.work.desk.board
    board.select(visit.id)
    board.verticalScrollBar().setValue(77)
    desk.book(11, patient=desk.leo.id)
    notice(inside, settle)
    assert (board.verticalScrollBar().value(), board.selected(), len(visits(inside))) == (77, visit.id, 2)


def test_a_refresh_takes_the_focus_from_nobody(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.desk.top.search.setFocus()
    desk.book(9)
    notice(inside, settle)
    assert QApplication.focusWidget() is inside.work.desk.top.search


def test_a_hidden_column_is_hidden_at_the_next_start(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    qtbot.mouseClick(inside.work.desk.side.shown.check_of(desk.ortega.id), Qt.MouseButton.LeftButton)
    hidden = [c.id for c in inside.work.desk.board.board.columns]
    inside.files.open(desk.path)
    settle()
    again = [c.id for c in inside.work.desk.board.board.columns]
    assert (hidden, again) == ([desk.chen.id], [desk.chen.id])


def test_visits_without_a_practitioner_have_a_column_with_a_name(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(9, practitioner=None)
    notice(inside, settle)
    assert inside.work.desk.board.board.columns[-1].name == "Nobody named"


def test_trouble_with_the_file_is_told_once(inside: Inside, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Boards, *, since: int) -> None:
        raise Unavailable("disk_error", path="book")

    inside.days.stop_looking()
    monkeypatch.setattr(Boards, "changes", refuse)
    for _ in range(3):
        notice(inside, settle)
    assert toasts(inside) == ["The disk reports an error. Nothing was saved."]


def test_the_zoom_is_there_at_the_next_start(inside: Inside, window: MainWindow) -> None:
    inside.work.do("zoom_in")
    zoom = inside.work.desk.board.zoom()
    assert int(window.settings.number("board/zoom", 0)) == zoom != 15


def height_of_now(inside: Inside, desk: Desk) -> float:
    """Give how far down the board the now-line is seen, as a share of its height."""
    board = inside.work.desk.board
    line = board.plan.now_line(desk.clock.now)
    assert line is not None
    return (line.y - board.verticalScrollBar().value()) / board.viewport().height()


def test_the_window_opens_at_the_present_moment(window: MainWindow, desk: Desk, settle: Settle) -> None:
    desk.clock.now = desk.at(13)
    window.resize(1280, 500)
    window.begin(desk.path)
    settle()
    assert 0.3 < height_of_now(window.inside, desk) < 0.5


def test_today_asked_for_again_shows_the_present_moment_again(
    inside: Inside, desk: Desk, settle: Settle, window: MainWindow
) -> None:
    window.resize(1280, 500)
    desk.clock.now = desk.at(13)
    settle()
    inside.work.desk.board.verticalScrollBar().setValue(0)
    inside.work.do("today")
    settle()
    assert 0.3 < height_of_now(inside, desk) < 0.5
