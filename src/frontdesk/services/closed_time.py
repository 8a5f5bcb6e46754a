"""Closures and blocks that a visit would lie over: refused, unless staff give a reason (C42, C75)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Clash
from frontdesk.domain.instants import local_date
from frontdesk.domain.location import Location
from frontdesk.domain.opening import closed_by
from frontdesk.domain.practitioner import Practitioner
from frontdesk.store.blocks_over import blocks_over
from frontdesk.store.closures_over import closures_over
from frontdesk.store.work import Reading

_A_DAY = timedelta(days=1)


def closed_over(book: Reading, visit: Appointment) -> tuple[Clash, ...]:
    """List the closures of its location and the blocks of its practitioner and calendar that a visit shares time with.

    The visit's own time counts, without buffers. Blocks themselves and what takes no time lie over anything.
    """
    if visit.event_type is EventType.BLOCK or not visit.takes_time:
        return ()
    return (*_closures(book, visit), *_blocks(book, visit))


def _closures(book: Reading, visit: Appointment) -> Iterator[Clash]:
    place = visit.location_id
    # Every location is read for a booking anyway; to ask for this one alone would be one more look.
    zones = {one.id: one.zone for one in book.all(Location)}
    zone = book.get(Profile, THE_CLINIC).zone if place is None else zones[place]
    span = visit.interval
    # A date more on either side: on some dates the clock changes at midnight.
    first, last = local_date(span.start, zone) - _A_DAY, local_date(span.end, zone) + _A_DAY
    about = book.following((Closure, first, last), lambda: closures_over(book.connection, first, last))
    for each in about:
        if not each.closes_at(place):
            continue
        for closed in closed_by(each, zone, span):
            if closed.overlaps(span):
                yield Clash("closure", each.id, each.name, closed.start, closed.end, 0)


def _blocks(book: Reading, visit: Appointment) -> Iterator[Clash]:
    whose = {"practitioner": visit.practitioner_id, "calendar": visit.calendar_id}
    for id_, title, start, end, practitioner, calendar in blocks_over(book.connection, visit.start, visit.end, **whose):
        if id_ == visit.id:
            continue
        name = title
        if not title:
            owner = book.get(Practitioner, practitioner) if calendar is None else book.get(Calendar, calendar)
            name = owner.name
        yield Clash("block", id_, name, start, end, id_)
