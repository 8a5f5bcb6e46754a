"""How a series comes again, in plain English lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontdesk.domain.instants import Instant
from frontdesk.domain.rule import Rule
from frontdesk.domain.rule_phrases import Phrase
from frontdesk.domain.rule_words import told

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NTH = ("first", "second", "third", "fourth", "fifth")


class English:
    """The language of the command line, which is the same whatever the machine is set to."""

    def phrase(self, phrase: Phrase) -> str:
        """Give a phrase with its places."""
        return phrase.value

    def weekday(self, number: int) -> str:
        """Name a weekday, 0 Monday to 6 Sunday."""
        return _DAYS[number]

    def month(self, number: int) -> str:
        """Name a month, 1 January to 12 December."""
        return _MONTHS[number - 1]

    def nth(self, number: int) -> str:
        """Give an ordinal: the first five in words."""
        return _NTH[number - 1] if number <= len(_NTH) else self.month_day(number)

    def month_day(self, number: int) -> str:
        """Give an ordinal in figures: 1st, 22nd, 113th."""
        last = 0 if number // 10 % 10 == 1 else number % 10
        return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"

    def day(self, day: date) -> str:
        """Write a date: 24 December 2026."""
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def clock(self, second: int) -> str:
        """Write a time of day: 09:30, with seconds where it has some."""
        minute, rest = divmod(second, 60)
        words = f"{minute // 60:02d}:{minute % 60:02d}"
        return f"{words}:{rest:02d}" if rest else words


def series_told(
    rules: Sequence[Rule], start: Instant, zone: str, *, all_day: bool = False, added: Sequence[Instant] = ()
) -> str:
    """Say how a series comes again: every 2 weeks on Tuesday, 6 times."""
    return told(rules, start, zone, English(), all_day=all_day, added=added)
