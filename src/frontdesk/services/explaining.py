"""Read what is known about one time, in few looks that do not grow with the book, and have it judged (C74)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from frontdesk.domain.actor import called
from frontdesk.domain.availability.explain import explained, judged
from frontdesk.domain.availability.explain_facts import Blocked, Facts, Subjects, Taken, Thing
from frontdesk.domain.availability.explain_hours import around
from frontdesk.domain.availability.explain_people import Verdict
from frontdesk.domain.availability.question import Question, Team
from frontdesk.domain.availability.reasons import Explanation, Reason
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import Subject
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services.openings import openings_about
from frontdesk.services.searching import moved_with, sessions_of
from frontdesk.store import claims_about, occupied
from frontdesk.store.work import Reading

Search = Callable[[Question, Interval], Sequence[Slot]]
# How many days before and after a time the next free ones are looked for.
_DAYS = 7


def explain(
    book: Reading, question: Question, start: Instant, practitioner: Id | None, search: Search | None = None
) -> Explanation:
    """Say whether a time is free for someone, or for anyone who may, else every reason and the nearest changes.

    `search` lists the free times of a span; without it other times are not looked for.
    """
    if practitioner is not None:
        book.get(Practitioner, practitioner)
    facts = _facts(book, question, start, practitioner)
    if search is None:
        return explained(question, facts, start, practitioner)
    return explained(question, facts, start, practitioner, lambda: _nearby(question, start, practitioner, search))


def reasons_against(book: Reading, question: Question, start: Instant, practitioner: Id | None) -> tuple[Reason, ...]:
    """Give every reason why a time is not free for someone, or for anyone who may; none when it is free."""
    return verdict(book, question, start, practitioner).reasons


def verdict(book: Reading, question: Question, start: Instant, practitioner: Id | None) -> Verdict:
    """Judge a time for someone, or for anyone who may: who of them is free then, else every reason why nobody is."""
    facts = _facts(book, question, start, practitioner, others=False)
    return judged(question, facts, start, practitioner)


def _nearby(question: Question, start: Instant, asked: Id | None, search: Search) -> Sequence[Slot]:
    """List free times on the date and then around it, until there is one on either side or a week has been seen."""
    if question.team is Team.ANY and asked is not None:
        first, *others = question.parts
        if asked not in first.who:
            return ()
        question = replace(question, parts=(replace(first, who=(asked,), tiers=()), *others))
    # A time outside of what can be booked at all is nearest to where that begins or ends.
    at = max(start, question.earliest)
    if question.latest is not None:
        at = min(at, Instant(question.latest - 1))
    day = around(at, at + 1, question.home)
    found = list(search(question, day))
    if not any(slot.start > start for slot in found):
        found += search(question, Interval(day.end, _days_from(day.end, _DAYS, question.home)))
    if not any(slot.start < start for slot in found) and question.earliest < day.start:
        found[:0] = search(question, Interval(_days_from(day.start, -_DAYS, question.home), day.start))
    return found


def _days_from(at: Instant, days: int, zone: str) -> Instant:
    return start_of_day(local_date(at, zone) + timedelta(days=days), zone)


def _facts(book: Reading, question: Question, start: Instant, asked: Id | None, *, others: bool = True) -> Facts:
    """Read all that is known about a start; without others nothing of those who might come instead."""
    first, *further = question.parts
    instead = asked is None or others or question.team is Team.ALL
    people = dict.fromkeys(who for part in (*((first,) if instead else ()), *further) for who in part.who)
    if asked is not None:
        people[asked] = None
    since = start - max(part.before for part in question.parts)
    until = start + question.length + max(part.after for part in question.parts)
    moved = frozenset(row.id for row in moved_with(book, question.visit))
    names = _names(book, question)
    rooms = {room.id: room for room in book.all(Room)} if _needs_rooms(question) else {}
    things = _things(book, question)
    booked = _booked(book, question, start, moved)
    # From midnight on, as starts are counted anew after each block.
    midnight = around(start, start + 1, question.home).start
    blocks = claims_about.blocks_about(book.connection, people, question.calendar, min(since, midnight), until)
    return Facts(
        openings=openings_about(book, Interval(Instant(start - _DAYS * DAY), Instant(until + _DAYS * DAY))),
        taken=_taken(book, question, people, things, since, until, moved),
        blocks=[Blocked(*row) for row in blocks if row[0] not in moved],
        names=names,
        rooms=rooms,
        small=_small(book, question, rooms.values()),
        things=things,
        sessions=sessions_of(booked, Interval(start, Instant(start + 1)), question.patient) if question.shared else (),
        own=_own(book, question, since, until, moved),
        counted=sum(one.heads for one in booked),
        patient=_of_patient(book, question, start, moved, names),
    )


def _names(book: Reading, question: Question) -> dict[Id, str]:
    found = {one.id: one.name for one in book.all(Practitioner)}
    if question.calendar is not None:
        found[question.calendar] = book.get(Calendar, question.calendar).name
    return found


def _needs_rooms(question: Question) -> bool:
    return any(part.rooms is not None for part in question.parts)


def _small(book: Reading, question: Question, rooms: Iterable[Room]) -> dict[Id | None, tuple[Id, ...]]:
    """Give the rooms of each service, or of the calendar, that would do if they held more people."""
    heads = max(question.heads, question.seats if question.shared else 1)
    here = [r for r in rooms if r.archived_at is None and question.location in (None, r.location_id)]
    small = [room for room in here if room.capacity < heads]
    found: dict[Id | None, tuple[Id, ...]] = {}
    for part in question.parts:
        if part.rooms is None or not small:
            continue
        if part.service is not None:
            meant = book.get(Service, part.service).rooms
        else:
            meant = tuple(room.id for room in small if question.calendar in room.calendars)
        found[part.service] = tuple(room.id for room in small if room.id in meant)
    return found


def _things(book: Reading, question: Question) -> dict[Id, Thing]:
    needed = {need.equipment_id for part in question.parts for need in part.equipment}
    if not needed:
        return {}
    known = (one for one in book.all(Equipment) if one.id in needed)
    return {
        one.id: Thing(one.name, one.quantity, one.usable if question.location in (None, one.location_id) else 0)
        for one in known
    }


def _taken(
    book: Reading,
    question: Question,
    people: Iterable[Id],
    things: Mapping[Id, Thing],
    since: int,
    until: int,
    moved: frozenset[int],
) -> dict[Subjects, list[Taken]]:
    wanted = {
        Subject.PRACTITIONER: dict.fromkeys(people, 1),
        Subject.ROOM: {room: 1 for part in question.parts for room in part.rooms or ()},
        Subject.EQUIPMENT: {one: thing.quantity for one, thing in things.items()},
    }
    found: dict[Subjects, list[Taken]] = {}
    for subject, row in claims_about.claims_about(book.connection, wanted, since, until, question.now):
        if row[4] not in moved:
            found.setdefault((subject, row[0]), []).append(_told(row[4:], row[1], row[2], row[3]))
    for each in found.values():
        each.sort(key=lambda one: (one.own_start, one.visit, one.unit))
    return found


def _told(row: Sequence[Any], unit: int, start: int, end: int, words: str | None = None) -> Taken:
    id_, own_start, own_end, before, after, title, given, family, until, by = row[:10]
    name = f"{given or ''} {family or ''}".strip() or title if words is None else words
    holder = called(by) if until is not None else ""
    return Taken(unit, start, end, id_, own_start, own_end, before, after, name, until, holder)


def _booked(book: Reading, question: Question, start: Instant, moved: frozenset[int]) -> list[occupied.Booked]:
    """Read the bookings of the calendar on the date of a start, where their number matters."""
    if question.calendar is None or not (question.shared or question.per_day is not None):
        return []
    day = around(start, start + 1, question.home)
    every = occupied.booked(book.connection, question.calendar, day.start + DAY - 1, day.end, question.now)
    return [one for one in every if one.id not in moved]


def _own(book: Reading, question: Question, since: int, until: int, moved: frozenset[int]) -> list[Taken]:
    """Read the visits of a calendar that nobody needs to come to and that does not share its times."""
    if question.calendar is None or question.team is not Team.NOBODY or question.shared:
        return []
    rows = claims_about.visits_of_calendar(book.connection, question.calendar, since, until, question.now)
    return [_told(row, 1, row[1] - row[3], row[2] + row[4]) for row in rows if row[0] not in moved]


def _of_patient(
    book: Reading, question: Question, start: Instant, moved: frozenset[int], names: Mapping[Id, str]
) -> list[Taken]:
    """Read the other visits of the patient, each called by whom it is with."""
    if question.patient is None:
        return []
    end = start + question.length
    rows = claims_about.visits_of_patient(book.connection, question.patient, start, end, question.now)
    return [_told(row, 1, row[1], row[2], names.get(row[10]) or row[5]) for row in rows if row[0] not in moved]
