"""What is wanted of several dates of a series, and what came of it; and how an id names one of them (C61).

Apart from the doing: this is known to every step of a visit, and a start of the program must not pay for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_trial import Deed, TrialRow
from frontdesk.store import appointments as table
from frontdesk.store.work import Reading

# Stands among the lines that are kept with a row that was changed by itself; it never goes out.
CHANGED = "X-FRONTDESK-CHANGED"
# Stands there while a visit is called off by a calendar file: then a file may bring it back. It never goes out either.
CALLED_OFF = "X-FRONTDESK-CALLED-OFF"


class Clashing(StrEnum):
    """What becomes of dates whose new time is not free: nothing is moved at all, or they stay where they are."""

    REFUSE = "refuse"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is done, and what it takes: fields that are sent, a time, a status, a reason to cancel or to overlap.

    `end` is None where lengths stay as they are.
    """

    deed: Deed
    sent: Any = field(default_factory=dict)
    told: str | None = None
    start: Instant | None = None
    end: Instant | None = None
    clashing: Clashing = Clashing.REFUSE
    status: Status | None = None
    reason: str | None = None


_WORDS = {
    Deed.UPDATE: "changed",
    Deed.MOVE: "moved",
    Deed.SET_STATUS: "given a status",
    Deed.CANCEL: "cancelled",
    Deed.ARCHIVE: "archived",
    Deed.RESTORE: "restored",
    Deed.DELETE: "deleted",
}


@dataclass(slots=True)
class Done:
    """What came of a step: the visit that was named as it is then, and every date of the scope."""

    visit: Appointment
    deed: Deed
    rows: list[TrialRow] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Give the line of the log: "3 visits moved"."""
        many = sum(row.stays is None for row in self.rows)
        return f"{many} visits {_WORDS[self.deed]}" if many != 1 else f"Visit {_WORDS[self.deed]}"


def resolved(book: Reading, id: Id, now: int) -> tuple[Appointment, Scope]:
    """Give the visit that an id names, and the scope that is meant where none is said (C61).

    The id of a series names its next visit, or its last where none is to come, and all of them are meant.
    """
    held = book.find(Appointment, id)
    if held is not None:
        return held, Scope.THIS
    series = book.find(Series, id)
    rows = [] if series is None else table.of_series(book.connection, series.id)
    live = [row for row in rows if row.archived_at is None and row.status is not Status.CANCELLED] or rows
    if not live:
        raise NotFound("appointment", id)
    return next((row for row in live if row.start > now), live[-1]), Scope.ALL


def changed_alone(held: Appointment, after: Appointment) -> Appointment:
    """Note that one date of a series was changed by itself, if it was."""
    if held.series_id is None or replace(after, updated_at=held.updated_at) == held:
        return after
    return marked_changed(after)


def marked_changed(row: Appointment) -> Appointment:
    """Note that a row of a series is not as the series has it."""
    if row.series_id is None or is_marked(row):
        return row
    return replace(row, extras=(*row.extras, f"{CHANGED}:1"))


def is_marked(row: Appointment) -> bool:
    """Tell whether it was noted that a row was changed by itself."""
    return any(line.startswith(f"{CHANGED}:") for line in row.extras)
