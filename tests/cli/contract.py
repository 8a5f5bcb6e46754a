"""A clinic to call operations on from a terminal, its records named in JSON by a word behind an @."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from frontdesk.cli.main import main
from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, at_minute
from frontdesk.services.clinic import Clinic, create_clinic
from tests.support.clinics import ZONE, Clock, add_patient
from tests.support.rules import weekdays

# A Wednesday to come: what is listed as touched is only ever to come by the clock of the machine.
DAY = date(2035, 3, 14)


def day(days: int = 0) -> str:
    """Give a date, so many days after the test's Wednesday."""
    return (DAY + timedelta(days=days)).isoformat()


def at(time: str, days: int = 0) -> str:
    """Give an instant on the clinic's wall clock, which is four hours behind UTC then."""
    return f"{day(days)}T{time}:00-04:00"


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Give the answer as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """Give the refusal, which must go with exit status 2."""
        assert self.status == 2, self
        found: dict[str, Any] = self.json["error"]
        return found


@dataclass(frozen=True)
class House:
    """The file of a clinic, and what the words behind an @ stand for."""

    path: Path
    ids: dict[str, str]

    def named(self, sent: Any) -> Any:
        """Put ids where names stand."""
        if isinstance(sent, str) and sent.startswith("@"):
            return self.ids[sent[1:]]
        if isinstance(sent, dict):
            return {key: self.named(value) for key, value in sent.items()}
        if isinstance(sent, list):
            return [self.named(value) for value in sent]
        return sent


@dataclass(frozen=True)
class Caller:
    """Someone at a terminal in a house."""

    house: House
    capsys: pytest.CaptureFixture[str]
    role: str = "reception"

    def answer(self, operation: str, sent: dict[str, Any]) -> Answer:
        """Run `frontdesk call` in this process."""
        self.capsys.readouterr()
        words = ["call", operation, json.dumps(self.house.named(sent)), "--db", str(self.house.path)]
        status = main([*words, "--as", self.role])
        written = self.capsys.readouterr()
        return Answer(status, written.out, written.err)

    def call(self, operation: str, **sent: Any) -> Any:
        """Call an operation that must not be refused, and give its answer."""
        answer = self.answer(operation, sent)
        assert answer.status == 0, answer.out + answer.err
        return answer.json

    def refused(self, operation: str, **sent: Any) -> tuple[str, str | None]:
        """Call an operation that must be refused; give the reason and the field."""
        error = self.error(operation, **sent)
        return error["reason"], error.get("field")

    def error(self, operation: str, **sent: Any) -> dict[str, Any]:
        """Call an operation that must be refused; give the whole refusal."""
        answer = self.answer(operation, sent)
        error = answer.error
        if error["code"] == "invalid":
            assert {"field", "got", "allowed"} <= set(error), error
        return error

    def as_role(self, role: str) -> Caller:
        """Sit down as someone else."""
        return replace(self, role=role)

    def __getattr__(self, name: str) -> str:
        """Give the id that a word stands for."""
        try:
            return self.house.ids[name]
        except KeyError:
            raise AttributeError(name) from None


def furnish(clinic: Clinic) -> Iterator[tuple[str, Id]]:
    """Fill a clinic with one of everything."""
    chen = clinic.practitioners.create(name="Dr. Amelia Chen")
    ortega = clinic.practitioners.create(name="Dr. Luis Ortega")
    gone = clinic.practitioners.create(name="Dr. Gone Away")
    clinic.practitioners.archive(id=gone.id)
    yield from (("chen", chen.id), ("ortega", ortega.id), ("gone", gone.id))
    here = clinic.locations.list()[0]
    there = clinic.locations.create(name="Harbour", zone_name="Europe/Madrid")
    shut = clinic.locations.create(name="Old Mill")
    clinic.locations.archive(id=shut.id)
    yield from (("here", here.id), ("there", there.id), ("shut", shut.id))
    room = clinic.rooms.create(name="Room 1", capacity=2)
    old_room = clinic.rooms.create(name="Room 0")
    clinic.rooms.archive(id=old_room.id)
    yield from (("room", room.id), ("old_room", old_room.id))
    yield "room_there", clinic.rooms.create(name="Room 2", location=there.id).id
    group = clinic.calendar_groups.create(name="Prevention")
    diary = clinic.calendars.create(name="Checks", kind=CalendarKind.PERSONAL, team=[Member(chen.id)])
    events = clinic.calendars.create(name="Evenings", kind=CalendarKind.EVENT)
    afar = clinic.calendars.create(name="Afar", kind=CalendarKind.EVENT, location=there.id)
    old = clinic.calendars.create(name="Old", kind=CalendarKind.EVENT)
    clinic.calendars.archive(id=old.id)
    yield from (("group", group.id), ("diary", diary.id), ("events", events.id), ("afar", afar.id), ("old", old.id))
    clinic.event_schedules.create(calendar=events.id, rules=weekdays("17:00-20:00"))
    hours = clinic.schedules.create(name="Weekdays", practitioner=chen.id, rules=weekdays("09:00-17:00"))
    yield "hours", hours.schedule.id
    probe = clinic.equipment.create(name="Probe", quantity=2)
    old_probe = clinic.equipment.create(name="Old probe")
    clinic.equipment.archive(id=old_probe.equipment.id)
    yield from (("probe", probe.equipment.id), ("old_probe", old_probe.equipment.id))
    service = clinic.services.create(name="Consultation", duration=30 * MINUTE, buffer_after=10 * MINUTE)
    yield "service", service.id
    closure = clinic.closures.create(name="Stocktaking", first=DAY + timedelta(days=200))
    yield "closure", closure.closure.id
    eva = add_patient(clinic, "Eva", "Novák", "1001")
    yield from (("eva", eva.id), ("leo", add_patient(clinic, "Leo", "Martin", "1002").id))
    block = clinic.blocks.create(start=at_minute(DAY, 720, ZONE), end=at_minute(DAY, 780, ZONE), practitioner=ortega.id)
    yield "block", block.block.id
    yield "nobody", Id(987_654_321)


def build(folder: Path) -> House:
    """Make a clinic with one of everything in a file."""
    path = folder / "clinic.frontdesk"
    with create_clinic(path, name="Main Street", zone_name=ZONE, clock=Clock()) as clinic:
        return House(path, {name: str(made) for name, made in furnish(clinic)})
