"""Why a time is not free, and the nearest change that makes it fit (C74)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


class Why(StrEnum):
    """What stands in the way of a time."""

    PAST = "past"
    NOTICE = "notice"  # start = the earliest that notice allows
    WINDOW = "window"  # end = where the booking window ends
    OUTSIDE_HOURS = "outside_hours"
    CALENDAR_HOURS = "calendar_hours"  # the calendar's own hours
    CLOSURE = "closure"
    HOLIDAY = "holiday"
    BLOCK = "block"
    VISIT = "visit"  # the visits themselves overlap
    BUFFER = "buffer"  # only a buffer of either does
    HOLD = "hold"  # words = who holds it, until = when it lets go
    ROOM = "room"  # one for each visit in each room that would do; without an id there is no such room
    ROOM_TOO_SMALL = "room_too_small"
    EQUIPMENT = "equipment"  # one for each visit that has units of it
    OUT_OF_SERVICE = "out_of_service"  # fewer usable units than are needed, whoever has them
    SEATS = "seats"
    COMES_ALREADY = "comes_already"  # the patient is in that class already
    PER_DAY = "per_day"
    KEPT_BACK = "kept_back"  # from patients: so many percent of a calendar's times are
    DOES_NOT_GIVE = "does_not_give"
    NOT_ON_TEAM = "not_on_team"
    PATIENT = "patient"  # a warning only: the patient has another visit then


class Fix(StrEnum):
    """What could be changed so that it fits."""

    LATER = "later"
    EARLIER = "earlier"
    OTHER_PRACTITIONER = "other_practitioner"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in the way, from when to when (milliseconds UTC).

    `id` and `name` are those of the practitioner, closure, block, room or equipment; `appointment` is the visit, hold
    or block that has the time, `words` what it is called. `limit` and `count` are numbers, such as seats of a class;
    of a buffer they are the milliseconds that must lie between the two visits and those that do. `before` and `after`
    are the buffers of the visit that has the time, and `until` is when a hold lets go of it. `practitioner` is whose
    time it is.
    """

    why: Why
    start: Instant
    end: Instant
    id: Id | None = None
    name: str = ""
    appointment: Id | None = None
    words: str = ""
    practitioner: Id | None = None
    limit: int | None = None
    count: int | None = None
    before: int = 0
    after: int = 0
    until: Instant | None = None

    def __repr__(self) -> str:
        """Show no names: they never reach logs."""
        return f"Reason({self.why.value}, {self.start}, {self.end}, id={self.id}, appointment={self.appointment})"


@dataclass(frozen=True, slots=True)
class Nearest:
    """One change after which it would be free: at this start, for so long, with this practitioner."""

    fix: Fix
    start: Instant
    end: Instant
    practitioner: Id | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether a time is free, every reason why not, what is worth a warning, and the nearest ways out, best first.

    `on_grid` tells whether it is one of the starts that free times are offered at; a time off the grid can be free.
    """

    start: Instant
    end: Instant
    practitioner: Id | None
    free: bool
    on_grid: bool
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    nearest: tuple[Nearest, ...]
