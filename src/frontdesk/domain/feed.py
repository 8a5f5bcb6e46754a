"""A calendar file that follows the book: whose visits it holds, how far, and what it says of patients."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import start_of_day
from frontdesk.domain.intervals import Interval

# Ten years: a phone has no use for more, and a number beyond it is a slip of the finger.
MOST_DAYS = 3660


class Naming(StrEnum):
    """What a calendar file says of visits: everything, initials for patients, or that time is taken."""

    FULL = "full"
    INITIALS = "initials"
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """One file that is written anew after changes, for a phone or another program to read.

    `path` is the file, absolute. Of practitioner and calendar one may be there; without either it holds the whole
    clinic. `days_back` and `days_ahead` bound what it holds, in days around today.
    """

    id: Id
    path: str = field(repr=False)
    practitioner_id: Id | None = None
    calendar_id: Id | None = None
    naming: Naming = Naming.INITIALS
    days_back: int = 30
    days_ahead: int = 366
    active: bool = True
    version: int = 1

    def checked(self) -> WatchedFeed:
        """Return itself, refusing a feed of two and days that are negative or beyond ten years."""
        if self.practitioner_id is not None and self.calendar_id is not None:
            allowed = "a practitioner or a calendar, not both"
            raise Invalid("feed_of_both", field="calendar", got=str(self.calendar_id), allowed=allowed)
        for name, days in (("days_back", self.days_back), ("days_ahead", self.days_ahead)):
            if not 0 <= days <= MOST_DAYS:
                raise Invalid("bad_reach", field=name, got=days, allowed=f"0 to {MOST_DAYS}")
        return self

    def span(self, today: date, zone: str) -> Interval:
        """Give the time that the file holds on a date: whole days where the clinic is, today among them."""
        first, last = today - timedelta(days=self.days_back), today + timedelta(days=self.days_ahead + 1)
        return Interval(start_of_day(first, zone), start_of_day(last, zone))
