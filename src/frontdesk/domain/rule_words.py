"""A recurrence rule as a sentence: every 2 weeks on Tuesday, 6 times (C39, C80).

What two rules do differently they say differently. A rule with a part that has no plain words is told by its own
text, so that a sentence is never less than the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import product

from frontdesk.domain.instants import Instant, at_wall, local_date, wall
from frontdesk.domain.rule import Every, Rule, Until
from frontdesk.domain.rule_days import (
    chosen,
    each_week,
    if_there,
    month_days,
    months,
    of_month,
    of_year,
    weekdays,
    weeks,
    year_days,
)
from frontdesk.domain.rule_phrases import Phrase, Tongue, listed, numbers, said
from frontdesk.domain.rule_text import rule_text

_PERIODS = {
    Every.YEARLY: (Phrase.YEARLY, Phrase.YEARS, Phrase.CHOSEN_OF_YEAR),
    Every.MONTHLY: (Phrase.MONTHLY, Phrase.MONTHS, Phrase.CHOSEN_OF_MONTH),
    Every.WEEKLY: (Phrase.WEEKLY, Phrase.WEEKS, Phrase.CHOSEN_OF_WEEK),
    Every.DAILY: (Phrase.DAILY, Phrase.DAYS, Phrase.CHOSEN_OF_DAY),
    Every.HOURLY: (Phrase.HOURLY, Phrase.HOURS, Phrase.CHOSEN_OF_HOUR),
    Every.MINUTELY: (Phrase.MINUTELY, Phrase.MINUTES, Phrase.CHOSEN_OF_MINUTE),
    Every.SECONDLY: (Phrase.SECONDLY, Phrase.SECONDS, Phrase.CHOSEN_OF_SECOND),
}
_MOST_TIMES = 6
_MOST_DATES = 3


def told(
    rules: Sequence[Rule],
    start: Instant,
    zone: str,
    tongue: Tongue,
    *,
    all_day: bool = False,
    added: Sequence[Instant] = (),
) -> str:
    """Say how a series comes again that begins at an instant: by its rules, and on dates that were added to them."""
    first = wall(start, zone).replace(tzinfo=None)
    sentence = ""
    for rule in dict.fromkeys(rules):
        words = rule_told(rule, first, zone, tongue, all_day=all_day)
        sentence = said(tongue, Phrase.ALSO, sentence, words) if sentence else words
    days = sorted({local_date(each, zone) for each in (added if rules else (start, *added))})
    if not sentence:
        if len(days) <= _MOST_DATES:
            return said(tongue, Phrase.ON_DATES, listed(tongue, [tongue.day(each) for each in days]))
        return said(tongue, Phrase.ON_MANY, len(days), tongue.day(days[0]), tongue.day(days[-1]))
    if not days:
        return sentence
    if len(days) == 1:
        return said(tongue, Phrase.AND_ON, sentence, tongue.day(days[0]))
    return said(tongue, Phrase.AND_OTHERS, sentence, len(days))


def rule_told(rule: Rule, start: datetime, zone: str, tongue: Tongue, *, all_day: bool = False) -> str:
    """Say one rule of a series whose first time is a wall clock of a zone."""
    bare = replace(rule, hours=(), minutes=(), seconds=()) if all_day else rule
    words = None if all_day and rule.every >= Every.HOURLY else _Sentence(bare, start, tongue).words()
    if words is None:
        return said(tongue, Phrase.BY_RULE, rule_text(rule))
    if rule.until is not None:
        words = _until(words, bare, rule.until, start, zone, tongue, all_day=all_day)
    if rule.count is None:
        return words
    return said(tongue, Phrase.ONCE if rule.count == 1 else Phrase.TIMES, words, rule.count)


class _Sentence:
    """One rule without its end."""

    def __init__(self, rule: Rule, start: datetime, tongue: Tongue) -> None:
        self._start, self._tongue = start, tongue
        if rule.every >= Every.WEEKLY:
            # Ordinals count in months and years alone.
            days = tuple(sorted({(0, day) for _, day in rule.weekdays}))
            rule = replace(rule, weekdays=days)
        self._rule = rule

    def words(self) -> str | None:
        """Say it, None where a part has no words."""
        rule = self._rule
        placed = chosen(self._tongue, rule) if rule.positions and len(_clocks(rule, self._start)) == 1 else None
        days = self._days(placed)
        found = None if days is None else self._timed(days)
        if found is None:
            return None
        found = self._limited(found)
        if rule.positions and placed is None:
            found = self._say(_PERIODS[rule.every][2], found, self._places())
        if self._week_start_matters():
            found = self._say(Phrase.WEEKS_FROM, found, self._tongue.weekday(rule.week_start))
        return found

    def _say(self, phrase: Phrase, *values: object) -> str:
        return said(self._tongue, phrase, *values)

    def _often(self) -> str:
        one, several, _ = _PERIODS[self._rule.every]
        return self._say(one if self._rule.interval == 1 else several, self._rule.interval)

    def _days(self, placed: str | None) -> str | None:
        """Say how often, and on which days of each period."""
        rule, tongue = self._rule, self._tongue
        if rule.every >= Every.DAILY:
            if rule.every is Every.DAILY and rule.interval == 1 and rule.weekdays:
                return each_week(tongue, [day for _, day in rule.weekdays])
            return self._often()
        if rule.every is Every.WEEKLY:
            wanted = [day for _, day in rule.weekdays] or [self._start.weekday()]
            if rule.interval == 1:
                return each_week(tongue, wanted)
            return self._say(Phrase.ON, self._often(), weekdays(tongue, wanted))
        if rule.every is Every.YEARLY:
            days = placed or of_year(tongue, rule, self._start)
            return None if days is None else self._say(Phrase.ON, self._often(), days)
        days = placed or of_month(tongue, rule, self._start)
        whole = Phrase.ON if rule.interval > 1 else Phrase.OF_EVERY_MONTH
        words = self._say(whole, *((self._often(), days) if rule.interval > 1 else (days,)))
        return words if placed else if_there(tongue, rule, self._start, words)

    def _timed(self, words: str) -> str | None:
        """Add the times of day, or those in each hour and minute, where they are not simply those of the start."""
        rule, start, tongue = self._rule, self._start, self._tongue
        if rule.every <= Every.DAILY:
            clocks = _clocks(rule, start)
            if clocks == [_second_of_day(start)]:
                return words
            if len(clocks) <= _MOST_TIMES:
                return self._say(Phrase.AT, words, listed(tongue, [tongue.clock(each) for each in clocks]))
            if rule.seconds or start.second:
                return None
            minutes = numbers(tongue, rule.minutes or (start.minute,))
            return self._say(Phrase.AT_MINUTES_OF, words, minutes, numbers(tongue, rule.hours or (start.hour,)))
        if rule.every is Every.HOURLY and rule.minutes:
            words = self._numbered(words, rule.minutes, Phrase.AT_MINUTE, Phrase.AT_MINUTES)
        if rule.every <= Every.MINUTELY and rule.seconds:
            words = self._numbered(words, rule.seconds, Phrase.AT_SECOND, Phrase.AT_SECONDS)
        return words

    def _limited(self, words: str) -> str:
        """Add what only leaves times out."""
        rule, tongue = self._rule, self._tongue
        daily = rule.every >= Every.DAILY
        if rule.months and (rule.every is not Every.YEARLY or rule.weeks or rule.year_days):
            words = self._say(Phrase.ONLY_IN, words, months(tongue, rule.months))
        if rule.every is not Every.YEARLY:
            if rule.weeks:
                words = self._say(Phrase.ONLY_IN, words, weeks(tongue, rule.weeks))
            if rule.year_days:
                words = self._say(Phrase.ONLY_ON, words, year_days(tongue, rule.year_days))
        if rule.every >= Every.WEEKLY and rule.month_days:
            words = self._say(Phrase.ONLY_ON, words, month_days(tongue, rule.month_days))
        if daily and rule.weekdays and not (rule.every is Every.DAILY and rule.interval == 1):
            words = self._say(Phrase.ONLY_ON, words, weekdays(tongue, [day for _, day in rule.weekdays]))
        if rule.every >= Every.HOURLY and rule.hours:
            words = self._numbered(words, rule.hours, Phrase.ONLY_HOUR, Phrase.ONLY_HOURS)
        if rule.every >= Every.MINUTELY and rule.minutes:
            words = self._numbered(words, rule.minutes, Phrase.ONLY_MINUTE, Phrase.ONLY_MINUTES)
        if rule.every is Every.SECONDLY and rule.seconds:
            words = self._numbered(words, rule.seconds, Phrase.ONLY_SECOND, Phrase.ONLY_SECONDS)
        return words

    def _numbered(self, words: str, wanted: Sequence[int], one: Phrase, several: Phrase) -> str:
        return self._say(one if len(wanted) == 1 else several, words, numbers(self._tongue, wanted))

    def _places(self) -> str:
        """Say which of each period are chosen: the first of them and the last of them."""
        order = sorted(self._rule.positions, key=lambda each: (each < 0, abs(each)))
        return listed(self._tongue, [self._place(each) for each in order])

    def _place(self, number: int) -> str:
        if number == -1:
            return self._say(Phrase.THE_LAST)
        phrase = Phrase.THE_NTH if number > 0 else Phrase.THE_NTH_LAST
        return self._say(phrase, self._tongue.nth(abs(number)))

    def _week_start_matters(self) -> bool:
        """Tell whether weeks that begin on Monday would give other dates."""
        rule, first = self._rule, self._start.weekday()
        if rule.week_start == 0:
            return False
        if rule.weeks:
            return True
        if rule.every is not Every.WEEKLY or (rule.interval == 1 and not rule.positions):
            return False
        wanted = {day for _, day in rule.weekdays}
        if rule.positions and len(wanted) > 1:
            return True
        begun = rule.week_start
        return any((day - begun) % 7 - (first - begun) % 7 != day - first for day in wanted)


def _clocks(rule: Rule, start: datetime) -> list[int]:
    """List the times of day of a rule, as seconds after midnight."""
    if rule.every > Every.DAILY:
        return [_second_of_day(start)]
    parts = product(rule.hours or (start.hour,), rule.minutes or (start.minute,), rule.seconds or (start.second,))
    return sorted({3600 * hour + 60 * minute + min(second, 59) for hour, minute, second in parts})


def _until(words: str, rule: Rule, until: Until, start: datetime, zone: str, tongue: Tongue, *, all_day: bool) -> str:
    """Add the last day that counts; the time of day only where that day has times on both sides of it."""
    last = wall(at_wall(until.wall, "UTC"), zone).replace(tzinfo=None) if until.utc else until.wall
    if all_day or until.whole_day:
        return said(tongue, Phrase.UNTIL, words, tongue.day(last.date()))
    end = _second_of_day(last)
    clocks = _clocks(rule, start) if rule.every <= Every.DAILY else [0, 86_400]
    if end >= clocks[-1]:
        return said(tongue, Phrase.UNTIL, words, tongue.day(last.date()))
    if end < clocks[0]:
        return said(tongue, Phrase.UNTIL, words, tongue.day(last.date() - timedelta(days=1)))
    return said(tongue, Phrase.UNTIL_AT, words, tongue.day(last.date()), tongue.clock(end))


def _second_of_day(moment: datetime) -> int:
    of_day: time = moment.time()
    return 3600 * of_day.hour + 60 * of_day.minute + of_day.second
