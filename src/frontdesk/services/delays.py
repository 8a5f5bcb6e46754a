"""Practitioners who run late: worked out from the day, or as somebody typed it, and who should be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, Attendance, Attendee, Status
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.delay import LONGEST_DELAY, Delay
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_date, local_date, start_of_day
from frontdesk.domain.lateness import Expected, Lateness, Planned, Stage, Typed, lateness
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services import checks
from frontdesk.services.operations import Area, operation
from frontdesk.store import counter
from frontdesk.store.work import Reading

_STAGES = {
    Status.ARRIVED.value: Stage.ARRIVED,
    Status.IN_PROGRESS.value: Stage.IN,
    Status.COMPLETED.value: Stage.DONE,
}


@dataclass(frozen=True, slots=True)
class ToPhone:
    """One who should be told that it will be later; of a class each of its people is one."""

    id: Id
    name: str
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedVisit:
    """When a visit that has not begun will begin, and whether its people, who are not there yet, should be phoned."""

    id: Id
    start: Instant
    expected_start: Instant
    phone: bool
    people: tuple[ToPhone, ...] = ()


@dataclass(frozen=True, slots=True)
class DelayOfDay:
    """How many whole minutes late a practitioner runs at present, and what comes of it.

    With `typed` somebody said so, `said` minutes at `said_at`: then `minutes` is what is left of it by now. `visits`
    are those that have not begun, by start; those to be phoned come soonest first.
    """

    practitioner: Id
    name: str
    minutes: int
    typed: bool
    visits: tuple[ExpectedVisit, ...]
    said: int | None = None
    said_by: str = ""
    said_at: Instant | None = None


class Delays(Area):
    """Operations on delays. Dates are of the clinic's zone."""

    @operation("delays.of_day", right=Right.SEE)
    def of_day(self, *, day: date) -> tuple[DelayOfDay, ...]:
        """Tell who runs late on a date, and when the visits behind that will begin, by the order of the team.

        A visit that overruns makes late, and one whose patient waits though its time has come; gaps take from it. A
        practitioner who is on time is there only when a delay was typed. A day that is over has none.
        """
        day, now = checked_date(day, field="day"), self._clinic.clock()
        with self._book.reading() as book:
            return tuple(_told(book, late) for late in late_on(book, day, now))

    @operation("delays.put", right=Right.STATUS)
    def put(self, *, practitioner: Id, day: date, minutes: int | None, trial: bool = False) -> DelayOfDay:
        """Say how late a practitioner runs on a date, in place of what the day tells, and give what comes of it.

        0 to 720 minutes; null takes back what was said. Invalid `day_over` for a date that has passed, `archived` for a
        practitioner who was put away. With `trial` nothing is written, and the reply tells what would come of it.
        """
        day = checked_date(day, field="day")
        checks.known(practitioner, field="practitioner")
        if minutes is not None and not 0 <= checks.whole(minutes, field="minutes") <= LONGEST_DELAY:
            raise Invalid("bad_delay", field="minutes", got=minutes, allowed=f"0 to {LONGEST_DELAY}")
        if checks.yes_or_no(trial, field="trial"):
            return self._tried(practitioner, day, minutes)
        with self._clinic.writing("delays.put", lambda: _words(minutes)) as work:
            one = work.get(Practitioner, practitioner)
            if minutes is not None:
                _check_to_come(work, one, day, work.now)
            held = counter.delay(work.connection, practitioner, day.isoformat())
            if minutes is None:
                work.remove(*() if held is None else (held,))
            elif held is not None:
                said = replace(held, minutes=minutes, said_by=self._clinic.actor.id, said_at=work.now)
                work.replace(held, said)
            else:
                made = Delay(
                    id=work.new_id(),
                    practitioner_id=one.id,
                    day=day,
                    minutes=minutes,
                    said_by=self._clinic.actor.id,
                    said_at=work.now,
                )
                work.create(made)
            return _of(work, one, late_on(work, day, work.now))

    def _tried(self, practitioner: Id, day: date, minutes: int | None) -> DelayOfDay:
        """Tell what would come of a delay."""
        now, said = self._clinic.clock(), None
        with self._book.reading() as book:
            one = book.get(Practitioner, practitioner)
            if minutes is not None:
                _check_to_come(book, one, day, now)
                said = Delay(
                    id=Id(0),
                    practitioner_id=one.id,
                    day=day,
                    minutes=minutes,
                    said_by=self._clinic.actor.id,
                    said_at=now,
                )
            return _of(book, one, late_on(book, day, now, {one.id: said}))


