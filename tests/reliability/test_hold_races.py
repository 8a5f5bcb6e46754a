"""Two desks in processes of their own reach for the same times at once: each time is had exactly once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.check import check_book
from frontdesk.services.clinic import open_clinic
from tests.reliability.desks import NINE, a_clinic, at_once, overlaps_nobody_asked_for

TIMES = 24
STARTS = [Instant(NINE + n * 30 * MINUTE) for n in range(TIMES)]
# One desk: it opens the book, waits for a word, reaches for one time after another and says which it got.
DESK = """
import json, sys
from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.errors import Conflict
from frontdesk.domain.instants import MINUTE
from frontdesk.services.clinic import open_clinic

path, how, name, wanted = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
got, told = [], set()
with open_clinic(path, actor=Actor(name, name, FRONT_DESK.role)) as clinic:
    chen = clinic.practitioners.list()[0].id
    print("ready", flush=True)
    sys.stdin.readline()
    for one in wanted:
        try:
            if how == "take up":
                clinic.appointments.book(hold=one)
            else:
                do = clinic.holds.place if how == "hold" else clinic.appointments.book
                do(start=one, end=one + 30 * MINUTE, practitioner=chen)
        except Conflict as refusal:
            told.add(refusal.reason)
        else:
            got.append(one)
print(json.dumps([got, sorted(told)]))
"""


def raced(path: Path, ways: tuple[str, str], wanted: list[int]) -> tuple[list[list[int]], set[str]]:
    """Let two desks reach for the same at once; give what each got, and what the other was told."""
    return at_once(DESK, *((str(path), how, f"desk-{n}", json.dumps(wanted)) for n, how in enumerate(ways)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "clinic.frontdesk"
    a_clinic(made)
    return made


@pytest.mark.parametrize("ways", [("hold", "hold"), ("hold", "book")])
def test_a_time_is_held_or_booked_by_exactly_one_of_two_desks(ways: tuple[str, str], path: Path) -> None:
    got, told = raced(path, ways, list(STARTS))
    assert sorted([*got[0], *got[1]]) == STARTS
    assert told == {"time_taken"}
    assert overlaps_nobody_asked_for(path) == []
    assert check_book(path).sound


def test_a_held_time_is_taken_up_by_exactly_one_of_two_desks(path: Path) -> None:
    with open_clinic(path) as clinic:
        chen = clinic.practitioners.list()[0].id
        holds = [
            clinic.holds.place(start=at, end=Instant(at + 30 * MINUTE), practitioner=chen, minutes=120).id
            for at in STARTS
        ]
    got, told = raced(path, ("take up", "take up"), list(holds))
    assert sorted([*got[0], *got[1]]) == sorted(holds)
    assert told == {"hold_gone"}
    with open_clinic(path) as clinic:
        found = clinic.appointments.list(size=100).items
        assert [one.status for one in found] == [Status.BOOKED] * TIMES
    assert check_book(path).sound
