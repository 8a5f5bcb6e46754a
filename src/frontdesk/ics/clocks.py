"""Clocks: wall-clock time to instant and back, by the zone database or by the rules that a file brings along."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Protocol

from frontdesk.domain import instants
from frontdesk.domain.instants import SECOND, Instant
from frontdesk.domain.rule import Rule
from frontdesk.ics.walk import Walk

_EPOCH = datetime(1970, 1, 1)
_MS = timedelta(milliseconds=1)
# Beyond these years no onset is looked for; what holds at the edge holds on.
_FIRST, _LAST = datetime(1899, 1, 1), datetime(2200, 1, 1)
_MOST_ONSETS = 3_000


class Clock(Protocol):
    """The wall clock of one place. `zone` is the IANA name under which people see it."""

    @property
    def zone(self) -> str:
        """Name the zone for display."""

    def at(self, wall: datetime) -> Instant:
        """Resolve a naive wall-clock time; gaps and folds as RFC 5545, section 3.3.5, says."""

    def wall(self, instant: int) -> datetime:
        """Give the naive wall-clock time of an instant."""


def utc(wall: datetime) -> Instant:
    """Turn a wall-clock time in UTC into an instant."""
    return Instant((wall - _EPOCH) // _MS)


def utc_wall(instant: int) -> datetime:
    """Give the naive time in UTC of an instant."""
    return _EPOCH + timedelta(milliseconds=instant)


@dataclass(frozen=True, slots=True)
class UtcClock:
    """The clock of values written in UTC; `zone` is where people want to see them."""

    zone: str = "UTC"

    def at(self, wall: datetime) -> Instant:
        """Resolve a naive time in UTC."""
        return utc(wall)

    def wall(self, instant: int) -> datetime:
        """Give the naive time in UTC."""
        return utc_wall(instant)


@dataclass(frozen=True, slots=True)
class IanaClock:
    """The clock of a zone that the zone database knows."""

    zone: str

    def at(self, wall: datetime) -> Instant:
        """Resolve a naive wall-clock time."""
        return instants.at_wall(wall, self.zone)

    def wall(self, instant: int) -> datetime:
        """Give the naive wall-clock time of an instant."""
        return instants.wall(instant, self.zone).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Observance:
    """One STANDARD or DAYLIGHT: from its onsets on, `after` seconds ahead of UTC instead of `before`."""

    begin: datetime
    before: int
    after: int
    rule: Rule | None = None
    dates: tuple[datetime, ...] = ()

    def onsets(self) -> list[datetime]:
        """List the wall-clock times at which it comes into force, told by the offset before."""
        if self.rule is None:
            return [self.begin, *self.dates]
        last = _LAST
        if self.rule.until is not None:
            wall = self.rule.until.wall
            if self.rule.until.utc:
                wall += timedelta(seconds=self.before)
            elif self.rule.until.whole_day:
                wall += timedelta(days=1, seconds=-1)
            last = min(last, wall)
        walk = Walk(self.rule, self.begin, first=_FIRST, last=last, start_counts=False, steps=_MOST_ONSETS)
        return [*walk, *self.dates] or [self.begin]


@dataclass(frozen=True, slots=True)
class _Table:
    walls: list[datetime]
    instants: list[int]
    offsets: list[int]
    earliest: int


@dataclass(frozen=True, slots=True)
class RuleClock:
    """The clock of a VTIMEZONE, by its own rules. `lines` are its content lines, to be written back.

    Before its first onset the zone database says what held, when it knows the zone.
    """

    tzid: str
    zone: str
    observances: tuple[Observance, ...]
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)
    known: IanaClock | None = None
    _tables: list[_Table] = field(default_factory=list, init=False, repr=False, compare=False)

    def at(self, wall: datetime) -> Instant:
        """Resolve a naive wall-clock time."""
        table = self._table()
        index = bisect.bisect_right(table.walls, wall) - 1
        if index < 0 and self.known is not None:
            return self.known.at(wall)
        offset = table.offsets[index] if index >= 0 else table.earliest
        return Instant(utc(wall) - offset * SECOND)

    def wall(self, instant: int) -> datetime:
        """Give the naive wall-clock time of an instant."""
        table = self._table()
        index = bisect.bisect_right(table.instants, instant) - 1
        if index < 0 and self.known is not None:
            return self.known.wall(instant)
        offset = table.offsets[index] if index >= 0 else table.earliest
        return utc_wall(instant + offset * SECOND)

    def __hash__(self) -> int:
        """Go by the name: clocks are looked up for every event, and hold long rules."""
        return hash(self.tzid)

    def _table(self) -> _Table:
        """Work the onsets out once, when the first time is asked for: many files define zones they never use."""
        if not self._tables:
            self._tables.append(_table_of(self.observances))
        return self._tables[0]


@lru_cache(maxsize=64)
def _table_of(observances: tuple[Observance, ...]) -> _Table:
    onsets = sorted(
        ((utc(onset) - each.before * SECOND, onset, each) for each in observances for onset in each.onsets()),
        key=lambda found: found[0],
    )
    walls, at, offsets = [], [], []
    held = onsets[0][2].before
    for instant, onset, each in onsets:
        # In the gap the offset before still counts, in the fold the first of both: either way from the later edge on.
        walls.append(onset + timedelta(seconds=max(0, each.after - held)))
        at.append(instant)
        offsets.append(each.after)
        held = each.after
    return _Table(walls, at, offsets, onsets[0][2].before)
