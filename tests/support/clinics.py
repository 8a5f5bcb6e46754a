"""A small clinic to arrange tests with, its clock in the test's hands."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.actor import AUDITOR, FRONT_DESK, Actor
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.domain.location import Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic

ZONE = "America/New_York"
DAY = date(2026, 3, 18)  # a Wednesday
READER = Actor("reader", "Reader", AUDITOR)


@dataclass
class Clock:
    """A clock that stands until a test moves it on."""

    now: Instant = field(default_factory=lambda: at_minute(DAY, 8 * 60, ZONE))

    def __call__(self) -> Instant:
        """Give the moment, and let a second pass so that no two writes are simultaneous."""
        self.now = Instant(self.now + 1000)
        return self.now


@dataclass
class Desk:
    """An open clinic with two practitioners, two rooms, a service of 30 + 10 minutes, and two patients."""

    clinic: Clinic
    clock: Clock
    path: Path
    chen: Practitioner
    ortega: Practitioner
    room: Room
    other_room: Room
    service: Service
    eva: Patient
    leo: Patient

    def at(self, hour: int, minute: int = 0, *, day: int = 0) -> Instant:
        """Give an instant on the wall clock of the clinic's test day, or of a day after it."""
        return at_minute(date.fromordinal(DAY.toordinal() + day), hour * 60 + minute, ZONE)

    def book(self, hour: int = 9, minute: int = 0, *, minutes: int = 30, **sent: Any) -> Appointment:
        """Book a visit of Eva with Dr. Chen, or whatever else is said."""
        sent.setdefault("practitioner", self.chen.id)
        sent.setdefault("patient", self.eva.id)
        start = sent.pop("start", self.at(hour, minute))
        return self.clinic.appointments.book(start=start, end=Instant(start + minutes * MINUTE), **sent)

    def as_actor(self, actor: Actor) -> Clinic:
        """Open the same book for another actor."""
        return open_clinic(self.path, actor=actor, clock=self.clock)


def add_patient(clinic: Clinic, given: str, family: str, number: str, **more: Any) -> Patient:
    """Write a patient without asking the patients' own operations, which have tests of their own."""
    with clinic.writing("test.patient", lambda: "Patient") as work:
        made = Patient(id=work.new_id(), number=number, given_name=given, family_name=family, **more)
        work.create(made)
    return made


@dataclass(frozen=True)
class Arranged:
    """A small clinic that was made once: its file, the time then, and what is in it."""

    path: Path
    now: Instant
    records: dict[str, Any]


def arrange(path: Path) -> Arranged:
    """Make the small clinic."""
    clock = Clock()
    setup = Actor("setup", "Setup", FRONT_DESK.role)
    with create_clinic(path, name="Main Street", zone_name=ZONE, actor=setup, clock=clock) as clinic:
        week = [WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)]
        chen = clinic.practitioners.create(name="Dr. Amelia Chen", speciality="General practice")
        ortega = clinic.practitioners.create(name="Dr. Luis Ortega")
        clinic.working_hours.put(practitioner=chen.id, hours=week)
        records = {
            "chen": chen,
            "ortega": ortega,
            "room": clinic.rooms.create(name="Room 1"),
            "other_room": clinic.rooms.create(name="Room 2"),
            "service": clinic.services.create(name="Consultation", buffer_after=10 * MINUTE),
            "eva": add_patient(clinic, "Eva", "Novák", "1001", birth_date=date(1979, 6, 2)),
            "leo": add_patient(clinic, "Leo", "Martin", "1002"),
        }
    return Arranged(path, clock.now, records)


@pytest.fixture(scope="session")
def _arranged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Arranged]:
    """Make the small clinic when a test first asks for it, at home by then: to make it takes ten times a copy."""
    return functools.cache(lambda: arrange(tmp_path_factory.mktemp("desk") / "clinic.frontdesk"))


@pytest.fixture
def desk(tmp_path: Path, _arranged: Callable[[], Arranged]) -> Iterator[Desk]:
    """Open a small clinic that is closed after the test."""
    made = _arranged()
    path, clock = tmp_path / "clinic.frontdesk", Clock(made.now)
    shutil.copy(made.path, path)
    opened = open_clinic(path, clock=clock)
    yield Desk(clinic=opened, clock=clock, path=path, **made.records)
    opened.close()


def nobody() -> Id:
    """Give an id that no record has."""
    return Id(987_654_321)
