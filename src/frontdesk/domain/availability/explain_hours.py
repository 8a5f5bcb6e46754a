"""Why a time is closed for someone: hours, closures and blocks, each judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from frontdesk.domain.availability.explain_facts import Facts
from frontdesk.domain.availability.question import Question
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval, union
from frontdesk.domain.opening import opened
from frontdesk.domain.schedule import Schedule

_ONE_DAY = timedelta(days=1)
# How far open time is looked for around a time when nobody works: what lies further is no help.
_NEAR = 7 * DAY


def closed(question: Question, facts: Facts, who: Id | None, time: Interval) -> Iterator[Reason]:
    """Give everything that closes a time for someone, or for a calendar that nobody needs to come to.

    Each is true by itself: a holiday on a day off is named beside the hours, for it would still be in the way.
    """
    yield from _blocks(question, facts, who, time)
    openings, place, calendar = facts.openings, question.location, question.calendar
    if holds(openings.of(who, time, location=place, calendar=calendar), time):
        return
    theirs = openings.schedules_for(who, location=place, calendar=calendar)
    own = openings.own_hours(calendar) if calendar is not None else None
    # Whoever has no hours anywhere keeps the calendar's; whoever has some, but none here, is not here at all.
    needs = who is not None and (own is None or bool(openings.schedules_for(who)))
    if (theirs or needs) and not holds(_hours(theirs, time), time):
        near = _nearest(theirs, time, question.home)
        yield Reason(Why.OUTSIDE_HOURS, near.start, near.end, who, _name(facts, who), practitioner=who)
    if (own is None and who is None) or (own is not None and not holds(opened(own, time), time)):
        near = _nearest((own,) if own is not None else (), time, question.home)
        yield Reason(Why.CALENDAR_HOURS, near.start, near.end, calendar, _name(facts, calendar))
    yield from _closures(question, facts, (*theirs, own) if own is not None else theirs, time)


def _name(facts: Facts, id: Id | None) -> str:
    return "" if id is None else facts.names.get(id, "")


def on_grid(question: Question, facts: Facts, who: Sequence[Id | None], start: Instant) -> bool:
    """Tell whether a start is one that is counted off from where open time begins, for all of some people."""
    span = around(start, Instant(start + 1), question.home)
    found: tuple[Interval, ...] | None = None
    for each in who:
        times = _open(question, facts, each, span)
        found = times if found is None else _both(found, times)
    return any(each.contains(start) and (start - each.start) % question.step == 0 for each in found or ())


def around(start: int, end: int, zone: str) -> Interval:
    """Give the whole dates that a time lies on."""
    last = local_date(end - 1, zone)
    return Interval(start_of_day(local_date(start, zone), zone), start_of_day(last + _ONE_DAY, zone))


def holds(open_times: Iterable[Interval], time: Interval) -> bool:
    """Tell whether the whole of a time lies inside."""
    return any(each.start <= time.start and time.end <= each.end for each in open_times)


def _open(question: Question, facts: Facts, who: Id | None, span: Interval) -> tuple[Interval, ...]:
    blocks = [Interval(b.start, b.end) for b in facts.blocks if _concerns(question, b.practitioner, b.calendar, who)]
    return facts.openings.of(who, span, location=question.location, calendar=question.calendar, blocks=blocks)


def _both(ones: tuple[Interval, ...], others: tuple[Interval, ...]) -> tuple[Interval, ...]:
    pairs = ((max(a.start, b.start), min(a.end, b.end)) for a in ones for b in others)
    return tuple(Interval(a, b) for a, b in pairs if a < b)


def _hours(schedules: Sequence[Schedule], span: Interval) -> tuple[Interval, ...]:
    if len(schedules) == 1:
        return opened(schedules[0], span)
    return union(each for schedule in schedules for each in opened(schedule, span))


def _nearest(schedules: Sequence[Schedule], time: Interval, zone: str) -> Interval:
    """Give the open interval that lies nearest to a time, or an empty one where there is none within a week.

    A day is looked at first: most people work on the date that is asked for.
    """
    for reach in (DAY, _NEAR):
        if found := _hours(schedules, around(time.start - reach, time.end + reach, zone)):
            return min(found, key=lambda each: (max(each.start - time.start, time.end - each.end, 0), each.start))
    return Interval(time.start, time.start)


def _closures(question: Question, facts: Facts, schedules: Sequence[Schedule], time: Interval) -> Iterator[Reason]:
    places: set[Id | None] = {each.location_id for each in schedules} or {question.location}
    span = around(time.start, time.end, question.home)
    seen: set[Id] = set()
    for place in places:
        for closure, times in facts.openings.shut(place, span):
            over = next((each for each in times if each.overlaps(time)), None)
            if over is None or closure.id in seen:
                continue
            seen.add(closure.id)
            why = Why.HOLIDAY if closure.holiday else Why.CLOSURE
            yield Reason(why, over.start, over.end, closure.id, closure.name)


def _blocks(question: Question, facts: Facts, who: Id | None, time: Interval) -> Iterator[Reason]:
    for each in facts.blocks:
        if each.start >= time.end or each.end <= time.start:
            continue
        if _concerns(question, each.practitioner, each.calendar, who):
            whose = who if each.practitioner is not None else None
            name = each.title or _name(facts, each.practitioner or each.calendar)
            yield Reason(Why.BLOCK, each.start, each.end, each.id, name, each.id, practitioner=whose)


def _concerns(question: Question, practitioner: Id | None, calendar: Id | None, who: Id | None) -> bool:
    if practitioner is not None and practitioner == who:
        return True
    return calendar is not None and calendar == question.calendar
