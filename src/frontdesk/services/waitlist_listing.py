"""Rows of the waiting list, put together from what was read at once for all of them (C72)."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.domain.waitlist import EntryState, WaitlistEntry
from frontdesk.services.waitlist_entries import has_ended, keeps
from frontdesk.services.waitlist_rows import Waiting
from frontdesk.store import waitlist as table
from frontdesk.store.work import Reading


def rows_of(book: Reading, entries: Sequence[WaitlistEntry], now: Instant) -> tuple[Waiting, ...]:
    """Make a row of each entry: a handful of reads, however many there are."""
    faces = table.faces(book.connection, sorted({entry.patient_id for entry in entries}))
    waits = [entry for entry in entries if entry.state is EntryState.WAITING]
    since = table.booked_since(book.connection, waits, now)
    named = [one for entry in entries for one in (entry.appointment_id, entry.gives_up)]
    held = [entry.offer.hold_id for entry in waits if entry.offer is not None and entry.offer.until > now]
    visits = table.visits(book.connection, [*named, *held])
    found = []
    for entry in entries:
        face = faces[entry.patient_id]
        session = visits.get(entry.appointment_id or Id(0))
        let_go = visits.get(entry.gives_up or Id(0))
        waiting = entry.state is EntryState.WAITING
        hold = None if entry.offer is None else visits.get(entry.offer.hold_id)
        found.append(
            Waiting(
                entry,
                face.name,
                face.phone,
                face.alert,
                service_called(book, entry, session),
                "" if session is None else session.title,
                None if session is None else session.start,
                None if let_go is None or not let_go.takes_time else let_go.start,
                waiting and hold is not None and keeps(hold, entry, now),
                waiting and has_ended(book, entry, now, session),
                since.get(entry.id) or (_seat_of(session, entry) if waiting else None),
                waiting and is_unavailable(book, entry),
            )
        )
    return tuple(found)


def service_called(book: Reading, entry: WaitlistEntry, session: Appointment | None = None) -> str:
    """Give the name of an entry's service, with its variation where it has one; else of that of the class."""
    wanted = entry.service_id or (None if session is None else session.service_id)
    service = None if wanted is None else book.find(Service, wanted)
    if service is None:
        return ""
    form = None if entry.variation_id is None else service.variation(entry.variation_id)
    return service.name if form is None else f"{service.name}, {form.name}"


def is_unavailable(book: Reading, entry: WaitlistEntry) -> bool:
    """Tell whether nobody who is asked for gives what is waited for, or nobody ever will; of a class never."""
    if entry.appointment_id is not None or entry.service_id is None:
        return False
    service = book.find(Service, entry.service_id)
    if service is None or service.archived_at is not None:
        return True
    asked = [book.find(Practitioner, one) for one in entry.practitioners]
    giving = [one for one in asked if one is not None and one.archived_at is None and service.given_by(one.id)]
    return bool(asked) and not giving


def _seat_of(session: Appointment | None, entry: WaitlistEntry) -> Id | None:
    """Give the class that is waited for where its patient was given a seat of it by hand."""
    seat = None if session is None else group.attendee_of(session, entry.patient_id)
    return None if seat is None or seat.held_until is not None else entry.appointment_id
