"""The one resolved answer to when somebody is open: rules, closures and blocks, date by date (C66 to C70, C75)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.calendar import Calendar, CalendarKind
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.instants import at_minute
from frontdesk.domain.intervals import Interval
from frontdesk.domain.schedule import Rule, Weekday
from frontdesk.services.resolving import OpenDay
from tests.support.clinics import DAY, ZONE, Desk, nobody
from tests.support.refusals import refused
from tests.support.rules import add_calendar, dated, days_on, home, on, weekdays

# Dr. Chen works from nine to five, Monday to Friday; Dr. Ortega has no hours.
WEDNESDAY = Weekday.WEDNESDAY


def resolve(desk: Desk, **sent: Any) -> OpenDay:
    return desk.clinic.working_hours.resolve(**{"first": DAY, **sent})[0]


def hours(desk: Desk, *hours: tuple[int, int], day: int = 0) -> tuple[Interval, ...]:
    return tuple(Interval(desk.at(a, day=day), desk.at(b, day=day)) for a, b in hours)


def schedule(desk: Desk, *rules: Rule, **more: Any) -> None:
    desk.clinic.schedules.create(name="More", rules=list(rules), **{"practitioner": desk.chen.id, **more})


def team_calendar(desk: Desk, **more: Any) -> Calendar:
    return add_calendar(desk, team=(desk.chen.id, desk.ortega.id), kind=CalendarKind.ROUND_ROBIN, **more)


def test_every_date_that_is_asked_for_is_told_in_order(desk: Desk) -> None:
    days = desk.clinic.working_hours.resolve(first=DAY, days=4, practitioner=desk.chen.id)
    assert [each.day for each in days] == [days_on(n) for n in range(4)]
    assert [each.open for each in days] == [hours(desk, (9, 17), day=n) if n < 3 else () for n in range(4)]


def test_a_date_rule_replaces_that_weekdays(desk: Desk) -> None:
    regular = desk.clinic.schedules.search()[0]
    desk.clinic.schedules.update(id=regular.id, rules=[*regular.rules, dated(DAY, "11:00-12:00"), dated(days_on(1))])
    days = desk.clinic.working_hours.resolve(first=DAY, days=3, practitioner=desk.chen.id)
    assert [each.open for each in days] == [hours(desk, (11, 12)), (), hours(desk, (9, 17), day=2)]


def test_the_schedules_of_a_practitioner_add_up(desk: Desk) -> None:
    schedule(desk, on(WEDNESDAY, "17:00-19:00"))
    assert resolve(desk, practitioner=desk.chen.id).open == hours(desk, (9, 19))


def test_only_the_hours_at_a_location_count_where_one_is_asked_for(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    schedule(desk, on(WEDNESDAY, "18:00-20:00"), location=annex.id)
    assert resolve(desk, practitioner=desk.chen.id, location=annex.id).open == hours(desk, (18, 20))
    assert resolve(desk, practitioner=desk.chen.id).open == hours(desk, (9, 17), (18, 20))


def test_each_schedule_speaks_in_its_own_zone_and_days_are_those_of_the_location(desk: Desk) -> None:
    tokyo = desk.clinic.locations.create(name="Annex", zone_name="Asia/Tokyo")
    schedule(desk, on(WEDNESDAY, "00:00-24:00"), location=tokyo.id, practitioner=desk.ortega.id)
    start = at_minute(DAY, 0, "Asia/Tokyo")
    assert resolve(desk, practitioner=desk.ortega.id, location=tokyo.id).open == (
        Interval(start, at_minute(DAY, 1440, "Asia/Tokyo")),
    )
    days = desk.clinic.working_hours.resolve(first=days_on(-1), days=2, practitioner=desk.ortega.id)
    assert [each.open for each in days] == [
        (Interval(start, at_minute(DAY, 0, ZONE)),),
        (Interval(at_minute(DAY, 0, ZONE), at_minute(DAY, 1440, "Asia/Tokyo")),),
    ]


def test_a_closure_takes_time_away_and_is_named(desk: Desk) -> None:
    desk.clinic.closures.create(name="Drill", first=DAY, start=600, end=660)  # type: ignore[arg-type]
    days = desk.clinic.working_hours.resolve(first=DAY, days=2, practitioner=desk.chen.id)
    assert (days[0].open, days[0].closed) == (hours(desk, (9, 10), (11, 17)), ("Drill",))
    assert days[1].closed == ()


def test_a_closure_of_another_location_takes_nothing_away(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    desk.clinic.closures.create(name="Works", first=DAY, location=annex.id)
    found = resolve(desk, practitioner=desk.chen.id)
    assert (found.open, found.closed) == (hours(desk, (9, 17)), ())
    assert resolve(desk, practitioner=desk.chen.id, location=annex.id).closed == ("Works",)


def test_a_closure_where_a_practitioner_works_is_named(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    schedule(desk, on(WEDNESDAY, "09:00-12:00"), location=annex.id, practitioner=desk.ortega.id)
    desk.clinic.closures.create(name="Works", first=DAY, location=annex.id)
    found = resolve(desk, practitioner=desk.ortega.id)
    assert (found.open, found.closed) == ((), ("Works",))


def test_a_block_takes_time_away_and_is_told(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id)
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(10), practitioner=desk.ortega.id)
    found = resolve(desk, practitioner=desk.chen.id)
    assert (found.open, found.blocked) == (hours(desk, (9, 12), (13, 17)), hours(desk, (12, 13)))


def test_a_block_over_midnight_is_told_on_both_dates(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(16), end=desk.at(10, day=1), practitioner=desk.chen.id)
    days = desk.clinic.working_hours.resolve(first=DAY, days=2, practitioner=desk.chen.id)
    assert [each.blocked for each in days] == [hours(desk, (16, 24)), hours(desk, (0, 10), day=1)]
    assert [each.open for each in days] == [hours(desk, (9, 16)), hours(desk, (10, 17), day=1)]


def test_a_calendar_is_open_when_anyone_of_its_team_is(desk: Desk) -> None:
    schedule(desk, on(WEDNESDAY, "16:00-19:00"), practitioner=desk.ortega.id)
    assert resolve(desk, calendar=team_calendar(desk).id).open == hours(desk, (9, 19))


def test_what_lies_in_a_calendars_own_hours_and_in_the_practitioners_is_open(desk: Desk) -> None:
    calendar = team_calendar(desk)
    desk.clinic.event_schedules.create(calendar=calendar.id, rules=[on(WEDNESDAY, "08:00-11:00")])
    assert resolve(desk, calendar=calendar.id, practitioner=desk.chen.id).open == hours(desk, (9, 11))


def test_a_schedule_that_is_tied_to_a_calendar_is_the_one_that_counts_for_it(desk: Desk) -> None:
    calendar = team_calendar(desk)
    schedule(desk, on(WEDNESDAY, "13:00-14:00"), calendars=[calendar.id])
    assert resolve(desk, calendar=calendar.id, practitioner=desk.chen.id).open == hours(desk, (13, 14))


def test_a_calendar_without_a_team_is_open_in_its_own_hours(desk: Desk) -> None:
    calendar = add_calendar(desk)
    assert resolve(desk, calendar=calendar.id).open == ()
    desk.clinic.event_schedules.create(calendar=calendar.id, rules=[on(WEDNESDAY, "08:00-11:00")])
    assert resolve(desk, calendar=calendar.id).open == hours(desk, (8, 11))


def test_a_calendar_is_not_open_for_those_of_its_team_who_are_archived(desk: Desk) -> None:
    schedule(desk, on(WEDNESDAY, "16:00-19:00"), practitioner=desk.ortega.id)
    calendar = team_calendar(desk)
    desk.clinic.practitioners.archive(id=desk.chen.id)
    assert resolve(desk, calendar=calendar.id).open == hours(desk, (16, 19))
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert resolve(desk, calendar=calendar.id).open == ()
    assert resolve(desk, practitioner=desk.chen.id).open == hours(desk, (9, 17))


def test_a_block_of_a_calendar_closes_it_and_not_its_practitioners(desk: Desk) -> None:
    calendar = team_calendar(desk)
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(12), calendar=calendar.id)
    found = resolve(desk, calendar=calendar.id)
    assert (found.open, found.blocked) == (hours(desk, (12, 17)), hours(desk, (9, 12)))
    assert resolve(desk, practitioner=desk.chen.id).open == hours(desk, (9, 17))


def test_a_block_of_one_practitioner_leaves_the_calendar_to_the_others(desk: Desk) -> None:
    schedule(desk, *weekdays("09:00-17:00"), practitioner=desk.ortega.id)
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(12), practitioner=desk.chen.id)
    assert resolve(desk, calendar=team_calendar(desk).id).open == hours(desk, (9, 17))


def test_a_calendar_is_looked_at_in_its_own_location(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    calendar = team_calendar(desk, location=annex.id)
    assert resolve(desk, calendar=calendar.id).open == ()
    refusal = refused(resolve, desk=desk, calendar=calendar.id, location=home(desk).id)
    assert isinstance(refusal, Invalid)
    assert refusal.reason == "calendar_elsewhere"


def test_with_nobody_named_it_is_open_when_any_practitioner_is(desk: Desk) -> None:
    schedule(desk, on(WEDNESDAY, "07:00-08:00"), practitioner=desk.ortega.id)
    assert resolve(desk).open == hours(desk, (7, 8), (9, 17))
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert resolve(desk).open == hours(desk, (9, 17))


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"days": None}, "days"),
        ({"first": None}, "first"),
        ({"first": "2026-03-18"}, "first"),
        ({"first": DAY.replace(year=1)}, "first"),
    ],
)
def test_a_bad_span_is_invalid(desk: Desk, sent: dict[str, Any], field: str) -> None:
    refusal = refused(resolve, desk=desk, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field


@pytest.mark.parametrize("kind", ["practitioner", "calendar", "location"])
def test_unknown_ids_are_not_found(desk: Desk, kind: str) -> None:
    refusal = refused(resolve, desk=desk, **{kind: nobody()})
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == kind


def test_the_longest_span_is_a_year(desk: Desk) -> None:
    days = desk.clinic.working_hours.resolve(first=DAY, days=366, practitioner=desk.chen.id)
    assert len(days) == 366
    assert sum(bool(each.open) for each in days) == 262
