"""One book: a SQLite file that holds a clinic, opened with care and never half-written.

`Book.reading()` and `Book.writing()` are the only ways in. A read lasts as long as its block, so that no forgotten
look keeps the write-ahead log from being emptied.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from frontdesk.domain.changes import Changeset, Kind
from frontdesk.domain.errors import Unavailable
from frontdesk.domain.instants import Instant
from frontdesk.store import files, guards, journal, registry
from frontdesk.store.engine import connect, for_reading, for_writing
from frontdesk.store.faults import told
from frontdesk.store.schema import METADATA
from frontdesk.store.work import Reading, Work

# The revision that this program writes; a test holds it against the newest migration.
HEAD = "0001"


class Book:
    """An open book."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._last: Changeset | None = None

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Look at the book as it stands now."""
        with told(self.path), for_reading(self._engine) as connection:
            yield Reading(connection)

    @contextmanager
    def writing(
        self,
        operation: str,
        *,
        actor: str,
        now: Callable[[], Instant],
        words: Callable[[], str],
        kind: Kind = Kind.DO,
        target: int | None = None,
    ) -> Iterator[Work]:
        """Write in one transaction that leaves one changeset, or nothing at all.

        `words` is asked at the end, when it is known what was written.
        """
        with told(self.path), for_writing(self._engine) as connection, connection.begin():
            work = Work(connection, now=now())
            yield work
            head = {"actor": actor, "operation": operation, "words": words()}
            self._last = work.finish(head, kind, target)

    @property
    def last(self) -> Changeset | None:
        """Give the changeset of the last write through this object; None when it changed nothing."""
        return self._last

    def cursor(self) -> int:
        """Give the number of the last changeset."""
        with self.reading() as book:
            return journal.cursor(book.connection)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def create(path: Path) -> Book:
    """Make a new, empty book; refuse when the file is there already."""
    files.check_place(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise Unavailable("already_there", path=str(path)) from None
    except OSError as error:
        raise Unavailable("cannot_open", path=str(path), got=error.strerror or "") from error
    try:
        _lay_out(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Book(path, connect(path))


def _lay_out(path: Path) -> None:
    engine = connect(path)
    with told(path):
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA journal_mode = WAL")
        with for_writing(engine) as connection, connection.begin():
            make_schema(connection)
            stamp(connection, HEAD)
    engine.dispose()


def make_schema(connection: Connection) -> None:
    """Make every table, index and guard of the newest schema."""
    assert registry.ENTITIES
    METADATA.create_all(connection, checkfirst=False)
    guards.put_up(connection)


def stamp(connection: Connection, revision: str) -> None:
    """Write which revision the schema has, in the form that Alembic reads."""
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS alembic_version "
        "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision,))
    connection.exec_driver_sql(f"PRAGMA application_id = {files.APPLICATION_ID}")


def open_book(path: Path) -> Book:
    """Open a book, upgrading its schema when it is older, with a copy put aside first."""
    if not path.exists():
        raise Unavailable("no_such_file", path=str(path))
    files.check_place(path)
    files.check_header(path)
    engine = connect(path)
    with told(path), engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    held = row[0] if row else ""
    if held != HEAD:
        from frontdesk.store.upgrade import upgrade

        engine.dispose()
        upgrade(path, held, HEAD)
    elif mode != "wal":
        engine.dispose()
        raise Unavailable("not_a_book", path=str(path), got=mode, allowed="wal")
    return Book(path, engine)
