"""Write the visits of a series as one step, each as any visit is booked, and tie them together (C38, C54)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from frontdesk.domain.actor import Actor, Right
from frontdesk.domain.appointment import Appointment, native_uid
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Row, Seen, seen_of
from frontdesk.domain.rule import Until
from frontdesk.domain.series import Series
from frontdesk.ics.clocks import IanaClock, utc
from frontdesk.ics.rule import read_rule
from frontdesk.ics.walk import Walk
from frontdesk.services import checks
from frontdesk.services.asking import is_shared
from frontdesk.services.booking import NewFields
from frontdesk.services.new_visits import Order, filled_in, planned
from frontdesk.services.repeat_asking import Series as Asked
from frontdesk.services.series import record
from frontdesk.services.series.another_rule import ALLOWED, MOST, rule_sent
from frontdesk.services.series.rows import put_into
from frontdesk.services.series.times import Expansion, Times, expanded, key_at
from frontdesk.store.work import Work

# How far ahead of its start the first time of a rule is looked for.
_FURTHEST = 8 * 366 * DAY
_KINDS = {Why.ROOM: "room", Why.EQUIPMENT: "equipment", Why.OUT_OF_SERVICE: "equipment", Why.BLOCK: "block"}
_CLOSURES = (Why.CLOSURE, Why.HOLIDAY)
_NAMED = (Why.VISIT, Why.BUFFER, Why.HOLD, *_KINDS, *_CLOSURES)
Dress = Callable[[Appointment], Appointment]


def rows_booked(
    work: Work, actor: Actor, asked: Asked, plan: RepeatPlan, sent: NewFields, told: str | None
) -> list[Appointment]:
    """Book every date of a plan that is not skipped; those of more than one are tied together as a series.

    Conflict tells the date whose time was taken, and nothing is booked then.
    """
    rows = [row for row in plan.rows if row.does is not Does.SKIP]
    if not rows:
        raise Invalid("nothing_to_book", field="rows", got=len(plan.rows), allowed="at least one date that is booked")
    reason = _reason(actor, plan, told)
    first = plan.rows[0]
    times = Times(first.start, first.end, plan.zone, rule=plan.rule)
    tied = len(rows) > 1 and not _is_joined(work, asked)
    series = _recorded(work, times, [row.start for row in plan.rows if row.does is Does.SKIP]) if tied else None
    made = []
    for row in rows:
        order = _order(asked, row, sent, reason)
        dress = _into(series, key_at(row.start, times)) if series is not None else _as_it_is
        try:
            made.append(_written(work, actor, order, dress, keeps=order.told))
        except Conflict as refusal:
            facts = {**refusal.facts, "date": row.date.isoformat()}
            raise Conflict(refusal.reason, refusal.clashes, **facts) from refusal
    return made


def check_seen(plan: RepeatPlan, seen: Sequence[Seen] | None) -> None:
    """Refuse a plan that is not the one that was seen; Conflict lists the dates, and what is in their way now."""
    if seen is None:
        return
    told = checks.many(seen, Seen, field="seen", allowed="the dates as a plan told them")
    known = {one.date: one for one in told}
    new = {one.date: one for one in seen_of(plan)}
    other = [day for day in sorted({*known, *new}) if known.get(day) != new.get(day)]
    if other:
        clashes = [clash for row in plan.rows if row.date in other for clash in _clashes(row.reasons)]
        raise Conflict("dates_changed", tuple(clashes), dates=[day.isoformat() for day in other])


def booked(work: Work, actor: Actor, order: Order, rrule: str) -> tuple[Appointment, ...]:
    """Book a visit again and again after an RRULE, every time whatever else is free, tied together as a series.

    Of a rule without an end two years are booked, of one that ends ten, and further visits as time goes on. A DTSTART
    beside the rule is left aside: the start that was sent counts. A rule that gives more than 1,000 times is invalid,
    and so is one that has ended before the start or does not come at it, or has no end where times are shared;
    Conflict lists what is in the way.
    """
    rule = rule_sent(rrule)
    first = filled_in(work, actor, order)
    _check_start(rule, first, rrule)
    times = Times(first.start, first.end, first.zone, rule=rule)
    found = _expanded(times, work.now, rrule)
    shared = _is_shared(work, first.calendar_id)
    if shared and found.horizon is not None:
        # Nothing would book further seats: a seat is no row of its own.
        raise Invalid(
            "rule_without_end", field="rrule", got=rrule, allowed="a COUNT or an UNTIL where times are shared"
        )
    tied = (len(found.slots) > 1 or found.horizon is not None) and not shared
    series = _recorded(work, times, (), found.horizon) if tied else None
    made = []
    for slot in found.slots:
        end = None if order.end is None else Instant(slot.start + first.end - first.start)
        dress = _into(series, slot.key) if series is not None else _as_it_is
        made.append(_written(work, actor, replace(order, start=slot.start, end=end), dress))
    return tuple(made)


def _check_start(rule: str, first: Appointment, text: str) -> None:
    """Refuse a rule that has ended before the start, or that does not come at it.

    RFC 5545 would count the start all the same, and nobody would see that the rule says something else.
    """
    read, clock = read_rule(rule), IanaClock(first.zone)
    begin = clock.wall(first.start)
    if read.until is not None and _has_ended(read.until, first, begin):
        allowed = f"an UNTIL not before {begin.date().isoformat()}, when it begins"
        raise Invalid("until_before_start", field="rrule", got=text, allowed=allowed)
    walk = Walk(read, begin, last=clock.wall(Instant(first.start + _FURTHEST)), start_counts=False)
    comes = next(iter(walk), None)
    if comes is not None and comes != begin:
        allowed = f"a rule that comes at its start; this one comes first on {comes:%Y-%m-%d at %H:%M}"
        raise Invalid("start_not_in_rule", field="rrule", got=text, allowed=allowed)


def _has_ended(until: Until, first: Appointment, begin: datetime) -> bool:
    if until.whole_day:
        return until.wall.date() < begin.date()
    return utc(until.wall) < first.start if until.utc else until.wall < begin


def _expanded(times: Times, now: int, text: str) -> Expansion:
    assert times.rule is not None
    read = read_rule(times.rule)
    ends = read.count is not None or read.until is not None
    try:
        return expanded(times, times.start + _FURTHEST if ends else now, limit=MOST)
    except Invalid as refusal:
        raise Invalid("bad_rule", field="rrule", got=text, allowed=ALLOWED) from refusal


def _is_joined(work: Work, asked: Asked) -> bool:
    return _is_shared(work, asked.question.calendar)


def _is_shared(work: Work, calendar: Id | None) -> bool:
    """Tell whether times of a calendar are shared: who comes again is one of many then, and not their series."""
    return calendar is not None and is_shared(work.get(Calendar, calendar))


def _order(asked: Asked, row: Row, sent: NewFields, reason: str | None) -> Order:
    assert row.booked_start is not None
    said = cast(NewFields, {**sent, "practitioner": row.booked_practitioner})
    return Order(
        start=row.booked_start,
        end=row.booked_end if asked.said_length else None,
        sent=said,
        told=reason if row.does is Does.BOOK_ANYWAY else None,
        any_date=asked.any_date,
    )


def _reason(actor: Actor, plan: RepeatPlan, told: str | None) -> str | None:
    if not plan.anyway:
        return None
    actor.require(Right.OVERBOOK)
    if told is None or not told.strip():
        raise Invalid("reason_needed", field="override_reason", got=told, allowed="why it is booked all the same")
    return checks.line(told, field="override_reason", empty=False)


def _written(work: Work, actor: Actor, order: Order, dress: Dress, *, keeps: str | None = None) -> Appointment:
    """Book one visit; a time that others share is theirs as well, and is no part of a series."""
    plan = planned(work, actor, order)
    if plan.calendar is None or not is_shared(plan.calendar):
        visit = dress(plan.visit)
        if keeps is not None and visit.override_reason is None:
            # Outside of hours nothing is overlapped, but somebody decided it, and said why.
            visit = replace(visit, override_reason=keeps)
        plan = replace(plan, visit=visit)
    if plan.calendar is not None:
        from frontdesk.services.calendar_visits import written

        return written(work, actor, plan, order)
    work.create(plan.visit)
    return plan.visit


def _recorded(work: Work, times: Times, left_out: Sequence[Instant], filled: Instant | None = None) -> Series:
    """Write the record of a series; the rows are to follow."""
    one = work.new_id()
    series = record.made(one, native_uid(one), times, filled, (key_at(start, times) for start in left_out))
    work.create(series)
    return series


def _into(series: Series, key: str) -> Dress:
    def dress(visit: Appointment) -> Appointment:
        return put_into(visit, series, key)

    return dress


def _as_it_is(visit: Appointment) -> Appointment:
    return visit


def _clashes(reasons: Sequence[Reason]) -> list[Clash]:
    return [
        Clash(
            "closure" if each.why in _CLOSURES else _KINDS.get(each.why, "practitioner"),
            each.id or 0,
            each.name,
            each.start,
            each.end,
            each.appointment or 0,
        )
        for each in reasons
        if each.why in _NAMED
    ]
