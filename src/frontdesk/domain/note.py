"""Notes on a visit: what one of the staff wrote, when, and who edited it (C59, C60)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant

LONGEST_NOTE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note; `author` and `edited_by` are ids of actors, `body` is plain text of 1 to 5000 characters."""

    id: Id
    appointment_id: Id
    body: str
    author: str
    created_at: Instant
    edited_by: str | None = None
    edited_at: Instant | None = None
    version: int = 1
