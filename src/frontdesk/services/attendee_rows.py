"""What is told of those who come to a class: each of them, the sessions there are, and who is elsewhere then (C24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment, Attendance, Attendee, Payment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services.seating import places
from frontdesk.store import claims_about, journal
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """One who comes to a visit; name, phone and alert are plain text from outside.

    `since` is when they signed up, `updated_at` when anything of their coming was noted last; with `held_until` the
    seat is only held for them until then.
    """

    patient: Id
    name: str = field(repr=False)
    number: str = field(repr=False)
    phone: str = field(repr=False)
    alert: str = field(repr=False)
    attendance: Attendance
    payment: Payment
    no_show: bool
    held_until: Instant | None
    since: Instant
    updated_at: Instant | None


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a class; `seats` are None where it has no number of them, `left` then too."""

    id: Id
    version: int
    start: Instant
    end: Instant
    title: str
    service: str
    practitioner_id: Id | None
    practitioner: str
    heads: int
    seats: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another visit that a patient has at the time of a session: `appointment` is the session, `other` the visit."""

    appointment: Id
    other: Id
    start: Instant
    end: Instant
    title: str
    practitioner: str


@dataclass(frozen=True, slots=True)
class SignedUp:
    """What came of a sign-up or a move: the sessions that the patient comes to now.

    `full` are sessions of the scope that had no seat left, `already` those that the patient came to before, and
    `clashes` tell where the patient has another visit at the time; none of them keeps anything from being done.
    """

    appointments: tuple[Session, ...]
    full: tuple[Session, ...] = ()
    already: tuple[Session, ...] = ()
    clashes: tuple[Elsewhere, ...] = ()


def rows_of(book: Reading, visit: Appointment) -> tuple[AttendeeRow, ...]:
    """List those who come to a visit, in the order in which they signed up."""
    people = book.some(Patient, (one.id for one in visit.attendees))
    since = _since(book, visit)
    return tuple(_row(one, people[one.id], since.get(one.id, visit.created_at)) for one in visit.attendees)


def _row(one: Attendee, patient: Patient, since: Instant) -> AttendeeRow:
    return AttendeeRow(
        patient=one.id,
        name=patient.name,
        number=patient.number,
        phone=next(iter(patient.phones), ""),
        alert=patient.alert,
        attendance=one.attendance,
        payment=one.payment,
        no_show=one.no_show,
        held_until=one.held_until,
        since=since,
        updated_at=one.updated_at,
    )


def _since(book: Reading, visit: Appointment) -> dict[int, Instant]:
    """Tell since when each of those who come does, by the record: the last time that they were not there before."""
    found: dict[int, Instant] = {}
    alone: int | None = None
    for head, change in journal.history_of(book.connection, "appointment", visit.id):
        row = change.after or {}
        alone = row.get("patient_id", alone)
        if "attendees" not in row and change.before is not None:
            continue
        # Where none are written down the one patient is the only one.
        there = [each[0] for each in row.get("attendees") or ()] or [alone]
        found = {one: found.get(one, head.at) for one in there if one is not None}
    return found


def session_of(book: Reading, visit: Appointment) -> Session:
    """Tell of a session, its room's places counted among its seats."""
    service = None if visit.service_id is None else book.find(Service, visit.service_id)
    who = None if visit.practitioner_id is None else book.find(Practitioner, visit.practitioner_id)
    room = places(book, visit)
    return Session(
        id=visit.id,
        version=visit.version,
        start=visit.start,
        end=visit.end,
        title=visit.title,
        service="" if service is None else service.name,
        practitioner_id=visit.practitioner_id,
        practitioner="" if who is None else who.name,
        heads=visit.heads,
        seats=group.seats_of(visit, room),
        left=group.seats_left(visit, room),
    )


def elsewhere(
    book: Reading, visits: Iterable[Appointment], patient: Id, now: Instant, besides: frozenset[Id] = frozenset()
) -> Iterator[Elsewhere]:
    """Tell of the other visits that a patient has at the time of any of these."""
    for visit in visits:
        for row in claims_about.visits_of_patient(book.connection, patient, visit.start, visit.end, now):
            if row[0] == visit.id or row[0] in besides:
                continue
            who = None if row[10] is None else book.find(Practitioner, row[10])
            yield Elsewhere(visit.id, row[0], row[1], row[2], row[5], "" if who is None else who.name)
