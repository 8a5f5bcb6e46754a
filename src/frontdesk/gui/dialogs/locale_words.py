"""The words of the locale that dates are typed in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.names import folded
from frontdesk.gui.dialogs.typed import Words

translate = QCoreApplication.translate


def locale_words() -> Words:
    """Gather the names of months and weekdays in the locale and in English, and how the locale orders a date."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for locale in (QLocale.c(), QLocale()):
        for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
            for number in range(1, 13):
                months[folded(locale.monthName(number, form)).strip(".")] = number
                months[folded(locale.standaloneMonthName(number, form)).strip(".")] = number
            for number in range(7):
                weekdays[folded(locale.dayName(number + 1, form)).strip(".")] = number
    return Words(months, weekdays, _near(), day_first=_day_first(), coming=_coming())


def _near() -> dict[str, int]:
    return {
        folded(translate("Dates", "today")): 0,
        folded(translate("Dates", "tomorrow")): 1,
        folded(translate("Dates", "yesterday")): -1,
    }


def _coming() -> frozenset[str]:
    return frozenset({folded(translate("Dates", "next")), folded(translate("Dates", "on"))})


def _day_first() -> bool:
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    # The C locale writes the month before a day's number, but in words: nobody types that with figures.
    return QLocale().language() == QLocale.Language.C or pattern.find("d") < pattern.find("M")
