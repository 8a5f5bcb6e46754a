"""What a schema is made of, however it came about: a new file and an upgraded one must have the same.

SQLite keeps the text of the statements, and a column that was added later stands elsewhere in it. So tables are
compared by their parts, and only conditions and guards by their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, create_engine

Fingerprint = dict[str, object]
Schema = Callable[[Connection], None]  # makes every part of a schema


def fingerprint(connection: Connection) -> Fingerprint:
    """Give every part of the schema, by its name."""
    found: Fingerprint = {}
    for name, kind, without_rowid, strict, sql in _rows(
        connection,
        "SELECT t.name, t.type, t.wr, t.strict, m.sql FROM pragma_table_list AS t JOIN sqlite_master AS m "
        "ON m.name = t.name WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'alembic_version'",
    ):
        if kind == "view":
            found[f"view {name}"] = _words(sql)
            continue
        found[f"table {name}"] = (kind, without_rowid, strict)
        found |= {f"column {name}.{column}": rest for column, *rest in _columns(connection, name)}
        found |= dict(_indexes(connection, name))
        found[f"references of {name}"] = _references(connection, name)
        found[f"checks of {name}"] = sorted(_checks(sql))
    for name, sql in _rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"):
        found[f"guard {name}"] = sql
    return found


def fingerprint_of(schema: Schema) -> Fingerprint:
    """Give the fingerprint of a freshly made schema."""
    engine = create_engine("sqlite://", module=driver)
    try:
        with engine.begin() as connection:
            schema(connection)
            return fingerprint(connection)
    finally:
        engine.dispose()


def differences(one: Fingerprint, other: Fingerprint) -> list[str]:
    """Name the parts that only one of the two has, or that they have differently."""
    missing = object()
    return sorted(k for k in one.keys() | other.keys() if one.get(k, missing) != other.get(k, missing))


def _rows(connection: Connection, sql: str, *given: object) -> list[Any]:
    return list(connection.exec_driver_sql(sql, given))


def _columns(connection: Connection, table: str) -> list[Any]:
    sql = 'SELECT name, upper(type), "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)'
    return _rows(connection, sql, table)


def _indexes(connection: Connection, table: str) -> Iterator[tuple[str, object]]:
    held = 'SELECT l.name, l."unique", l.origin, m.sql FROM pragma_index_list(?) AS l LEFT JOIN sqlite_master AS m'
    for name, unique, origin, sql in _rows(connection, held + " ON m.name = l.name AND m.type = 'index'", table):
        keys = 'SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key'
        columns = tuple(tuple(row) for row in _rows(connection, keys, name))
        # The indexes that stand for a constraint have numbers for names.
        called = f"index {name}" if origin == "c" else f"unique {table} {columns}"
        where = re.search(r"\bWHERE\b(.*)", sql or "", re.IGNORECASE | re.DOTALL)
        yield called, (table, unique, origin, columns, _words(where[1]) if where else "")


def _references(connection: Connection, table: str) -> list[Any]:
    sql = (
        'SELECT "table", group_concat("from"), group_concat("to"), on_update, on_delete '
        "FROM (SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq) GROUP BY id"
    )
    return sorted(tuple(row) for row in _rows(connection, sql, table))


def _checks(sql: str) -> Iterator[str]:
    """Give the conditions of CHECK constraints: from the word to where its bracket closes."""
    for found in re.finditer(r"(?:CONSTRAINT\s+(\S+)\s+)?\bCHECK\s*\(", sql, re.IGNORECASE):
        depth, at = 1, found.end()
        while depth and at < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        yield f"{found[1] or ''}: {_words(sql[found.end() : at - 1])}"


def _words(sql: str) -> str:
    return " ".join(sql.replace('"', "").split())
