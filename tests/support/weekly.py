"""A visit that comes every week, as tests of series begin with one."""

from __future__ import annotations

from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, Instant, wall
from tests.support.clinics import ZONE, Desk


def weekly(desk: Desk, rrule: str = "FREQ=WEEKLY;COUNT=5", *, day: int = 0, **more: Any) -> tuple[Appointment, ...]:
    """Book an hour of Eva with Dr. Chen at nine, again after a rule; give its visits by date."""
    start = desk.at(9, day=day)
    sent: dict[str, Any] = {"practitioner": desk.chen.id, "patient": desk.eva.id, "title": "Physio", **more}
    first = desk.clinic.appointments.book(
        start=start, end=Instant(start + HOUR), rrule=rrule, ignore_free_slots=True, **sent
    )
    assert first.series_id is not None
    return visits_of(desk, first.series_id)


def visits_of(desk: Desk, series: Id) -> tuple[Appointment, ...]:
    """Give the visits of a series that were not put away, by start."""
    table = desk.clinic.series.get(id=series, size=500)
    rows = [row.visit for row in table.rows if row.visit is not None and row.visit.archived_at is None]
    return tuple(sorted(rows, key=lambda visit: visit.start))


def clocks(visits: Any) -> list[str]:
    """Give month, day and time of the wall clock of each."""
    return [f"{wall(visit.start, ZONE):%m-%d %H:%M}" for visit in visits]


def everything(desk: Desk) -> list[Appointment]:
    """Give all visits of the book that were not put away, by start."""
    return list(desk.clinic.appointments.list(size=500).items)
