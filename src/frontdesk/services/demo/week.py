"""The weekly hours that practitioners of the sample clinic keep, written as people write them."""

from __future__ import annotations

from frontdesk.domain.hours import WeeklyHours, checked_week, parse_clock

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# The gap between two stretches of a day is lunch. Someone is there every day: whoever tries the sample on a Sunday
# sees it at work too.
PATTERNS = (
    "Mon-Thu 09:00-12:30 13:15-17:30, Fri 09:00-12:30 13:15-16:00",
    "Mon-Thu 08:00-12:00 12:30-16:00, Sun 10:00-14:00",
    "Mon-Thu 09:00-13:00 14:00-18:00, Fri 09:00-13:00, Sat 09:00-13:00",
    "Mon-Fri 10:00-17:00",
    "Mon 08:30-12:00 13:00-16:30, Wed-Fri 08:30-12:00 13:00-16:30, Sat-Sun 09:30-13:30",
    "Mon 08:00-12:00, Tue-Thu 08:00-12:00 13:00-17:00, Fri 08:00-13:00",
    "Mon-Wed 09:00-13:00 13:45-17:30, Thu 12:00-20:00, Fri 09:00-13:00 13:45-17:30",
    "Tue-Fri 08:30-12:30 13:30-17:00, Sat 09:00-13:00",
    "Mon-Fri 07:30-11:30 12:00-15:30",
    "Mon-Tue 09:00-12:30 13:30-18:00, Thu-Fri 09:00-12:30 13:30-17:00, Sun 10:00-15:00",
    "Mon-Thu 10:00-14:00 14:30-19:00, Fri 10:00-14:00 14:30-17:00",
    "Mon 08:30-12:30 13:00-17:00, Tue-Fri 08:30-12:30 13:00-16:30",
)


def hours_of(pattern: str) -> tuple[WeeklyHours, ...]:
    """Read a pattern such as `Mon-Thu 09:00-12:30 13:15-17:30, Sat 09:00-13:00`."""
    found = []
    for part in pattern.split(","):
        days, *stretches = part.split()
        for weekday in _span(days):
            for stretch in stretches:
                start, _, end = stretch.partition("-")
                found.append(WeeklyHours(weekday, parse_clock(start, field="start"), parse_clock(end, field="end")))
    return checked_week(found)


def _span(days: str) -> range:
    first, _, last = days.partition("-")
    return range(_WEEKDAYS.index(first), _WEEKDAYS.index(last or first) + 1)
