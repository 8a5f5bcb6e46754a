"""Visits put back as they stood at a past moment, in one step that is judged and undone like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from frontdesk.domain.appointment import Appointment, Attendee
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.changes import Change
from frontdesk.domain.errors import Clash, Conflict, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_date
from frontdesk.domain.location import Location, Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.series import Series
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.past import moment_of, span_of
from frontdesk.services.past_differences import KEPT, VISIT, Difference, Pair, pairs_of, pairs_on, told
from frontdesk.services.restoring_bookings import together, with_their_bookings
from frontdesk.services.restoring_hindrances import CLOSING, in_the_way
from frontdesk.store import journal
from frontdesk.store.past import Past
from frontdesk.store.work import Reading


class Clashing(StrEnum):
    """What becomes of visits whose time is not free any more: all stay as they are, or those alone."""

    REFUSE = "refuse"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class RestoredRow:
    """What was done about one visit, or would be. A visit that was not there then is archived.

    `done` is False where it stays as it is: for the `clashes`, or because a record that it needs, of the kind `gone`,
    is no longer in the book. Both are told of every row of a booking when they keep one back. `unseated` are those for
    whom a class has no seat any more; where nothing else differs, it stays as it is too.
    """

    difference: Difference
    done: bool
    clashes: tuple[Clash, ...] = ()
    gone: str = ""
    unseated: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `seq` is the number of the step, None where nothing was written."""

    seq: int | None
    rows: tuple[RestoredRow, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """One visit on its way back: the row it gets, and what keeps it from it."""

    pair: Pair
    row: Mapping[str, Any] | None
    visit: Appointment | None
    unseated: tuple[Id, ...] = ()
    gone: str = ""
    clashes: tuple[Clash, ...] = ()

    @property
    def hindered(self) -> bool:
        """Tell whether it has to stay as it is."""
        return bool(self.clashes or self.gone)

    @property
    def idle(self) -> bool:
        """Tell whether it stands already as it would: what differed has followed its patient, or a seat is lacking."""
        now = self.pair.now
        return now is not None and self.row is not None and not _differing(self.row, now).keys() - KEPT


@dataclass(frozen=True, slots=True)
class Meant:
    """Which moment and which visits are meant, as it was asked."""

    at: Instant | None
    seq: int | None
    ids: tuple[Id, ...] | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of every visit that is meant and differs; `seq` is the changeset that they go back to."""

    seq: int
    returns: tuple[Return, ...]


def checked(at: Instant | None, seq: int | None, ids: Sequence[Id] | None, day: date | None) -> Meant:
    """Give what is meant, refusing what says neither visits nor a day, or both."""
    many = checks.all_known_or_none(ids, field="ids")
    if (many is None) == (day is None):
        got = "neither" if day is None else "both"
        raise Invalid("visits_or_day", field="ids", got=got, allowed="one of ids and day")
    return Meant(at, seq, many, None if day is None else checked_date(day, field="day"))


def planned(book: Reading, meant: Meant, now: Instant) -> Plan:
    """Work out what every visit would become, and what is in the way of any.

    Those that are hindered stay where they are, and may be in the way of others then.
    """
    number, moment = moment_of(book, meant.at, meant.seq)
    past = Past(book.connection, number)
    pairs = _pairs(book, past, moment, meant)
    plan = [_returning(book, pair, now) for pair in pairs]
    plan = [each for each in plan if not each.idle or each.unseated]
    bookings = together(each.pair for each in plan)
    plan = _as_one(plan, bookings)
    every = {each.pair.id: _in_the_way(book, past, each) for each in plan}
    while True:
        going = {each.pair.id for each in plan if not each.hindered}
        left = {one: tuple(c for c in clashes if c.appointment_id not in going) for one, clashes in every.items()}
        found = [each if each.hindered else replace(each, clashes=left[each.pair.id]) for each in plan]
        found = _as_one(found, bookings)
        if found == plan:
            return Plan(number, tuple(plan))
        plan = found


def _in_the_way(book: Reading, past: Past, each: Return) -> tuple[Clash, ...]:
    if each.visit is None or each.gone:
        return ()
    return in_the_way(book, past, each.visit, None if each.pair.now is None else VISIT.of(each.pair.now))


def _as_one(plan: list[Return], bookings: Sequence[frozenset[int]]) -> list[Return]:
    """Let what hinders one row of a booking hinder all of them: half a booking is none."""
    found = {each.pair.id: each for each in plan}
    for rows in bookings:
        held = [found[one] for one in sorted(rows) if found[one].hindered]
        clashes = tuple(dict.fromkeys(clash for each in held for clash in each.clashes))
        gone = next((each.gone for each in held if each.gone), "")
        found.update((one, replace(found[one], clashes=clashes, gone=gone)) for one in rows if held)
    return [found[each.pair.id] for each in plan]


def _pairs(book: Reading, past: Past, at: Instant, meant: Meant) -> list[Pair]:
    """Give the visits that are meant and differ: some, or all of a day, each with the rows of its booking."""
    if meant.ids is not None:
        _check_known(book, meant.ids)
        return pairs_of(book, past, with_their_bookings(book, past, meant.ids), at)
    assert meant.day is not None
    found = pairs_on(book, past, span_of(book, meant.day, None), at)
    return pairs_of(book, past, with_their_bookings(book, past, (pair.id for pair in found)), at)


def _check_known(book: Reading, ids: Sequence[Id]) -> None:
    """Refuse ids that no visit has or ever had."""
    there = book.some(Appointment, ids)
    gone = [one for one in ids if one not in there]
    lived = journal.times_changed(book.connection, VISIT.name, gone)
    for one in gone:
        if one not in lived:
            raise NotFound(VISIT.name, one)


def _returning(book: Reading, pair: Pair, now: Instant) -> Return:
    if pair.then is None:
        assert pair.now is not None
        row = {**pair.now, "archived_at": now}
        return Return(pair, row, None)
    then: dict[str, Any] = {"updated_at": now, **pair.then}
    if pair.now is not None:
        then.update((name, pair.now[name]) for name in KEPT if name in pair.now and name != "status_at")
    else:
        then["seats_until"] = None
        if then.get("series_id") is not None and book.find(Series, then["series_id"]) is None:
            then.update(series_id=None, recurrence_id=None)
    visit = _merged_patients(book, VISIT.of(then))
    visit, unseated = _seated(visit, None if pair.now is None else VISIT.of(pair.now))
    return Return(pair, VISIT.row(visit), visit, unseated, _gone(book, visit))


def _merged_patients(book: Reading, visit: Appointment) -> Appointment:
    """Give a visit to whom its patients have been merged into since."""
    ids = {one.id for one in visit.attendees} | ({visit.patient_id} if visit.patient_id is not None else set())
    into = {one: _lead(book, patient) for one, patient in book.some(Patient, ids).items()}
    attendees = {into.get(one.id, one.id): replace(one, id=into.get(one.id, one.id)) for one in visit.attendees}
    patient = visit.patient_id
    return replace(
        visit,
        patient_id=patient if patient is None else into.get(patient, patient),
        attendees=tuple(attendees.values()),
    )


def _lead(book: Reading, patient: Patient) -> Id:
    seen = {patient.id}
    while patient.merged_into is not None and patient.merged_into not in seen:
        seen.add(patient.merged_into)
        patient = book.get(Patient, patient.merged_into)
    return patient.id


def _seated(visit: Appointment, now: Appointment | None) -> tuple[Appointment, tuple[Id, ...]]:
    """Give a class those who come now, and those who came then as far as there are seats; and who has none.

    Offers of seats that were open then have long been answered.
    """
    came = tuple(one for one in visit.attendees if one.held_until is None)
    if visit.max_attendees is None or not visit.group:
        return replace(visit, attendees=came), ()
    there = () if now is None else now.attendees
    guests = visit.guests if now is None else now.guests
    seats = max(visit.max_attendees, len(there) + len(guests))
    missing: list[Attendee] = [one for one in came if all(one.id != other.id for other in there)]
    free = seats - len(there) - len(guests)
    unseated = tuple(one.id for one in missing[max(free, 0) :])
    attendees = (*there, *missing[: max(free, 0)])
    return replace(visit, attendees=attendees, guests=guests, max_attendees=seats), unseated


def _gone(book: Reading, visit: Appointment) -> str:
    """Name the kind of a record that a visit needs and that is not in the book any more; nothing where all are."""
    needed: tuple[tuple[str, type[Any], Id | None], ...] = (
        ("practitioner", Practitioner, visit.practitioner_id),
        ("location", Location, visit.location_id),
        ("room", Room, visit.room_id),
        ("service", Service, visit.service_id),
        ("calendar", Calendar, visit.calendar_id),
        ("patient", Patient, visit.patient_id),
        *(("patient", Patient, one.id) for one in visit.attendees),
    )
    return next((name for name, kind, one in needed if one is not None and book.find(kind, one) is None), "")


def refuse(plan: Plan) -> None:
    """Refuse when anything is in the way of any visit: Conflict lists every clash, Stale what is gone.

    Conflict is `closed` where nobody holds the time, but blocks or closures lie over it.
    """
    hindered = [each for each in plan.returns if each.hindered]
    gone = next((each for each in hindered if each.gone), None)
    clashes = tuple(dict.fromkeys(clash for each in hindered for clash in each.clashes))
    if clashes:
        closed = all(clash.kind in CLOSING for clash in clashes)
        raise Conflict("closed" if closed else "time_taken", clashes)
    if gone is not None:
        raise Stale("gone_since", kind=gone.gone, id=str(gone.pair.id))


def changes_of(plan: Plan) -> list[Change]:
    """Give the changes that restore what nothing is in the way of, those that free time first."""
    going = [each for each in plan.returns if not each.hindered and not each.idle]
    return [_change(each) for each in sorted(going, key=lambda each: (each.pair.now is None, each.visit is not None))]


def _change(each: Return) -> Change:
    assert each.row is not None
    if each.pair.now is None:
        row = {name: held for name, held in each.row.items() if name not in ("version", "updated_at")}
        return Change(VISIT.name, each.pair.id, None, row)
    now, after = each.pair.now, _differing(each.row, each.pair.now)
    return Change(VISIT.name, each.pair.id, {name: now.get(name) for name in after}, after)


def _differing(row: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a row says otherwise than it stands now."""
    told = {name: held for name, held in row.items() if name not in ("version", "updated_at")}
    return {name: held for name, held in told.items() if name not in now or now[name] != held}


def reply(book: Reading, plan: Plan, seq: int | None) -> Restored:
    """Tell row by row what was done, or would be."""
    rows = zip(told(book, (each.pair for each in plan.returns)), plan.returns, strict=True)
    return Restored(
        seq,
        tuple(
            RestoredRow(difference, not (each.hindered or each.idle), each.clashes, each.gone, each.unseated)
            for difference, each in rows
        ),
    )
