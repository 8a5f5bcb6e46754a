"""The seats of a class: who has one, who has one held, who comes and who goes (C11, C24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from frontdesk.domain.appointment import Appointment, Attendee, seats_until
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


def standing(visit: Appointment, now: Instant) -> Appointment:
    """Give a visit without the seats that were held for someone and have run out."""
    if visit.seats_until is None or visit.seats_until > now:
        return visit
    kept = tuple(one for one in visit.attendees if one.held_until is None or one.held_until > now)
    return replace(visit, attendees=kept, seats_until=seats_until(kept))


def seats_left(visit: Appointment, places: int | None = None) -> int | None:
    """Give how many more may come, no fewer than none; None for a group without a number of seats.

    `places` is how many its room holds, where it has one: no more seats than that are given.
    """
    seats = seats_of(visit, places)
    return None if seats is None else max(0, seats - visit.heads)


def seats_of(visit: Appointment, places: int | None = None) -> int | None:
    """Give how many seats a group has: no more than its room holds; None without a number."""
    known = [many for many in (visit.max_attendees, places) if many is not None]
    return min(known, default=None)


def attendee_of(visit: Appointment, patient: Id) -> Attendee | None:
    """Give the attendee who is a patient, None where that one does not come."""
    return next((one for one in visit.attendees if one.id == patient), None)


def signed_up(visit: Appointment, new: Attendee, now: Instant, places: int | None = None) -> Appointment:
    """Give a class with one more who comes, or whose seat is held; a seat that was held for them is theirs.

    Conflict `comes_already` and `no_seat_left`, with its seats and how many are taken.
    """
    held = attendee_of(visit, new.id)
    if held is not None and (held.held_until is None or new.held_until is not None):
        raise Conflict("comes_already", field="patient", got=str(new.id))
    fresh = replace(new, updated_at=now)
    if held is not None:
        return with_attendee(visit, fresh, now)
    if seats_left(visit, places) == 0:
        raise Conflict("no_seat_left", seats=seats_of(visit, places), taken=visit.heads, asked=1)
    return replace(visit, attendees=(*visit.attendees, fresh), updated_at=now).checked()


def signed_off(visit: Appointment, patient: Id, now: Instant) -> Appointment:
    """Give a class without one who came; the others keep their seats and their order."""
    if attendee_of(visit, patient) is None:
        raise NotFound("attendee", patient)
    others = tuple(one for one in visit.attendees if one.id != patient)
    first = None if visit.patient_id == patient else visit.patient_id
    return replace(visit, patient_id=first, attendees=others, updated_at=now).checked()


def with_attendee(visit: Appointment, fresh: Attendee, now: Instant) -> Appointment:
    """Give a visit with what is known of one attendee put in place of what was."""
    people = tuple(fresh if one.id == fresh.id else one for one in visit.attendees)
    return replace(visit, attendees=people, updated_at=now).checked()


def check_seats(visits: Iterable[tuple[Appointment, int]]) -> None:
    """Refuse fewer seats than there are heads; Invalid `max_below_heads` names everyone who comes.

    Each visit with the seats that it is to have; `people` are ids of patients, `appointments` of the visits.
    """
    small = [(visit, seats) for visit, seats in visits if visit.heads > seats]
    if not small:
        return
    most = max(visit.heads for visit, _ in small)
    people = dict.fromkeys(str(one.id) for visit, _ in small for one in visit.attendees)
    raise Invalid(
        "max_below_heads",
        field="max_attendees",
        got=small[0][1],
        allowed=f"at least {most}, as so many come",
        taken=most,
        people=list(people),
        appointments=[str(visit.id) for visit, _ in small],
    )


def without_offers(before: Appointment, after: Appointment) -> Appointment:
    """Give a visit without the seats that were only held for someone where it begins at another time than before.

    They were offered for the old time: nobody may come to have agreed to another one.
    """
    if after.start == before.start or all(one.held_until is None for one in after.attendees):
        return after
    staying = tuple(one for one in after.attendees if one.held_until is None)
    return replace(after, attendees=staying, seats_until=None)
