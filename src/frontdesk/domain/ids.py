"""Ids that every desk can make by itself: 63-bit, ordered by time, unique without asking anyone.

The upper 42 bits are milliseconds since 2020, the lower 21 random: two desks that make a record in the same
millisecond meet once in two million times, and the primary key then refuses the second.
"""

from __future__ import annotations

import secrets
import threading
from typing import NewType

Id = NewType("Id", int)
EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
RANDOM_BITS = 21

_lock = threading.Lock()
_last = 0


def new_id(now_ms: int) -> Id:
    """Make an id that sorts after every earlier one of this process."""
    global _last
    made = (max(0, now_ms - EPOCH_MS) << RANDOM_BITS) | secrets.randbits(RANDOM_BITS)
    with _lock:
        _last = made = max(made, _last + 1)
    return Id(made)
