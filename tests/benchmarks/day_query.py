"""What a day costs to read: among a million visits against ten thousand, and against the bare driver.

Run with `python tests/benchmarks/day_query.py [--visits N]`. It judges nothing: ratios of what ran in the same minute.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import big_book
import sqlcipher3.dbapi2 as driver

from frontdesk.domain.instants import DAY, start_of_day
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.services.demo.clinic import ZONE

FEW = 10_000
# Weekdays around today, which both files hold.
DAYS = [d for d in (big_book.TODAY + timedelta(days=n) for n in range(-14, 15)) if d.weekday() < 5]
SAME_ROWS = """
    SELECT a.id, a.version, a.starts_at, a.ends_at, a.status, a.status_at, a.event_type, a.practitioner_id, a.room_id,
      a.patient_id, p.given_name, p.family_name, p.alert, a.title, a.service_id, a.buffer_before, a.buffer_after,
      a.all_day, a.occupies, a.series_id, a.override_reason
    FROM appointment AS a LEFT JOIN patient AS p ON p.id = a.patient_id
    WHERE a.starts_at > ? AND a.starts_at < ? AND a.ends_at > ? AND a.archived_at IS NULL
      AND a.status NOT IN ('cancelled', 'invalid')
"""


class Bare:
    """The driver alone, asked for the rows of a day."""

    def __init__(self, path: Path) -> None:
        self._connection = driver.connect(str(path), isolation_level=None)
        self._connection.execute("PRAGMA cache_size = -16000")

    def day(self, day: date) -> list[Any]:
        """Fetch the rows that a day's board is made of."""
        start, end = start_of_day(day, ZONE), start_of_day(day + timedelta(days=1), ZONE)
        return self._connection.execute(SAME_ROWS, (start - DAY, end, start)).fetchall()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    visits = parser.parse_args().visits
    many, few = big_book.book(visits), big_book.book(FEW)
    with open_clinic(many) as clinic, open_clinic(few) as small:
        bare, days = Bare(many), [cycle(DAYS) for _ in range(3)]
        for day in DAYS:
            assert len(bare.day(day)) == len(clinic.board.day(day=day).visits)
        large_ms, small_ms, bare_ms = big_book.side_by_side(
            lambda: clinic.board.day(day=next(days[0])),
            lambda: small.board.day(day=next(days[1])),
            lambda: bare.day(next(days[2])),
            rounds=len(DAYS) * 20,
        )
        report(clinic, small, visits, (large_ms, small_ms, bare_ms))


def report(clinic: Clinic, small: Clinic, visits: int, medians: tuple[float, float, float]) -> None:
    """Print the medians and their ratios."""
    large_ms, small_ms, bare_ms = medians
    rows = [round(sum(len(c.board.day(day=d).visits) for d in DAYS) / len(DAYS)) for c in (clinic, small)]
    print(f"day of {visits:>9,} visits  {large_ms:7.2f} ms   ({rows[0]} blocks a day)")
    print(f"day of {FEW:>9,} visits  {small_ms:7.2f} ms   ({rows[1]} blocks a day)")
    print(f"bare driver, same rows   {bare_ms:7.2f} ms")
    print(f"many against few         {big_book.verdict(large_ms / small_ms, 1.3)}")
    print(f"day against bare driver  {big_book.verdict(large_ms / bare_ms, 2)}")


if __name__ == "__main__":
    main()
