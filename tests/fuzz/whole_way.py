"""The whole way of a calendar file: read, expanded, written and read again, with what must hold whatever it says."""

from __future__ import annotations

from dataclasses import fields

from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.ics.event import Event
from frontdesk.ics.expand import occurrences
from frontdesk.ics.reader import Feed, read
from frontdesk.ics.writer import write
from tests.support.strict_ics import ill_formed

ZONE = "Europe/Madrid"
STAMP = Instant(0)
WINDOW = Interval(Instant(1_700_000_000_000), Instant(1_800_000_000_000))
# Where an event stood and on which clock it was written: the same moments may come back on another one.
PLACE = frozenset({"line", "clock", "end_clock", "wall", "method", "made_uid", "zone", "dtstamp", "parameters"})
MOST = 50


class NotHeldError(AssertionError):
    """Say what did not hold on the way of a file."""


def hold(data: bytes) -> Feed:
    """Take a file the whole way. Raises NotHeldError where something is lost, changed or badly written."""
    found = read(data, zone=ZONE)
    if len(found.events) + found.lost != found.begun:
        raise NotHeldError(f"{found.begun} events began, {len(found.events)} came, {found.lost} were reported lost")
    for each in found.events[:5]:
        _expanded(each, found.events[:5])
    written = write(found.events, stamp=STAMP)
    crooked = ill_formed(written)
    if crooked:
        raise NotHeldError(f"badly written: {crooked[0]}")
    again = read(written, zone=ZONE)
    _compare(found, again)
    # A zone that nothing needs any more may go the first time; from then on nothing changes.
    settled = write(again.events, stamp=STAMP)
    if write(read(settled, zone=ZONE).events, stamp=STAMP) != settled:
        raise NotHeldError("what was written and read is written in another way")
    return found


def _expanded(event: Event, versions: tuple[Event, ...]) -> None:
    found = occurrences(event, versions, WINDOW, limit=MOST)
    if len(found.occurrences) > MOST:
        raise NotHeldError(f"{len(found.occurrences)} occurrences where {MOST} were asked for")
    if found.cut and not found.problems:
        raise NotHeldError("cut, and not said")
    if list(found.occurrences) != sorted(found.occurrences, key=lambda each: (each.start, each.key)):
        raise NotHeldError("occurrences out of order")


def _compare(found: Feed, again: Feed) -> None:
    if len(found.events) != len(again.events):
        raise NotHeldError(f"{len(found.events)} events were written, {len(again.events)} are read")
    for before, after in zip(found.events, again.events, strict=True):
        for name in differences(before, after):
            raise NotHeldError(f"{name}: {getattr(before, name)!r} became {getattr(after, name)!r}")


def differences(before: Event, after: Event) -> list[str]:
    """Name the fields in which an event that was written and read again is another one."""
    names = [each.name for each in fields(before) if each.name not in PLACE]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
