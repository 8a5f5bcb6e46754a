"""Plain weekly hours on the wall clock, and how times of day are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.domain.errors import Invalid


@dataclass(frozen=True, slots=True, order=True)
class WeeklyHours:
    """One open stretch of a weekday (0 Monday to 6 Sunday), in minutes after midnight; 1440 may end it."""

    weekday: int
    start_minute: int
    end_minute: int


def checked_week(hours: Iterable[WeeklyHours]) -> tuple[WeeklyHours, ...]:
    """Sort a week's hours and merge adjacent ones; overlapping and overnight ones are invalid (C04, C67)."""
    merged: list[WeeklyHours] = []
    for each in sorted(hours):
        if not 0 <= each.weekday <= 6:
            raise Invalid("no_such_weekday", field="weekday", got=each.weekday, allowed="0 Monday to 6 Sunday")
        if not 0 <= each.start_minute < each.end_minute <= 1440:
            raise Invalid(
                "hours_not_in_one_day",
                field="hours",
                got=f"{clock(each.start_minute)}-{clock(each.end_minute)}",
                allowed="from 00:00 to 24:00, the end after the start",
            )
        last = merged[-1] if merged and merged[-1].weekday == each.weekday else None
        if last is not None and each.start_minute < last.end_minute:
            raise Invalid(
                "hours_overlap",
                field="hours",
                got=f"{clock(each.start_minute)}-{clock(each.end_minute)}",
                allowed=f"from {clock(last.end_minute)} on",
            )
        if last is not None and each.start_minute == last.end_minute:
            merged[-1] = WeeklyHours(last.weekday, last.start_minute, each.end_minute)
        else:
            merged.append(each)
    return tuple(merged)


def clock(minute: int) -> str:
    """Write minutes after midnight as HH:MM; 1440 is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def parse_clock(text: str, *, field: str) -> int:
    """Read HH:MM, up to 24:00, as minutes after midnight."""
    hour, colon, minute = text.strip().partition(":")
    if colon and hour.isdigit() and minute.isdigit() and len(minute) == 2:
        read = int(hour) * 60 + int(minute)
        if int(minute) < 60 and read <= 1440:
            return read
    raise Invalid("not_a_clock_time", field=field, got=text, allowed="HH:MM, from 00:00 to 24:00")
