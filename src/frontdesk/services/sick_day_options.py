"""What may become of each touched visit, and what that costs: asked of the same search that offers free times.

The visits of the absence all let go of their rooms and units while it is asked, as each of them is placed anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from operator import itemgetter
from typing import NamedTuple

from frontdesk.domain import sick_day as rules
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import Subject, claims_of
from frontdesk.domain.equipment import Equipment, Need
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.service import Service
from frontdesk.domain.sick_day import Clock, How, Key, Option, Use, Wish
from frontdesk.services.asking import question
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.needs import needed_rooms
from frontdesk.services.searching import Search
from frontdesk.services.sick_day_visits import Found, Kind, Touched, moved_rows
from frontdesk.store.work import Familiar

# The cheapest so many are looked at for each visit: more are of no use even where forty want the same days.
MOST_OPTIONS = 150


Wanted = tuple[Instant, Id | None]  # a time, and with whom


class _Place(NamedTuple):
    """A time with someone, and what it costs."""

    cost: int
    start: Instant
    end: Instant
    person: Id | None


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is away from when to when, how many weeks ahead times are looked for, and who may stand in (None: anyone)."""

    practitioner: Id
    span: Interval
    weeks: int
    colleagues: tuple[Id, ...] | None = None


class Asking:
    """The questions that one plan asks of a book, as it stands at one moment."""

    def __init__(self, book: Familiar, kept: KeptTimes, now: Instant, absence: Absence, found: Found) -> None:
        self._book, self._kept, self._now = book, kept, now
        self._absence, self._found = absence, found
        self._besides = frozenset(row.id for each in found.touched for row in each.rows)
        self._gaps: dict[Key, list[cut.Gap]] = {}
        self._clocks: dict[tuple[int, str], Clock] = {}

    def options(self, visit: Touched, wanted: Wanted | None = None) -> list[Option]:
        """Give what may become of a visit, the least disturbing first, with the time that is `wanted` if it is free.

        To call it off is always among them, which needs nothing and nobody.
        """
        listed = [self._left(visit), Option(How.CANCEL, rules.CANCEL * visit.heads)]
        if visit.kind is Kind.STAFF:
            # Nobody has to be told but the staff, who know: it stays where it is until somebody says otherwise.
            return [replace(listed[0], cost=0), listed[1]]
        if visit.can_wait:
            listed.append(Option(How.WAIT, rules.WAIT * visit.heads))
        every = list(self._places(visit))
        places = dict.fromkeys(nsmallest(MOST_OPTIONS, every))
        places |= dict.fromkeys(one for one in every if (one.start, one.person) == wanted)
        listed += [self._option(visit, place) for place in places]
        return sorted(listed, key=lambda one: (one.cost, one.start or 0, one.practitioner or 0))

    def _places(self, visit: Touched) -> Iterator[_Place]:
        wish = self._wish(visit)
        yield from self._same_time(visit, wish)
        if visit.kind is Kind.VISIT:
            yield from self._other_times(visit, wish)

    def _same_time(self, visit: Touched, wish: Wish) -> Iterator[_Place]:
        """Give the colleagues who are free for all of it where it is."""
        first = visit.first
        span = Interval(first.start, Instant(first.start + 1))
        people = self._free_for_all(visit, span) if len(visit.mine) > 1 else self._free_for(first, span)
        for person in people:
            cost = (rules.SAME_TIME + rules.cost_of_person(wish, person)) * visit.heads
            yield _Place(cost, first.start, first.end, person)

    def _free_for(self, first: Appointment, span: Interval) -> Iterator[Id]:
        asked = replace(self._question(first), step=MINUTE, earliest=span.start)
        if asked.team is Team.ANY:
            for slot in self._search(asked).slots(span):
                if not slot.patient_busy and slot.session is None:
                    yield from (one for one in slot.practitioners if one != self._absence.practitioner)

    def _free_for_all(self, visit: Touched, span: Interval) -> Iterator[Id]:
        """Give who may and can do all parts of the one who is away, one after the other."""
        searches = {row.id: self._search(self._question(row)) for row in visit.mine}
        able = set.intersection(*({*one.question.parts[0].who} for one in searches.values()))
        for person in sorted(able - {self._absence.practitioner}):
            rows = moved_rows(self._book, visit, visit.first.start, visit.first.end, person)
            free = (
                cut.fits(
                    searches[row.id].pieces_of(person, Interval(row.start, Instant(row.start + 1))),
                    row.start,
                    row.end,
                    row.buffer_before,
                    row.buffer_after,
                )
                for row in rows
                if row.id in searches
            )
            if all(free):
                yield person

    def _other_times(self, visit: Touched, wish: Wish) -> Iterator[_Place]:
        first = visit.first
        asked = self._question(first)
        if len(visit.mine) > 1:
            # Several of its parts are with the one who is away: at another time they are so again.
            asked = replace(asked, parts=tuple(_only(part, self._absence.practitioner) for part in asked.parts))
        was = self._clock(first.start, wish.zone)
        since = max(self._now, start_of_day(local_date(first.start, asked.home), asked.home))
        for slot in self._search(asked).slots(Interval(Instant(since), self.until)):
            if slot.start == first.start or slot.patient_busy or slot.session is not None:
                continue
            time = rules.cost_of_time(wish, was, slot.start, self._clock(slot.start, wish.zone))
            whole = asked.team is not Team.ANY
            for person in (first.practitioner_id,) if whole else slot.practitioners:
                away = person == self._absence.practitioner and self._away(visit, slot.start, slot.end)
                if not away:
                    cost = (time + rules.cost_of_person(wish, person)) * visit.heads
                    yield _Place(cost, slot.start, slot.end, person)

    @property
    def until(self) -> Instant:
        """Give the end of the time in which other times are looked for."""
        return Instant(self._absence.span.end + self._absence.weeks * 7 * DAY)

    def _away(self, visit: Touched, start: Instant, end: Instant) -> bool:
        """Tell whether any part of the absent practitioner would lie in the absence still."""
        if len(visit.mine) == 1:
            return Interval(start, end).overlaps(self._absence.span)
        rows = moved_rows(self._book, visit, start, end, self._absence.practitioner)
        mine = {row.id for row in visit.mine}
        return any(row.interval.overlaps(self._absence.span) for row in rows if row.id in mine)

    def _question(self, row: Appointment) -> Question:
        narrowed = self._absence.colleagues
        asked = question(self._book, {"visit": row.id}, self._now)
        if narrowed is None or asked.team is not Team.ANY:
            return asked
        allowed = {*narrowed, self._absence.practitioner}
        return replace(asked, parts=tuple(_only(part, *allowed) for part in asked.parts))

    def _search(self, asked: Question) -> Search:
        # Who has the fewest visits makes no difference here, and is not counted.
        return Search(self._book, replace(asked, evenly=False), self._kept, self._now, self._besides)

    def _wish(self, visit: Touched) -> Wish:
        first = visit.first
        patient = self._found.people.get(visit.people[0]) if len(visit.people) == 1 else None
        return Wish(
            start=first.start,
            practitioner=first.practitioner_id,
            zone=first.zone,
            own=None if patient is None else patient.practitioner_id,
            prefers=None if patient is None else patient.prefers,
            here=any(row.status is Status.ARRIVED for row in visit.rows),
        )

    def _clock(self, instant: Instant, zone: str) -> Clock:
        key = (instant, zone)
        if key not in self._clocks:
            self._clocks[key] = rules.clock_of(instant, zone)
        return self._clocks[key]

    def _option(self, visit: Touched, place: _Place) -> Option:
        how = How.COLLEAGUE if place.start == visit.first.start else How.MOVE
        rows = moved_rows(self._book, visit, place.start, place.end, place.person)
        return Option(how, place.cost, place.start, place.person, tuple(self._uses(visit, rows)))

    def _left(self, visit: Touched) -> Option:
        """Give what it is to leave a visit as it is: it keeps all that it has."""
        uses = [
            Use((Key(claim.subject.value, claim.subject_id, claim.unit),), claim.start, claim.end, row=n)
            for n, row in enumerate(visit.rows)
            for claim in claims_of(row)
            if row.override_reason is None
        ]
        return Option(How.LEAVE, rules.LEAVE * visit.heads, uses=tuple(uses))

    def _uses(self, visit: Touched, rows: Sequence[Appointment]) -> Iterator[Use]:
        for n, row in enumerate(rows):
            if row.takes_time:
                for claim in claims_of(row):
                    if claim.subject is Subject.PRACTITIONER:
                        yield Use((Key("practitioner", claim.subject_id, 1),), claim.start, claim.end, row=n)
                yield from self._things(row, n)
        if visit.kind is Kind.VISIT:
            start, end = min(row.start for row in rows), max(row.end for row in rows)
            yield from (Use((Key("patient", one, 1),), start, end) for one in visit.people)

    def _things(self, row: Appointment, n: int) -> Iterator[Use]:
        """Give a row's needs of a room and of units: its own first, as long as they are free."""
        part = Part(length=row.end - row.start, rooms=self._rooms(row), equipment=_needs(row))
        if part.rooms is not None:
            keys = (Key("room", room, 1) for room in part.rooms)
            yield Use(self._free(keys, row, part), row.start, row.end, row=n)
        for need in part.equipment:
            mine = sorted(use.unit for use in row.equipment if use.equipment_id == need.equipment_id)
            thing = self._book.get(Equipment, need.equipment_id)
            usable = thing.usable if row.location_id in (None, thing.location_id) else 0
            units = dict.fromkeys((*mine, *range(1, usable + 1)))
            keys = (Key("equipment", need.equipment_id, unit) for unit in units if unit <= usable)
            yield Use(self._free(keys, row, part), row.start, row.end, need.units, row=n)

    def _rooms(self, row: Appointment) -> tuple[Id, ...] | None:
        if row.room_id is None:
            return None
        service = None if row.service_id is None else self._book.get(Service, row.service_id)
        calendar = None if row.calendar_id is None else self._book.get(Calendar, row.calendar_id)
        heads = max(row.heads, row.max_attendees or 1)
        others = needed_rooms(self._book, service, calendar, row.location_id, heads)
        return tuple(dict.fromkeys((row.room_id, *(others or ()))))

    def _free(self, keys: Iterable[Key], row: Appointment, part: Part) -> tuple[Key, ...]:
        """Keep the keys that nobody else has in the book for the time of a row."""
        wanted = list(keys)
        lacking = [key for key in wanted if key not in self._gaps]
        if lacking:
            self._read(row, part, lacking)
        return tuple(key for key in wanted if _lies_in(self._gaps[key], row.start, row.end))

    def _read(self, row: Appointment, part: Part, lacking: Iterable[Key]) -> None:
        search = self._search(self._question(row))
        span = Interval(Instant(self._now - DAY), self.until)
        claims = search.claims(span, (part,), search.usable((part,)))
        for key in lacking:
            self._gaps[key] = cut.gaps(claims.get((Subject(key.kind), key.id, key.unit), ()))


def _only(part: Part, *people: Id) -> Part:
    """Give a part that no others than these may do."""
    kept = [
        (tier, one) for tier, one in zip(part.tiers or (0,) * len(part.who), part.who, strict=True) if one in people
    ]
    return replace(part, who=tuple(one for _, one in kept), tiers=tuple(tier for tier, _ in kept))


def _needs(row: Appointment) -> tuple[Need, ...]:
    return tuple(Need(*each) for each in Counter(use.equipment_id for use in row.equipment).items())


def _lies_in(gaps: Sequence[cut.Gap], start: int, end: int) -> bool:
    at = bisect_right(gaps, start, key=itemgetter(0)) - 1
    return at >= 0 and gaps[at][0] <= start and end <= gaps[at][1]
