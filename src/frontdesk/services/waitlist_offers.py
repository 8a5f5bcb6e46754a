"""Offers to those who wait: a time or a seat is held for some minutes, and then taken or not (C72).

Nothing but the guard of the book decides: two desks that offer the same time, or the last seat, cannot both hold it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.waitlist import Declined, EntryState, Offer, WaitlistEntry
from frontdesk.services import checks, families, seating
from frontdesk.services.attendee_rows import elsewhere
from frontdesk.services.booking import HeldFields
from frontdesk.services.new_visits import Order, booked
from frontdesk.services.waitlist_entries import can_be_given_up, has_ended, live_offer, offered_already, today
from frontdesk.services.waitlist_freed import time_of
from frontdesk.services.waitlist_rows import Accepted, Freed, FreedBy
from frontdesk.store.work import Work

CAME_SOONER = "Came sooner"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which time is to be offered, with whom and where; nothing of it is said of a seat."""

    start: Instant | None
    practitioner: Id | None
    location: Id | None
    room: Id | None


def offered(work: Work, actor: Actor, entry: WaitlistEntry, wanted: Wanted, until: Instant) -> WaitlistEntry:
    """Hold a time, or a seat of the class that is waited for, and note the offer in the entry."""
    if live_offer(work, entry) is not None:
        raise offered_already(entry)
    session = None if entry.appointment_id is None else work.find(Appointment, entry.appointment_id)
    if has_ended(work, entry, work.now, session):
        raise Conflict("entry_run_out", field="id", got=str(entry.id), allowed="one whose time is not over")
    if session is not None:
        held = seating.seat_held(work, session, entry.patient_id, until)
    else:
        held = booked(work, actor, _order(work, entry, wanted, until))
        _check_not_elsewhere(work, entry, held)
    made = Offer(held.id, held.start, held.end, until, held.practitioner_id)
    return work.replace(entry, replace(entry, offer=made))


def _order(work: Work, entry: WaitlistEntry, wanted: Wanted, until: Instant) -> Order:
    start = checks.instant_or_none(wanted.start, field="start")
    if start is None:
        raise Invalid("missing_field", field="start", got=None, allowed="when they would come")
    if start < work.now // MINUTE * MINUTE:
        raise Invalid("in_the_past", field="start", got=start, allowed="a time still to come")
    _check_not_too_late(work, entry, start)
    sent: HeldFields = {
        "patient": entry.patient_id,
        "service": entry.service_id,
        "practitioner": _practitioner(entry, wanted.practitioner),
    }
    if entry.variation_id is not None:
        sent["variation"] = entry.variation_id
    if (place := wanted.location or entry.location_id) is not None:
        sent["location"] = place
    if wanted.room is not None:
        sent["room"] = wanted.room
    end = None if entry.length is None else Instant(start + entry.length)
    return Order(start=start, end=end, sent=sent, until=until)


def _practitioner(entry: WaitlistEntry, said: Id | None) -> Id:
    """Give with whom the time is held: who was said, else the only one who is asked for."""
    if said is not None:
        checks.known(said, field="practitioner")
        if entry.practitioners and said not in entry.practitioners:
            who = [str(one) for one in entry.practitioners]
            raise Invalid("practitioner_not_wanted", field="practitioner", got=str(said), allowed=who)
        return said
    if len(entry.practitioners) == 1:
        return entry.practitioners[0]
    raise Invalid("missing_field", field="practitioner", got=None, allowed="with whom they would come")


def _check_not_too_late(work: Work, entry: WaitlistEntry, start: Instant) -> None:
    """Refuse a date after the last one that would do; one before the first may be asked about."""
    day = today(work, start)
    if entry.until is not None and day > entry.until:
        allowed = f"{entry.until.isoformat()} or earlier"
        raise Invalid("not_wanted", field="start", got=day.isoformat(), allowed=allowed)


def _check_not_elsewhere(work: Work, entry: WaitlistEntry, held: Appointment) -> None:
    """Refuse a time at which the patient has another visit, which is named; what is given up for it is in no way."""
    besides = frozenset(one for one in (held.id, entry.gives_up) if one is not None)
    others = tuple(
        Clash("patient", entry.patient_id, other.practitioner, other.start, other.end, other.other)
        for other in elsewhere(work, (held,), entry.patient_id, work.now, besides)
    )
    if others:
        raise Conflict("comes_elsewhere", others, field="start", got=held.start)


def accepted(work: Work, actor: Actor, entry: WaitlistEntry) -> Accepted:
    """Let what is held become the visit or the seat, and let go of the visit that is given up for it."""
    held = live_offer(work, entry)
    if held is None:
        raise offer_gone(entry)
    if entry.appointment_id is not None:
        made = seating.seat_taken(work, held, entry.patient_id)
    else:
        made = booked(work, actor, Order(start=None), held)
    freed = _given_up(work, entry, made)
    after = replace(entry, state=EntryState.BOOKED, offer=None, booked_id=made.id, closed_at=work.now)
    return Accepted(work.replace(entry, after), made, freed)


def _given_up(work: Work, entry: WaitlistEntry, made: Appointment) -> Freed | None:
    """Cancel the visit that is given up, and tell the time that is free by that; one that has begun stays."""
    visit = None if entry.gives_up is None else work.find(Appointment, entry.gives_up)
    if visit is None or visit.id == made.id or not can_be_given_up(visit, work.now):
        return None
    after = replace(visit.with_status(Status.CANCELLED, work.now), cancel_reason=CAME_SOONER, updated_at=work.now)
    families.took_status(work, work.replace(visit, after))
    return time_of(visit, FreedBy.CANCELLED)


def declined(work: Work, entry: WaitlistEntry) -> WaitlistEntry:
    """Let go of what is held, and note the time as one that is not wanted; it may have run out already."""
    if entry.offer is None:
        raise offer_gone(entry)
    let_go(work, entry)
    no = Declined(entry.offer.start, work.now, entry.offer.practitioner_id)
    return work.replace(entry, replace(entry, offer=None, declined=(*entry.declined, no)))


def taken_off(work: Work, entry: WaitlistEntry) -> WaitlistEntry:
    """Take an entry off the list, and let go of what is held for it."""
    let_go(work, entry)
    return work.replace(entry, replace(entry, state=EntryState.REMOVED, offer=None, closed_at=work.now))


def let_go(work: Work, entry: WaitlistEntry) -> None:
    """Release the time or the seat that is held for an entry, where it is held still."""
    held = live_offer(work, entry)
    if held is None:
        return
    if entry.appointment_id is not None:
        seating.seat_let_go(work, held, entry.patient_id)
    else:
        work.remove(*families.rows_of(work, held))


def offer_gone(entry: WaitlistEntry) -> Conflict:
    """Give the refusal of an offer that has run out, or that somebody has let go of."""
    return Conflict("offer_gone", field="id", got=str(entry.id), allowed="an offer that has not run out")
