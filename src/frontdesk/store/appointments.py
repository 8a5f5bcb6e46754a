"""Read appointments: pages of them, light ones, and those of a board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy import cast as sql_cast

from frontdesk.domain.appointment import NOT_OCCUPYING, Appointment, EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.store.holds import standing
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE, ENTITY, LONG
from frontdesk.store.tables.counter import WAITLIST
from frontdesk.store.tables.locations import ROOM
from frontdesk.store.tables.patients import PATIENT
from frontdesk.store.tables.practitioners import PRACTITIONER
from frontdesk.store.tables.services import SERVICE

A = APPOINTMENT.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; every part that is given must hold.

    Without a type, blocks are left out unless asked for: they are closed time and no appointments. With `now` holds
    that have run out by then are left out too.
    """

    patient: Id | None = None
    practitioner: Id | None = None
    location: Id | None = None
    start: int | None = None
    end: int | None = None
    statuses: tuple[Status, ...] = ()
    type: EventType | None = None
    archived: bool = False
    calendar: Id | None = None
    blocks: bool = False
    now: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Give the conditions, all of which must hold."""
        found: list[ColumnElement[bool]] = []
        if self.patient is not None:
            attends = select(ATTENDEE.c.appointment_id).where(ATTENDEE.c.patient_id == self.patient)
            found.append(or_(A.patient_id == self.patient, A.id.in_(attends)))
        if self.practitioner is not None:
            found.append(A.practitioner_id == self.practitioner)
        if self.location is not None:
            found.append(A.location_id == self.location)
        if self.statuses:
            found.append(A.status.in_([s.value for s in self.statuses]))
        if self.calendar is not None:
            found.append(A.calendar_id == self.calendar)
        if self.type is not None:
            found.append(A.event_type == self.type.value)
        elif not self.blocks:
            found.append(A.event_type != EventType.BLOCK.value)
        if not self.archived:
            found.append(A.archived_at.is_(None))
        if self.now is not None:
            found.append(standing(self.now))
        found.extend(self._span())
        return found

    def _span(self) -> Iterable[ColumnElement[bool]]:
        if self.end is not None:
            yield A.starts_at < self.end
        if self.start is not None:
            yield A.ends_at > self.start
            # Bounded below: short ones began within a day, and the long ones have an index of their own.
            longer = select(A.id).where(text(LONG), A.starts_at <= self.start - DAY, A.ends_at > self.start)
            yield or_(A.starts_at > self.start - DAY, A.id.in_(longer))


def page(connection: Connection, wanted: Wanted, *, offset: int, limit: int) -> tuple[list[Appointment], int]:
    """Read one page by start then id, and count the whole."""
    conditions = wanted.conditions()
    total = connection.execute(select(func.count()).select_from(APPOINTMENT).where(*conditions)).scalar_one()
    query = select(*ENTITY.columns).where(*conditions).order_by(A.starts_at, A.id).offset(offset).limit(limit)
    return [ENTITY.of_columns(row) for row in connection.execute(query)], total


def every(connection: Connection, wanted: Wanted) -> Iterator[Appointment]:
    """Read all that are wanted, by start then id."""
    query = select(*ENTITY.columns).where(*wanted.conditions()).order_by(A.starts_at, A.id)
    return (ENTITY.of_columns(row) for row in connection.execute(query))


def of_series(connection: Connection, series: Id) -> list[Appointment]:
    """Read all rows of one series, by start then id."""
    query = select(*ENTITY.columns).where(A.series_id == series).order_by(A.starts_at, A.id)
    return [ENTITY.of_columns(row) for row in connection.execute(query)]


def place_in_series(connection: Connection, series: Id, row: Appointment) -> tuple[int, int]:
    """Count the rows of a series up to and with one of them, by start then id, and all of them."""
    before = or_(A.starts_at < row.start, and_(A.starts_at == row.start, A.id <= row.id))
    query = select(func.count().filter(before), func.count()).select_from(APPOINTMENT).where(A.series_id == series)
    number, many = connection.execute(query).one()
    return number, many


LIGHT = (
    select(
        A.id,
        A.title,
        A.status,
        A.starts_at,
        A.ends_at,
        A.zone,
        PATIENT.c.given_name,
        PATIENT.c.family_name,
        PRACTITIONER.c.name.label("practitioner"),
        SERVICE.c.name.label("service"),
    )
    .select_from(APPOINTMENT)
    .join(PATIENT, PATIENT.c.id == A.patient_id, isouter=True)
    .join(PRACTITIONER, PRACTITIONER.c.id == A.practitioner_id, isouter=True)
    .join(SERVICE, SERVICE.c.id == A.service_id, isouter=True)
)


def light(connection: Connection, ids: Sequence[Id], now: int) -> list[Any]:
    """Read only what a hover card or a list of hits shows, by start then id."""
    query = LIGHT.where(A.id.in_(ids), standing(now)).order_by(A.starts_at, A.id)
    return list(connection.execute(query))


def nearest(connection: Connection, patients: Sequence[Id], now: int, limit: int) -> list[Any]:
    """Read the visits that some patients attend in the light form, those nearest to a moment first."""
    attends = select(ATTENDEE.c.appointment_id).where(ATTENDEE.c.patient_id.in_(patients))
    theirs = or_(A.patient_id.in_(patients), A.id.in_(attends))
    query = LIGHT.where(theirs, A.archived_at.is_(None), standing(now))
    return list(connection.execute(query.order_by(func.abs(A.starts_at - now), A.id).limit(limit)))


def near(connection: Connection, ids: Sequence[Id], now: int) -> list[Any]:
    """Read some visits in the light form, those nearest to a moment first."""
    query = LIGHT.where(A.id.in_(ids)).order_by(func.abs(A.starts_at - now), A.id)
    return list(connection.execute(query))


def titles(connection: Connection, now: int, *, ahead: bool, span: int, most: int) -> Iterator[tuple[Id, str]]:
    """Read one by one the titles of visits, from a moment on or back from it, nearest first.

    No index holds titles: `span` in milliseconds and `most`, in rows, keep a book of a million visits from being read
    to its end.
    """
    there = and_(A.starts_at >= now, A.starts_at < now + span)
    back = and_(A.starts_at < now, A.starts_at >= now - span)
    near_first = A.starts_at if ahead else A.starts_at.desc()
    rows = select(A.id, A.title, A.archived_at, A.event_type, A.expires_at)
    bounded = rows.where(there if ahead else back).order_by(near_first).limit(most).subquery()
    kept = (
        bounded.c.title != "",
        bounded.c.archived_at.is_(None),
        bounded.c.expires_at.is_(None),
        bounded.c.event_type != EventType.BLOCK.value,
    )
    with connection.execute(select(bounded.c.id, bounded.c.title).where(*kept)) as found:
        for row in found:
            yield row[0], row[1]


def _heads(held: ColumnElement[Any], otherwise: ColumnElement[bool]) -> ColumnElement[int]:
    """Count who stands in a list of people; an empty one is kept as nothing, as is one patient who attends alone."""
    return case((held.is_(None), sql_cast(otherwise, Integer)), else_=func.json_array_length(held))


W = WAITLIST.c
_WAITING = select(func.count()).select_from(WAITLIST).where(W.appointment_id == A.id, text("state = 'waiting'"))

_BLOCK = (
    A.id,
    A.version,
    A.starts_at,
    A.ends_at,
    A.status,
    A.status_at,
    A.event_type,
    A.practitioner_id,
    A.room_id,
    A.patient_id,
    PATIENT.c.given_name,
    PATIENT.c.family_name,
    PATIENT.c.alert,
    A.title,
    A.service_id,
    A.buffer_before,
    A.buffer_after,
    A.all_day,
    A.occupies,
    A.series_id,
    A.override_reason,
    A.expires_at,
    A.created_by,
    A.max_attendees,
    # Only groups have people of their own to count, and those who wait for a seat.
    case((A.max_attendees.is_not(None), _heads(A.attendees, A.patient_id.is_not(None)) + _heads(A.guests, false()))),
    case((A.max_attendees.is_not(None), _WAITING.scalar_subquery())),
    A.arrived_at,
)
_HIDDEN = tuple(sorted(s.value for s in (Status.CANCELLED, Status.INVALID)))


def _blocks(*narrowed: ColumnElement[bool]) -> Any:
    joined = select(*_BLOCK).select_from(APPOINTMENT).join(PATIENT, PATIENT.c.id == A.patient_id, isouter=True)
    shown = (A.archived_at.is_(None), *narrowed)
    short = joined.where(
        A.starts_at > bindparam("lowest"), A.starts_at < bindparam("end"), A.ends_at > bindparam("start"), *shown
    )
    long = joined.where(text(LONG), A.starts_at <= bindparam("lowest"), A.ends_at > bindparam("start"), *shown)
    return union_all(short, long)


# Built once: making a statement costs more than running it.
_DAY = _blocks(A.status.not_in(_HIDDEN))
_DAY_WHOLE = _blocks()
_OF_ONE = _blocks(A.status.not_in(_HIDDEN), A.practitioner_id == bindparam("practitioner"))
_OF_ONE_WHOLE = _blocks(A.practitioner_id == bindparam("practitioner"))


def blocks(
    connection: Connection, start: int, end: int, *, practitioner: Id | None = None, cancelled: bool = False
) -> list[Any]:
    """Read the rows of a board between two instants, of one practitioner where asked; in no order."""
    span = {"start": start, "end": end, "lowest": start - DAY}
    if practitioner is None:
        return list(connection.execute(_DAY_WHOLE if cancelled else _DAY, span))
    one = {**span, "practitioner": practitioner}
    return list(connection.execute(_OF_ONE_WHOLE if cancelled else _OF_ONE, one))


_LOADS = (
    select(A.practitioner_id, A.starts_at, A.ends_at)
    .where(
        A.starts_at > bindparam("lowest"),
        A.starts_at < bindparam("end"),
        A.ends_at > bindparam("start"),
        A.archived_at.is_(None),
        A.occupies,
        A.event_type != EventType.BLOCK.value,
        A.all_day.is_(False),
        A.status.not_in(sorted(s.value for s in NOT_OCCUPYING)),
        A.practitioner_id.is_not(None),
        standing(),
    )
    .order_by(A.practitioner_id, A.starts_at)
)


def occupied(connection: Connection, start: int, end: int, now: int) -> list[tuple[Id, int, int]]:
    """Read when each practitioner is occupied between two instants, by practitioner then start."""
    rows = connection.execute(_LOADS, {"start": start, "end": end, "lowest": start - DAY, "now": now})
    return [(row[0], row[1], row[2]) for row in rows]


_NAMES_OF_ROOMS = select(ROOM.c.id, ROOM.c.name)
_FACES_OF_SERVICES = select(SERVICE.c.id, SERVICE.c.name, SERVICE.c.hue)


def rooms(connection: Connection) -> dict[Id, str]:
    """Read the names of all rooms."""
    return {row[0]: row[1] for row in connection.execute(_NAMES_OF_ROOMS)}


def services(connection: Connection) -> dict[Id, tuple[str, int]]:
    """Read the names and hues of all services."""
    return {row[0]: (row[1], row[2]) for row in connection.execute(_FACES_OF_SERVICES)}


def same_uid(connection: Connection, uids: Sequence[str]) -> list[Appointment]:
    """Read the appointments that came from outside under any of these uids, archived ones too."""
    found: list[Appointment] = []
    for at in range(0, len(uids), 500):
        query = select(*ENTITY.columns).where(and_(A.uid.is_not(None), A.uid.in_(uids[at : at + 500])))
        found.extend(ENTITY.of_columns(row) for row in connection.execute(query))
    return found
