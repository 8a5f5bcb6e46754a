"""Claims: who or what a visit occupies, from when to when, buffers included.

The database refuses two claims of one subject and unit that overlap; this module only says which claims a visit
holds. A long visit holds several, none longer than a day, so that a look for overlaps is always bounded below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant

LONGEST_CLAIM = DAY


class Subject(StrEnum):
    """What can be claimed."""

    PRACTITIONER = "practitioner"
    ROOM = "room"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """One stretch of one unit of a subject; `overlaps_allowed` carries a staff override with its reason."""

    subject: Subject
    subject_id: Id
    unit: int
    start: Instant
    end: Instant
    override_reason: str | None = None


def claims_of(appointment: Appointment) -> tuple[Claim, ...]:
    """List the claims that an appointment holds; none when it takes no time.

    Buffers belong to the practitioner; room and equipment are taken for the visit alone (C32).
    """
    if not appointment.takes_time:
        return ()
    found: list[Claim] = []
    reason = appointment.override_reason
    if appointment.practitioner_id is not None:
        start = Instant(appointment.start - appointment.buffer_before)
        end = Instant(appointment.end + appointment.buffer_after)
        for a, b in _pieces(start, end):
            found.append(Claim(Subject.PRACTITIONER, appointment.practitioner_id, 1, a, b, reason))
    if appointment.room_id is not None:
        for a, b in _pieces(appointment.start, appointment.end):
            found.append(Claim(Subject.ROOM, appointment.room_id, 1, a, b, reason))
    for use in appointment.equipment:
        for a, b in _pieces(appointment.start, appointment.end):
            found.append(Claim(Subject.EQUIPMENT, use.equipment_id, use.unit, a, b, reason))
    return tuple(found)


def _pieces(start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
    at = start
    while end - at > LONGEST_CLAIM:
        yield at, Instant(at + LONGEST_CLAIM)
        at = Instant(at + LONGEST_CLAIM)
    yield at, end
