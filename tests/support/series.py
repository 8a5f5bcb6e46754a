"""Short ways to plan and to book a series, and to say what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.instants import HOUR, MINUTE, Instant, iso
from frontdesk.domain.repeat_plan import RepeatPlan, Row
from frontdesk.services.repeats import SeriesBooked
from tests.support.clinics import ZONE, Desk

# What a series is here unless more is said: 30 minutes of Eva with Dr. Chen at nine, three weeks running.
WEEKLY: dict[str, Any] = {"frequency": Frequency.WEEKLY, "count": 3, "duration": 30 * MINUTE}


def asked(desk: Desk, **sent: Any) -> dict[str, Any]:
    """Give what a series is asked for with."""
    if sent.get("until") is not None:
        sent.setdefault("count", None)
    return {"start": desk.at(9), "practitioner": desk.chen.id, "patient": desk.eva.id, **WEEKLY, **sent}


def plan(desk: Desk, **sent: Any) -> RepeatPlan:
    """Plan a series."""
    return desk.clinic.repeats.plan(**asked(desk, **sent))


def book(desk: Desk, **sent: Any) -> SeriesBooked:
    """Book a series."""
    return desk.clinic.repeats.book(**asked(desk, **sent))


def told(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Give the state of each date and what is done about it."""
    return [(row.state.value, row.does.value) for row in rows]


def clock(instant: int | None) -> str:
    """Write a moment as the wall clock of the test's clinic has it."""
    return "" if instant is None else iso(instant, ZONE)[:16]


def starts(visits: Iterable[Appointment]) -> list[str]:
    """Write when visits begin."""
    return [clock(visit.start) for visit in visits]


def fill(desk: Desk, start: Instant, hours: float = 1, **sent: Any) -> Appointment:
    """Book some hours of Dr. Chen for Leo."""
    sent.setdefault("patient", desk.leo.id)
    return desk.book(start=start, minutes=int(hours * HOUR // MINUTE), **sent)
