"""Classes to arrange tests with: one session or a weekly series of Dr. Chen's, and patients who come to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.repeats import RepeatRule
from frontdesk.services import seating
from tests.support.clinics import Desk, add_patient

WEEKLY = RepeatRule(frequency=Frequency.WEEKLY, count=3)


def classes(desk: Desk, **sent: Any) -> tuple[Appointment, ...]:
    """Make a class of Dr. Chen at ten with three seats, on three Wednesdays, or whatever else is said."""
    asked = {
        "service": desk.service.id,
        "start": desk.at(10),
        "practitioner": desk.chen.id,
        "max_attendees": 3,
        "repeat": WEEKLY,
        **sent,
    }
    return desk.clinic.group_appointments.create(**asked).visits


def a_class(desk: Desk, **sent: Any) -> Appointment:
    """Make a class of a single date."""
    [made] = classes(desk, **{"repeat": None, **sent})
    return made


def people(desk: Desk, many: int) -> list[Id]:
    """Add so many patients more."""
    return [add_patient(desk.clinic, f"Guest {n}", "Berg", f"30{n:02}").id for n in range(many)]


def comes(desk: Desk, session: Appointment | Id) -> list[Id]:
    """Give who comes to a session, in the order of its list."""
    one = session if isinstance(session, int) else session.id
    return [row.patient for row in desk.clinic.attendees.list(appointment=one)]


def held_seat(desk: Desk, session: Appointment, patient: Id, minutes: int = 10) -> Appointment:
    """Hold a seat for a patient for some minutes."""
    with desk.clinic.writing("test.offer", lambda: "Seat held") as work:
        held = work.get(Appointment, session.id)
        return seating.seat_held(work, held, patient, Instant(work.now + minutes * MINUTE))


def wait(desk: Desk, minutes: int) -> None:
    """Let some minutes pass."""
    desk.clock.now = Instant(desk.clock.now + minutes * MINUTE)


def kept_row(desk: Desk, session: Appointment) -> Appointment:
    """Give a session as its row stands, seats that have run out among the others."""
    with desk.clinic.book.reading() as book:
        return book.get(Appointment, session.id)


def without_stamps(visits: Sequence[Appointment]) -> list[Appointment]:
    """Give visits without what a step leaves behind even where it is undone."""
    return [replace(one, version=1, updated_at=Instant(0)) for one in visits]
