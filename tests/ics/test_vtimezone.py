"""Zones of the zone database, written as VTIMEZONE."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from frontdesk.ics.clocks import Clock, IanaClock, RuleClock
from frontdesk.ics.reader import read
from frontdesk.ics.vtimezone import vtimezone
from tests.ics.calendars import ZONE, calendar, vevent

YEARS = (2024, 2028)
# With rules, without any change, with a half hour of summer time, with a summer time that follows the moon, far south.
PLACES = (
    "Europe/Madrid",
    "America/New_York",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
)


def clock_of(place: str, first: int = YEARS[0], last: int = YEARS[1]) -> Clock:
    """Read what was written, under a name that no database knows."""
    lines = [line.replace(f"TZID:{place}", "TZID:Custom") for line in vtimezone(place, first, last)]
    (found,) = read(calendar(*lines, *vevent(start="DTSTART;TZID=Custom:20260105T090000")), zone=ZONE).events
    assert isinstance(found.clock, RuleClock)
    return found.clock


@pytest.mark.parametrize("place", [*PLACES, "UTC"])
def test_the_rules_give_the_same_instant_for_every_half_hour_of_the_years_asked_for(place: str) -> None:
    rules, known = clock_of(place), IanaClock(place)
    wall, end = datetime(YEARS[0], 1, 1), datetime(YEARS[1] + 1, 1, 1)
    while wall < end:
        assert rules.at(wall) == known.at(wall), wall
        wall += timedelta(minutes=30)


def test_changes_that_follow_a_rule_are_written_as_one_without_an_end() -> None:
    rules = [line for line in vtimezone("Europe/Madrid", 2024, 2028) if line.startswith("RRULE")]
    assert rules == ["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"]


def test_a_rule_that_was_given_up_ends() -> None:
    rules = [line for line in vtimezone("America/New_York", 2000, 2010) if line.startswith("RRULE")]
    assert "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z" in rules
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in rules


def test_onsets_are_told_by_the_offset_before() -> None:
    lines = vtimezone("America/New_York", 2026, 2026)
    at = lines.index("BEGIN:DAYLIGHT")
    assert lines[at + 1] == "DTSTART:20250309T020000"
