"""One look at a file before it is opened as a book: which revision it has, and whether its guards stand.

The look cannot write, so that a file from a newer version stays as it is to the last byte.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from frontdesk.domain.errors import Unavailable
from frontdesk.store import guards
from frontdesk.store.engine import plain
from frontdesk.store.faults import told

REVISION = "SELECT version_num FROM alembic_version"
# A number that SQLite raises with every change of the schema, by whatever process.
COOKIE = "PRAGMA schema_version"


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen."""

    revision: str
    mode: str
    cookie: int
    guarded: bool


def look(path: Path) -> Look:
    """Look at a file that has the header of a book."""
    try:
        return _look(path, read_only=True)
    except Unavailable as refusal:
        if refusal.reason != "read_only":
            raise
    # A crash outside of the write-ahead log left a journal: it must be rolled back before anyone can read.
    return _look(path, read_only=False)


def _look(path: Path, *, read_only: bool) -> Look:
    with told(path), closing(plain(path, read_only=read_only)) as connection:
        try:
            row = connection.execute(REVISION).fetchone()
        except driver.OperationalError as error:
            if "no such table" not in str(error):
                raise
            raise Unavailable("not_a_book", path=str(path)) from None
        return Look(
            revision=row[0] if row else "",
            mode=connection.execute("PRAGMA journal_mode").fetchone()[0],
            cookie=connection.execute(COOKIE).fetchone()[0],
            guarded=guards.stand(dict(connection.execute(guards.HELD).fetchall())),
        )
