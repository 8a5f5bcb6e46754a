"""The days that a rule takes, in words: on the last Friday, on 29 February, on Monday of week 20."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from frontdesk.domain.rule import Every, Rule
from frontdesk.domain.rule_phrases import Phrase, Tongue, listed, numbers, said

_WORKING = frozenset(range(5))
_KINDS = {_WORKING: Phrase.WEEKDAY, frozenset((5, 6)): Phrase.WEEKEND_DAY, frozenset(range(7)): Phrase.ANY_DAY}
# A month may lack what lies beyond these.
_SHORTEST = 28


def weekdays(tongue: Tongue, wanted: Sequence[int]) -> str:
    """List weekdays: Monday and Wednesday; Monday to Friday."""
    days = sorted(set(wanted))
    if frozenset(days) == _WORKING:
        return said(tongue, Phrase.SPAN, tongue.weekday(0), tongue.weekday(4))
    return listed(tongue, [tongue.weekday(each) for each in days])


def each_week(tongue: Tongue, wanted: Sequence[int]) -> str:
    """Say what comes every week: every Tuesday; every weekday, Monday to Friday; every day."""
    days = frozenset(wanted)
    if len(days) == 7:
        return said(tongue, Phrase.DAILY)
    phrase = Phrase.WORKING_DAYS if days == _WORKING else Phrase.EACH_DAY
    return said(tongue, phrase, weekdays(tongue, wanted))


def months(tongue: Tongue, wanted: Sequence[int]) -> str:
    """List months."""
    return listed(tongue, [tongue.month(each) for each in wanted])


def weeks(tongue: Tongue, wanted: Sequence[int]) -> str:
    """List weeks of the year: weeks 20 and 40 and the last week of the year."""
    ahead = [each for each in wanted if each > 0]
    words = [said(tongue, Phrase.WEEKS_OF_YEAR if len(ahead) > 1 else Phrase.WEEK, numbers(tongue, ahead))]
    back = [each for each in sorted(wanted, reverse=True) if each < 0]
    named = [_back(tongue, each, Phrase.LAST_WEEK, Phrase.NTH_LAST_WEEK) for each in back]
    return listed(tongue, (words if ahead else []) + named)


def year_days(tongue: Tongue, wanted: Sequence[int]) -> str:
    """List days of the year: day 100 of the year, the last day of the year."""
    ahead = [each for each in wanted if each > 0]
    words = [said(tongue, Phrase.YEAR_DAYS if len(ahead) > 1 else Phrase.YEAR_DAY, numbers(tongue, ahead))]
    back = [each for each in sorted(wanted, reverse=True) if each < 0]
    named = [_of_year(tongue, _back(tongue, each, Phrase.LAST_DAY, Phrase.NTH_LAST_DAY)) for each in back]
    return listed(tongue, (words if ahead else []) + named)


def month_days(tongue: Tongue, wanted: Sequence[int]) -> str:
    """List days of the month: the 1st and the 15th, the last day."""
    ahead = [said(tongue, Phrase.MONTH_DAY, tongue.month_day(each)) for each in _ahead(wanted)]
    back = [_back(tongue, each, Phrase.LAST_DAY, Phrase.NTH_LAST_DAY) for each in _back_of(wanted)]
    return listed(tongue, ahead + back)


def nth_weekdays(tongue: Tongue, wanted: Sequence[tuple[int, int]]) -> str:
    """List weekdays with their ordinals: the first Monday and the last Friday, every Monday."""
    plain = [day for ordinal, day in wanted if ordinal == 0]
    words = [each_week(tongue, plain)] if plain else []
    counted = sorted((each for each in wanted if each[0] != 0), key=lambda each: (each[0] < 0, abs(each[0]), each[1]))
    return listed(tongue, words + [nth(tongue, ordinal, tongue.weekday(day)) for ordinal, day in counted])


def nth(tongue: Tongue, ordinal: int, thing: str) -> str:
    """Count things from the front or the back: the first Monday, the second to last Friday."""
    if ordinal > 0:
        return said(tongue, Phrase.NTH, tongue.nth(ordinal), thing)
    if ordinal == -1:
        return said(tongue, Phrase.LAST, thing)
    return said(tongue, Phrase.NTH_LAST, tongue.nth(-ordinal), thing)


def of_month(tongue: Tongue, rule: Rule, start: datetime) -> str:
    """Say which days of a month a monthly rule takes."""
    if rule.weekdays and not rule.month_days:
        return nth_weekdays(tongue, rule.weekdays)
    return month_days(tongue, rule.month_days or (start.day,))


def if_there(tongue: Tongue, rule: Rule, start: datetime, words: str) -> str:
    """Add to a monthly rule when its days count: where the month has them, if they are the right weekday."""
    if rule.weekdays and not rule.month_days:
        return words
    if rule.weekdays:
        words = said(tongue, Phrase.IF, words, _in_month(tongue, rule))
    rare = any(abs(each) > _SHORTEST for each in rule.month_days or (start.day,))
    return said(tongue, Phrase.WHERE_THERE, words) if rare else words


def of_year(tongue: Tongue, rule: Rule, start: datetime) -> str | None:
    """Say which days of a year a yearly rule takes; None where that has no plain words."""
    if rule.weeks or rule.year_days:
        return _counted_in_year(tongue, rule, start)
    if rule.weekdays and rule.month_days:
        return _dates_on_weekdays(tongue, rule)
    if rule.weekdays:
        return _within(tongue, nth_weekdays(tongue, rule.weekdays), rule)
    wanted, named = rule.month_days or (start.day,), rule.months or (start.month,)
    if len(named) == 1 and all(each > 0 for each in wanted):
        dates = [said(tongue, Phrase.DATE, each, tongue.month(named[0])) for each in wanted]
        told = listed(tongue, dates)
        return said(tongue, Phrase.LEAP, told) if named == (2,) and wanted == (29,) else told
    return said(tongue, Phrase.OF, month_days(tongue, wanted), months(tongue, named))


def chosen(tongue: Tongue, rule: Rule) -> str | None:
    """Say which days are chosen by their place where that has plain words: the last weekday; None where not."""
    if rule.month_days or rule.year_days or rule.weeks or not rule.weekdays or _has_ordinals(rule):
        return None
    if rule.every is Every.YEARLY and len(rule.months) > 1:
        return None
    days = frozenset(day for _, day in rule.weekdays)
    if rule.every not in (Every.MONTHLY, Every.YEARLY) or (len(days) > 1 and days not in _KINDS):
        return None
    thing = tongue.weekday(next(iter(days))) if len(days) == 1 else said(tongue, _KINDS[days])
    order = sorted(rule.positions, key=lambda each: (each < 0, abs(each)))
    told = listed(tongue, [nth(tongue, each, thing) for each in order])
    return _within(tongue, told, rule) if rule.every is Every.YEARLY else told


def _counted_in_year(tongue: Tongue, rule: Rule, start: datetime) -> str | None:
    if rule.month_days or (rule.weeks and rule.year_days) or (rule.year_days and rule.weekdays):
        return None
    if rule.year_days:
        return year_days(tongue, rule.year_days)
    wanted = [day for _, day in rule.weekdays] or [start.weekday()]
    return said(tongue, Phrase.OF, weekdays(tongue, wanted), weeks(tongue, rule.weeks))


def _dates_on_weekdays(tongue: Tongue, rule: Rule) -> str | None:
    """Say dates that count on some weekdays only: Friday the 13th."""
    if not rule.months and _has_ordinals(rule):
        return None
    days = month_days(tongue, rule.month_days)
    named = said(tongue, Phrase.OF, days, months(tongue, rule.months)) if rule.months else ""
    return said(tongue, Phrase.IF, named or said(tongue, Phrase.OF_EACH_MONTH, days), _in_month(tongue, rule))


def _within(tongue: Tongue, days: str, rule: Rule) -> str:
    return said(tongue, Phrase.OF, days, months(tongue, rule.months)) if rule.months else _of_year(tongue, days)


def _of_year(tongue: Tongue, days: str) -> str:
    return said(tongue, Phrase.OF_YEAR, days)


def _in_month(tongue: Tongue, rule: Rule) -> str:
    if _has_ordinals(rule):
        return nth_weekdays(tongue, rule.weekdays)
    return listed(tongue, [tongue.weekday(day) for _, day in rule.weekdays])


def _has_ordinals(rule: Rule) -> bool:
    return any(ordinal for ordinal, _ in rule.weekdays)


def _ahead(wanted: Sequence[int]) -> list[int]:
    return sorted(each for each in wanted if each > 0)


def _back_of(wanted: Sequence[int]) -> list[int]:
    return sorted((each for each in wanted if each < 0), reverse=True)


def _back(tongue: Tongue, number: int, last: Phrase, other: Phrase) -> str:
    return said(tongue, last) if number == -1 else said(tongue, other, tongue.nth(-number))
