"""One search for free times: gathers what an answer needs, in a number of looks that does not grow with the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.engine import REACH, free_slots
from frontdesk.domain.availability.pieces import Piece
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.availability.snapshot import Key, Session, Snapshot, Stretch
from frontdesk.domain.booking import STAYING
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import Subject
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.opening import Openings
from frontdesk.domain.patient import Patient
from frontdesk.services.kept_times import NEAR, KeptTimes, Whose, read_pieces, whole_weeks
from frontdesk.store import occupied
from frontdesk.store.work import Familiar, Reading

TWO_YEARS = 731 * DAY
# Bookings of so much time before and after say who of a team has the fewest, where no span was asked for (C48).
COUNTED = 15 * DAY


class _Holds(NamedTuple):
    """The holds: whose claims stand, and every appointment that holds or held, to be left out of what is kept."""

    standing: Mapping[Key, Sequence[Stretch]]
    of: Mapping[Key, frozenset[int]]


class Search:
    """The search for one question, as the book stands at one moment.

    Rooms and units that visits of `besides` hold are free, as of what is moved: they are to be moved as well.
    """

    def __init__(
        self, book: Familiar, question: Question, kept: KeptTimes, now: Instant, besides: frozenset[int] = frozenset()
    ) -> None:
        self._book, self._kept, self._now = book, kept, now
        self._moved = moved_with(book, question.visit)
        self._besides = besides.union(one.id for one in self._moved)
        self._holds = _holds_of(book, now, self._besides)
        self._blocks = lru_cache(maxsize=16)(lambda span: occupied.blocks(book.connection, span.start, span.end))
        self.question = self._with_the_usual_first(question)

    def slots(self, span: Interval, counted: Interval | None = None) -> list[Slot]:
        """List the free times whose start lies within a span; bookings are counted in it, or in another (C48)."""
        return next(self.slots_by(span, (span,), counted))

    def ordered(self, span: Interval) -> Question:
        """Give the question with its people in the order in which they are picked for a time of a span."""
        return self._in_order(span)

    def slots_by(
        self, span: Interval, steps: Sequence[Interval], counted: Interval | None = None
    ) -> Iterator[list[Slot]]:
        """List them step by step, having gathered once what the whole span needs."""
        snapshot = self.snapshot(span)
        question = self._in_order(counted or span)
        for step in steps:
            found = self.pieces(step)
            if len(self._moved) > 1 and question.team is Team.ANY:
                # Only what is moved together asks for it, and a first search has no time to lose.
                from frontdesk.services.moving_along import slots_together

                yield slots_together(self, question, snapshot, step, found)
            else:
                yield free_slots(question, snapshot, step, found.__getitem__)

    @property
    def book(self) -> Familiar:
        """Give the look at the book that the search is made in."""
        return self._book

    @property
    def moved(self) -> Sequence[Appointment]:
        """Give the rows that are moved: of a booking all that go along, by start."""
        return self._moved

    def pieces(self, span: Interval) -> dict[Id, Sequence[Piece]]:
        """Give the free pieces of everyone who may, as far as a span needs them."""
        people = {person for part in self.question.parts for person in part.who}
        if len(self.question.parts) > 1:
            # The parts behind the first begin after the span may have ended.
            span = Interval(span.start, Instant(span.end + self.question.length))
        return {person: self.pieces_of(person, span) for person in people}

    def pieces_of(self, person: Id, span: Interval) -> Sequence[Piece]:
        """Give the free pieces of one practitioner."""
        asked = self.question
        whose = Whose(person, asked.location, asked.calendar, asked.home)
        key = (Subject.PRACTITIONER, person, 1)
        held = self._holds.of.get(key, frozenset())
        if any(one.practitioner_id == person for one in self._moved):
            # What is being moved is in nobody's way, and what is read for it is of no use to anyone else.
            weeks, besides = whole_weeks(span, asked.home), held | self._besides
            found = read_pieces(self._book, self.openings(weeks), whose, weeks, besides, self._blocks)
        else:
            found = self._kept.pieces(self._book, whose, span, held, self._blocks)
        standing = self._holds.standing.get(key)
        return cut.less(found, standing) if standing else found

    def snapshot(self, span: Interval) -> Snapshot:
        """Give all that an answer needs besides people's free pieces."""
        asked = self.question
        booked: list[occupied.Booked] = []
        if asked.calendar is not None and (asked.shared or asked.per_day is not None or asked.team is Team.NOBODY):
            booked = self._booked(asked.calendar, span)
        usable = self.usable(asked.parts)
        return Snapshot(
            openings=self.openings(span),
            claims=self.claims(span, asked.parts, usable),
            blocks=self._blocks(Interval(_day_before(span.start), Instant(span.end + REACH)))
            if asked.team is Team.NOBODY
            else {},
            usable=usable,
            sessions=sessions_of(booked, span, asked.patient) if asked.shared else (),
            own=_own(booked) if asked.team is Team.NOBODY and not asked.shared else (),
            counted=_counted(booked, asked.home) if asked.per_day is not None else {},
            patient=self._of_patient(span),
        )

    def _booked(self, calendar: Id, span: Interval) -> list[occupied.Booked]:
        wide = (span.start - DAY, span.end + DAY)
        every = occupied.booked(self._book.connection, calendar, *wide, self._now)
        return [one for one in every if one.id not in self._besides]

    def usable(self, parts: Iterable[Part]) -> dict[Id, int]:
        """Read how many units of the equipment that parts need can be used where the question is asked for."""
        known = self._book.some(Equipment, {need.equipment_id for part in parts for need in part.equipment})
        place = self.question.location
        return {Id(one): thing.usable if place in (None, thing.location_id) else 0 for one, thing in known.items()}

    def openings(self, span: Interval) -> Openings:
        """Give what decides when the clinic is open about a span."""
        return self._kept.openings(self._book, Interval(_day_before(span.start), Instant(span.end + REACH)))

    def claims(self, span: Interval, parts: Iterable[Part], usable: Mapping[Id, int]) -> dict[Key, Sequence[Stretch]]:
        """Read who has the rooms and the units that would do; what is held counts as long as the hold stands."""
        rooms = {room for part in parts for room in part.rooms or ()}
        keys: list[Key] = [(Subject.ROOM, room, 1) for room in rooms]
        keys += [(Subject.EQUIPMENT, thing, n) for thing, many in usable.items() for n in range(1, many + 1)]
        found: dict[Key, Sequence[Stretch]] = {}
        for key in keys:
            besides = self._holds.of.get(key, frozenset()) | self._besides
            since, until = span.start - NEAR, span.end + NEAR
            rows = (
                occupied.claims_besides(self._book.connection, *key, since, until, besides)
                if besides
                else occupied.claims(self._book.connection, *key, since, until)
            )
            standing = self._holds.standing.get(key)
            found[key] = sorted([*rows, *standing]) if standing else rows
        return found

    def _of_patient(self, span: Interval) -> Sequence[Stretch]:
        patient = self.question.patient
        if patient is None:
            return ()
        since, until = span.start - DAY, span.end + REACH
        return occupied.of_patient(self._book.connection, patient, since, until, self._now, self._besides)

    def _with_the_usual_first(self, question: Question) -> Question:
        """Put whom the patient usually sees first, or whom a calendar keeps the patient with (C55)."""
        one = usual_practitioner(self._book, question, self._now)
        if one is None:
            return question
        return replace(question, parts=tuple(_first(part, one) for part in question.parts))

    def _in_order(self, span: Interval) -> Question:
        """Put those with the fewest bookings in a span first within a tier, where that is asked for (C48)."""
        asked = self.question
        if not asked.evenly or asked.team is not Team.ANY or all(len(part.who) < 2 for part in asked.parts):
            return asked
        if asked.calendar is not None:
            booked = self._booked(asked.calendar, span)
            load = Counter(one.practitioner for one in booked if span.contains(one.start))
        else:
            load = self._load(span)
        return replace(asked, parts=tuple(_by_load(part, load) for part in asked.parts))

    def _load(self, span: Interval) -> Counter[Id | None]:
        people = {person for part in self.question.parts for person in part.who}
        return Counter(occupied.how_many(self._book.connection, people, span.start, span.end))


