"""Where a visit can go with all that moves with it: the other parts of its booking, their rooms and their units.

Buffers that face each other come back where a part goes to someone else, so each practitioner is looked at alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from frontdesk.domain import booking as rules
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.engine import REACH, free_slots
from frontdesk.domain.availability.pieces import Piece, Range
from frontdesk.domain.availability.question import Part, Question
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.resources import Resources, both, within
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.availability.snapshot import Snapshot
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import Subject, claims_of
from frontdesk.domain.equipment import Need
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.service import Service
from frontdesk.services.families import own_buffers
from frontdesk.services.needs import needed_rooms
from frontdesk.services.searching import Search
from frontdesk.store.claims import overlapping
from frontdesk.store.holds import run_out

_WHY = {Subject.PRACTITIONER: Why.VISIT, Subject.ROOM: Why.ROOM, Subject.EQUIPMENT: Why.EQUIPMENT}


def slots_together(
    search: Search, question: Question, snapshot: Snapshot, span: Interval, found: Mapping[Id, Sequence[Piece]]
) -> list[Slot]:
    """List the starts of a moved visit within a span at which all that moves with it fits as well."""
    by_start: dict[Instant, Slot] = {}
    (part,) = question.parts
    for person in part.who:
        rows = _with(search, person)
        mine = next(row for row in rows if row.id == question.visit)
        if not _apart(rows):
            continue
        alone = replace(part, who=(person,), tiers=(0,), before=mine.buffer_before, after=mine.buffer_after)
        slots = free_slots(replace(question, parts=(alone,)), snapshot, span, found.__getitem__)
        allowed = _rest(search, rows, question, span)
        fitting = set(within((slot.start for slot in slots), allowed))
        for slot in slots:
            if slot.start in fitting:
                held = by_start.get(slot.start)
                who = (*held.practitioners, person) if held else (person,)
                by_start[slot.start] = (held or slot)._replace(practitioners=who)
    return [by_start[start] for start in sorted(by_start)]


def with_its_buffers(search: Search, person: Id | None) -> Question:
    """Give the question with the buffers that a moved visit has when it goes to someone."""
    asked = search.question
    visit = _visit(search)
    if visit is None or person is None or len(search.moved) < 2 or len(asked.parts) > 1:
        return asked
    mine = next(row for row in _with(search, person) if row.id == visit.id)
    part = replace(asked.parts[0], before=mine.buffer_before, after=mine.buffer_after)
    return replace(asked, parts=(part,))


def reasons_along(search: Search, start: Instant, person: Id | None) -> tuple[Reason, ...]:
    """Give what is in the way of the other rows when a visit goes to a start and perhaps to someone else."""
    visit = _visit(search)
    if len(search.moved) < 2 or visit is None:
        return ()
    rows = _with(search, visit.practitioner_id if person is None else person)
    end = Instant(start + search.question.length)
    to = Interval(start, end)
    gone = {one.id for one in search.moved} | run_out(search.book.connection, search.question.now)
    found: dict[Reason, None] = {}
    for row in rows:
        if row.id == visit.id:
            continue
        there = rules.along(row.interval, visit.interval, to)
        moved = replace(row, start=there.start, end=there.end, override_reason=None)
        span = Interval(start, Instant(start + 1))
        if within((start,), _rest(search, [row], search.question, span)):
            continue
        clashes = overlapping(search.book.connection, claims_of(moved))
        told = [each for each in clashes if each.appointment_id not in gone]
        for each in told:
            why = _WHY[Subject(each.kind)]
            taken = (Instant(each.start), Instant(each.end))
            found[Reason(why, *taken, Id(each.subject_id), each.subject, Id(each.appointment_id))] = None
        if not told:
            found[Reason(Why.OUTSIDE_HOURS, there.start, there.end, row.practitioner_id)] = None
    return tuple(found)


def _with(search: Search, person: Id | None) -> list[Appointment]:
    """Give all rows with the visit's practitioner exchanged, and with the buffers that they have then."""
    visit = _visit(search)
    assert visit is not None
    rows = list(search.moved)
    if visit.practitioner_id == person or visit.service_id is None:
        return [replace(row, practitioner_id=person) if row.id == visit.id else row for row in rows]
    exchanged = [replace(row, practitioner_id=person) if row.id == visit.id else row for row in rows]
    return list(rules.joined(exchanged, own_buffers(search.book, rows)))


def _visit(search: Search) -> Appointment | None:
    return next((one for one in search.moved if one.id == search.question.visit), None)


def _apart(rows: Iterable[Appointment]) -> bool:
    """Tell whether no two rows of one booking would claim the same time of the same one."""
    claims = [(n, claim) for n, row in enumerate(rows) for claim in claims_of(row)]
    return not any(
        (one.subject, one.subject_id, one.unit) == (other.subject, other.subject_id, other.unit)
        and one.start < other.end
        and other.start < one.end
        for (n, one), (m, other) in combinations(claims, 2)
        if n != m
    )


def _rest(search: Search, rows: Iterable[Appointment], question: Question, span: Interval) -> list[Range]:
    """Give the starts of the visit within a span at which every other row fits."""
    found: list[Range] = [(span.start, span.end - 1)]
    visit = _visit(search)
    assert visit is not None
    for row in rows:
        if row.id == visit.id or not row.takes_time:
            continue
        behind = row.start >= visit.end
        offset = row.start - (visit.end - question.length if behind else visit.start)
        for allowed in _of_row(search, row, offset, span):
            found = both(found, allowed)
    return found


def _of_row(search: Search, row: Appointment, offset: int, span: Interval) -> Iterator[list[Range]]:
    there = Interval(Instant(span.start + offset), Instant(span.end + offset))
    length = row.end - row.start
    if row.practitioner_id is not None:
        held = search.pieces_of(row.practitioner_id, there)
        every = cut.ranges(held, length, row.buffer_before, row.buffer_after, there.start, there.end - 1)
        yield sorted((low - offset, high - offset) for low, high in every)
    needs = Counter(use.equipment_id for use in row.equipment)
    part = Part(
        length=length,
        rooms=_rooms(search, row),
        equipment=tuple(Need(thing, units) for thing, units in needs.items()),
    )
    usable = search.usable((part,))
    wide = Interval(there.start, Instant(there.end + REACH))
    claims = search.claims(wide, (part,), usable)
    resources = Resources(part, Snapshot(openings=search.openings(there), claims=claims, usable=usable))
    if resources.needed:
        yield resources.starts(offset) or []


def _rooms(search: Search, row: Appointment) -> tuple[Id, ...] | None:
    """Give the rooms that a row could be in: its own, or another that its service or calendar lists."""
    if row.room_id is None:
        return None
    book = search.book
    service = None if row.service_id is None else book.get(Service, row.service_id)
    calendar = None if row.calendar_id is None else book.get(Calendar, row.calendar_id)
    others = needed_rooms(book, service, calendar, row.location_id, max(row.heads, row.max_attendees or 1))
    return tuple(dict.fromkeys((row.room_id, *(others or ()))))
