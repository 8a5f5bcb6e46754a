"""Open hours and custom dates of older calendars become rules of the calendar's own schedule (C52, C53)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.calendar import Calendar, CalendarKind
from frontdesk.domain.errors import NotFound
from frontdesk.domain.schedule import Minute, Rule, Stretch, Weekday
from frontdesk.services.legacy_hours import CustomDate, LegacyHours, OpenHours
from tests.support.clinics import Desk
from tests.support.refusals import refused

MORNING, EVENING = LegacyHours(9, 0, 12, 30), LegacyHours(18, 0, 24, 0)
MORNING_STRETCH, EVENING_STRETCH = Stretch(Minute(540), Minute(750)), Stretch(Minute(1080), Minute(1440))


def create(desk: Desk, **sent: Any) -> Calendar:
    return desk.clinic.calendars.create(name="Talks", kind=CalendarKind.EVENT, **sent)


def rules(desk: Desk, calendar: Calendar) -> tuple[Rule, ...]:
    return desk.clinic.event_schedules.get(calendar=calendar.id).rules


def test_open_hours_become_weekday_rules_and_sunday_is_0(desk: Desk) -> None:
    made = create(desk, open_hours=[OpenHours((0, 1), (MORNING, EVENING)), OpenHours((6,), (MORNING,))])
    assert rules(desk, made) == (
        Rule(day=Weekday.MONDAY, intervals=(MORNING_STRETCH, EVENING_STRETCH)),
        Rule(day=Weekday.SATURDAY, intervals=(MORNING_STRETCH,)),
        Rule(day=Weekday.SUNDAY, intervals=(MORNING_STRETCH, EVENING_STRETCH)),
    )


def test_the_hours_are_in_the_zone_of_the_calendars_location(desk: Desk) -> None:
    tokyo = desk.clinic.locations.create(name="Tokyo", zone_name="Asia/Tokyo")
    made = create(desk, location=tokyo.id, open_hours=[OpenHours((1,), (MORNING,))])
    own = desk.clinic.event_schedules.get(calendar=made.id)
    assert (own.zone, own.location_id, own.practitioner_id) == ("Asia/Tokyo", tokyo.id, None)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("tail", ["T00:00:00.000Z", ""])
def test_a_custom_date_is_its_first_ten_characters_whatever_the_zone(desk: Desk, zone: str, tail: str) -> None:
    far = desk.clinic.locations.create(name="Far", zone_name=zone)
    made = create(desk, location=far.id, availabilities=[CustomDate(f"2026-12-24{tail}", (MORNING,))])
    assert rules(desk, made) == (Rule(date=date(2026, 12, 24), intervals=(MORNING_STRETCH,)),)


def test_a_custom_date_without_hours_is_closed(desk: Desk) -> None:
    made = create(desk, availabilities=[CustomDate("2026-12-24")])
    assert rules(desk, made) == (Rule(date=date(2026, 12, 24)),)


def test_what_is_sent_replaces_the_rules_of_its_kind_alone(desk: Desk) -> None:
    made = create(desk, open_hours=[OpenHours((1,), (MORNING,))], availabilities=[CustomDate("2026-12-24")])
    desk.clinic.calendars.update(id=made.id, open_hours=[OpenHours((2,), (EVENING,))])
    assert [rule.day or rule.date for rule in rules(desk, made)] == [Weekday.TUESDAY, date(2026, 12, 24)]
    dates = [CustomDate("2026-12-31", (MORNING,)), CustomDate("2026-12-24", deleted=True, id="x")]
    desk.clinic.calendars.update(id=made.id, availabilities=dates)
    assert [rule.day or rule.date for rule in rules(desk, made)] == [Weekday.TUESDAY, date(2026, 12, 31)]
    desk.clinic.calendars.update(id=made.id, name="B")
    assert len(rules(desk, made)) == 2


@pytest.mark.parametrize("none", [None, []])
def test_a_calendar_that_is_left_without_rules_has_no_hours_of_its_own(desk: Desk, none: Any) -> None:
    made = create(desk, open_hours=[OpenHours((1,), (MORNING,))])
    desk.clinic.calendars.update(id=made.id, open_hours=none)
    assert isinstance(refused(desk.clinic.event_schedules.get, calendar=made.id), NotFound)
    assert isinstance(refused(desk.clinic.event_schedules.get, calendar=create(desk, open_hours=none).id), NotFound)


def test_one_undo_takes_calendar_and_hours_back(desk: Desk) -> None:
    made = create(desk, open_hours=[OpenHours((1,), (MORNING,))])
    desk.clinic.history.undo()
    assert isinstance(refused(desk.clinic.calendars.get, id=made.id), NotFound)
    assert desk.clinic.schedules.search(calendar=made.id) == ()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"open_hours": "always"}, "open_hours"),
        ({"open_hours": [1]}, "open_hours[0]"),
        ({"open_hours": [OpenHours((7,), (MORNING,))]}, "open_hours[0].days_of_the_week"),
        ({"open_hours": [OpenHours((-1,), (MORNING,))]}, "open_hours[0].days_of_the_week"),
        ({"open_hours": [OpenHours((1,), (LegacyHours(25, 0, 26, 0),))]}, "open_hours[0].hours[0].open_hour"),
        ({"open_hours": [OpenHours((1,), (LegacyHours(9, 60, 10, 0),))]}, "open_hours[0].hours[0].open_minute"),
        ({"open_hours": [OpenHours((1,), (LegacyHours(9, 0, 24, 1),))]}, "open_hours[0].hours[0].close_minute"),
        ({"open_hours": [OpenHours((1,), (LegacyHours(22, 0, 6, 0),))]}, "open_hours[0].hours[0].to"),
        ({"open_hours": [OpenHours((1,), (MORNING, MORNING))]}, "open_hours[0].hours[1]"),
        ({"open_hours": [OpenHours((1,), (MORNING,)), OpenHours((1,), (MORNING,))]}, "open_hours.monday[1]"),
        ({"availabilities": [CustomDate("tomorrow")]}, "availabilities[0].date"),
        ({"availabilities": [CustomDate("2026-02-30T00:00:00.000Z")]}, "availabilities[0].date"),
        ({"availabilities": [CustomDate("2026-12-24"), CustomDate("2026-12-24T10")]}, "availabilities[1].date"),
        ({"availabilities": [CustomDate("2026-12-24", deleted=None)]}, "availabilities[0].deleted"),  # type: ignore[arg-type]
    ],
)
def test_bad_hours_are_invalid_and_name_their_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    refusal = refused(create, desk=desk, **sent)
    assert (refusal.code, refusal.facts["field"]) == ("invalid", field)
    assert desk.clinic.calendars.list() == ()
