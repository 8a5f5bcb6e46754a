"""What a pull or a key does to the bars of one day: they stop at each other, and those that touch become one. No Qt.

Times are minutes after midnight on the wall clock. `walls` are stretches that other weeks of the same schedule hold:
bars stop at them too, but never join them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from frontdesk.domain.schedule import Minute, Stretch, merged

Bars = tuple[Stretch, ...]
DAY = 1440
STEP, FINE = 15, 5
SHORTEST = 5
NOON = (720, 780)
BREAK = 30


def stretch(start: int, end: int) -> Stretch:
    """Make a stretch of plain numbers."""
    return Stretch(Minute(start), Minute(end))


def snapped(minute: float, step: int = STEP) -> int:
    """Give the nearest step of the day."""
    return min(max(round(minute / step) * step, 0), DAY)


def stepped(minute: int, steps: int, step: int = STEP) -> int:
    """Go steps on or back, first of all to a full step: 8:37 and one on is 8:45."""
    if minute % step and steps:
        minute = minute // step * step + (step if steps > 0 else 0)
        steps -= 1 if steps > 0 else -1
    return min(max(minute + steps * step, 0), DAY)


def added(bars: Bars, walls: Bars, one: int, other: int) -> Bars | None:
    """Add a bar between two minutes, as far as there is room around the first; None where that is taken."""
    gap = _gap_at((*bars, *walls), one, one)
    if gap is None:
        return None
    start, end = max(min(one, other), gap.start), min(max(one, other), gap.end)
    if end - start < SHORTEST:
        return None
    return tuple(merged((*bars, stretch(start, end))))


def moved(bars: Bars, walls: Bars, index: int, start: int) -> Bars:
    """Move a bar so that it begins at a minute, as far as its neighbours let it; nothing is joined yet."""
    held = bars[index]
    gap = _room(bars, walls, index)
    length = held.end - held.start
    at = min(max(start, gap.start), gap.end - length)
    return _with(bars, index, stretch(at, at + length))


def pulled(bars: Bars, walls: Bars, index: int, minute: int, *, edge: str) -> Bars:
    """Pull the start or the end of a bar to a minute, as far as its neighbours let it; nothing is joined yet."""
    held = bars[index]
    gap = _room(bars, walls, index)
    if edge == "start":
        at = min(max(minute, gap.start), held.end - SHORTEST)
        return _with(bars, index, stretch(at, held.end))
    at = max(min(minute, gap.end), held.start + SHORTEST)
    return _with(bars, index, stretch(held.start, at))


def dropped(bars: Bars, walls: Bars, start: int, length: int) -> tuple[Bars, int] | None:
    """Put a bar from another day in where its middle lies; None where it has no room. Gives its place too."""
    middle = start + length // 2
    gap = _gap_at((*bars, *walls), middle, middle)
    if gap is None or gap.end - gap.start < length:
        return None
    at = min(max(start, gap.start), gap.end - length)
    new = stretch(at, at + length)
    held = tuple(sorted((*bars, new)))
    return held, held.index(new)


def with_break(bars: Bars, index: int) -> Bars | None:
    """Split a bar: 12:00 to 13:00 is free, or else the half-hour in its middle; None where it is too short."""
    held = bars[index]
    start, end = NOON
    if not held.start < start < end < held.end:
        start = snapped((held.start + held.end - BREAK) / 2)
        end = start + BREAK
    if start - held.start < STEP or held.end - end < STEP:
        return None
    return (*bars[:index], stretch(held.start, start), stretch(end, held.end), *bars[index + 1 :])


def longest(bars: Bars) -> int | None:
    """Find the longest bar, the first of them where several are; None without any."""
    return max(range(len(bars)), key=lambda n: bars[n].end - bars[n].start, default=None)


def without(bars: Bars, index: int) -> Bars:
    """Take a bar away."""
    return bars[:index] + bars[index + 1 :]


def joined(bars: Bars) -> Bars:
    """Make bars that touch one."""
    return tuple(merged(bars))


def place_of(bars: Bars, minute: float) -> int | None:
    """Find the bar over a minute."""
    return next((n for n, each in enumerate(bars) if each.start <= minute < each.end), None)


def minutes(bars: Iterable[Stretch]) -> int:
    """Add up how long bars are."""
    return sum(each.end - each.start for each in bars)


def sound(bars: Sequence[Stretch]) -> bool:
    """Tell whether stretches lie within the day and apart from each other."""
    inside = all(0 <= each.start < each.end <= DAY for each in bars)
    in_order = sorted(bars)
    return inside and all(a.end <= b.start for a, b in pairwise(in_order))


def _room(bars: Bars, walls: Bars, index: int) -> Stretch:
    held = bars[index]
    gap = _gap_at((*without(bars, index), *walls), held.start, held.end)
    # What already lies over a wall stays where it is until it is put right by typing.
    return gap if gap is not None else held


def _gap_at(taken: Iterable[Stretch], start: int, end: int) -> Stretch | None:
    """Find the free time around a span that begins and ends in it."""
    before, after = 0, DAY
    for each in taken:
        if each.start < end and start < each.end:
            return None
        if each.end <= start:
            before = max(before, each.end)
        elif each.start >= end:
            after = min(after, each.start)
    return stretch(before, after)


def _with(bars: Bars, index: int, new: Stretch) -> Bars:
    return (*bars[:index], new, *bars[index + 1 :])
