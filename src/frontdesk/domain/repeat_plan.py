"""What becomes of each date of a series: how its time stands, what is done about it, and when it is booked (C54)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import Taken
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


class State(StrEnum):
    """How the time of a date stands."""

    OK = "ok"
    TAKEN = "taken"  # by a visit, a hold, a room or equipment, or by another date of the same series
    FULL = "full"  # no seat is left, or the day has as many as it may
    CLOSED = "closed"
    HOLIDAY = "holiday"
    OUTSIDE = "outside"  # nobody works then
    NOTICE = "notice"  # sooner than may be booked
    WINDOW = "window"  # further ahead than may be booked
    PAST = "past"
    CANNOT = "cannot"  # with this practitioner, or in this room, at no time


class Does(StrEnum):
    """What is done about a date."""

    BOOK = "book"
    SKIP = "skip"
    BOOK_ANYWAY = "book_anyway"
    NEXT_FREE = "next_free"


# From what nobody can change to what someone could: of several reasons the first of this order names the row.
_STATES: Mapping[Why, State] = {
    Why.PAST: State.PAST,
    Why.HOLIDAY: State.HOLIDAY,
    Why.CLOSURE: State.CLOSED,
    Why.BLOCK: State.CLOSED,
    Why.OUTSIDE_HOURS: State.OUTSIDE,
    Why.CALENDAR_HOURS: State.OUTSIDE,
    Why.DOES_NOT_GIVE: State.CANNOT,
    Why.NOT_ON_TEAM: State.CANNOT,
    Why.ROOM_TOO_SMALL: State.CANNOT,
    Why.OUT_OF_SERVICE: State.CANNOT,
    Why.VISIT: State.TAKEN,
    Why.BUFFER: State.TAKEN,
    Why.HOLD: State.TAKEN,
    Why.ROOM: State.TAKEN,
    Why.EQUIPMENT: State.TAKEN,
    Why.COMES_ALREADY: State.TAKEN,
    Why.SEATS: State.FULL,
    Why.PER_DAY: State.FULL,
    Why.NOTICE: State.NOTICE,
    Why.WINDOW: State.WINDOW,
}


def state_of(reasons: Iterable[Reason]) -> State:
    """Give the one word for all that is in the way of a time; a patient's own other visit is no more than a warning."""
    found = {reason.why for reason in reasons}
    return next((state for why, state in _STATES.items() if why in found), State.OK)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChoice:
    """What is wanted for one date, named by its place in the plan (0 first) or by the date.

    `does` is done where its time is not free, and skipping even where it is. Without it the plan's policy counts.
    `start` and `practitioner` put it at another time or with someone else: then that time is the one that counts.
    """

    index: int | None = None
    date: datetime.date | None = None
    does: Taken | None = None
    start: Instant | None = None
    practitioner: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One date of the plan. Instants in milliseconds UTC.

    `start` and `end` are its time after the rule; `state` and `reasons` tell of `asked_start`, which is another time
    where a choice says so. `asked` is what is wanted where it is not free; `does` is what is done: next free
    becomes skipping where nothing is free within 14 days. `booked_...` are empty on a date that is skipped.
    `alternative` is the next free time after one that is not free.
    """

    index: int
    date: datetime.date
    start: Instant
    end: Instant
    practitioner: Id | None
    state: State
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    asked: Taken
    does: Does
    asked_start: Instant
    booked_start: Instant | None
    booked_end: Instant | None
    booked_practitioner: Id | None
    alternative: Slot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatPlan:
    """Every date of a series, and the sums. `rule` is the RRULE; `left_out` are months without the day, by their first.

    `booked` counts all that are booked, those at another time (`moved`) and those over others (`anyway`) too.
    """

    rule: str
    zone: str
    rows: tuple[Row, ...]
    left_out: tuple[datetime.date, ...]
    booked: int
    skipped: int
    moved: int
    anyway: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a plan told of a date: what is done, and when and with whom it is booked."""

    date: datetime.date
    does: Does
    start: Instant | None = None
    practitioner: Id | None = None


def seen_of(plan: RepeatPlan) -> tuple[Seen, ...]:
    """Give what a plan tells of its dates, to be held against the plan at the moment of booking."""
    return tuple(Seen(row.date, row.does, row.booked_start, row.booked_practitioner) for row in plan.rows)


def summed(rule: str, zone: str, rows: tuple[Row, ...], left_out: tuple[datetime.date, ...]) -> RepeatPlan:
    """Put a plan together from its rows."""
    done = [row.does for row in rows]
    skipped = done.count(Does.SKIP)
    return RepeatPlan(
        rule=rule,
        zone=zone,
        rows=rows,
        left_out=left_out,
        booked=len(rows) - skipped,
        skipped=skipped,
        moved=sum(row.booked_start not in (None, row.start) for row in rows),
        anyway=done.count(Does.BOOK_ANYWAY),
        conflicts=sum(row.state is not State.OK for row in rows),
    )
