"""Calendars to arrange tests with: a few lines in, a file's bytes or what was read of it out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from frontdesk.domain.instants import Instant, iso
from frontdesk.ics.event import Event
from frontdesk.ics.problems import DEFAULT, Limits
from frontdesk.ics.reader import Feed, read

ZONE = "Europe/Madrid"
CORPORA = Path(__file__).parent.parent / "corpora"
START = "DTSTART:20260105T090000Z"


def calendar(*lines: str) -> bytes:
    """Wrap lines into a calendar."""
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")).encode()


def vevent(*lines: str, uid: str = "a", start: str = START) -> tuple[str, ...]:
    """Give the lines of an event."""
    return ("BEGIN:VEVENT", f"UID:{uid}", start, *lines, "END:VEVENT")


def feed(*lines: str, limits: Limits = DEFAULT) -> Feed:
    """Read a calendar of these lines."""
    return read(calendar(*lines), zone=ZONE, limits=limits)


def event(*lines: str, start: str = START) -> Event:
    """Read a calendar with one event of these lines."""
    (only,) = feed(*vevent(*lines, start=start)).events
    return only


def codes(found: Feed) -> list[str]:
    """List the codes of what was not read."""
    return [problem.what for problem in found.problems]


def shown(instant: Instant, zone: str = "UTC") -> str:
    """Write an instant as a test does."""
    return iso(instant, zone)


@cache
def corpus(name: str) -> Feed:
    """Read one file of the corpora."""
    return read((CORPORA / name).read_bytes(), zone=ZONE)


BERLIN = (
    "BEGIN:VTIMEZONE",
    "TZID:{tzid}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def berlin(tzid: str) -> tuple[str, ...]:
    """Give a VTIMEZONE with the rules of Berlin under any name."""
    return tuple(line.format(tzid=tzid) for line in BERLIN)


def fixed(tzid: str, offset: str) -> tuple[str, ...]:
    """Give a VTIMEZONE that is always as far from UTC."""
    return (
        "BEGIN:VTIMEZONE",
        f"TZID:{tzid}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
