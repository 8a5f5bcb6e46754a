"""Whether anything else has the time of a group appointment, and what (C17)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Clash
from frontdesk.domain.instants import Instant
from frontdesk.services.closed_time import closed_over
from frontdesk.store.claims import overlapping
from frontdesk.store.holds import run_out
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Whether there are conflicts, and every one: who or what is taken, from when to when, and by which visit.

    The kind of a clash is practitioner, room, equipment, closure or block.
    """

    exist: bool
    clashes: tuple[Clash, ...]


def conflicts_of(book: Reading, visit: Appointment, now: Instant) -> Conflicts:
    """Tell who else has the practitioner, buffers included, the room or the equipment of a visit, and what closes it.

    A visit is never in its own way, and those that take no time, as archived and cancelled ones, in nobody's.
    """
    over = run_out(book.connection, now)
    taken = overlapping(book.connection, claims_of(visit), besides=visit.id)
    found = (*closed_over(book, visit), *(clash for clash in taken if clash.appointment_id not in over))
    return Conflicts(bool(found), found)
