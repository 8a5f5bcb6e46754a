"""Back in time: the board as it stood, read alone, and what is restored from there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.gui.board.meanings import Move
from frontdesk.gui.dialogs.past_restore import RestoreDialog
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import DAY, Desk
from tests.support.held_times import OTHER
from tests.support.made_classes import a_class

IS_PAST = "This is the past: Esc goes back to now."


@pytest.fixture
def eva(desk: Desk) -> Appointment:
    """Give a visit that was moved from nine to eleven; the window opens afterwards."""
    visit = desk.book(9)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(11))
    return visit


def back(inside: Inside, settle: Settle, steps: int = 0) -> Any:
    """Look back by some moments, and give the bar."""
    inside.work.do("past")
    settle()
    bar = inside.work.areas.past.bar
    for _ in range(steps):
        QTest.keyClick(bar.slider, Qt.Key.Key_Left)
    settle()
    return bar


def test_it_shows_the_day_moment_by_moment(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    bar = back(inside, settle)
    assert bar.isVisible()
    assert bar.slider.maximum() == 2
    assert visits(inside)[eva.id].start == desk.at(11)
    assert "Eva Novák: Moved from Wed 18 Mar, 09:00 to 11:00, by Front desk" in bar.words.text()
    QTest.keyClick(bar.slider, Qt.Key.Key_Left)
    settle()
    assert visits(inside)[eva.id].start == eva.start
    assert "Eva Novák: Booked" in bar.words.text()
    QTest.keyClick(bar.slider, Qt.Key.Key_Home)
    settle()
    assert visits(inside) == {}
    assert "before anything" in bar.words.text()


def test_esc_goes_back_to_now(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    bar = back(inside, settle, 1)
    QTest.keyClick(bar.slider, Qt.Key.Key_Escape)
    settle()
    assert not bar.isVisible()
    assert visits(inside)[eva.id].start == desk.at(11)
    assert inside.work.desk.inspector.isEnabled()


def test_nothing_can_be_changed_there(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    back(inside, settle, 1)
    board = inside.work.desk.board
    seq = desk.clinic.book.cursor()
    board.select(eva.id)
    board.visit_selected.emit(eva.id)
    settle()
    board.move_requested.emit(Move(eva.id, desk.at(14), desk.chen.id))
    board.visit_opened.emit(eva.id)
    for name in ("arrive", "cancel", "undo", "book", "block", "edit"):
        inside.work.do(name)
    settle()
    assert desk.clinic.book.cursor() == seq
    assert IS_PAST in toasts(inside)
    assert not inside.work.desk.inspector.isEnabled()


def test_what_others_do_leads_nobody_out_of_it(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    bar = back(inside, settle, 1)
    with desk.as_actor(OTHER) as other:
        other.appointments.move(id=eva.id, start=desk.at(15))
    inside.days.look()
    settle()
    assert bar.isVisible()
    assert visits(inside)[eva.id].start == eva.start


def test_the_moment_stays_while_days_are_turned(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(start=desk.at(9, day=1))
    inside.days.refresh()
    settle()
    bar = back(inside, settle, 1)
    inside.work.do("on")
    settle()
    assert visits(inside) == {}
    assert (bar.slider.value(), bar.slider.maximum()) == (0, 1)
    inside.work.do("back")
    settle()
    assert visits(inside)[eva.id].start == eva.start


def test_a_week_has_its_past_too(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.do("week")
    settle()
    back(inside, settle, 1)
    assert len(inside.work.desk.board.board.days) == 7
    assert visits(inside)[eva.id].start == eva.start


def test_names_are_masked_there_too(eva: Appointment, inside: Inside, settle: Settle) -> None:
    bar = back(inside, settle, 1)
    inside.work.do("mask")
    settle()
    assert "Eva" not in bar.words.text()
    assert "Eva" not in visits(inside)[eva.id].patient


def test_a_visit_is_restored_and_undone(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    bar = back(inside, settle, 1)
    inside.work.desk.board.select(eva.id)
    inside.work.desk.board.visit_selected.emit(eva.id)
    settle()
    QTest.mouseClick(bar.visit, Qt.MouseButton.LeftButton)
    settle()
    assert desk.clinic.appointments.get(id=eva.id).appointment.start == eva.start
    assert not bar.isVisible()
    assert toasts(inside)[-1] == "Eva Novák is as it stood then"
    inside.work.do("undo")
    settle()
    assert desk.clinic.appointments.get(id=eva.id).appointment.start == desk.at(11)


def dialog(inside: Inside, settle: Settle) -> RestoreDialog:
    """Open the list of what is different."""
    QTest.mouseClick(inside.work.areas.past.bar.day, Qt.MouseButton.LeftButton)
    settle()
    [shown] = [each for each in QApplication.topLevelWidgets() if isinstance(each, RestoreDialog) and each.isVisible()]
    return shown


def test_a_day_is_restored_as_ticked(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    new = desk.book(14, patient=desk.leo.id)
    inside.days.refresh()
    settle()
    back(inside, settle, 2)
    shown = dialog(inside, settle)
    assert [row.box.text() for row in shown.rows] == ["Eva Novák", "Leo Martin"]
    assert shown.rows[1].words.text().startswith("Was not there")
    shown.rows[1].box.click()
    settle()
    assert shown.deed.text() == "Restore 1 appointment"
    shown.deed.click()
    settle()
    assert desk.clinic.appointments.get(id=eva.id).appointment.start == eva.start
    assert desk.clinic.appointments.get(id=new.id).appointment.archived_at is None


def test_whose_time_is_taken_is_told_beside_it(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(9, patient=desk.leo.id)
    inside.days.refresh()
    settle()
    back(inside, settle, 2)
    shown = dialog(inside, settle)
    shown.rows[1].box.click()
    settle()
    assert "Dr. Amelia Chen is taken by now" in shown.rows[0].hindrance.text()
    assert not shown.deed.isEnabled()
    shown.reject()


def test_another_file_begins_at_now(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    bar = back(inside, settle, 1)
    inside.days.past = None
    inside.days.go(DAY + timedelta(days=1))
    settle()
    assert not bar.isVisible()


def test_the_status_of_then_is_shown(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    inside.days.refresh()
    settle()
    back(inside, settle, 1)
    assert visits(inside)[visit.id].status is Status.BOOKED


def test_no_line_of_the_present_lies_on_it(eva: Appointment, inside: Inside, settle: Settle) -> None:
    board = inside.work.desk.board
    assert board.lined
    back(inside, settle, 1)
    inside.work.upkeep.follow_clock()
    assert not board.lined
    assert board.now == inside.work.areas.past._moments[0].at
    inside.work.areas.past.leave()
    settle()
    assert board.lined


def test_the_pointer_goes_to_the_moment_under_it(eva: Appointment, inside: Inside, settle: Settle) -> None:
    bar = back(inside, settle)
    QTest.mouseClick(bar.slider, Qt.MouseButton.LeftButton, pos=QPoint(2, bar.slider.height() // 2))
    settle()
    assert (bar.slider.value(), visits(inside)) == (0, {})


def test_of_the_selected_visit_nothing_of_now_is_shown(
    eva: Appointment, inside: Inside, desk: Desk, settle: Settle
) -> None:
    inside.work.desk.board.select(eva.id)
    inside.work.desk.board.visit_selected.emit(eva.id)
    settle()
    back(inside, settle, 1)
    card, pane = inside.work.areas.past.card, inside.work.desk.inspector
    assert (pane.isVisible(), card.isVisible()) == (False, True)
    assert card.name.text() == "Eva Novák"
    assert card.facts.text().splitlines()[:3] == ["Wed 18 Mar, 09:00–09:30", "Booked", "Dr. Amelia Chen"]
    inside.work.do("mask")
    settle()
    assert "Eva" not in card.name.text()
    QTest.mouseClick(card.restore, Qt.MouseButton.LeftButton)
    settle()
    assert desk.clinic.appointments.get(id=eva.id).appointment.start == eva.start
    assert (pane.isVisible(), card.isVisible()) == (True, False)


def test_who_waits_now_is_not_shown_on_a_board_of_the_past(eva: Appointment, inside: Inside, settle: Settle) -> None:
    side = inside.work.desk.side
    inside.work.doing._pin(eva.id)
    back(inside, settle, 1)
    inside.work.do("mask")
    settle()
    of_now = (side.waiting, side.waitlist, side.pinboard)
    assert [each.isVisible() for each in (*of_now, side.only_now)] == [False, False, False, True]
    inside.work.areas.past.leave()
    settle()
    assert [each.isVisible() for each in (*of_now, side.only_now)] == [True, True, True, False]


def restore_full_class(inside: Inside, desk: Desk, settle: Settle) -> tuple[Appointment, RestoreDialog]:
    """Look back at a class of one seat that was Eva's and is Leo's by now, and ask for that day."""
    lesson = a_class(desk, max_attendees=1, attendees=[desk.eva.id])
    desk.clinic.appointments.update(id=lesson.id, attendees=[desk.leo.id], title="Evening class")
    inside.days.refresh()
    settle()
    back(inside, settle, 1)
    return lesson, dialog(inside, settle)


def test_who_has_no_seat_any_more_is_named_and_may_wait(inside: Inside, desk: Desk, settle: Settle) -> None:
    lesson, shown = restore_full_class(inside, desk, settle)
    assert shown.rows[0].hindrance.text() == "Without a seat any more: Eva Novák"
    shown.deed.click()
    settle()
    assert toasts(inside)[-1] == "1 appointment restored · Without a seat any more: Eva Novák"
    [last] = [each for each in inside.toasts.shown if "Eva" in each.words]
    [wait] = [each for each in last.findChildren(QPushButton) if each.text() == "Put on the waiting list"]
    wait.click()
    settle()
    [entry] = desk.clinic.waitlist.list(appointment=lesson.id).items
    assert entry.patient == "Eva Novák"
    assert toasts(inside)[-1] == "1 on the waiting list"


def test_masked_nobody_without_a_seat_is_named(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.do("mask")
    _, shown = restore_full_class(inside, desk, settle)
    assert shown.rows[0].hindrance.text() == "1 without a seat any more"
    shown.reject()


def test_another_theme_leaves_the_past_as_it_is_shown(eva: Appointment, inside: Inside, settle: Settle) -> None:
    inside.work.desk.board.select(eva.id)
    inside.work.desk.board.visit_selected.emit(eva.id)
    back(inside, settle, 1)
    inside.work.do("theme")
    settle()
    assert inside.work.areas.past.card.isVisible()
    assert not inside.work.desk.inspector.isVisible()
    assert inside.work.areas.past.card.name.text() == "Eva Novák"
