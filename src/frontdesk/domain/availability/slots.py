"""What comes out: the times that are free, each with who, where and how many seats."""

from __future__ import annotations

from typing import NamedTuple

from frontdesk.domain.equipment import Use
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


class Place(NamedTuple):
    """One part of a slot: which service, from when to when, with whom, in which room, with which units."""

    service: Id | None
    start: Instant
    end: Instant
    practitioner: Id | None
    room: Id | None
    equipment: tuple[Use, ...]


class Slot(NamedTuple):
    """One free time, without its buffers; a named tuple, as thousands are made at a time.

    `practitioners` are those who are free then, the one to pick first; of a collective they all come. `room` is the
    first that is free where one is needed. `seats` are those left where a time has several, else None; `session` is
    the class that others have booked at this time already. `patient_busy` warns that the patient has another visit.
    `parts` are there for a visit of several services alone, in their order, as they would be booked.
    """

    start: Instant
    end: Instant
    practitioners: tuple[Id, ...]
    room: Id | None = None
    seats: int | None = None
    session: Id | None = None
    patient_busy: bool = False
    parts: tuple[Place, ...] = ()
