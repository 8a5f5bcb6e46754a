"""Dates and the times in them: midnights, answers by date, and what is kept from patients."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b

from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant, checked_date, local_date, start_of_day
from frontdesk.domain.intervals import Interval

_DAY = timedelta(days=1)


def span_of(first: date, last: date, zone: str) -> Interval:
    """Give the time from the beginning of one date to the end of another, both included."""
    return Interval(start_of_day(first, zone), start_of_day(last + _DAY, zone))


@lru_cache(maxsize=256)
def midnights(span: Interval, zone: str) -> tuple[Instant, ...]:
    """Give the beginnings of the dates of a zone that a span touches, and the one after it."""
    first, last = local_date(span.start, zone).toordinal(), local_date(span.end, zone).toordinal()
    every = (start_of_day(date.fromordinal(n), zone) for n in range(first, last + 2))
    return tuple(sorted(set(every)))


def by_date(slots: Sequence[Slot], zone: str, first: date, last: date) -> dict[date, tuple[Slot, ...]]:
    """Sort slots, which are in order, under the dates of a zone; a date without any is there, empty."""
    starts = [slot.start for slot in slots]
    found: dict[date, tuple[Slot, ...]] = {}
    at = bisect_left(starts, start_of_day(first, zone))
    for n in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(n)
        until = bisect_left(starts, start_of_day(day + _DAY, zone), at)
        found[day] = tuple(slots[at:until])
        at = until
    return found


def days_between(first: date, last: date, most: int) -> int:
    """Count the dates from first to last, both included; refuse none, more than `most`, and years without a clock."""
    checked_date(first, field="first")
    days = (checked_date(last, field="last") - first).days + 1
    if days < 1:
        raise Invalid("last_before_first", field="last", got=last.isoformat(), allowed=f"{first} or later")
    if days > most:
        raise Invalid("too_many_days", field="last", got=days, allowed=f"at most {most} days")
    return days


def without_hidden(slots: Sequence[Slot], percent: int, salt: int, zone: str, span: Interval) -> list[Slot]:
    """Keep so many percent of each date's times back, always the same ones (C57)."""
    edges = midnights(span, zone)
    days: dict[int, list[Slot]] = {}
    for slot in slots:
        days.setdefault(bisect_right(edges, slot.start), []).append(slot)
    found: list[Slot] = []
    for day in days.values():
        hidden = (len(day) * percent + 50) // 100
        gone = set(sorted((slot.start for slot in day), key=lambda start: _mark(salt, start))[:hidden])
        found += [slot for slot in day if slot.start not in gone]
    return found


def _mark(salt: int, start: int) -> bytes:
    return blake2b(f"{salt}:{start}".encode(), digest_size=8).digest()
