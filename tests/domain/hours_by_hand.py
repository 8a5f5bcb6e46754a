"""Opening hours worked out by walking the clock on the wall, to judge those that the program resolves.

Nothing here comes from the program but the records themselves: no zone arithmetic, no interval algebra. The walk
notes what the clock shows at every step; a wall-clock time is the first step that shows it, and where the clock
jumped over it, it lies as long after the jump as it would have lain after the last reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import gcd
from zoneinfo import ZoneInfo, available_timezones

from frontdesk.domain.closure import Closure
from frontdesk.domain.ids import Id
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import Rule, Schedule

Second = int  # since 1970, in UTC
_DAY = 86_400
_FROM, _TO = 0, int(datetime(2038, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a zone's clock: the first second of the new offset, and both offsets in seconds."""

    zone: str
    at: Second
    before: int
    after: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """Give what makes it alike to another: both offsets, and the time of day that the clock would have shown."""
        return (self.before, self.after, (self.at + self.before) % _DAY)


def offset(zone: ZoneInfo, at: Second) -> int:
    """Give the seconds that the wall clock is ahead of UTC."""
    ahead = datetime.fromtimestamp(at, zone).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds())


@lru_cache(maxsize=700)
def changes_of(name: str) -> tuple[Change, ...]:
    """Find every change of a zone's clock from 1970 to 2037, by looking each week and halving where it changed."""
    zone, found, at = ZoneInfo(name), [], _FROM
    held = offset(zone, at)
    while at < _TO:
        ahead = min(at + 7 * _DAY, _TO)
        if offset(zone, ahead) == held:
            at = ahead
            continue
        while ahead - at > 1:
            middle = (at + ahead) // 2
            at, ahead = (middle, ahead) if offset(zone, middle) == held else (at, middle)
        found.append(Change(name, ahead, held, offset(zone, ahead)))
        at, held = ahead, found[-1].after
    return tuple(found)


def every_zone() -> list[str]:
    """Give the names of the zone database."""
    return sorted(available_timezones())