def usual_practitioner(book: Familiar, question: Question, now: Instant) -> Id | None:
    """Give whom a calendar keeps the patient with, or whom the patient belongs to or saw most in two years."""
    if question.patient is None or question.team is not Team.ANY:
        return None
    if question.calendar is not None:
        if not book.get(Calendar, question.calendar).sticky_patient:
            return None
        before = occupied.seen(book.connection, question.patient, 0, question.calendar)
        return max(before, key=lambda row: (row[2], row[0]))[0] if before else None
    patient = book.get(Patient, question.patient)
    if patient.practitioner_id is not None:
        return patient.practitioner_id
    before = occupied.seen(book.connection, patient.id, now - TWO_YEARS)
    return max(before, key=lambda row: (row[1], row[2], row[0]))[0] if before else None


def moved_with(book: Reading, visit: Id | None) -> Sequence[Appointment]:
    """Give a visit that is being moved with the rows of its booking that move with it, by start."""
    if visit is None:
        return ()
    # Only what is moved asks for it, and a first search has no time to lose.
    from frontdesk.store import families

    held = book.get(Appointment, visit)
    if held.booking_id is None:
        return (held,)
    rows = families.rows_of(book.connection, held.booking_id)
    return [row for row in rows if row.id == held.id or row.status not in STAYING]


