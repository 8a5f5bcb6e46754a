"""Undo and redo beside holds: what has run out never comes back, and never bars the way to earlier steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from frontdesk.domain.actor import ITSELF
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change, Changeset
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.store import journal
from frontdesk.store.holds import EXPIRE
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading, Work

_VISITS = "appointment"
Row = dict[str, Any]


def is_over(book: Reading, head: Changeset, now: Instant) -> bool:
    """Tell whether a step is none any more: all that it left, or took away, were holds that have run out."""
    first = head if head.target is None else journal.get(book.connection, head.target)
    if first is None or first.operation.partition(".")[0] not in ("appointments", "holds"):
        return False
    changes = journal.changes_of(book.connection, first.seq)
    return all(c.entity == _VISITS and _over(_row_of(book, c.entity_id, first.seq), now) for c in changes)


def _row_of(book: Reading, id: int, seq: int) -> Row:
    """Give a visit's row as a changeset left it, or as it was before it went."""
    held = book.find(Appointment, Id(id))
    row = None if held is None else BY_TYPE[Appointment].row(held)
    after = journal.row_before(book.connection, _VISITS, id, row, seq + 1)
    return dict(after or journal.row_before(book.connection, _VISITS, id, row, seq) or {})


def left_to_reverse(work: Work, target: Changeset, changes: Sequence[Change]) -> list[Change]:
    """Leave out what touches holds that have run out; Conflict `hold_gone` when nothing else is left.

    A visit that would become such a hold again goes altogether, so that its time is free.
    """
    gone = journal.ids_changed_by(work.connection, ITSELF, EXPIRE, target.seq) | _gone_already(work, changes)
    over = gone | {one for one, row in _last_rows(changes).items() if _over(row, work.now)}
    kept: list[Change] = []
    done: set[int] = set(gone)
    for change in changes:
        if change.entity != _VISITS or change.entity_id not in over:
            kept.append(change)
        elif change.entity_id not in done:
            done.add(change.entity_id)
            if change.before is not None:
                kept.append(Change(_VISITS, change.entity_id, {}, None))
    if changes and not kept:
        raise Conflict("hold_gone")
    return kept


def _gone_already(work: Work, changes: Iterable[Change]) -> frozenset[int]:
    """Give the holds that would be removed, have run out, and went with the undo of what was done with them."""
    ids = [
        c.entity_id
        for c in changes
        if c.entity == _VISITS and c.after is None and _over(dict(c.before or {}), work.now)
    ]
    there = work.some(Appointment, ids)
    return frozenset(one for one in ids if one not in there)


def _last_rows(changes: Iterable[Change]) -> dict[int, Row]:
    """Give what changes say of visits in the end, by id."""
    found: dict[int, Row] = {}
    for change in changes:
        if change.entity == _VISITS:
            found[change.entity_id] = (
                {} if change.after is None else {**found.get(change.entity_id, {}), **change.after}
            )
    return found


def _over(row: Row, now: Instant) -> bool:
    expires = row.get("expires_at")
    return expires is not None and expires <= now
