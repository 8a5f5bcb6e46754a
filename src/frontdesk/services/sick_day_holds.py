"""Times of an absence that are only held: open offers of the waiting list, and what desks have in hand (C72)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.patient import Patient
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.services import families
from frontdesk.store import holds
from frontdesk.store import waitlist as table
from frontdesk.store.work import Reading, Work


@dataclass(frozen=True, slots=True)
class OpenHold:
    """One held time of an absence, with the entry that it is offered to, and its patient, where there are any."""

    hold: Appointment
    entry: WaitlistEntry | None
    patient: Patient | None


def open_holds(book: Reading, practitioner: Id, span: Interval, now: Instant) -> tuple[OpenHold, ...]:
    """Read the times of a practitioner that are held still and that an absence touches, by start."""
    held = [
        one
        for one in holds.held(book.connection, now)
        if one.practitioner_id == practitioner and one.interval.overlaps(span)
    ]
    if not held:
        return ()
    offers = {
        entry.offer.hold_id: entry
        for entry in table.waiting(book.connection)
        if entry.offer is not None and entry.appointment_id is None
    }
    people = book.some(Patient, {one.patient_id for one in held if one.patient_id is not None})
    return tuple(OpenHold(one, offers.get(one.id), people.get(one.patient_id or Id(0))) for one in held)


def withdraw(work: Work, found: OpenHold) -> None:
    """Let go of a held time; whom it was offered to waits on, and has not declined it."""
    rows = [row for row in families.rows_of(work, found.hold) if work.find(Appointment, row.id) is not None]
    work.remove(*rows)
    if found.entry is not None:
        work.replace(found.entry, replace(found.entry, offer=None))
