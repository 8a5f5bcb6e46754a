"""What is known about a span of time when a question is asked: frozen, so that the answer depends on nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from frontdesk.domain.claim import Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.opening import Openings

Key = tuple[Subject, Id, int]  # a subject and its unit; practitioners and rooms have one unit, number 1
Stretch = tuple[int, int]  # from, to: milliseconds UTC, half-open


class Session(NamedTuple):
    """A time with several seats that someone has booked already, perhaps the very patient (`attended`)."""

    id: Id
    practitioner: Id | None
    start: Instant
    end: Instant
    heads: int
    seats: int
    attended: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every rule and every occupied time that an answer needs.

    `claims` are sorted by start and may overlap one another; nothing that has run out or that is being moved is among
    them. `blocks` are those of practitioners and of the calendar, by their ids. `usable` is how many units of each
    equipment can be booked. `sessions` are those of a calendar that shares its times, `own` the visits, buffers
    included, of one that nobody needs to come to and that does not. `counted` are bookings of the calendar by date of
    the question's `home` zone. `patient` are the other visits of the patient.
    """

    openings: Openings
    claims: Mapping[Key, Sequence[Stretch]] = field(default_factory=dict)
    blocks: Mapping[Id, Sequence[Stretch]] = field(default_factory=dict)
    usable: Mapping[Id, int] = field(default_factory=dict)
    sessions: Sequence[Session] = ()
    own: Sequence[Stretch] = ()
    counted: Mapping[date, int] = field(default_factory=dict)
    patient: Sequence[Stretch] = ()
