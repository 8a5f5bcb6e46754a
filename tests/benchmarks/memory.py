"""What looking back costs: the board of past moments, the moments of a day and the log, in files of two sizes.

Run with `python tests/benchmarks/memory.py [changes …]` (10 thousand and a million unless told). It judges nothing: it
prints milliseconds, and ratios to the board of today in the same minute.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[2])]

# ruff: noqa: E402
from sqlalchemy import Connection, insert, select, update

from frontdesk.domain.changes import Change
from frontdesk.domain.instants import DAY, Instant
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.store import journal
from frontdesk.store.engine import connect, driver_of, for_writing
from frontdesk.store.tables.appointments import APPOINTMENT, DEPARTURE
from tests.benchmarks.big_book import FOLDER, NOW, TODAY, book, fingerprint, now, side_by_side

# Of a million changes, a fifth are the visits themselves: each was moved away and back, renamed and named back.
EACH = 4
BATCH = 5_000
A = APPOINTMENT.c


def remembering(changes: int) -> Path:
    """Give a sample clinic with so many changes, made now or before."""
    path = FOLDER / f"memory-{changes}-{fingerprint()}.frontdesk"
    if not path.exists():
        for older in FOLDER.glob(f"memory-{changes}-*"):
            older.unlink()
        part = path.with_suffix(".part")
        shutil.copyfile(book(changes // (EACH + 1)), part)
        began = time.perf_counter()
        _live_on(part)
        part.replace(path)
        print(f"made {changes:,} changes in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return path


def _live_on(path: Path) -> None:
    """Give every visit some history that leaves it as it is, with the record and the departures that this makes."""
    engine = connect(path)
    with for_writing(engine) as connection:
        driver_of(connection).execute("PRAGMA synchronous = OFF")
        with connection.begin():
            rows = connection.execute(select(A.id, A.starts_at, A.ends_at, A.title)).all()
            at = NOW - 30 * DAY
            for n, head in enumerate(_steps(rows)):
                change, words = head
                told = {"at": at + n, "actor": "front-desk", "operation": "appointments.update", "words": words}
                journal.append(connection, {**told, "kind": "do", "target": None}, [journal.written(change)])
            _note(connection, rows)
            connection.execute(update(APPOINTMENT).values(version=A.version + EACH))
        driver_of(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _steps(rows: Sequence[Any]) -> Iterator[tuple[Change, str]]:
    for back in (False, True):
        for one, start, end, _ in rows:
            here, there = {"starts_at": start, "ends_at": end}, {"starts_at": start + DAY, "ends_at": end + DAY}
            yield Change("appointment", one, there if back else here, here if back else there), "Visit moved"
        for one, _, _, title in rows:
            here, there = {"title": title}, {"title": "Bring the pictures"}
            yield Change("appointment", one, there if back else here, here if back else there), "Visit changed"


def _note(connection: Connection, rows: Sequence[Any]) -> None:
    left = [
        {"starts_at": start + far, "ends_at": end + far, "appointment_id": one}
        for one, start, end, _ in rows
        for far in (0, DAY)
    ]
    for at in range(0, len(left), BATCH):
        connection.execute(insert(DEPARTURE), left[at : at + BATCH])


def questions(clinic: Clinic) -> dict[str, Callable[[], object]]:
    """Give what is timed, the board of today first."""
    last = clinic.book.cursor()
    board, history = clinic.board, clinic.history
    # Nothing is called so: a search that finds nothing looks through as much as a search ever does.
    nowhere = "zzzz"
    return {
        "board of today": lambda: board.day(day=TODAY),
        "board, a step ago": lambda: board.as_of(day=TODAY, seq=last - 1),
        "board, half the record ago": lambda: board.as_of(day=TODAY, seq=last // 2),
        "board, before all steps": lambda: board.as_of(day=TODAY, at=Instant(NOW - 30 * DAY - 1)),
        "board, at a moment": lambda: board.as_of(day=TODAY, at=Instant(NOW - 29 * DAY)),
        "board of a past day": lambda: board.as_of(day=TODAY - timedelta(days=40), seq=last // 2),
        "moments of the day": lambda: history.moments(day=TODAY),
        "what differs from a month ago": lambda: history.differences(day=TODAY, at=Instant(NOW - 29 * DAY)),
        "log, a piece of 40": lambda: history.entries(size=40),
        "log of the day": lambda: history.entries(size=40, day=TODAY),
        "log of a date long ago": lambda: history.entries(size=40, last=TODAY - timedelta(days=10)),
        "log, searched in vain": lambda: history.entries(size=40, text=nowhere),
    }


def main() -> None:
    """Print what every question costs in every file."""
    for changes in [int(said) for said in sys.argv[1:]] or [10_000, 1_000_000]:
        with open_clinic(remembering(changes), clock=now) as clinic:
            asked = questions(clinic)
            times = side_by_side(*asked.values(), rounds=21)
            visits = len(clinic.board.day(day=TODAY).visits)
            print(f"\n{changes:,} changes, {clinic.book.cursor():,} changesets, {visits} visits on the day")
            for name, taken in zip(asked, times, strict=True):
                print(f"  {name:32}{taken:9.2f} ms {taken / times[0]:8.1f} x")


if __name__ == "__main__":
    main()
