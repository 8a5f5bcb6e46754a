"""The engine: a question and a frozen snapshot in, free times out (C05, C45, C48, C50, C51, C57).

It reads no clock and no database. People's free pieces may be handed in by whoever kept them; else they are made from
the snapshot here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, reduce
from operator import itemgetter

from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.chain import chained
from frontdesk.domain.availability.days import midnights, without_hidden
from frontdesk.domain.availability.pieces import FOREVER, Piece
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.resources import Resources, within
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
        found = chained(question, snapshot, pieces_of, first, last)
    else:
        found = _single(question, snapshot, pieces_of, span, first, last)
    found = _within_days(found, question, snapshot)
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
    allowed = resources.starts() if resources.needed else None

    def starts(held: Iterable[Piece]) -> list[int]:
        found = cut.starts(held, part.length, part.before, part.after, question.step, first, last)
        return found if allowed is None else within(found, allowed)

    if question.team is Team.NOBODY:
        by_start: Mapping[int, Sequence[Id]] = dict.fromkeys(starts(pieces_from(question, snapshot, span, None)), ())
    elif question.team is Team.ALL:
        everyone = reduce(cut.shared, (pieces_of(person) for person in part.who)) if part.who else ()
        by_start = dict.fromkeys(starts(everyone), part.who)
    else:
        by_start = _any_of(part, {person: starts(pieces_of(person)) for person in part.who}, question)
    slots = _plain(by_start, question, part, resources)
    if not question.shared:
        return slots
    return _with_sessions(slots, question, part, snapshot.sessions, first, last)


def _any_of(part: Part, free: Mapping[Id, Sequence[int]], question: Question) -> dict[int, list[Id]]:
    """Give who is free at each start, best first."""
    found: dict[int, list[Id]] = {}
    for person in ranked(part, free, soonest=question.soonest):
        for start in free[person]:
            held = found.get(start)
            if held is None:
                found[start] = [person]
            else:
                held.append(person)
    return found


def ranked(part: Part, free: Mapping[Id, Sequence[int]], *, soonest: bool) -> Sequence[Id]:
    """Give those who may do a part, best first: within a tier whoever is free first, where that is asked for (C48)."""
    if not soonest:
        return part.who
    tiers = dict(zip(part.who, part.tiers or (0,) * len(part.who), strict=True))
    return sorted(part.who, key=lambda person: (tiers[person], free[person][0] if free[person] else FOREVER))


def _plain(by_start: Mapping[int, Sequence[Id]], question: Question, part: Part, resources: Resources) -> list[Slot]:
    length, seats = part.length, question.seats if question.shared else None
    in_order = sorted(by_start.items(), key=itemgetter(0))
    if part.rooms is None:
        return [Slot(Instant(s), Instant(s + length), tuple(who), None, seats) for s, who in in_order]
    return [Slot(Instant(s), Instant(s + length), tuple(who), resources.room(s), seats) for s, who in in_order]


def _with_sessions(
    slots: Sequence[Slot], question: Question, part: Part, sessions: Iterable[Session], first: int, last: int
) -> list[Slot]:
    """Put what others have booked already in with the free times: as long as seats are left it is one itself."""
    by_start = {slot.start: slot for slot in slots if question.seats >= question.heads}
    rank = {person: n for n, person in enumerate(part.who)}
    for each in sorted(sessions, key=lambda session: rank.get(session.practitioner or Id(0), -1), reverse=True):
        if not first <= each.start <= last or (each.practitioner is not None and each.practitioner not in rank):
            continue
        left = each.seats - each.heads
        slot = by_start.get(each.start)
        if each.practitioner is None and question.team is Team.NOBODY and slot is not None:
            del by_start[each.start]
            slot = None
        if left < question.heads:
            continue
        who: tuple[Id, ...] = () if each.practitioner is None else (each.practitioner,)
        if question.team is Team.ALL:
            who = part.who
        if slot is None:
            by_start[each.start] = Slot(each.start, each.end, who, None, left, each.id)
        elif slot.practitioners and who and rank[who[0]] < rank[slot.practitioners[0]]:
            by_start[each.start] = slot._replace(
                practitioners=(*who, *slot.practitioners), seats=left, session=each.id, room=None
            )
        else:
            people = tuple(sorted({*slot.practitioners, *who}, key=rank.__getitem__))
            by_start[each.start] = slot._replace(practitioners=people)
    return [by_start[start] for start in sorted(by_start)]


def _within_days(slots: list[Slot], question: Question, snapshot: Snapshot) -> list[Slot]:
    """Leave out the dates on which the calendar has all the bookings that it takes (C51)."""
    most = question.per_day
    if most is None or not slots:
        return slots
    edges = midnights(Interval(slots[0].start, Instant(slots[-1].start + 1)), question.home)
    room = [snapshot.counted.get(local_date(edge, question.home), 0) + question.heads <= most for edge in edges]
    return [slot for slot in slots if room[bisect_right(edges, slot.start) - 1]]


def _with_warning(slot: Slot, others: Sequence[tuple[int, int]]) -> Slot:
    before = bisect_left(others, (slot.end,))
    busy = any(end > slot.start for _, end in others[:before])
    return slot._replace(patient_busy=True) if busy else slot
