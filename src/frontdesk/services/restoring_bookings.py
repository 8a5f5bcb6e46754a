"""The rows of one booking on their way back to a past moment: they go together, as they stood then and stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval, union
from frontdesk.services.past_differences import VISIT, Pair
from frontdesk.store import families, past_log
from frontdesk.store.past import Past
from frontdesk.store.past_visits import ever_on
from frontdesk.store.work import Reading

# The parts of a booking lie side by side; one that was moved away by itself is found by the steps that made them.
_NEAR = DAY // 2
Row = Mapping[str, Any]


def with_their_bookings(book: Reading, past: Past, ids: Iterable[int]) -> list[int]:
    """Give visits with all other rows of their bookings, those of then, which may be gone by now, and those of now."""
    found = dict.fromkeys(ids)
    fresh: Iterable[int] = tuple(found)
    seen: set[int] = set()
    while fresh:
        rows = _rows(book, past, fresh)
        bookings = {row["booking_id"] for _, row in rows if row.get("booking_id") is not None}
        members = list(_members(book, past, bookings - seen, rows)) if bookings - seen else []
        seen |= bookings
        fresh = [one for one in members if one not in found]
        found.update(dict.fromkeys(fresh))
    return list(found)


def _rows(book: Reading, past: Past, ids: Iterable[int]) -> list[tuple[int, Row]]:
    """Give visits with each row that they have: then, and now."""
    some = list(dict.fromkeys(ids))
    now = [(one, VISIT.row(held)) for one, held in book.some(VISIT.value, some).items()]
    return [*past.rows(VISIT, some).items(), *now]


def _members(book: Reading, past: Past, bookings: set[int], rows: Sequence[tuple[int, Row]]) -> Iterator[int]:
    """Give the rows that belong to some bookings now, and those that did then."""
    for booking in sorted(bookings):
        yield from (row.id for row in families.rows_of(book.connection, Id(booking)))
    mine = [(one, row) for one, row in rows if row.get("booking_id") in bookings]
    beside = {one for span in _spans(row for _, row in mine) for one in ever_on(book.connection, span.start, span.end)}
    made = past_log.came_or_went_with(book.connection, VISIT.name, sorted({one for one, _ in mine}))
    then = past.rows(VISIT, sorted(beside | made))
    yield from (one for one, row in then.items() if row.get("booking_id") in bookings)


def _spans(rows: Iterable[Row]) -> tuple[Interval, ...]:
    return union(Interval(Instant(row["starts_at"] - _NEAR), Instant(row["ends_at"] + _NEAR)) for row in rows)


def together(pairs: Iterable[Pair]) -> list[frozenset[int]]:
    """Give the ids of those that stand or fall together: rows that share a booking, then or now; others alone."""
    groups: list[tuple[set[int], set[int]]] = []
    for pair in pairs:
        bookings = {row["booking_id"] for row in (pair.then, pair.now) if row is not None and row.get("booking_id")}
        joined = [group for group in groups if group[0] & bookings]
        groups = [group for group in groups if not group[0] & bookings]
        groups.append((bookings.union(*(g[0] for g in joined)), {pair.id}.union(*(g[1] for g in joined))))
    return [frozenset(ids) for _, ids in groups]
