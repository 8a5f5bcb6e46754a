"""The visits that an absence touches: which have to be seen to, which stay, and who their patients are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from frontdesk.domain import booking as rules
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.patient import Patient
from frontdesk.domain.service import Service
from frontdesk.domain.sick_day import How
from frontdesk.services import families
from frontdesk.store import affected
from frontdesk.store.work import Reading

_TO_COME = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED)


class Kind(StrEnum):
    """What a touched visit is: of one patient, a class of several, or a meeting of the staff alone."""

    VISIT = "visit"
    CLASS = "class"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Touched:
    """A visit that an absence touches, with all rows of its booking that are still to come, by start.

    `mine` are those of the one who is away; `first` is the first of them, by which the visit is named.
    """

    first: Appointment
    mine: tuple[Appointment, ...]
    rows: tuple[Appointment, ...]
    kind: Kind
    people: tuple[Id, ...]

    @property
    def heads(self) -> int:
        """Count whom a change disturbs: the patients, at least one."""
        return max(1, len(self.people))

    @property
    def service(self) -> Id | None:
        """Give the one service that it is for, or None where there is none or several."""
        found = {row.service_id for row in self.rows if row.service_id is not None and row.takes_time}
        return found.pop() if len(found) == 1 else None

    @property
    def can_wait(self) -> bool:
        """Tell whether its patient can wait for another time on the list: one patient, and one service to wait for."""
        return self.kind is Kind.VISIT and len(self.people) == 1 and self.service is not None

    @property
    def ways(self) -> frozenset[How]:
        """Give what it may become at all, were everybody free: a class keeps its time, a meeting stays or goes."""
        found = {How.LEAVE, How.CANCEL}
        if self.kind is not Kind.STAFF:
            found.add(How.COLLEAGUE)
        if self.kind is Kind.VISIT:
            found.add(How.MOVE)
        return frozenset(found | {How.WAIT} if self.can_wait else found)


@dataclass(frozen=True, slots=True)
class Found:
    """What an absence touches: what has to be seen to by start, and what stays because it has begun or is over."""

    touched: tuple[Touched, ...]
    staying: tuple[Appointment, ...]
    people: Mapping[int, Patient]
    services: Mapping[int, Service]


def found(book: Reading, practitioner: Id, span: Interval, now: Instant) -> Found:
    """Read what an absence touches; times that are only held are nobody's visits yet, and what is past stays."""
    lines = affected.rows(book.connection, span.start, span.end, practitioner=practitioner)
    held = book.some(Appointment, [row[0] for row in lines])
    rows = sorted(held.values(), key=lambda row: (row.start, row.id))
    to_come = [row for row in rows if row.status in _TO_COME and row.end > now]
    touched = [_touched(book, some) for some in _bookings(to_come)]
    ids = {one for each in touched for one in each.people}
    services = {row.service_id for each in touched for row in each.rows if row.service_id is not None}
    staying = tuple(row for row in rows if row not in to_come)
    return Found(tuple(touched), staying, book.some(Patient, ids), book.some(Service, services))


def _bookings(rows: Sequence[Appointment]) -> list[list[Appointment]]:
    """Put the rows of one booking together."""
    by: dict[Id, list[Appointment]] = {}
    for row in rows:
        by.setdefault(row.booking_id or row.id, []).append(row)
    return list(by.values())


def _touched(book: Reading, mine: Sequence[Appointment]) -> Touched:
    first = mine[0]
    every = families.rows_of(book, first)
    rows = tuple(row for row in every if row.status in _TO_COME and row.archived_at is None)
    people = dict.fromkeys(one for row in rows for one in _people(row))
    kind = Kind.CLASS if first.group else Kind.VISIT if people else Kind.STAFF
    return Touched(first, tuple(mine), rows, kind, tuple(people))


def _people(row: Appointment) -> Sequence[Id]:
    return row.reference_patients if row.internal else [one.id for one in row.attendees if one.held_until is None]


def moved_rows(book: Reading, visit: Touched, start: Instant, end: Instant, person: Id | None) -> list[Appointment]:
    """Give all rows of a visit as they are when its first one goes to a time, and those of the absent to a person.

    Buffers that face each other come back where a part goes to someone else.
    """
    to = Interval(start, end)
    mine = {row.id for row in visit.mine}
    rows = []
    for row in visit.rows:
        there = rules.along(row.interval, visit.first.interval, to)
        who = person if row.id in mine else row.practitioner_id
        rows.append(replace(row, start=there.start, end=there.end, practitioner_id=who, override_reason=None))
    if len(rows) > 1 and person != visit.first.practitioner_id and visit.first.service_id is not None:
        return list(rules.joined(rows, families.own_buffers(book, visit.rows)))
    return rows
