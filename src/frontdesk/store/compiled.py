"""Statements that run so often that SQLAlchemy's way through each call would cost more than the database's own.

Core stays the source: a statement is compiled once for SQLite, with what its column types do to values on their way
in and out, and is then run by the driver's own connection. On any other database Core runs it as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select
from sqlalchemy.exc import DBAPIError

from frontdesk.store.engine import driver_of

Bound = Mapping[str, Any]
Statement = Select[Any] | CompoundSelect[Any] | Insert | Delete
_DIRECT = "sqlite"


class Compiled:
    """One statement of Core, ready to be run with the values of its parameters, which all must be given."""

    def __init__(self, core: Statement) -> None:
        self.core = core
        self._form: _Form | None = None

    def rows(self, connection: Connection, bound: Bound) -> Sequence[Sequence[Any]]:
        """Read every row; for statements that find few."""
        if connection.dialect.name != _DIRECT:
            return connection.execute(self.core, bound).all()
        form = self._form or self._prepare(connection.dialect)
        try:
            found: list[Sequence[Any]] = driver_of(connection).execute(form.sql, form.bound(bound)).fetchall()
        except driver.Error as error:
            raise _as_core_does(error, form, connection) from error
        return [form.read(row) for row in found] if form.out else found

    def first(self, connection: Connection, bound: Bound) -> Sequence[Any] | None:
        """Read the one row of a statement that finds one at most."""
        found = self.rows(connection, bound)
        return found[0] if found else None

    def run(self, connection: Connection, *rows: Bound) -> int:
        """Write with each of the rows; give how many rows were touched."""
        if connection.dialect.name != _DIRECT:
            return connection.execute(self.core, list(rows) if len(rows) > 1 else rows[0]).rowcount
        form = self._form or self._prepare(connection.dialect)
        held = driver_of(connection)
        try:
            if len(rows) == 1:
                return int(held.execute(form.sql, form.bound(rows[0])).rowcount)
            return int(held.executemany(form.sql, form.bound_all(rows)).rowcount)
        except driver.Error as error:
            raise _as_core_does(error, form, connection) from error

    def _prepare(self, dialect: Dialect) -> _Form:
        self._form = made = _Form(self.core, dialect)
        return made


class _Form:
    """A statement as the driver takes it."""

    def __init__(self, core: Statement, dialect: Dialect) -> None:
        compiled = core.compile(dialect=dialect)
        order = getattr(compiled, "positiontup", None)
        assert order is not None
        self.sql = str(compiled)
        self._order: tuple[str, ...] = tuple(order)
        # What the statement itself says, such as a limit.
        self._fixed = {name: held for name, held in compiled.params.items() if held is not None}
        kinds = (compiled.binds[name].type for name in self._order)
        into = (kind.dialect_impl(dialect).bind_processor(dialect) for kind in kinds)
        self._into = [(at, process) for at, process in enumerate(into) if process is not None]
        columns = core.selected_columns if isinstance(core, Select | CompoundSelect) else ()
        kinds_out = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
        self.out = [(at, process) for at, process in enumerate(kinds_out) if process is not None]

    def bound(self, row: Bound) -> list[Any]:
        """Give one row's values in the order of the statement."""
        if self._fixed:
            row = {**self._fixed, **row}
        values = [row[name] for name in self._order]
        for at, process in self._into:
            values[at] = process(values[at])
        return values

    def bound_all(self, rows: Iterable[Bound]) -> list[list[Any]]:
        """Give the values of many rows."""
        return [self.bound(row) for row in rows]

    def read(self, row: Sequence[Any]) -> Sequence[Any]:
        """Give a row as its column types read it."""
        values = list(row)
        for at, process in self.out:
            values[at] = process(values[at])
        return values


def _as_core_does(error: driver.Error, form: _Form, connection: Connection) -> BaseException:
    """Wrap the driver's error as Core would, so that nobody above can tell which of the two ran the statement."""
    made = DBAPIError.instance(form.sql, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect)
    assert isinstance(made, BaseException)
    return made
