"""A freed time is offered to those who wait, from the keys, in the inspector's place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.waitlist import EntryState, Urgency, WaitlistEntry
from frontdesk.gui.board.gaps import GapMark
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.names import MASK
from frontdesk.gui.window.refill import Refill
from frontdesk.gui.window.refill_reading import Source
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import Desk
from tests.support.waiting_list import WEEK, a_session, someone, waits

ENTER, DEL = Qt.Key.Key_Return, Qt.Key.Key_Delete


@pytest.fixture(autouse=True)
def works(desk: Desk) -> None:
    """Have both work in the week: only then is a time of theirs free."""
    for one in (desk.chen, desk.ortega):
        desk.clinic.working_hours.put(practitioner=one.id, hours=WEEK)


@pytest.fixture
def visit(desk: Desk) -> Appointment:
    """Have Eva with Dr. Chen at ten today."""
    return desk.book(10, service=desk.service.id)


@pytest.fixture
def leo(desk: Desk) -> WaitlistEntry:
    """Have Leo wait for a consultation."""
    return waits(desk, desk.leo)


@pytest.fixture
def refill(inside: Inside) -> Refill:
    """Give the filling of the desk, the focus on the board."""
    inside.work.desk.board.setFocus()
    return inside.work.areas.refill


def pressed(settle: Settle, *keys: Qt.Key) -> int:
    """Press keys where the focus is, each once everything has settled; give how many it were."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        settle()
    return len(keys)


def selected(inside: Inside, settle: Settle, visit: Appointment) -> None:
    """Select a visit on the board."""
    inside.work.go_to(visit.id, inside.days.day)
    settle()


def cancelled(inside: Inside, settle: Settle, visit: Appointment) -> None:
    """Cancel a visit from the keys, giving no reason."""
    selected(inside, settle, visit)
    pressed(settle, DEL, ENTER)


def state(desk: Desk, entry: WaitlistEntry) -> EntryState:
    return desk.clinic.waitlist.get(id=entry.id).entry.state


def names(refill: Refill) -> list[str]:
    return [row.line.name for row in refill.panel.rows if row.line is not None]


def of_patient(inside: Inside, patient: Id) -> list[tuple[Status, Instant]]:
    return [(each.status, each.start) for each in visits(inside).values() if each.patient_id == patient]


