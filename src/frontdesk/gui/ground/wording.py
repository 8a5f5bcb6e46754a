"""The sentences and the ways of writing times that every screen shares.

Names of days and months and the order of a date follow the locale; the patterns themselves can be translated.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from frontdesk.domain.appointment import Interaction, Status
from frontdesk.domain.instants import DAY, HOUR, MINUTE, local_date, wall
from frontdesk.gui.ground import step_words

translate = QCoreApplication.translate
_PLACE = re.compile(r"%([1-9])")


def filled(words: str, *values: object) -> str:
    """Put values into the places %1 to %9 of a sentence, in one go: a name that holds %2 is no place."""
    return _PLACE.sub(lambda found: str(values[int(found[1]) - 1]), words)


def status_words(status: Status) -> str:
    """Name a status as staff say it."""
    return {
        Status.HELD: translate("Wording", "Held"),
        Status.BOOKED: translate("Wording", "Booked"),
        Status.CONFIRMED: translate("Wording", "Confirmed"),
        Status.ARRIVED: translate("Wording", "Arrived"),
        Status.IN_PROGRESS: translate("Wording", "In visit"),
        Status.COMPLETED: translate("Wording", "Done"),
        Status.NO_SHOW: translate("Wording", "No-show"),
        Status.CANCELLED: translate("Wording", "Cancelled"),
        Status.INVALID: translate("Wording", "Invalid"),
    }[status]


def status_step(status: Status) -> str:
    """Name a status in the few letters that a step of the bar has room for."""
    return translate("Wording", "Conf.") if status is Status.CONFIRMED else status_words(status)


def interaction_words(interaction: Interaction) -> str:
    """Name how patient and practitioner meet."""
    return {
        Interaction.IN_PERSON: translate("Wording", "In person"),
        Interaction.VIDEO_CALL: translate("Wording", "Video call"),
        Interaction.PHONE: translate("Wording", "Phone"),
    }[interaction]


def clock(instant: int, zone: str) -> str:
    """Write the time of day of an instant: 09:30, or 9:30 am where the locale has it so."""
    moment = wall(instant, zone)
    return minute_of_day(moment.hour * 60 + moment.minute)


@lru_cache(maxsize=2048)
def minute_of_day(minute: int) -> str:
    """Write minutes after midnight as a time of day; 1440 is 24:00."""
    hour, rest = divmod(minute, 60)
    if not half_days():
        return f"{hour:02d}:{rest:02d}"
    half = QLocale().pmText() if hour % 24 >= 12 else QLocale().amText()
    return f"{(hour - 1) % 12 + 1}:{rest:02d} {half.lower()}"


@lru_cache(maxsize=2048)
def brief_minute_of_day(minute: int) -> str:
    """Write a time of day where the place makes clear which half of the day it is: 9:30, and 9 am for a full hour."""
    if not half_days():
        return minute_of_day(minute)
    told, _, half = minute_of_day(minute).partition(" ")
    return f"{told.removesuffix(':00')} {half}" if minute % 60 == 0 else told


@lru_cache(maxsize=1)
def half_days() -> bool:
    """Tell whether the locale counts twelve hours twice."""
    return "a" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).lower().replace("'", "")


def locale_changed() -> None:
    """Forget what was worked out for another locale."""
    minute_of_day.cache_clear()
    brief_minute_of_day.cache_clear()
    half_days.cache_clear()


def time_range(start: int, end: int, zone: str) -> str:
    """Write from when to when: 11:35–12:05, or 9:30–10:15 am, which half of the day it is said once."""
    first, last = clock(start, zone), clock(end, zone)
    told, _, half = first.partition(" ")
    return f"{told}–{last}" if half and last.endswith(half) else f"{first}–{last}"


def hours_range(start: int, end: int, zone: str) -> str:
    """Write from when to when someone works: 09:00–17:30, or 9 am–5:30 pm, full hours briefly."""
    told = time_range(start, end, zone)
    return told.replace(":00 ", " ").replace(":00–", "–") if half_days() else told


def brief_clock(instant: int, zone: str) -> str:
    """Write the time of day of an instant where the place makes clear which half of the day it is."""
    moment = wall(instant, zone)
    return brief_minute_of_day(moment.hour * 60 + moment.minute)


def when(start: int, end: int, zone: str, *, all_day: bool = False) -> str:
    """Write day and time of a visit: Wed 18 Mar, 11:35–12:05; the last day too when it is another."""
    first = local_date(start, zone)
    last = local_date(end - 1, zone)
    if all_day:
        return day_short(first) if first == last else f"{day_short(first)} – {day_short(last)}"
    if first == last or end - start <= DAY // 2:
        return f"{day_short(first)}, {time_range(start, end, zone)}"
    return f"{day_short(first)}, {clock(start, zone)} – {day_short(last)}, {clock(end, zone)}"


def moment(instant: int, zone: str) -> str:
    """Write day and time of an instant: Wed 18 Mar, 11:35."""
    return f"{day_short(local_date(instant, zone))}, {clock(instant, zone)}"


def since(instant: int, now: int, zone: str) -> str:
    """Write when something happened, as briefly as it is still clear: 10:31, Mon 16, 4 Mar, 4 Mar 2025."""
    day, today = local_date(instant, zone), local_date(now, zone)
    if day == today:
        return clock(instant, zone)
    if timedelta() < today - day < timedelta(days=7):
        return dated(day, translate("Wording", "ddd d"))
    if day.year == today.year:
        return dated(day, translate("Wording", "d MMM"))
    return dated(day, translate("Wording", "d MMM yyyy"))


def dated(day: date, pattern: str) -> str:
    """Write a date after one of Qt's patterns, with the locale's names."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def day_title(day: date) -> str:
    """Write a date in words: Wednesday, 18 March 2026."""
    return dated(day, translate("Wording", "dddd, d MMMM yyyy"))


