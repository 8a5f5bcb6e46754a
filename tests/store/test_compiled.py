"""Statements that the driver runs must do what Core does with them, to the value and to the error."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from frontdesk.domain.appointment import Appointment, Attendee
from frontdesk.domain.patient import Patient
from frontdesk.store import journal
from frontdesk.store.book import Book
from frontdesk.store.compiled import Compiled
from frontdesk.store.registry import BY_TYPE, ENTITIES
from frontdesk.store.tables.journal import CHANGESET
from frontdesk.store.tables.patients import PATIENT
from tests.store.books import EVA, LEO, held, of_the_counter, put, rules_of_the_clinic, step, visit

GROUP: dict[str, Any] = {"group": True, "attendees": (Attendee(EVA), Attendee(LEO)), "extras": ("X-A:b",)}


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_rows_are_those_that_core_reads(book: Book, entity: Any) -> None:
    put(book, visit(1), visit(2, 60, **GROUP))
    with step(book) as work:
        for record in (*rules_of_the_clinic(), *of_the_counter()):
            work.create(record)
    with book.reading() as look:
        by_core = [tuple(row) for row in look.connection.execute(entity.every.core)]
        direct = [tuple(row) for row in entity.every.rows(look.connection, {})]
        assert by_core
        assert [[repr(held) for held in row] for row in direct] == [[repr(held) for held in row] for row in by_core]


def test_rows_are_written_as_core_writes_them(book: Book) -> None:
    rows = [BY_TYPE[Appointment].row(visit(n, 60 * n, **more)) for n, more in ((1, {}), (2, GROUP))]
    stored = []
    for write in (_direct, _by_core):
        with book.writing("x", actor="x", now=lambda: visit(1).start, words=str) as work:
            write(work.connection, rows)
            stored.append(_stored(work.connection))
            work.connection.exec_driver_sql("DELETE FROM appointment")
    assert stored[0] == stored[1]
    assert len(stored[0]) == 2


def _direct(connection: Connection, rows: list[dict[str, Any]]) -> None:
    assert BY_TYPE[Appointment].insert.run(connection, *rows) == len(rows)


def _by_core(connection: Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(BY_TYPE[Appointment].insert.core, rows)


def _stored(connection: Connection) -> list[tuple[Any, ...]]:
    names = ", ".join(f'"{c.name}", typeof("{c.name}")' for c in BY_TYPE[Appointment].table.c)
    return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {names} FROM appointment ORDER BY id")]


def test_what_the_database_refuses_is_the_error_that_core_would_raise(book: Book) -> None:
    row = BY_TYPE[Patient].row(Patient(id=EVA, number="9", given_name="Someone", family_name="Else"))
    with book.reading() as look:
        direct = _refusal(lambda: Compiled(insert(PATIENT)).run(look.connection, row))
    with book.reading() as look:
        by_core = _refusal(lambda: look.connection.execute(insert(PATIENT), row))
    assert (type(direct.orig), str(direct.orig)) == (type(by_core.orig), str(by_core.orig))
    assert "Someone" not in str(direct)


def _refusal(write: Any) -> IntegrityError:
    with pytest.raises(IntegrityError) as caught:
        write()
    return caught.value


def test_on_another_database_core_runs_the_statement(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with step(book) as work:
        assert work.find(Appointment, visit(1).id) is None
        monkeypatch.setattr(work.connection.dialect, "name", "another")
        ran: list[object] = []
        execute = Connection.execute
        monkeypatch.setattr(Connection, "execute", lambda self, *a: ran.append(a[0]) or execute(self, *a))
        work.create(visit(1))
        assert work.get(Appointment, visit(1).id) == visit(1)
    assert BY_TYPE[Appointment].insert.core in ran
    assert BY_TYPE[Appointment].by_id.core in ran
    assert any(getattr(statement, "table", None) is CHANGESET for statement in ran)
    monkeypatch.undo()
    assert held(book, 1) == visit(1)
    with book.reading() as look:
        assert journal.broken_link(look.connection) is None
