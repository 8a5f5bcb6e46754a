"""What is done with visits: by drag, key, button, and with Undo in the toast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.board.meanings import Move, Resize
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.bookings import two_parts, with_members
from tests.support.clinics import Desk


def opened(inside: Inside, settle: Settle, visit: Appointment) -> None:
    """Have the board show what was just booked, and select it."""
    inside.days.refresh()
    settle()
    inside.work.desk.board.select(visit.id)
    inside.selection.select(visit.id)
    settle()


def status(desk: Desk, visit: Appointment) -> Status:
    return desk.clinic.appointments.get(id=visit.id).appointment.status


def test_a_drop_moves_the_visit_and_says_so(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.desk.board.move_requested.emit(Move(visit.id, desk.at(11), desk.ortega.id))
    settle()
    moved = visits(inside)[visit.id]
    assert (moved.start, moved.end, moved.column) == (desk.at(11), desk.at(11, 30), desk.ortega.id)
    words = "Eva Novák moved to Wed 18 Mar, 11:00–11:30 · Dr. Luis Ortega · outside working hours"
    assert toasts(inside) == [words]


@pytest.mark.parametrize(("minute", "said"), [(30, "16:30–17:00"), (35, "16:35–17:05 · outside working hours")])
def test_a_move_out_of_the_working_hours_is_made_and_said(
    inside: Inside, desk: Desk, settle: Settle, minute: int, said: str
) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.desk.board.nudge_requested.emit(Move(visit.id, desk.at(16, minute), desk.chen.id))
    settle()
    assert visits(inside)[visit.id].start == desk.at(16, minute)
    assert toasts(inside) == [f"Eva Novák moved to Wed 18 Mar, {said}"]


def test_a_visit_placed_with_one_who_does_not_work_says_so(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.doing.carry.put_down.emit(visits(inside)[visit.id], Move(visit.id, desk.at(11), desk.ortega.id))
    settle()
    assert toasts(inside)[0].endswith("11:00–11:30 · Dr. Luis Ortega · outside working hours")


def test_undo_in_the_toast_puts_it_back(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.desk.board.move_requested.emit(Move(visit.id, desk.at(11), desk.chen.id))
    settle()
    undo = inside.toasts.shown[0].findChildren(QPushButton)[0]
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle()
    assert visits(inside)[visit.id].start == desk.at(9)
    assert toasts(inside) == ["Undone: move"]


def test_what_was_told_of_a_step_goes_when_ctrl_z_takes_it_back(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.do("arrive")
    settle()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [words.partition(":")[0] for words in toasts(inside)] == ["Undone"]


def test_the_board_has_the_focus_after_undo_in_a_toast(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.do("arrive")
    settle()
    undo = inside.toasts.shown[0].findChildren(QPushButton)[0]
    undo.setFocus()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle()
    assert QApplication.focusWidget() is inside.work.desk.board


def test_what_was_just_booked_is_selected_and_in_sight(inside: Inside, desk: Desk, settle: Settle) -> None:
    board = inside.work.desk.board
    visit = desk.book(20)
    board.verticalScrollBar().setValue(0)
    inside.outside.booked.emit(visit)
    inside.outside.told_booked.emit(visit, 1)
    settle()
    assert (inside.selection.visit, board.selected(), inside.work.desk.inspector.visit) == (visit.id,) * 3
    assert board.viewport().rect().contains(board.visit_rect(visit.id))


def test_what_was_booked_on_another_day_is_selected_and_the_day_stays(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    visit = desk.book(start=desk.at(9, day=1))
    inside.outside.booked.emit(visit)
    inside.outside.told_booked.emit(visit, 1)
    settle()
    assert (inside.days.day, inside.selection.visit) == (inside.days.today, visit.id)
    assert next(each.accessibleName() for each in inside.toasts.shown[0].findChildren(QPushButton)) == "Show"


def test_a_refused_drop_says_who_is_in_the_way_and_puts_it_back(
    inside: Inside, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, other = desk.book(9), desk.book(11, patient=desk.leo.id)
    opened(inside, settle, visit)
    back: list[object] = []
    inside.steps.refused.connect(back.append)
    inside.work.desk.board.move_requested.emit(Move(visit.id, desk.at(11), desk.chen.id))
    settle()
    assert visits(inside)[visit.id].start == desk.at(9)
    assert toasts(inside) == ["Not free: Dr. Amelia Chen has Leo Martin, 11:00–11:30"]
    assert (back, other.start) == ([visit.id], desk.at(11))


def test_a_resize_gives_it_another_end(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.desk.board.resize_requested.emit(Resize(visit.id, desk.at(9), desk.at(10)))
    settle()
    assert visits(inside)[visit.id].end == desk.at(10)


def test_a_row_of_nudges_arrives_where_the_last_one_points(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    for minute in (5, 10, 15):
        inside.work.desk.board.nudge_requested.emit(Move(visit.id, desk.at(9, minute), desk.chen.id))
    settle()
    assert visits(inside)[visit.id].start == desk.at(9, 15)


def test_a_drop_on_what_someone_else_has_just_moved_is_refused(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.days.stop_looking()
    desk.clinic.appointments.move(id=visit.id, start=desk.at(15))
    inside.work.desk.board.move_requested.emit(Move(visit.id, desk.at(11), desk.chen.id))
    settle()
    assert visits(inside)[visit.id].start == desk.at(15)
    assert "Someone changed this" in toasts(inside)[0]


@pytest.mark.parametrize(
    ("key", "status_after"),
    [
        (Qt.Key.Key_C, Status.CONFIRMED),
        (Qt.Key.Key_A, Status.ARRIVED),
        (Qt.Key.Key_S, Status.IN_PROGRESS),
        (Qt.Key.Key_D, Status.COMPLETED),
        (Qt.Key.Key_N, Status.NO_SHOW),
    ],
)
def test_a_letter_gives_the_selected_visit_its_status(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, key: Qt.Key, status_after: Status
) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    qtbot.keyClick(inside.work.desk.board, key)
    settle()
    assert status(desk, visit) is status_after
    assert visits(inside)[visit.id].status is status_after


def test_check_in_start_and_complete_are_three_keys(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    for key in (Qt.Key.Key_A, Qt.Key.Key_S, Qt.Key.Key_D):
        qtbot.keyClick(inside.work.desk.board, key)
    settle()
    assert status(desk, visit) is Status.COMPLETED


def test_a_letter_without_a_selected_visit_says_what_is_missing(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_A)
    settle()
    assert toasts(inside) == ["Select a visit first."]


def test_a_staff_event_does_not_arrive(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9, patient=None, title="Team meeting")
    opened(inside, settle, visit)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_A)
    settle()
    assert (status(desk, visit), "staff event" in toasts(inside)[0]) == (Status.BOOKED, True)


def test_a_status_that_cannot_follow_is_refused_in_words(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    opened(inside, settle, visit)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_C)
    settle()
    assert toasts(inside)[0].startswith("A visit that is “Arrived” cannot become “Confirmed”.")


def test_cancel_with_a_reason_takes_five_keys(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_Delete)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "ill")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    held = desk.clinic.appointments.get(id=visit.id).appointment
    assert (held.status, held.cancel_reason, visits(inside)) == (Status.CANCELLED, "ill", {})
    assert toasts(inside) == ["Eva Novák: cancelled"]


def test_a_cancelled_visit_can_be_brought_back(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.cancel(id=visit.id)
    opened(inside, settle, visit)
    inside.work.do("restore")
    settle()
    assert status(desk, visit) is Status.BOOKED


def test_ctrl_z_and_ctrl_y_undo_and_redo(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    board, ctrl = inside.work.desk.board, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(board, Qt.Key.Key_A)
    settle()
    seen = []
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        qtbot.keyClick(board, key, ctrl)
        settle()
        seen.append(visits(inside)[visit.id].status)
    assert seen == [Status.BOOKED, Status.ARRIVED]


def test_there_being_nothing_to_undo_is_said(inside: Inside, settle: Settle) -> None:
    inside.work.do("undo")
    settle()
    assert toasts(inside) == ["There is nothing to undo."]


def test_what_is_undone_on_another_day_is_shown(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(9, start=desk.at(9, day=2))
    inside.work.do("undo")
    settle()
    assert inside.days.day == inside.days.today.replace(day=20)


def test_m_and_arrows_move_a_visit(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    board = inside.work.desk.board
    qtbot.keyClick(board, Qt.Key.Key_M)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(board, key)
    settle()
    step = board.plan.rows.step * MINUTE
    moved = visits(inside)[visit.id]
    assert (moved.start, moved.column) == (Instant(visit.start + 2 * step), desk.ortega.id)


def test_escape_gives_a_move_up(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    board = inside.work.desk.board
    qtbot.keyClick(board, Qt.Key.Key_M)
    told = inside.work.desk.bottom.remark.text()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
        qtbot.keyClick(board, key)
    settle()
    assert told.startswith("Moving Eva Novák")
    assert inside.work.desk.bottom.remark.text() == ""
    assert visits(inside)[visit.id].start == visit.start


def test_a_visit_is_carried_to_another_day_and_placed_by_a_click(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    board = inside.work.desk.board
    qtbot.keyClick(board, Qt.Key.Key_M)
    qtbot.keyClick(board, Qt.Key.Key_PageDown)
    settle()
    place = board.on_viewport(board.plan.rect_of(0, desk.at(14, day=1), desk.at(15, day=1))).topLeft()
    place.setX(place.x() + 20)
    place.setY(place.y() + 2)
    qtbot.mouseMove(board.viewport(), place)
    qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert desk.clinic.appointments.get(id=visit.id).appointment.start == desk.at(14, day=1)


def test_the_pinboard_keeps_a_visit_until_it_is_placed(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    board, ctrl = inside.work.desk.board, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(board, Qt.Key.Key_X, ctrl)
    pinned = [row.name for row in inside.work.desk.side.pinboard.rows]
    held = desk.clinic.appointments.get(id=visit.id).appointment.start
    qtbot.keyClick(board, Qt.Key.Key_PageDown, ctrl)
    settle()
    qtbot.keyClick(board, Qt.Key.Key_V, ctrl)
    qtbot.keyClick(board, Qt.Key.Key_Return)
    settle()
    placed = desk.clinic.appointments.get(id=visit.id).appointment.start
    assert (pinned, held) == (["Eva Novák"], visit.start)
    assert placed == desk.at(9, day=7)
    assert inside.work.desk.side.pinboard.rows == ()


def test_the_pinboard_shows_the_present_time_of_a_visit(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.do("pin")
    desk.clinic.appointments.move(id=visit.id, start=desk.at(15))
    inside.days.look()
    settle()
    assert [pinned.start for pinned in inside.work.doing.pinned] == [desk.at(15)]
    assert "15:00–15:30" in inside.work.desk.side.pinboard.rows[0].accessibleName()


@pytest.mark.parametrize("deed", ["cancel", "archive", "delete"])
def test_the_pinboard_drops_what_does_not_take_place_any_more(
    inside: Inside, desk: Desk, settle: Settle, deed: str
) -> None:
    visit, other = desk.book(9), desk.book(11)
    for each in (visit, other):
        opened(inside, settle, each)
        inside.work.do("pin")
    getattr(desk.clinic.appointments, deed)(id=visit.id)
    inside.steps.done.emit()
    settle()
    assert [pinned.id for pinned in inside.work.doing.pinned] == [other.id]
    assert len(inside.work.desk.side.pinboard.rows) == 1


def test_an_empty_pinboard_says_so(inside: Inside, settle: Settle) -> None:
    inside.work.do("place")
    assert "pinboard is empty" in toasts(inside)[0]


def test_undo_beside_a_line_of_history_takes_that_step_back(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    opened(inside, settle, visit)
    qtbot.mouseClick(inside.work.desk.inspector.history.rows[0].undo, Qt.MouseButton.LeftButton)
    settle()
    assert status(desk, visit) is Status.BOOKED


def test_the_inspector_shows_what_was_done(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_A)
    settle()
    inspector = inside.work.desk.inspector
    assert [step.state for step in inspector.steps.steps] == ["done", "done", "now", "coming", "coming"]
    assert inspector.history.rows[0].line.words == "Arrived"


def test_one_who_arrives_stands_in_the_waiting_room(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_A)
    settle()
    assert [row.name for row in inside.work.desk.side.waiting.rows] == ["Eva Novák"]


def waiting(inside: Inside, settle: Settle) -> list[str]:
    inside.days.refresh()
    settle()
    return [f"{row.name}: {row.detail}" for row in inside.work.desk.side.waiting.rows]


def test_one_who_comes_for_several_parts_waits_once_and_for_the_next(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.set_status(id=two.id, status=Status.ARRIVED)
    assert waiting(inside, settle) == ["Eva Novák: 09:00 · Dr. Amelia Chen"]
    desk.clinic.appointments.set_status(id=one.id, status=Status.IN_PROGRESS)
    assert waiting(inside, settle) == []
    desk.clinic.appointments.set_status(id=one.id, status=Status.COMPLETED)
    assert waiting(inside, settle) == ["Eva Novák: 09:30 · Dr. Luis Ortega"]


def test_one_whom_a_team_sees_waits_once(inside: Inside, desk: Desk, settle: Settle) -> None:
    _, member = with_members(desk)
    desk.clinic.appointments.set_status(id=member.id, status=Status.ARRIVED)
    assert waiting(inside, settle) == ["Eva Novák: 09:00 · Dr. Amelia Chen"]


def test_the_waiting_room_stays_while_another_day_is_shown(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    inside.days.refresh()
    settle()
    inside.days.step(3)
    settle()
    row = inside.work.desk.side.waiting.rows[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    settle()
    assert (inside.days.day, inside.selection.visit) == (inside.days.today, visit.id)


def test_no_window_opens_by_itself(inside: Inside, desk: Desk, settle: Settle, window: MainWindow) -> None:
    visit = desk.book(9)
    opened(inside, settle, visit)
    inside.work.do("arrive")
    settle()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [window]


def test_a_status_that_is_undone_or_done_again_is_told_with_whose_it_was(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    inside.work.do("undo")
    settle()
    assert toasts(inside)[-1] == "Undone: Arrived · Eva Novák"
    inside.work.do("mask")
    inside.work.do("redo")
    settle()
    assert toasts(inside)[-1] == "Done again: Arrived · • • •"
