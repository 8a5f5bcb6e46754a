"""The present moment, for screens. The one place in the screens that reads the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontdesk.domain.instants import Instant

Clock = Callable[[], "Instant"]


def now_ms() -> Instant:
    """Give the present moment."""
    from frontdesk.domain.instants import Instant

    return Instant(time.time_ns() // 1_000_000)
