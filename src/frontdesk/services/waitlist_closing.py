"""Entries of the waiting list that are done once their patient comes to the class by another way (C24, C72)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from frontdesk.domain.appointment import Appointment, Attendee
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.waitlist import EntryState
from frontdesk.store import waitlist as table
from frontdesk.store.work import Work


def waited_for(work: Work, before: Appointment, after: Appointment) -> Appointment:
    """Close the entries of those who have a seat of a class now and had none, and give the class back.

    They are booked as by an offer that was accepted, in the same step. What they would have given up for it stays:
    nobody asked them.
    """
    fresh = _for_good(after.attendees) - _for_good(before.attendees)
    if not fresh or not after.group:
        return after
    for entry in table.line_of(work.connection, after.id):
        if entry.patient_id in fresh:
            done = replace(entry, state=EntryState.BOOKED, offer=None, booked_id=after.id, closed_at=work.now)
            work.replace(entry, done)
    return after


def check_not_offered(visit: Appointment, patients: Iterable[Id]) -> None:
    """Refuse to touch seats that are only held for these patients: Conflict `seat_offered`, until when.

    The offer has its own answers. Taken away beneath it, a seat that has run out since could not be given back.
    """
    asked = frozenset(patients)
    for one in visit.attendees:
        if one.id in asked and one.held_until is not None:
            raise Conflict("seat_offered", field="patient", got=str(one.id), until=one.held_until)


def _for_good(people: Iterable[Attendee]) -> frozenset[Id]:
    return frozenset(one.id for one in people if one.held_until is None)
