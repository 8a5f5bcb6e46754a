"""The sentences of visits that come again: how often, how each date stands, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.calendar import Frequency, Taken
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import Does, RepeatPlan, State
from frontdesk.domain.repeats import Dates, RepeatRule
from frontdesk.gui.dialogs.repeats_draft import NEVER, Ends, Sums
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
_OF_SOME_TIME = (Why.VISIT, Why.BUFFER, Why.HOLD, Why.BLOCK, Why.ROOM, Why.EQUIPMENT)
# Their names are those of rooms and units, and of nobody.
_OF_THINGS = (Why.ROOM, Why.EQUIPMENT)
# Whose hours or limits these are goes without saying: it stands in the row.
_SAID = (Why.OUTSIDE_HOURS, Why.CALENDAR_HOURS, Why.PAST, Why.NOTICE, Why.WINDOW, Why.SEATS, Why.PER_DAY)


def frequencies() -> list[tuple[str, str]]:
    """Name the ways of coming again."""
    return [
        (NEVER, translate("Repeats", "Once")),
        (Frequency.DAILY.value, translate("Repeats", "Daily")),
        (Frequency.WEEKLY.value, translate("Repeats", "Weekly")),
        (Frequency.MONTHLY.value, translate("Repeats", "Monthly")),
    ]


def ends(*, endless: bool = False) -> list[tuple[str, str]]:
    """Name the ends of coming again; going on without end is one only where it can be."""
    found = [
        (Ends.AFTER.value, translate("Repeats", "After a number of times")),
        (Ends.ON.value, translate("Repeats", "On a day")),
    ]
    return [*found, (Ends.ENDLESS.value, translate("Repeats", "Never"))] if endless else found


def policies() -> list[tuple[str, str]]:
    """Name what can be done about all dates that are not free."""
    return [
        (Taken.SKIP.value, translate("Repeats", "Skip")),
        (Taken.BOOK_ANYWAY.value, translate("Repeats", "Book anyway")),
        (Taken.NEXT_FREE.value, translate("Repeats", "Next free")),
    ]


def unit(frequency: Frequency, interval: int) -> str:
    """Name what is counted between two dates: every 1 week, every 2 weeks."""
    if interval == 1:
        return {
            Frequency.DAILY: translate("Repeats", "day"),
            Frequency.WEEKLY: translate("Repeats", "week"),
            Frequency.MONTHLY: translate("Repeats", "month"),
        }[frequency]
    return {
        Frequency.DAILY: translate("Repeats", "days"),
        Frequency.WEEKLY: translate("Repeats", "weeks"),
        Frequency.MONTHLY: translate("Repeats", "months"),
    }[frequency]


def rule_words(rule: RepeatRule | None) -> str:
    """Say how a visit comes again: every 2 weeks, 6 times."""
    if rule is None:
        return translate("Repeats", "Does not repeat")
    often = _often(rule)
    if rule.weekdays:
        days = [_day_name(day.number) for day in rule.weekdays]
        often = wording.filled(translate("Repeats", "%1 on %2"), often, _listed(days))
    if rule.until is not None:
        return wording.filled(translate("Repeats", "%1, until %2"), often, _date(rule.until))
    if rule.count is None:
        return wording.filled(translate("Repeats", "%1, without end"), often)
    return wording.filled(translate("Repeats", "%1, %2 times"), often, rule.count)


def _often(rule: RepeatRule) -> str:
    if rule.interval == 1:
        return {
            Frequency.DAILY: translate("Repeats", "Every day"),
            Frequency.WEEKLY: translate("Repeats", "Every week"),
            Frequency.MONTHLY: translate("Repeats", "Every month"),
        }[rule.frequency]
    return {
        Frequency.DAILY: translate("Repeats", "Every %1 days"),
        Frequency.WEEKLY: translate("Repeats", "Every %1 weeks"),
        Frequency.MONTHLY: translate("Repeats", "Every %1 months"),
    }[rule.frequency].replace("%1", str(rule.interval))


def _day_name(number: int) -> str:
    return QLocale().standaloneDayName(number + 1, QLocale.FormatType.ShortFormat)


def _date(day: date) -> str:
    return wording.dated(day, translate("Repeats", "d MMM yyyy"))


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return wording.filled(translate("Repeats", "%1 and %2"), ", ".join(words[:-1]), words[-1])


def dates_words(dates: Dates) -> str:
    """Say which dates a rule makes: 6 dates, Wed 18 Mar to Wed 27 May 2026."""
    first, last = dates.found[0], dates.found[-1]
    end = wording.dated(last, translate("Repeats", "ddd d MMM yyyy"))
    if first == last:
        return translate("Repeats", "One date, %1").replace("%1", end)
    words = translate("Repeats", "%1 dates, %2 to %3")
    return wording.filled(words, len(dates.found), wording.day_short(first), end)


def left_out(months: Sequence[date], day: int) -> str:
    """Say which months have no date, nothing where all have one."""
    if not months:
        return ""
    named = [wording.dated(month, translate("Repeats", "MMM yyyy")) for month in months[:4]]
    if len(months) > 4:
        named.append(translate("Repeats", "%1 more").replace("%1", str(len(months) - 4)))
    words = translate("Repeats", "Without %2, as they have no day %1") if len(months) > 1 else ""
    words = words or translate("Repeats", "Without %2, as it has no day %1")
    return wording.filled(words, day, _listed(named))


def conflicts(plan: RepeatPlan) -> str:
    """Say in a few words how the dates stand."""
    if plan.conflicts == 0:
        return wording.filled(translate("Repeats", "all %1 free"), len(plan.rows))
    words = translate("Repeats", "%1 of %2 conflicts") if plan.conflicts == 1 else ""
    words = words or translate("Repeats", "%1 of %2 conflict")
    return wording.filled(words, plan.conflicts, len(plan.rows))


def state(held: State) -> str:
    """Say in a word how the time of a date stands."""
    return {
        State.OK: translate("Repeats", "Free"),
        State.TAKEN: translate("Repeats", "Taken"),
        State.FULL: translate("Repeats", "Full"),
        State.CLOSED: translate("Repeats", "Closed"),
        State.HOLIDAY: translate("Repeats", "Holiday"),
        State.OUTSIDE: translate("Repeats", "Outside hours"),
        State.NOTICE: translate("Repeats", "Too soon"),
        State.WINDOW: translate("Repeats", "Too far ahead"),
        State.PAST: translate("Repeats", "Past"),
        State.CANNOT: translate("Repeats", "Not possible"),
    }[held]


def why(reasons: Sequence[Reason], zone: str, *, masked: bool = False) -> str:
    """Name what is in the way, as far as it has a name: Ana Ruiz 09:00–09:30; nothing where the state says it all.

    While names are masked neither patients nor titles are told, but when it is.
    """
    return " · ".join(dict.fromkeys(told for reason in reasons if (told := _why(reason, zone, masked=masked))))


def _why(reason: Reason, zone: str, *, masked: bool) -> str:
    if reason.why in (Why.VISIT, Why.BUFFER) and reason.appointment is None:
        return translate("Repeats", "another date of this series")
    named = reason.words or reason.name
    if named and reason.why in _OF_SOME_TIME:
        when = wording.time_range(reason.start, reason.end, zone)
        return when if masked and reason.why not in _OF_THINGS else f"{named} {when}"
    return "" if reason.why in _SAID else named


def warning(reasons: Sequence[Reason], zone: str) -> str:
    """Say what is worth knowing of a time that can be booked all the same: other visits of the patient."""
    times = [wording.time_range(reason.start, reason.end, zone) for reason in reasons]
    return wording.filled(translate("Repeats", "patient has a visit %1"), ", ".join(times)) if times else ""


def done(does: Does, start: Instant | None, day: date, zone: str) -> str:
    """Say what is done about a date; at another time, at which one."""
    if does is Does.NEXT_FREE and start is not None:
        return wording.filled(translate("Repeats", "Next free, %1"), moment(start, day, zone))
    return {
        Does.BOOK: translate("Repeats", "Book"),
        Does.SKIP: translate("Repeats", "Skip"),
        Does.BOOK_ANYWAY: translate("Repeats", "Book anyway"),
        Does.NEXT_FREE: translate("Repeats", "Next free"),
    }[does]


def done_briefly(does: Does, start: Instant | None, day: date, zone: str) -> str:
    """Say what is done about a date where there is little room."""
    if does is Does.NEXT_FREE and start is not None:
        told = moment(start, day, zone)
        return wording.filled(translate("Repeats", "At %1"), told) if told == wording.clock(start, zone) else told
    if does is Does.BOOK_ANYWAY:
        return translate("Repeats", "Anyway")
    return done(does, start, day, zone)


def moment(start: Instant, day: date, zone: str) -> str:
    """Write another time of a date: the clock alone on the same day, with the day on another."""
    told = wording.moment(start, zone)
    return wording.clock(start, zone) if told.startswith(f"{wording.day_short(day)},") else told


def total(counted: Sums) -> str:
    """Say what becomes of all dates: 6 dates: 5 booked, 1 skipped."""
    parts = [wording.filled(translate("Repeats", "%1 booked"), counted.booked)]
    if counted.moved:
        parts.append(wording.filled(translate("Repeats", "%1 of them at the next free time"), counted.moved))
    if counted.anyway:
        parts.append(wording.filled(translate("Repeats", "%1 of them anyway"), counted.anyway))
    if counted.skipped:
        parts.append(wording.filled(translate("Repeats", "%1 skipped"), counted.skipped))
    words = translate("Repeats", "%1 dates: %2") if counted.dates != 1 else translate("Repeats", "%1 date: %2")
    return wording.filled(words, counted.dates, ", ".join(parts))
