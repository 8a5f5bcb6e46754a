"""Read patients in other ways than by their id or by a search."""

from __future__ import annotations

from sqlalchemy import BigInteger, Connection, cast, func, or_, select

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE
from frontdesk.store.tables.appointments import ENTITY as VISIT
from frontdesk.store.tables.patients import ENTITY, PATIENT, PATIENT_LINE

FIRST_NUMBER = 1001
_LONGEST_COUNTED = 15  # digits: longer ones are somebody else's numbers, and may not fit into 64 bits

P = PATIENT.c
_HIGHEST = select(func.max(cast(P.number, BigInteger))).where(
    func.rtrim(P.number, "0123456789") == "",
    func.length(P.number).between(1, _LONGEST_COUNTED),
)


def next_number(connection: Connection) -> int:
    """Give the number after the highest that a patient has; numbers with letters in them do not count."""
    highest = connection.execute(_HIGHEST).scalar()
    return FIRST_NUMBER if highest is None else int(highest) + 1


def page(connection: Connection, *, archived: bool, offset: int, limit: int) -> tuple[list[Patient], int]:
    """Read one page of patients by family name, then given name, archived ones last; and count the whole."""
    shown = [] if archived else [P.archived_at.is_(None)]
    total = connection.execute(select(func.count()).select_from(PATIENT).where(*shown)).scalar_one()
    query = (
        select(*ENTITY.columns)
        .select_from(PATIENT.join(PATIENT_LINE, PATIENT_LINE.c.patient_id == P.id, isouter=True))
        .where(*shown)
        .order_by(P.archived_at.is_not(None), PATIENT_LINE.c.line, P.family_name, P.given_name, P.id)
        .offset(offset)
        .limit(limit)
    )
    return [ENTITY.of_columns(row) for row in connection.execute(query)], total


def visits_of(connection: Connection, patient: Id) -> list[Appointment]:
    """Read every visit of a patient and every group that the patient attends, archived ones too."""
    attended = select(ATTENDEE.c.appointment_id).where(ATTENDEE.c.patient_id == patient)
    mine = or_(APPOINTMENT.c.patient_id == patient, APPOINTMENT.c.id.in_(attended))
    query = select(*VISIT.columns).where(mine).order_by(APPOINTMENT.c.id)
    return [VISIT.of_columns(row) for row in connection.execute(query)]
