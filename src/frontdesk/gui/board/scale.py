"""Time to pixels and back: the wall clock of each day down, the columns across.

The board's axis is the wall clock, 0 to 1440 minutes, so that nine o'clock is at the same height on every day of a
week. On the day when the clock jumps ahead the hour that does not exist stays empty; on the day when it falls back
the hour that comes twice holds both passes, each in half the height, so that later is always further down.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from frontdesk.domain.instants import MINUTE, Instant, start_of_day, wall

ZOOMS = (5, 10, 15, 20, 30, 60)
FULL_DAY = 1440
_STEPS = {5: 5, 10: 5, 15: 5, 20: 10, 30: 15, 60: 30}


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class DayAxis:
    """One date's wall clock: instants to minutes after midnight and back, never running backwards."""

    day: date
    start: Instant
    end: Instant
    pieces: tuple[_Piece, ...]

    def holds(self, instant: int) -> bool:
        """Tell whether the instant lies on this date."""
        return self.start <= instant < self.end

    def minute_of(self, instant: int) -> float:
        """Give the minutes after midnight of an instant; outside the day the axis just goes on."""
        first, last = self.pieces[0], self.pieces[-1]
        if instant < first.start or first is last:
            return first.first + (instant - first.start) / MINUTE
        if instant >= last.end:
            return last.last + (instant - last.end) / MINUTE
        piece = next(p for p in self.pieces if instant < p.end)
        return piece.first + (instant - piece.start) * (piece.last - piece.first) / (piece.end - piece.start)

    def instant_at(self, minute: float) -> Instant:
        """Give the instant at a minute; in an hour that does not exist, the moment when the clock jumps."""
        first, last = self.pieces[0], self.pieces[-1]
        if minute >= last.last:
            return Instant(last.end + round((minute - last.last) * MINUTE))
        if minute < 0:
            return Instant(first.start + round(minute * MINUTE))
        for piece in self.pieces:
            if minute < piece.first:
                return Instant(piece.start)
            if minute < piece.last:
                share = (minute - piece.first) / (piece.last - piece.first)
                return Instant(piece.start + round(share * (piece.end - piece.start)))
        raise AssertionError("the pieces end where the day ends")

    @property
    def missing(self) -> tuple[tuple[float, float], ...]:
        """Give the minutes that the clock skips on this date."""
        found, at = [], 0.0
        for piece in self.pieces:
            if piece.first > at:
                found.append((at, piece.first))
            at = piece.last
        return tuple(found)


@lru_cache(maxsize=400)
def day_axis(day: date, zone: str) -> DayAxis:
    """Make the axis of one date in a zone."""
    start, end = start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)
    shift = _offset(end - 1, zone) - _offset(start, zone)
    opening = float(_clock_minute(start, zone))
    if not shift:
        return DayAxis(day, start, end, (_Piece(start, end, opening, float(FULL_DAY)),))
    turn = _turn(start, end, zone)
    return DayAxis(day, start, end, _turned(start, turn, end, opening, shift // MINUTE))


def _turned(start: int, turn: int, end: int, opening: float, shift: int) -> tuple[_Piece, ...]:
    before = opening + (turn - start) / MINUTE
    if shift > 0:
        return _real(_Piece(start, turn, opening, before), _Piece(turn, end, before + shift, float(FULL_DAY)))
    again = max(opening, before + shift)
    return _real(
        _Piece(start, turn - round((before - again) * MINUTE), opening, again),
        _Piece(turn - round((before - again) * MINUTE), turn - shift * MINUTE, again, before),
        _Piece(turn - shift * MINUTE, end, before, float(FULL_DAY)),
    )


def _real(*pieces: _Piece) -> tuple[_Piece, ...]:
    return tuple(p for p in pieces if p.end > p.start and p.last > p.first)


def _turn(start: int, end: int, zone: str) -> int:
    low, high, before = start, end - 1, _offset(start, zone)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _offset(instant: int, zone: str) -> int:
    offset = wall(instant, zone).utcoffset()
    return round(offset.total_seconds() * 1000) if offset else 0


def _clock_minute(instant: int, zone: str) -> int:
    moment = wall(instant, zone)
    return moment.hour * 60 + moment.minute


@dataclass(frozen=True, slots=True)
class Rows:
    """Minutes down the board: from `first` to `last`, `zoom` minutes in each row of `row` pixels."""

    first: int
    last: int
    zoom: int
    row: float

    @property
    def height(self) -> int:
        """Give the pixels from the first minute to the last."""
        return self.y(self.last)

    @property
    def step(self) -> int:
        """Give the minutes that a drag or a nudge snaps to: finer as the rows get finer."""
        return _STEPS[self.zoom]

    def y(self, minute: float) -> int:
        """Give the height of a minute, from the top of the board's content."""
        return round((minute - self.first) * self.row / self.zoom)

    def minute(self, y: float) -> float:
        """Give the minute at a height."""
        return self.first + y * self.zoom / self.row

    def snapped(self, minute: float) -> int:
        """Give the nearest minute that a drag may end at."""
        return round(minute / self.step) * self.step

    def snapped_down(self, minute: float) -> int:
        """Give the last minute at or before, that a drag may start at."""
        return int(minute // self.step) * self.step


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand across: `edges` holds the left of each, and the right of the last."""

    edges: tuple[int, ...]

    @classmethod
    def fit(cls, count: int, width: int, least: int) -> Columns:
        """Share a width among columns, none narrower than the least; what is over must be scrolled to."""
        if count == 0:
            return cls((0,))
        whole = max(width, count * least)
        return cls(tuple(whole * i // count for i in range(count + 1)))

    @property
    def width(self) -> int:
        """Give the pixels of all columns together."""
        return self.edges[-1]

    def __len__(self) -> int:
        return len(self.edges) - 1

    def index_at(self, x: float) -> int:
        """Give the column at a place, the first or last one when it lies beside them."""
        return max(0, min(len(self) - 1, bisect_right(self.edges, x) - 1))
