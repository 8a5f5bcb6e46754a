"""The phrases in which a recurrence rule is told, whatever the language: `%1` and `%2` are places for values.

A screen has them translated, a command line says them as they stand here. Which of them are said, and in which
order, is decided once for both (`rule_words`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

_PLACE = re.compile(r"%([1-9])")


class Phrase(StrEnum):
    """All that can be said. Each value is the English of it."""

    DAILY = "every day"
    DAYS = "every %1 days"
    WEEKLY = "every week"
    WEEKS = "every %1 weeks"
    MONTHLY = "every month"
    MONTHS = "every %1 months"
    YEARLY = "every year"
    YEARS = "every %1 years"
    HOURLY = "every hour"
    HOURS = "every %1 hours"
    MINUTELY = "every minute"
    MINUTES = "every %1 minutes"
    SECONDLY = "every second"
    SECONDS = "every %1 seconds"
    EACH_DAY = "every %1"
    WORKING_DAYS = "every weekday from %1"
    ON = "%1 on %2"
    OF_EVERY_MONTH = "on %1 of every month"
    OF_EACH_MONTH = "%1 of every month"
    SPAN = "%1 to %2"
    AND = "%1 and %2"
    IF = "%1 if it is %2"
    DATE = "%1 %2"
    LEAP = "%1 (leap years)"
    WHERE_THERE = "%1 (where there is one)"
    OF = "%1 of %2"
    OF_YEAR = "%1 of the year"
    MONTH_DAY = "the %1"
    LAST_DAY = "the last day"
    NTH_LAST_DAY = "the %1 to last day"
    YEAR_DAY = "day %1 of the year"
    YEAR_DAYS = "days %1 of the year"
    NTH = "the %1 %2"
    LAST = "the last %1"
    NTH_LAST = "the %1 to last %2"
    WEEK = "week %1"
    WEEKS_OF_YEAR = "weeks %1"
    LAST_WEEK = "the last week of the year"
    NTH_LAST_WEEK = "the %1 to last week of the year"
    WEEKDAY = "weekday"
    WEEKEND_DAY = "weekend day"
    ANY_DAY = "day"
    AT = "%1 at %2"
    AT_MINUTE = "%1 at minute %2"
    AT_MINUTES = "%1 at minutes %2"
    AT_MINUTES_OF = "%1 at minutes %2 of hours %3"
    AT_SECOND = "%1 at second %2"
    AT_SECONDS = "%1 at seconds %2"
    ONLY_IN = "%1, only in %2"
    ONLY_ON = "%1, only on %2"
    ONLY_HOUR = "%1, only in hour %2"
    ONLY_HOURS = "%1, only in hours %2"
    ONLY_MINUTE = "%1, only in minute %2"
    ONLY_MINUTES = "%1, only in minutes %2"
    ONLY_SECOND = "%1, only in second %2"
    ONLY_SECONDS = "%1, only in seconds %2"
    THE_NTH = "the %1 of them"
    THE_LAST = "the last of them"
    THE_NTH_LAST = "the %1 to last of them"
    CHOSEN_OF_YEAR = "%1, in each year only %2"
    CHOSEN_OF_MONTH = "%1, in each month only %2"
    CHOSEN_OF_WEEK = "%1, in each week only %2"
    CHOSEN_OF_DAY = "%1, in each day only %2"
    CHOSEN_OF_HOUR = "%1, in each hour only %2"
    CHOSEN_OF_MINUTE = "%1, in each minute only %2"
    CHOSEN_OF_SECOND = "%1, in each second only %2"
    WEEKS_FROM = "%1, weeks beginning on %2"
    ONCE = "%1, once"
    TIMES = "%1, %2 times"
    UNTIL = "%1 until %2"
    UNTIL_AT = "%1 until %2 at %3"
    BY_RULE = "by the rule %1"
    ALSO = "%1; also %2"
    AND_ON = "%1, and on %2"
    AND_OTHERS = "%1, and on %2 other dates"
    ON_DATES = "on %1"
    ON_MANY = "on %1 dates, from %2 to %3"


class Tongue(Protocol):
    """A language: its phrases, names and numerals. Weekdays count from Monday, 0, months from January, 1."""

    def phrase(self, phrase: Phrase) -> str:
        """Give a phrase with its places."""

    def weekday(self, number: int) -> str:
        """Name a weekday."""

    def month(self, number: int) -> str:
        """Name a month."""

    def nth(self, number: int) -> str:
        """Give an ordinal in words or figures, as before a weekday: first, 20th."""

    def month_day(self, number: int) -> str:
        """Give the ordinal of a day of the month: 15th."""

    def day(self, day: date) -> str:
        """Write a date: 24 December 2026."""

    def clock(self, second: int) -> str:
        """Write a time of day, given as seconds after midnight; seconds only where it has some."""


def filled(words: str, *values: object) -> str:
    """Put values into the places of a phrase, in one go: a value that holds %2 is no place."""
    return _PLACE.sub(lambda found: str(values[int(found[1]) - 1]), words)


def said(tongue: Tongue, phrase: Phrase, *values: object) -> str:
    """Say a phrase with its values."""
    return filled(tongue.phrase(phrase), *values)


def listed(tongue: Tongue, words: Sequence[str]) -> str:
    """Join words as a list: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return said(tongue, Phrase.AND, ", ".join(words[:-1]), words[-1])


def numbers(tongue: Tongue, values: Sequence[int]) -> str:
    """List numbers, three and more in a row as a span: 1 to 5 and 9."""
    runs: list[list[int]] = []
    for value in sorted(set(values)):
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    words: list[str] = []
    for run in runs:
        words += [said(tongue, Phrase.SPAN, run[0], run[-1])] if len(run) > 2 else [str(each) for each in run]
    return listed(tongue, words)
