"""Blocks that come again: the times that a rule gives, and what is kept with each of them.

One row a time, all of one series id; the rule and the first time stand beside each row as notes, the way an import
keeps them, so that an export can write the series as the one event that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from frontdesk.domain.appointment import Appointment, EventType, native_uid
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, at_wall, local_date, start_of_day, wall
from frontdesk.domain.intervals import Interval
from frontdesk.domain.rule import Every, Rule
from frontdesk.ics.clocks import IanaClock, utc, utc_wall
from frontdesk.ics.event import Event
from frontdesk.ics.expand import MOST, occurrences
from frontdesk.ics.moments import key_of
from frontdesk.ics.problems import Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import is_date, read_time, write_date, write_time
from frontdesk.ics.walk import Walk
from frontdesk.services import checks
from frontdesk.services.ics import kept

AHEAD = 731 * DAY
_ALLOWED = f"an RRULE such as FREQ=WEEKLY;BYDAY=MO that gives at most {MOST} times in two years"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """When a block is: from, to, on whose clock, and the rule after which it comes again."""

    start: Instant
    end: Instant
    zone: str
    all_day: bool = False
    rule: str | None = None

    @property
    def length(self) -> timedelta:
        """Give how long it is on the wall clock: a block from nine to five is that on every day."""
        return _naive(self.end, self.zone) - _naive(self.start, self.zone)

    def whole_days(self) -> Times:
        """Give it with whole days where it lasts all day, as it is where it does not."""
        if not self.all_day:
            return self
        first, last = local_date(self.start, self.zone), local_date(self.end - 1, self.zone)
        return replace(self, start=start_of_day(first, self.zone), end=start_of_day(max(first, last) + _DAY, self.zone))


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of a series; `key` names it, as RECURRENCE-ID does."""

    key: str
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True)
class Expansion:
    """The times of a block; `horizon` is how far they reach where the rule goes on, None where it ends by itself."""

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
        raise Invalid("bad_rule", field="rule", got=text, allowed=_ALLOWED) from error
    return written


def expanded(times: Times, now: int, *, since: int | None = None, limit: int = MOST) -> Expansion:
    """Give the times of a block, two years ahead of now or of its start; a rule that floods the book is invalid.

    `since` leaves out what ends before; the times are counted from the first one all the same.
    """
    rule = times.rule
    if rule is None:
        return Expansion((Slot(_key(times.start, times), times.start, times.end),), None)
    horizon = Instant(max(now, times.start) + AHEAD)
    times = aligned(times, horizon)
    found = occurrences(_event(times), (), Interval(Instant(since or times.start), horizon), limit=limit)
    if found.cut or found.problems:
        raise Invalid("bad_rule", field="rule", got=rule, allowed=_ALLOWED)
    slots = tuple(Slot(o.key, o.start, _end_after(o.start, times)) for o in found.occurrences)
    return Expansion(slots, None if _has_ended(read_rule(rule), slots, times, horizon) else horizon)


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
        raise Invalid("bad_rule", field="rule", got=times.rule, allowed=_ALLOWED)
    begin = clock.at(first)
    return times if begin == times.start else replace(times, start=begin, end=_end_after(begin, times))


def _event(times: Times) -> Event:
    clock = IanaClock(times.zone)
    return Event(
        line=0,
        uid="",
        start=times.start,
        end=times.end,
        zone=times.zone,
        clock=clock,
        wall=clock.wall(times.start),
        all_day=times.all_day,
        rrules=() if times.rule is None else (times.rule,),
    )


def _has_ended(rule: Rule, slots: tuple[Slot, ...], times: Times, horizon: Instant) -> bool:
    if rule.count is not None and len(slots) >= rule.count:
        return True
    if rule.until is None:
        return False
    last = utc(rule.until.wall) if rule.until.utc else at_wall(rule.until.wall, times.zone)
    return last < horizon


def _end_after(start: Instant, times: Times) -> Instant:
    """Give the end on the wall clock; where the clock's change would leave nothing, as long as the first is."""
    end = shifted(start, times.length, times.zone)
    return end if end > start else Instant(start + times.end - times.start)


def shifted(instant: Instant, by: timedelta, zone: str) -> Instant:
    """Move an instant on the wall clock: nine o'clock stays nine o'clock."""
    return at_wall(_naive(instant, zone) + by, zone)


def between(before: Instant, after: Instant, zone: str) -> timedelta:
    """Give how far the wall clock moves from one instant to another."""
    return _naive(after, zone) - _naive(before, zone)


def _naive(instant: int, zone: str) -> datetime:
    return wall(instant, zone).replace(tzinfo=None)


def _key(start: Instant, times: Times) -> str:
    return key_of(local_date(start, times.zone)) if times.all_day else key_of(start)


# What is kept with the rows of a series.


def rule_of(block: Appointment) -> str | None:
    """Give the rule of the series that a block belongs to."""
    return kept.note(block.extras, kept.RULE) if block.series_id is not None else None


def moment_of(block: Appointment) -> Instant:
    """Give when the series has a block, wherever it was put."""
    if block.recurrence_id is None:
        return block.start
    moment, in_utc = read_time(block.recurrence_id)
    return utc(moment) if in_utc else at_wall(moment, block.zone)


