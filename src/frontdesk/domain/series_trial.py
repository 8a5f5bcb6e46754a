"""What a change of several dates of a series would do, before anything is changed (C39, C40)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Clash
from frontdesk.domain.instants import Instant


class Deed(StrEnum):
    """What is done to several dates of a series at once."""

    UPDATE = "update"
    MOVE = "move"
    SET_STATUS = "set_status"
    CANCEL = "cancel"
    ARCHIVE = "archive"
    RESTORE = "restore"
    DELETE = "delete"


class Stays(StrEnum):
    """Why a date of the scope is not changed."""

    PAST = "past"  # it has begun, and what has been is not moved
    PATH = "path"  # its status has no way there
    CLASH = "clash"  # its new time is not free
    SAME = "same"  # it is so already


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """What a change would do to one date: from `visit` as it is to `start` and `end`, or nothing, and why.

    `overridden` names the fields in which it was changed by itself, and which the change takes over; `clashes` are
    whoever and whatever stands in the way of its new time.
    """

    visit: Appointment
    start: Instant
    end: Instant
    stays: Stays | None = None
    overridden: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrial:
    """What another rule would do; nothing is written.

    `since` is the first date that it is of. Of the visits that are there already, `kept` stay at their times, `moved`
    get another, and `gone` are taken away; `made` are new. `left_out` are further dates of the rule that something
    stands in the way of: where they are not left out of it, nothing can be changed.
    """

    since: Instant
    kept: int
    moved: int
    gone: int
    made: int
    left_out: tuple[Instant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTrial:
    """What a change with a scope would do, date by date; nothing is written."""

    deed: Deed
    rows: tuple[TrialRow, ...]
    changes: int
    overridden: int
    clashes: int
    past: int
