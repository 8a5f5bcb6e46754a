"""What the working hours are told in: days, stretches, sums, dates that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.schedule import Rule, Stretch
from frontdesk.gui.dialogs.settings.hours_periods import Sheet, monday
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def day_name(weekday: int) -> str:
    """Name a weekday briefly: Mon."""
    return QLocale().standaloneDayName(weekday + 1, QLocale.FormatType.ShortFormat)


def day_whole(weekday: int) -> str:
    """Name a weekday: Monday."""
    return QLocale().standaloneDayName(weekday + 1, QLocale.FormatType.LongFormat)


def stretch_words(each: Stretch) -> str:
    """Write from when to when: 08:30–12:30."""
    return minutes_words(each.start, each.end)


def minutes_words(start: int, end: int) -> str:
    """Write from when to when of two minutes of a day."""
    first, last = wording.minute_of_day(start), wording.minute_of_day(end)
    told, _, half = first.partition(" ")
    return f"{told}–{last}" if half and last.endswith(half) else f"{first}–{last}"


def stretches_words(bars: Iterable[Stretch]) -> str:
    """Write the hours of a day: 08:30–12:30, 13:30–17:30."""
    return ", ".join(stretch_words(each) for each in bars)


def hours(minutes: float) -> str:
    """Write a sum of minutes in hours: 8 h, 9.5 h, 7.25 h."""
    number = QLocale().toString(round(minutes / 60, 2), "f", -128)
    return translate("Hours", "%1 h").replace("%1", number)


def hours_a_week(weeks: Sequence[int]) -> str:
    """Write the sum of a week: 36 h a week; on average where the weeks differ."""
    told = hours(sum(weeks) / len(weeks))
    if len(set(weeks)) > 1:
        return translate("Hours", "%1 a week on average").replace("%1", told)
    return translate("Hours", "%1 a week").replace("%1", told)


def day_spoken(weekday: int, bars: tuple[Stretch, ...]) -> str:
    """Say a day: Monday, 8 h: 08:30–12:30, 13:30–17:30."""
    if not bars:
        return translate("Hours", "%1, not working").replace("%1", day_whole(weekday))
    total = hours(sum(each.end - each.start for each in bars))
    return wording.filled(translate("Hours", "%1, %2: %3"), day_whole(weekday), total, stretches_words(bars))


def bar_spoken(weekday: int, bars: tuple[Stretch, ...], index: int) -> str:
    """Say one bar: Monday, 08:30–12:30, 1 of 2."""
    said = translate("Hours", "%1, %2, %3 of %4")
    return wording.filled(said, day_whole(weekday), stretch_words(bars[index]), index + 1, len(bars))


def dates_title(first: date, last: date | None) -> str:
    """Write the dates of a card: Fri 3 Apr, or 20 Jul – 7 Aug."""
    if last is None or last == first:
        return wording.day_short(first)
    pattern = translate("Wording", "d MMM")
    if first.year != last.year:
        pattern = translate("Wording", "d MMM yyyy")
    return f"{wording.dated(first, pattern)} – {wording.dated(last, pattern)}"


def date_words(rule: Rule, *, person: bool) -> str:
    """Say what holds on a date that differs: 13:00–19:00 instead, Away · annual leave."""
    if rule.intervals:
        said = translate("Hours", "%1 instead").replace("%1", stretches_words(rule.intervals))
    else:
        said = translate("Hours", "Away") if person else translate("Hours", "Closed")
    return " · ".join(part for part in (said, rule.note) if part)


def date_field(day: date | None) -> str:
    """Write a date so that its field can read it again: 3 Apr 2026."""
    return "" if day is None else wording.dated(day, "d MMM yyyy")


def sheet_words(sheet: Sheet, today: date) -> str:
    """Name a week on its chip: Every week, From 1 Mar, Week 2 · 30 Mar (when it comes next)."""
    period = sheet.period
    until = _brief(period.until) if period.until is not None else ""
    if period.weeks > 1:
        said = wording.filled(translate("Hours", "Week %1 · %2"), sheet.week + 1, _brief(next_week(sheet, today)))
    elif period.first is not None and until:
        return f"{_brief(period.first)} – {until}"
    elif period.first is not None:
        return translate("Hours", "From %1").replace("%1", _brief(period.first))
    else:
        said = translate("Hours", "Every week")
    return wording.filled(translate("Hours", "%1, until %2"), said, until) if until else said


def next_week(sheet: Sheet, today: date) -> date:
    """Give the Monday, or the first date, of the week that is on now or comes next; the last one once all are over."""
    since = sheet.period.since(sheet.week)
    assert since is not None
    gone = max((monday(today) - monday(since)).days // 7, 0)
    turns = -(-gone // sheet.period.weeks)
    found = monday(since) + timedelta(weeks=turns * sheet.period.weeks)
    return since if turns == 0 else found


def _brief(day: date) -> str:
    return wording.dated(day, translate("Wording", "d MMM"))


def sheet_of(sheets: Sequence[Sheet], today: date) -> Sheet:
    """Give the week that is on today; else the first that is to come; else the last."""
    now = next((s for s in sheets if _is_on(s, today)), None)
    coming = next((s for s in sheets if s.period.until is None or s.period.until >= today), None)
    return now or coming or sheets[-1]


def _is_on(sheet: Sheet, today: date) -> bool:
    since, until = sheet.period.since(sheet.week), sheet.period.until
    if (since is not None and today < monday(since)) or (until is not None and today > until):
        return False
    apart = 0 if since is None else (monday(today) - monday(since)).days // 7
    return apart % sheet.period.weeks == 0


def only_weekday(before: Iterable[Rule], after: Iterable[Rule]) -> int | None:
    """Give the only weekday whose hours differ; None where more than that does."""
    changed = set(before) ^ set(after)
    days = {rule.day for rule in changed}
    day = next(iter(days)) if len(days) == 1 else None
    return day.number if day is not None else None


def held_words(count: int) -> str:
    """Say why hours were not saved when the page was to be left: so many booked visits would fall outside."""
    if count == 1:
        told = translate("Hours", "Not saved yet: 1 booked visit would fall outside.")
    else:
        told = translate("Hours", "Not saved yet: %n booked visits would fall outside.", None, count)
    return " ".join((told, translate("Hours", "Save hours or Cancel; leaving again saves.")))
