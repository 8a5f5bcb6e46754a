"""Half-open stretches of time, and the laws of putting them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` up to, not including, `end`; both instants in milliseconds."""

    start: Instant
    end: Instant

    @classmethod
    def checked(cls, start: int, end: int) -> Interval:
        """Make an interval, refusing one that does not end after it starts."""
        if end <= start:
            raise Invalid("end_not_after_start", field="end", got=end, allowed=f"after {start}")
        return cls(Instant(start), Instant(end))

    @property
    def length(self) -> int:
        """Give the milliseconds from start to end."""
        return self.end - self.start

    def overlaps(self, other: Interval) -> bool:
        """Tell whether both share time; touching ends share none."""
        return self.start < other.end and other.start < self.end

    def contains(self, instant: int) -> bool:
        """Tell whether the instant lies inside; the end does not."""
        return self.start <= instant < self.end


_START_THEN_END = attrgetter("start", "end")


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Merge overlapping and touching intervals into sorted, disjoint ones; empty ones vanish."""
    merged: list[Interval] = []
    for each in sorted((i for i in intervals if i.end > i.start), key=_START_THEN_END):
        if merged and each.start <= merged[-1].end:
            if each.end > merged[-1].end:
                merged[-1] = Interval(merged[-1].start, each.end)
        else:
            merged.append(each)
    return tuple(merged)


def intersection(ones: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the time that lies in both."""
    left, right, found = union(ones), union(others), []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i].start, right[j].start), min(left[i].end, right[j].end)
        if start < end:
            found.append(Interval(start, end))
        if left[i].end <= right[j].end:
            i += 1
        else:
            j += 1
    return tuple(found)


def without(ones: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the time of the first that lies in none of the second."""
    gone, found = union(taken), []
    first = 0
    for each in union(ones):
        at = each.start
        # Both are sorted and apart: what ended before this one begins is never looked at again.
        while first < len(gone) and gone[first].end <= at:
            first += 1
        for n in range(first, len(gone)):
            hole = gone[n]
            if hole.start >= each.end:
                break
            if hole.start > at:
                found.append(Interval(at, hole.start))
            at = hole.end
        if at < each.end:
            found.append(Interval(at, each.end))
    return tuple(found)
