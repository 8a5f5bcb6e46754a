"""Dates and times as people type them at a terminal: today, friday, 2026-11-23, tomorrow 14:30."""

from __future__ import annotations

from datetime import date, time, timedelta

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import parse_clock
from frontdesk.domain.instants import Instant, at_minute, checked_date, checked_instant, parse, parse_date, wall

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
        return checked_date(parse_date(said, field=field), field=field)
    except Invalid as refusal:
        if refusal.reason == "time_out_of_range":
            raise
        raise Invalid("not_a_date", field=field, got=text, allowed=_DATES) from None


def moment_of(text: str, today: date, zone: str, *, field: str) -> Instant:
    """Read a time on the wall clock of a zone, of today where it names no date, or one with an offset of its own."""
    try:
        clock = _on_the_clock(text, today, field)
        if clock is None:
            return parse(text.strip(), field=field)
        return checked_instant(at_minute(*clock, zone), field=field)
    except Invalid as refusal:
        if refusal.reason == "time_out_of_range":
            raise
        raise Invalid("not_a_time", field=field, got=text, allowed=_TIMES) from None


def names_date(text: str) -> bool:
    """Tell whether what was typed for a time says a date too."""
    return len(text.strip()) > _CLOCK


def skipped(text: str, today: date, zone: str, *, field: str) -> time | None:
    """Give the time of day that was typed where the clock of the zone skips it on that date, else None."""
    clock = _on_the_clock(text, today, field)
    if clock is None:
        return None
    typed = time(clock[1] // 60 % 24, clock[1] % 60)
    return typed if wall(at_minute(*clock, zone), zone).time() != typed else None


def _on_the_clock(text: str, today: date, field: str) -> tuple[date, int] | None:
    """Read a date and the minutes after its midnight; None where it is something else, such as one with an offset."""
    said = text.strip().replace("T", " ").split()
    if len(said) == 2 and len(said[1]) <= _CLOCK:
        return day_of(said[0], today, field=field), parse_clock(said[1], field=field)
    if len(said) == 1 and len(said[0]) <= _CLOCK:
        return today, parse_clock(said[0], field=field)
    return None
