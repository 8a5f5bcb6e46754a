"""A series date by date: how each stands, and what could be done about those that stand badly (C39, C40)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability.reasons import Reason
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import State
from frontdesk.domain.rule import Rule


class Stands(StrEnum):
    """How a date of a series stands in the book."""

    AS_RULED = "as_ruled"
    CHANGED = "changed"  # by itself: another time, practitioner, service or other words than the series
    CANCELLED = "cancelled"
    ARCHIVED = "archived"
    REMOVED = "removed"  # by a person, or an exception that came with a file
    LEFT_OUT = "left_out"  # not booked, because something stood in its way
    AHEAD = "ahead"  # behind the horizon: its row will be made in time


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """One date. Instants in milliseconds UTC; `key` is the RECURRENCE-ID that names it.

    `start` and `end` are its time after the rule, `visit` is its row where it has one, `changed` names the fields in
    which that is not as the series. `state` and `reasons` tell how the visit's own time stands now (closed since it
    was booked, over another visit), or why a date that was left out cannot be booked; of the past all are ok.
    `alternative` is the next free time for one that was left out or stands badly.
    """

    key: str
    date: datetime.date
    start: Instant
    end: Instant
    stands: Stands
    visit: Appointment | None = None
    changed: tuple[str, ...] = ()
    state: State = State.OK
    reasons: tuple[Reason, ...] = ()
    alternative: Slot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTable:
    """A series as it stands: its rules, and its dates in order, one page of them.

    `text` is the first RRULE; `rules` are all of them, read, with which it can be said in words. `added` are the
    starts of RDATEs, `times` how many dates an ending rule gives in all, None where it goes on without end.
    `filled` tells how far the rows reach then.
    """

    id: Id
    uid: str = field(repr=False)
    text: str
    rules: tuple[Rule, ...]
    added: tuple[Instant, ...]
    zone: str
    all_day: bool
    start: Instant
    times: int | None
    filled: Instant | None
    imported: bool
    rows: tuple[SeriesRow, ...]
    counts: Mapping[Stands, int]
    total: int
    page: int
    size: int
