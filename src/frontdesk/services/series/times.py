"""When something comes again: the times that a rule gives, how far ahead, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import DAY, Instant, at_wall, local_date, wall, whole_days
from frontdesk.domain.intervals import Interval
from frontdesk.domain.rule import Rule
from frontdesk.ics.clocks import IanaClock, utc
from frontdesk.ics.event import Event
from frontdesk.ics.expand import MOST, occurrences
from frontdesk.ics.moments import key_of
from frontdesk.ics.problems import Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.walk import Walk
from frontdesk.services import checks

# Rows stand so far ahead.
AHEAD = 731 * DAY
ALLOWED = f"an RRULE such as FREQ=WEEKLY;BYDAY=MO that gives at most {MOST} times in two years"


@dataclass(frozen=True, slots=True)
class Times:
    """When something is: from, to, on whose clock, and the rule after which it comes again."""

    start: Instant
    end: Instant
    zone: str
    all_day: bool = False
    rule: str | None = None

    @property
    def length(self) -> timedelta:
        """Give how long it is on the wall clock: a block from nine to five is that on every day."""
        return between(self.start, self.end, self.zone)

    def whole_days(self) -> Times:
        """Give it with whole days where it lasts all day, as it is where it does not."""
        if not self.all_day:
            return self
        start, end = whole_days(self.start, self.end, self.zone)
        return replace(self, start=start, end=end)


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of a series; `key` names it, as RECURRENCE-ID does."""

    key: str
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True)
class Expansion:
    """The times of something; `horizon` is how far they reach where the rule goes on, None where it ends by itself."""

    slots: tuple[Slot, ...]
    horizon: Instant | None = None


def checked_rule(text: str | None) -> str | None:
    """Give a rule as it is kept, None for none; refuse what is no rule."""
    if text is None or not text.strip():
        return None
    written = checks.line(text, field="rule").upper().removeprefix("RRULE:").strip(" ;")
    try:
        read_rule(written)
    except Unreadable as error:
        raise Invalid("bad_rule", field="rule", got=text, allowed=ALLOWED) from error
    return written


def expanded(times: Times, now: int, *, limit: int = MOST) -> Expansion:
    """Give the times of something, two years ahead of now or of its start; a rule that floods the book is invalid."""
    rule = times.rule
    if rule is None:
        return Expansion((Slot(key_at(times.start, times), times.start, times.end),), None)
    horizon = Instant(max(now, times.start) + AHEAD)
    times = aligned(times, horizon)
    found = occurrences(event_of(times), (), Interval(times.start, horizon), limit=limit)
    if found.cut or found.problems:
        raise Invalid("bad_rule", field="rule", got=rule, allowed=ALLOWED)
    slots = tuple(Slot(o.key, o.start, end_after(o.start, times)) for o in found.occurrences)
    return Expansion(slots, None if has_ended(read_rule(rule), len(slots), times.zone, horizon) else horizon)


def aligned(times: Times, horizon: Instant) -> Times:
    """Give the times from the first one on that the rule itself gives.

    RFC 5545 would count the start whatever the rule says: a block "every Monday" that is drawn on a Wednesday.
    """
    assert times.rule is not None
    rule, clock = read_rule(times.rule), IanaClock(times.zone)
    if rule.hours or rule.minutes or rule.seconds:
        return times
    walk = Walk(rule, clock.wall(times.start), last=clock.wall(horizon), start_counts=False)
    first = next(iter(walk), None)
    if first is None:
        raise Invalid("bad_rule", field="rule", got=times.rule, allowed=ALLOWED)
    begin = clock.at(first)
    if begin == times.start or clock.wall(times.start) == first:
        return times
    return replace(times, start=begin, end=end_after(begin, times))


def event_of(times: Times) -> Event:
    """Give an event that says nothing but when it is.

    It begins on the first of two equal times of the wall clock, as whatever comes by a rule does.
    """
    clock = IanaClock(times.zone)
    start = clock.at(clock.wall(times.start))
    return Event(
        line=0,
        uid="",
        start=start,
        end=Instant(start + times.end - times.start),
        zone=times.zone,
        clock=clock,
        wall=clock.wall(start),
        all_day=times.all_day,
        rrules=() if times.rule is None else (times.rule,),
    )


def has_ended(rule: Rule, many: int, zone: str, horizon: Instant) -> bool:
    """Tell whether a rule that has given so many times gives none behind a horizon."""
    if rule.count is not None and many >= rule.count:
        return True
    if rule.until is None:
        return False
    last = utc(rule.until.wall) if rule.until.utc else at_wall(rule.until.wall, zone)
    return last < horizon


def end_after(start: Instant, times: Times) -> Instant:
    """Give the end on the wall clock; where the clock's change would leave nothing, as long as the first is."""
    end = shifted(start, times.length, times.zone)
    return end if end > start else Instant(start + times.end - times.start)


def shifted(instant: Instant, by: timedelta, zone: str) -> Instant:
    """Move an instant on the wall clock: nine o'clock stays nine o'clock."""
    return at_wall(_naive(instant, zone) + by, zone)


def between(before: Instant, after: Instant, zone: str) -> timedelta:
    """Give how far the wall clock moves from one instant to another."""
    return _naive(after, zone) - _naive(before, zone)


def key_at(start: Instant, times: Times) -> str:
    """Give the key of a time: its date, or its instant in UTC, of two equal times of the wall clock the first."""
    if times.all_day:
        return key_of(local_date(start, times.zone))
    return key_of(at_wall(_naive(start, times.zone), times.zone))


def _naive(instant: int, zone: str) -> datetime:
    return wall(instant, zone).replace(tzinfo=None)
