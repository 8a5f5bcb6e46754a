"""What a screen needs to paint a day or a week: one read, frozen values, nothing else loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval


class Visit(NamedTuple):
    """One block of the board. `patient` and `title` are plain text from outside; buffers in milliseconds.

    `column` is the id of the column it stands in; `status_at` tells since when it has its status; `held_by` is the
    name of who holds the time of a hold, until `expires_at`. `heads` of `seats` are taken of a group and `waiting` wait
    for one, None of any other visit; `arrived_at` is when the patient came. A named tuple, because a screen asks for
    hundreds at a time and a frozen dataclass costs ten times as much to make.
    """

    id: Id
    version: int
    start: Instant
    end: Instant
    status: Status
    status_at: Instant
    event_type: EventType
    column: Id
    practitioner_id: Id | None
    room_id: Id | None
    patient_id: Id | None
    patient: str
    title: str
    service: str
    hue: int | None
    room: str
    buffer_before: int = 0
    buffer_after: int = 0
    all_day: bool = False
    occupies: bool = True
    repeats: bool = False
    alert: bool = False
    overbooked: bool = False
    held_by: str = ""
    expires_at: Instant | None = None
    seats: int | None = None
    heads: int | None = None
    waiting: int | None = None
    arrived_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Shut:
    """Time that a closure takes, with its name."""

    id: Id
    name: str
    time: Interval


@dataclass(frozen=True, slots=True)
class Column:
    """One practitioner's (or room's) column of one date; `load` is booked over open time, in percent.

    `shut` are the closures that take hours from it, such as a public holiday, and `closed` their names in words.
    """

    id: Id
    day: date
    kind: str
    name: str
    detail: str
    initials: str
    hue: int
    open: tuple[Interval, ...]
    load: int | None
    closed: str = ""
    shut: tuple[Shut, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """The columns of one or several days, with all their visits by start then id.

    `cursor` is the number of the last changeset that it shows.
    """

    zone: str
    span: Interval
    days: tuple[date, ...]
    columns: tuple[Column, ...]
    visits: tuple[Visit, ...]
    cursor: int

    def visits_of(self, column: Column) -> tuple[Visit, ...]:
        """Give the visits that stand in one column."""
        return tuple(v for v in self.visits if v.column == column.id)
