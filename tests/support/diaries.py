"""Calendars with a team that works, to arrange tests of booking in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Calendar, CalendarKind, Member
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.patient import Patient
from tests.support.clinics import DAY, Desk, add_patient


def at_work(desk: Desk, *people: Id) -> None:
    """Let practitioners work from Monday to Friday, 9 to 17, as Dr. Chen does."""
    for one in people:
        desk.clinic.working_hours.put(practitioner=one, hours=[WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)])


def personal(desk: Desk, **more: Any) -> Calendar:
    """Make Dr. Chen's own calendar, of half hours."""
    said = {"name": "Dr. Chen", "kind": CalendarKind.PERSONAL, "team": [Member(desk.chen.id)], **more}
    return desk.clinic.calendars.create(**said)


def robin(desk: Desk, team: Sequence[Member] = (), **more: Any) -> Calendar:
    """Make a round robin of both practitioners, both at work."""
    at_work(desk, desk.ortega.id)
    members = team or (Member(desk.chen.id), Member(desk.ortega.id))
    return desk.clinic.calendars.create(
        **{"name": "Doctors", "kind": CalendarKind.ROUND_ROBIN, "team": members, **more}
    )


def a_class(desk: Desk, seats: int = 3, **more: Any) -> Calendar:
    """Make a class of Dr. Chen's with so many seats."""
    said = {"name": "Yoga", "kind": CalendarKind.CLASS, "team": [Member(desk.chen.id)], "per_slot": seats, **more}
    return desk.clinic.calendars.create(**said)


def book_in(desk: Desk, calendar: Calendar, start: Instant | None = None, **sent: Any) -> Appointment:
    """Book Eva in a calendar, at 9 where nothing else is said."""
    sent.setdefault("patient", desk.eva.id)
    at = desk.at(9) if start is None else start
    return desk.clinic.appointments.book(start=at, calendar=calendar.id, **sent)


def offered(desk: Desk, calendar: Calendar, **asked: Any) -> list[Instant]:
    """List the free starts of the test day."""
    found = desk.clinic.availability.free_times(first=DAY, calendar=calendar.id, **asked)
    return [slot.start for slot in found.days[DAY]]


def patients(desk: Desk, many: int) -> list[Patient]:
    """Add so many patients more."""
    return [add_patient(desk.clinic, f"Guest {n}", "Berg", f"20{n:02}") for n in range(many)]