def day_short(day: date) -> str:
    """Write a date briefly: Wed 18 Mar."""
    return dated(day, translate("Wording", "ddd d MMM"))


def birth(day: date) -> str:
    """Write a birth date so that it can be read only one way: 1979-06-02."""
    return day.isoformat()


def month_title(day: date) -> str:
    """Write a month: March 2026."""
    return dated(day, translate("Wording", "MMMM yyyy"))


def week_title(monday: date) -> str:
    """Write a week: 16 – 22 March 2026, with both months or years where they differ."""
    last = monday + timedelta(days=6)
    end = dated(last, translate("Wording", "d MMMM yyyy"))
    if monday.year != last.year:
        return f"{dated(monday, translate('Wording', 'd MMMM yyyy'))} – {end}"
    if monday.month != last.month:
        return f"{dated(monday, translate('Wording', 'd MMMM'))} – {end}"
    return f"{monday.day} – {end}"


def week_short(monday: date) -> str:
    """Write a week briefly: 16 – 22 Mar."""
    last = monday + timedelta(days=6)
    end = dated(last, translate("Wording", "d MMM"))
    start = str(monday.day) if monday.month == last.month else dated(monday, translate("Wording", "d MMM"))
    return f"{start} – {end}"


def weekday_letter(weekday: int) -> str:
    """Give the letter of a weekday, 0 Monday to 6 Sunday."""
    return QLocale().standaloneDayName(weekday + 1, QLocale.FormatType.NarrowFormat)


def first_weekday() -> int:
    """Give the weekday that starts the locale's week, 0 Monday to 6 Sunday."""
    return int(QLocale().firstDayOfWeek().value) - 1


def minutes(length: int) -> str:
    """Write a length given in milliseconds: 45 min, 1 h 30 min, 2 days."""
    if length >= DAY and length % DAY == 0:
        return counted_days(length // DAY)
    hours, rest = divmod(max(0, length) // MINUTE, HOUR // MINUTE)
    parts = [translate("Wording", "%1 h").replace("%1", str(hours))] if hours else []
    if rest or not hours:
        parts.append(translate("Wording", "%1 min").replace("%1", str(rest)))
    return " ".join(parts)


def minutes_left(until: int, now: int) -> str:
    """Write how long it is until a moment: 8 min; the minute that runs counts as a whole one."""
    return minutes(max(0, -(-(until - now) // MINUTE)) * MINUTE)


def counted_days(count: int) -> str:
    """Count days."""
    return translate("Wording", "1 day") if count == 1 else translate("Wording", "%n days", None, count)


def length_with_buffers(length: int, before: int, after: int) -> str:
    """Write a visit's length with the buffers around it: 5 min before + 30 min + 10 min after."""
    parts = [minutes(length)]
    if before:
        parts.insert(0, translate("Wording", "%1 before").replace("%1", minutes(before)))
    if after:
        parts.append(translate("Wording", "%1 after").replace("%1", minutes(after)))
    return " + ".join(parts)


def appointments(count: int) -> str:
    """Count appointments."""
    if count == 1:
        return translate("Wording", "1 appointment")
    return translate("Wording", "%n appointments", None, count)


def lying_under(count: int) -> str:
    """Count the visits that lie under closed time."""
    if count == 1:
        return translate("Wording", "1 visit lies under it")
    return translate("Wording", "%n visits lie under it", None, count)


def problems(count: int) -> str:
    """Count what is wrong in a form; nothing is nothing to say."""
    if count == 1:
        return translate("Wording", "1 thing to put right")
    return translate("Wording", "%n things to put right", None, count) if count else ""


def practitioners(count: int) -> str:
    """Count practitioners."""
    if count == 1:
        return translate("Wording", "1 practitioner")
    return translate("Wording", "%n practitioners", None, count)


def booked_share(percent: int) -> str:
    """Write a load."""
    return translate("Wording", "%1% booked").replace("%1", str(percent), 1)


def size(count: int) -> str:
    """Write a number of bytes for people."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def operation_words(operation: str) -> str:
    """Name a step that can be undone, as it reads after "Undone:"."""
    return step_words.known().get(operation, translate("Wording", "last step"))
