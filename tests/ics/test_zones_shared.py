"""Zones under one name in one file: by rules that came along, and by the zone database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.instants import Instant
from frontdesk.ics.clocks import IanaClock
from frontdesk.ics.event import Event
from frontdesk.ics.names import iana
from frontdesk.ics.reader import read
from frontdesk.ics.writer import write
from tests.ics.calendars import feed, fixed, vevent

ZONE = "America/New_York"


def ruled(offset: str = "-0400") -> Event:
    """Give a series on a clock that goes by rules of its own, under the name of a zone that is known."""
    zone = (
        *("BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:DAYLIGHT", "DTSTART:20070311T020000", "TZOFFSETFROM:-0500"),
        *(f"TZOFFSETTO:{offset}", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "END:DAYLIGHT", "BEGIN:STANDARD"),
        *("DTSTART:20071104T020000", f"TZOFFSETFROM:{offset}", "TZOFFSETTO:-0500"),
        *("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "END:STANDARD", "END:VTIMEZONE"),
    )
    found = feed(*zone, *vevent("RRULE:FREQ=DAILY;COUNT=2", start=f"DTSTART;TZID={ZONE}:20260701T090000"))
    return found.events[0]


def known(series: Event) -> Event:
    """Give a single event of the same hour on the clock of the zone database."""
    clock = IanaClock(ZONE)
    start = clock.at(series.wall)
    return replace(series, uid="b", clock=clock, start=start, end=start, rrules=())


def zones(*events: Event) -> list[str]:
    text = write(events, stamp=Instant(0)).decode()
    return [line for line in text.split("\r\n") if line.startswith("TZID:")]


def test_a_time_on_which_both_agree_goes_by_the_rules_that_came() -> None:
    series = ruled()
    assert zones(series, known(series)) == [f"TZID:{ZONE}"]


def test_the_order_of_the_events_does_not_matter() -> None:
    series = ruled()
    assert zones(known(series), series) == [f"TZID:{ZONE}"]


def test_a_time_on_which_they_differ_has_a_zone_of_its_own() -> None:
    series = ruled("-0300")
    found = zones(series, known(series))
    assert (len(found), set(found)) == (2, {f"TZID:{ZONE}", f"TZID:{ZONE} (own)"})


def test_a_zone_that_contradicts_its_name_goes_out_under_a_name_of_its_own_and_comes_back_the_same() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "X-LIC-LOCATION:Europe/Berlin", *fixed("", "+0300")[2:])
    series = feed(*zone, *vevent("RRULE:FREQ=DAILY;COUNT=2", start="DTSTART;TZID=Europe/Berlin:20260701T090000")).events
    text = write(series, stamp=Instant(0))
    assert b"TZID:Europe/Berlin (own)" in text
    assert b"DTSTART;TZID=Europe/Berlin (own):20260701T090000" in text
    assert b"X-LIC-LOCATION" not in text
    back = read(text, zone="Europe/Madrid").events
    assert [(e.start, e.zone, e.clock) for e in back] == [(e.start, e.zone, e.clock) for e in series]
    assert write(back, stamp=Instant(0)) == text


def test_two_zones_that_contradict_one_name_come_back_the_same() -> None:
    both = [
        replace(
            feed(*fixed(ZONE, said), *vevent("RRULE:FREQ=DAILY", start=f"DTSTART;TZID={ZONE}:{at}")).events[0], uid=said
        )
        for said, at in (("+0300", "20260701T090000"), ("+0500", "20260701T100000"))
    ]
    back = read(write(both, stamp=Instant(0)), zone="Europe/Madrid").events
    assert [(e.start, e.clock) for e in back] == [(e.start, e.clock) for e in both]


def test_a_zone_of_another_program_that_only_ends_like_ours_keeps_its_name() -> None:
    for name in ("Clinic (own)", "Europe/Berlin (own)"):
        events = feed(*fixed(name, "+0100"), *vevent("RRULE:FREQ=DAILY", start=f"DTSTART;TZID={name}:20260101T090000"))
        assert f"TZID:{name}".encode() in write(events.events, stamp=Instant(0))


def test_a_series_of_the_zone_database_keeps_its_own_zone() -> None:
    series = ruled()
    assert len(zones(series, replace(known(series), rrules=("FREQ=DAILY",)))) == 2


@pytest.mark.parametrize("offset", ["-0400", "-0300"])
def test_both_come_back_at_their_times_and_in_their_zone(offset: str) -> None:
    series = ruled(offset)
    both = (series, known(series))
    back = read(write(both, stamp=Instant(0)), zone="Europe/Madrid").events
    assert [(e.start, e.zone) for e in back] == [(e.start, ZONE) for e in both]


def test_the_second_zone_of_a_name_is_known_by_that_name() -> None:
    assert (iana(f"{ZONE} (2)"), iana("(2)"), iana("Nowhere (2)")) == (ZONE, None, None)
