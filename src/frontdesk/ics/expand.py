"""A series to its occurrences in a window of time, in bounded steps whatever the rule says.

The wall clock of the series moves, instants follow it. A time in a gap moves on by the gap when it comes from the
start, and is left out when BYHOUR, BYMINUTE or BYSECOND name it: RFC 5545 says the one in 3.8.5.3, the other
in 3.3.10.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from frontdesk.domain.instants import DAY, HOUR, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.rule import Every, Rule, Until
from frontdesk.ics.clocks import Clock, utc
from frontdesk.ics.event import Event, Kind, Moment
from frontdesk.ics.moments import after, key_of
from frontdesk.ics.problems import Problem, Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import midnight, read_length, read_time
from frontdesk.ics.walk import MOST_STEPS, Walk

MOST = 2_000
_EARLIEST, _LATEST = datetime(1, 1, 3), datetime(9999, 12, 29)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series. `key` names it (RECURRENCE-ID); `event` says the rest: the series, or its own version."""

    key: str
    start: Instant
    end: Instant
    event: Event

    @property
    def cancelled(self) -> bool:
        """Tell whether it does not take place."""
        return self.event.kind is Kind.CANCELLED


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a window holds of a series, by start. `cut` tells that there is more than the limit allows."""

    occurrences: tuple[Occurrence, ...]
    problems: tuple[Problem, ...] = ()
    cut: bool = False


def occurrences(master: Event, overrides: Iterable[Event], window: Interval, *, limit: int = MOST) -> Expansion:
    """Expand a series, its own versions of single occurrences in their place, those without one beside it.

    At most `limit` occurrences come, the first ones of the window.
    """
    return _Series(master, tuple(overrides), window, limit).expansion()


class _Series:
    def __init__(self, master: Event, overrides: tuple[Event, ...], window: Interval, limit: int) -> None:
        self._master = master
        self._window = window
        self._limit = limit
        self._clock = master.clock
        self._single = {o.recurrence_id: o for o in overrides if o.recurrence_id is not None and not o.this_and_future}
        later = [(_moment_of(o, self._clock), o) for o in overrides if o.this_and_future]
        self._later = sorted(later, key=lambda each: each[0])
        self._later_from = [moment for moment, _ in self._later]
        # How far a time may lie before the window, and behind it, and yet be moved into it.
        moved = [(o.start - moment, o.end - o.start) for moment, o in self._later]
        self._back = max([master.end - master.start, *(shift + length for shift, length in moved)])
        self._ahead = max([0, *(-shift for shift, _ in moved)])
        self._excluded = {_day_or_instant(each, master) for each in master.exdates}
        self._problems: list[Problem] = []
        self._steps = MOST_STEPS
        self._cut = False

    def expansion(self) -> Expansion:
        times: dict[Instant, Instant | None] = {}
        for start, end in self._times():
            times.setdefault(start, end)
        found = [self._occurrence(start, end) for start, end in times.items()]
        keys = {each.key for each in found}
        beside = {self._key(moment): own for moment, own in self._later if self._key(moment) not in keys}
        found.extend(Occurrence(key, own.start, own.end, own) for key, own in (beside | self._single).items())
        found = [each for each in found if self._in_window(each.start, each.end)]
        found.sort(key=lambda each: (each.start, each.key))
        if self._cut or len(found) > self._limit:
            self._cut = True
            self._say("too_many_occurrences", str(self._limit))
        return Expansion(tuple(found[: self._limit]), tuple(self._problems), self._cut)

    def _times(self) -> Iterator[tuple[Instant, Instant | None]]:
        """Give the starts of the window in order of their sources, excluded ones left out; an end only where
        it is not that of the series.
        """
        master = self._master
        excluded = self._excluded_by_rules()
        if not self._is_out(master.start, excluded):
            yield master.start, None
        for rule in master.rrules:
            many = 0
            for start in self._walk(rule):
                if self._is_out(start, excluded) or not self._in_window(*self._place_of(start)):
                    continue
                many += 1
                if many > self._limit:
                    self._cut = True
                    break
                yield start, None
        for addition in master.rdates:
            moment = addition.moment
            start = self._clock.at(_wall_of(moment, master)) if isinstance(moment, date) else moment
            if not self._is_out(start, excluded):
                yield start, addition.end

    def _walk(self, text: str) -> Iterator[Instant]:
        master = self._master
        try:
            rule = read_rule(text)
        except Unreadable as error:
            self._say(error.what, error.detail)
            return
        until, rule = rule.until, _without_times(rule) if master.all_day else rule
        # As far as wall clocks jump; for seconds no further than must be, since each of them is a step.
        margin = DAY if rule.every < Every.MINUTELY else 3 * HOUR
        last = _clipped(self._clock.wall, self._window.end, margin + self._ahead)
        if until is not None:
            last = min(last, self._until_wall(until) + timedelta(days=1))
        walk = Walk(
            rule,
            master.wall,
            first=_clipped(self._clock.wall, self._window.start, -margin - self._back),
            last=max(last, master.wall),
            real=self._exists if rule.hours or rule.minutes or rule.seconds else None,
            steps=self._steps,
        )
        try:
            for wall in walk:
                start = self._clock.at(wall)
                if until is None or wall == master.wall or self._before(until, wall, start):
                    yield start
        finally:
            self._steps = walk.steps
            self._cut = self._cut or walk.cut

    def _until_wall(self, until: Until) -> datetime:
        if not until.utc:
            return until.wall
        return self._clock.wall(utc(until.wall))

    def _before(self, until: Until, wall: datetime, start: Instant) -> bool:
        """Tell whether a time still counts: UNTIL is the last, a date means all its day."""
        if until.whole_day or self._master.all_day:
            return wall.date() <= self._until_wall(until).date()
        return start <= (utc(until.wall) if until.utc else self._clock.at(until.wall))

    def _exists(self, wall: datetime) -> bool:
        return self._clock.wall(self._clock.at(wall)) == wall

    def _excluded_by_rules(self) -> set[Instant]:
        return {start for rule in self._master.exrules for start in self._walk_exceptions(rule)}

    def _walk_exceptions(self, rule: str) -> Iterator[Instant]:
        for many, start in enumerate(self._walk(rule)):
            if many > 10 * self._limit:
                self._cut = True
                return
            yield start

    def _is_out(self, start: Instant, by_rules: set[Instant]) -> bool:
        if not self._excluded and not by_rules:
            return False
        return start in by_rules or start in self._excluded or self._clock.wall(start).date() in self._excluded

    def _occurrence(self, start: Instant, end: Instant | None) -> Occurrence:
        key = self._key(start)
        own = self._single.pop(key, None) or (self._single.pop(self._day_key(start), None) if self._single else None)
        return self._shifted(key, start, end) if own is None else Occurrence(key, own.start, own.end, own)

    def _shifted(self, key: str, start: Instant, end: Instant | None) -> Occurrence:
        """Give an occurrence as the series, or the latest change for it and all that follow, would have it."""
        at = bisect_right(self._later_from, start)
        if not at:
            return Occurrence(key, start, end if end is not None else _end_after(self._master, start), self._master)
        moment, version = self._later[at - 1]
        moved = version.wall - self._clock.wall(moment)
        begin = version.clock.at(self._clock.wall(start) + moved)
        return Occurrence(key, begin, _end_after(version, begin), version)

    def _place_of(self, start: Instant) -> tuple[Instant, Instant]:
        placed = self._shifted("", start, None)
        return placed.start, placed.end

    def _key(self, start: Instant) -> str:
        return self._day_key(start) if self._master.all_day else key_of(start)

    def _day_key(self, start: Instant) -> str:
        return key_of(self._clock.wall(start).date())

    def _in_window(self, start: Instant, end: Instant) -> bool:
        return start < self._window.end and (end > self._window.start or start >= self._window.start)

    def _say(self, what: str, detail: str) -> None:
        self._problems.append(Problem(self._master.line, "VEVENT", what, detail))


def _end_after(event: Event, start: Instant) -> Instant:
    """Give the end that belongs to another start: as many days, as long, or by the event's own DURATION."""
    if event.all_day:
        days = event.clock.wall(event.end).date() - event.wall.date()
        return event.clock.at(event.clock.wall(start) + days)
    if event.length is not None:
        return after(read_length(event.length), event.clock.wall(start), event.clock, whole_days=False)
    return Instant(start + event.end - event.start)


def _moment_of(override: Event, clock: Clock) -> Instant:
    """Give the instant that an override's key names."""
    wall, in_utc = read_time(override.recurrence_id or "")
    return utc(wall) if in_utc else clock.at(wall)


def _day_or_instant(moment: Moment, master: Event) -> Moment:
    """Bring an exclusion into the form that the series' own occurrences have: whole days go by their date."""
    if isinstance(moment, date) or not master.all_day:
        return moment
    return master.clock.wall(moment).date()


def _wall_of(day: date, master: Event) -> datetime:
    return midnight(day) if master.all_day else datetime.combine(day, master.wall.time())


def _without_times(rule: Rule) -> Rule:
    return replace(rule, hours=(), minutes=(), seconds=())


def _clipped(wall: Callable[[int], datetime], instant: int, more: int) -> datetime:
    """Give the wall clock near an instant; what no clock shows becomes the earliest or latest that one does."""
    try:
        return min(max(wall(instant + more), _EARLIEST), _LATEST)
    except (OverflowError, ValueError):
        return _EARLIEST if instant < 0 else _LATEST