def is_changed(block: Appointment) -> bool:
    """Tell whether a block of a series was changed by itself."""
    return kept.note(block.extras, kept.CHANGED) is not None or moment_of(block) != block.start


def first_moment(rows: Iterable[Appointment]) -> Instant:
    """Give the first time of a series, even if that row was taken away."""
    listed = list(rows)
    noted = next((said for row in listed if (said := kept.note(row.extras, kept.START)) is not None), None)
    if noted is None:
        return min(moment_of(row) for row in listed)
    moment, in_utc = read_time(noted)
    return utc(moment) if in_utc else at_wall(moment, listed[0].zone)


def put_into(block: Appointment, series: Id, key: str, rule: str, first: str) -> Appointment:
    """Give a block as the row of a series that a key names; `first` names the series' first time."""
    mine = (kept.RULE, kept.START)
    rest = tuple(line for line in block.extras if line.partition(":")[0] not in mine)
    extras = (*rest, f"{kept.RULE}:{rule}", f"{kept.START}:{first}")
    return replace(block, uid=native_uid(series), series_id=series, recurrence_id=key, extras=extras)


def taken_out(block: Appointment) -> Appointment:
    """Give a block that belongs to no series any more."""
    mine = (kept.RULE, kept.START, kept.CHANGED)
    rest = tuple(line for line in block.extras if line.partition(":")[0] not in mine)
    return replace(block, uid=native_uid(block.id), series_id=None, recurrence_id=None, extras=rest)


def marked_changed(block: Appointment) -> Appointment:
    """Note that a block of a series is not as the series has it."""
    if block.series_id is None or kept.note(block.extras, kept.CHANGED) is not None:
        return block
    return replace(block, extras=(*block.extras, f"{kept.CHANGED}:1"))


def key_for(moment: Instant, block: Appointment) -> str:
    """Give the key of a moment in a block's series."""
    return key_of(local_date(moment, block.zone)) if block.all_day else key_of(moment)


def rows(template: Appointment, rule: str, slots: Sequence[Slot], series: Id, ids: Iterable[Id]) -> list[Appointment]:
    """Make one row of each time, with these ids."""
    return [
        put_into(replace(template, id=one, start=slot.start, end=slot.end), series, slot.key, rule, slots[0].key)
        for one, slot in zip(ids, slots, strict=True)
    ]


# Rules that follow what is done to a series.


def moved_rule(rule: str, before: Instant, after: Instant, zone: str) -> str:
    """Give a rule for times that all lie as much later as one did: weekdays go along, and so does its end.

    A rule that names days of months or years cannot go along.
    """
    read, parts = read_rule(rule), _parts(rule)
    days = (local_date(after, zone) - local_date(before, zone)).days
    if days:
        _move_days(read, parts, days, rule)
    if "UNTIL" in parts:
        parts["UNTIL"] = _moved_until(parts["UNTIL"], between(before, after, zone), days)
    return _joined(parts)


def _move_days(read: Rule, parts: dict[str, str], days: int, rule: str) -> None:
    fixed = (read.months, read.weeks, read.year_days, read.month_days, read.positions)
    if any(fixed) or (read.weekdays and read.every is not Every.WEEKLY):
        raise Invalid("rule_fixes_days", field="start", got=rule, allowed="the same day, or another rule")
    if read.weekdays:
        numbers = sorted({(day + days) % 7 for _, day in read.weekdays})
        parts["BYDAY"] = ",".join(_WEEKDAYS[n] for n in numbers)


def _moved_until(until: str, by: timedelta, days: int) -> str:
    moment, in_utc = read_time(until)
    if is_date(until):
        return write_date((moment + timedelta(days=days)).date())
    return write_time(moment + by, utc=in_utc)


def rule_before(rule: str, moment: Instant, block: Appointment) -> str:
    """Give the rule of what is left of a series that ends before a moment."""
    parts = _parts(rule)
    parts.pop("COUNT", None)
    read = read_rule(rule)
    if block.all_day or (read.every <= Every.DAILY and not read.hours):
        # One time a day at most, so the day before says it: as people write it, and whatever the clock does.
        parts["UNTIL"] = write_date(local_date(moment, block.zone) - _DAY)
    else:
        parts["UNTIL"] = write_time(utc_wall(moment - 1000), utc=True)
    return _joined(parts)


def rule_from(rule: str, gone: int) -> str:
    """Give the rule of what is left of a series when so many of its times lie before."""
    parts = _parts(rule)
    if "COUNT" in parts:
        parts["COUNT"] = str(max(1, int(parts["COUNT"]) - gone))
    return _joined(parts)


def exported_rule(rule: str, zone: str, *, all_day: bool) -> str:
    """Give a rule for a calendar file, which wants its end in UTC where its times are times of day."""
    parts = _parts(rule)
    until = parts.get("UNTIL")
    if until is not None and is_date(until) and not all_day:
        last = date(*read_time(until)[0].timetuple()[:3])
        parts["UNTIL"] = write_time(utc_wall(start_of_day(last + _DAY, zone) - 1000), utc=True)
    return _joined(parts)


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def is_block(entry: Appointment) -> bool:
    """Tell whether an entry of the book is a block."""
    return entry.event_type is EventType.BLOCK