def _holds_of(book: Familiar, now: Instant, besides: frozenset[int]) -> _Holds:
    standing: dict[Key, list[Stretch]] = {}
    of: dict[Key, set[int]] = {}
    for each in occupied.holds(book.connection):
        key = (each.subject, each.subject_id, each.unit)
        of.setdefault(key, set()).add(each.appointment)
        if each.expires_at > now and each.appointment not in besides:
            standing.setdefault(key, []).append((each.start, each.end))
    return _Holds({key: sorted(found) for key, found in standing.items()}, {k: frozenset(v) for k, v in of.items()})


def sessions_of(booked: Iterable[occupied.Booked], span: Interval, patient: Id | None) -> list[Session]:
    """Give the shared times that begin within a span, as one who asks for that patient sees them."""
    return [
        Session(
            one.id, one.practitioner, Instant(one.start), Instant(one.end), one.heads, one.seats, patient in one.people
        )
        for one in booked
        if one.seats is not None and span.contains(one.start)
    ]


def _own(booked: Sequence[occupied.Booked]) -> list[Stretch]:
    return sorted((one.start - one.before, one.end + one.after) for one in booked)


def _counted(booked: Sequence[occupied.Booked], home: str) -> dict[date, int]:
    found: dict[date, int] = {}
    for one in booked:
        day = local_date(one.start, home)
        found[day] = found.get(day, 0) + one.heads
    return found


def _first(part: Part, one: Id) -> Part:
    if one not in part.who:
        return part
    tiers = dict(zip(part.who, part.tiers or (0,) * len(part.who), strict=True))
    tiers[one] = min(tiers.values()) - 1
    who = tuple(sorted(part.who, key=tiers.__getitem__))
    return replace(part, who=who, tiers=tuple(tiers[each] for each in who))


def _by_load(part: Part, load: Mapping[Id | None, int]) -> Part:
    tiers = dict(zip(part.who, part.tiers or (0,) * len(part.who), strict=True))
    who = tuple(sorted(part.who, key=lambda one: (tiers[one], load.get(one, 0), one)))
    return replace(part, who=who, tiers=tuple(tiers[each] for each in who))


def _day_before(start: int) -> Instant:
    return Instant(start - DAY)
