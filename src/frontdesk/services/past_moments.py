"""The moments at which a day changed: every changeset that touched a visit while it stood there, before or after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from frontdesk.domain.actor import called
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Kind
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.store import past_log
from frontdesk.store.past_visits import ever_on, places_of
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading

_VISIT = BY_TYPE[Appointment].name


@dataclass(frozen=True, slots=True)
class Moment:
    """One changeset that touched a day; `visits` are the ids of those it touched there, `who` a name to show."""

    seq: int
    at: Instant
    actor: str
    who: str
    operation: str
    words: str
    kind: Kind
    target: int | None
    visits: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """Moments of a day, newest first; `total` counts all that there are."""

    items: tuple[Moment, ...]
    total: int


def seqs_on(book: Reading, span: Interval, practitioner: Id | None = None) -> dict[int, list[Id]]:
    """Give the changesets that touched a span, and of which visits, in no order; of one practitioner where asked."""
    ids = ever_on(book.connection, span.start, span.end)
    now = places_of(book.connection, ids)
    found: dict[int, list[Id]] = {}
    lives = past_log.lives_of(book.connection, _VISIT, ids)
    for one, life in groupby(lives, lambda step: step[2].entity_id):
        for seq in _touching(life, now.get(one), span, practitioner):
            visits = found.setdefault(seq, [])
            if Id(one) not in visits:
                visits.append(Id(one))
    return found


def _touching(
    life: Iterator[Any], now: Mapping[str, Any] | None, span: Interval, practitioner: Id | None
) -> Iterator[int]:
    """Give the changesets of one visit's life, newest first, that found it in a span or left it there."""
    row: Mapping[str, Any] | None = now
    for seq, _, change in life:
        after = row
        row = None if change.before is None else {**(row or {}), **change.before}
        if any(_stands(each, span, practitioner) for each in (row, after)):
            yield seq


def _stands(row: Mapping[str, Any] | None, span: Interval, practitioner: Id | None) -> bool:
    if row is None or row["starts_at"] >= span.end or row["ends_at"] <= span.start:
        return False
    return practitioner is None or row["practitioner_id"] == practitioner


def moments_of(
    book: Reading, span: Interval, practitioner: Id | None, *, before: int | None = None, limit: int
) -> Moments:
    """Give the moments of a span, newest first, those below a number where asked."""
    found = seqs_on(book, span, practitioner)
    wanted = [seq for seq in sorted(found, reverse=True) if before is None or seq < before][:limit]
    heads = past_log.heads_of(book.connection, wanted)
    items = (
        Moment(
            head.seq,
            head.at,
            head.actor,
            called(head.actor),
            head.operation,
            head.words,
            head.kind,
            head.target,
            tuple(found[head.seq]),
        )
        for head in (heads[seq] for seq in wanted)
    )
    return Moments(tuple(items), len(found))
