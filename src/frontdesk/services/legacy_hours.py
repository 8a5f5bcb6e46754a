"""Open hours and custom dates as older calendars say them, turned into the rules of a schedule (C52, C53).

Days of the week are numbered as such calendars number them: 0 is Sunday, 6 is Saturday. The date of a custom date is
its first ten characters, whatever time and offset stand behind them, and so is never shifted by a zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import checked_date, parse_date
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Stretch, checked_stretches
from frontdesk.services import checks

_DATE = 10  # characters of YYYY-MM-DD
_LIST = "a list of objects"


@dataclass(frozen=True, slots=True)
class LegacyHours:
    """Open from one time of day up to another; 24:00 may end it."""

    open_hour: int
    open_minute: int
    close_hour: int
    close_minute: int


@dataclass(frozen=True, slots=True)
class OpenHours:
    """The same hours on some days of the week, 0 for Sunday to 6 for Saturday."""

    days_of_the_week: tuple[int, ...]
    hours: tuple[LegacyHours, ...]


@dataclass(frozen=True, slots=True)
class CustomDate:
    """The hours of one date, none where it is closed.

    One that is `deleted` counts as not sent. `id` is taken and not kept: in a schedule the date tells which it is.
    """

    date: str
    hours: tuple[LegacyHours, ...] = ()
    deleted: bool = False
    id: str | None = None


def weekday_rules(sent: Sequence[OpenHours] | None, field: str = "open_hours") -> tuple[Rule, ...]:
    """Give the rules of open hours; several entries for one day add up, and must not overlap."""
    days: dict[int, list[Stretch]] = {}
    for n, entry in enumerate(checks.many(sent or (), OpenHours, field=field, allowed=_LIST)):
        stretches = _stretches(entry.hours, f"{field}[{n}].hours")
        at = f"{field}[{n}].days_of_the_week"
        for day in checks.many(entry.days_of_the_week, int, field=at, allowed="a list of days, 0 to 6"):
            if not 0 <= day <= 6:
                raise Invalid("bad_weekday", field=at, got=day, allowed="0 (Sunday) to 6 (Saturday)")
            days.setdefault((day - 1) % 7, []).extend(stretches)
    found = []
    for number in sorted(days):
        weekday = WEEKDAYS[number]
        held = checked_stretches(days[number], f"{field}.{weekday.value}")
        found.append(Rule(day=weekday, intervals=held))
    return tuple(rule for rule in found if rule.intervals)


def date_rules(sent: Sequence[CustomDate] | None, field: str = "availabilities") -> tuple[Rule, ...]:
    """Give the rules of custom dates, each date once."""
    found: list[Rule] = []
    for n, entry in enumerate(checks.many(sent or (), CustomDate, field=field, allowed=_LIST)):
        if checks.yes_or_no(entry.deleted, field=f"{field}[{n}].deleted"):
            continue
        at = f"{field}[{n}].date"
        day = checked_date(parse_date(checks.line(entry.date, field=at)[:_DATE], field=at), field=at)
        if any(rule.date == day for rule in found):
            raise Invalid("date_twice", field=at, got=str(day), allowed="each date once")
        found.append(Rule(date=day, intervals=_stretches(entry.hours, f"{field}[{n}].hours")))
    return tuple(found)


def _stretches(sent: Sequence[LegacyHours], field: str) -> tuple[Stretch, ...]:
    wanted = checks.many(sent, LegacyHours, field=field, allowed=_LIST)
    found = []
    for n, each in enumerate(wanted):
        start = _minute(each.open_hour, each.open_minute, f"{field}[{n}].open")
        end = _minute(each.close_hour, each.close_minute, f"{field}[{n}].close")
        found.append(Stretch(start, end))
    return checked_stretches(found, field)


def _minute(hour: int, minute: int, field: str) -> Minute:
    if not 0 <= checks.whole(hour, field=f"{field}_hour") <= 24:
        raise Invalid("bad_hour", field=f"{field}_hour", got=hour, allowed="0 to 24")
    if not 0 <= checks.whole(minute, field=f"{field}_minute") <= (59 if hour < 24 else 0):
        allowed = "0 to 59, and 0 after 24:00" if hour < 24 else "0 where the hour is 24"
        raise Invalid("bad_minute", field=f"{field}_minute", got=minute, allowed=allowed)
    return Minute(hour * 60 + minute)
