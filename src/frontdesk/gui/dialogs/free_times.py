"""The times that a visit fits into, worked out on days that were read before. No Qt, no clock.

A time is offered where the whole visit with its buffers lies in open hours and in nobody's claim: the same claims
that the database guards, so that what is offered here is taken there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.domain.appointment import EventType
from frontdesk.domain.errors import Clash
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date, wall
from frontdesk.domain.intervals import Interval, without
from frontdesk.services.board import Board, Column, Visit

FIRST_STEP, STEP = 5, 15
HORIZON = 14
ENOUGH_DAYS = 4
NOON = 12


class Part(StrEnum):
    """Which of the free times are offered."""

    FIRST = "first"
    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Need:
    """What a time must have room for, in milliseconds; `visit` is moved, so it is not in its own way."""

    length: int
    before: int = 0
    after: int = 0
    room: Id | None = None
    visit: Id | None = None


@dataclass(frozen=True, slots=True)
class FreeTime:
    """One time, with whom; nobody where a visit has no practitioner."""

    start: Instant
    practitioner: Id | None
    name: str


@dataclass(frozen=True, slots=True)
class DayTimes:
    """The free times of one date."""

    day: date
    times: tuple[FreeTime, ...]


def claimed(board: Board, column: Column, besides: Id | None = None) -> list[Interval]:
    """List the stretches in which the practitioner of a column is taken, buffers included."""
    return [_claim(v) for v in board.visits if v.practitioner_id == column.id and _takes_time(v, besides)]


def blocked(board: Board, practitioner: Id | None) -> list[Interval]:
    """List the stretches that are blocked for a practitioner."""
    return [Interval(v.start, v.end) for v in _blocks(board, practitioner)]


def free_times(board: Board, need: Need, who: Collection[Id] | None, since: int) -> tuple[FreeTime, ...]:
    """List every time at which each of some practitioners is free on a board, by start; None means all."""
    rooms = [Interval(v.start, v.end) for v in _in_room(board, need)]
    found: list[FreeTime] = []
    for column in board.columns:
        if column.kind == "practitioner" and (who is None or column.id in who):
            gaps = without(column.open, (*claimed(board, column, need.visit), *blocked(board, column.id)))
            found.extend(
                FreeTime(start, column.id, column.name)
                for gap in gaps
                for start in _starts(gap, need, since, board.zone)
                if not any(start < r.end and r.start < start + need.length for r in rooms)
            )
    return tuple(sorted(found, key=lambda t: t.start))


def one_each(board: Board, times: Iterable[FreeTime]) -> tuple[FreeTime, ...]:
    """Keep one practitioner for each start: the one with the least to do, in the order of the columns."""
    rank: dict[Id | None, tuple[int, int]] = {c.id: (c.load or 0, n) for n, c in enumerate(board.columns)}
    best: dict[Instant, FreeTime] = {}
    for time in times:
        held = best.get(time.start)
        if held is None or rank[time.practitioner] < rank[held.practitioner]:
            best[time.start] = time
    return tuple(best.values())


def clashes(board: Board, need: Need, practitioner: Id | None, start: int) -> tuple[Clash, ...]:
    """List who and what is taken at a time, as the book would refuse it."""
    end = start + need.length
    names = {c.id: c.name for c in board.columns}
    found = []
    for visit in board.visits:
        claim = _claim(visit)
        if practitioner is None or visit.practitioner_id != practitioner or not _takes_time(visit, need.visit):
            continue
        if start - need.before < claim.end and claim.start < end + need.after:
            name = names.get(practitioner, "")
            found.append(Clash("practitioner", practitioner, name, claim.start, claim.end, visit.id))
    for visit in _in_room(board, need):
        if start < visit.end and visit.start < end:
            assert need.room is not None
            found.append(Clash("room", need.room, visit.room, visit.start, visit.end, visit.id))
    found.extend(_closed(board, practitioner, start, end))
    return tuple(sorted(found, key=lambda c: (c.start, c.appointment_id, c.kind)))


def _closed(board: Board, practitioner: Id | None, start: int, end: int) -> Iterator[Clash]:
    """Give the blocks and closures over a time: of the visit alone, its buffers may reach into them."""
    for block in _blocks(board, practitioner):
        if start < block.end and block.start < end:
            yield Clash("block", block.id, block.title, block.start, block.end, block.id)
    for shut in next((c.shut for c in board.columns if c.id == practitioner), ()):
        if start < shut.time.end and shut.time.start < end:
            yield Clash("closure", shut.id, shut.name, shut.time.start, shut.time.end, 0)


def _blocks(board: Board, practitioner: Id | None) -> list[Visit]:
    if practitioner is None:
        return []
    every = (v for v in board.visits if v.event_type is EventType.BLOCK)
    return [v for v in every if v.practitioner_id == practitioner]


def in_hours(board: Board, practitioner: Id | None, start: int, end: int) -> bool:
    """Tell whether a practitioner works from start to end."""
    open_hours = next((c.open for c in board.columns if c.id == practitioner), ())
    return any(hours.start <= start and end <= hours.end for hours in open_hours)


def nearest(days: Iterable[DayTimes], start: int) -> FreeTime | None:
    """Find the free time that lies nearest to another, the later of two that are as near."""
    every = [time for day in days for time in day.times]
    return min(every, key=lambda t: (abs(t.start - start), -t.start), default=None)


class TimeSearch:
    """The days that were read, and what they offer from a moment on."""

    def __init__(self, since: Instant, zone: str) -> None:
        self.since = since
        self.first = local_date(since, zone)
        self.boards: dict[date, Board] = {}
        self._zone = zone
        self._known: dict[tuple[date, Need, frozenset[Id] | None, bool], tuple[FreeTime, ...]] = {}

    def read(self, day: date, board: Board) -> None:
        """Take in a day that was read, anew or for the first time."""
        self.boards[day] = board
        self._known = {key: times for key, times in self._known.items() if key[0] != day}

    def lacking(self, need: Need, who: frozenset[Id] | None, part: Part, first: date) -> date | None:
        """Name the next day that must be read to offer enough, None when there is enough or the horizon is reached."""
        full = 0
        for n in range(1 if part is Part.DAY else HORIZON):
            day = first + timedelta(days=n)
            if day not in self.boards:
                return day
            full += bool(self.times_of(day, need, who, part))
            if full == ENOUGH_DAYS:
                return None
        return None

    def offered(self, need: Need, who: frozenset[Id] | None, part: Part, first: date) -> tuple[DayTimes, ...]:
        """List the days with free times, as far as they are read; of one day that was picked, empty or not."""
        found: list[DayTimes] = []
        for n in range(1 if part is Part.DAY else HORIZON):
            day = first + timedelta(days=n)
            if day not in self.boards or len(found) == ENOUGH_DAYS:
                break
            times = self.times_of(day, need, who, part)
            if times or part is Part.DAY:
                found.append(DayTimes(day, times))
        return tuple(found)

    def times_of(self, day: date, need: Need, who: frozenset[Id] | None, part: Part) -> tuple[FreeTime, ...]:
        """List the free times of one day that was read: each start once when several practitioners are asked for."""
        alone = who is not None and len(who) == 1
        key = (day, need, who, alone)
        if key not in self._known:
            board = self.boards[day]
            times = free_times(board, need, who, self.since)
            self._known[key] = times if alone else one_each(board, times)
        return tuple(time for time in self._known[key] if self._in_part(time, part))

    def _in_part(self, time: FreeTime, part: Part) -> bool:
        if part in (Part.FIRST, Part.DAY):
            return True
        return (wall(time.start, self._zone).hour < NOON) is (part is Part.MORNINGS)


def _starts(gap: Interval, need: Need, since: int, zone: str) -> Iterable[Instant]:
    """Give the starts in a gap: its first, then every quarter of an hour on the wall clock."""
    start = _up(max(gap.start + need.before, since), FIRST_STEP, zone)
    while start + need.length + need.after <= gap.end:
        yield start
        start = _up(start + 1, STEP, zone)


def _up(instant: int, step: int, zone: str) -> Instant:
    """Go up to the next full step of the wall clock's hour."""
    minute = -(-instant // MINUTE) * MINUTE
    past = wall(minute, zone).minute % step
    return Instant(minute + (step - past if past else 0) * MINUTE)


def _in_room(board: Board, need: Need) -> list[Visit]:
    if need.room is None:
        return []
    return [v for v in board.visits if v.room_id == need.room and _takes_time(v, need.visit)]


def _takes_time(visit: Visit, besides: Id | None) -> bool:
    if visit.event_type is EventType.BLOCK or visit.id == besides:
        return False
    return visit.occupies and visit.status.occupies


def _claim(visit: Visit) -> Interval:
    return Interval(Instant(visit.start - visit.buffer_before), Instant(visit.end + visit.buffer_after))
