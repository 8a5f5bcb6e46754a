"""Read the times of a calendar that several share, each with those who have booked it."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, text

from frontdesk.domain.appointment import NOT_OCCUPYING, Appointment
from frontdesk.domain.ids import Id
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.appointments import APPOINTMENT, ENTITY

A = APPOINTMENT.c
_TAKING_TIME = " AND ".join(
    (
        "max_attendees IS NOT NULL",
        "occupies",
        "archived_at IS NULL",
        *(f"status <> '{status.value}'" for status in sorted(NOT_OCCUPYING)),
    )
)
_AT = Compiled(
    select(*ENTITY.columns)
    .where(A.calendar_id == bindparam("calendar"), A.starts_at == bindparam("start"), text(_TAKING_TIME))
    .order_by(A.id)
)


def sessions_at(connection: Connection, calendar: Id, start: int) -> list[Appointment]:
    """Read the sessions of a calendar that begin at an instant and take their time, by id."""
    return [ENTITY.of_columns(row) for row in _AT.rows(connection, {"calendar": calendar, "start": start})]
