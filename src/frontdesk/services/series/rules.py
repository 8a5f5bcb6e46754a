"""Rules that follow what is done to a series: moved, ended before a time, or begun at one."""

from __future__ import annotations

from datetime import date, time, timedelta

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant, local_date, start_of_day, wall
from frontdesk.domain.rule import Every, Rule
from frontdesk.ics.clocks import utc, utc_wall
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import is_date, read_time, write_date, write_time
from frontdesk.services.series.times import between

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)


def moved_rule(rule: str, before: Instant, after: Instant, zone: str) -> str:
    """Give a rule for times that all lie as much later as one did: weekdays go along, and so does its end.

    A rule that names days of months or years cannot go along.
    """
    read, parts = read_rule(rule), _parts(rule)
    days = (local_date(after, zone) - local_date(before, zone)).days
    by = between(before, after, zone)
    if by and (read.hours or read.minutes or read.seconds):
        raise Invalid("rule_fixes_days", field="start", got=rule, allowed="the same time, or another rule")
    if days:
        _move_days(read, parts, days, rule)
    if "UNTIL" in parts:
        parts["UNTIL"] = _moved_until(parts["UNTIL"], by, days)
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


def rule_before(rule: str, moment: Instant, zone: str, *, all_day: bool) -> str:
    """Give the rule of what is left of a series that ends before a moment."""
    parts = _parts(rule)
    parts.pop("COUNT", None)
    read = read_rule(rule)
    if all_day or (read.every <= Every.DAILY and not read.hours):
        # One time a day at most, so the day before says it: as people write it, and whatever the clock does.
        parts["UNTIL"] = write_date(local_date(moment, zone) - _DAY)
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


def told_rule(rule: str, zone: str) -> str:
    """Give a rule as people say it: its end is a date where it is the last second of one, else on their own clock."""
    parts = _parts(rule)
    until = parts.get("UNTIL")
    if until is None or is_date(until):
        return rule
    moment, in_utc = read_time(until)
    shown = wall(utc(moment), zone).replace(tzinfo=None) if in_utc else moment
    parts["UNTIL"] = write_date(shown.date()) if shown.time() >= _LAST_SECOND else write_time(shown)
    return _joined(parts)


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.split(";") if part.strip())
    return {name.strip().upper(): value.strip() for name, _, value in pairs}


def _joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
