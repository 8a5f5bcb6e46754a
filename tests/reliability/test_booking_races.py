"""Two desks in processes of their own book and move visits of several services at once: every part is had once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.domain.equipment import Need
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.check import check_book
from frontdesk.services.clinic import create_clinic, open_clinic
from tests.reliability.desks import NINE, ROOT, ZONE, go, overlaps_nobody_asked_for

BEFORE = Instant(NINE - 24 * 60 * MINUTE)
STARTS = [Instant(NINE + n * 60 * MINUTE) for n in range(7)]
# One desk: it opens the book, waits for a word, reaches for one time after another and says which it got.
DESK = """
import json, sys
from frontdesk.domain.errors import Conflict
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.clinic import open_clinic

path, how, starts = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
got, told = [], set()
with open_clinic(path, clock=lambda: starts[0] - 3_600_000) as clinic:
    asked = [ServiceAsked(one.id) for one in clinic.services.list()]
    patient = clinic.patients.search(text=how, limit=1)[0].id
    mine = clinic.service_bookings.list(start=0, end=2**41, patient=patient).items
    print("ready", flush=True)
    sys.stdin.readline()
    for n, start in enumerate(starts):
        try:
            if mine:
                clinic.appointments.move(id=mine[n].parts[n % 2].id, start=start + (n % 2) * 1_800_000)
            else:
                clinic.service_bookings.create(services=asked, patient=patient, start=start)
        except Conflict as refusal:
            told.add(refusal.reason)
        else:
            got.append(start)
print(json.dumps([got, sorted(told)]))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Arrange a clinic of two practitioners, each of whom gives one of two services, the second with the one lamp."""
    made = tmp_path / "clinic.frontdesk"
    with create_clinic(made, name="Main Street", zone_name=ZONE, clock=lambda: BEFORE) as clinic:
        week = [WeeklyHours(day, 0, 24 * 60) for day in range(7)]
        lamp = clinic.equipment.create(name="Lamp").equipment
        for name, needs in (("Talk", []), ("Blood", [Need(lamp.id)])):
            one = clinic.practitioners.create(name=f"Dr. {name}")
            clinic.working_hours.put(practitioner=one.id, hours=week)
            clinic.services.create(name=name, practitioners=[one.id], equipment=needs)
        for name in ("Eva", "Leo"):
            clinic.patients.create(given_name=name, family_name="Martin")
    return made


def raced(path: Path) -> tuple[list[list[int]], set[str]]:
    """Let two desks reach for the same times at once; give what each got, and what the other was told."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", DESK, str(path), name, json.dumps(STARTS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for name in ("Eva", "Leo")
    ]
    try:
        for each in running:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        go(running)
        answers = [json.loads(each.communicate()[0]) for each in running]
    finally:
        for each in running:
            each.kill()
            each.wait()
    return [got for got, _ in answers], {reason for _, told in answers for reason in told}


def parts(path: Path) -> dict[Id, list[int]]:
    """Read when the parts of each booking begin."""
    with open_clinic(path) as clinic:
        found = clinic.service_bookings.list(start=Instant(0), end=Instant(2**41)).items
        return {one.id: [part.start for part in one.parts] for one in found}


def test_a_time_is_booked_by_exactly_one_of_two_desks(path: Path) -> None:
    got, told = raced(path)
    assert sorted([*got[0], *got[1]]) == STARTS
    assert told == {"not_free"}
    assert sorted(parts(path).values()) == [[start, start + 30 * MINUTE] for start in STARTS]
    assert overlaps_nobody_asked_for(path) == []
    assert check_book(path).sound


def test_a_time_is_moved_to_by_exactly_one_of_two_desks_and_no_part_stays_behind(path: Path) -> None:
    with open_clinic(path, clock=lambda: BEFORE) as clinic:
        asked = [ServiceAsked(one.id) for one in clinic.services.list()]
        for n, patient in enumerate(("Eva", "Leo")):
            who = clinic.patients.search(text=patient, limit=1)[0].id
            for k in range(len(STARTS)):
                start = Instant(BEFORE + (2 * k + n + 1) * 60 * MINUTE)
                clinic.service_bookings.create(services=asked, patient=who, start=start)
    got, told = raced(path)
    assert sorted([*got[0], *got[1]]) == STARTS
    assert told == {"time_taken"}
    assert all(second - first == 30 * MINUTE for first, second in parts(path).values())
    assert overlaps_nobody_asked_for(path) == []
    assert check_book(path).sound
