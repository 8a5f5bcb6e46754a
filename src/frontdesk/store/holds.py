"""Holds of times and of seats: those that still stand, those that have run out, and the removal of the latter.

What has run out counts for nothing at once, whenever it goes: every read leaves it out, and every write begins by
removing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, literal, or_, select, union_all

from frontdesk.domain import group
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
SEATS = "holds.expire_seats"
_NOW: BindParameter[int] = bindparam("now")
# Holds alone are in the index on this column, and there are hardly ever more than a few.
_OVER = Compiled(select(A.id).where(A.expires_at <= _NOW))
_SEATS_OVER = select(A.id, literal(0)).where(A.seats_until <= _NOW)
# One look for both, each by a small index of its own: every write begins with it.
_GONE = Compiled(union_all(select(A.id, literal(1)).where(A.expires_at <= _NOW), _SEATS_OVER))
_CLASSES = Compiled(select(*ENTITY.columns).where(A.seats_until <= _NOW))
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


def seats_run_out(connection: Connection, now: Instant) -> list[Appointment]:
    """Read the classes with a seat that was held for someone and has run out, as their rows still stand."""
    return [ENTITY.of_columns(row) for row in _CLASSES.rows(connection, {"now": now})]


def remove(connection: Connection, now: Instant, known: Remembered | None) -> tuple[int, Remembered | None]:
    """Remove the holds and the held seats that have run out, in changesets of their own that are nobody's step.

    Give how many visits were touched, and what the next work may know already.
    """
    gone = _GONE.rows(connection, {"now": now})
    over = frozenset(one for one, whole in gone if whole)
    if over:
        known = _remove_holds(connection, now, known, over)
    seats = sorted({one for one, whole in gone if not whole} - over)
    if seats:
        known = _give_back_seats(connection, now, known, seats)
    return len(over) + len(seats), known


def _remove_holds(
    connection: Connection, now: Instant, known: Remembered | None, over: frozenset[Id]
) -> Remembered | None:
    work = Work(connection, now=now, remembered=known)
    work.remove(*work.some(Appointment, sorted(over)).values())
    head: dict[str, Any] = {"actor": ITSELF, "operation": EXPIRE, "words": "Hold run out"}
    return work.remembered(work.finish(head))


def _give_back_seats(
    connection: Connection, now: Instant, known: Remembered | None, classes: Sequence[Id]
) -> Remembered | None:
    work = Work(connection, now=now, remembered=known)
    for held in work.some(Appointment, classes).values():
        work.replace(held, replace(group.standing(held, now), updated_at=now))
    head: dict[str, Any] = {"actor": ITSELF, "operation": SEATS, "words": "Held seat run out"}
    return work.remembered(work.finish(head))
