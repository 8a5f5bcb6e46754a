"""Free times as they are shown: by day, each with whom, and which part of the days. What is free the book says.

Nothing is searched here. No Qt, no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from frontdesk.domain.availability.slots import Place, Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, wall
from frontdesk.domain.intervals import Interval, union
from frontdesk.services.board import Board, Column

ENOUGH_DAYS = 4
NOON = 12
Naming = Callable[[Id | None], str]


class Part(StrEnum):
    """Which of the free times are offered."""

    FIRST = "first"
    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class FreeTime:
    """One time, with whom; nobody where a visit has no practitioner.

    `room` is the one that would be taken, `seats` how many are left where several may come, `busy` warns that the
    patient has another visit then, and `parts` are those of a visit of several services. One that is not `free` is
    shown on demand, to tell why, and `others` counts who else is not free then. `why` are the words that put it first.
    """

    start: Instant
    practitioner: Id | None
    name: str
    room: Id | None = None
    seats: int | None = None
    busy: bool = False
    free: bool = True
    parts: tuple[Place, ...] = ()
    why: tuple[str, ...] = ()
    others: int = 0

    def is_at(self, other: FreeTime | None) -> bool:
        """Tell whether another is the same time with the same practitioner, whatever else is known of it."""
        return other is not None and (self.start, self.practitioner) == (other.start, other.practitioner)


@dataclass(frozen=True, slots=True)
class DayTimes:
    """The times of one date."""

    day: date
    times: tuple[FreeTime, ...]

    @property
    def free(self) -> tuple[FreeTime, ...]:
        """Give those that are free."""
        return tuple(time for time in self.times if time.free)


def time_of(slot: Slot, naming: Naming, *, practitioner: Id | None = None, why: tuple[str, ...] = ()) -> FreeTime:
    """Take over a slot, with the practitioner to pick first unless another is said."""
    who = practitioner if practitioner is not None else next(iter(slot.practitioners), None)
    people = dict.fromkeys(part.practitioner for part in slot.parts) or {who: None}
    name = ", ".join(filter(None, map(naming, people)))
    return FreeTime(slot.start, who, name, slot.room, slot.seats, slot.patient_busy, parts=slot.parts, why=why)


def in_part(start: int, part: Part, zone: str) -> bool:
    """Tell whether a time lies in a part of the day: noon divides mornings from afternoons."""
    if part in (Part.FIRST, Part.DAY):
        return True
    return (wall(start, zone).hour < NOON) is (part is Part.MORNINGS)


def nearest(days: Iterable[DayTimes], start: int) -> FreeTime | None:
    """Find the free time that lies nearest to another, the later of two that are as near."""
    every = [time for day in days for time in day.free]
    return min(every, key=lambda t: (abs(t.start - start), -t.start), default=None)


def with_taken(
    day: DayTimes, board: Board, who: Collection[Id] | None, length: int, step: int, since: int, part: Part
) -> DayTimes:
    """Put the starts of a day that are not free among those that are, by the hours of those who may be asked.

    The hours are the board's, closures included: these times are there to be asked about, not to be believed.
    """
    free = {time.start for time in day.times}
    columns = [c for c in board.columns if c.kind == "practitioner" and (who is None or c.id in who)]
    found: dict[Instant, FreeTime] = {}
    for column in columns:
        for start in _starts(column, length, step):
            if start >= since and start not in free and in_part(start, part, board.zone):
                first = found.get(start)
                found[start] = (
                    replace(first, others=first.others + 1)
                    if first
                    else FreeTime(start, column.id, column.name, free=False)
                )
    return DayTimes(day.day, tuple(sorted((*day.times, *found.values()), key=lambda t: t.start)))


def _starts(column: Column, length: int, step: int) -> Iterable[Instant]:
    shut = (each.time for each in column.shut if _touches(each.time, column.open))
    for hours in union((*column.open, *shut)):
        start = hours.start
        while start + length <= hours.end:
            yield start
            start = Instant(start + step)


def _touches(shut: Interval, hours: Iterable[Interval]) -> bool:
    """Tell whether a closure cuts into a day that has hours beside it; of a wholly closed day nothing is shown."""
    return any(shut.start == each.end or shut.end == each.start for each in hours)