def test_a_visit_is_cancelled_and_its_time_filled_again_in_at_most_five_keys(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    selected(inside, settle, visit)
    keys = pressed(settle, DEL, ENTER, ENTER, ENTER)
    assert (state(desk, leo), of_patient(inside, desk.leo.id), keys <= 5) == (
        EntryState.BOOKED,
        [(Status.BOOKED, visit.start)],
        True,
    )
    assert toasts(inside)[-1].startswith("Booked: Leo Martin, Wed 18 Mar, 10:00")


def test_with_a_reason_by_its_digit_it_takes_as_many_keys(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    selected(inside, settle, visit)
    keys = pressed(settle, DEL, Qt.Key.Key_1, ENTER, ENTER)
    held = desk.clinic.appointments.get(id=visit.id).appointment
    assert (held.status, bool(held.cancel_reason), state(desk, leo), keys <= 5) == (
        Status.CANCELLED,
        True,
        EntryState.BOOKED,
        True,
    )


def test_whoever_came_is_selected_and_the_inspector_is_back(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    pressed(settle, ENTER, ENTER)
    details = inside.selection.details
    assert details is not None
    assert (details.appointment.patient_id, refill.panel.isVisible()) == (desk.leo.id, False)


def test_the_panel_tells_what_is_free_who_could_come_and_why(
    desk: Desk, visit: Appointment, inside: Inside, refill: Refill, settle: Settle
) -> None:
    waits(desk, desk.leo, urgency=Urgency.URGENT, note="Works next door")
    cancelled(inside, settle, visit)
    [row] = refill.panel.rows
    assert (refill.panel.title.text(), refill.panel.count.text()) == (
        "10:00–10:30 · Dr. Amelia Chen is free now",
        "1 could come",
    )
    assert row.why.text().startswith("urgent · ")
    assert row.note.text() == "Works next door"
    assert (refill.panel.isVisible(), inside.work.desk.inspector.isVisible(), row.hasFocus()) == (True, False, True)


def test_an_offer_is_a_hold_of_ten_minutes_on_the_board(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    pressed(settle, ENTER)
    assert of_patient(inside, desk.leo.id) == [(Status.HELD, visit.start)]
    offer = desk.clinic.waitlist.get(id=leo.id).entry.offer
    assert offer is not None
    assert 9 * MINUTE < offer.until - desk.clock.now <= 10 * MINUTE
    assert refill.panel.rows[0].state.text().startswith("Held for them until 08:1")


def test_one_undo_takes_the_acceptance_back(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    pressed(settle, ENTER, ENTER)
    inside.steps.undo()
    settle()
    assert state(desk, leo) is EntryState.WAITING


def test_declined_lets_go_of_the_hold_and_goes_on_to_the_next(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    other = someone(desk)
    waits(desk, other)
    cancelled(inside, settle, visit)
    first = names(refill)[0]
    pressed(settle, ENTER, Qt.Key.Key_X)
    assert first == "Leo Martin"
    assert (names(refill), refill.panel.rows[0].hasFocus()) == (["Ann Other1"], True)
    assert of_patient(inside, desk.leo.id) == []
    pressed(settle, ENTER, Qt.Key.Key_Y)
    assert of_patient(inside, other.id) == [(Status.BOOKED, visit.start)]


def test_whoever_is_passed_over_is_offered_nothing(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    waits(desk, someone(desk))
    cancelled(inside, settle, visit)
    pressed(settle, Qt.Key.Key_X)
    assert names(refill) == ["Ann Other1"]
    assert desk.clinic.waitlist.get(id=leo.id).entry.declined == ()


def test_while_it_is_held_for_one_it_is_not_offered_to_another(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    other = waits(desk, someone(desk))
    cancelled(inside, settle, visit)
    pressed(settle, ENTER, Qt.Key.Key_Down, ENTER)
    assert desk.clinic.waitlist.get(id=other.id).entry.offer is None
    assert toasts(inside)[-1].startswith("It is held for Leo Martin.")


def test_the_place_that_is_given_up_is_offered_in_turn(
    desk: Desk, visit: Appointment, inside: Inside, refill: Refill, settle: Settle
) -> None:
    later = desk.book(start=desk.at(14, day=1), patient=desk.leo.id, service=desk.service.id)
    waits(desk, desk.leo, gives_up=later.id, urgency=Urgency.URGENT)
    other = waits(desk, someone(desk))
    cancelled(inside, settle, visit)
    pressed(settle, ENTER, ENTER)
    assert refill.panel.title.text() == "Thu 19 Mar, 14:00–14:30 · Dr. Amelia Chen is free now"
    assert (names(refill), refill.panel.rows[0].hasFocus()) == (["Ann Other1"], True)
    assert toasts(inside)[-1].endswith("Thu 19 Mar, 14:00 is free now")
    pressed(settle, ENTER, ENTER)
    booked = desk.clinic.waitlist.get(id=other.id).entry.booked_id
    assert booked is not None
    assert desk.clinic.appointments.get(id=booked).appointment.start == later.start


def test_an_acceptance_that_is_taken_back_has_the_offer_back_in_the_panel(
    desk: Desk, visit: Appointment, inside: Inside, refill: Refill, settle: Settle
) -> None:
    later = desk.book(start=desk.at(14, day=1), patient=desk.leo.id, service=desk.service.id)
    leo = waits(desk, desk.leo, gives_up=later.id, urgency=Urgency.URGENT)
    waits(desk, someone(desk))
    cancelled(inside, settle, visit)
    pressed(settle, ENTER, ENTER)
    inside.work.do("undo")
    settle()
    assert refill.panel.title.text().startswith("10:00–10:30 · ")
    assert refill.panel.rows[0].hasFocus()
    assert (names(refill)[0], state(desk, leo)) == ("Leo Martin", EntryState.WAITING)
    pressed(settle, ENTER)
    assert state(desk, leo) is EntryState.BOOKED


def test_the_cursor_goes_to_the_visit_that_was_accepted(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    board = inside.work.desk.board
    selected(inside, settle, visit)
    board.setFocus()
    pressed(settle, Qt.Key.Key_Down)
    inside.work.areas.refill.open_at(Source(desk.at(12), desk.at(13), desk.chen.id))
    settle()
    pressed(settle, ENTER, ENTER)
    booked = desk.clinic.waitlist.get(id=leo.id).entry.booked_id
    assert board.selected() == booked
    wish = board.cursor_wish()
    assert wish is not None
    assert wish.start == desk.at(12)


def test_an_older_time_of_a_visit_is_not_offered_as_the_one_that_was_freed(
    desk: Desk, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    moved = desk.book(14, service=desk.service.id)
    desk.clinic.appointments.move(id=moved.id, start=desk.at(10))
    inside.days.refresh()
    cancelled(inside, settle, moved)
    assert refill.panel.title.text().startswith("10:00–10:30 · ")
    inside.work.do("undo")
    settle()
    assert refill.filling is None


def test_the_title_names_the_time_that_the_offer_uses(
    desk: Desk, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    visit = desk.book(10, minutes=15, service=desk.service.id)
    inside.days.refresh()
    cancelled(inside, settle, visit)
    assert refill.panel.title.text() == "10:00–10:30 · Dr. Amelia Chen is free now"


def test_a_message_lies_over_nothing_of_the_panel_and_goes_by_esc_on_the_board(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    [message] = inside.toasts.shown
    window = inside.window
    panel = QRect(refill.panel.mapTo(window, QPoint(0, 0)), refill.panel.size())
    assert not panel.intersects(message.card().translated(message.pos()))
    inside.work.desk.board.setFocus()
    pressed(settle, Qt.Key.Key_Escape)
    assert inside.toasts.shown == ()


def test_where_nobody_fits_there_is_no_panel(
    desk: Desk, visit: Appointment, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    assert (refill.panel.isVisible(), inside.work.desk.inspector.isVisible()) == (False, True)


def test_after_a_no_show_the_keys_stay_on_the_board_until_w_brings_them(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    desk.clock.now = desk.at(10, 1)
    selected(inside, settle, visit)
    inside.work.do("no_show")
    settle()
    assert (refill.panel.has_focus, refill.panel.hint.text()[:2]) == (False, "W:")
    inside.work.do("fill")
    settle()
    assert (refill.panel.has_focus, refill.panel.hint.text()[:6]) == (True, "Enter:")


def test_a_no_show_frees_its_time_too(
    desk: Desk, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    running = desk.book(8, minutes=60, service=desk.service.id, override_reason="early")
    inside.days.refresh()
    settle()
    selected(inside, settle, running)
    desk.clock.now = Instant(desk.at(8, 15))
    desk.clinic.working_hours.put(practitioner=desk.chen.id, hours=[type(WEEK[0])(day, 480, 1020) for day in range(5)])
    inside.work.desk.board.setFocus()
    inside.work.do("no_show")
    settle()
    assert (names(refill), inside.work.desk.board.hasFocus()) == (["Leo Martin"], True)


def test_a_patient_who_leaves_frees_what_is_left_of_the_time(
    desk: Desk, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    arrived = desk.book(9, minutes=90, service=desk.service.id)
    desk.clinic.appointments.set_status(id=arrived.id, status=Status.ARRIVED)
    inside.days.refresh()
    settle()
    selected(inside, settle, arrived)
    inside.work.desk.board.setFocus()
    pressed(settle, Qt.Key.Key_L, ENTER)
    assert names(refill) == ["Leo Martin"]


def test_a_visit_that_was_taken_out_of_the_book_frees_its_time(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    selected(inside, settle, visit)
    inside.work.do("archive")
    settle()
    assert names(refill) == ["Leo Martin"]


def test_a_visit_that_was_moved_away_frees_its_time_and_the_focus_stays(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle, qtbot: QtBot
) -> None:
    selected(inside, settle, visit)
    inside.work.desk.board.setFocus()
    shown = visits(inside)[visit.id]
    inside.steps.move(shown, desk.at(15), desk.at(15, 30))
    settle()
    qtbot.waitUntil(lambda: refill.filling is not None)
    settle()
    assert (names(refill), inside.work.desk.board.hasFocus()) == (["Leo Martin"], True)


def test_a_visit_that_was_moved_in_its_dialog_frees_its_time(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle, qtbot: QtBot
) -> None:
    moved = desk.clinic.appointments.move(id=visit.id, start=desk.at(15))
    inside.outside.changed.emit(moved, "")
    qtbot.waitUntil(lambda: refill.filling is not None)
    settle()
    assert names(refill) == ["Leo Martin"]


def test_a_nudge_opens_nothing(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    shown = visits(inside)[visit.id]
    inside.steps.move(shown, desk.at(10, 15), desk.at(10, 45))
    settle()
    refill._look_after_move()
    settle()
    assert refill.filling is None


def test_a_visit_that_is_shorter_now_frees_the_rest(
    desk: Desk, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle, qtbot: QtBot
) -> None:
    long = desk.book(10, minutes=120)
    inside.days.refresh()
    settle()
    inside.steps.move(visits(inside)[long.id], desk.at(10), desk.at(11))
    settle()
    qtbot.waitUntil(lambda: refill.filling is not None)
    settle()
    assert refill.panel.title.text() == "11:00–12:00 · Dr. Amelia Chen is free now"


def test_the_cancellation_taken_back_closes_the_panel(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    inside.steps.undo()
    settle()
    assert (refill.filling, refill.panel.isVisible()) == (None, False)


def test_an_offer_that_ran_out_says_so_and_can_be_made_again(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    pressed(settle, ENTER)
    desk.clock.now = Instant(desk.clock.now + 11 * MINUTE)
    refill.follow_clock()
    settle()
    [row] = refill.panel.rows
    assert (row.state.text(), row.offer.isVisible()) == ("The offer ran out", True)
    pressed(settle, ENTER, ENTER)
    assert state(desk, leo) is EntryState.BOOKED


def test_the_minutes_that_are_left_go_down(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    pressed(settle, ENTER)
    desk.clock.now = Instant(desk.clock.now + 4 * MINUTE)
    refill.follow_clock()
    assert refill.panel.rows[0].state.text().endswith("6 min left")


def test_esc_closes_and_what_is_held_stays_held(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    pressed(settle, ENTER, Qt.Key.Key_Escape)
    assert desk.clinic.waitlist.get(id=leo.id).offered
    assert (refill.panel.isVisible(), inside.work.desk.board.hasFocus()) == (False, True)


def test_what_another_desk_books_is_offered_no_more(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    desk.book(10, patient=someone(desk).id)
    inside.days.look()
    settle()
    assert refill.filling is None


def test_a_text_field_keeps_the_focus(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    inside.work.desk.top.search.setFocus()
    inside.steps.cancel(visit.id, "")
    settle()
    assert refill.panel.isVisible()
    assert inside.work.desk.top.search.hasFocus()


def test_an_enter_before_the_panel_is_there_opens_nothing(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle, qtbot: QtBot
) -> None:
    selected(inside, settle, visit)
    inside.work.desk.board.setFocus()
    inside.steps.cancel(visit.id, "")
    qtbot.keyClick(inside.work.desk.board, ENTER)
    settle()
    assert QApplication.activeModalWidget() is None
    assert desk.clinic.waitlist.get(id=leo.id).entry.offer is None
    assert refill.panel.isVisible()


def test_another_visit_that_is_selected_has_the_inspector_back(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    other = desk.book(15, practitioner=desk.ortega.id, patient=someone(desk).id)
    inside.days.refresh()
    cancelled(inside, settle, visit)
    inside.work.desk.board.setFocus()
    inside.selection.select(other.id)
    settle()
    assert (refill.panel.isVisible(), inside.work.desk.inspector.visit) == (False, other.id)


def test_a_gap_that_is_pressed_is_filled(
    desk: Desk, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    gap = GapMark(desk.chen.id, desk.at(11), desk.at(12), 1)
    inside.work.desk.board.gap_chosen.emit(gap)
    settle()
    assert refill.panel.title.text() == "11:00–12:00 · Dr. Amelia Chen is free"
    assert names(refill) == ["Leo Martin"]


def test_w_fills_the_gap_that_the_grid_cursor_is_in(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    inside.work.areas.waiting_list.read()
    settle()
    selected(inside, settle, visit)
    inside.work.desk.board.setFocus()
    pressed(settle, Qt.Key.Key_Down, Qt.Key.Key_W)
    assert refill.filling is not None
    assert refill.filling.source.start <= desk.at(10, 40) < refill.filling.source.end
    assert refill.panel.rows[0].hasFocus()


def test_w_goes_back_to_a_panel_that_is_open(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    inside.work.desk.board.setFocus()
    pressed(settle, Qt.Key.Key_W)
    assert refill.panel.rows[0].hasFocus()


def test_w_says_where_nobody_fits(inside: Inside, refill: Refill, settle: Settle) -> None:
    pressed(settle, Qt.Key.Key_W)
    assert toasts(inside)[-1].startswith("Nobody who waits fits there.")
    assert refill.filling is None


def test_w_on_a_visit_that_frees_nothing_says_so(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    selected(inside, settle, visit)
    inside.work.desk.board.setFocus()
    pressed(settle, Qt.Key.Key_W)
    assert toasts(inside)[-1] == "Nobody who waits could come then."


def test_a_freed_seat_goes_to_the_line_of_the_class(desk: Desk, inside: Inside, refill: Refill, settle: Settle) -> None:
    session = a_session(desk)
    first = waits(desk, desk.eva, appointment=session.id)
    desk.clinic.attendees.remove(appointment=session.id, patient=desk.leo.id)
    refill.look_after(session.id, by_hand=True)
    settle()
    assert refill.panel.title.text() == "A seat is free: Thu 19 Mar, 09:00–09:30"
    pressed(settle, ENTER, ENTER)
    assert state(desk, first) is EntryState.BOOKED
    assert [each.id for each in desk.clinic.appointments.get(id=session.id).appointment.attendees] == [desk.eva.id]


def test_masked_names_are_masked_here_too(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    inside.work.do("mask")
    [row] = refill.panel.rows
    assert row.line is not None
    assert (row.line.name, row.line.phone) == (MASK, "")
    pressed(settle, ENTER)
    assert "Leo" not in " ".join(toasts(inside))


def test_larger_text_keeps_what_is_being_filled(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    pressed(settle, ENTER)
    inside.actions_by_name["bigger"].trigger()
    settle()
    panel = inside.work.desk.refill
    assert panel.isVisible()
    assert panel.rows[0].state.text().startswith("Held for them until")


def test_whoever_was_taken_off_the_list_meanwhile_is_offered_nothing(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    desk.clinic.waitlist.remove(id=leo.id)
    pressed(settle, ENTER)
    assert not of_patient(inside, desk.leo.id)
    assert refill.filling is None


def test_the_past_puts_it_aside_and_now_goes_on_with_it(
    desk: Desk, visit: Appointment, leo: WaitlistEntry, inside: Inside, refill: Refill, settle: Settle
) -> None:
    cancelled(inside, settle, visit)
    assert not refill.panel.isHidden()
    inside.work.do("past")
    settle()
    assert refill.panel.isHidden()
    inside.work.do("mask")
    refill.refresh()
    settle()
    assert refill.panel.isHidden()
    inside.work.areas.past.leave()
    settle()
    assert not refill.panel.isHidden()
    assert len(refill.panel.rows) == 1
