"""The booked visits that a change of the clinic's rules touches: listed, and never changed by it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import LATEST, Instant
from frontdesk.domain.intervals import Interval, union
from frontdesk.store import affected as store
from frontdesk.store.work import Reading

_STATUSES = {s.value: s for s in Status}


@dataclass(frozen=True, slots=True)
class Affected:
    """One visit as a list shows it; start and end are its own, in milliseconds, without buffers.

    `patient` is empty where it has none.
    """

    id: Id
    start: Instant
    end: Instant
    practitioner_id: Id | None
    practitioner: str
    patient: str
    title: str
    service: str
    status: Status

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Affected({self.id})"


class Intervals:
    """Sorted, disjoint intervals that many visits are held against."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, intervals: Iterable[Interval]) -> None:
        merged = union(intervals)
        self._starts = [i.start for i in merged]
        self._ends = [i.end for i in merged]

    def hold(self, start: int, end: int) -> bool:
        """Tell whether the whole of a time lies inside."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def touch(self, start: int, end: int) -> bool:
        """Tell whether any of a time lies inside."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end


def from_now(now: int) -> Interval:
    """Give the time that is still to come."""
    return Interval(Instant(now), LATEST)


def affected(
    book: Reading,
    span: Interval,
    *,
    practitioner: Id | None = None,
    location: Id | None = None,
    calendar: Id | None = None,
) -> tuple[Affected, ...]:
    """Read the visits that take time within a span, by start: all, or those of everything that is named."""
    return touching(book, (span,), practitioner=practitioner, location=location, calendar=calendar)


def touching(
    book: Reading,
    spans: Iterable[Interval],
    *,
    practitioner: Id | None = None,
    location: Id | None = None,
    calendar: Id | None = None,
) -> tuple[Affected, ...]:
    """Read the visits that share time with any of some spans, by start."""
    held = union(spans)
    if not held:
        return ()
    sought = Intervals(held)
    named = {"practitioner": practitioner, "location": location, "calendar": calendar}
    rows = store.rows(book.connection, held[0].start, held[-1].end, **named)
    return tuple(listed(row) for row in rows if sought.touch(row[1], row[2]))


def listed(row: Sequence[Any]) -> Affected:
    """Make the line of a list of one row of the store."""
    ident, start, end, practitioner_id, _, practitioner, given, family, title, service, status = row
    patient = f"{given or ''} {family or ''}".strip()
    return Affected(
        ident, start, end, practitioner_id, practitioner or "", patient, title, service or "", _STATUSES[status]
    )
