"""Write a whole book at once: thousands of records a changeset, in a file that appears only when it is finished.

The rows, the claims, the search words and the record of changes are those that `Work` would write, one by one, and
the guards judge every claim. Only the way to the disk is shorter: nobody has the file open yet, nothing in it is
older than this run, and when the run fails the file is thrown away. So nothing is synced before the end.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.exc import IntegrityError

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Changeset, Kind, canonical
from frontdesk.domain.claim import Claim, claims_of
from frontdesk.domain.errors import Conflict, Unavailable
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.store import derived, files, journal
from frontdesk.store.book import make_schema, stamp
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.engine import connect, driver_of, for_writing
from frontdesk.store.faults import told
from frontdesk.store.guards import DOUBLE_BOOKING
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.revision import HEAD
from frontdesk.store.tables.appointments import CLAIM
from frontdesk.store.work import UNRECORDED, Record

_FAST = ("journal_mode = MEMORY", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536")
# Rows that are made before they are written: the collector walks over all that are waiting.
_AT_ONCE = 500
_SETTLED = ("locking_mode = NORMAL", "synchronous = FULL", "journal_mode = WAL")


class Building:
    """A book in the making, written a changeset at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._inserts: dict[str, _Insert] = {}

    def write(self, head: Mapping[str, Any], values: Iterable[Record]) -> Changeset:
        """Write new records, each after those it refers to, as one changeset in a transaction of its own.

        `head` holds at, actor, operation and words. Visits may come in any order.
        """
        with self._connection.begin():
            changes: list[journal.Written] = []
            claims: list[tuple[Claim, Id]] = []
            for kind, run in groupby(values, type):
                while some := list(islice(run, _AT_ONCE)):
                    changes.extend(self._create(kind, some))
                    visits = (value for value in some if isinstance(value, Appointment))
                    claims.extend((claim, visit.id) for visit in visits for claim in claims_of(visit))
            self._claim(claims)
            full = {**head, "kind": Kind.DO.value, "target": None}
            return journal.append(self._connection, full, changes)

    def _create(self, kind: type[Any], values: Sequence[Any]) -> Iterator[journal.Written]:
        entity = BY_TYPE[kind]
        rows = [entity.row(value) for value in values]
        self._insert(entity.table, rows)
        if kind is Appointment:
            derived.attendees(self._connection, [(None, value) for value in values])
        elif kind is Patient:
            derived.patient_words(self._connection, [(None, value) for value in values])
        for value, row in zip(values, rows, strict=True):
            for name in UNRECORDED:
                row.pop(name, None)
            yield entity.name, value.id, "", canonical(row)

    def _claim(self, held: list[tuple[Claim, Id]]) -> None:
        """Insert claims by start, so that the guard's look ends where the table does, and overlaps on purpose last."""
        held.sort(key=lambda pair: (pair[0].override_reason is not None, pair[0].start))
        rows = [
            {
                "subject": SUBJECT_CODES[claim.subject],
                "subject_id": claim.subject_id,
                "unit": claim.unit,
                "starts_at": claim.start,
                "ends_at": claim.end,
                "override_reason": claim.override_reason,
                "appointment_id": owner,
            }
            for claim, owner in held
        ]
        try:
            self._insert(CLAIM, rows)
        except IntegrityError as error:
            if DOUBLE_BOOKING not in str(error.orig):
                raise
            raise Conflict("time_taken") from None

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if table.name not in self._inserts:
            self._inserts[table.name] = _Insert(table, self._connection.dialect)
        if rows:
            statement = self._inserts[table.name]
            self._connection.exec_driver_sql(statement.sql, statement.bound(rows))


class _Insert:
    """One table's INSERT, compiled once: SQLAlchemy's own way through every row costs more than the database's."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        compiled = insert(table).compile(dialect=dialect)
        order = getattr(compiled, "positiontup", None)
        assert order
        self.sql = str(compiled)
        self._pick = itemgetter(*order)
        kinds = (table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in order)
        self._processors = [(at, process) for at, process in enumerate(kinds) if process is not None]

    def bound(self, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """Give the rows as the driver takes them."""
        found = []
        for row in rows:
            values = list(self._pick(row))
            for at, process in self._processors:
                values[at] = process(values[at])
            found.append(tuple(values))
        return found


@contextmanager
def building(path: Path) -> Iterator[Building]:
    """Make a new book beside its place, and put it there when the block has ended well; else leave nothing.

    Refuses when the file is there already, or what is left of one: an old log would be read into the new book.
    """
    files.check_place(path)
    files.check_absent(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unavailable("cannot_open", path=str(path), got=error.strerror or "") from error
    try:
        with told(path):
            yield from _written(part)
        files.sync(part)
        files.check_absent(path)
        part.replace(path)
        files.sync(path.parent)
    except BaseException:
        files.remove(part)
        raise


def _written(part: Path) -> Iterator[Building]:
    engine = connect(part)
    try:
        with for_writing(engine) as connection:
            _set(connection, _FAST)
            with connection.begin():
                make_schema(connection)
                stamp(connection, HEAD)
            yield Building(connection)
            with connection.begin():
                connection.exec_driver_sql("ANALYZE")
            _set(connection, _SETTLED)
    finally:
        engine.dispose()


def _set(connection: Connection, pragmas: Iterable[str]) -> None:
    """Run pragmas outside of any transaction; inside, most of them do nothing."""
    driver = driver_of(connection)
    for pragma in pragmas:
        driver.execute(f"PRAGMA {pragma}").fetchall()
