"""What stands around the visits of a board and changes seldom: who works, when, and what rooms and services are called.

It is kept for as long as the last changeset is the one it was read at. That is told by its number and its hash, which
covers all before it: a book that was put back to an older state has another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.ids import Id
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Location
from frontdesk.domain.opening import Openings
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule
from frontdesk.services.boarding import Faces
from frontdesk.services.openings import closures_about
from frontdesk.store import appointments, journal
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One state of the book; `mark` is the number and the hash of its last changeset."""

    mark: tuple[int, str]
    zone: str
    people: tuple[Practitioner, ...]
    schedules: tuple[Schedule, ...]
    zones: Mapping[Id, str]
    faces: Faces

    @property
    def cursor(self) -> int:
        """Give the number of the last changeset."""
        return self.mark[0]

    def openings(self, book: Reading, span: Interval) -> Openings:
        """Give what decides when the clinic is open within a span."""
        return Openings(self.schedules, closures_about(book, span), self.zones)


def surroundings(book: Reading, known: Surroundings | None) -> Surroundings:
    """Give the state that a reading sees: the known one where it still is, else one read anew."""
    mark = journal.last(book.connection)
    if known is not None and known.mark == mark:
        return known
    return Surroundings(
        mark,
        book.get(Profile, THE_CLINIC).zone,
        book.all(Practitioner),
        book.all(Schedule),
        {place.id: place.zone for place in book.all(Location)},
        Faces(appointments.rooms(book.connection), appointments.services(book.connection)),
    )
