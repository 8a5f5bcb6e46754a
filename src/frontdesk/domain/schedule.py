"""Schedules: when someone works or a calendar is open, said in rules on the wall clock of one zone (C66 to C70).

A weekday rule holds every week, or every n-th week counted from the week of its first date. A date rule replaces
the weekdays' on its date or dates; without intervals those dates are closed. Where one date rule lies within
another, the narrower one holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations, pairwise
from typing import NewType

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours, clock
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, zone

Minute = NewType("Minute", int)  # after midnight on the wall clock, 0 to 1440; HH:MM in JSON
MOST_RULES = 1000
MOST_WEEKS = 52
LONGEST_NOTE = 200


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Give 0 for Monday to 6 for Sunday."""
        return _NUMBERS[self]


WEEKDAYS = tuple(Weekday)
_NUMBERS = {day: n for n, day in enumerate(WEEKDAYS)}


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Open from one minute of a day up to another; 24:00 may end it. In JSON they are `from` and `to`."""

    start: Minute = field(metadata={"said": "from"})
    end: Minute = field(metadata={"said": "to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a schedule: `day` makes it a weekday's, `date` a date's, and it has exactly one of them.

    `until` is the last date that it holds on. A weekday rule may begin `since` a date, and `every` n-th week then.
    """

    day: Weekday | None = None
    date: datetime.date | None = None
    until: datetime.date | None = None
    since: datetime.date | None = None
    every: int = 1
    intervals: tuple[Stretch, ...] = ()
    note: str = ""

    def holds_on(self, day: datetime.date) -> bool:
        """Tell whether the rule speaks of a date."""
        if self.date is not None:
            return self.date <= day <= (self.until or self.date)
        if self.day is None or day.weekday() != self.day.number:
            return False
        if (self.since is not None and day < self.since) or (self.until is not None and day > self.until):
            return False
        return self.every == 1 or (week_number(day) - week_number(self.since or day)) % self.every == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The rules of one practitioner, or a calendar's own (`calendar_id`; then without a practitioner).

    `calendars` are those that a practitioner's schedule is for; with none it serves all that have no other.
    """

    id: Id
    name: str
    zone: str
    location_id: Id
    practitioner_id: Id | None = None
    calendar_id: Id | None = None
    calendars: tuple[Id, ...] = ()
    rules: tuple[Rule, ...] = ()
    archived_at: Instant | None = None
    version: int = 1

    def checked(self) -> Schedule:
        """Return itself with its rules in order and adjacent intervals merged, refusing what contradicts itself."""
        zone(self.zone, field="zone_name")
        return replace(self, rules=checked_rules(self.rules))

    def stretches_on(self, day: datetime.date) -> tuple[Stretch, ...]:
        """Give the open stretches of one date, in order."""
        dated = [rule for rule in self.rules if rule.date is not None and rule.holds_on(day)]
        if dated:
            return min(dated, key=_breadth).intervals
        found = [s for rule in self.rules if rule.date is None and rule.holds_on(day) for s in rule.intervals]
        return tuple(merged(found))


def week_number(day: datetime.date) -> int:
    """Count weeks from Monday to Sunday, without end and without beginning anew each year."""
    return (day.toordinal() - 1) // 7


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Sort stretches and join those that touch; they do not overlap."""
    found: list[Stretch] = []
    for each in sorted(stretches):
        if found and found[-1].end == each.start:
            found[-1] = Stretch(found[-1].start, each.end)
        else:
            found.append(each)
    return found


def checked_rules(rules: Sequence[Rule], name: str = "rules") -> tuple[Rule, ...]:
    """Give the rules, weekdays first and each kind in order; the field of a refusal is as in `rules[2].intervals`."""
    if len(rules) > MOST_RULES:
        raise Invalid("too_many", field=name, got=len(rules), allowed=f"at most {MOST_RULES}")
    sound = [_checked_rule(rule, f"{name}[{n}]") for n, rule in enumerate(rules)]
    for (m, one), (n, other) in combinations(enumerate(sound), 2):
        _check_pair(one, other, f"{name}[{n}]", f"{name}[{m}]")
    return tuple(sorted(sound, key=_order))


def weekly(hours: Iterable[WeeklyHours]) -> tuple[Rule, ...]:
    """Turn plain weekly hours into rules (C04, C52)."""
    by_day: dict[int, list[Stretch]] = {}
    for n, each in enumerate(hours):
        if not 0 <= each.weekday <= 6:
            raise Invalid(
                "no_such_weekday", field=f"hours[{n}].weekday", got=each.weekday, allowed="0 Monday to 6 Sunday"
            )
        by_day.setdefault(each.weekday, []).append(Stretch(Minute(each.start_minute), Minute(each.end_minute)))
    return tuple(Rule(day=WEEKDAYS[n], intervals=tuple(by_day[n])) for n in sorted(by_day))


def week_of(rules: Iterable[Rule]) -> tuple[WeeklyHours, ...]:
    """Give the hours of those rules that hold every week without end."""
    plain = [rule for rule in rules if is_plain(rule)]
    by_day = {day: merged(s for r in plain if r.day is day for s in r.intervals) for day in WEEKDAYS}
    return tuple(WeeklyHours(day.number, s.start, s.end) for day in WEEKDAYS for s in by_day[day])


