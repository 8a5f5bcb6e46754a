"""Read the notes of visits, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.domain.ids import Id
from frontdesk.domain.note import Note
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.counter import NOTE, NOTES

N = NOTE.c
_AT_A_TIME = 500

_NEWEST = Compiled(
    select(*NOTES.columns)
    .where(N.appointment_id == bindparam("visit"))
    .order_by(N.created_at.desc(), N.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("first"))
)
_COUNT = Compiled(select(func.count()).select_from(NOTE).where(N.appointment_id == bindparam("visit")))


def newest(connection: Connection, visit: Id, *, limit: int, offset: int = 0) -> list[Note]:
    """Read the notes of one visit from the newest on."""
    rows = _NEWEST.rows(connection, {"visit": visit, "most": limit, "first": offset})
    return [NOTES.of_columns(row) for row in rows]


def count(connection: Connection, visit: Id) -> int:
    """Count the notes of one visit."""
    found: int = _COUNT.rows(connection, {"visit": visit})[0][0]
    return found


def of_visits(connection: Connection, visits: Sequence[Id]) -> Iterator[Note]:
    """Read every note of some visits, by id."""
    for at in range(0, len(visits), _AT_A_TIME):
        query = select(*NOTES.columns).where(N.appointment_id.in_(visits[at : at + _AT_A_TIME])).order_by(N.id)
        yield from (NOTES.of_columns(row) for row in connection.execute(query))
