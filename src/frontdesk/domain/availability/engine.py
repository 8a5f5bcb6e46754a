"""The engine: a question and a frozen snapshot in, free times out (C05, C45, C48, C50, C51, C57).

It reads no clock and no database. People's free pieces may be handed in by whoever kept them; else they are made from
the snapshot here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, reduce
from itertools import pairwise
from operator import itemgetter

from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.days import midnights, without_hidden
from frontdesk.domain.availability.pieces import FOREVER, Piece, Range
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.resources import Resources, both, within
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.availability.snapshot import Session, Snapshot
from frontdesk.domain.claim import Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval

PiecesOf = Callable[[Id], Sequence[Piece]]
# A visit that starts within a span may end so much later, and its buffers reach as far again.
REACH = 2 * DAY


def free_slots(question: Question, snapshot: Snapshot, span: Interval, pieces_of: PiecesOf | None = None) -> list[Slot]:
    """List the free times whose start lies within a span, in order."""
    first = max(question.earliest, span.start)
    last = min(question.latest or FOREVER, span.end) - 1
    if first > last:
        return []
    if pieces_of is None:
        pieces_of = cache(lambda person: pieces_from(question, snapshot, span, person))
    if len(question.parts) > 1:
        from frontdesk.domain.availability.chain import chained

        found = chained(question, snapshot, pieces_of, first, last)
    else:
        found = _single(question, snapshot, pieces_of, span, first, last)
    if snapshot.patient:
        found = [_with_warning(slot, snapshot.patient) for slot in found]
    return without_hidden(found, question.hide, question.salt, question.zone, span) if question.hide else found


def pieces_from(question: Question, snapshot: Snapshot, span: Interval, person: Id | None) -> list[Piece]:
    """Make the free pieces of one practitioner, or of the calendar itself, from a snapshot."""
    # From midnight on, as the grid of a time that opened before the span is counted from there, not from the span.
    midnight = start_of_day(local_date(span.start, question.home), question.home)
    around = Interval(midnight, Instant(span.end + REACH))
    whose = (person,) if question.calendar is None else (person, question.calendar)
    blocked = [Interval(Instant(a), Instant(b)) for one in whose if one for a, b in snapshot.blocks.get(one, ())]
    hours = snapshot.openings.of(person, around, location=question.location, calendar=question.calendar, blocks=blocked)
    claims = snapshot.own if person is None else snapshot.claims.get((Subject.PRACTITIONER, person, 1), ())
    return cut.pieces(hours, claims, midnights(around, question.home), least=_least(question.parts))


def _least(parts: Sequence[Part]) -> int:
    """Give how long a gap must be to be of use; of several parts, any one, its buffers may be another's time."""
    one = parts[0]
    return one.before + one.length + one.after if len(parts) == 1 else min(part.length for part in parts)


def _single(
    question: Question, snapshot: Snapshot, pieces_of: PiecesOf, span: Interval, first: int, last: int
) -> list[Slot]:
    part = question.parts[0]
    resources = Resources(part, snapshot)
    days = _days_with_room(question, snapshot, first, last)
    sessions = _sessions(question, snapshot, first, last, days) if question.shared else []
    allowed = resources.starts() if resources.needed else None
    if days is not None:
        allowed = days if allowed is None else both(allowed, days)

    def starts(held: Iterable[Piece]) -> list[int]:
        found = cut.starts(held, part.length, part.before, part.after, question.step, first, last)
        return found if allowed is None else within(found, allowed)

    order: Sequence[Id] = part.who
    if question.team is Team.NOBODY:
        by_start: Mapping[int, Sequence[Id]] = dict.fromkeys(starts(pieces_from(question, snapshot, span, None)), ())
    elif question.team is Team.ALL:
        everyone = reduce(cut.shared, (pieces_of(person) for person in part.who)) if part.who else ()
        by_start = dict.fromkeys(starts(everyone), part.who)
    else:
        free = {person: starts(pieces_of(person)) for person in part.who}
        if question.soonest:
            order = ranked(part, _first_starts(free, sessions, question))
        by_start = _any_of(order, free)
    slots = _plain(by_start, question, part, resources)
    return _with_sessions(slots, sessions, question, order) if question.shared else slots


def _any_of(order: Sequence[Id], free: Mapping[Id, Sequence[int]]) -> dict[int, list[Id]]:
    """Give who is free at each start, best first."""
    found: dict[int, list[Id]] = {}
    for person in order:
        for start in free[person]:
            held = found.get(start)
            if held is None:
                found[start] = [person]
            else:
                held.append(person)
    return found


