"""The ical library, which forgives less than icalendar does, reads what we write."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from frontdesk.domain.instants import Instant, of_datetime, start_of_day
from frontdesk.ics.clocks import RuleClock
from frontdesk.ics.event import Event
from frontdesk.ics.writer import write
from tests.ics.calendars import CORPORA, ZONE, corpus

streams = pytest.importorskip("ical.calendar_stream", reason="ical is not installed")
CalendarParseError = pytest.importorskip("ical.exceptions").CalendarParseError
# What it cannot read, though the standard allows it, and so goes out as it came.
REFUSED = {
    "icalendar__america_new_york_forward_reference.ics": "the rule of a zone must end in UTC, which it refuses",
    "icalendar__rfc_7529.ics": "the rules of other calendars",
    "icaljs__multiple_rrules.ics": "more than one rule",
    "icaljs__recur_instances.ics": "periods among the dates added",
    "libical__2446.ics": "periods among the dates added",
}
NAMES = sorted(path.name for path in CORPORA.glob("*.ics"))


def judged(data: bytes) -> list[Any]:
    stream = streams.IcsCalendarStream.from_ics(data.decode())
    return [event for each in stream.calendars for event in each.events]


def agrees(theirs: Any, ours: Event) -> bool:
    """Tell whether both mean the same start. The rules of a zone that no database knows it does not apply."""
    start: date = theirs.dtstart
    if not isinstance(start, datetime):
        return ours.all_day and start_of_day(start, ZONE) == ours.start
    its_own = isinstance(ours.clock, RuleClock) and start.replace(tzinfo=None) == ours.wall
    return its_own or of_datetime(start) == ours.start


@pytest.mark.parametrize("name", [name for name in NAMES if name not in REFUSED])
def test_the_second_judge_reads_every_event_at_its_time(name: str) -> None:
    found = corpus(name).events
    theirs = judged(write(found, stamp=Instant(0)))
    assert [each.uid for each in theirs] == [each.uid for each in found]
    assert all(agrees(*pair) for pair in zip(theirs, found, strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_second_judge_refuses_it_still_does(name: str) -> None:
    with pytest.raises((CalendarParseError, TypeError)):
        judged(write(corpus(name).events, stamp=Instant(0)))
