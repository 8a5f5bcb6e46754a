"""How long a patient waits, and whether that is too long. No Qt."""

from __future__ import annotations

from frontdesk.domain.clinic import USUAL_WAITING_LIMIT
from frontdesk.domain.instants import MINUTE

USUAL_LIMIT = USUAL_WAITING_LIMIT


def is_too_long(arrived: int, start: int, now: int, limit: int = USUAL_LIMIT) -> bool:
    """Tell whether a patient waits longer than `limit` minutes; who comes early waits from the visit's start."""
    return now - max(arrived, start) > limit * MINUTE
