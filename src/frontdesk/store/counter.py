"""Read the visits of a day as the counter needs them: who stands where, since when, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from frontdesk.domain.appointment import NOT_OCCUPYING, EventType, Status
from frontdesk.domain.delay import Delay
from frontdesk.domain.ids import Id
from frontdesk.store.compiled import Compiled
from frontdesk.store.holds import standing
from frontdesk.store.tables.appointments import APPOINTMENT
from frontdesk.store.tables.counter import DELAY, DELAYS
from frontdesk.store.tables.patients import PATIENT
from frontdesk.store.tables.practitioners import PRACTITIONER

A = APPOINTMENT.c
P = PATIENT.c


class OfDay(NamedTuple):
    """One visit of a day, light; a class has no patient, but a title. A named tuple, as it is read by hundreds."""

    id: Id
    version: int
    booking_id: Id | None
    start: int
    end: int
    status: str
    status_at: int
    event_type: str
    practitioner_id: Id | None
    room_id: Id | None
    patient_id: Id | None
    given_name: str | None
    family_name: str | None
    title: str
    service_id: Id | None
    buffer_before: int
    buffer_after: int
    arrived_at: int | None
    actual_start: int | None
    actual_end: int | None
    group: bool
    phones: Sequence[str] | None


_OF_DAY = Compiled(
    select(
        A.id,
        A.version,
        A.booking_id,
        A.starts_at,
        A.ends_at,
        A.status,
        A.status_at,
        A.event_type,
        A.practitioner_id,
        A.room_id,
        A.patient_id,
        P.given_name,
        P.family_name,
        A.title,
        A.service_id,
        A.buffer_before,
        A.buffer_after,
        A.arrived_at,
        A.actual_start,
        A.actual_end,
        A.group,
        P.phones,
    )
    .select_from(APPOINTMENT)
    .join(PATIENT, P.id == A.patient_id, isouter=True)
    .where(
        A.starts_at >= bindparam("start"),
        A.starts_at < bindparam("end"),
        A.archived_at.is_(None),
        A.occupies,
        A.all_day.is_(False),
        A.event_type != EventType.BLOCK.value,
        *(A.status != status.value for status in (*sorted(NOT_OCCUPYING), Status.HELD)),
        standing(),
    )
    .order_by(A.starts_at, A.id)
)
# The index goes by practitioner, of whom there are few; years of delays are many.
_DELAYS = Compiled(
    select(*DELAYS.columns)
    .where(DELAY.c.practitioner_id.in_(select(PRACTITIONER.c.id)), DELAY.c.day == bindparam("day"))
    .order_by(DELAY.c.practitioner_id)
)
_DELAY = Compiled(
    select(*DELAYS.columns).where(DELAY.c.practitioner_id == bindparam("practitioner"), DELAY.c.day == bindparam("day"))
)


def of_day(connection: Connection, start: int, end: int, now: int) -> list[OfDay]:
    """Read the visits that start within a time and take place, by start then id; no blocks, no holds."""
    return [OfDay(*row) for row in _OF_DAY.rows(connection, {"start": start, "end": end, "now": now})]


def delays(connection: Connection, day: str) -> list[Delay]:
    """Read what was typed of a date, by practitioner."""
    return [DELAYS.of_columns(row) for row in _DELAYS.rows(connection, {"day": day})]


def delay(connection: Connection, practitioner: Id, day: str) -> Delay | None:
    """Read what was typed of a practitioner's date."""
    row = _DELAY.first(connection, {"practitioner": practitioner, "day": day})
    return None if row is None else DELAYS.of_columns(row)
