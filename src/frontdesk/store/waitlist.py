"""Read the waiting list: pages of it, all who wait, and what their patients have in the book (C72)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, select, text, union_all

from frontdesk.domain.appointment import NOT_OCCUPYING, Appointment, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.preference import Preference
from frontdesk.domain.waitlist import EntryState, Urgency, WaitlistEntry
from frontdesk.store.compiled import Compiled
from frontdesk.store.holds import standing
from frontdesk.store.nested import codec
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE
from frontdesk.store.tables.appointments import ENTITY as VISIT
from frontdesk.store.tables.counter import WAITLIST, WAITLIST_ENTRIES
from frontdesk.store.tables.patients import PATIENT

A, P, W = APPOINTMENT.c, PATIENT.c, WAITLIST.c
_WAITS = text("waitlist_entry.state = 'waiting'")
_URGENCIES = {urgency.value: n for n, urgency in enumerate(reversed(Urgency))}
_ORDER = (case(_URGENCIES, value=W.urgency, else_=len(_URGENCIES)), W.created_at, W.id)
_SAID_NO = func.coalesce(func.json_extract(W.declined, "$[#-1].at"), 0)
_FACE = (P.id, P.given_name, P.family_name, P.phones, P.alert, P.practitioner_id, P.prefers)
_WAITING = Compiled(
    select(*WAITLIST_ENTRIES.columns)
    .join(PATIENT, PATIENT.c.id == W.patient_id)
    .where(_WAITS, P.archived_at.is_(None))
    .order_by(*_ORDER)
)
_FACES = Compiled(select(*_FACE).where(P.id.in_(select(W.patient_id).where(_WAITS))))
_THOSE_WAITING = select(W.patient_id).where(_WAITS)
_AROUND = (A.starts_at > bindparam("lowest"), A.starts_at < bindparam("until"), A.ends_at > bindparam("since"))
_TAKING = (
    A.archived_at.is_(None),
    *(A.status != status.value for status in sorted(NOT_OCCUPYING)),
    A.occupies.is_(True),
    A.internal.is_(False),
)
_TAKING_TIME = (*_TAKING, standing())
_BUSY = Compiled(
    union_all(
        select(A.patient_id, A.starts_at, A.ends_at, A.id).where(
            A.patient_id.in_(_THOSE_WAITING), *_AROUND, *_TAKING_TIME
        ),
        select(ATTENDEE.c.patient_id, A.starts_at, A.ends_at, A.id)
        .join(ATTENDEE, ATTENDEE.c.appointment_id == A.id)
        .where(ATTENDEE.c.patient_id.in_(_THOSE_WAITING), *_AROUND, *_TAKING_TIME),
    )
)
_PREFERENCE = codec(Preference).read or Preference
_HELD = Compiled(select(A.id, A.patient_id).where(A.expires_at > bindparam("now"), A.archived_at.is_(None)))


class Face(NamedTuple):
    """What a row of the list shows of its patient, and what the patient's record says of times."""

    id: Id
    name: str
    phone: str
    alert: str
    practitioner_id: Id | None
    prefers: Preference | None

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Face({self.id})"


class Busy(NamedTuple):
    """One visit of a patient who waits."""

    start: int
    end: int
    id: Id


def page(
    connection: Connection,
    *,
    state: EntryState | None,
    patient: Id | None,
    appointment: Id | None,
    offset: int,
    limit: int,
) -> tuple[list[WaitlistEntry], int]:
    """Read one page, the more urgent first and then who waits longer, and count the whole.

    In the line of one class those who said no to a seat of it come after all others.
    """
    order: Sequence[Any] = _ORDER
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(W.state == state.value)
    if patient is not None:
        conditions.append(W.patient_id == patient)
    if appointment is not None:
        conditions.append(W.appointment_id == appointment)
        order = (_SAID_NO, *_ORDER)
    total = connection.execute(select(func.count()).select_from(WAITLIST).where(*conditions)).scalar_one()
    query = select(*WAITLIST_ENTRIES.columns).where(*conditions).order_by(*order).offset(offset).limit(limit)
    return [WAITLIST_ENTRIES.of_columns(row) for row in connection.execute(query)], total


