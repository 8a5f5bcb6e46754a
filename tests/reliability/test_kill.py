"""A desk that is killed in the middle of its bookings has lost nothing that it said was booked."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.services.check import check_book
from frontdesk.services.clinic import Clinic, open_clinic
from tests.reliability.desks import a_clinic, go, started

TIMES = [pytest.param(3, id="few"), pytest.param(50, id="many", marks=pytest.mark.slow)]


@pytest.mark.parametrize("times", TIMES)
def test_what_was_acknowledged_is_there_after_every_kill(tmp_path: Path, times: int) -> None:
    path = tmp_path / "clinic.frontdesk"
    a_clinic(path)
    chance = random.Random(7)
    acknowledged: set[int] = set()
    slowest = 0.0
    for _ in range(times):
        with started(path, 1, how="book") as (desk,):
            go([desk])
            assert desk.stdout is not None
            first = int(desk.stdout.readline())
            time.sleep(chance.uniform(0.0, 0.15))
            desk.kill()
            rest = desk.stdout.read().splitlines(keepends=True)
            acknowledged |= {first, *(int(line) for line in rest if line.endswith("\n"))}
        began = time.perf_counter()
        with open_clinic(path) as clinic:
            clinic.history.state()
            slowest = max(slowest, time.perf_counter() - began)
            stored = ids(clinic)
        assert acknowledged <= stored
        # At most the one that was saved and not yet told; another kill cannot add to what an earlier one left.
        assert len(stored - acknowledged) <= 1
        acknowledged |= stored
    print(f"\n{times} kills, {len(acknowledged)} bookings, slowest opening {slowest * 1000:.1f} ms")
    report = check_book(path)
    assert report.sound, report.problems
    assert report.visits == len(acknowledged)


def ids(clinic: Clinic) -> set[int]:
    with clinic.book.reading() as read:
        return {a.id for a in read.all(Appointment)}
