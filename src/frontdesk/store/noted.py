"""The changes of one piece of work, packed where they are many: an import notes a hundred thousand rows in full."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Collection, Iterable, Iterator

from frontdesk.store.journal import Written

# A write by hand stays far below, and is never packed.
_OPEN = 2_000
_QUICK = 1


class Noted(Collection[Written]):
    """Changes in the order in which they were noted; may be gone through as often as needed."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._open: list[Written] = []

    def append(self, change: Written) -> None:
        """Note one change."""
        self._open.append(change)
        if len(self._open) >= _OPEN:
            self._packed.append(zlib.compress(marshal.dumps(self._open), _QUICK))
            self._open = []

    def extend(self, changes: Iterable[Written]) -> None:
        """Note several changes."""
        for change in changes:
            self.append(change)

    def __iter__(self) -> Iterator[Written]:
        for each in self._packed:
            yield from marshal.loads(zlib.decompress(each))  # noqa: S302 - packed right here, a moment ago
        yield from self._open

    def __len__(self) -> int:
        """Count them."""
        return len(self._packed) * _OPEN + len(self._open)

    def __contains__(self, change: object) -> bool:
        """Tell whether a change was noted."""
        return any(each == change for each in self)
