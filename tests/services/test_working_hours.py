"""A practitioner's weekly hours: read and replaced as a whole, within whatever else the schedule says (C04)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.errors import Forbidden, Invalid, NotFound
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.schedule import Weekday
from tests.support.clinics import DAY, READER, Desk, nobody
from tests.support.refusals import refused
from tests.support.rules import dated, home, on

MORNING, AFTERNOON = WeeklyHours(0, 540, 780), WeeklyHours(0, 840, 1020)


def hours(desk: Desk) -> tuple[WeeklyHours, ...]:
    return desk.clinic.working_hours.get(practitioner=desk.ortega.id).hours


def put(desk: Desk, *wanted: WeeklyHours) -> tuple[WeeklyHours, ...]:
    return desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=list(wanted)).hours


def test_a_practitioner_without_hours_is_closed_all_week(desk: Desk) -> None:
    assert hours(desk) == ()


def test_what_is_put_is_what_is_read(desk: Desk) -> None:
    reply = desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[AFTERNOON, MORNING])
    assert (reply.practitioner, reply.hours) == (desk.ortega.id, (MORNING, AFTERNOON))
    assert desk.clinic.working_hours.get(practitioner=desk.ortega.id) == reply


def test_a_week_is_replaced_as_a_whole(desk: Desk) -> None:
    put(desk, MORNING, WeeklyHours(4, 0, 1440))
    put(desk, AFTERNOON)
    assert hours(desk) == (AFTERNOON,)
    put(desk)
    assert hours(desk) == ()


def test_the_hours_of_others_stay(desk: Desk) -> None:
    before = desk.clinic.working_hours.get(practitioner=desk.chen.id)
    put(desk, MORNING)
    assert desk.clinic.working_hours.get(practitioner=desk.chen.id) == before


def test_adjacent_hours_become_one(desk: Desk) -> None:
    assert put(desk, WeeklyHours(0, 600, 720), WeeklyHours(0, 540, 600)) == (WeeklyHours(0, 540, 720),)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ([WeeklyHours(0, 540, 780), WeeklyHours(0, 779, 800)], "hours_overlap"),
        ([WeeklyHours(0, 540, 780), WeeklyHours(0, 540, 780)], "hours_overlap"),
        ([WeeklyHours(0, 1320, 360)], "hours_not_in_one_day"),
        ([WeeklyHours(0, 540, 540)], "hours_not_in_one_day"),
        ([WeeklyHours(0, 540, 1441)], "hours_not_in_one_day"),
        ([WeeklyHours(0, -1, 60)], "hours_not_in_one_day"),
        ([WeeklyHours(7, 540, 780)], "no_such_weekday"),
        ([WeeklyHours(-1, 540, 780)], "no_such_weekday"),
    ],
)
def test_hours_that_cannot_be_are_invalid_and_the_old_ones_stay(
    desk: Desk, wrong: list[WeeklyHours], reason: str
) -> None:
    put(desk, MORNING)
    refusal = refused(desk.clinic.working_hours.put, practitioner=desk.ortega.id, hours=wrong)
    assert isinstance(refusal, Invalid)
    assert refusal.reason == reason
    assert hours(desk) == (MORNING,)


@pytest.mark.parametrize(
    "wrong",
    [None, 5, "mon", [None], [(0, 540, 780)], [WeeklyHours(0, None, 780)], [WeeklyHours(0, 540.5, 780)]],  # type: ignore[arg-type]
)
def test_what_is_no_list_of_hours_is_invalid(desk: Desk, wrong: Any) -> None:
    refusal = refused(desk.clinic.working_hours.put, practitioner=desk.ortega.id, hours=wrong)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == "hours"


def test_the_first_week_makes_a_schedule_at_the_default_location(desk: Desk) -> None:
    reply = desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[MORNING])
    schedule = desk.clinic.schedules.search(practitioner=desk.ortega.id)[0]
    assert (schedule.id, schedule.name, schedule.location_id) == (reply.schedule, "Regular hours", home(desk).id)
    assert schedule.rules == (on(Weekday.MONDAY, "09:00-13:00"),)


def test_no_hours_make_no_schedule(desk: Desk) -> None:
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[]).schedule is None
    assert desk.clinic.book.cursor() == cursor


def test_a_week_is_read_from_and_put_into_the_oldest_schedule_that_is_not_archived(desk: Desk) -> None:
    first, second = (
        desk.clinic.schedules.create(name=name, practitioner=desk.ortega.id, rules=[on(Weekday.MONDAY, times)]).schedule
        for name, times in (("One", "09:00-13:00"), ("Two", "14:00-17:00"))
    )
    assert (hours(desk), put(desk, MORNING)) == ((MORNING,), (MORNING,))
    desk.clinic.schedules.archive(id=first.id)
    assert hours(desk) == (AFTERNOON,)
    put(desk)
    assert desk.clinic.schedules.get(id=second.id).rules == ()
    assert desk.clinic.schedules.get(id=first.id).rules == first.rules


def test_a_week_leaves_the_other_rules_of_the_schedule_as_they_are(desk: Desk) -> None:
    others = (
        on(Weekday.MONDAY, "14:00-17:00", every=2, since=DAY),
        on(Weekday.TUESDAY, "09:00-10:00", until=DAY),
        dated(DAY, "10:00-11:00", note="Fair"),
    )
    schedule = desk.clinic.schedules.create(
        name="All", practitioner=desk.ortega.id, rules=[on(Weekday.FRIDAY, "09:00-10:00"), *others]
    ).schedule
    assert put(desk, MORNING) == (MORNING,)
    rules = desk.clinic.schedules.get(id=schedule.id).rules
    assert set(rules) == {on(Weekday.MONDAY, "09:00-13:00"), *others}


def test_a_week_that_overlaps_a_rota_is_invalid_as_what_was_sent(desk: Desk) -> None:
    rota = on(Weekday.MONDAY, "12:00-17:00", every=2, since=DAY)
    desk.clinic.schedules.create(name="Rota", practitioner=desk.ortega.id, rules=[rota])
    refusal = refused(desk.clinic.working_hours.put, practitioner=desk.ortega.id, hours=[MORNING])
    assert (refusal.reason, refusal.facts["field"]) == ("hours_overlap", "hours")


def test_visits_that_fall_outside_are_listed(desk: Desk) -> None:
    late, early = desk.book(16), desk.book(9)
    wednesday = WeeklyHours(2, 540, 720)
    reply = desk.clinic.working_hours.put(practitioner=desk.chen.id, hours=[wednesday])
    assert [each.id for each in reply.outside] == [late.id]
    assert desk.clinic.working_hours.put(practitioner=desk.chen.id, hours=[wednesday]).outside == ()
    assert desk.clinic.appointments.get(id=early.id).appointment == early


def test_an_archived_practitioner_gets_no_other_hours(desk: Desk) -> None:
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    refusal = refused(desk.clinic.working_hours.put, practitioner=desk.ortega.id, hours=[MORNING])
    assert (refusal.reason, refusal.facts["field"]) == ("archived", "practitioner")


def test_an_unknown_practitioner_is_not_found(desk: Desk) -> None:
    for call, sent in ((desk.clinic.working_hours.get, {}), (desk.clinic.working_hours.put, {"hours": [MORNING]})):
        refusal = refused(call, practitioner=nobody(), **sent)
        assert isinstance(refusal, NotFound)
        assert refusal.facts["kind"] == "practitioner"


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert reader.working_hours.get(practitioner=desk.chen.id).hours
        assert isinstance(refused(reader.working_hours.put, practitioner=desk.chen.id, hours=[]), Forbidden)


def test_the_first_hours_and_a_change_of_them_can_be_undone_and_redone(desk: Desk) -> None:
    put(desk, MORNING)
    put(desk, AFTERNOON)
    desk.clinic.history.undo()
    assert hours(desk) == (MORNING,)
    desk.clinic.history.undo()
    assert hours(desk) == ()
    desk.clinic.history.redo()
    desk.clinic.history.redo()
    assert hours(desk) == (AFTERNOON,)


def test_putting_the_same_hours_again_leaves_no_record(desk: Desk) -> None:
    put(desk, MORNING)
    cursor = desk.clinic.book.cursor()
    put(desk, MORNING)
    assert desk.clinic.book.cursor() == cursor


def test_a_visit_outside_the_new_hours_stays(desk: Desk) -> None:
    visit = desk.book(16, practitioner=desk.ortega.id)
    put(desk, MORNING)
    assert desk.clinic.appointments.get(id=visit.id).appointment == visit
