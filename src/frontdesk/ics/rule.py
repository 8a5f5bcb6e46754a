"""One recurrence rule: read, checked, and walked as wall-clock times.

Every step is one period (a year, a week, an hour) of bounded work, so that a rule that never gives anything, or
gives far too much, stops after a known time. python-dateutil, which cannot promise that and is wrong for some
rules, judges this walk in the tests.

Where RFC 5545 leaves it open: the start always counts as the first; BYWEEKNO without BYDAY means the weekday of
the start; a yearly BYMONTHDAY without BYMONTH means the month of the start; ordinals of BYDAY count only in months
and years; BYHOUR, BYMINUTE and BYSECOND mean nothing for whole days.
"""

from __future__ import annotations

from datetime import date

from frontdesk.domain.rule import Every, Rule, Until
from frontdesk.ics.problems import Unreadable
from frontdesk.ics.values import is_date, midnight, read_time

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
# Part: field, smallest and largest value, whether a minus counts from the end.
_LISTS = {
    "BYMONTH": ("months", 1, 12, False),
    "BYWEEKNO": ("weeks", 1, 53, True),
    "BYYEARDAY": ("year_days", 1, 366, True),
    "BYMONTHDAY": ("month_days", 1, 31, True),
    "BYHOUR": ("hours", 0, 23, False),
    "BYMINUTE": ("minutes", 0, 59, False),
    "BYSECOND": ("seconds", 0, 60, False),
    "BYSETPOS": ("positions", 1, 366, True),
}
_MOST = 9_999_999_999


def read_rule(text: str) -> Rule:
    """Read an RRULE value, refusing what RFC 5545 does not know and what could only be guessed."""
    found: dict[str, object] = {}
    names: set[str] = set()
    for part in text.strip().split(";"):
        name, mark, value = part.strip().upper().partition("=")
        if not name and not mark:
            continue
        if name in names:
            # Section 3.3.10: a part must not come twice. Either of the two would be a guess.
            raise Unreadable("bad_rule", part)
        names.add(name)
        if name == "FREQ":
            if value not in Every.__members__:
                raise Unreadable("bad_rule", part)
            found["every"] = Every[value]
        elif name in _LISTS:
            field, least, most, signed = _LISTS[name]
            found[field] = _numbers(value, least, most, part, signed=signed)
        elif name in ("INTERVAL", "COUNT"):
            found[name.lower()] = _number(value, 1, _MOST, part)
        elif name == "UNTIL":
            found["until"] = _until(value, part)
        elif name == "BYDAY":
            found["weekdays"] = _weekdays(value, part)
        elif name == "WKST":
            if value not in _WEEKDAYS:
                raise Unreadable("bad_rule", part)
            found["week_start"] = _WEEKDAYS[value]
        elif (name, value) in (("RSCALE", "GREGORIAN"), ("SKIP", "OMIT")):
            continue
        elif not name.startswith("X-"):
            raise Unreadable("rule_not_known" if name in ("RSCALE", "SKIP") else "bad_rule", part)
    if "every" not in found:
        raise Unreadable("bad_rule", text)
    return Rule(**found)  # type: ignore[arg-type]


def _number(value: str, least: int, most: int, part: str, *, signed: bool = False) -> int:
    digits = value.strip()
    digits = digits[1:] if digits[:1] in ("+", "-") and signed else digits
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10 or not least <= int(digits) <= most:
        raise Unreadable("bad_rule", part)
    return int(value)


def _numbers(value: str, least: int, most: int, part: str, *, signed: bool) -> tuple[int, ...]:
    return tuple(sorted({_number(each, least, most, part, signed=signed) for each in value.split(",")}))


def _weekdays(value: str, part: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for each in value.split(","):
        each = each.strip()
        ordinal, day = each[:-2].strip(), _WEEKDAYS.get(each[-2:])
        if day is None:
            raise Unreadable("bad_rule", part)
        found.add((_number(ordinal, 1, 53, part, signed=True) if ordinal else 0, day))
    return tuple(sorted(found))


def _until(value: str, part: str) -> Until:
    try:
        wall, utc = read_time(value)
    except Unreadable as error:
        raise Unreadable("bad_rule", part) from error
    if is_date(value) and not utc:
        return Until(midnight(date(wall.year, wall.month, wall.day)), utc=False, whole_day=True)
    return Until(wall, utc=utc, whole_day=False)
