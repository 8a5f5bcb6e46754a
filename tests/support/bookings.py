"""Visits of several rows to arrange tests with, written without the operations that have tests of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import Claim, Subject, claims_of
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.store import families as table
from frontdesk.store.engine import plain
from tests.support.clinics import Desk


def two_parts(desk: Desk, *, hour: int = 9, second: Id | None = None, **more: Any) -> tuple[Appointment, Appointment]:
    """Write a visit of Eva: half an hour with Dr. Chen, and half an hour with Dr. Ortega or someone else."""
    common = {
        "patient": desk.eva.id,
        "room": desk.room.id,
        "service": desk.service.id,
        "buffer_before": 0,
        "buffer_after": 0,
        **more,
    }
    one = desk.book(hour, **common)
    two = desk.book(hour, 30, **(common | {"practitioner": second or desk.ortega.id, "room": desk.other_room.id}))
    return tied(desk, one, two)


def with_members(desk: Desk, *, hour: int = 9) -> tuple[Appointment, Appointment]:
    """Write a visit of Eva with Dr. Chen to whom Dr. Ortega comes too."""
    one = desk.book(hour, title="Case talk")
    two = desk.book(hour, title="Case talk", practitioner=desk.ortega.id, patient=None, internal=True)
    with desk.clinic.writing("test.members", lambda: "Members") as work:
        two = work.replace(two, replace(two, reference_patients=(desk.eva.id,)))
    return tied(desk, one, two)


def tied(desk: Desk, one: Appointment, two: Appointment) -> tuple[Appointment, Appointment]:
    """Make one booking of two rows."""
    with desk.clinic.writing("test.booking", lambda: "Booking") as work:
        booking = work.new_id()
        return work.replace(one, replace(one, booking_id=booking)), work.replace(two, replace(two, booking_id=booking))


def rows(desk: Desk, booking: Id | None) -> tuple[Appointment, ...]:
    """Read the rows of a booking as they are now."""
    assert booking is not None
    with desk.clinic.book.reading() as book:
        return tuple(table.rows_of(book.connection, booking))


def now(desk: Desk, *visits: Appointment) -> tuple[Appointment, ...]:
    """Read visits as they are now."""
    return tuple(desk.clinic.appointments.get(id=one.id).appointment for one in visits)


def starts(desk: Desk, *visits: Appointment) -> list[Instant]:
    """Read when visits begin now."""
    return [one.start for one in now(desk, *visits)]


def with_buffers(desk: Desk, *, before: int = 0, after: int = 0) -> None:
    """Let the service bring buffers of so many minutes."""
    changes = {"buffer_before": before * MINUTE, "buffer_after": after * MINUTE}
    desk.clinic.services.update(id=desk.service.id, **changes)


_CLAIMS = "SELECT subject, subject_id, unit, starts_at, ends_at, appointment_id FROM claim"


def claims_in_the_book(desk: Desk) -> set[tuple[int, int, int, int, int, int]]:
    """Read every claim that is held: subject, its id and unit, from, to, and by which visit."""
    connection = plain(desk.path)
    try:
        return set(
            connection.execute("SELECT subject, subject_id, unit, starts_at, ends_at, appointment_id FROM claim")
        )
    finally:
        connection.close()


_CODES = {Subject.PRACTITIONER: 1, Subject.ROOM: 2, Subject.EQUIPMENT: 3}


def claims_due(*visits: Appointment) -> set[tuple[int, int, int, int, int, int]]:
    """Give the claims that visits must hold, in the same form."""
    return {_row(claim, one.id) for one in visits for claim in claims_of(one)}


def _row(claim: Claim, owner: Id) -> tuple[int, int, int, int, int, int]:
    return (_CODES[claim.subject], claim.subject_id, claim.unit, claim.start, claim.end, owner)


def people(visit: Appointment) -> tuple[Id, ...]:
    """Give who attends a visit."""
    return tuple(attendee.id for attendee in visit.attendees)
