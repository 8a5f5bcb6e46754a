"""Who has a time: visits, holds and their buffers, rooms, units of equipment, and seats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from frontdesk.domain.availability.explain_facts import Facts, Taken
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.snapshot import Session
from frontdesk.domain.claim import Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.intervals import Interval


def visits(facts: Facts, who: Id | None, time: Interval, before: int, after: int) -> Iterator[Reason]:
    """Give the visits and holds that have someone's time, each once: its own time, or a buffer of either alone."""
    held = facts.own if who is None else facts.taken.get((Subject.PRACTITIONER, who), ())
    name = facts.names.get(who, "") if who is not None else ""
    for each in _over(held, time.start - before, time.end + after):
        why, limit, count = Why.VISIT, None, None
        if each.own_end <= time.start:
            why, limit, count = Why.BUFFER, each.after + before, time.start - each.own_end
        elif each.own_start >= time.end:
            why, limit, count = Why.BUFFER, each.before + after, each.own_start - time.end
        if each.until is not None:
            why = Why.HOLD
        yield Reason(
            why,
            each.own_start,
            each.own_end,
            who,
            name,
            each.visit,
            each.by if each.until is not None else each.words,
            who,
            limit,
            count,
            each.before,
            each.after,
            each.until,
        )


def rooms(question: Question, part: Part, facts: Facts, time: Interval) -> Iterator[Reason]:
    """Give who has each of the rooms that would do, and the rooms that are too small; nothing where one is free."""
    if part.rooms is None:
        return
    over = {room: _over(facts.taken.get((Subject.ROOM, room), ()), time.start, time.end) for room in part.rooms}
    if any(not held for held in over.values()):
        return
    for room, held in over.items():
        yield from (_thing(Why.ROOM, room, facts.rooms[room].name, each) for each in held)
    small = facts.small.get(part.service, ())
    heads = max(question.heads, question.seats if question.shared else 1)
    for room in small:
        one = facts.rooms[room]
        yield Reason(Why.ROOM_TOO_SMALL, time.start, time.end, room, one.name, limit=one.capacity, count=heads)
    if not over and not small:
        yield Reason(Why.ROOM, time.start, time.end)


def equipment(part: Part, facts: Facts, time: Interval) -> Iterator[Reason]:
    """Give for each equipment of which too few units are free who has them, and that too few can be used at all."""
    for need in part.equipment:
        thing = facts.things[need.equipment_id]
        lacking = thing.usable < need.units
        if lacking:
            yield Reason(
                Why.OUT_OF_SERVICE,
                time.start,
                time.end,
                need.equipment_id,
                thing.name,
                limit=thing.usable,
                count=need.units,
            )
        # Where too few can be used, what others have counts among all of them: mending alone might not do.
        able = thing.quantity if lacking else thing.usable
        claims = facts.taken.get((Subject.EQUIPMENT, need.equipment_id), ())
        held = [each for each in claims if each.unit <= able and each.start < time.end and each.end > time.start]
        if able - len({each.unit for each in held}) < need.units:
            yield from (_thing(Why.EQUIPMENT, need.equipment_id, thing.name, each) for each in _once(held))


def session_of(question: Question, facts: Facts, who: Id | None, start: int) -> Session | None:
    """Give the class that others have booked already and that someone would join, the emptiest one."""
    if not question.shared:
        return None
    found = [each for each in facts.sessions if each.start == start and _joins(question, each, who)]
    return max(found, key=lambda each: (each.seats - each.heads, -each.id), default=None)


def seats(question: Question, session: Session | None, time: Interval, who: Id | None) -> Iterator[Reason]:
    """Give that a class has no seats left for so many, or never had, or is none that a moved visit could join."""
    if session is not None and session.attended:
        yield Reason(Why.COMES_ALREADY, session.start, session.end, appointment=session.id, practitioner=who)
    elif session is not None and (not question.joins or session.heads + question.heads > session.seats):
        yield Reason(
            Why.SEATS,
            session.start,
            session.end,
            appointment=session.id,
            practitioner=who,
            limit=session.seats,
            count=session.heads,
        )
    elif session is None and question.shared and question.heads > question.seats:
        yield Reason(Why.SEATS, time.start, time.end, practitioner=who, limit=question.seats, count=0)


def _joins(question: Question, session: Session, who: Id | None) -> bool:
    if question.team is Team.ALL:
        return session.practitioner is None or session.practitioner in question.parts[0].who
    return session.practitioner == who


def _over(held: Sequence[Taken], start: int, end: int) -> list[Taken]:
    return _once(each for each in held if each.start < end and each.end > start)


def _once(held: Iterable[Taken]) -> list[Taken]:
    """Give each visit once: a long one has several claims, and one may hold several units."""
    return list({each.visit: each for each in held}.values())


def _thing(why: Why, id: Id, name: str, held: Taken) -> Reason:
    words = held.by if held.until is not None else held.words
    return Reason(why, held.own_start, held.own_end, id, name, held.visit, words, until=held.until)
