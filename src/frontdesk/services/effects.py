"""What other hours do: bookable time before and after, and the booked visits that they leave outside (C04, C66)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, LATEST, Instant, local_date
from frontdesk.domain.intervals import Interval, union
from frontdesk.domain.location import Location
from frontdesk.domain.opening import Openings
from frontdesk.services.affected import Affected, Intervals, listed
from frontdesk.services.boarding import days_of
from frontdesk.services.locations import default_place
from frontdesk.store import affected as visits
from frontdesk.store.blocks_over import blocks_over
from frontdesk.store.work import Reading

DAYS_AHEAD = 28
MOST_LISTED = 500
# Visits farther apart than this are looked at one by one: nobody resolves a century for a typing error in a year.
_GAP = 28 * DAY
_START, _END = 1, 2  # where a row of the store has them


@dataclass(frozen=True, slots=True)
class Effect:
    """Bookable milliseconds of the next 28 days, today among them, and the booked visits that would fall outside.

    `outside` holds the first 500 of them, `total` counts all.
    """

    before: int
    after: int
    outside: tuple[Affected, ...]
    total: int


def effect(book: Reading, now: Instant, practitioner: Id, before: Openings, after: Openings) -> Effect:
    """Weigh a practitioner's hours against others that they may get; nothing is written."""
    span = weeks_ahead(book, now)
    closed = blocks_of(book, span, practitioner=practitioner)
    rows = _newly_outside(book, now, practitioner, before, after)
    return Effect(
        sum(i.length for i in before.of(practitioner, span, blocks=closed)),
        sum(i.length for i in after.of(practitioner, span, blocks=closed)),
        tuple(map(listed, rows[:MOST_LISTED])),
        len(rows),
    )


def newly_outside(
    book: Reading, now: Instant, practitioner: Id, before: Openings, after: Openings
) -> tuple[Affected, ...]:
    """List the visits to come that lay wholly within a practitioner's hours and do not any more, by start.

    What counts is a visit's own time, without buffers; blocks are no hours and leave nobody outside.
    """
    return tuple(map(listed, _newly_outside(book, now, practitioner, before, after)))


def weeks_ahead(book: Reading, now: Instant) -> Interval:
    """Give the next 28 days on the wall clock of the default location."""
    zone = default_place(book.all(Location)).zone
    return days_of(local_date(now, zone), DAYS_AHEAD, zone)


def blocks_of(
    book: Reading, span: Interval, *, practitioner: Id | None = None, calendar: Id | None = None
) -> tuple[Interval, ...]:
    """Give the time that the blocks of a practitioner, of a calendar or of both close, of those that reach a span."""
    rows = blocks_over(book.connection, span.start, span.end, practitioner=practitioner, calendar=calendar)
    return union(Interval(row[2], row[3]) for row in rows)


def _newly_outside(
    book: Reading, now: Instant, practitioner: Id, before: Openings, after: Openings
) -> list[Sequence[Any]]:
    if before.closures == after.closures and before.schedules_for(practitioner) == after.schedules_for(practitioner):
        return []
    found: list[Sequence[Any]] = []
    for near in _clusters(visits.rows(book.connection, now, LATEST, practitioner=practitioner)):
        span = Interval(near[0][_START], max(row[_END] for row in near))
        out = _outside(near, after.of(practitioner, span))
        if out:
            already = {row[0] for row in _outside(out, before.of(practitioner, span))}
            found.extend(row for row in out if row[0] not in already)
    return found


def _outside(rows: Iterable[Sequence[Any]], hours: Iterable[Interval]) -> list[Sequence[Any]]:
    open_time = Intervals(hours)
    return [row for row in rows if not open_time.hold(row[_START], row[_END])]


def _clusters(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    near: list[Sequence[Any]] = []
    end = 0
    for row in rows:
        if near and row[_START] > end + _GAP:
            yield near
            near = []
        near.append(row)
        end = max(end, row[_END])
    if near:
        yield near
