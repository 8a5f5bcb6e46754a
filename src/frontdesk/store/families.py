"""Read the rows of one booking: the parts of a visit with several services, or the members of a collective."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.store.appointments import LIGHT, Wanted
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.appointments import APPOINTMENT, ENTITY

A = APPOINTMENT.c

# The partial index holds nothing but rows that have one, and is used by a statement that says so alone.
_OF_ONE = Compiled(
    select(*ENTITY.columns)
    .where(A.booking_id == bindparam("booking"), A.booking_id.is_not(None))
    .order_by(A.starts_at, A.internal, A.id)
)


def rows_of(connection: Connection, booking: Id) -> list[Appointment]:
    """Read every row of one booking, archived ones too, by start; the patient's own first among those of a time."""
    return [ENTITY.of_columns(row) for row in _OF_ONE.rows(connection, {"booking": booking})]


def light_of(connection: Connection, booking: Id) -> list[Any]:
    """Read the rows of one booking in the light form, by start; the patient's own first among those of a time."""
    query = LIGHT.where(A.booking_id == booking, A.booking_id.is_not(None))
    return list(connection.execute(query.order_by(A.starts_at, A.internal, A.id)))


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of bookings: their rows, booking after booking, and how many bookings there are in all."""

    bookings: tuple[tuple[Appointment, ...], ...]
    total: int


def of_services(connection: Connection, wanted: Wanted, *, offset: int, limit: int) -> Listed:
    """Read a page of the bookings of services that have a row that is wanted, by their start then id.

    Those of a collective calendar are left out: rows of theirs are internal.
    """
    found = _ids(wanted).subquery()
    total = connection.execute(select(func.count()).select_from(found)).scalar_one()
    first = func.min(A.starts_at)
    page = select(A.booking_id).where(A.booking_id.in_(select(found.c.booking_id))).group_by(A.booking_id)
    ids = [row[0] for row in connection.execute(page.order_by(first, A.booking_id).offset(offset).limit(limit))]
    return Listed(tuple(tuple(rows) for rows in _rows_of_many(connection, ids)), total)


def _ids(wanted: Wanted) -> Select[tuple[int]]:
    member = APPOINTMENT.alias("member")
    collective = select(member.c.id).where(member.c.booking_id == A.booking_id, member.c.internal.is_(True)).exists()
    offered = (A.booking_id.is_not(None), A.service_id.is_not(None), ~collective)
    return select(A.booking_id).where(*wanted.conditions(), *offered).distinct()


def _rows_of_many(connection: Connection, ids: Sequence[int]) -> list[list[Appointment]]:
    rows: dict[int, list[Appointment]] = {one: [] for one in ids}
    query = select(*ENTITY.columns).where(A.booking_id.in_(ids)).order_by(A.starts_at, A.id)
    for row in connection.execute(query):
        one = ENTITY.of_columns(row)
        assert one.booking_id is not None
        rows[one.booking_id].append(one)
    return list(rows.values())
