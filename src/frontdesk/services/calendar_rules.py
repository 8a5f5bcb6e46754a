"""What a calendar makes of a visit that is booked in it, and whether it lets it be booked (C38, C48, C51, C55)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability.question import Question, Team
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Clash, Conflict, Invalid, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.services.asking import question
from frontdesk.services.explaining import reasons_against
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.searching import COUNTED, Search
from frontdesk.store.work import Work

# What `ignore_free_slots` lets staff book over: hours and limits, but nobody's time and nothing that is taken.
_LIMITS = frozenset(
    {
        Why.PAST,
        Why.NOTICE,
        Why.WINDOW,
        Why.OUTSIDE_HOURS,
        Why.CALENDAR_HOURS,
        Why.CLOSURE,
        Why.HOLIDAY,
        Why.BLOCK,
        Why.PER_DAY,
    }
)
_CLOSED = {Why.CLOSURE: "closure", Why.HOLIDAY: "closure", Why.BLOCK: "block"}
_TAKEN = {
    Why.VISIT: "practitioner",
    Why.BUFFER: "practitioner",
    Why.HOLD: "practitioner",
    Why.ROOM: "room",
    Why.EQUIPMENT: "equipment",
    Why.OUT_OF_SERVICE: "equipment",
}


@dataclass(frozen=True, slots=True)
class Leave:
    """What a booking may leave aside: the date range, the free slots, or with a reason everything of the calendar."""

    dates: bool = False
    slots: bool = False
    reason: str | None = None


def asked(work: Work, calendar: Calendar, visit: Appointment, leave: Leave, sent: Mapping[str, Any]) -> Question:
    """Give the question whether such a visit could be had, with its own length, buffers, room and equipment."""
    found = question(
        work,
        {
            "calendar": calendar.id,
            "service": visit.service_id,
            "variation": visit.variation_id,
            "patient": visit.patient_id,
            "heads": max(1, visit.heads),
            "ignore_date_range": leave.dates or leave.slots,
        },
        work.now,
    )
    part = found.parts[0]
    part = replace(part, length=visit.end - visit.start, before=visit.buffer_before, after=visit.buffer_after)
    if "room" in sent:
        part = replace(part, rooms=None if visit.room_id is None else (visit.room_id,))
    if "equipment" in sent:
        units = sent["equipment"] or ()
        part = replace(part, equipment=tuple(Need(one, units.count(one)) for one in dict.fromkeys(units)))
    return replace(found, parts=(part,))


def best_at(work: Work, asked: Question, start: Instant) -> Slot | None:
    """Give the free time that would have been offered at a start, with those who are free then, best first."""
    day = local_date(start, asked.home)
    span = Interval(start_of_day(day, asked.home), start_of_day(day + timedelta(days=1), asked.home))
    # Who has the fewest bookings is not told by one day, on which everyone begins with none.
    counted = Interval(Instant(span.start - COUNTED), Instant(span.end + COUNTED))
    kept = KeptTimes()
    found = Search(kept.look(work), asked, kept, work.now).slots(span, counted)
    return next((slot for slot in found if slot.start == start), None)


def picked(work: Work, asked: Question, visit: Appointment, leave: Leave) -> tuple[Id | None, bool]:
    """Give with whom the visit is to be, and whether a reason had to lift anything for it.

    That is who was sent, else the best of those who are free, else the first of those for whom what stands in the
    way may be lifted.
    """
    if asked.team is Team.NOBODY:
        return visit.practitioner_id, lifted(work, asked, visit.start, None, leave)
    if visit.practitioner_id is not None or asked.team is Team.ALL:
        return visit.practitioner_id, lifted(work, asked, visit.start, visit.practitioner_id, leave)
    slot = best_at(work, asked, visit.start)
    if slot is not None and slot.practitioners:
        return slot.practitioners[0], False
    against = {one: reasons_against(work, asked, visit.start, one) for one in asked.parts[0].who}
    able = [one for one, reasons in against.items() if not _left(reasons, leave)]
    if not able:
        return None, lifted(work, asked, visit.start, None, leave)
    # Off the grid, or with leave: first whoever is simply free, then whoever nobody else has.
    best = min(able, key=lambda one: (bool(against[one]), any(each.why not in _LIMITS for each in against[one])))
    return best, bool(against[best]) and leave.reason is not None


def lifted(work: Work, asked: Question, start: Instant, who: Id | None, leave: Leave) -> bool:
    """Tell whether a reason had to lift what stands in the way of a start, refusing what may not be lifted.

    Conflict `not_free` lists everyone and everything that is taken, `closed` closures and blocks, `no_seat_left`
    tells the seats; Invalid names the limit that stands in the way.
    """
    reasons = reasons_against(work, asked, start, who)
    left = _left(reasons, leave)
    if left:
        raise refusal_of(left)
    return bool(reasons) and leave.reason is not None


def _left(reasons: Iterable[Reason], leave: Leave) -> list[Reason]:
    """Leave out the reasons that may be lifted."""
    if leave.reason is not None:
        return []
    return [each for each in reasons if not (leave.slots and each.why in _LIMITS)]


def refusal_of(reasons: Sequence[Reason]) -> Refusal:
    """Give the refusal that tells of every reason; what is taken or closed is listed, else the first limit is named."""
    names = [reason.why.value for reason in dict.fromkeys(reasons)]
    full = next((reason for reason in reasons if reason.why is Why.SEATS), None)
    there = any(reason.why is Why.COMES_ALREADY for reason in reasons)
    taken = [_clash(reason, _TAKEN) for reason in reasons if reason.why in _TAKEN]
    closed = [_clash(reason, _CLOSED) for reason in reasons if reason.why in _CLOSED]
    if there:
        return Conflict("comes_already", field="patient", reasons=names)
    if full is not None:
        return Conflict("no_seat_left", seats=full.limit, taken=full.count, reasons=names)
    if taken:
        return Conflict("not_free", (*closed, *taken), reasons=names)
    if closed:
        return Conflict("closed", tuple(closed), reasons=names)
    return _limit(reasons[0], names)


def _clash(reason: Reason, kinds: Mapping[Why, str]) -> Clash:
    return Clash(kinds[reason.why], reason.id or 0, reason.name, reason.start, reason.end, reason.appointment or 0)


def _limit(reason: Reason, names: list[str]) -> Invalid:
    """Give the refusal of the one limit that a start lies outside of."""
    why, who = reason.why, str(reason.id or "")
    if why is Why.PAST:
        return Invalid("in_the_past", field="start", got=reason.start, allowed=reason.end, reasons=names)
    if why is Why.NOTICE:
        return Invalid("too_short_notice", field="start", got=why.value, allowed=reason.start, reasons=names)
    if why is Why.WINDOW:
        return Invalid("beyond_window", field="start", got=why.value, allowed=reason.end, reasons=names)
    if why is Why.PER_DAY:
        return Invalid("day_full", field="start", got=reason.count, allowed=reason.limit, reasons=names)
    if why is Why.DOES_NOT_GIVE:
        return Invalid("does_not_give", field="practitioner", got=who, allowed=[], reasons=names)
    if why is Why.NOT_ON_TEAM:
        return Invalid("not_on_team", field="practitioner", got=who, allowed="one of the team", reasons=names)
    if why is Why.ROOM_TOO_SMALL:
        allowed = f"at most {reason.limit} people"
        return Invalid("room_too_small", field="room", got=reason.count, allowed=allowed, reasons=names)
    return Invalid("outside_hours", field="start", got=reason.name, allowed="the opening hours", reasons=names)
