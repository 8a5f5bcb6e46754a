"""Seats that are held for someone: they count as heads, run out, are taken for good or let go (C24, C72)."""

from __future__ import annotations

from frontdesk.domain.actor import ITSELF
from frontdesk.domain.appointment import Appointment, Attendance, Attendee
from frontdesk.domain.availability.reasons import Why
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.series import Scope
from frontdesk.services import seating
from frontdesk.services.check import check_book
from tests.support import diaries
from tests.support.clinics import DAY, Desk
from tests.support.made_classes import a_class, classes, comes, held_seat, kept_row, people, wait
from tests.support.refusals import refused


def taken(desk: Desk, session: Appointment, patient: Id) -> Appointment:
    with desk.clinic.writing("test.accept", lambda: "Seat taken") as work:
        return seating.seat_taken(work, work.get(Appointment, session.id), patient)


def let_go(desk: Desk, session: Appointment, patient: Id) -> Appointment:
    with desk.clinic.writing("test.decline", lambda: "Seat let go") as work:
        return seating.seat_let_go(work, work.get(Appointment, session.id), patient)


def test_a_held_seat_is_a_head_that_nobody_else_takes(desk: Desk) -> None:
    made = a_class(desk, max_attendees=1)
    held = held_seat(desk, made, desk.eva.id)
    assert (held.heads, held.seats_until) == (1, held.attendees[0].held_until)
    assert refused(desk.clinic.attendees.add, appointment=made.id, patient=desk.leo.id).reason == "no_seat_left"
    assert refused(lambda: held_seat(desk, made, desk.leo.id)).reason == "no_seat_left"
    [visit] = [one for one in desk.clinic.board.day(day=DAY).visits if one.id == made.id]
    assert (visit.seats, visit.heads) == (1, 1)


def test_nobody_has_a_seat_held_who_comes_or_has_one_held(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.eva.id])
    held_seat(desk, made, desk.leo.id)
    for patient in (desk.eva.id, desk.leo.id):
        assert refused(lambda one=patient: held_seat(desk, made, one)).reason == "comes_already"


def test_it_runs_out_at_its_moment_for_every_read_at_once(desk: Desk) -> None:
    made = a_class(desk, max_attendees=1)
    held_seat(desk, made, desk.eva.id, 10)
    wait(desk, 11)
    assert comes(desk, made) == []
    assert desk.clinic.appointments.get(id=made.id).appointment.attendees == ()
    other = a_class(desk, start=desk.at(14))
    assert [one.left for one in desk.clinic.attendees.sessions(appointment=other.id)] == [1]


def test_any_write_takes_it_away_in_a_changeset_of_nobodys(desk: Desk) -> None:
    made = a_class(desk, max_attendees=2, attendees=[desk.leo.id])
    held_seat(desk, made, desk.eva.id)
    assert desk.clinic.holds.expire() == 0
    wait(desk, 11)
    desk.clinic.rooms.create(name="Room 3")
    row = kept_row(desk, made)
    assert ([one.id for one in row.attendees], row.seats_until) == ([desk.leo.id], None)
    step = desk.clinic.history.log().items[1]
    assert (step.actor, step.words) == (ITSELF, "Held seat run out")
    assert check_book(desk.path).sound


def test_seats_and_times_that_run_out_together_are_both_taken_away(desk: Desk) -> None:
    made = classes(desk)
    for one in made[:2]:
        held_seat(desk, one, desk.eva.id)
    desk.clinic.holds.place(start=desk.at(15), end=desk.at(16), practitioner=desk.chen.id, minutes=5)
    wait(desk, 11)
    assert desk.clinic.holds.expire() == 3
    assert desk.clinic.holds.expire() == 0
    assert [kept_row(desk, one).attendees for one in made] == [(), (), ()]


def test_only_what_has_run_out_goes(desk: Desk) -> None:
    made = a_class(desk)
    held_seat(desk, made, desk.eva.id, 10)
    late = held_seat(desk, made, desk.leo.id, 60)
    wait(desk, 11)
    desk.clinic.holds.expire()
    row = kept_row(desk, made)
    assert ([one.id for one in row.attendees], row.seats_until) == ([desk.leo.id], late.attendees[1].held_until)


def test_the_seat_that_ran_out_is_there_for_the_very_next_who_asks(desk: Desk) -> None:
    made = a_class(desk, max_attendees=1)
    held_seat(desk, made, desk.eva.id)
    wait(desk, 11)
    desk.clinic.attendees.add(appointment=made.id, patient=desk.leo.id)
    assert comes(desk, made) == [desk.leo.id]


def test_it_is_taken_for_good_while_it_lasts(desk: Desk) -> None:
    made = a_class(desk)
    held_seat(desk, made, desk.eva.id)
    done = taken(desk, made, desk.eva.id)
    assert (done.attendees[0].held_until, done.seats_until) == (None, None)
    assert done.attendees[0].attendance is Attendance.GOING
    wait(desk, 30)
    assert comes(desk, made) == [desk.eva.id]
    assert taken(desk, made, desk.eva.id).attendees == done.attendees


