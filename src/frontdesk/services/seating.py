"""Times that several share: the first booking makes a session, every further one joins it (C48, C51, C55)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.instants import Instant
from frontdesk.store.seats import sessions_at
from frontdesk.store.work import Work


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


def _seated(session: Appointment, before: int, reason: str | None) -> Appointment:
    seats = session.max_attendees or 0
    if session.heads <= seats:
        return session
    if reason is None:
        raise Conflict("no_seat_left", seats=seats, taken=before, asked=session.heads - before)
    return replace(session, max_attendees=session.heads, override_reason=reason)
