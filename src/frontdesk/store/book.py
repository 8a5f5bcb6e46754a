"""One book: a SQLite file that holds a clinic, opened with care and never half-written.

`Book.reading()` and `Book.writing()` are the only ways in. A read lasts as long as its block, so that no forgotten
look keeps the write-ahead log from being emptied.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from frontdesk.domain.changes import Changeset, Kind
from frontdesk.domain.errors import Unavailable
from frontdesk.domain.instants import Instant
from frontdesk.store import files, guards, holds, journal, registry
from frontdesk.store.engine import connect, driver_of, for_reading, for_writing
from frontdesk.store.faults import told
from frontdesk.store.look import COOKIE, REVISION, Look, look
from frontdesk.store.remembered import Remembered
from frontdesk.store.revision import HEAD
from frontdesk.store.schema import METADATA
from frontdesk.store.work import Reading, Work

_LOG = logging.getLogger(__name__)


class Book:
    """An open book. `cookie` is the schema's number when it was looked at."""

    def __init__(self, path: Path, engine: Engine, cookie: int | None = None) -> None:
        self.path = path
        self._engine = engine
        self._hold: files.Hold | None = files.Hold(path)
        self._identity = self._hold.identity
        self._cookie = cookie
        self._last: Changeset | None = None
        self._remembered: Remembered | None = None
        self._writers: list[Connection] = []

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Look at the book as it stands now."""
        with told(self.path), for_reading(self._engine) as connection, connection.begin():
            self._check_revision(connection)
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

        Holds that have run out are removed first, in a changeset of their own, so that they are in nobody's way.
        `words` is asked at the end, when it is known what was written.
        """
        with told(self.path):
            with self._writer() as connection, connection.begin():
                files.check_same(self.path, self._identity)
                self._check_revision(connection)
                moment = now()
                expired, known = holds.remove(connection, moment, self._remembered)
                work = Work(connection, now=moment, remembered=known, expired=expired)
                yield work
                head = {"actor": actor, "operation": operation, "words": words()}
                made = work.finish(head, kind, target)
            self._last, self._remembered = made, work.remembered(made)

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        """Give a connection for one write, and keep it for the next when all went well.

        To take one from the pool and to give it back costs a booking a tenth of its time.
        """
        try:
            # Two threads may write at once, each with a connection of its own.
            connection = self._writers.pop()
        except IndexError:
            connection = for_writing(self._engine)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if self._hold is None:
            connection.close()
        else:
            self._writers.append(connection)

    def _check_revision(self, connection: Connection) -> None:
        """Refuse when another version of the program has changed the schema under this one since it was opened."""
        plain = driver_of(connection)
        cookie = plain.execute(COOKIE).fetchone()[0]
        if cookie == self._cookie:
            return
        held = plain.execute(REVISION).fetchone()
        if held is None or held[0] != HEAD:
            raise Unavailable("other_version", path=str(self.path), got=held[0] if held else "", allowed=HEAD)
        self._cookie = cookie

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
        self._hold = None
        while self._writers:
            self._writers.pop().close()
        self._engine.dispose()


def create(path: Path) -> Book:
    """Make a new, empty book; refuse when the file is there already."""
    files.check_place(path)
    files.check_absent(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise Unavailable("already_there", path=str(path)) from None
    except OSError as error:
        full = error.errno == errno.ENOSPC
        raise Unavailable("disk_full" if full else "cannot_open", path=str(path), got=error.strerror or "") from error
    try:
        _lay_out(path)
        files.sync(path.parent)
    except BaseException:
        files.remove(path)
        raise
    return Book(path, connect(path))


def _lay_out(path: Path) -> None:
    """Make the schema in one transaction, and only then turn to the log.

    So the mark of a book stands in the file itself from its first moment, not in a log beside it.
    """
    engine = connect(path)
    try:
        with told(path), for_writing(engine) as connection:
            with connection.begin():
                make_schema(connection)
                stamp(connection, HEAD)
            _turn_to_log(connection, path)
    finally:
        engine.dispose()


def _turn_to_log(connection: Connection, path: Path) -> None:
    mode = driver_of(connection).execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise Unavailable("cannot_open", path=str(path), got=mode, allowed="wal")


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
    files.check_place(path)
    files.check_header(path)
    seen = look(path)
    if seen.revision != HEAD:
        from frontdesk.store.upgrade import upgrade

        upgrade(path, seen.revision, HEAD)
        seen = look(path)
    engine = connect(path)
    if seen.mode != "wal" or not seen.guarded:
        _mend(engine, path, seen)
    return Book(path, engine, seen.cookie)


def _mend(engine: Engine, path: Path, seen: Look) -> None:
    """Give a copy that was put back its log again, and a book that lost its guards to some other tool its guards."""
    with told(path), for_writing(engine) as connection:
        if seen.mode != "wal":
            _turn_to_log(connection, path)
        if not seen.guarded:
            _LOG.warning("guards were missing and were put up again")
            with connection.begin():
                guards.put_up(connection)