def _of(book: Reading, one: Practitioner, found: Iterable[Late]) -> DelayOfDay:
    """Tell of one practitioner among those who run late, or that they are on time."""
    mine = next((late for late in found if late.who.id == one.id), None)
    return DelayOfDay(one.id, one.name, 0, typed=False, visits=()) if mine is None else _told(book, mine)


def _check_to_come(book: Reading, one: Practitioner, day: date, now: Instant) -> None:
    """Refuse to say a delay that nobody can have any more."""
    if one.archived_at is not None:
        raise Invalid("archived", field="practitioner", got=str(one.id), allowed="one that is not archived")
    today = local_date(now, book.get(Profile, THE_CLINIC).zone)
    if day < today:
        raise Invalid("day_over", field="day", got=day.isoformat(), allowed=f"{today.isoformat()} or later")


def _words(minutes: int | None) -> str:
    return "Delay taken back" if minutes is None else f"{minutes} minutes late"


@dataclass(frozen=True, slots=True)
class Late:
    """A practitioner who runs late, what was typed, and the visits of the day."""

    who: Practitioner
    lateness: Lateness
    said: Delay | None
    rows: Sequence[counter.OfDay]


def late_on(
    book: Reading, day: date, now: Instant, instead: Mapping[Id, Delay | None] = MappingProxyType({})
) -> list[Late]:
    """Give the practitioners who run late on a date or were said to, in the order of the team.

    `instead` is what is taken as said of some of them in place of what the book has.
    """
    zone = book.get(Profile, THE_CLINIC).zone
    start, end = start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)
    said_of = {each.practitioner_id: each for each in counter.delays(book.connection, day.isoformat())}
    typed: dict[Id, Delay | None] = {**said_of, **instead}
    rows: dict[Id, list[counter.OfDay]] = {one: [] for one in typed}
    for row in counter.of_day(book.connection, start, end, now):
        if row.practitioner_id is not None:
            rows.setdefault(row.practitioner_id, []).append(row)
    people = book.some(Practitioner, rows)
    found = []
    for one in sorted(people.values(), key=lambda p: (p.position, p.id)):
        said = typed.get(one.id)
        spoken = None if said is None else Typed(said.minutes, said.said_at)
        late = lateness(planned(rows[one.id]), now, closes=end, typed=spoken)
        if said is not None or late.minutes:
            found.append(Late(one, late, said, rows[one.id]))
    return found


def planned(rows: Iterable[counter.OfDay]) -> list[Planned]:
    """Give visits as lateness is worked out from."""
    return [
        Planned(
            row.id,
            Instant(row.start),
            Instant(row.end),
            _STAGES.get(row.status, Stage.TO_COME),
            row.buffer_before,
            row.buffer_after,
            None if row.actual_start is None else Instant(row.actual_start),
            None if row.arrived_at is None else Instant(row.arrived_at),
        )
        for row in rows
    ]


def _told(book: Reading, late: Late) -> DelayOfDay:
    one, said = late.who, late.said
    rows = {row.id: row for row in late.rows}
    visits = tuple(_visit(each, _people(book, rows[each.id]) if each.phone else ()) for each in late.lateness.visits)
    minutes = late.lateness.minutes
    if said is None:
        return DelayOfDay(one.id, one.name, minutes, typed=False, visits=visits)
    return DelayOfDay(one.id, one.name, minutes, True, visits, said.minutes, said.said_by, said.said_at)


def _visit(one: Expected, people: tuple[ToPhone, ...]) -> ExpectedVisit:
    return ExpectedVisit(one.id, one.start, one.expected, one.phone and bool(people), people)


def _people(book: Reading, row: counter.OfDay) -> tuple[ToPhone, ...]:
    """Give who comes to a visit: its patient, or all of a class who have not said no; nobody for a meeting."""
    if not row.group:
        name = f"{row.given_name or ''} {row.family_name or ''}".strip()
        return () if row.patient_id is None else (ToPhone(row.patient_id, name, tuple(row.phones or ())),)
    ids = [each.id for each in book.get(Appointment, row.id).attendees if _comes(each)]
    known = book.some(Patient, ids)
    return tuple(ToPhone(one, known[one].name, known[one].phones) for one in ids if one in known)


def _comes(one: Attendee) -> bool:
    return one.attendance is not Attendance.DECLINED and not one.no_show and one.held_until is None
