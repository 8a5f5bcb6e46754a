"""Dates on which a location is closed: public holidays and the clinic's own closures (C75)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import clock
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.schedule import Minute

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Closed from the first to the last date, at one location or at all; whole days, or from `start` to `end` on each.

    A `holiday` came from a country's list; one that is `struck` is an ordinary day here all the same.
    """

    id: Id
    name: str
    first: date
    last: date
    location_id: Id | None = None
    start: Minute | None = None
    end: Minute | None = None
    holiday: bool = False
    struck: bool = False
    archived_at: Instant | None = None
    version: int = 1

    @property
    def closes(self) -> bool:
        """Tell whether it has any effect."""
        return not self.struck and self.archived_at is None

    def closes_at(self, location: Id | None) -> bool:
        """Tell whether it closes a location."""
        return self.closes and (self.location_id is None or self.location_id == location)

    def checked(self) -> Closure:
        """Return itself, refusing dates and times in the wrong order."""
        if self.last < self.first:
            raise Invalid("last_before_first", field="last", got=str(self.last), allowed=f"{self.first} or later")
        if (self.last - self.first).days >= LONGEST_DAYS:
            raise Invalid("too_long", field="last", got=str(self.last), allowed=f"at most {LONGEST_DAYS} days")
        if (self.start is None) != (self.end is None):
            lacking = "start" if self.start is None else "end"
            raise Invalid("both_times", field=lacking, got=None, allowed="both times, or none for whole days")
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end <= 1440:
            allowed = f"after {clock(self.start)}, up to 24:00"
            raise Invalid("not_in_one_day", field="end", got=clock(self.end), allowed=allowed)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayChoice:
    """Which country's holidays a location keeps; it shares the location's id. `through` is the last year listed."""

    id: Id
    country: str
    region: str = ""
    through: int = 0
    version: int = 1