def test_one_that_has_run_out_is_not_taken_any_more(desk: Desk) -> None:
    made = a_class(desk)
    held_seat(desk, made, desk.eva.id)
    wait(desk, 11)
    refusal = refused(lambda: taken(desk, made, desk.eva.id))
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "hold_gone"


def test_it_is_let_go_and_a_seat_for_good_is_not(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.leo.id])
    held_seat(desk, made, desk.eva.id)
    assert let_go(desk, made, desk.eva.id).attendees == made.attendees
    assert let_go(desk, made, desk.leo.id).attendees == made.attendees
    assert let_go(desk, made, desk.eva.id).attendees == made.attendees


def test_free_times_of_a_class_count_a_held_seat_until_it_runs_out(desk: Desk) -> None:
    calendar = diaries.a_class(desk, 1)
    session = diaries.book_in(desk, calendar, patient=desk.leo.id)
    desk.clinic.attendees.remove(appointment=session.id, patient=desk.leo.id)
    held_seat(desk, session, desk.eva.id)
    for minutes, free in ((5, False), (6, True)):
        wait(desk, minutes)
        assert (session.start in diaries.offered(desk, calendar, patient=desk.leo.id)) is free
        told = desk.clinic.availability.explain(start=session.start, calendar=calendar.id, patient=desk.leo.id)
        assert (Why.SEATS in [reason.why for reason in told.reasons]) is not free


def test_a_change_of_the_list_keeps_the_seat_held_only(desk: Desk) -> None:
    made = a_class(desk)
    held = held_seat(desk, made, desk.eva.id)
    after = desk.clinic.appointments.update(id=made.id, attendees=[desk.eva.id, desk.leo.id])
    assert after.seats_until == held.seats_until


def test_a_list_that_leaves_out_who_was_offered_a_seat_ends_no_offer(desk: Desk) -> None:
    made = a_class(desk, max_attendees=2)
    held = held_seat(desk, made, desk.eva.id)
    desk.clinic.group_appointments.update(id=made.id, attendees=[desk.leo.id])
    row = kept_row(desk, made)
    assert ([one.id for one in row.attendees], row.seats_until) == ([desk.leo.id, desk.eva.id], held.seats_until)
    desk.clinic.group_appointments.update(id=made.id, attendees=[])
    assert kept_row(desk, made).attendees == held.attendees


def test_a_list_with_no_seat_left_for_who_was_offered_one_is_refused(desk: Desk) -> None:
    made = a_class(desk, max_attendees=2)
    held = held_seat(desk, made, desk.eva.id)
    [other] = people(desk, 1)
    refusal = refused(desk.clinic.group_appointments.update, id=made.id, attendees=[desk.leo.id, other])
    assert (refusal.reason, refusal.facts["until"]) == ("seat_offered", held.seats_until)
    more = desk.clinic.group_appointments.update(id=made.id, attendees=[desk.leo.id, other], max_attendees=3)
    assert more.heads == 3


def test_it_holds_on_one_date_of_a_series_alone(desk: Desk) -> None:
    made = classes(desk)
    held_seat(desk, made[0], desk.eva.id)
    done = desk.clinic.attendees.add(appointment=made[0].id, patient=desk.eva.id, scope=Scope.ALL)
    assert len(done.appointments) == 3
    assert kept_row(desk, made[0]).seats_until is None


def test_dates_that_a_series_grows_by_hold_no_seats(desk: Desk) -> None:
    made = desk.book(10, group=True, patient=None, attendees=[desk.leo.id], rrule="FREQ=WEEKLY", ignore_free_slots=True)
    visit = desk.clinic.appointments.list(size=200).items[-1]
    assert visit.series_id == made.series_id
    held_seat(desk, visit, people(desk, 1)[0], 60 * 24 * 400)
    desk.clock.now = Instant(desk.clock.now + 60 * 24 * 300 * MINUTE)
    assert desk.clinic.series.extend().added > 0
    rows = desk.clinic.appointments.list(start=visit.end, size=100).items
    assert rows
    assert all(row.seats_until is None and row.attendees == (Attendee(desk.leo.id),) for row in rows)


def test_dates_that_a_class_grows_by_have_those_who_come_again_and_again(desk: Desk) -> None:
    made = desk.book(10, group=True, patient=None, attendees=[desk.leo.id], rrule="FREQ=WEEKLY", ignore_free_slots=True)
    last = desk.clinic.appointments.list(size=200).items[-1]
    desk.clinic.attendees.add(appointment=last.id, patient=desk.eva.id)
    [regular] = people(desk, 1)
    desk.clinic.attendees.add(appointment=made.id, patient=regular, scope=Scope.ALL)
    desk.clock.now = Instant(desk.clock.now + 60 * 24 * 300 * MINUTE)
    assert desk.clinic.series.extend().added > 0
    rows = desk.clinic.appointments.list(start=last.end, size=100).items
    assert rows
    assert all([one.id for one in row.attendees] == [desk.leo.id, regular] for row in rows)
