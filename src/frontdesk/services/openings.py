"""Read what decides when the clinic is open."""

from __future__ import annotations

from frontdesk.domain.closure import Closure
from frontdesk.domain.location import Location
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import Schedule
from frontdesk.store.work import Reading


def openings(book: Reading) -> Openings:
    """Give every schedule and closure of the book, as they stand for a reading or within a write."""
    zones = {place.id: place.zone for place in book.all(Location)}
    return Openings(book.all(Schedule), book.all(Closure), zones)