class WallClock:
    """A zone's clock, walked from `days` before a moment to `days` after it."""

    def __init__(self, name: str, around: Second, days: int = 3) -> None:
        zone = ZoneInfo(name)
        self.start = (around - days * _DAY) // 60 * 60
        self.end = (around + days * _DAY) // 60 * 60
        # Whole minutes, except where an offset holds half of one, as Liberia's did until 1972.
        ends = (offset(zone, self.start), offset(zone, self.end))
        self.step = gcd(60, *ends)
        self._shown: dict[int, Second] = {}
        self._jumps: list[tuple[int, int, Second]] = []
        due = self.start + ends[0]
        for at in range(self.start, self.end, self.step):
            reading = at + offset(zone, at)
            if reading > due:
                self._jumps.append((due, reading, at))
            self._shown.setdefault(reading, at)
            due = reading + self.step

    def at(self, day: date, minute: int) -> Second:
        """Give the moment that a wall-clock time means."""
        wanted = (day.toordinal() - date(1970, 1, 1).toordinal()) * _DAY + minute * 60
        if wanted in self._shown:
            return self._shown[wanted]
        for due, reading, at in self._jumps:
            if due <= wanted < reading:
                return at + wanted - due
        raise LookupError(f"{day} {minute} lies outside the walk")

    def dates(self) -> list[date]:
        """Give the dates that the clock shows from their midnight to the next, in order."""
        days = {reading // _DAY for reading in self._shown}
        inner = range(min(self._shown) // _DAY + 1, max(self._shown) // _DAY)
        return [date(1970, 1, 1) + timedelta(days=n) for n in inner if n in days]


class Timeline:
    """Which steps of a walk are open."""

    def __init__(self, clock: WallClock) -> None:
        self.clock = clock
        self.steps = bytearray((clock.end - clock.start) // clock.step)

    def mark(self, start: Second, end: Second, value: int = 1) -> None:
        """Open or close from one moment to another; nothing when they are the wrong way round."""
        a, b = (max(0, (each - self.clock.start) // self.clock.step) for each in (start, end))
        b = min(b, len(self.steps))
        if a < b:
            self.steps[a:b] = bytes([value]) * (b - a)

    def both(self, other: Timeline) -> None:
        """Keep open only what the other has open too."""
        self.steps = bytearray(a & b for a, b in zip(self.steps, other.steps, strict=True))

    def either(self, other: Timeline) -> None:
        """Open what the other has open too."""
        self.steps = bytearray(a | b for a, b in zip(self.steps, other.steps, strict=True))

    def runs(self, start_ms: int, end_ms: int) -> list[tuple[int, int]]:
        """Give what is open within a span, in milliseconds."""
        step, zero = self.clock.step * 1000, self.clock.start * 1000
        whole = ((zero + m.start() * step, zero + m.end() * step) for m in re.finditer(rb"\x01+", self.steps))
        within = ((max(a, start_ms), min(b, end_ms)) for a, b in whole)
        return [(a, b) for a, b in within if a < b]


def stretches_on(rules: Iterable[Rule], day: date) -> list[tuple[int, int]]:
    """Give the stretches of a date, in minutes: those of the narrowest date rule, else of all the weekday's rules."""
    rules = list(rules)
    dated = [(len(list(_dates(r))), n) for n, r in enumerate(rules) if r.date is not None and day in _dates(r)]
    held = [rules[min(dated)[1]]] if dated else [r for r in rules if r.date is None and _holds(r, day)]
    return [(s.start, s.end) for rule in held for s in rule.intervals]


def _dates(rule: Rule) -> set[date]:
    assert rule.date is not None
    last = rule.until or rule.date
    return {rule.date + timedelta(days=n) for n in range((last - rule.date).days + 1)}


def _holds(rule: Rule, day: date) -> bool:
    if day.strftime("%A").lower() != rule.day:
        return False
    if rule.until is not None and day > rule.until:
        return False
    if rule.since is None:
        return True
    # The Monday of the first week, and then every n-th Monday.
    monday = rule.since
    while monday.strftime("%A") != "Monday":
        monday -= timedelta(days=1)
    return rule.since <= day and (day - monday).days // 7 % rule.every == 0


def opened(schedule: Schedule, clock: WallClock) -> Timeline:
    """Walk through a schedule's dates; the clock must be one of its zone."""
    found = Timeline(clock)
    for day in clock.dates():
        for start, end in stretches_on(schedule.rules, day):
            found.mark(clock.at(day, start), clock.at(day, end))
    return found


def close(found: Timeline, closures: Iterable[Closure], location: int, clock: WallClock) -> None:
    """Close what the closures of a location close; the clock must be one of its zone."""
    for closure in closures:
        if closure.struck or closure.archived_at is not None or closure.location_id not in (None, location):
            continue
        for day in _days_of(closure, clock):
            start, end = (0, 1440) if closure.start is None else (closure.start, closure.end or 0)
            found.mark(clock.at(day, start), clock.at(day, end), 0)


def _days_of(closure: Closure, clock: WallClock) -> Iterator[date]:
    return (day for day in clock.dates() if closure.first <= day <= closure.last)


@dataclass(frozen=True)
class Scene:
    """Everything that decides when a clinic is open, around a moment."""

    around: Second
    schedules: tuple[Schedule, ...]
    closures: tuple[Closure, ...]
    zones: dict[Id, str]

    def openings(self) -> Openings:
        """Give it as the program takes it."""
        return Openings(self.schedules, self.closures, self.zones)

    def open(
        self, practitioner: int | None, location: int | None = None, calendar: int | None = None
    ) -> Timeline | None:
        """Walk through what is open; nothing at all is None."""
        live = [s for s in self.schedules if s.archived_at is None]
        own = [s for s in live if s.calendar_id is not None and s.calendar_id == calendar]
        everything = [s for s in live if s.practitioner_id is not None and s.practitioner_id == practitioner]
        theirs = [s for s in everything if location in (None, s.location_id)]
        if calendar is not None:
            tied = [s for s in theirs if calendar in s.calendars]
            theirs = tied or [s for s in theirs if not s.calendars]
        if everything and not theirs:
            return None
        for_person = self._either(theirs)
        for_calendar = self._either(own)
        if for_person is not None and for_calendar is not None:
            for_person.both(for_calendar)
        return for_person or for_calendar

    def _either(self, schedules: list[Schedule]) -> Timeline | None:
        found = None
        for schedule in schedules:
            one = opened(schedule, walk(schedule.zone, self.around))
            close(one, self.closures, schedule.location_id, walk(self.zones[schedule.location_id], self.around))
            if found is None:
                found = one
            else:
                found.either(one)
        return found


@lru_cache(maxsize=200)
def walk(name: str, around: Second) -> WallClock:
    """Walk a clock for five days to both sides, once."""
    return WallClock(name, around, days=5)
