"""What booking costs: all checks, claims, changeset and commit, against one bare row committed the same way.

Run with `python tests/benchmarks/book.py [--visits N]`. It judges nothing: ratios of what ran in the same minute.
The bare row goes, by the driver alone and with the same synchronous=FULL, into a table of its own in the same file:
once a row of a single text, once a row as long as an appointment's. All writes go to copies.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import big_book
import sqlcipher3.dbapi2 as driver

from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.services.demo.clinic import ZONE

FEW = 10_000
ROUNDS = 401
DAYS = 28
COLUMNS = 46
ALLOWED = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    for visits in (FEW, parser.parse_args().visits):
        with big_book.scratch(big_book.book(visits)) as path, open_clinic(path, clock=big_book.now) as clinic:
            book_ms, one_ms, long_ms = big_book.side_by_side(
                booking(clinic), bare_row(path, "one", ["text"]), bare_row(path, "long", long_row()), rounds=ROUNDS
            )
        print(f"among {visits:>9,} visits: book {book_ms:.3f} ms, bare row {one_ms:.3f} ms, long row {long_ms:.3f} ms")
        print(f"  book against a bare row       {big_book.verdict(book_ms / one_ms, ALLOWED)}")
        print(f"  book against a bare long row  {big_book.verdict(book_ms / long_ms, ALLOWED)}")


def booking(clinic: Clinic) -> Callable[[], object]:
    """Book at night, when nobody works, in the middle of the book: every call the next free time of the next person."""
    people = [p.id for p in clinic.practitioners.list()]
    service, room = clinic.services.list()[0].id, clinic.rooms.list()[0].id
    patients = sorted({v.patient_id for v in clinic.board.day(day=big_book.TODAY).visits if v.patient_id is not None})
    times = nights(len(people))

    def book() -> object:
        n, column, start = next(times)
        return clinic.appointments.book(
            start=start,
            patient=patients[n % len(patients)],
            practitioner=people[column],
            service=service,
            room=room if column == 0 else None,
            description="Bring latest blood results.",
        )

    return book


def nights(columns: int) -> Iterator[tuple[int, int, Instant]]:
    """Give free times between 23:00 and 05:00 of the coming weeks."""
    for n in count():
        slot, column = divmod(n, columns)
        quarter, day = divmod(slot, DAYS)
        midnight = at_minute(big_book.TODAY + timedelta(days=day + 1), 0, ZONE)
        yield n, column, Instant(midnight - 60 * MINUTE + quarter * 45 * MINUTE)


def long_row() -> list[object]:
    """Give values as many and as long as those of an appointment."""
    return [1_773_844_920_000 if n % 2 else "booked" for n in range(COLUMNS)]


def bare_row(path: Path, table: str, values: list[object]) -> Callable[[], object]:
    """Insert a row and commit, with nothing but the driver."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    names = ", ".join(f"c{n}" for n in range(len(values)))
    connection.execute(f"CREATE TABLE bare_{table} (id INTEGER PRIMARY KEY, {names})")
    insert = f"INSERT INTO bare_{table} ({names}) VALUES ({', '.join('?' * len(values))})"

    def write() -> object:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(insert, values)
        return connection.execute("COMMIT")

    return write


if __name__ == "__main__":
    main()
