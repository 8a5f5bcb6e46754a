"""Desks in several processes on one book: never an overlap that nobody asked for, whatever they do at once."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.check import check_book
from frontdesk.services.clinic import open_clinic
from frontdesk.store.engine import plain
from tests.reliability.desks import NINE, Counts, a_clinic, overlaps_nobody_asked_for, race

SECONDS = [pytest.param(3.0, id="short"), pytest.param(12.0, id="long", marks=pytest.mark.slow)]
# What a desk may be told instead of what it asked for.
TOLD = {
    "already_undone",
    "changed_since",
    "gone_since",
    "locked",
    "no_such_status_path",
    "nothing_to_redo",
    "nothing_to_undo",
    "status_forbids_move",
    "time_taken",
    "unknown_id",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "clinic.frontdesk"
    a_clinic(made)
    return made


ARCHIVE = """
import sys
from frontdesk.services.clinic import open_clinic
with open_clinic(sys.argv[1]) as clinic:
    clinic.practitioners.archive(id=int(sys.argv[2]))
"""


def test_a_practitioner_whom_another_process_archived_takes_no_booking(path: Path) -> None:
    with open_clinic(path) as clinic:
        chen = clinic.practitioners.list()[0].id
        clinic.appointments.book(start=NINE, end=Instant(NINE + MINUTE), practitioner=chen)
        subprocess.run([sys.executable, "-c", ARCHIVE, str(path), str(chen)], check=True)
        with pytest.raises(Invalid) as refused:
            clinic.appointments.book(start=Instant(NINE + MINUTE), end=Instant(NINE + 2 * MINUTE), practitioner=chen)
    assert refused.value.reason == "archived"


def told(counts: Counts) -> set[str]:
    return {name.partition(": ")[2] for name in counts if ": " in name}


@pytest.mark.parametrize("seconds", SECONDS)
@pytest.mark.parametrize("desks", [2, pytest.param(8, marks=pytest.mark.slow)])
def test_no_two_desks_ever_give_the_same_time_twice(path: Path, desks: int, seconds: float) -> None:
    counts = race(path, desks, seconds)
    print(f"\n{desks} desks, {seconds:.0f} s: {counts}")
    assert overlaps_nobody_asked_for(path) == []
    assert told(counts) <= TOLD
    for done in ("booked", "moved", "cancelled", "restored", "undone", "booked refused: time_taken"):
        assert counts.get(done, 0) > 0, f"nothing was {done}, so nothing was tried"
    report = check_book(path)
    assert report.sound, report.problems


def without_guards(path: Path) -> None:
    with closing(plain(path)) as connection:
        for name in ("claim_guard_insert", "claim_guard_update"):
            connection.execute(f"DROP TRIGGER {name}")


def test_without_the_guards_this_very_race_finds_overlaps(path: Path) -> None:
    race(path, 2, 1.0, before=without_guards)
    assert overlaps_nobody_asked_for(path) != []
    assert "overlaps" in {problem.kind for problem in check_book(path).problems}
