"""Visits of a collective calendar: one row a member, which are one visit (C48)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.calendar import Calendar, CalendarKind, Member
from frontdesk.domain.errors import Conflict
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.length import Length
from tests.support.bookings import claims_due, claims_in_the_book, now, people, rows, starts
from tests.support.clinics import DAY, Desk
from tests.support.refusals import refused, unversioned

BOOKED, ARRIVED, UNDERWAY, DONE = Status.BOOKED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED


@pytest.fixture
def calendar(desk: Desk) -> Calendar:
    """Arrange a calendar that Dr. Chen and, before all, Dr. Ortega come to."""
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(day, 540, 1020) for day in range(5)])
    return made(desk)


def made(desk: Desk, **more: Any) -> Calendar:
    return desk.clinic.calendars.create(
        name=f"Case talk {len(desk.clinic.calendars.list())}",
        kind=CalendarKind.COLLECTIVE,
        team=[Member(desk.chen.id), Member(desk.ortega.id, primary=True)],
        duration=Length(30),
        interval=Length(30),
        **more,
    )


def booked(desk: Desk, calendar: Calendar, hour: int = 10, **sent: Any) -> tuple[Appointment, Appointment]:
    sent.setdefault("patient", desk.eva.id)
    one = desk.clinic.appointments.book(calendar=calendar.id, start=desk.at(hour), **sent)
    first, second = rows(desk, one.booking_id)
    assert first == one
    return first, second


def test_a_row_is_booked_for_each_member(desk: Desk, calendar: Calendar) -> None:
    mine, other = booked(desk, calendar, title="Case talk", description="With scans")
    assert (mine.practitioner_id, mine.patient_id, people(mine)) == (desk.ortega.id, desk.eva.id, (desk.eva.id,))
    assert (mine.internal, mine.reference_patients) == (False, ())
    assert (other.practitioner_id, other.patient_id, people(other)) == (desk.chen.id, None, ())
    assert (other.internal, other.reference_patients) == (True, (desk.eva.id,))
    assert (other.title, other.description) == ("Case talk", "With scans")
    assert (other.interval, other.zone, other.location_id) == (mine.interval, mine.zone, mine.location_id)
    assert mine.uid != other.uid


def test_every_member_is_taken(desk: Desk, calendar: Calendar) -> None:
    both = booked(desk, calendar)
    assert claims_in_the_book(desk) == claims_due(*both)
    assert {row[1] for row in claims_in_the_book(desk)} == {desk.chen.id, desk.ortega.id}


def test_the_buffers_are_those_of_every_member(desk: Desk) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(day, 540, 1020) for day in range(5)])
    both = booked(desk, made(desk, buffer_before=Length(5), buffer_after=Length(10)))
    assert {(row.buffer_before, row.buffer_after) for row in both} == {(5 * MINUTE, 10 * MINUTE)}


def test_it_is_one_step_that_is_undone_and_done_again(desk: Desk, calendar: Calendar) -> None:
    both = booked(desk, calendar)
    desk.clinic.history.undo()
    assert rows(desk, both[0].booking_id) == ()
    assert claims_in_the_book(desk) == set()
    desk.clinic.history.redo()
    assert [row.id for row in rows(desk, both[0].booking_id)] == [row.id for row in both]
    assert claims_in_the_book(desk) == claims_due(*both)


@pytest.mark.parametrize("name", ["chen", "ortega"])
def test_a_visit_of_any_member_is_in_the_way(desk: Desk, calendar: Calendar, name: str) -> None:
    visit = desk.book(10, practitioner=getattr(desk, name).id, patient=desk.leo.id)
    refusal = refused(booked, desk=desk, calendar=calendar)
    assert isinstance(refusal, Conflict)
    assert visit.id in {clash.appointment_id for clash in refusal.clashes}
    assert claims_in_the_book(desk) == claims_due(visit)


def test_a_row_of_a_member_is_in_the_way_of_their_own_visits(desk: Desk, calendar: Calendar) -> None:
    booked(desk, calendar)
    assert isinstance(refused(desk.book, hour=10, patient=desk.leo.id), Conflict)


def test_it_counts_as_one_booking_of_its_calendar(desk: Desk, calendar: Calendar) -> None:
    desk.clinic.calendars.update(id=calendar.id, per_day=2)
    booked(desk, calendar)
    booked(desk, calendar, 11)
    assert refused(booked, desk=desk, calendar=calendar, hour=14).reason == "day_full"


@pytest.mark.parametrize("n", [0, 1])
def test_moving_one_row_moves_all(desk: Desk, calendar: Calendar, n: int) -> None:
    both = booked(desk, calendar)
    desk.clinic.appointments.move(id=both[n].id, start=desk.at(10, 15), end=desk.at(11))
    assert [(row.start, row.end) for row in now(desk, *both)] == [(desk.at(10, 15), desk.at(11))] * 2
    assert claims_in_the_book(desk) == claims_due(*now(desk, *both))
    desk.clinic.history.undo()
    assert starts(desk, *both) == [desk.at(10)] * 2


def test_a_member_who_is_taken_keeps_all_where_they_are(desk: Desk, calendar: Calendar) -> None:
    both = booked(desk, calendar)
    visit = desk.book(14, patient=desk.leo.id)
    refusal = refused(desk.clinic.appointments.move, id=both[0].id, start=desk.at(14))
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [visit.id]
    assert starts(desk, *both) == [desk.at(10)] * 2


def test_nobody_comes_for_two_members(desk: Desk, calendar: Calendar) -> None:
    both = booked(desk, calendar)
    sent = {"id": both[1].id, "start": desk.at(10), "practitioner": desk.ortega.id}
    assert isinstance(refused(desk.clinic.appointments.move, **sent), Conflict)
    assert now(desk, *both) == both


@pytest.mark.parametrize("n", [0, 1])
def test_cancelling_one_row_cancels_all_and_undo_restores_all(desk: Desk, calendar: Calendar, n: int) -> None:
    both = booked(desk, calendar)
    desk.clinic.appointments.cancel(id=both[n].id, reason="Ill")
    assert {(row.status, row.cancel_reason) for row in now(desk, *both)} == {(Status.CANCELLED, "Ill")}
    assert claims_in_the_book(desk) == set()
    desk.clinic.history.undo()
    assert [unversioned(row) | {"updated_at": 0} for row in now(desk, *both)] == [
        unversioned(row) | {"updated_at": 0} for row in both
    ]
    assert claims_in_the_book(desk) == claims_due(*both)


@pytest.mark.parametrize("status", [ARRIVED, UNDERWAY, DONE, Status.NO_SHOW])
def test_every_status_is_of_all_members(desk: Desk, calendar: Calendar, status: Status) -> None:
    both = booked(desk, calendar)
    desk.clinic.appointments.set_status(id=both[1].id, status=status)
    held = now(desk, *both)
    assert {row.status for row in held} == {status}
    assert len({(row.actual_start, row.actual_end) for row in held}) == 1


def test_deleting_and_archiving_are_of_all_members(desk: Desk, calendar: Calendar) -> None:
    both = booked(desk, calendar)
    desk.clinic.appointments.archive(id=both[1].id)
    assert all(row.archived_at is not None for row in now(desk, *both))
    desk.clinic.appointments.restore(id=both[0].id)
    assert claims_in_the_book(desk) == claims_due(*now(desk, *both))
    desk.clinic.appointments.delete(id=both[1].id)
    assert rows(desk, both[0].booking_id) == ()


@pytest.mark.parametrize("n", [0, 1])
def test_patient_and_words_are_those_of_the_visit_whichever_row_is_changed(
    desk: Desk, calendar: Calendar, n: int
) -> None:
    both = booked(desk, calendar)
    done = desk.clinic.appointments.update(id=both[n].id, patient=desk.leo.id, title="Talk", description="Scans")
    mine, other = now(desk, *both)
    assert done == (mine, other)[n]
    assert (mine.patient_id, people(mine), mine.reference_patients) == (desk.leo.id, (desk.leo.id,), ())
    assert (other.patient_id, people(other), other.reference_patients) == (None, (), (desk.leo.id,))
    assert {(row.title, row.description) for row in (mine, other)} == {("Talk", "Scans")}


def test_where_it_is_held_is_told_to_every_member(desk: Desk, calendar: Calendar) -> None:
    both = booked(desk, calendar, address="7 Elm Street")
    assert {row.meeting for row in both} == {both[0].meeting}
    assert both[0].meeting is not None
    desk.clinic.appointments.update(id=both[0].id, address="8 Elm Street")
    mine, other = now(desk, *both)
    assert (mine.address, other.address, other.meeting) == ("8 Elm Street", "8 Elm Street", mine.meeting)


def test_those_who_join_are_told_of_to_every_member(desk: Desk) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(day, 540, 1020) for day in range(5)])
    shared = made(desk, per_slot=3)
    both = booked(desk, shared)
    desk.clinic.appointments.book(calendar=shared.id, start=desk.at(10), patient=desk.leo.id)
    mine, other = now(desk, *both)
    assert people(mine) == (desk.eva.id, desk.leo.id)
    assert other.reference_patients == (desk.eva.id, desk.leo.id)


def test_a_practitioner_who_was_put_away_is_not_waited_for(desk: Desk, calendar: Calendar) -> None:
    desk.clinic.practitioners.archive(id=desk.chen.id)
    assert desk.clinic.availability.free_times(first=DAY, calendar=calendar.id).days[DAY] == ()


def test_details_tell_who_else_comes(desk: Desk, calendar: Calendar) -> None:
    both = booked(desk, calendar)
    found = desk.clinic.appointments.get(id=both[1].id)
    assert [part.practitioner for part in found.parts] == [desk.ortega.name, desk.chen.name]
    assert [one.id for one in found.patients] == [desk.eva.id]


def test_what_was_held_for_the_team_is_booked_for_the_team(desk: Desk, calendar: Calendar) -> None:
    hold = desk.clinic.holds.place(calendar=calendar.id, start=desk.at(10))
    taken = {row[1] for row in claims_in_the_book(desk)}
    assert taken == {desk.chen.id, desk.ortega.id}
    visit = desk.clinic.appointments.book(hold=hold.id, patient=desk.eva.id)
    both = rows(desk, visit.booking_id)
    assert [(row.practitioner_id, row.status, row.expires_at) for row in both] == [
        (desk.ortega.id, both[0].status, None),
        (desk.chen.id, both[0].status, None),
    ]
    assert claims_in_the_book(desk) == claims_due(*both)


def test_a_hold_of_the_team_is_released_as_one(desk: Desk, calendar: Calendar) -> None:
    hold = desk.clinic.holds.place(calendar=calendar.id, start=desk.at(10))
    desk.clinic.holds.release(id=hold.id)
    assert claims_in_the_book(desk) == set()
