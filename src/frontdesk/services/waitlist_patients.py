"""The waiting list where a patient is put away, or turns out to be another one (C72, C76)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.waitlist import EntryState, WaitlistEntry
from frontdesk.domain.waitlist_ranking import waits_before
from frontdesk.services.waitlist_entries import live_offer
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

    Their visits are handed over by then. Nobody waits twice for one class, nor for one they come to: of two entries
    the one with an offer that stands is kept, else the one that comes first in the line.
    """
    for entry in table.of_patient(work.connection, drop):
        work.replace(entry, replace(entry, patient_id=keep))
    lines: dict[Id, list[WaitlistEntry]] = {}
    for entry in table.of_patient(work.connection, keep):
        if entry.state is EntryState.WAITING and entry.appointment_id is not None:
            lines.setdefault(entry.appointment_id, []).append(entry)
    for session, entries in lines.items():
        ordered = sorted(entries, key=lambda one: (live_offer(work, one) is None, waits_before(one)))
        for entry in ordered if _comes(work, session, keep) else ordered[1:]:
            _closed(work, entry)


def _comes(work: Work, session: Id, patient: Id) -> bool:
    held = work.find(Appointment, session)
    seat = None if held is None else group.attendee_of(held, patient)
    return seat is not None and seat.held_until is None


def _closed(work: Work, entry: WaitlistEntry) -> None:
    """Take an entry off the list without letting go of a seat, which the entry that is kept may have."""
    work.replace(entry, replace(entry, state=EntryState.REMOVED, offer=None, closed_at=work.now))
