"""How late a practitioner runs, and when each visit that is still to come will begin.

Pure arithmetic on one practitioner's visits of one day. A visit that overruns, or one whose patient waits though its
time has come, makes the practitioner late; the delay is carried to the visits behind it, buffers and all, and every
gap between them takes from it. A visit is never expected before its planned time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant

PHONED_FROM = 15  # minutes late: whoever has not come by then should be told


class Stage(Enum):
    """How far a visit is."""

    TO_COME = "to_come"
    ARRIVED = "arrived"
    IN = "in"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Planned:
    """One visit of a practitioner's day as planned, with its buffers in milliseconds, and how far it is by now.

    `began` is when it really began, `arrived` when its patient came, None where nobody noted it.
    """

    id: Id
    start: Instant
    end: Instant
    stage: Stage = Stage.TO_COME
    before: int = 0
    after: int = 0
    began: Instant | None = None
    arrived: Instant | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """When a visit that has not begun will begin; `late` are whole minutes, `phone` that someone should be told."""

    id: Id
    start: Instant
    expected: Instant
    phone: bool

    @property
    def late(self) -> int:
        """Give the whole minutes that it begins later than planned."""
        return (self.expected - self.start) // MINUTE


@dataclass(frozen=True, slots=True)
class Typed:
    """So many minutes late, as somebody said it at a moment."""

    minutes: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many whole minutes late a practitioner runs now, and what comes of it, by start then id."""

    minutes: int
    visits: tuple[Expected, ...]


ON_TIME = Lateness(0, ())


def lateness(visits: Iterable[Planned], now: Instant, *, closes: Instant, typed: Typed | None = None) -> Lateness:
    """Work out the delay of one practitioner's day, or carry the one that was typed, which stands in its place.

    `closes` is when the day is over: then nobody is late any more, and neither once nothing is left to begin. A typed
    delay is that of the first visit that had not begun when it was said.
    """
    day = sorted(visits, key=lambda one: (one.start, one.id))
    passed = _passed(day)
    waiting = [one for one in day if _is_pending(one) and one.end > passed]
    if now >= closes or not waiting:
        return ON_TIME
    if typed is not None:
        return _as_typed(day, waiting, typed, now)
    queue = _Queue()
    source = 0
    for one in day:
        if one.stage is Stage.IN and one.end > passed:
            ends = max(now, _began(one) + one.end - one.start)
            source = max(source, ends - one.end)
            queue.go_on(one, ends)
    found = []
    for one in waiting:
        late = shown = queue.late_for(one)
        if _is_due(one, now):
            # Who came after their own time made themselves late until then, and the practitioner only since.
            shown = max(late, now - one.start)
            late = max(late, now - max(one.start, one.arrived or one.start))
            source = max(source, late)
        found.append(_expected(one, shown))
        queue.go_on(one, one.end + late)
    return Lateness(source // MINUTE, tuple(found))


class _Queue:
    """Until when a practitioner is taken, buffers and all: as it was planned, and as it will be.

    Visits that were planned one over the other make nobody late by that alone.
    """

    def __init__(self) -> None:
        self._planned = self._real = 0

    def late_for(self, one: Planned) -> int:
        """Give how many milliseconds a visit begins late by those before it; the gap before it takes from that."""
        return max(0, self._real - max(self._planned, one.start - one.before))

    def go_on(self, one: Planned, ends: int) -> None:
        """Count a visit in, which will end then."""
        self._planned = max(self._planned, one.end + one.after)
        self._real = max(self._real, ends + one.after)


def _is_pending(one: Planned) -> bool:
    return one.stage in (Stage.TO_COME, Stage.ARRIVED)


def _is_due(one: Planned, now: Instant) -> bool:
    """Tell whether a patient is there, and the visit's time has come."""
    return one.stage is Stage.ARRIVED and one.start < now


def _began(one: Planned) -> int:
    return one.start if one.began is None else one.began


def _passed(day: Iterable[Planned]) -> int:
    """Give up to when the day is over for those who wait: a visit that was planned for later has begun since.

    One that ended by then was passed over, or nobody noted that it began or ended; it makes nobody wait any more. One
    who was seen before the time does not count: that was no turn of theirs.
    """
    return max((min(one.start, _began(one)) for one in day if not _is_pending(one)), default=0)


def _as_typed(day: Sequence[Planned], waiting: Sequence[Planned], typed: Typed, now: Instant) -> Lateness:
    """Carry what was typed through the visits that had not begun then; those that have begun since took their part.

    Whoever waits beyond even that is expected now, which makes nobody behind later: it was said how late it is.
    """
    pending = {one.id for one in waiting}
    queue, found, carried = _Queue(), [], []
    late: int | None = typed.minutes * MINUTE
    for one in day:
        if one.id in pending:
            if one.stage is Stage.TO_COME and one.end <= typed.at:
                continue
        elif _is_pending(one) or _began(one) < typed.at:
            continue
        late = queue.late_for(one) if late is None else late
        if one.id in pending:
            carried.append(late)
            found.append(_expected(one, max(late, now - one.start) if _is_due(one, now) else late))
        queue.go_on(one, one.end + late)
        late = None
    return Lateness(carried[0] // MINUTE, tuple(found)) if found else ON_TIME


def _expected(one: Planned, late: int) -> Expected:
    phone = late >= PHONED_FROM * MINUTE and one.stage is Stage.TO_COME
    return Expected(one.id, one.start, Instant(one.start + late), phone)
