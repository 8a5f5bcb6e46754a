"""How far a visit has come at a moment: its status, since when, and when it really began and ended."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from frontdesk.domain.appointment import Status
from frontdesk.domain.instants import DAY, HOUR, MINUTE, SECOND, Instant
from frontdesk.services.demo.slots import Fate

_DAYS_AHEAD = 45
_SAME_DAY = 0.08
_EARLIEST_ARRIVAL = 20 * MINUTE
# Days ahead, and the share that has confirmed by then.
_CONFIRMED = ((2, 0.75), (14, 0.45), (10_000, 0.2))


class Course(NamedTuple):
    """Where a visit stands."""

    status: Status
    status_at: Instant
    created_at: Instant
    actual_start: Instant | None = None
    actual_end: Instant | None = None
    arrived_at: Instant | None = None


def course_of(start: Instant, end: Instant, fate: Fate, now: Instant, rng: Random) -> Course:
    """Tell how far a visit has come at `now`."""
    created = _created(start, now, rng)
    if fate is Fate.CANCELLED:
        return Course(Status.CANCELLED, _between(created, min(start, now), rng), created)
    if end <= now:
        return _past(start, end, fate, created, now, rng)
    if start <= now:
        began = Instant(min(now, start + _up_to(6 * MINUTE, rng)))
        if rng.random() < 0.85:
            came = Instant(max(created, began - _up_to(15 * MINUTE, rng)))
            return Course(Status.IN_PROGRESS, began, created, actual_start=began, arrived_at=came)
        return _arrived(Instant(max(created, start - _up_to(12 * MINUTE, rng))), created)
    if start - now <= _EARLIEST_ARRIVAL and rng.random() < 0.5:
        return _arrived(Instant(max(created, now - _up_to(14 * MINUTE, rng))), created)
    return _ahead(start, created, now, rng)


def staff_course_of(start: Instant, end: Instant, now: Instant) -> Course:
    """Tell how far an event of the staff has come: nobody checks in to it."""
    created = Instant(min(start, now) - 30 * DAY)
    if end <= now:
        return Course(Status.COMPLETED, end, created, start, end)
    return Course(Status.CONFIRMED, created, created)


def _past(start: Instant, end: Instant, fate: Fate, created: Instant, now: Instant, rng: Random) -> Course:
    if fate is Fate.NO_SHOW:
        return Course(Status.NO_SHOW, Instant(min(now, start + 15 * MINUTE)), created)
    began = Instant(start + _up_to(8 * MINUTE, rng))
    ended = Instant(min(now, end - 3 * MINUTE + _up_to(7 * MINUTE, rng)))
    came = Instant(max(created, began - _up_to(15 * MINUTE, rng)))
    return Course(Status.COMPLETED, ended, created, began, ended, came)


def _arrived(at: Instant, created: Instant) -> Course:
    return Course(Status.ARRIVED, at, created, arrived_at=at)


def _ahead(start: Instant, created: Instant, now: Instant, rng: Random) -> Course:
    share = next(share for days, share in _CONFIRMED if start - now <= days * DAY)
    if rng.random() < share:
        return Course(Status.CONFIRMED, _between(created, now, rng), created)
    return Course(Status.BOOKED, created, created)


def _created(start: Instant, now: Instant, rng: Random) -> Instant:
    """Give when it was booked: some weeks before, rather few than many, within the hours, and always before now."""
    if rng.random() < _SAME_DAY:
        booked = start - HOUR - _up_to(2 * HOUR, rng)
    else:
        booked = start - (1 + int(_DAYS_AHEAD * rng.random() ** 2)) * DAY + _up_to(2 * HOUR, rng)
    if booked >= now:
        booked = now - int(10 * rng.random()) * DAY - MINUTE - _up_to(2 * HOUR, rng)
    return Instant(booked - booked % SECOND)


def _between(first: int, last: int, rng: Random) -> Instant:
    """Give a moment between two, at a time of day for work: whole days after the first, or shortly before the last."""
    days = max(last - first, 0) // DAY
    if days:
        return Instant(first + (int(days * rng.random()) + 1) * DAY)
    return Instant(last - _up_to(min(max(last - first, 0), 2 * HOUR), rng))


def _up_to(most: int, rng: Random) -> int:
    """Give whole seconds, at most so many milliseconds."""
    return int(most * rng.random()) // SECOND * SECOND
