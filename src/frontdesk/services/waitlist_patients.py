"""The waiting list where a patient is put away, or turns out to be another one (C72, C76)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.waitlist import EntryState, WaitlistEntry
from frontdesk.services.waitlist_offers import taken_off
from frontdesk.store import waitlist as table
from frontdesk.store.work import Work


def off_the_list(work: Work, patient: Id) -> None:
    """Take a patient who is put away off the list, and let go of what is held for them."""
    for entry in table.of_patient(work.connection, patient):
        if entry.state is EntryState.WAITING:
            taken_off(work, entry)


def carried_over(work: Work, drop: Id, keep: Id) -> None:
    """Let the one who is kept wait for all that the other waited for.

    Their visits are handed over by then. Nobody waits twice for one class, nor for one they come to.
    """
    mine = [one for one in table.of_patient(work.connection, keep) if one.state is EntryState.WAITING]
    for entry in table.of_patient(work.connection, drop):
        after = work.replace(entry, replace(entry, patient_id=keep))
        if after.state is EntryState.WAITING and _is_twice(work, after, mine):
            taken_off(work, after)


def _is_twice(work: Work, entry: WaitlistEntry, others: list[WaitlistEntry]) -> bool:
    if entry.appointment_id is None:
        return False
    if any(one.appointment_id == entry.appointment_id for one in others):
        return True
    session = work.find(Appointment, entry.appointment_id)
    seat = None if session is None else group.attendee_of(session, entry.patient_id)
    return seat is not None and seat.held_until is None
