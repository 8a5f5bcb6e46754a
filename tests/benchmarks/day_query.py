"""What a day costs to read: among a million visits against ten thousand, and against the bare driver.

Beside the whole board (visits, columns, hours, loads) stands the one statement for its visits.

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
from frontdesk.store import appointments

FEW = 10_000
# Weekdays around today, which both files hold.
DAYS = [d for d in (big_book.TODAY + timedelta(days=n) for n in range(-14, 15)) if d.weekday() < 5]
SAME_ROWS = """
    SELECT a.id, a.version, a.starts_at, a.ends_at, a.status, a.status_at, a.event_type, a.practitioner_id, a.room_id,
      a.patient_id, p.given_name, p.family_name, p.alert, a.title, a.service_id, a.buffer_before, a.buffer_after,
      a.all_day, a.occupies, a.series_id, a.override_reason,
      a.expires_at, a.created_by
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
        bare, days = Bare(many), [cycle(DAYS) for _ in range(5)]
        for day in DAYS:
            assert len(bare.day(day)) == len(clinic.board.day(day=day).visits)
        medians = big_book.side_by_side(
            lambda: clinic.board.day(day=next(days[0])),
            lambda: small.board.day(day=next(days[1])),
            lambda: bare.day(next(days[2])),
            lambda: visits_of(clinic, next(days[3])),
            lambda: visits_of(small, next(days[4])),
            rounds=len(DAYS) * 20,
        )
        report(clinic, small, visits, medians)


def visits_of(clinic: Clinic, day: date) -> list[Any]:
    """Read the rows of a day's visits as the board does."""
    with clinic.book.reading() as book:
        start, end = start_of_day(day, ZONE), start_of_day(day + timedelta(days=1), ZONE)
        return appointments.blocks(book.connection, start, end)


def report(clinic: Clinic, small: Clinic, visits: int, medians: list[float]) -> None:
    """Print the medians and their ratios."""
    large_ms, small_ms, bare_ms, query_ms, small_query_ms = medians
    rows = [round(sum(len(c.board.day(day=d).visits) for d in DAYS) / len(DAYS)) for c in (clinic, small)]
    print(f"among {visits:,} visits: board {large_ms:.2f} ms, its visits {query_ms:.2f} ms, {rows[0]} blocks a day")
    print(f"among {FEW:,} visits: board {small_ms:.2f} ms, its visits {small_query_ms:.2f} ms, {rows[1]} blocks a day")
    print(f"bare driver, same visits: {bare_ms:.2f} ms")
    print(f"  board, many against few         {big_book.verdict(large_ms / small_ms, 1.3)}")
    print(f"  its visits, many against few    {big_book.verdict(query_ms / small_query_ms, 1.3)}")
    print(f"  its visits against bare driver  {big_book.verdict(query_ms / bare_ms, 2)}")
    print(f"  board against bare driver       {big_book.verdict(large_ms / bare_ms, 2)}")


if __name__ == "__main__":
    main()
