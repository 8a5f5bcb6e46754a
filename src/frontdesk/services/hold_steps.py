"""Undo and redo beside holds: what has run out never comes back, and never bars the way to earlier steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from frontdesk.domain.actor import ITSELF
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.changes import Change, Changeset
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services.holding import has_run_out
from frontdesk.store import journal
from frontdesk.store.holds import EXPIRE
from frontdesk.store.work import Reading, Work

_VISITS = "appointment"
Row = dict[str, Any]


def is_over(book: Reading, head: Changeset, now: Instant) -> bool:
    """Tell whether nothing is left that a step could take back: all it touched were holds that are no more.

    A hold is no more when it has run out; for a step of `holds` also when the hold has become a visit.
    """
    first = head if head.target is None else journal.get(book.connection, head.target)
    area = "" if first is None else first.operation.partition(".")[0]
    if first is None or area not in ("appointments", "holds"):
        return False
    changes = journal.changes_of(book.connection, first.seq)
    return all(c.entity == _VISITS and _is_no_hold(book, c.entity_id, now, area == "holds") for c in changes)


def _is_no_hold(book: Reading, id: int, now: Instant, held_once: bool) -> bool:
    found = book.find(Appointment, Id(id))
    if found is not None:
        return has_run_out(found, now) or (held_once and found.status is not Status.HELD)
    last = _last_row(book, id)
    return _over(last, now) or (held_once and last.get("status") != Status.HELD.value)


def left_to_reverse(work: Work, target: Changeset, changes: Sequence[Change]) -> list[Change]:
    """Leave out what touches holds that have run out; Conflict `hold_gone` when nothing else is left.

    A visit that would become such a hold again goes altogether, so that its time is free.
    """
    gone = journal.ids_changed_by(work.connection, ITSELF, EXPIRE, target.seq)
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


def _last_row(book: Reading, id: int) -> Row:
    """Give what a record that is gone was at its end."""
    last = journal.last_of(book.connection, _VISITS, id)
    return {} if last is None or last.before is None else dict(last.before)
