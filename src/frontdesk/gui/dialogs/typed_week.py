"""Weekly hours as they are typed, day by day. No Qt."""

from __future__ import annotations

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours
from frontdesk.gui.dialogs import typed

DAYS = 7


def week_of(days: tuple[str, ...]) -> tuple[WeeklyHours, ...]:
    """Read a week that was typed day by day, Monday first."""
    found: list[WeeklyHours] = []
    for weekday, text in enumerate(days):
        read = typed.hours(text)
        if read is None:
            raise Invalid("not_hours", field="hours", got=text, allowed="8:30-12:30, 13:30-17:30", weekday=weekday)
        found.extend(WeeklyHours(weekday, start, end) for start, end in read)
    return tuple(found)
