"""Times that several share: the first booking makes a session, every further one joins it (C48, C51, C55).

And seats of a class that are only held for someone, until they are taken for good, let go, or run out.
"""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment, Attendance, Attendee, EventType
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Room
from frontdesk.domain.service import Service
from frontdesk.services import families
from frontdesk.store.seats import sessions_at
from frontdesk.store.work import Reading, Work


def session_at(work: Work, calendar: Calendar, visit: Appointment, *, exactly: bool) -> Appointment | None:
    """Give the session that begins when a visit does and has the most seats left, that of its practitioner if any.

    With `exactly` it ends with it too; else a session keeps the length that it was booked with.
    """
    found = sessions_at(work.connection, calendar.id, visit.start)
    who = visit.practitioner_id
    mine = [one for one in found if who is None or one.practitioner_id in (None, who)]
    fitting = [one for one in mine if not exactly or one.end == visit.end]
    return max(fitting, key=lambda one: (one.practitioner_id is not None, seats_left(one), -one.id), default=None)


def seats_left(session: Appointment) -> int:
    """Give how many more may come."""
    return (session.max_attendees or 0) - session.heads


def joined(session: Appointment, visit: Appointment, now: Instant, reason: str | None) -> Appointment:
    """Give the session with those of a visit among its attendees and guests.

    Conflict `no_seat_left` tells seats and heads; with a reason a seat is added, and the reason kept.
    """
    if not visit.heads:
        raise Invalid("patient_needed", field="patient", got=None, allowed="who joins those that come already")
    there = {attendee.id for attendee in session.attendees}
    twice = next((one.id for one in visit.attendees if one.id in there), None)
    if twice is not None:
        raise Conflict("comes_already", field="patient", got=str(twice))
    after = replace(
        session,
        attendees=(*session.attendees, *visit.attendees),
        guests=(*session.guests, *visit.guests),
        updated_at=now,
    )
    return _seated(after, session.heads, reason).checked()


def begun(calendar: Calendar, visit: Appointment, reason: str | None) -> Appointment:
    """Give the session that the first booking of a time makes: a group with the calendar's seats."""
    made = replace(
        visit, group=True, event_type=EventType.APPOINTMENT, patient_id=None, max_attendees=calendar.per_slot
    )
    return _seated(made, 0, reason).checked()


def places(book: Reading, session: Appointment) -> int | None:
    """Give how many people the room of a session holds, None where it has no room."""
    return None if session.room_id is None else book.get(Room, session.room_id).capacity


def seat_held(work: Work, session: Appointment, patient: Id, until: Instant) -> Appointment:
    """Hold a seat of a session for a patient until an instant, and give the session as it is then.

    Conflict `no_seat_left` or `comes_already`, a seat that is held for them already among the latter. Once it has run
    out it counts for nothing, and the next write takes it away.
    """
    return put(work, session, signed_up(work, session, Attendee(patient, held_until=until)))


def signed_up(work: Work, session: Appointment, new: Attendee) -> Appointment:
    """Give a session with one more who comes, or whose seat is held.

    Conflict `comes_already` and `no_seat_left`, with its seats, how many are taken, and a clash that names the session.
    """
    try:
        return group.signed_up(session, new, work.now, places(work, session))
    except Conflict as refused:
        clashes = (full(work, session),) if refused.reason == "no_seat_left" else ()
        raise Conflict(refused.reason, clashes, **refused.facts) from None


def full(book: Reading, session: Appointment) -> Clash:
    """Give the clash that names a session without a seat left, by its title or else its service."""
    service = None if session.service_id is None else book.find(Service, session.service_id)
    name = session.title or ("" if service is None else service.name)
    return Clash("session", session.id, name, session.start, session.end, session.id)


def seat_taken(work: Work, session: Appointment, patient: Id) -> Appointment:
    """Let a seat that is held for a patient be theirs for good; Conflict `hold_gone` when it has run out or was let go.

    Who says yes to a seat is going. A seat that is theirs for good already stays so.
    """
    held = group.attendee_of(session, patient)
    if held is None:
        raise Conflict("hold_gone", field="appointment", got=str(session.id), allowed="a seat that is held still")
    if held.held_until is None:
        return session
    going = Attendee(patient, Attendance.GOING, updated_at=work.now)
    return put(work, session, group.with_attendee(session, going, work.now))


def seat_let_go(work: Work, session: Appointment, patient: Id) -> Appointment:
    """Let go of a seat that is held for a patient; one that is theirs for good, or gone, is left as it is."""
    held = group.attendee_of(session, patient)
    if held is None or held.held_until is None:
        return session
    return put(work, session, group.signed_off(session, patient, work.now))


def put(work: Work, session: Appointment, after: Appointment) -> Appointment:
    """Write who comes to a session; the other members' rows of a collective follow."""
    return families.followed(work, work.replace(session, after))


def _seated(session: Appointment, before: int, reason: str | None) -> Appointment:
    seats = session.max_attendees or 0
    if session.heads <= seats:
        return session
    if reason is None:
        raise Conflict("no_seat_left", seats=seats, taken=before, asked=session.heads - before)
    return replace(session, max_attendees=session.heads, override_reason=reason)
