"""Holds: those that still stand, those that have run out, and the removal of the latter.

A hold that has run out counts for nothing at once, whenever its row goes: every read leaves it out, and every write
begins by removing it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, or_, select

from frontdesk.domain.actor import ITSELF
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.store.compiled import Compiled
from frontdesk.store.remembered import Remembered
from frontdesk.store.tables.appointments import APPOINTMENT, ENTITY
from frontdesk.store.work import Work

A = APPOINTMENT.c
EXPIRE = "holds.expire"
_NOW: BindParameter[int] = bindparam("now")
# Holds alone are in the index on this column, and there are hardly ever more than a few.
_OVER = Compiled(select(A.id).where(A.expires_at <= _NOW))
_STANDING = Compiled(select(*ENTITY.columns).where(A.expires_at > _NOW, A.archived_at.is_(None)))


def standing(now: int | None = None) -> ColumnElement[bool]:
    """Give the condition that leaves out holds that have run out; without a moment it is the parameter `now`."""
    return or_(A.expires_at.is_(None), A.expires_at > (_NOW if now is None else now))


def run_out(connection: Connection, now: Instant) -> frozenset[Id]:
    """Read which holds have run out and are still there."""
    return frozenset(row[0] for row in _OVER.rows(connection, {"now": now}))


def held(connection: Connection, now: Instant) -> list[Appointment]:
    """Read the holds that stand, by start then id."""
    rows: list[Appointment] = [ENTITY.of_columns(row) for row in _STANDING.rows(connection, {"now": now})]
    return sorted(rows, key=lambda one: (one.start, one.id))


def remove(connection: Connection, now: Instant, known: Remembered | None) -> tuple[int, Remembered | None]:
    """Remove the holds that have run out, in a changeset of their own that is nobody's step.

    Give how many, and what the next work may know already.
    """
    over = run_out(connection, now)
    if not over:
        return 0, known
    work = Work(connection, now=now, remembered=known)
    gone = work.some(Appointment, sorted(over))
    work.remove(*gone.values())
    head: dict[str, Any] = {"actor": ITSELF, "operation": EXPIRE, "words": "Hold run out"}
    return len(gone), work.remembered(work.finish(head))
