"""Which dates of a series a change is about, when each should be, and in what it was changed by itself (C40, C61)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from frontdesk.domain.appointment import NEXT_STATUSES, Appointment, Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_trial import Stays
from frontdesk.services.series import record
from frontdesk.services.series.horizon import template_of
from frontdesk.services.series.rows import is_block, moment_of
from frontdesk.services.series.times import end_after
from frontdesk.services.series.wanted import is_marked
from frontdesk.store import appointments as table
from frontdesk.store.work import Reading

# What is still to come and was not called off may be moved.
_MOVABLE = (Status.BOOKED, Status.CONFIRMED)
# A row of a file may have been put far from where its series has it.
_AROUND = 2 * DAY
_MOST = 10_000
_FIELDS = ("title", "description", "practitioner_id", "service_id", "variation_id", "room_id", "patient_id")


@dataclass(frozen=True, slots=True)
class Family:
    """A series with all its rows, in order of their times by the rule, and the times that it asks for, by key."""

    series: Series
    rows: tuple[Appointment, ...]
    due: Mapping[str, Interval] = field(repr=False)
    usual: Appointment | None = None

    def expected(self, row: Appointment) -> Interval:
        """Give when the series has a row: its own time where the rule does not name it."""
        return self.due.get(row.recurrence_id or "", row.interval)

    def of(self, held: Appointment, scope: Scope) -> list[Appointment]:
        """Give the rows that are meant from one of them."""
        if scope is Scope.THIS:
            return [held]
        if scope is Scope.ALL:
            return list(self.rows)
        return [row for row in self.rows if moment_of(row) >= moment_of(held)]

    def is_exception(self, row: Appointment) -> bool:
        """Tell whether a row was changed by itself: it says so, or it is at another time than the series has it."""
        return is_marked(row) or row.interval != self.expected(row)

    def changed(self, row: Appointment) -> tuple[str, ...]:
        """Name the fields in which a row is not as the series has it."""
        found = [] if row.interval == self.expected(row) else ["start"]
        if self.usual is not None:
            found += [name for name in _FIELDS if getattr(row, name) != getattr(self.usual, name)]
        return tuple(name.removesuffix("_id") for name in found)


def family_of(book: Reading, held: Appointment) -> Family:
    """Read the series of a visit whole; Invalid where it is of none."""
    series = None if held.series_id is None else book.find(Series, held.series_id)
    if series is None:
        raise Invalid("not_in_a_series", field="scope", got=str(held.id), allowed="this, for a single visit")
    rows = sorted(table.of_series(book.connection, series.id), key=lambda row: (moment_of(row), row.id))
    usual = template_of(rows)
    return Family(series, tuple(rows), dict(_due(series, rows, usual)), usual)


def _due(series: Series, rows: Sequence[Appointment], usual: Appointment | None) -> Iterable[tuple[str, Interval]]:
    if not rows:
        return
    first, last = moment_of(rows[0]), moment_of(rows[-1])
    span = Interval(Instant(first - _AROUND), Instant(last + _AROUND))
    times = record.times_of(series)
    by_wall = usual is not None and is_block(usual) and not usual.all_day
    for each in record.due(series, span, limit=_MOST).occurrences:
        end = end_after(each.start, times) if by_wall else each.end
        yield each.key, Interval(each.start, max(end, Instant(each.start + 1)))


def stays_moving(row: Appointment, held: Appointment, now: int) -> Stays | None:
    """Tell why a row is not moved with the others, None when it is; the one that is named always may be."""
    if row.archived_at is not None or row.status not in _MOVABLE:
        return Stays.PATH if row.start > now else Stays.PAST
    return Stays.PAST if row.start <= now and row.id != held.id else None


def stays_stepping(status: Status) -> Callable[[Appointment, Appointment, int], Stays | None]:
    """Give the judgement whether a row does not take a status with the others."""

    def stays(row: Appointment, held: Appointment, now: int) -> Stays | None:
        if row.status is status:
            return Stays.SAME
        if row.archived_at is not None or status not in NEXT_STATUSES[row.status]:
            return Stays.PATH
        return Stays.PAST if row.start <= now and row.id != held.id else None

    return stays


def stays_archiving(row: Appointment, _held: Appointment, _now: int) -> Stays | None:
    """Tell whether a row is away already."""
    return Stays.SAME if row.archived_at is not None else None


def stays_returning(row: Appointment, _held: Appointment, _now: int) -> Stays | None:
    """Tell whether a row is there already."""
    return None if row.archived_at is not None or row.status is Status.CANCELLED else Stays.SAME


def stays_gone(_row: Appointment, _held: Appointment, _now: int) -> Stays | None:
    """Tell that every row can be deleted."""
    return None


def wall_shift(before: Instant, after: Instant, family: Family) -> timedelta:
    """Give how far the wall clock of a series moves from one instant to another."""
    clock = record.told_by(family.series).master.clock
    return clock.wall(after) - clock.wall(before)
