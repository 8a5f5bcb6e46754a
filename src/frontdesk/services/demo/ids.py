"""Ids that are the same for the same clinic, and older than any that a desk makes afterwards."""

from __future__ import annotations

from frontdesk.domain.ids import EPOCH_MS, RANDOM_BITS, Id
from frontdesk.domain.instants import MINUTE, Instant


class Ids:
    """Ids in a row, as if all records had been made within the minute before a moment."""

    def __init__(self, moment: Instant) -> None:
        self._last = max(moment - MINUTE - EPOCH_MS, 0) << RANDOM_BITS

    def next(self) -> Id:
        """Make the next id."""
        self._last += 1
        return Id(self._last)