def ranked(part: Part, soonest: Mapping[Id, int]) -> Sequence[Id]:
    """Give those who may do a part, best first: within a tier whoever is free first (C48)."""
    tiers = dict(zip(part.who, part.tiers or (0,) * len(part.who), strict=True))
    return sorted(part.who, key=lambda person: (tiers[person], soonest.get(person, FOREVER)))


def _first_starts(free: Mapping[Id, Sequence[int]], sessions: Iterable[Session], question: Question) -> dict[Id, int]:
    """Give the first time of each that could be booked: a class with a seat left is one, a class alone need not be."""
    fits = not question.shared or question.heads <= question.seats
    found = {person: starts[0] for person, starts in free.items() if starts and fits}
    for each in sessions:
        who = each.practitioner
        if who is not None and _has_seats(each, question) and each.start < found.get(who, FOREVER):
            found[who] = each.start
    return found


def _plain(by_start: Mapping[int, Sequence[Id]], question: Question, part: Part, resources: Resources) -> list[Slot]:
    length, seats = part.length, question.seats if question.shared else None
    in_order = sorted(by_start.items(), key=itemgetter(0))
    if part.rooms is None:
        return [Slot(Instant(s), Instant(s + length), tuple(who), None, seats) for s, who in in_order]
    return [Slot(Instant(s), Instant(s + length), tuple(who), resources.room(s), seats) for s, who in in_order]


def _sessions(
    question: Question, snapshot: Snapshot, first: int, last: int, days: Sequence[Range] | None
) -> list[Session]:
    """Give the sessions, full ones too, of those who are asked for."""
    whose: set[Id | None] = {None} if question.team is Team.NOBODY else set(question.parts[0].who)
    found = [each for each in snapshot.sessions if first <= each.start <= last and each.practitioner in whose]
    if days is None:
        return found
    allowed = set(within(sorted({each.start for each in found}), days))
    return [each for each in found if each.start in allowed]


def _has_seats(session: Session, question: Question) -> bool:
    return question.joins and not session.attended and session.heads + question.heads <= session.seats


def _with_sessions(
    slots: Sequence[Slot], sessions: Iterable[Session], question: Question, order: Sequence[Id]
) -> list[Slot]:
    """Put what others have booked already in with the free times: as long as seats are left it is one itself."""
    by_start = {slot.start: slot for slot in slots if question.heads <= question.seats}
    joinable: dict[Instant, list[Session]] = {}
    for each in sessions:
        if each.practitioner is None:
            by_start.pop(each.start, None)
        if _has_seats(each, question):
            joinable.setdefault(each.start, []).append(each)
    rank: dict[Id | None, int] = {person: n for n, person in enumerate(order)}
    for start, held in joinable.items():
        slot = _together(by_start.get(start), held, rank)
        by_start[start] = slot._replace(practitioners=tuple(order)) if question.team is Team.ALL else slot
    return [by_start[start] for start in sorted(by_start)]


def _together(slot: Slot | None, sessions: Sequence[Session], rank: Mapping[Id | None, int]) -> Slot:
    """Make one slot of all that can be booked at one start: whoever comes first says what it is.

    Others are left out where theirs would end at another time, as of a class booked before its length was changed.
    """
    best = min(sessions, key=lambda each: rank.get(each.practitioner, 0))
    people = {each.practitioner: each.end for each in sessions if each.practitioner is not None}
    if slot is None or rank[best.practitioner] < rank[slot.practitioners[0]]:
        found = Slot(best.start, best.end, (), None, best.seats - best.heads, best.id)
    else:
        found = slot
    if slot is not None:
        people |= dict.fromkeys(slot.practitioners, slot.end)
    fitting = (person for person, end in people.items() if end == found.end)
    return found._replace(practitioners=tuple(sorted(fitting, key=lambda person: rank[person])))


def _days_with_room(question: Question, snapshot: Snapshot, first: int, last: int) -> list[Range] | None:
    """Give the starts on dates on which the calendar takes so many more bookings (C51); None where it takes any."""
    most = question.per_day
    if most is None:
        return None
    edges = midnights(Interval(Instant(first), Instant(last)), question.home)
    room = (snapshot.counted.get(local_date(edge, question.home), 0) + question.heads <= most for edge in edges)
    return [(a, b - 1) for (a, b), free in zip(pairwise(edges), room, strict=False) if free]


def _with_warning(slot: Slot, others: Sequence[tuple[int, int]]) -> Slot:
    before = bisect_left(others, (slot.end,))
    busy = any(end > slot.start for _, end in others[:before])
    return slot._replace(patient_busy=True) if busy else slot
