"""On which dates something comes again: every so many days, weeks or months, so many times or until a date (C54).

As RFC 5545 has it: weeks begin on Monday, and a month that lacks the day, such as one without a 31st, is passed over
and counted for nothing. Those months are told, because people expect a date in each.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from typing import NamedTuple

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant, at_wall, wall
from frontdesk.domain.schedule import WEEKDAYS, Weekday

LEAST_TIMES = 2
MOST_TIMES = 104
LONGEST_INTERVAL = 99
# What is planned further ahead is a typing error.
MOST_YEARS = 10
_BY_CODE = {day.value[:2].upper(): day for day in WEEKDAYS}


class Dates(NamedTuple):
    """The dates of a rule, in order; `left_out` names the months that lack the day, each by its first."""

    found: tuple[date, ...]
    left_out: tuple[date, ...] = ()


class Time(NamedTuple):
    """One time of a series."""

    day: date
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRule:
    """How often, and for how long: either `count` times or until a date, that date included.

    With neither it goes on without end, which can be written but not planned date by date. `weekdays` are those of a
    weekly rule; without any it is the weekday of the first date.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    weekdays: tuple[Weekday, ...] = ()

    def checked(self, first: date) -> RepeatRule:
        """Return itself with its weekdays in order, refusing what gives nothing, or without end."""
        if not 1 <= self.interval <= LONGEST_INTERVAL:
            raise Invalid("bad_interval", field="interval", got=self.interval, allowed=f"1 to {LONGEST_INTERVAL}")
        if (self.count is None) == (self.until is None):
            both = "neither" if self.count is None else "both"
            raise Invalid("count_or_until", field="count", got=both, allowed="one of count and until")
        if self.count is not None and not LEAST_TIMES <= self.count <= MOST_TIMES:
            allowed = f"{LEAST_TIMES} to {MOST_TIMES}"
            raise Invalid("bad_times", field="count", got=self.count, allowed=allowed, most=MOST_TIMES)
        if self.until is not None and self.until < first:
            allowed = f"not before {first.isoformat()}"
            raise Invalid("until_before_start", field="until", got=self.until.isoformat(), allowed=allowed)
        if self.weekdays and self.frequency is not Frequency.WEEKLY:
            got = [day.value for day in self.weekdays]
            raise Invalid("weekdays_only_weekly", field="weekdays", got=got, allowed="none unless weekly")
        ordered = tuple(day for day in WEEKDAYS if day in self.weekdays)
        return RepeatRule(
            frequency=self.frequency, interval=self.interval, count=self.count, until=self.until, weekdays=ordered
        )

    def written(self) -> str:
        """Write it as the value of an RRULE; its end, where it has one, is a date."""
        parts = [f"FREQ={self.frequency.value.upper()}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(code for code, day in _BY_CODE.items() if day in self.weekdays))
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        elif self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def rule_read(written: str) -> RepeatRule | None:
    """Read a rule that was written here; None for one that says more, as those of others may."""
    parts = dict(part.split("=", 1) for part in written.split(";") if "=" in part)
    if not parts.keys() <= {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY"}:
        return None
    try:
        until = parts.get("UNTIL")
        made = RepeatRule(
            frequency=Frequency(parts.get("FREQ", "").lower()),
            interval=int(parts.get("INTERVAL", "1")),
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=None if until is None else _date(until),
            weekdays=tuple(_BY_CODE[code] for code in parts.get("BYDAY", "").split(",") if code),
        )
    except (ValueError, KeyError):
        return None
    return made if made.count is not None or made.until is not None else None


def _date(digits: str) -> date:
    """Read YYYYMMDD, a ValueError for anything else."""
    if len(digits) != 8 or not digits.isdigit():
        raise ValueError(digits)
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def dates_of(rule: RepeatRule, first: date) -> Dates:
    """Give the dates from the first one on that the rule itself gives, which may be later than `first`.

    More than 104, and any that lies more than ten years ahead, is invalid.
    """
    rule = rule.checked(first)
    furthest = first.replace(year=min(first.year + MOST_YEARS, MAXYEAR), day=min(first.day, 28))
    most = MOST_TIMES if rule.count is None else rule.count
    found: list[date] = []
    left_out: list[date] = []
    for day, is_there in _days(rule, first):
        if rule.until is not None and day > rule.until:
            break
        if day > furthest:
            _refuse_far(rule, furthest)
        if len(found) == most:
            allowed = f"at most {MOST_TIMES} dates"
            raise Invalid("too_many_times", field="until", got=str(rule.until), allowed=allowed, most=MOST_TIMES)
        (found if is_there else left_out).append(day)
        if rule.count is not None and len(found) == most:
            break
    if not found:
        raise Invalid("until_before_start", field="until", got=str(rule.until), allowed="a date that it comes on")
    return Dates(tuple(found), tuple(left_out))


def _refuse_far(rule: RepeatRule, furthest: date) -> None:
    field, got = ("count", rule.count) if rule.until is None else ("until", rule.until.isoformat())
    allowed = f"dates up to {furthest.isoformat()}"
    raise Invalid("repeats_too_far", field=field, got=got, allowed=allowed, years=MOST_YEARS)


def times_of(rule: RepeatRule, start: Instant, length: int, zone: str) -> tuple[tuple[Time, ...], tuple[date, ...]]:
    """Give the times of a series, each as long and at the same time on the wall clock, and the months without one.

    Where the clock skips that time it moves on by the gap (RFC 5545, section 3.3.5).
    """
    clock = wall(start, zone).replace(tzinfo=None)
    found, left_out = dates_of(rule, clock.date())
    times = []
    for day in found:
        # The start itself may be the second of a time that comes twice.
        begin = start if day == clock.date() else at_wall(datetime.combine(day, clock.time()), zone)
        times.append(Time(day, begin, Instant(begin + length)))
    return tuple(times), left_out


def _days(rule: RepeatRule, first: date) -> Iterator[tuple[date, bool]]:
    """Give the dates without end, and whether each is there; a month without the day stands as its first."""
    if rule.frequency is Frequency.MONTHLY:
        yield from _months(rule.interval, first)
        return
    if rule.frequency is Frequency.DAILY:
        yield from ((day, True) for day in _every(rule.interval, first))
        return
    numbers = [day.number for day in WEEKDAYS if day in rule.weekdays] or [first.weekday()]
    for monday in _every(7 * rule.interval, first - timedelta(days=first.weekday())):
        for number in numbers:
            day = monday + timedelta(days=number)
            if day >= first:
                yield day, True


def _every(days: int, first: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), date.max.toordinal() - 7, days):
        yield date.fromordinal(ordinal)


def _months(interval: int, first: date) -> Iterator[tuple[date, bool]]:
    for months in range(first.year * 12 + first.month - 1, MAXYEAR * 12, interval):
        year, month = divmod(months, 12)
        is_there = first.day <= monthrange(year, month + 1)[1]
        yield date(year, month + 1, first.day if is_there else 1), is_there
