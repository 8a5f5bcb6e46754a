"""Something that comes again: its rule, how far its rows reach, and which of them a change is about (C39, C40, C61).

Each time is an appointment of its own, up to a horizon that moves on. What all of them have in common stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


class Scope(StrEnum):
    """Which times of a series are meant: this one, it and all that follow, or all."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series. Its appointments name it by `series_id`, and each says by `recurrence_id` which time it is.

    `lines` are content lines of RFC 5545, unfolded: the event with DTSTART, its end and RRULE, RDATE, EXDATE and
    EXRULE; of an imported one everything that the file says of it and of the times that all follow a change (RANGE),
    with the VTIMEZONE that its clock goes by. `filled` is the instant up to which every time has its row, or is among
    `left_out`; None when the rule has ended and all have. `left_out` are the keys (RECURRENCE-ID) of times that were
    not booked because something stood in their way; a time before `filled` that has no row and is not among them was
    taken away. Times before `since` have no rows, because they were long past when a file brought them; None where all
    have. `zone` is where whole days and floating times of it are.
    """

    id: Id
    uid: str
    zone: str
    lines: tuple[str, ...] = field(repr=False)
    filled: Instant | None = None
    since: Instant | None = None
    left_out: tuple[str, ...] = ()
    imported: bool = False
    version: int = 1
