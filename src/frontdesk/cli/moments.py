"""Dates and times as people type them at a terminal: today, friday, 2026-11-23, tomorrow 14:30."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import parse_clock
from frontdesk.domain.instants import Instant, at_minute, parse, parse_date

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = len("14:30")
_DATES = "today, tomorrow, a weekday, or YYYY-MM-DD"
_TIMES = "a date and HH:MM, or a time with Z or an offset"


def day_of(text: str, today: date, *, field: str) -> date:
    """Read a date; a weekday is the next one to come, today included."""
    said = text.strip().casefold()
    near = {"today": 0, "tomorrow": 1}
    if said in near:
        return today + timedelta(days=near[said])
    if len(said) > 1:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(said):
                return today + timedelta(days=(number - today.weekday()) % 7)
    try:
        return parse_date(said, field=field)
    except Invalid:
        raise Invalid("not_a_date", field=field, got=text, allowed=_DATES) from None


def moment_of(text: str, today: date, zone: str, *, field: str) -> Instant:
    """Read a time on the wall clock of a zone, of today where it names no date, or one with an offset of its own."""
    clock = text.strip().replace("T", " ").split()
    try:
        if len(clock) == 2 and len(clock[1]) <= _CLOCK:
            return at_minute(day_of(clock[0], today, field=field), parse_clock(clock[1], field=field), zone)
        if len(clock) == 1 and len(clock[0]) <= _CLOCK:
            return at_minute(today, parse_clock(clock[0], field=field), zone)
        return parse(text.strip(), field=field)
    except Invalid as refusal:
        if refusal.reason == "time_out_of_range":
            raise
        raise Invalid("not_a_time", field=field, got=text, allowed=_TIMES) from None