def waiting(connection: Connection) -> list[WaitlistEntry]:
    """Read all who wait, the more urgent first and then who waits longer; none of an archived patient."""
    return [WAITLIST_ENTRIES.of_columns(row) for row in _WAITING.rows(connection, {})]


def line_of(connection: Connection, appointment: Id) -> list[WaitlistEntry]:
    """Read who waits for a seat of a class, in their order."""
    query = select(*WAITLIST_ENTRIES.columns).where(_WAITS, W.appointment_id == appointment).order_by(*_ORDER)
    return [WAITLIST_ENTRIES.of_columns(row) for row in connection.execute(query)]


def of_patient(connection: Connection, patient: Id) -> list[WaitlistEntry]:
    """Read every entry of a patient, closed ones too, by id."""
    query = select(*WAITLIST_ENTRIES.columns).where(W.patient_id == patient).order_by(W.id)
    return [WAITLIST_ENTRIES.of_columns(row) for row in connection.execute(query)]


def faces(connection: Connection, patients: Sequence[Id] | None = None) -> dict[Id, Face]:
    """Read what rows show of some patients, or of all who wait, by id."""
    if patients is None:
        rows: Iterable[Sequence[Any]] = _FACES.rows(connection, {})
    else:
        rows = connection.execute(select(*_FACE).where(P.id.in_(patients))).all()
    return {face.id: face for face in map(_face, rows)}


def _face(row: Sequence[Any]) -> Face:
    who, given, family, phones, alert, practitioner, prefers = row
    liked = None if prefers is None else _PREFERENCE(prefers)
    return Face(who, f"{given} {family}".strip(), phones[0] if phones else "", alert, practitioner, liked)


def visits_of_waiting(connection: Connection, since: int, until: int, now: int) -> dict[Id, list[Busy]]:
    """Read the visits within a span of all patients who wait, holds that stand among them, by patient."""
    found: dict[Id, list[Busy]] = {}
    bounds = {"since": since, "until": until, "lowest": since - DAY, "now": now}
    for patient, start, end, visit in _BUSY.rows(connection, bounds):
        found.setdefault(patient, []).append(Busy(start, end, visit))
    return found


def held_now(connection: Connection, now: int) -> dict[Id, Id | None]:
    """Read the holds that stand, each with its patient."""
    return {row[0]: row[1] for row in _HELD.rows(connection, {"now": now})}


def booked_since(connection: Connection, entries: Sequence[WaitlistEntry], now: int) -> dict[Id, Id]:
    """Read for some entries the first visit to come that their patient was given for their service since."""
    wanted = {entry.patient_id for entry in entries if entry.service_id is not None}
    visits = (
        select(A.id, A.patient_id, A.service_id, A.created_at)
        .where(A.patient_id.in_(wanted), A.starts_at > now, A.status != Status.HELD.value, *_TAKING)
        .order_by(A.starts_at, A.id)
    )
    found: dict[Id, Id] = {}
    for visit, patient, service, made in connection.execute(visits):
        for entry in entries:
            same = (entry.patient_id, entry.service_id) == (patient, service)
            if same and made > entry.created_at and visit != entry.gives_up:
                found.setdefault(entry.id, visit)
    return found


def visits(connection: Connection, ids: Iterable[Id | None]) -> dict[Id, Appointment]:
    """Read some visits by their ids."""
    wanted = sorted({one for one in ids if one is not None})
    found: dict[Id, Appointment] = {}
    for at in range(0, len(wanted), 500):
        query = select(*VISIT.columns).where(A.id.in_(wanted[at : at + 500]))
        found |= {visit.id: visit for visit in map(VISIT.of_columns, connection.execute(query))}
    return found


def starts_of(connection: Connection, ids: Iterable[Id | None]) -> dict[Id, Instant]:
    """Read when some visits begin that take their time still, by their ids."""
    wanted = sorted({one for one in ids if one is not None})
    found: dict[Id, Instant] = {}
    for at in range(0, len(wanted), 500):
        query = select(A.id, A.starts_at).where(A.id.in_(wanted[at : at + 500]), *_TAKING)
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found
