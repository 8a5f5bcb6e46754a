"""A recurrence rule written out as RFC 5545 has it, in one order of its parts."""

from __future__ import annotations

from frontdesk.domain.rule import Rule, Until

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LISTS = {
    "BYMONTH": "months",
    "BYWEEKNO": "weeks",
    "BYYEARDAY": "year_days",
    "BYMONTHDAY": "month_days",
    "BYHOUR": "hours",
    "BYMINUTE": "minutes",
    "BYSECOND": "seconds",
    "BYSETPOS": "positions",
}


def rule_text(rule: Rule) -> str:
    """Write the value of an RRULE; parts that say what goes without saying are left out."""
    parts = [f"FREQ={rule.every.name}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    for name, field in _LISTS.items():
        values: tuple[int, ...] = getattr(rule, field)
        if values:
            parts.append(f"{name}=" + ",".join(str(each) for each in values))
    if rule.weekdays:
        parts.append("BYDAY=" + ",".join(f"{ordinal or ''}{_CODES[day]}" for ordinal, day in rule.weekdays))
    if rule.week_start:
        parts.append(f"WKST={_CODES[rule.week_start]}")
    if rule.until is not None:
        parts.append(f"UNTIL={_end(rule.until)}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    return ";".join(parts)


def _end(until: Until) -> str:
    if until.whole_day:
        return f"{until.wall:%Y%m%d}"
    return f"{until.wall:%Y%m%dT%H%M%S}" + ("Z" if until.utc else "")
