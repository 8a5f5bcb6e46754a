"""Visits of a calendar: judged by it, given to whoever is best, shared, or of its whole team (C38, C48, C55)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, Attendee, Status
from frontdesk.domain.availability.question import Question, Team
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import wall
from frontdesk.domain.location import Location
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services import families, seating
from frontdesk.services.allowing import allowed, reason_of, without_old_reason
from frontdesk.services.asking import is_shared, team_of
from frontdesk.services.calendar_rules import Leave, asked, best_at, lifted, picked
from frontdesk.services.meeting import PLACES, met
from frontdesk.services.new_visits import Order, Plan
from frontdesk.services.waitlist_closing import waited_for
from frontdesk.store.seats import sessions_at
from frontdesk.store.work import Work


def in_calendar(
    work: Work, actor: Actor, calendar: Calendar, visit: Appointment, order: Order, held: Appointment | None = None
) -> Plan:
    """Give a visit as its calendar lets it be booked, or the session that it joins with those of the visit in it.

    A hold that stays where it is was judged when it was placed.
    """
    leave = Leave(order.any_date, order.any_slot, reason_of(order.told, actor))
    # Where a time is shared, several may come by one booking.
    visit = replace(visit, group=visit.group or (is_shared(calendar) and len(visit.attendees) > 1)).checked()
    if is_shared(calendar) and order.until is None:
        _let_go_of_offered(work, calendar, visit)
    question = asked(work, calendar, visit, leave, order.sent)
    if held is not None:
        question = replace(question, visit=held.id)
    shared = question.shared and visit.takes_time
    session = _session(work, calendar, visit, question, order) if shared else None
    if session is not None and order.until is not None:
        # A hold takes a whole time; of one that others come to already there is only a seat left to book.
        raise Conflict("seat_not_held", seats=session.max_attendees, taken=session.heads)
    if session is not None:
        lifted(work, question, visit.start, session.practitioner_id, leave)
        after = seating.joined(session, visit, work.now, leave.reason)
        return Plan(allowed(work, session, after, {}, None, actor), session, held, calendar)
    who, noted = visit.practitioner_id, False
    if held is None or _where(held) != _where(visit):
        who, noted = picked(work, question, visit, leave)
    if question.team is Team.ALL and who is None:
        who = next(member.practitioner for member in calendar.team if member.primary)
    visit = dressed(work, calendar, replace(visit, practitioner_id=who), order.sent)
    if shared and order.until is None:
        visit = seating.begun(calendar, visit, leave.reason)
    if question.team is Team.ALL:
        return Plan(visit, None, held, calendar, noted)
    return Plan(_allowed(work, actor, visit, order, held, noted=noted), None, held, calendar)


def _let_go_of_offered(work: Work, calendar: Calendar, visit: Appointment) -> None:
    """Let the seats be free that are held for those who come: they are taken for good by this very step."""
    for session in sessions_at(work.connection, calendar.id, visit.start):
        for one in visit.attendees:
            session = seating.seat_let_go(work, session, one.id)


def _where(visit: Appointment) -> tuple[object, ...]:
    return (visit.start, visit.end, visit.practitioner_id, visit.calendar_id, visit.service_id, max(1, visit.heads))


def written(work: Work, actor: Actor, plan: Plan, order: Order) -> Appointment:
    """Write a planned visit of a calendar: into the session that it joins, or a row for each of a whole team."""
    calendar, visit, held = plan.calendar, plan.visit, plan.held
    assert calendar is not None
    together = team_of(calendar) is Team.ALL
    if held is not None and (plan.joins is not None or together):
        # Its row goes, or comes back as the first of several.
        work.remove(*families.rows_of(work, held))
        visit = replace(visit, version=held.version + 1) if together else visit
    there: tuple[Attendee, ...] = ()
    if plan.joins is not None:
        there = plan.joins.attendees
        made = waited_for(work, plan.joins, families.followed(work, work.replace(plan.joins, visit)))
    elif together:
        made = _of_the_team(work, actor, plan, visit, order)
    elif held is not None:
        made = work.replace(held, visit)
    else:
        work.create(visit)
        made = visit
    if calendar.assign_patient:
        _assigned(work, (one.id for one in visit.attendees if one not in there), made.practitioner_id)
    return made


def _of_the_team(work: Work, actor: Actor, plan: Plan, visit: Appointment, order: Order) -> Appointment:
    assert plan.calendar is not None

    def judge(row: Appointment) -> Appointment:
        own = order if row.id == visit.id else replace(order, sent={})
        return _allowed(work, actor, row, own, noted=plan.noted)

    return families.collective(work, plan.calendar, visit, judge)


def _allowed(
    work: Work, actor: Actor, visit: Appointment, order: Order, held: Appointment | None = None, *, noted: bool
) -> Appointment:
    made = allowed(work, held, visit, order.sent, order.told, actor, over_closed=order.any_slot, noted=noted)
    if held is not None and order.told is None:
        return without_old_reason(work, held, made)
    # A seat that was added on purpose keeps its reason, though nobody's time is overlapped.
    return replace(made, override_reason=visit.override_reason) if visit.override_reason is not None else made


def _session(
    work: Work, calendar: Calendar, visit: Appointment, question: Question, order: Order
) -> Appointment | None:
    """Give the session that a visit joins: the best that has seats left, else a full one where nobody else is free."""
    if question.team is Team.ANY and visit.practitioner_id is None:
        slot = best_at(work, question, visit.start)
        if slot is not None:
            return None if slot.session is None else work.get(Appointment, slot.session)
    return seating.session_at(work, calendar, visit, exactly=order.end is not None)


def dressed(work: Work, calendar: Calendar, visit: Appointment, sent: Mapping[str, Any]) -> Appointment:
    """Give a visit with the status, title and meeting place that its calendar brings, where they are not sent."""
    found: dict[str, Any] = {}
    if "status" not in sent and visit.status is not Status.HELD:
        found["status"] = Status.CONFIRMED if calendar.auto_confirm else Status.BOOKED
    if not visit.title and visit.status is not Status.HELD:
        found["title"] = titled(work, calendar, visit)
    visit = replace(visit, **found)
    # Where a time is only held, the place may still be open.
    return visit if visit.status is Status.HELD and not PLACES & sent.keys() else met(visit, calendar, sent).checked()


def titled(work: Work, calendar: Calendar, visit: Appointment) -> str:
    """Fill the calendar's template in; a time that several share is not named after one of them (C55)."""
    clock = wall(visit.start, visit.zone)
    values = {
        "patient": "" if is_shared(calendar) else _name(work, Patient, visit.patient_id),
        "service": _name(work, Service, visit.service_id),
        "calendar": calendar.name,
        "practitioner": _name(work, Practitioner, visit.practitioner_id),
        "location": _name(work, Location, visit.location_id),
        "date": clock.date().isoformat(),
        "time": clock.strftime("%H:%M"),
    }
    return calendar.title(values) or (calendar.name if is_shared(calendar) else "")


def _name(work: Work, kind: type[Any], id: Id | None) -> str:
    return "" if id is None else str(work.get(kind, id).name)


def _assigned(work: Work, patients: Iterable[Id], practitioner: Id | None) -> None:
    """Let the patients who belong to nobody yet belong to a practitioner."""
    if practitioner is None:
        return
    for patient in work.some(Patient, patients).values():
        if patient.practitioner_id is None:
            work.replace(patient, replace(patient, practitioner_id=practitioner))
