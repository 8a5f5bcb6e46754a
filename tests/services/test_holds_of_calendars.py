"""Holds of calendars: judged by their rules, with the whole team and every seat of a time."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.actor import ITSELF
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.calendar import Calendar, CalendarKind, Member
from frontdesk.domain.errors import Conflict
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.length import Length, Unit
from tests.support.clinics import DAY, Desk
from tests.support.held_times import later
from tests.support.refusals import refused


@pytest.fixture(autouse=True)
def _both_work(desk: Desk) -> None:
    week = [WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)]
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=week)


def calendar(desk: Desk, kind: CalendarKind, **more: Any) -> Calendar:
    """Make a calendar of both practitioners, the first of them primary."""
    team = [Member(desk.chen.id, priority=5, primary=kind is CalendarKind.COLLECTIVE), Member(desk.ortega.id)]
    if kind is CalendarKind.PERSONAL:
        team = team[:1]
    return desk.clinic.calendars.create(name=f"Of {kind.value}", kind=kind, team=team, **more)


def hold(desk: Desk, of: Calendar, hour: int = 10, **more: Any) -> Appointment:
    """Hold a time of a calendar."""
    return desk.clinic.holds.place(start=desk.at(hour), calendar=of.id, **more)


def free(desk: Desk, of: Calendar) -> list[int]:
    """Give the hours of the day at which a visit of a calendar may begin."""
    slots = desk.clinic.availability.free_times(first=DAY, calendar=of.id).days[DAY]
    starts = {slot.start for slot in slots}
    return [hour for hour in range(24) if desk.at(hour) in starts]


def test_a_hold_of_a_round_robin_is_with_whoever_is_best(desk: Desk) -> None:
    pool = calendar(desk, CalendarKind.ROUND_ROBIN)
    assert [hold(desk, pool).practitioner_id for _ in range(2)] == [desk.chen.id, desk.ortega.id]
    assert refused(hold, desk=desk, of=pool).reason == "not_free"


def test_the_visit_is_with_whom_it_was_held_and_has_what_its_calendar_brings(desk: Desk) -> None:
    diary = calendar(desk, CalendarKind.PERSONAL, auto_confirm=True, title_template="{{patient}} at {{time}}")
    held = hold(desk, diary)
    assert held.title == ""
    visit = desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id)
    assert (visit.id, visit.practitioner_id, visit.status) == (held.id, desk.chen.id, Status.CONFIRMED)
    assert visit.title == "Eva Novák at 10:00"


@pytest.mark.parametrize("hour", [8, 17])
def test_a_hold_is_judged_by_its_calendar(hour: int, desk: Desk) -> None:
    assert refused(hold, desk=desk, of=calendar(desk, CalendarKind.PERSONAL), hour=hour).reason == "outside_hours"


def test_a_visit_may_be_booked_from_its_hold_after_notice_has_passed(desk: Desk) -> None:
    diary = calendar(desk, CalendarKind.PERSONAL, notice=Length(1, Unit.HOURS))
    held = hold(desk, diary, hour=10, minutes=120)
    later(desk, 70)
    assert desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id).start == held.start


def test_a_held_time_is_not_free_until_the_hold_runs_out(desk: Desk) -> None:
    diary = calendar(desk, CalendarKind.PERSONAL)
    hold(desk, diary)
    assert 10 not in free(desk, diary)
    later(desk, 11)
    assert 10 in free(desk, diary)


def test_free_times_that_were_asked_before_know_of_a_hold_that_ran_out_since(desk: Desk) -> None:
    diary = calendar(desk, CalendarKind.PERSONAL)
    hold(desk, diary, hour=10)
    hold(desk, diary, hour=11, minutes=60)
    assert not {10, 11} & set(free(desk, diary))
    later(desk, 11)
    assert {10, 11} & set(free(desk, diary)) == {10}


def test_a_hold_of_a_class_takes_the_whole_time_and_becomes_the_session(desk: Desk) -> None:
    lessons = calendar(desk, CalendarKind.CLASS, per_slot=3)
    held = hold(desk, lessons, practitioner=desk.chen.id)
    assert isinstance(refused(hold, desk=desk, of=lessons, practitioner=desk.chen.id), Conflict)
    made = desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id)
    assert (made.id, made.group, made.max_attendees) == (held.id, True, 3)
    joined = desk.clinic.appointments.book(
        start=desk.at(10), calendar=lessons.id, practitioner=desk.chen.id, patient=desk.leo.id
    )
    assert (joined.id, joined.heads) == (made.id, 2)


@pytest.mark.parametrize("named", [True, False])
def test_a_seat_at_a_time_that_others_come_to_is_booked_and_not_held(named: bool, desk: Desk) -> None:
    lessons = calendar(desk, CalendarKind.CLASS, per_slot=3)
    who = {"practitioner": desk.chen.id} if named else {}
    desk.clinic.appointments.book(
        start=desk.at(10), calendar=lessons.id, practitioner=desk.chen.id, patient=desk.eva.id
    )
    assert refused(hold, desk=desk, of=lessons, **who).reason == "seat_not_held"
    assert hold(desk, lessons, practitioner=desk.ortega.id).practitioner_id == desk.ortega.id


def test_a_hold_of_a_collective_takes_the_time_of_the_whole_team(desk: Desk) -> None:
    board = calendar(desk, CalendarKind.COLLECTIVE)
    held = hold(desk, board)
    for one in (desk.chen, desk.ortega):
        with pytest.raises(Conflict):
            desk.book(10, practitioner=one.id)
    assert [one.id for one in desk.clinic.holds.list()] == [held.id]


def test_the_whole_team_comes_to_the_visit_that_was_held(desk: Desk) -> None:
    board = calendar(desk, CalendarKind.COLLECTIVE)
    made = desk.clinic.appointments.book(hold=hold(desk, board).id, patient=desk.eva.id)
    rows = desk.clinic.appointments.list().items
    assert {row.practitioner_id for row in rows} == {desk.chen.id, desk.ortega.id}
    assert {(row.status, row.booking_id, row.expires_at) for row in rows} == {(made.status, made.booking_id, None)}


@pytest.mark.parametrize("how", ["released", "ran out", "undone"])
def test_a_hold_of_a_collective_goes_as_a_whole(how: str, desk: Desk) -> None:
    held = hold(desk, calendar(desk, CalendarKind.COLLECTIVE))
    if how == "released":
        desk.clinic.holds.release(id=held.id)
    elif how == "undone":
        desk.clinic.history.undo()
    else:
        later(desk, 11)
        assert desk.clinic.holds.expire() == 2
    for one in (desk.chen, desk.ortega):
        desk.book(10, practitioner=one.id)


def test_a_hold_of_a_collective_is_extended_as_a_whole(desk: Desk) -> None:
    held = hold(desk, calendar(desk, CalendarKind.COLLECTIVE))
    desk.clinic.holds.extend(id=held.id, minutes=60)
    later(desk, 50)
    for one in (desk.chen, desk.ortega):
        with pytest.raises(Conflict):
            desk.book(10, practitioner=one.id)


def test_undo_of_a_collective_visit_gives_the_hold_back_or_frees_the_time(desk: Desk) -> None:
    board = calendar(desk, CalendarKind.COLLECTIVE)
    held = hold(desk, board)
    desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id)
    desk.clinic.history.undo()
    assert [one.id for one in desk.clinic.holds.list()] == [held.id]
    desk.clinic.history.redo()
    later(desk, 11)
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list(archived=True).total == 0
    step = desk.clinic.history.state().undo
    assert step is not None
    assert step.operation == "calendars.create"
    assert ITSELF not in {head.actor for head in desk.clinic.history.log().items}
