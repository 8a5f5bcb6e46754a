"""The booked visits that closures touch, each in the zone of its own location."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.closure import Closure
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval, union
from frontdesk.domain.location import Location
from frontdesk.domain.opening import closed_by
from frontdesk.services.affected import Affected, Intervals, from_now, listed
from frontdesk.store import affected as visits
from frontdesk.store.work import Reading


def touched_by(book: Reading, now: Instant, closures: Iterable[Closure]) -> tuple[Affected, ...]:
    """List the visits to come that share time with closures, by start; those that are struck out touch none.

    A visit without a location is touched only by what closes all of them, in the clinic's zone.
    """
    span = from_now(now)
    closing = [c for c in closures if c.closes]
    zones: dict[Id | None, str] = {place.id: place.zone for place in book.all(Location)}
    zones[None] = book.get(Profile, THE_CLINIC).zone
    shut = {where: _times(closing, where, zone, span) for where, zone in zones.items()}
    every = union(interval for times in shut.values() for interval in times)
    if not every:
        return ()
    sought = {where: Intervals(times) for where, times in shut.items()}
    alone = {c.location_id for c in closing}
    where = next(iter(alone)) if len(alone) == 1 else None
    rows = visits.rows(book.connection, every[0].start, every[-1].end, location=where)
    return tuple(listed(row) for row in rows if sought[row[4]].touch(row[1], row[2]))


def _times(closures: Sequence[Closure], where: Id | None, zone: str, span: Interval) -> tuple[Interval, ...]:
    taken = (i for c in closures if c.closes_at(where) for i in closed_by(c, zone, span))
    return union(Interval(max(i.start, span.start), i.end) for i in taken)
