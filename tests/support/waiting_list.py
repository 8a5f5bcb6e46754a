"""Put patients on the waiting list of a small clinic, and fill its hours."""

from __future__ import annotations

from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.patient import Patient
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.services.waitlist_rows import Fit
from tests.support.clinics import Desk, add_patient

WEEK = [WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)]


def waits(desk: Desk, patient: Patient | None = None, **sent: Any) -> WaitlistEntry:
    """Put Eva, or another, on the list for a consultation, or for what is said."""
    if "appointment" not in sent:
        sent.setdefault("service", desk.service.id)
    return desk.clinic.waitlist.add(patient=(patient or desk.eva).id, **sent)


def someone(desk: Desk, number: int = 1) -> Patient:
    """Add one more patient."""
    return add_patient(desk.clinic, "Ann", f"Other{number}", f"9{number:03}", phones=(f"+1 555 01{number:02}",))


def fits(desk: Desk, start: Instant, minutes: int = 30, **sent: Any) -> list[Fit]:
    """Ask who fits a time of Dr. Chen, or of whom is said."""
    sent.setdefault("practitioner", desk.chen.id)
    return list(desk.clinic.waitlist.fits(start=start, end=Instant(start + minutes * MINUTE), **sent))


def who(found: list[Fit] | tuple[Fit, ...]) -> list[Id]:
    """Give whose entries fit, in their order."""
    return [one.entry for one in found]


def a_session(desk: Desk, seats: int = 1, hour: int = 9, **sent: Any) -> Appointment:
    """Have a class of Dr. Chen tomorrow, with one seat or as many as are said; the first is Leo's where one is."""
    sent.setdefault("attendees", [desk.leo.id])
    given = {"service": desk.service.id, "practitioner": desk.chen.id, "max_attendees": seats, **sent}
    [made] = desk.clinic.group_appointments.create(start=desk.at(hour, day=1), **given).visits
    return made


def offer(desk: Desk, entry: WaitlistEntry, hour: int = 10, **sent: Any) -> WaitlistEntry:
    """Offer the time at ten with Dr. Chen to one who waits, or another."""
    sent.setdefault("practitioner", desk.chen.id)
    return desk.clinic.waitlist.offer(id=entry.id, start=sent.pop("start", desk.at(hour)), **sent)
