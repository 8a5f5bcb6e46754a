"""Read what a patient's record is made of: every visit of theirs, light, and those of a page with names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, select, union_all

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE, ENTITY
from frontdesk.store.tables.practitioners import PRACTITIONER
from frontdesk.store.tables.services import SERVICE

A = APPOINTMENT.c


class OfPatient(NamedTuple):
    """One visit of a patient as far as it is counted; `attendees` are there of a class alone, as they are kept."""

    id: Id
    booking_id: Id | None
    start: int
    status: str
    status_at: int
    left_at: int | None
    group: bool
    attendees: Any


def _theirs(*narrowed: ColumnElement[bool], people: Any) -> Any:
    """Narrow to visits that count: no meetings, no times that are only held, nothing that was put away."""
    counted = (A.archived_at.is_(None), A.event_type == EventType.APPOINTMENT.value, A.status != Status.HELD.value)
    columns = (A.id, A.booking_id, A.starts_at, A.status, A.status_at, A.left_at, A.group, people)
    return select(*columns).where(*narrowed, *counted)


_ATTENDED = select(ATTENDEE.c.appointment_id).where(ATTENDEE.c.patient_id == bindparam("patient"))
_ALL = Compiled(
    union_all(
        _theirs(A.patient_id == bindparam("patient"), A.group.is_(False), people=A.attendees),
        _theirs(A.id.in_(_ATTENDED), people=A.attendees),
    )
)


def all_of(connection: Connection, patient: Id) -> list[OfPatient]:
    """Read every visit of a patient and every class that the patient attends, in no order."""
    return [OfPatient(*row) for row in _ALL.rows(connection, {"patient": patient})]


def named(connection: Connection, visits: Sequence[Id]) -> list[tuple[Any, str, str]]:
    """Read some visits whole, each with the names of its practitioner and its service, in no order."""
    query = (
        select(*ENTITY.columns, PRACTITIONER.c.name, SERVICE.c.name)
        .select_from(APPOINTMENT)
        .join(PRACTITIONER, PRACTITIONER.c.id == A.practitioner_id, isouter=True)
        .join(SERVICE, SERVICE.c.id == A.service_id, isouter=True)
        .where(A.id.in_(visits))
    )
    return [(ENTITY.of_columns(row[:-2]), row[-2] or "", row[-1] or "") for row in connection.execute(query)]
