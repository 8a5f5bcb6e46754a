"""The icalendar library as judge: where it reads a file, both must read the same."""

from __future__ import annotations

import warnings
from datetime import date, datetime
from functools import cache
from typing import Any

import icalendar
import pytest

from frontdesk.domain.instants import at_wall, of_datetime
from tests.ics.calendars import CORPORA, ZONE, corpus

# Where the two differ, and why ours stands.
WHOLE_DAY = "a date with a TZID is still a date, which the judge makes a time"
SAME_DAY = "a whole day that ends on its own date lasts that day"
END_FIRST = "an end before its start does not count"
DISPLAY_NAME = "the judge does not know the display names of Exchange and takes the time as floating"
UTC_WITH_ZONE = "a time in UTC stays there, whatever TZID stands beside it"
BLANK = "a UID ends before its trailing blank"
US_EASTERN = "US-Eastern means US/Eastern"
CALENDAR_ZONE = "floating times are in the zone that the calendar names"
DIFFERENT = {
    "allenporter__calendar_labs_same_day_dtend.ics": SAME_DAY,
    "ical4j__google_aus_holidays.ics": WHOLE_DAY,
    "ical4j__phpicalendar_sample.ics": BLANK,
    "khal__event_d_same_start_end.ics": SAME_DAY,
    "khal__event_dt_mixed_awareness.ics": UTC_WITH_ZONE,
    "libical__2446.ics": END_FIRST,
    "libical__recur-errors.ics": US_EASTERN,
    "node-ical__Office-2012-owa.ics": DISPLAY_NAME,
    "node-ical__daily-count-exdate-recurrence-id.ics": END_FIRST,
    "node-ical__mixed-timezone-handling.ics": CALENDAR_ZONE,
    "node-ical__windows-quoted-tz-rrule.ics": DISPLAY_NAME,
}
NAMES = sorted(path.name for path in CORPORA.glob("*.ics"))
Reading = tuple[str | None, int, bool, int | None]


def instant(value: Any) -> int:
    if not isinstance(value, datetime):
        return at_wall(datetime.combine(value, datetime.min.time()), ZONE)
    return of_datetime(value) if value.tzinfo is not None else at_wall(value, ZONE)


@cache
def judged(name: str) -> set[Reading] | None:
    """Read a file as the judge does; None where it refuses the whole of it."""
    icalendar.use_zoneinfo()  # it would keep the zones of the last file
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            calendars = icalendar.Calendar.from_ical((CORPORA / name).read_bytes(), multiple=True)
        except (ValueError, AttributeError):
            return None
        found = (judgement(each) for calendar in calendars for each in calendar.walk("VEVENT"))
        return {each for each in found if each is not None}


def judgement(event: Any) -> Reading | None:
    start, end = (
        value[0] if isinstance(value, list) else value for value in (event.get("DTSTART"), event.get("DTEND"))
    )
    try:
        if start is None or not isinstance(start.dt, date):
            return None
        ending = instant(end.dt) if end is not None else None
    except ValueError:
        return None
    uid = event.get("UID")
    return (str(uid) if uid else None, instant(start.dt), not isinstance(start.dt, datetime), ending)


def missed(name: str) -> set[Reading]:
    """Give what the judge reads and we do not."""
    ours = {(None if e.made_uid else e.uid, e.start, e.all_day, e.end) for e in corpus(name).events}
    starts = {each[:3] for each in ours}
    return {
        each for each in judged(name) or () if (each not in ours if each[3] is not None else each[:3] not in starts)
    }


@pytest.mark.parametrize("name", [name for name in NAMES if name not in DIFFERENT])
def test_what_the_judge_reads_is_read_the_same(name: str) -> None:
    assert missed(name) == set()


@pytest.mark.parametrize("name", DIFFERENT)
def test_where_the_judge_differs_it_still_does(name: str) -> None:
    assert missed(name) != set()


def test_the_judge_reads_most_of_the_corpora() -> None:
    assert sum(judged(name) is not None for name in NAMES) >= 120
