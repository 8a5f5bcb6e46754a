"""From the rule of a series in the book to what the form of repeats can show, and back. No Qt, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant, at_wall, local_date, wall
from frontdesk.domain.repeats import LEAST_TIMES, LONGEST_INTERVAL, MOST_TIMES, RepeatRule, dates_of
from frontdesk.domain.rule import Every, Rule, Until
from frontdesk.domain.schedule import WEEKDAYS

_FREQUENCIES = {
    Every.DAILY: Frequency.DAILY,
    Every.WEEKLY: Frequency.WEEKLY,
    Every.MONTHLY: Frequency.MONTHLY,
}
_EVERY = {frequency: every for every, frequency in _FREQUENCIES.items()}


def shown_from(rules: Sequence[Rule], start: Instant, since: Instant, zone: str) -> RepeatRule | None:
    """Give what is left of a series from one of its dates on, as the form shows it; None where it cannot show it.

    `start` is the first date of the series. Its end may be a number of times: those before the date are taken off.
    """
    if len(rules) != 1:
        return None
    rule, first = rules[0], local_date(since, zone)
    frequency = _FREQUENCIES.get(rule.every)
    if frequency is None or not 1 <= rule.interval <= LONGEST_INTERVAL or _is_odd(rule, start, first, zone):
        return None
    days = {day for _, day in rule.weekdays}
    made = RepeatRule(
        frequency=frequency,
        interval=rule.interval,
        count=rule.count,
        until=None if rule.until is None else _last_day(rule.until, start, zone),
        weekdays=tuple(WEEKDAYS[day] for day in sorted(days)) if days - {first.weekday()} else (),
    )
    return _left(made, local_date(start, zone), first)


def as_rule(rule: RepeatRule) -> Rule:
    """Give what the form shows as a rule that can be said in a sentence."""
    until = None
    if rule.until is not None:
        until = Until(datetime.combine(rule.until, time()), utc=False, whole_day=True)
    return Rule(
        every=_EVERY[rule.frequency],
        interval=rule.interval,
        count=rule.count,
        until=until,
        weekdays=tuple((0, day.number) for day in rule.weekdays),
    )


def _is_odd(rule: Rule, start: Instant, first: date, zone: str) -> bool:
    """Tell whether a rule says more than the form knows."""
    if rule.months or rule.weeks or rule.year_days or rule.hours or rule.minutes or rule.seconds or rule.positions:
        return True
    if rule.weekdays and (rule.every is not Every.WEEKLY or any(ordinal for ordinal, _ in rule.weekdays)):
        return True
    if rule.every is Every.WEEKLY:
        return rule.interval > 1 and rule.week_start != 0 and len(rule.weekdays) > 1
    of_month = rule.month_days or (local_date(start, zone).day,)
    return bool(rule.month_days and rule.every is not Every.MONTHLY) or (
        rule.every is Every.MONTHLY and of_month != (first.day,)
    )


def _last_day(until: Until, start: Instant, zone: str) -> date:
    last = wall(at_wall(until.wall, "UTC"), zone).replace(tzinfo=None) if until.utc else until.wall
    early = not until.whole_day and last.time() < wall(start, zone).time()
    return last.date() - timedelta(days=1) if early else last.date()


def _left(rule: RepeatRule, start: date, first: date) -> RepeatRule | None:
    """Take off the dates before the first that is meant."""
    if rule.until is not None:
        return rule if rule.until >= first else None
    if rule.count is None:
        return rule
    if rule.count > MOST_TIMES:
        return None
    try:
        many = sum(day >= first for day in dates_of(_counted(rule, max(rule.count, LEAST_TIMES)), start).found)
    except Invalid:
        return None
    # A last date alone comes again no more, which the form says otherwise.
    return _counted(rule, many) if many >= LEAST_TIMES else None


def _counted(rule: RepeatRule, count: int) -> RepeatRule:
    return RepeatRule(frequency=rule.frequency, interval=rule.interval, count=count, weekdays=rule.weekdays)
