"""A recurrence rule as a value: how often something comes again, on which days, and until when (RFC 5545, 3.3.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import total_ordering


@total_ordering
class Every(Enum):
    """How long one period is; the longest are the least."""

    YEARLY = "yearly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    HOURLY = "hourly"
    MINUTELY = "minutely"
    SECONDLY = "secondly"

    def __lt__(self, other: Every) -> bool:
        """Compare by how long they are, the longest first."""
        return _ORDER[self] < _ORDER[other]


_ORDER = {every: at for at, every in enumerate(Every)}


@dataclass(frozen=True, slots=True)
class Until:
    """The last time that counts: a wall clock, in UTC or wherever the series is, or a whole day."""

    wall: datetime
    utc: bool
    whole_day: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule, sound in all its parts. Weekdays count from Monday, 0; ordinal 0 means every."""

    every: Every
    interval: int = 1
    count: int | None = None
    until: Until | None = None
    week_start: int = 0
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    @property
    def plain(self) -> bool:
        """Tell whether frequency and interval say it all."""
        return not (
            self.months
            or self.weeks
            or self.year_days
            or self.month_days
            or self.weekdays
            or self.hours
            or self.minutes
            or self.seconds
            or self.positions
        )
