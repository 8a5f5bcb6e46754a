"""Hold times in a small clinic, and let them run out; other people who sit down at it."""

from __future__ import annotations

from typing import Any

from frontdesk.domain.actor import FRONT_DESK, Actor, Right, Role
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.clinic import Clinic
from tests.support.clinics import Desk

OTHER = Actor("evening-desk", "Evening desk", FRONT_DESK.role)
BOOKER = Actor("trainee", "Trainee", Role("trainee", frozenset({Right.SEE, Right.BOOK, Right.UNDO, Right.MOVE})))


def hold(desk: Desk, hour: int = 9, *, minutes: int = 10, clinic: Clinic | None = None, **sent: Any) -> Appointment:
    """Hold half an hour of Dr. Chen, or whatever else is said."""
    start = desk.at(hour)
    given: dict[str, Any] = {"practitioner": desk.chen.id, "end": Instant(start + 30 * MINUTE), **sent}
    return (clinic or desk.clinic).holds.place(start=start, minutes=minutes, **given)


def later(desk: Desk, minutes: int) -> None:
    """Let minutes pass."""
    desk.clock.now = Instant(desk.clock.now + minutes * MINUTE)
