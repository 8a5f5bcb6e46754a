"""What is known about one time: who has it, what closes it, and what everything is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from frontdesk.domain.availability.snapshot import Session
from frontdesk.domain.claim import Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Room
from frontdesk.domain.opening import Openings

Subjects = tuple[Subject, Id]


class Taken(NamedTuple):
    """One claim of one unit, with the visit that has it; milliseconds UTC, buffers in milliseconds.

    `own_start` and `own_end` are the visit's own, `words` the name of its patient or its title. A hold has `until` and
    `by`, the name of who holds it.
    """

    unit: int
    start: int
    end: int
    visit: Id
    own_start: Instant
    own_end: Instant
    before: int = 0
    after: int = 0
    words: str = ""
    until: Instant | None = None
    by: str = ""

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Taken({self.visit})"


class Blocked(NamedTuple):
    """One block of a practitioner's or of a calendar's time."""

    id: Id
    title: str
    start: Instant
    end: Instant
    practitioner: Id | None
    calendar: Id | None

    def __repr__(self) -> str:
        """Show the id alone: titles may hold names."""
        return f"Blocked({self.id})"


class Thing(NamedTuple):
    """One kind of equipment: so many units, of which the first `usable` can be booked at the place in question."""

    name: str
    quantity: int
    usable: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one time that a reason can be made of. Nothing that has run out or is being moved is in it.

    `names` are those of practitioners and of the calendar, `rooms` those that would do and those that are too small.
    `small` are the latter, by service, or None for those of the calendar. `own` are the visits of a calendar that
    nobody needs to come to and that does not share its times, `counted` the bookings of the calendar on the date,
    `patient` the patient's other visits.
    """

    openings: Openings
    taken: Mapping[Subjects, Sequence[Taken]] = field(default_factory=dict)
    blocks: Sequence[Blocked] = ()
    names: Mapping[Id, str] = field(default_factory=dict)
    rooms: Mapping[Id, Room] = field(default_factory=dict)
    small: Mapping[Id | None, Sequence[Id]] = field(default_factory=dict)
    things: Mapping[Id, Thing] = field(default_factory=dict)
    sessions: Sequence[Session] = ()
    own: Sequence[Taken] = ()
    counted: int = 0
    patient: Sequence[Taken] = ()