def is_plain(rule: Rule) -> bool:
    """Tell whether a rule holds on its weekday every week, from ever and for ever."""
    return rule.day is not None and rule.every == 1 and rule.since is None and rule.until is None


def _checked_rule(rule: Rule, at: str) -> Rule:
    if (rule.day is None) == (rule.date is None):
        got = None if rule.day is None else f"{rule.day.value} and {rule.date}"
        raise Invalid("day_xor_date", field=at, got=got, allowed="either a weekday or a date")
    if rule.date is not None and (rule.since is not None or rule.every != 1):
        wrong, sent = ("every", str(rule.every)) if rule.every != 1 else ("since", str(rule.since))
        raise Invalid("date_repeats", field=f"{at}.{wrong}", got=sent, allowed="only on weekday rules")
    if not 1 <= rule.every <= MOST_WEEKS:
        raise Invalid("bad_every", field=f"{at}.every", got=rule.every, allowed=f"1 to {MOST_WEEKS} weeks")
    if rule.every > 1 and rule.since is None:
        raise Invalid("since_needed", field=f"{at}.since", got=None, allowed="a date in the first such week")
    first = rule.date or rule.since
    if rule.until is not None and first is not None and rule.until < first:
        raise Invalid("until_before_start", field=f"{at}.until", got=str(rule.until), allowed=f"{first} or later")
    if len(rule.note) > LONGEST_NOTE:
        allowed = f"at most {LONGEST_NOTE} characters"
        raise Invalid("too_long_text", field=f"{at}.note", got=len(rule.note), allowed=allowed)
    return replace(rule, intervals=checked_stretches(rule.intervals, f"{at}.intervals"))


def checked_stretches(stretches: Sequence[Stretch], name: str) -> tuple[Stretch, ...]:
    """Give the stretches of one day in order, adjacent ones merged; overnight and overlapping ones are invalid."""
    for n, each in enumerate(stretches):
        if not 0 <= each.start < 1440:
            raise Invalid("not_in_one_day", field=f"{name}[{n}].from", got=clock(each.start), allowed="00:00 to 23:59")
        if not each.start < each.end <= 1440:
            allowed = f"after {clock(each.start)}, up to 24:00"
            raise Invalid("not_in_one_day", field=f"{name}[{n}].to", got=clock(each.end), allowed=allowed)
    in_order = sorted(range(len(stretches)), key=lambda n: stretches[n])
    for before, after in pairwise(in_order):
        if stretches[after].start < stretches[before].end:
            got = f"{clock(stretches[after].start)}-{clock(stretches[after].end)}"
            allowed = f"from {clock(stretches[before].end)} on"
            raise Invalid("hours_overlap", field=f"{name}[{after}]", got=got, allowed=allowed)
    return tuple(merged(stretches))


def _check_pair(one: Rule, other: Rule, at: str, beside: str) -> None:
    if one.date is not None and other.date is not None:
        _check_dates(one, other, at, beside)
    elif one.day is not None and one.day is other.day and _share_a_week(one, other):
        for a in one.intervals:
            for b in other.intervals:
                if a.start < b.end and b.start < a.end:
                    got = f"{clock(b.start)}-{clock(b.end)}"
                    raise Invalid("hours_overlap", field=f"{at}.intervals", got=got, allowed=f"not with {beside}")


def _check_dates(one: Rule, other: Rule, at: str, beside: str) -> None:
    assert one.date is not None
    assert other.date is not None
    ends = (one.until or one.date, other.until or other.date)
    if one.date > ends[1] or other.date > ends[0]:
        return
    first_within = other.date <= one.date and ends[0] <= ends[1]
    second_within = one.date <= other.date and ends[1] <= ends[0]
    if first_within != second_within:
        return
    # Both the same dates, or each sticking out of the other: no telling which should hold.
    raise Invalid("dates_cross", field=f"{at}.date", got=str(other.date), allowed=f"dates outside or within {beside}")


def _share_a_week(one: Rule, other: Rule) -> bool:
    """Tell whether some date falls under both rules of a weekday."""
    assert one.day is not None
    first = max(one.since or datetime.date.min, other.since or datetime.date.min)
    last = min(one.until or datetime.date.max, other.until or datetime.date.max)
    # Weeks that have the weekday on a date from the first to the last.
    week = -(-(first.toordinal() - 1 - one.day.number) // 7)
    last_week = (last.toordinal() - 1 - one.day.number) // 7
    week += (_first_week(one) - week) % one.every
    # Which of its weeks the one meets the other in comes round after as many as the other leaves out.
    for _ in range(other.every):
        if (week - _first_week(other)) % other.every == 0:
            return week <= last_week
        week += one.every
    return False


def _first_week(rule: Rule) -> int:
    return week_number(rule.since or datetime.date.min)


def _breadth(rule: Rule) -> int:
    assert rule.date is not None
    return ((rule.until or rule.date) - rule.date).days


def _order(rule: Rule) -> tuple[int, int, int, str]:
    if rule.date is not None:
        return (1, rule.date.toordinal(), _breadth(rule), "")
    assert rule.day is not None
    since = rule.since.toordinal() if rule.since else 0
    return (0, rule.day.number, since, "")
