"""Rooms and equipment: at which starts enough of them are free, and which ones a visit gets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from frontdesk.domain.availability.pieces import Gap, Range, gaps
from frontdesk.domain.availability.question import Part
from frontdesk.domain.availability.snapshot import Snapshot
from frontdesk.domain.claim import Subject
from frontdesk.domain.equipment import Use
from frontdesk.domain.ids import Id

Gaps = Sequence[Gap]


class Resources:
    """What one part of a visit needs besides people."""

    def __init__(self, part: Part, snapshot: Snapshot) -> None:
        self._length = part.length
        self._rooms: list[tuple[Id, Gaps]] | None = None
        if part.rooms is not None:
            self._rooms = [(room, gaps(snapshot.claims.get((Subject.ROOM, room, 1), ()))) for room in part.rooms]
        self._needs: list[tuple[Id, int, list[Gaps]]] = []
        for need in part.equipment:
            thing = need.equipment_id
            keys = ((Subject.EQUIPMENT, thing, n) for n in range(1, snapshot.usable.get(thing, 0) + 1))
            self._needs.append((thing, need.units, [gaps(snapshot.claims.get(key, ())) for key in keys]))

    @property
    def needed(self) -> bool:
        """Tell whether anything is needed at all."""
        return self._rooms is not None or bool(self._needs)

    def starts(self, offset: int = 0) -> list[Range] | None:
        """Give the ranges of starts of the whole visit at which all is free; None where nothing is needed."""
        found: list[Range] | None = None
        if self._rooms is not None:
            found = _enough(1, (self._ranges(each, offset) for _, each in self._rooms))
        for _, units, free in self._needs:
            more = _enough(units, (self._ranges(each, offset) for each in free))
            found = more if found is None else both(found, more)
        return found

    def room(self, start: int) -> Id | None:
        """Pick the first room that is free for the part from a start on."""
        for room, free in self._rooms or ():
            if _is_free(free, start, start + self._length):
                return room
        return None

    def units(self, start: int) -> tuple[Use, ...]:
        """Pick the lowest units that are free."""
        found: list[Use] = []
        for thing, units, free in self._needs:
            able = (n for n, each in enumerate(free, 1) if _is_free(each, start, start + self._length))
            found += [Use(thing, n) for n, _ in zip(able, range(units), strict=False)]
        return tuple(sorted(found))

    def _ranges(self, free: Gaps, offset: int) -> list[Range]:
        length = self._length
        return [(a - offset, b - length - offset) for a, b in free if b - a >= length]


def both(ones: Sequence[Range], others: Sequence[Range]) -> list[Range]:
    """Give the starts that lie in both; each is sorted and apart."""
    found: list[Range] = []
    i = j = 0
    while i < len(ones) and j < len(others):
        low, high = max(ones[i][0], others[j][0]), min(ones[i][1], others[j][1])
        if low <= high:
            found.append((low, high))
        if ones[i][1] <= others[j][1]:
            i += 1
        else:
            j += 1
    return found


def within(starts: Iterable[int], allowed: Sequence[Range]) -> list[int]:
    """Keep the starts that lie in a range."""
    lows = [low for low, _ in allowed]
    return [s for s in starts if (n := bisect_right(lows, s)) and s <= allowed[n - 1][1]]


def _enough(count: int, each: Iterable[Sequence[Range]]) -> list[Range]:
    """Give the starts that lie in at least so many of some lists of ranges."""
    edges: list[tuple[int, int]] = []
    for held in each:
        for low, high in held:
            edges.append((low, 1))
            edges.append((high + 1, -1))
    # An end at the same place as a beginning is counted after it, so that ranges that touch become one.
    edges.sort(key=lambda edge: (edge[0], -edge[1]))
    found: list[Range] = []
    depth, since = 0, 0
    for at, step in edges:
        before, depth = depth, depth + step
        if before < count <= depth:
            since = at
        elif depth < count <= before:
            found.append((since, at - 1))
    return found


def _is_free(free: Gaps, start: int, end: int) -> bool:
    n = bisect_right(free, start, key=_gap_start) - 1
    return n >= 0 and free[n][0] <= start and end <= free[n][1]


def _gap_start(gap: Gap) -> int:
    return gap[0]
