"""Put a visit together that is to be booked or held: filled in, judged by its calendar, allowed (C02, C38)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, EventType, Status, native_uid
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, whole_days
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.services import checks
from frontdesk.services.allowing import allowed, without_old_reason
from frontdesk.services.booking import (
    BookedFields,
    HeldFields,
    NewFields,
    chosen,
    default_place,
    first_status,
    unbooked,
    zone_of,
)
from frontdesk.services.holding import taken_up
from frontdesk.services.meeting import met
from frontdesk.store.work import Work

_FLAGS = ("ignore_date_range", "ignore_free_slots", "notify")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be booked, as it was asked for; `until` is there for a time that is only held.

    Only what is held already has no start. `any_date` leaves notice and booking window of a calendar aside,
    `any_slot` its hours and limits too.
    """

    start: Instant | None
    end: Instant | None = None
    sent: HeldFields = field(default_factory=NewFields)
    told: str | None = None
    any_date: bool = False
    any_slot: bool = False
    until: Instant | None = None


def ordered(
    start: Instant | Keep, end: Instant | None, sent: BookedFields | HeldFields, told: str | None
) -> tuple[Order, str | None]:
    """Read what was asked for into an order, and give the rule by which it comes again, if any (C38)."""
    said: dict[str, Any] = {**sent}
    flags = {name: checks.yes_or_no(said.pop(name), field=name) for name in _FLAGS if name in said}
    any_slot = flags.get("ignore_free_slots", False)
    rrule = said.pop("rrule", None)
    if rrule is not None and not any_slot:
        allowed_with = "only together with ignore_free_slots, as staff book a series by hand"
        raise Invalid("rrule_needs_ignore_free_slots", field="rrule", got=str(rrule), allowed=allowed_with)
    order = Order(
        start=None if isinstance(start, Keep) else start,
        end=end,
        sent=cast(NewFields, said),
        told=told,
        any_date=flags.get("ignore_date_range", False),
        any_slot=any_slot,
    )
    return order, rrule


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit as it may be booked, the session that it joins, the hold that it was, and its calendar.

    `noted` tells that a reason had to lift something for it.
    """

    visit: Appointment
    joins: Appointment | None = None
    held: Appointment | None = None
    calendar: Calendar | None = None
    noted: bool = False


def booked(
    work: Work, actor: Actor, order: Order, held: Appointment | None = None, rrule: str | None = None
) -> Appointment:
    """Book a visit: write it, let it join those who share its time, or write a row for each of a whole team.

    With the hold of its time it is the hold that becomes the visit; with a rule it is the first of a series.
    """
    checks.instant_or_none(order.start, field="start")
    checks.instant_or_none(order.end, field="end")
    if rrule is not None:
        if held is not None:
            raise Invalid("rrule_not_with_hold", field="rrule", got=rrule, allowed="none for a time that is held")
        from frontdesk.services import repeat_booking

        return repeat_booking.booked(work, actor, order, rrule)[0]
    plan = planned(work, actor, order, held)
    if plan.calendar is not None:
        # Imported late: most visits are of no calendar, and pay nothing for those that are.
        from frontdesk.services.calendar_visits import written

        return written(work, actor, plan, order)
    if held is not None:
        return work.replace(held, plan.visit)
    work.create(plan.visit)
    return plan.visit


def planned(work: Work, actor: Actor, order: Order, held: Appointment | None = None) -> Plan:
    """Give a visit as it may be booked, or as its time may be held until a moment; nothing is written."""
    if held is None:
        visit = filled_in(work, actor, order)
    else:
        visit = taken_up(work, held, KEEP if order.start is None else order.start, order.end, order.sent)
    if visit.calendar_id is not None and visit.event_type is not EventType.BLOCK:
        from frontdesk.services.calendar_visits import in_calendar

        return in_calendar(work, actor, work.get(Calendar, visit.calendar_id), visit, order, held)
    visit = met(visit, None, order.sent, held).checked()
    made = allowed(work, held, visit, order.sent, order.told, actor, over_closed=order.any_slot)
    if held is not None and order.told is None:
        made = without_old_reason(work, held, made)
    return Plan(made, held=held)


def filled_in(work: Work, actor: Actor, order: Order) -> Appointment:
    """Give a visit with what was sent, and with what its service, its calendar and the clinic say besides."""
    if order.start is None:
        raise Invalid("missing_field", field="start", got=None, allowed="a start, or a hold with its own")
    place, zone = default_place(work)
    sent = order.sent
    said, length = chosen(work, unbooked(place), sent)
    staff = not said.get("attendees") and "type" not in sent
    new = _first_fields(work, actor, place) | said
    new["start"] = order.start
    new["end"] = _end_after(order.start, length) if order.end is None else order.end
    new["zone"] = zone_of(work, new["location_id"], sent.get("zone_name"), (place, zone))
    if new.get("all_day") and new["end"] > new["start"]:
        new["start"], new["end"] = whole_days(new["start"], new["end"], new["zone"])
    if order.until is not None:
        new |= {"status": Status.HELD, "expires_at": order.until}
    else:
        new["event_type"] = EventType.STAFF if staff else new.get("event_type", EventType.APPOINTMENT)
        new["status"] = first_status(work, new.get("status"), new["event_type"])
    return Appointment(**new)


def _first_fields(work: Work, actor: Actor, place: Id | None) -> dict[str, Any]:
    made = work.new_id()
    return {
        "id": made,
        "uid": native_uid(made),
        "status_at": work.now,
        "location_id": place,
        "created_by": actor.id,
        "created_at": work.now,
        "updated_at": work.now,
    }


def _end_after(start: Instant, length: int | None) -> Instant:
    if length is None:
        allowed = "an end, or a service or calendar with its length"
        raise Invalid("end_or_service_needed", field="end", got=None, allowed=allowed)
    return Instant(start + length)
