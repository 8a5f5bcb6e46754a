"""What booking costs: all checks, claims, changeset and commit, against one bare row committed the same way.

Run with `python tests/benchmarks/book.py [--visits N]`. It judges nothing: ratios of what ran in the same minute.
The baseline is BEGIN IMMEDIATE, one INSERT of one short row, COMMIT, by the driver alone, into a table of its own in
the same file with the same write-ahead log and synchronous=FULL. Beside it stand the same row through SQLAlchemy, and
what the driver alone needs for the very statements of a booking, with no check and nothing hashed: nothing that keeps
the record can be faster. How long a sync takes decides the ratio, so the processor's time is printed too, which does
not depend on the disk. All writes go to copies.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import big_book
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Conflict
from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.services.demo.clinic import ZONE
from frontdesk.store.engine import connect, for_writing

FEW = 10_000
ROUNDS = 401
DAYS = 28
ALLOWED = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    for visits in (FEW, parser.parse_args().visits):
        with big_book.scratch(big_book.book(visits)) as path, open_clinic(path, clock=big_book.now) as clinic:
            book = booking(clinic)
            figures = big_book.wall_and_processor(
                book, bare_row(path), bare_row_by_core(path), statements_of(path, clinic, book), rounds=ROUNDS
            )
        report(visits, figures)


def report(visits: int, figures: list[tuple[float, float]]) -> None:
    """Print the medians and their ratios."""
    (book, bare, core, floor), (busy, bare_busy, core_busy, floor_busy) = zip(*figures, strict=True)
    print(f"among {visits:,} visits: book {book:.3f} ms (processor {busy:.3f} ms)")
    print("  baseline: BEGIN IMMEDIATE, INSERT of one bare row, COMMIT; WAL, synchronous=FULL")
    print(f"  bare row by the driver             {_both(bare, bare_busy)}  {big_book.verdict(book / bare, ALLOWED)}")
    print(f"  bare row by SQLAlchemy             {_both(core, core_busy)}  {big_book.verdict(book / core, ALLOWED)}")
    print(f"  its statements by the driver alone {_both(floor, floor_busy)}  {floor / bare:5.2f} x the bare row")


def _both(wall: float, busy: float) -> str:
    return f"{wall:.3f} ms (processor {busy:.3f} ms)"


def booking(clinic: Clinic) -> Callable[[], Appointment]:
    """Book at night, when nobody works, in the middle of the book: every call the next free time of the next person.

    Whoever is on leave, or whatever day is closed, is passed over.
    """
    people = [p.id for p in clinic.practitioners.list()]
    simple = [s for s in clinic.services.list() if not s.equipment]
    given = {one: next(s.id for s in simple if s.given_by(one)) for one in people}
    patients = sorted({v.patient_id for v in clinic.board.day(day=big_book.TODAY).visits if v.patient_id is not None})
    times = nights(len(people), first_day=1)

    def book() -> Appointment:
        n, column, start = next(times)
        try:
            return clinic.appointments.book(
                start=start,
                patient=patients[n % len(patients)],
                practitioner=people[column],
                service=given[people[column]],
                description="Bring latest blood results.",
            )
        except Conflict as conflict:
            if conflict.reason != "closed":
                raise
            return book()

    return book


def nights(columns: int, *, first_day: int) -> Iterator[tuple[int, int, Instant]]:
    """Give free times after 23:00 of four weeks, each person's in turn."""
    for n in count():
        slot, column = divmod(n, columns)
        step, day = divmod(slot, DAYS)
        midnight = at_minute(big_book.TODAY + timedelta(days=first_day + day), 0, ZONE)
        yield n, column, Instant(midnight - 60 * MINUTE + step * 45 * MINUTE)


def plain(path: Path) -> Any:
    """Open the file as a book is opened, without SQLAlchemy."""
    connection = driver.connect(str(path), isolation_level=None)
    for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL", "cache_size = -16000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def bare_row(path: Path) -> Callable[[], object]:
    """Insert a row and commit, with nothing but the driver."""
    connection = plain(path)
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, words TEXT)")

    def write() -> object:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare (words) VALUES (?)", ("some words",))
        return connection.execute("COMMIT")

    return write


def bare_row_by_core(path: Path) -> Callable[[], object]:
    """Insert a row and commit, in the way that every write of the program goes."""
    engine = connect(path)
    table = Table("bare_core", MetaData(), Column("id", Integer, primary_key=True), Column("words", Text))
    with for_writing(engine) as connection, connection.begin():
        table.create(connection)
    statement = insert(table)

    def write() -> None:
        with for_writing(engine) as connection, connection.begin():
            connection.execute(statement, {"words": "some words"})

    return write


def statements_of(path: Path, clinic: Clinic, book: Callable[[], Appointment]) -> Callable[[], object]:
    """Give what replays the statements of one booking by the driver alone, at other times and under other ids."""
    made = book()
    connection = plain(path)
    row = dict(connection_row(connection, "SELECT * FROM appointment WHERE id = ?", made.id))
    change = dict(connection_row(connection, "SELECT * FROM change WHERE entity_id = ?", made.id))
    people = [p.id for p in clinic.practitioners.list()]
    times, ids = nights(len(people), first_day=1 - 2 * DAYS), count(made.id + 2**40)

    def write() -> object:
        _, column, start = next(times)
        moved = {**row, "id": next(ids), "starts_at": start, "ends_at": start + made.end - made.start}
        moved["practitioner_id"] = people[column]
        claim = (people[column], start, moved["id"], moved["ends_at"])
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT * FROM location ORDER BY id").fetchall()
        connection.execute("SELECT * FROM service WHERE id = ?", (made.service_id,)).fetchall()
        connection.execute("SELECT * FROM practitioner WHERE id = ?", (people[column],)).fetchall()
        connection.execute("SELECT * FROM patient WHERE id = ?", (made.patient_id,)).fetchall()
        put(connection, "appointment", moved)
        connection.execute("INSERT INTO claim VALUES (1, ?, 1, ?, ?, ?, NULL)", claim)
        seq, chained = connection.execute("SELECT seq, hash FROM changeset ORDER BY seq DESC LIMIT 1").fetchone()
        head = (seq + 1, 0, "bare", "appointments.book", "Visit booked", "do", None, chained)
        connection.execute("INSERT INTO changeset VALUES (?, ?, ?, ?, ?, ?, ?, ?)", head)
        put(connection, "change", {**change, "seq": seq + 1, "entity_id": moved["id"]})
        return connection.execute("COMMIT")

    return write


def connection_row(connection: Any, statement: str, id: int) -> Iterator[tuple[str, object]]:
    """Read one row as names and values."""
    cursor = connection.execute(statement, (id,))
    names = [column[0] for column in cursor.description]
    return zip(names, cursor.fetchone(), strict=True)


def put(connection: Any, table: str, row: dict[str, Any]) -> None:
    """Insert one row by its columns."""
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


if __name__ == "__main__":
    main()
