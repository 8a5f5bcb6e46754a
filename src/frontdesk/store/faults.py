"""What a driver's error means to the people at the desk; the text of the error itself may name a patient."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from frontdesk.domain.errors import Unavailable
from frontdesk.store import files

# First match wins; the words are SQLite's own.
_MEANINGS = (
    ("locked", "locked"),
    ("locking protocol", "locked"),
    ("busy", "locked"),
    ("disk is full", "disk_full"),
    ("readonly", "read_only"),
    ("read-only", "read_only"),
    ("unable to open", "cannot_open"),
    ("not a database", "damaged"),
    ("encrypted", "damaged"),
    ("malformed", "damaged"),
    ("unsupported file format", "damaged"),
    ("could not decode", "damaged"),
    ("disk i/o error", "disk_error"),
)
# Reasons behind which a full disk may hide: no room for the log or for what desks share beside it.
_PERHAPS_FULL = ("cannot_open", "disk_error")


class Unreadable(Exception):
    """A row holds what this program never wrote. Names the entity, never the row."""


def meaning(error: DBAPIError | driver.Error) -> str | None:
    """Name the trouble with the file, or None when the statement itself was wrong."""
    words = str(error.orig if isinstance(error, DBAPIError) else error).casefold()
    return next((reason for phrase, reason in _MEANINGS if phrase in words), None)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn trouble with the file into a refusal that names the file and never a row."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        reason = meaning(error)
        if reason is None:
            raise
        if reason in _PERHAPS_FULL and files.is_full(path):
            reason = "disk_full"
        raise Unavailable(reason, path=str(path)) from None
    except (Unreadable, json.JSONDecodeError):
        raise Unavailable("damaged", path=str(path)) from None
