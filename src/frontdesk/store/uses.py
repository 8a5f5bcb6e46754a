"""Who in the book refers to a record, and which units of an equipment are taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, bindparam, func, select

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import LONGEST_CLAIM, Subject
from frontdesk.domain.ids import Id
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.appointments import APPOINTMENT, CLAIM, ENTITY
from frontdesk.store.tables.counter import WAITLIST

A, W = APPOINTMENT.c, WAITLIST.c


def visits_at(connection: Connection, location: Id) -> int:
    """Count the entries of the book at a location, archived ones too."""
    return _count(connection, A.location_id, location)


def visits_in_room(connection: Connection, room: Id) -> int:
    """Count the entries of the book in a room, archived ones too."""
    return _count(connection, A.room_id, room)


def visits_of_service(connection: Connection, service: Id) -> int:
    """Count the entries of the book for a service, archived ones too."""
    return _count(connection, A.service_id, service)


def entries_for_service(connection: Connection, service: Id) -> int:
    """Count the entries of the waiting list for a service, closed ones too."""
    return _count(connection, W.service_id, service)


def entries_at(connection: Connection, location: Id) -> int:
    """Count the entries of the waiting list at a location, closed ones too."""
    return _count(connection, W.location_id, location)


def visits_of_calendar(connection: Connection, calendar: Id) -> int:
    """Count the entries of the book in a calendar, its blocks and archived ones too."""
    return _count(connection, A.calendar_id, calendar)


def visits_with_equipment(connection: Connection, equipment: Id) -> int:
    """Count the entries of the book that name an equipment, archived ones too."""
    rows = connection.execute(select(A.equipment).where(A.equipment.is_not(None)))
    return sum(any(use[0] == equipment for use in row[0]) for row in rows)


def _count(connection: Connection, column: Column[Any], wanted: Id) -> int:
    return connection.execute(select(func.count()).where(column == wanted)).scalar_one()


_OF_EQUIPMENT = (CLAIM.c.subject == SUBJECT_CODES[Subject.EQUIPMENT], CLAIM.c.subject_id == bindparam("the_id"))
_TAKEN = Compiled(
    select(CLAIM.c.unit, CLAIM.c.appointment_id)
    .where(
        *_OF_EQUIPMENT,
        # Bounded below by the longest claim there is.
        CLAIM.c.starts_at > bindparam("lowest"),
        CLAIM.c.starts_at < bindparam("end"),
        CLAIM.c.ends_at > bindparam("start"),
    )
    .order_by(CLAIM.c.unit)
)


def units_taken(connection: Connection, equipment: Id, start: int, end: int, *, besides: int) -> frozenset[int]:
    """Read which units of an equipment others hold at any moment between two instants."""
    span = {"the_id": equipment, "lowest": start - LONGEST_CLAIM, "start": start, "end": end}
    return frozenset(unit for unit, owner in _TAKEN.rows(connection, span) if owner != besides)


def holding(connection: Connection, equipment: Id, since: int) -> Sequence[Appointment]:
    """Read the visits that hold a unit of an equipment at or after an instant, by start then id."""
    held = select(CLAIM.c.appointment_id).where(
        *_OF_EQUIPMENT, CLAIM.c.starts_at > since - LONGEST_CLAIM, CLAIM.c.ends_at > since
    )
    query = select(*ENTITY.columns).where(A.id.in_(held)).order_by(A.starts_at, A.id)
    return [ENTITY.of_columns(row) for row in connection.execute(query, {"the_id": equipment})]
