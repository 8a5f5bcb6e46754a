"""Two desks in processes of their own reach for the last seat, room, unit or slot: exactly one has each."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.equipment import Need
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, start_of_day
from frontdesk.services.check import check_book
from frontdesk.services.clinic import Clinic, now_ms, open_clinic
from tests.reliability.desks import ZONE, a_clinic, at_once, overlaps_nobody_asked_for

TIMES = 10
# One desk: it opens the book, waits for a word, and reaches for one time after another, for a patient of its own each.
DESK = """
import json, sys
from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.errors import Conflict
from frontdesk.services.clinic import open_clinic

path, name, wanted, sent, patients = sys.argv[1], sys.argv[2], *map(json.loads, sys.argv[3:])
got, told = [], set()
with open_clinic(path, actor=Actor(name, name, FRONT_DESK.role)) as clinic:
    print("ready", flush=True)
    sys.stdin.readline()
    for start, patient in zip(wanted, patients):
        try:
            clinic.appointments.book(start=start, patient=patient, **sent)
        except Conflict as refusal:
            told.add(refusal.reason)
        else:
            got.append(start)
print(json.dumps([got, sorted(told)]))
"""


def days_ahead() -> list[Instant]:
    """Give noon of the next working days."""
    today = local_date(now_ms(), ZONE)
    days = [today + timedelta(days=n) for n in range(1, 30)]
    work = [day for day in days if day.weekday() < 5][:TIMES]
    return [Instant(start_of_day(day, ZONE) + 12 * 3_600_000) for day in work]


def raced(path: Path, sent: dict[str, Any], patients: list[list[Id]]) -> tuple[list[list[int]], set[str]]:
    """Let two desks reach for the same times at once; give what each got, and what the other was told."""
    wanted = json.dumps(days_ahead())
    desks = (
        (str(path), f"desk-{n}", wanted, json.dumps(sent), json.dumps(theirs)) for n, theirs in enumerate(patients)
    )
    return at_once(DESK, *desks)


def last_seat(clinic: Clinic, chen: Id) -> dict[str, Any]:
    """Leave one seat of each class free."""
    team = [Member(chen)]
    made = clinic.calendars.create(name="Yoga", kind=CalendarKind.CLASS, team=team, per_slot=2).id
    first = clinic.patients.create(family_name="First").id
    for start in days_ahead():
        clinic.appointments.book(start=start, calendar=made, patient=first)
    return {"calendar": made}


def last_slot(clinic: Clinic, chen: Id) -> dict[str, Any]:
    """Offer one visit a time."""
    return {"calendar": clinic.calendars.create(name="Chen", kind=CalendarKind.PERSONAL, team=[Member(chen)]).id}


def last_of_a_team(clinic: Clinic, chen: Id) -> dict[str, Any]:
    """Let whoever is left be picked, and leave one."""
    team = [Member(one.id) for one in clinic.practitioners.list()]
    made = clinic.calendars.create(name="Doctors", kind=CalendarKind.ROUND_ROBIN, team=team).id
    first = clinic.patients.create(family_name="First").id
    for start in days_ahead():
        clinic.appointments.book(start=start, calendar=made, patient=first)
    return {"calendar": made}


def last_room(clinic: Clinic, chen: Id) -> dict[str, Any]:
    """Let a service need one of two rooms, one of which is taken."""
    rooms = [room.id for room in clinic.rooms.list()]
    made = clinic.services.create(name="Treatment", rooms=rooms).id
    for start in days_ahead():
        clinic.appointments.book(start=start, end=Instant(start + 3_600_000), room=rooms[0])
    return {"service": made}


def last_unit(clinic: Clinic, chen: Id) -> dict[str, Any]:
    """Let a service need one of two units, one of which is taken."""
    scanner = clinic.equipment.create(name="Scanner", quantity=2).equipment.id
    made = clinic.services.create(name="Scan", equipment=[Need(scanner)]).id
    for start in days_ahead():
        clinic.appointments.book(start=start, end=Instant(start + 3_600_000), equipment=[scanner])
    return {"service": made}


@pytest.mark.parametrize(
    ("arrange", "reason"),
    [
        (last_seat, "no_seat_left"),
        (last_slot, "not_free"),
        (last_of_a_team, "not_free"),
        (last_room, "time_taken"),
        (last_unit, "time_taken"),
    ],
)
def test_the_last_one_is_had_by_exactly_one_of_two_desks(
    tmp_path: Path, arrange: Callable[[Clinic, Id], dict[str, Any]], reason: str
) -> None:
    path = tmp_path / "clinic.frontdesk"
    a_clinic(path)
    with open_clinic(path) as clinic:
        people = [one.id for one in clinic.practitioners.list()]
        week = [WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)]
        for one in people:
            clinic.working_hours.put(practitioner=one, hours=week)
        sent = arrange(clinic, people[0])
        patients = [
            [clinic.patients.create(family_name=f"Desk {desk}-{n}").id for n in range(TIMES)] for desk in range(2)
        ]
        before = clinic.appointments.list(size=200).total
    got, told = raced(path, sent, patients)
    assert sorted([*got[0], *got[1]]) == days_ahead()
    assert told == {reason}
    assert overlaps_nobody_asked_for(path) == []
    assert check_book(path).sound
    with open_clinic(path) as clinic:
        seen = clinic.appointments.list(size=200)
        assert seen.total == before + (0 if arrange is last_seat else TIMES)
        assert all(one.max_attendees is None or one.heads == one.max_attendees for one in seen.items)
