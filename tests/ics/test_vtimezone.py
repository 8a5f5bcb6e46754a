"""Zones of the zone database, written as VTIMEZONE."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest

from frontdesk.ics.clocks import Clock, IanaClock, RuleClock, utc
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


def test_a_rule_that_was_given_up_ends_a_day_after_its_last_change() -> None:
    rules = [line for line in vtimezone("America/New_York", 2000, 2010) if line.startswith("RRULE")]
    assert "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060403T070000Z" in rules
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in rules


def test_onsets_are_told_by_the_offset_before() -> None:
    lines = vtimezone("America/New_York", 2026, 2026)
    at = lines.index("BEGIN:DAYLIGHT")
    assert lines[at + 1] == "DTSTART:20250309T020000"


# A few that change seldom, by the moon, by half hours, at midnight, backwards, or have moved to another day.
SAMPLE = (
    *PLACES,
    "Africa/Cairo",
    "America/Sao_Paulo",
    "Asia/Gaza",
    "Asia/Kolkata",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Pacific/Apia",
    "Pacific/Auckland",
)
SPAN = (1970, 2037)


def changes(place: str) -> list[datetime]:
    """Find when the clocks of a zone change, by the zone database, and the edges of the span."""
    info, step = ZoneInfo(place), timedelta(hours=6)
    moment, end = datetime(SPAN[0], 1, 1, tzinfo=UTC), datetime(SPAN[1] + 1, 1, 1, tzinfo=UTC)
    found = [moment, end - timedelta(seconds=1)]
    while moment < end:
        held, high = moment.astimezone(info).utcoffset(), moment + step
        low = moment
        while high.astimezone(info).utcoffset() != held and high - low > timedelta(seconds=1):
            middle = low + (high - low) // 2 // timedelta(seconds=1) * timedelta(seconds=1)
            low, high = (middle, high) if middle.astimezone(info).utcoffset() == held else (low, middle)
        if high != moment + step:
            found.append(high)
        moment = max(high, moment + timedelta(seconds=1))
    return found


def wrong_about(place: str) -> list[datetime]:
    """List the moments about changes at which our reader or the library would show another time than the zone has."""
    ours, info = clock_of(place, *SPAN), ZoneInfo(place)
    text = "\r\n".join(("BEGIN:VCALENDAR", *vtimezone(place, *SPAN), "END:VCALENDAR", ""))
    (judged,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    assert isinstance(judged, icalendar.Timezone)
    theirs = judged.to_tz(lookup_tzid=False)
    wrong = []
    for change in changes(place):
        for seconds in (-1, 0, 1):
            moment = change + timedelta(seconds=seconds)
            shown = moment.astimezone(info)
            wall = shown.replace(tzinfo=None)
            if ours.wall(utc(moment.replace(tzinfo=None))) != wall:
                wrong.append(moment)
            # Of the edge itself, and of times that are there twice, the library has an opinion of its own.
            twice = shown.utcoffset() != wall.replace(tzinfo=info, fold=1 - shown.fold).utcoffset()
            if seconds and not twice and wall.replace(tzinfo=theirs).utcoffset() != shown.utcoffset():
                wrong.append(moment)
    return wrong


@pytest.mark.parametrize("place", SAMPLE)
def test_readers_show_the_time_of_the_zone_to_the_second_of_every_change(place: str) -> None:
    assert wrong_about(place) == []


@pytest.mark.slow
def test_readers_show_the_time_of_every_fifth_zone_to_the_second_of_every_change() -> None:
    # Many names mean one zone; all of them take minutes. `wrong_about` can be asked of any.
    places = sorted(available_timezones())[::5]
    assert {place: wrong for place in places if (wrong := wrong_about(place))} == {}
