"""A look at the book that need not read the small kinds of records anew each time."""

from __future__ import annotations

from typing import Any, TypeVar

from frontdesk.store.remembered import SMALL
from frontdesk.store.work import Reading, Record

R = TypeVar("R", bound=Record)


class Records:
    """Records of the small kinds as they stand at one state of the book: one by one, and whole kinds."""

    __slots__ = ("all", "one")

    def __init__(self) -> None:
        self.one: dict[tuple[type[Any], int], Any] = {}
        self.all: dict[type[Any], tuple[Any, ...]] = {}


class Familiar(Reading):
    """A reading at that very state."""

    def __init__(self, reading: Reading, records: Records) -> None:
        super().__init__(reading.connection)
        self._records = records

    def find(self, kind: type[R], id: int) -> R | None:
        """Read one record, or None; one of a small kind perhaps from an earlier look."""
        if kind not in SMALL:
            return super().find(kind, id)
        found: R | None = self._records.one.get((kind, id))
        if found is None:
            found = super().find(kind, id)
            if found is not None:
                self._records.one[kind, id] = found
        return found

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Read every record of a small kind, by id, perhaps from an earlier look."""
        if kind not in SMALL:
            return super().all(kind)
        found: tuple[R, ...] | None = self._records.all.get(kind)
        if found is None:
            found = self._records.all[kind] = super().all(kind)
        return found
