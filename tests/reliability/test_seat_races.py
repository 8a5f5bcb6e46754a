"""Two desks in processes of their own sign patients up for the last seats of classes: exactly one gets each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.services import seating
from frontdesk.services.check import check_book
from frontdesk.services.clinic import Clinic, now_ms, open_clinic
from tests.reliability.desks import a_clinic, at_once

CLASSES = 12
# One desk: it opens the book, waits for a word, and signs its patients up for one class after another.
DESK = """
import json, sys
from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.errors import Conflict
from frontdesk.services.clinic import open_clinic

path, how, name, wanted, patient = *sys.argv[1:4], *map(json.loads, sys.argv[4:])
got, told = [], set()
with open_clinic(path, actor=Actor(name, name, FRONT_DESK.role)) as clinic:
    print("ready", flush=True)
    sys.stdin.readline()
    for one, other in wanted:
        try:
            if how == "add":
                clinic.attendees.add(appointment=one, patient=patient)
            else:
                clinic.attendees.move(appointment=other, patient=patient, to=one)
        except Conflict as refusal:
            told.add(refusal.reason)
        else:
            got.append(one)
print(json.dumps([got, sorted(told)]))
"""


def a_seat_each(clinic: Clinic, start: Instant, patients: list[Id]) -> list[tuple[Id, Id]]:
    """Make classes with one seat left, and as many others that both patients come to."""
    service = clinic.services.create(name="Yoga", duration=30 * MINUTE)
    chen, ortega = (one.id for one in clinic.practitioners.list())

    def made(at: Instant, who: Id, coming: list[Id], seats: int) -> Id:
        asked = {"service": service.id, "start": at, "practitioner": who, "attendees": coming, "max_attendees": seats}
        return clinic.group_appointments.create(**asked).visits[0].id

    third = clinic.patients.create(family_name="Third").id
    starts = [Instant(start + n * HOUR) for n in range(CLASSES)]
    return [(made(at, chen, [third], 2), made(at, ortega, patients, 2)) for at in starts]


@pytest.mark.parametrize("ways", [("add", "add"), ("add", "move")])
def test_the_last_seat_is_had_by_exactly_one_of_two_desks(ways: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "clinic.frontdesk"
    a_clinic(path)
    with open_clinic(path) as clinic:
        patients = [clinic.patients.create(family_name=name).id for name in ("First", "Second")]
        start = Instant(now_ms() // HOUR * HOUR + 48 * HOUR)
        wanted = a_seat_each(clinic, start, patients)
    desks = zip(ways, patients, strict=True)
    got, told = at_once(
        DESK, *((str(path), how, f"desk-{n}", json.dumps(wanted), str(p)) for n, (how, p) in enumerate(desks))
    )
    assert sorted([*got[0], *got[1]]) == sorted(one for one, _ in wanted)
    assert told == {"no_seat_left"}
    with open_clinic(path) as clinic:
        assert [clinic.group_appointments.get(id=one).heads for one, _ in wanted] == [2] * CLASSES
    assert check_book(path).sound


def test_a_seat_that_is_held_at_one_desk_is_not_had_at_the_other(tmp_path: Path) -> None:
    path = tmp_path / "clinic.frontdesk"
    a_clinic(path)
    with open_clinic(path) as clinic:
        patients = [clinic.patients.create(family_name=name).id for name in ("First", "Second")]
        wanted = a_seat_each(clinic, Instant(now_ms() // HOUR * HOUR + 48 * HOUR), [])
        with clinic.writing("test.offer", lambda: "Seats held") as work:
            for one, _ in wanted:
                held = work.get(Appointment, one)
                seating.seat_held(work, held, patients[0], Instant(work.now + HOUR))
    asked = json.dumps(wanted)
    got, told = at_once(DESK, *((str(path), "add", f"desk-{n}", asked, str(p)) for n, p in enumerate(patients)))
    assert (sorted(got[0]), got[1]) == (sorted(one for one, _ in wanted), [])
    assert told == {"no_seat_left"}
