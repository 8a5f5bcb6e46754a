"""What other hours would do: bookable time before and after, and the visits that would fall outside (C04, C66)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY as A_DAY
from frontdesk.domain.instants import HOUR, MINUTE, Instant, at_minute, local_date
from frontdesk.domain.schedule import Minute, Rule, Schedule, Stretch, Weekday
from frontdesk.services.affected import Affected
from frontdesk.services.effects import Effect
from tests.support.clinics import DAY, ZONE, Desk, nobody
from tests.support.refusals import refused
from tests.support.rules import add_calendar, dated, days_on, on, weekdays

# Dr. Chen works from nine to five, Monday to Friday.
MORNINGS = weekdays("09:00-12:00")
WEDNESDAY = Weekday.WEDNESDAY
minutes = st.integers(0, 1439)


def regular(desk: Desk) -> Schedule:
    return desk.clinic.schedules.search(practitioner=desk.chen.id)[0]


def effect(desk: Desk, *rules: Rule, **sent: Any) -> Effect:
    sent.setdefault("id", regular(desk).id)
    return desk.clinic.schedules.effect(practitioner=desk.chen.id, rules=list(rules), **sent)


def outside(desk: Desk, *rules: Rule) -> list[Id]:
    return ids(effect(desk, *rules).outside)


def ids(lines: tuple[Affected, ...]) -> list[Id]:
    return [each.id for each in lines]


def resolved(desk: Desk, first: date = DAY) -> int:
    """Sum the open time of the next 28 days up."""
    days = desk.clinic.working_hours.resolve(first=first, days=28, practitioner=desk.chen.id)
    return sum(i.length for day in days for i in day.open)


def test_bookable_time_is_that_of_the_next_28_days_before_and_after(desk: Desk) -> None:
    found = effect(desk, *MORNINGS)
    assert (found.before, found.after) == (20 * 8 * HOUR, 20 * 3 * HOUR)


def test_without_a_change_nothing_changes(desk: Desk) -> None:
    desk.book(16)
    found = desk.clinic.schedules.effect(practitioner=desk.chen.id, id=regular(desk).id)
    assert found == Effect(20 * 8 * HOUR, 20 * 8 * HOUR, (), 0)


def test_a_new_schedule_adds_to_those_there_are(desk: Desk) -> None:
    found = effect(desk, *weekdays("16:00-18:00"), id=None)
    assert (found.before, found.after) == (20 * 8 * HOUR, 20 * 9 * HOUR)


def test_closures_and_blocks_are_taken_off(desk: Desk) -> None:
    desk.clinic.closures.create(name="Works", first=days_on(0))
    desk.clinic.blocks.create(start=desk.at(9, day=1), end=desk.at(10, day=1), practitioner=desk.chen.id)
    found = effect(desk, *MORNINGS)
    assert (found.before, found.after) == ((19 * 8 - 1) * HOUR, (19 * 3 - 1) * HOUR)


def test_another_zone_moves_the_hours(desk: Desk) -> None:
    visit = desk.book(9)
    found = desk.clinic.schedules.effect(practitioner=desk.chen.id, id=regular(desk).id, zone_name="America/Chicago")
    assert (found.before, found.after, ids(found.outside)) == (20 * 8 * HOUR, 20 * 8 * HOUR, [visit.id])


def test_an_effect_writes_nothing(desk: Desk) -> None:
    held, cursor = regular(desk), desk.clinic.book.cursor()
    effect(desk)
    assert (regular(desk), desk.clinic.book.cursor()) == (held, cursor)


def test_visits_that_would_fall_outside_are_listed_by_start(desk: Desk) -> None:
    late, morning, later = desk.book(13), desk.book(9), desk.book(16, start=desk.at(13, day=9))
    assert outside(desk, *MORNINGS) == [late.id, later.id]
    assert morning.id not in outside(desk, *MORNINGS)


def test_a_visit_that_is_outside_already_is_not_listed(desk: Desk) -> None:
    desk.book(19)
    assert outside(desk) == []


def test_a_visit_that_sticks_out_is_outside_and_one_that_fits_to_the_minute_is_not(desk: Desk) -> None:
    sticking, fitting = desk.book(11, 45), desk.book(11, 15)
    assert outside(desk, *MORNINGS) == [sticking.id]
    assert fitting.end == desk.at(11, 45)


def test_a_visit_over_a_gap_in_the_hours_is_outside(desk: Desk) -> None:
    visit = desk.book(11, 45)
    assert outside(desk, *weekdays("09:00-12:00", "12:05-17:00")) == [visit.id]


def test_adjacent_hours_of_two_schedules_hold_a_visit_together(desk: Desk) -> None:
    desk.book(11, 45)
    desk.clinic.schedules.create(name="Noons", practitioner=desk.chen.id, rules=list(weekdays("12:00-17:00")))
    assert outside(desk, *MORNINGS) == []


def test_buffers_may_lie_outside(desk: Desk) -> None:
    desk.book(11, 30, buffer_after=30 * MINUTE)
    assert outside(desk, *MORNINGS) == []


def test_what_lies_behind_is_not_listed(desk: Desk) -> None:
    desk.book(start=desk.at(16, day=-1))
    assert outside(desk) == []


def test_a_visit_under_way_is_listed(desk: Desk) -> None:
    desk.clock.now = desk.at(10)
    visit = desk.book(9, 45)
    assert outside(desk) == [visit.id]


@pytest.mark.parametrize("away", [Status.CANCELLED, Status.NO_SHOW])
def test_visits_that_do_not_take_place_are_not_listed(desk: Desk, away: Status) -> None:
    desk.clinic.appointments.set_status(id=desk.book(16).id, status=away)
    assert outside(desk) == []


def test_visits_of_others_are_not_listed(desk: Desk) -> None:
    desk.book(16, practitioner=desk.ortega.id)
    assert outside(desk) == []


def test_a_visit_on_a_closed_date_is_outside_before_and_after(desk: Desk) -> None:
    desk.book(16)
    desk.clinic.closures.create(name="Works", first=days_on(0))
    assert outside(desk) == []


def test_a_date_that_differs_leaves_only_its_own_visits_outside(desk: Desk) -> None:
    here, there = desk.book(16), desk.book(16, start=desk.at(16, day=7))
    rules = (*regular(desk).rules, dated(days_on(7), "09:00-12:00"))
    assert outside(desk, *rules) == [there.id]
    assert here.id != there.id


def test_every_second_week_leaves_the_visits_of_the_other_weeks_outside(desk: Desk) -> None:
    visits = [desk.book(start=desk.at(10, day=7 * week)).id for week in range(4)]
    assert outside(desk, on(WEDNESDAY, "09:00-17:00", every=2, since=days_on(0))) == [visits[1], visits[3]]


def test_visits_years_apart_are_all_looked_at(desk: Desk) -> None:
    near = desk.book(10)
    far = desk.book(start=Instant(desk.at(10) + 7 * 520 * A_DAY))
    assert outside(desk) == [near.id, far.id]
    assert outside(desk, *regular(desk).rules) == []


def test_an_entry_of_several_days_was_never_inside(desk: Desk) -> None:
    desk.book(9, minutes=3 * 24 * 60, type=EventType.STAFF, patient=None)
    assert outside(desk) == []


def test_more_than_500_are_counted_and_not_listed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.services.effects.MOST_LISTED", 2)
    visits = [desk.book(hour).id for hour in (10, 11, 12)]
    found = effect(desk)
    assert (ids(found.outside), found.total) == (visits[:2], 3)


def test_a_change_lists_those_outside_and_leaves_them_as_they_are(desk: Desk) -> None:
    visit = desk.book(16)
    desk.book(19)
    reply = desk.clinic.schedules.update(id=regular(desk).id, rules=list(MORNINGS))
    assert ids(reply.outside) == [visit.id]
    assert desk.clinic.appointments.get(id=visit.id).appointment == visit


def test_a_new_name_leaves_nobody_outside(desk: Desk) -> None:
    desk.book(16)
    assert desk.clinic.schedules.update(id=regular(desk).id, name="Other").outside == ()


def test_before_and_after_are_what_the_hours_resolve_to(desk: Desk) -> None:
    """Whatever the rules: in another zone with its change of the clock, with closures, blocks and a second schedule."""
    desk.clinic.closures.create(name="Works", first=days_on(2), last=days_on(4))
    desk.clinic.closures.create(name="Fire drill", first=days_on(9), start=600, end=660)  # type: ignore[arg-type]
    desk.clinic.blocks.create(start=desk.at(8, day=5), end=desk.at(11, day=6), practitioner=desk.chen.id)
    annex = desk.clinic.locations.create(name="Annex", zone_name="Europe/Madrid")
    desk.clinic.schedules.create(
        name="Annex", practitioner=desk.chen.id, location=annex.id, rules=list(weekdays("13:00-16:00"))
    )
    drafts: tuple[dict[str, Any], ...] = (
        {"rules": [on(day, "00:00-24:00") for day in Weekday], "zone_name": "Europe/London"},
        {"rules": [on(WEDNESDAY, "01:30-02:30", "10:00-24:00", every=3, since=days_on(-7))]},
        {"rules": [*MORNINGS, dated(days_on(1), until=days_on(12)), dated(days_on(6), "06:00-20:00")]},
        {"rules": [on(Weekday.SUNDAY, "00:30-03:15", until=days_on(20))], "zone_name": "Asia/Beirut"},
        {"rules": []},
    )
    for draft in drafts:
        before, sent = resolved(desk), {"id": regular(desk).id, **draft}
        said = desk.clinic.schedules.effect(practitioner=desk.chen.id, **sent)
        desk.clinic.schedules.update(**sent)
        assert (said.before, said.after) == (before, resolved(desk))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    week=st.lists(st.tuples(st.sampled_from(Weekday), minutes, minutes), unique_by=lambda each: each[0]),
    away=st.integers(0, 30),
    zone=st.sampled_from(
        ["America/New_York", "Europe/Madrid", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Chatham"]
    ),
    today=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_whatever_the_rules_and_the_season_both_sums_are_those_of_the_days(
    desk: Desk, week: list[tuple[Weekday, int, int]], away: int, zone: str, today: date
) -> None:
    desk.clock.now = at_minute(today, 12 * 60, zone)
    rules = [Rule(day=day, intervals=(Stretch(Minute(min(a, b)), Minute(max(a, b) + 1)),)) for day, a, b in week] + [
        dated(today + timedelta(days=away), until=today + timedelta(days=away + 3))
    ]
    first = local_date(desk.clock.now, ZONE)
    before = resolved(desk, first)
    sent: dict[str, Any] = {"id": regular(desk).id, "rules": rules, "zone_name": zone}
    said = desk.clinic.schedules.effect(practitioner=desk.chen.id, **sent)
    desk.clinic.schedules.update(**sent)
    assert (said.before, said.after) == (before, resolved(desk, first))


def test_an_effect_of_somebody_elses_schedule_is_invalid(desk: Desk) -> None:
    refusal = refused(desk.clinic.schedules.effect, practitioner=desk.ortega.id, id=regular(desk).id)
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, refusal.facts["field"]) == ("not_theirs", "id")


@pytest.mark.parametrize("field", ["practitioner", "id", "location", "calendars"])
def test_unknown_ids_are_not_found(desk: Desk, field: str) -> None:
    sent: dict[str, Any] = {"practitioner": desk.chen.id, field: [nobody()] if field == "calendars" else nobody()}
    assert isinstance(refused(desk.clinic.schedules.effect, **sent), NotFound)


def test_ties_to_calendars_change_no_bookable_time(desk: Desk) -> None:
    calendar = add_calendar(desk)
    found = desk.clinic.schedules.effect(practitioner=desk.chen.id, id=regular(desk).id, calendars=[calendar.id])
    assert found.before == found.after > 0
