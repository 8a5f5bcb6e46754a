"""What is in the way of a visit that goes back to where it stood: who holds the time by now, and what closes it."""

from __future__ import annotations

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import claims_of
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Clash
from frontdesk.domain.location import Location
from frontdesk.domain.opening import closed_by
from frontdesk.services.closed_time import closed_over
from frontdesk.store.claims import overlapping
from frontdesk.store.past import Past
from frontdesk.store.work import Reading

CLOSING = frozenset({"block", "closure"})


def in_the_way(book: Reading, past: Past, visit: Appointment, now: Appointment | None) -> tuple[Clash, ...]:
    """Give who holds the time of a visit, and the blocks and closures over it, beside which it did not stand then.

    What closes the time at which it stands now is in nobody's way: staff let it lie there.
    """
    return (*_closed(book, past, visit, now), *_taken(book, past, visit))


def _taken(book: Reading, past: Past, visit: Appointment) -> list[Clash]:
    found = overlapping(book.connection, claims_of(visit), besides=visit.id)
    then = past.some(Appointment, {clash.appointment_id for clash in found})
    return [clash for clash in found if not _held(then.get(clash.appointment_id), clash)]


def _held(then: Appointment | None, clash: Clash) -> bool:
    if then is None:
        return False
    held = {(claim.subject.value, claim.subject_id, claim.start, claim.end) for claim in claims_of(then)}
    return (clash.kind, clash.subject_id, clash.start, clash.end) in held


def _closed(book: Reading, past: Past, visit: Appointment, now: Appointment | None) -> list[Clash]:
    found = closed_over(book, visit)
    if not found:
        return []
    there = set() if now is None else {(each.kind, each.subject_id) for each in closed_over(book, now)}
    left = (clash for clash in found if (clash.kind, clash.subject_id) not in there)
    return [clash for clash in left if not _closed_then(book, past, visit, clash)]


def _closed_then(book: Reading, past: Past, visit: Appointment, clash: Clash) -> bool:
    if clash.kind == "block":
        block = past.find(Appointment, clash.subject_id)
        return block is not None and _lay_over(block, visit)
    closure = past.find(Closure, clash.subject_id)
    if closure is None or not closure.closes_at(visit.location_id):
        return False
    place = visit.location_id
    zone = book.get(Profile, THE_CLINIC).zone if place is None else book.get(Location, place).zone
    return any(closed.overlaps(visit.interval) for closed in closed_by(closure, zone, visit.interval))


def _lay_over(block: Appointment, visit: Appointment) -> bool:
    """Tell whether a block closed the time of a visit for its practitioner or its calendar."""
    if block.archived_at is not None or not block.status.occupies or not block.interval.overlaps(visit.interval):
        return False
    whose = ((block.practitioner_id, visit.practitioner_id), (block.calendar_id, visit.calendar_id))
    return any(one is not None and one == other for one, other in whose)
