"""Connections to a SQLite file: one current SQLite, safe settings, and transactions that mean what they say.

The driver's own transactions are off: they begin late and let two desks check before either writes. Here a read
begins with BEGIN and a write with BEGIN IMMEDIATE, on every connection.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, create_engine, event

from frontdesk.domain.errors import Unavailable

WRITE = "frontdesk_write"
BUSY_SECONDS = 5.0
# Versions before damage a WAL file when two connections write and checkpoint at once.
SOUND_WAL = (3, 51, 3)


def connect(path: Path, *, read_only: bool = False) -> Engine:
    """Make the engine for a file; nothing is opened yet."""
    if driver.sqlite_version_info < SOUND_WAL:
        raise Unavailable("sqlite_too_old", path=str(path), got=driver.sqlite_version, allowed="3.51.3 or later")
    engine = create_engine(
        URL.create("sqlite", database=address(path, read_only=read_only), query={"uri": "true"}),
        module=driver,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _settle)
    # An engine-wide "begin" event would cost every statement a look for listeners.
    engine.dialect.do_begin = _begin  # type: ignore[method-assign, assignment]
    return engine


def for_reading(engine: Engine) -> Connection:
    """Check a connection out whose transactions see the book as it stands when they first look."""
    return _marked(engine.connect(), write=False)


def for_writing(engine: Engine) -> Connection:
    """Check a connection out whose transactions hold the one right to write from their very start."""
    return _marked(engine.connect(), write=True)


def driver_of(connection: Connection) -> Any:
    """Give the driver's own connection, for what is no business of SQLAlchemy's."""
    held = connection.connection.driver_connection
    assert held is not None
    return held


def _marked(connection: Connection, *, write: bool) -> Connection:
    connection.connection.info[WRITE] = write
    return connection


def address(path: Path, *, read_only: bool = False) -> str:
    """Write a path as the address that SQLite takes, whatever signs and bytes its name holds."""
    return f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"


def plain(path: Path, *, read_only: bool = False) -> Any:
    """Open a file without SQLAlchemy: for a look before the book is opened, and for copies."""
    return driver.connect(address(path, read_only=read_only), timeout=BUSY_SECONDS, isolation_level=None, uri=True)


def _settle(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "cipher_log_level = NONE",
        "foreign_keys = ON",
        # So that a replaced row counts as a deleted one, and the append-only guards see it.
        "recursive_triggers = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "cache_size = -16000",
        "mmap_size = 0",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    connection.cursor().execute("BEGIN IMMEDIATE" if connection.info.get(WRITE) else "BEGIN")
