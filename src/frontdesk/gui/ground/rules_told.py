"""How a series comes again, said on the screen: translated phrases, the locale's names of days and months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.instants import Instant, at_wall, of_datetime
from frontdesk.domain.rule import Rule
from frontdesk.domain.rule_phrases import Phrase
from frontdesk.domain.rule_words import told
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.domain.series_table import SeriesTable

translate = QCoreApplication.translate


class Spoken:
    """The language that the program is shown in."""

    def __init__(self) -> None:
        self._phrases = {**_often(), **_days(), **_days_by_place(), **_times(), **_ends()}

    def phrase(self, phrase: Phrase) -> str:
        """Give a phrase with its places."""
        return self._phrases[phrase]

    def weekday(self, number: int) -> str:
        """Name a weekday, 0 Monday to 6 Sunday."""
        return QLocale().dayName(number + 1, QLocale.FormatType.LongFormat)

    def month(self, number: int) -> str:
        """Name a month, 1 January to 12 December."""
        return QLocale().monthName(number, QLocale.FormatType.LongFormat)

    def nth(self, number: int) -> str:
        """Give an ordinal: the first five in words."""
        words = (
            translate("Rule", "first"),
            translate("Rule", "second"),
            translate("Rule", "third"),
            translate("Rule", "fourth"),
            translate("Rule", "fifth"),
        )
        return words[number - 1] if number <= len(words) else self.month_day(number)

    def month_day(self, number: int) -> str:
        """Give an ordinal in figures: 1st, 22nd, 113th."""
        last = 0 if number // 10 % 10 == 1 else number % 10
        words = {1: translate("Rule", "%1st"), 2: translate("Rule", "%1nd"), 3: translate("Rule", "%1rd")}.get(last)
        return wording.filled(words or translate("Rule", "%1th"), number)

    def day(self, day: date) -> str:
        """Write a date: 24 December 2026."""
        return wording.dated(day, translate("Rule", "d MMMM yyyy"))

    def clock(self, second: int) -> str:
        """Write a time of day; with seconds in full, which are rare."""
        minute, rest = divmod(second, 60)
        words = wording.minute_of_day(minute)
        return f"{minute // 60:02d}:{minute % 60:02d}:{rest:02d}" if rest else words


def sentence(
    rules: Sequence[Rule], start: Instant, zone: str, *, all_day: bool = False, added: Sequence[Instant] = ()
) -> str:
    """Say how a series comes again, as a sentence of its own: Every 2 weeks on Tuesday, 6 times."""
    words = told(rules, start, zone, Spoken(), all_day=all_day, added=added)
    # A rule that is told by its own text may be broken between its parts: else it is one word of any width.
    return (words[:1].upper() + words[1:]).replace(";", ";\N{ZERO WIDTH SPACE}")


def of_visit(rules: Sequence[Rule], visit: Appointment) -> str:
    """Say how the series comes again that a visit is one of: by when the series has it, wherever it was put."""
    key = visit.recurrence_id or ""
    try:
        named = datetime.strptime(key if "T" in key else f"{key}T000000Z", "%Y%m%dT%H%M%S%z")
    except ValueError:
        start = visit.start
    else:
        start = of_datetime(named) if "T" in key else at_wall(named.replace(tzinfo=None), visit.zone)
    return sentence(rules, start, visit.zone, all_day=visit.all_day)


def place(number: int, size: int) -> str:
    """Say which of the visits of its series one is: 3 of 12."""
    return wording.filled(translate("Rule", "%1 of %2"), number, size)


def of_table(table: SeriesTable) -> str:
    """Say how the series of a table comes again."""
    return sentence(table.rules, table.start, table.zone, all_day=table.all_day, added=table.added)


def _often() -> dict[Phrase, str]:
    return {
        Phrase.DAILY: translate("Rule", "every day"),
        Phrase.DAYS: translate("Rule", "every %1 days"),
        Phrase.WEEKLY: translate("Rule", "every week"),
        Phrase.WEEKS: translate("Rule", "every %1 weeks"),
        Phrase.MONTHLY: translate("Rule", "every month"),
        Phrase.MONTHS: translate("Rule", "every %1 months"),
        Phrase.YEARLY: translate("Rule", "every year"),
        Phrase.YEARS: translate("Rule", "every %1 years"),
        Phrase.HOURLY: translate("Rule", "every hour"),
        Phrase.HOURS: translate("Rule", "every %1 hours"),
        Phrase.MINUTELY: translate("Rule", "every minute"),
        Phrase.MINUTES: translate("Rule", "every %1 minutes"),
        Phrase.SECONDLY: translate("Rule", "every second"),
        Phrase.SECONDS: translate("Rule", "every %1 seconds"),
    }


def _days() -> dict[Phrase, str]:
    return {
        Phrase.EACH_DAY: translate("Rule", "every %1"),
        Phrase.WORKING_DAYS: translate("Rule", "every weekday from %1"),
        Phrase.ON: translate("Rule", "%1 on %2"),
        Phrase.OF_EVERY_MONTH: translate("Rule", "on %1 of every month"),
        Phrase.OF_EACH_MONTH: translate("Rule", "%1 of every month"),
        Phrase.SPAN: translate("Rule", "%1 to %2"),
        Phrase.AND: translate("Rule", "%1 and %2"),
        Phrase.IF: translate("Rule", "%1 if it is %2"),
        Phrase.DATE: translate("Rule", "%1 %2"),
        Phrase.LEAP: translate("Rule", "%1 (leap years)"),
        Phrase.WHERE_THERE: translate("Rule", "%1 (where there is one)"),
        Phrase.OF: translate("Rule", "%1 of %2"),
        Phrase.OF_YEAR: translate("Rule", "%1 of the year"),
        Phrase.MONTH_DAY: translate("Rule", "the %1"),
        Phrase.LAST_DAY: translate("Rule", "the last day"),
        Phrase.NTH_LAST_DAY: translate("Rule", "the %1 to last day"),
        Phrase.YEAR_DAY: translate("Rule", "day %1 of the year"),
        Phrase.YEAR_DAYS: translate("Rule", "days %1 of the year"),
        Phrase.NTH: translate("Rule", "the %1 %2"),
        Phrase.LAST: translate("Rule", "the last %1"),
        Phrase.NTH_LAST: translate("Rule", "the %1 to last %2"),
        Phrase.WEEK: translate("Rule", "week %1"),
        Phrase.WEEKS_OF_YEAR: translate("Rule", "weeks %1"),
    }


def _days_by_place() -> dict[Phrase, str]:
    return {
        Phrase.LAST_WEEK: translate("Rule", "the last week of the year"),
        Phrase.NTH_LAST_WEEK: translate("Rule", "the %1 to last week of the year"),
        Phrase.WEEKDAY: translate("Rule", "weekday"),
        Phrase.WEEKEND_DAY: translate("Rule", "weekend day"),
        Phrase.ANY_DAY: translate("Rule", "day"),
    }


def _times() -> dict[Phrase, str]:
    return {
        Phrase.AT: translate("Rule", "%1 at %2"),
        Phrase.AT_MINUTE: translate("Rule", "%1 at minute %2"),
        Phrase.AT_MINUTES: translate("Rule", "%1 at minutes %2"),
        Phrase.AT_MINUTES_OF: translate("Rule", "%1 at minutes %2 of hours %3"),
        Phrase.AT_SECOND: translate("Rule", "%1 at second %2"),
        Phrase.AT_SECONDS: translate("Rule", "%1 at seconds %2"),
        Phrase.ONLY_IN: translate("Rule", "%1, only in %2"),
        Phrase.ONLY_ON: translate("Rule", "%1, only on %2"),
        Phrase.ONLY_HOUR: translate("Rule", "%1, only in hour %2"),
        Phrase.ONLY_HOURS: translate("Rule", "%1, only in hours %2"),
        Phrase.ONLY_MINUTE: translate("Rule", "%1, only in minute %2"),
        Phrase.ONLY_MINUTES: translate("Rule", "%1, only in minutes %2"),
        Phrase.ONLY_SECOND: translate("Rule", "%1, only in second %2"),
        Phrase.ONLY_SECONDS: translate("Rule", "%1, only in seconds %2"),
    }


def _ends() -> dict[Phrase, str]:
    return {
        Phrase.THE_NTH: translate("Rule", "the %1 of them"),
        Phrase.THE_LAST: translate("Rule", "the last of them"),
        Phrase.THE_NTH_LAST: translate("Rule", "the %1 to last of them"),
        Phrase.CHOSEN_OF_YEAR: translate("Rule", "%1, in each year only %2"),
        Phrase.CHOSEN_OF_MONTH: translate("Rule", "%1, in each month only %2"),
        Phrase.CHOSEN_OF_WEEK: translate("Rule", "%1, in each week only %2"),
        Phrase.CHOSEN_OF_DAY: translate("Rule", "%1, in each day only %2"),
        Phrase.CHOSEN_OF_HOUR: translate("Rule", "%1, in each hour only %2"),
        Phrase.CHOSEN_OF_MINUTE: translate("Rule", "%1, in each minute only %2"),
        Phrase.CHOSEN_OF_SECOND: translate("Rule", "%1, in each second only %2"),
        Phrase.WEEKS_FROM: translate("Rule", "%1, weeks beginning on %2"),
        Phrase.ONCE: translate("Rule", "%1, once"),
        Phrase.TIMES: translate("Rule", "%1, %2 times"),
        Phrase.UNTIL: translate("Rule", "%1 until %2"),
        Phrase.UNTIL_AT: translate("Rule", "%1 until %2 at %3"),
        Phrase.BY_RULE: translate("Rule", "by the rule %1"),
        Phrase.ALSO: translate("Rule", "%1; also %2"),
        Phrase.AND_ON: translate("Rule", "%1, and on %2"),
        Phrase.AND_OTHERS: translate("Rule", "%1, and on %2 other dates"),
        Phrase.ON_DATES: translate("Rule", "on %1"),
        Phrase.ON_MANY: translate("Rule", "on %1 dates, from %2 to %3"),
    }
