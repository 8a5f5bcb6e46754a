"""What a driver's error means to the people at the desk; the text of the error itself may name a patient."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from frontdesk.domain.errors import Unavailable

# First match wins; the words are SQLite's own.
_MEANINGS = (
    ("locked", "locked"),
    ("busy", "locked"),
    ("disk is full", "disk_full"),
    ("readonly", "read_only"),
    ("read-only", "read_only"),
    ("unable to open", "cannot_open"),
    ("not a database", "damaged"),
    ("encrypted", "damaged"),
    ("malformed", "damaged"),
    ("disk i/o error", "disk_error"),
)


def meaning(error: DBAPIError) -> str | None:
    """Name the trouble with the file, or None when the statement itself was wrong."""
    words = str(error.orig).casefold()
    return next((reason for phrase, reason in _MEANINGS if phrase in words), None)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn trouble with the file into a refusal that names the file and never a row."""
    try:
        yield
    except DBAPIError as error:
        reason = meaning(error)
        if reason is None:
            raise
        raise Unavailable(reason, path=str(path)) from None
