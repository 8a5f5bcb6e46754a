"""Copies of a book that are put aside before something risky is done to it."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from frontdesk.domain.errors import Unavailable
from frontdesk.store import files
from frontdesk.store.engine import plain
from frontdesk.store.faults import told

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def put_aside(path: Path, label: str) -> Path:
    """Copy a book next to itself, checked and on the disk for good; give the copy's path.

    The name tells the label and the last change that is in the copy, so that doing it again makes no second one.
    Whoever calls holds the right to write, so that nothing is written in between.
    """
    part = path.with_name(f".{path.name}.{label}.part")
    files.remove(part)  # of an earlier run that was cut short
    try:
        with told(path), closing(plain(path, read_only=True)) as source:
            target = path.with_name(f"{path.name}.{label}.{_last_change(source)}.copy")
            _copy(source, part)
            _check(source, part, path)
        files.sync(part)
        part.replace(target)
        files.sync(path.parent)
    except OSError as error:
        raise Unavailable("cannot_copy", path=str(path), got=error.strerror or "") from error
    finally:
        files.remove(part)
    return target


def counts(connection: Any) -> dict[str, int]:
    """Count the rows of every table; takes a driver's connection."""
    names = [row[0] for row in connection.execute(_TABLES)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _copy(source: Any, part: Path) -> None:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(plain(part)) as copy:
        source.backup(copy)
        # A copy stands alone: it needs no log beside it.
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()


def _check(source: Any, part: Path, path: Path) -> None:
    with closing(plain(part, read_only=True)) as copy:
        sound = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if not sound or copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Unavailable("damaged", path=str(path))
        if counts(copy) != counts(source):
            raise Unavailable("cannot_copy", path=str(path))


def _last_change(source: Any) -> str:
    at = source.execute("SELECT at FROM changeset ORDER BY seq DESC LIMIT 1").fetchone()
    return datetime.fromtimestamp(at[0] / 1000, UTC).strftime("%Y%m%dT%H%M%SZ") if at else "empty"
