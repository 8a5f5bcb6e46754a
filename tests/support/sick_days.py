"""Short ways to arrange an absence, and to say what its plan holds, in tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.sick_day import How
from frontdesk.services.sick_day import Applied, Plan, PlanRow
from frontdesk.services.sick_day_planning import RowWanted
from tests.support.clinics import Desk


def with_ortega_at_work(desk: Desk, first: int = 9, last: int = 17) -> Desk:
    """Let Dr. Ortega work on the days that Dr. Chen does."""
    at_work(desk, desk.ortega.id, first, last)
    return desk


def with_a_third(desk: Desk) -> Practitioner:
    """Give one more practitioner, who works when Dr. Chen does."""
    third = desk.clinic.practitioners.create(name="Dr. Third")
    at_work(desk, third.id)
    return third


def at_work(desk: Desk, practitioner: Id, first: int = 9, last: int = 17) -> None:
    """Let someone work from Monday to Friday between two hours."""
    week = [WeeklyHours(day, first * 60, last * 60) for day in range(5)]
    desk.clinic.working_hours.put(practitioner=practitioner, hours=week)


def visit(desk: Desk, hour: int, minute: int = 0, **sent: Any) -> Appointment:
    """Book a consultation of Eva with Dr. Chen, or whatever else is said."""
    sent.setdefault("service", desk.service.id)
    return desk.book(hour, minute, **sent)


def planned(desk: Desk, *rows: RowWanted, **sent: Any) -> Plan:
    """Plan the absence of Dr. Chen for the test day, or whatever else is said."""
    said: dict[str, Any] = {"practitioner": desk.chen.id, "start": desk.at(0), "end": desk.at(0, day=1), **sent}
    return desk.clinic.sick_day.plan(rows=rows, **said)


def applied(desk: Desk, rows: Sequence[RowWanted], **sent: Any) -> Applied:
    """Apply rows to the absence of Dr. Chen on the test day, or whatever else is said."""
    said: dict[str, Any] = {"practitioner": desk.chen.id, "start": desk.at(0), "end": desk.at(0, day=1), **sent}
    return desk.clinic.sick_day.apply(rows=rows, **said)


def as_planned(plan: Plan) -> list[RowWanted]:
    """Give the rows of a plan as they would be applied."""
    return [as_wanted(row) for row in plan.rows]


def as_wanted(row: PlanRow) -> RowWanted:
    """Give what a row of a plan says, to be sent."""
    to = row.becomes
    return RowWanted(row.visit, to.how, to.start, to.practitioner_id, row.version)


def hows(plan: Plan) -> list[How]:
    """Give what becomes of each visit of a plan."""
    return [row.becomes.how for row in plan.rows]


def now(desk: Desk, id: Id) -> Appointment:
    """Read a visit as it stands."""
    return desk.clinic.appointments.get(id=id).appointment
