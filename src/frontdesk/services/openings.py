"""Read what decides when the clinic is open."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.domain.closure import Closure
from frontdesk.domain.instants import local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Location
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import Schedule
from frontdesk.store.closures_over import closures_over
from frontdesk.store.work import Reading

_NEAR = timedelta(days=2)


def openings(book: Reading) -> Openings:
    """Give every schedule and closure of the book, as they stand for a reading or within a write."""
    zones = {place.id: place.zone for place in book.all(Location)}
    return Openings(book.all(Schedule), book.all(Closure), zones)


def openings_about(book: Reading, span: Interval) -> Openings:
    """Give what decides when the clinic is open about the dates of a span."""
    zones = {place.id: place.zone for place in book.all(Location)}
    return Openings(book.all(Schedule), closures_about(book, span), zones)


def closures_about(book: Reading, span: Interval) -> tuple[Closure, ...]:
    """Give the closures about the dates of a span, which is all that a board needs: years of holidays stay unread."""
    # No zone is two dates away from another.
    first, last = local_date(span.start, "UTC") - _NEAR, local_date(span.end, "UTC") + _NEAR
    return tuple(closures_over(book.connection, first, last))
