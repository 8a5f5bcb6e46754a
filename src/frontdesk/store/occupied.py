"""Read what takes time within a span: claims, blocks, holds, a calendar's bookings, a patient's visits.

Every look is bounded below: a claim is at most a day long, and longer entries have an index of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select, text, union_all

from frontdesk.domain.appointment import NOT_OCCUPYING, EventType
from frontdesk.domain.claim import LONGEST_CLAIM, Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.compiled import Compiled
from frontdesk.store.holds import standing
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE, CLAIM, LONG
from frontdesk.store.tables.locations import ROOM

A, C = APPOINTMENT.c, CLAIM.c
_SUBJECTS = {code: subject for subject, code in SUBJECT_CODES.items()}
_OF_ONE = (
    C.subject == bindparam("subject"),
    C.subject_id == bindparam("the_id"),
    C.unit == bindparam("unit"),
    C.starts_at > bindparam("lowest"),
    C.starts_at < bindparam("until"),
)
_CLAIMS = Compiled(select(C.starts_at, C.ends_at).where(*_OF_ONE).order_by(C.starts_at))
_OWNED = Compiled(select(C.starts_at, C.ends_at, C.appointment_id).where(*_OF_ONE).order_by(C.starts_at))
_MANY = Compiled(select(func.count()).where(*_OF_ONE))
_HOLDS = Compiled(
    select(A.id, A.expires_at, C.subject, C.subject_id, C.unit, C.starts_at, C.ends_at)
    .join(CLAIM, C.appointment_id == A.id)
    # A range of the index of holds: told only that there is a value, SQLite would rather go through all claims.
    .where(A.expires_at > bindparam("ever"))
)
_BLOCK = f"event_type = '{EventType.BLOCK.value}'"
# Said so, the database does not go through all blocks there ever were, to find the few long ones.
_BLOCK_UNSORTED = f"event_type || '' = '{EventType.BLOCK.value}'"
_STANDS = " AND ".join(["archived_at IS NULL", *(f"status <> '{one.value}'" for one in sorted(NOT_OCCUPYING))])
_BLOCK_COLUMNS = (A.practitioner_id, A.calendar_id, A.starts_at, A.ends_at)
_BLOCKS = Compiled(
    union_all(
        select(*_BLOCK_COLUMNS).where(
            text(_BLOCK),
            text(_STANDS),
            A.starts_at > bindparam("lowest"),
            A.starts_at < bindparam("until"),
            A.ends_at > bindparam("since"),
        ),
        select(*_BLOCK_COLUMNS).where(
            text(LONG),
            text(_BLOCK_UNSORTED),
            text(_STANDS),
            A.starts_at <= bindparam("lowest"),
            A.ends_at > bindparam("since"),
        ),
    )
)
_TAKES_TIME = and_(
    text(_STANDS), A.occupies.is_(True), A.event_type != EventType.BLOCK.value, A.internal.is_(False), standing()
)
_ROOM_FOR = select(ROOM.c.capacity).where(ROOM.c.id == A.room_id).scalar_subquery()
# A class has no more seats than its room, which may be another than its calendar would have chosen.
_SEATS = case((A.max_attendees > _ROOM_FOR, _ROOM_FOR), else_=A.max_attendees)
_BOOKED = Compiled(
    select(
        A.id,
        A.practitioner_id,
        A.starts_at,
        A.ends_at,
        A.buffer_before,
        A.buffer_after,
        _SEATS,
        A.patient_id,
        A.attendees,
        A.guests,
    )
    .where(
        A.calendar_id == bindparam("calendar"),
        A.starts_at > bindparam("lowest"),
        A.starts_at < bindparam("until"),
        _TAKES_TIME,
    )
    .order_by(A.starts_at, A.id)
)
_AROUND = (A.starts_at > bindparam("lowest"), A.starts_at < bindparam("until"), A.ends_at > bindparam("since"))
_OF_PATIENT = Compiled(
    union_all(
        select(A.id, A.starts_at, A.ends_at).where(A.patient_id == bindparam("patient"), *_AROUND, _TAKES_TIME),
        select(A.id, A.starts_at, A.ends_at)
        .join(ATTENDEE, ATTENDEE.c.appointment_id == A.id)
        .where(ATTENDEE.c.patient_id == bindparam("patient"), *_AROUND, _TAKES_TIME),
    )
)
_SEEN = Compiled(
    select(A.practitioner_id, func.count(), func.max(A.starts_at))
    .where(
        A.patient_id == bindparam("patient"),
        A.starts_at > bindparam("since"),
        A.practitioner_id.is_not(None),
        text(_STANDS),
        or_(bindparam("calendar") == 0, A.calendar_id == bindparam("calendar")),
    )
    .group_by(A.practitioner_id)
)

Stretch = tuple[int, int]


class Held(NamedTuple):
    """One claim of a hold, whether it still stands or has run out."""

    appointment: Id
    expires_at: int
    subject: Subject
    subject_id: Id
    unit: int
    start: int
    end: int


class Booked(NamedTuple):
    """One booking of a calendar that takes time."""

    id: Id
    practitioner: Id | None
    start: int
    end: int
    before: int
    after: int
    seats: int | None
    heads: int
    people: tuple[Id, ...]


def claims(connection: Connection, subject: Subject, id: Id, unit: int, since: int, until: int) -> Sequence[Stretch]:
    """Read from when to when a subject is claimed, by start: everything that reaches into a span, and a little more."""
    found: Any = _CLAIMS.rows(connection, _span(subject, id, unit, since, until))
    return found  # type: ignore[no-any-return]


def claims_besides(
    connection: Connection, subject: Subject, id: Id, unit: int, since: int, until: int, besides: frozenset[int]
) -> Sequence[Stretch]:
    """Read the same without the claims of some appointments."""
    rows = _OWNED.rows(connection, _span(subject, id, unit, since, until))
    return [(start, end) for start, end, owner in rows if owner not in besides]


def how_many(connection: Connection, practitioners: Iterable[Id], since: int, until: int) -> dict[Id, int]:
    """Count the claims of each practitioner that begin within a span."""
    one = {"subject": SUBJECT_CODES[Subject.PRACTITIONER], "unit": 1, "lowest": since - 1, "until": until}
    return {each: _MANY.rows(connection, {**one, "the_id": each})[0][0] for each in practitioners}


def holds(connection: Connection) -> list[Held]:
    """Read the claims of every hold; there are hardly ever more than a few."""
    rows = _HOLDS.rows(connection, {"ever": 0})
    return [Held(row[0], row[1], _SUBJECTS[row[2]], *row[3:]) for row in rows]


def blocks(connection: Connection, since: int, until: int) -> dict[Id, list[Stretch]]:
    """Read the blocks within a span, those of each practitioner and of each calendar by their ids, by start."""
    found: dict[Id, list[Stretch]] = {}
    for practitioner, calendar, start, end in _BLOCKS.rows(connection, _bounds(since, until)):
        found.setdefault(calendar if practitioner is None else practitioner, []).append((start, end))
    for each in found.values():
        each.sort()
    return found


def booked(connection: Connection, calendar: Id, since: int, until: int, now: int) -> list[Booked]:
    """Read the bookings of a calendar that begin within a span or a day before it, by start."""
    rows = _BOOKED.rows(connection, {"calendar": calendar, "lowest": since - DAY, "until": until, "now": now})
    found = []
    for *told, patient, attendees, guests in rows:
        people = _standing(attendees, now)
        found.append(Booked._make((*told, _counted(told[-1], patient, people, guests), _people(patient, people))))
    return found


def of_patient(
    connection: Connection, patient: Id, since: int, until: int, now: int, besides: Iterable[int]
) -> list[Stretch]:
    """Read when a patient has other visits within a span, by start."""
    rows = _OF_PATIENT.rows(connection, {"patient": patient, "now": now, **_bounds(since, until)})
    left = frozenset(besides)
    return sorted({(start, end) for one, start, end in rows if one not in left})


def seen(connection: Connection, patient: Id, since: int, calendar: Id | None = None) -> list[tuple[Id, int, int]]:
    """Read whom a patient has visits with since an instant, in a calendar or anywhere: how many, and the last."""
    rows = _SEEN.rows(connection, {"patient": patient, "since": since, "calendar": calendar or 0})
    return [(row[0], row[1], row[2]) for row in rows]


def _span(subject: Subject, id: Id, unit: int, since: int, until: int) -> dict[str, int]:
    lowest = since - LONGEST_CLAIM - 1
    return {"subject": SUBJECT_CODES[subject], "the_id": id, "unit": unit, "lowest": lowest, "until": until}


def _bounds(since: int, until: int) -> dict[str, int]:
    return {"since": since, "until": until, "lowest": since - DAY}


def _standing(attendees: Sequence[Any] | None, now: int) -> Sequence[Any] | None:
    """Leave out those whose seat was only held and has run out: until when stands at the end, mostly not at all."""
    if not attendees or all(len(each) < 6 for each in attendees):
        return attendees
    return [each for each in attendees if len(each) < 6 or each[5] > now]


def _counted(seats: int | None, *people: Any) -> int:
    """Count the people of a booking; one that has nobody yet, such as a hold, counts as one, a class as it is."""
    return _heads(*people) if seats is not None else max(1, _heads(*people))


def _people(patient: Id | None, attendees: Sequence[Any] | None) -> tuple[Id, ...]:
    if attendees:
        return tuple(each[0] for each in attendees)
    return () if patient is None else (patient,)


def _heads(patient: Id | None, attendees: Sequence[Any] | None, guests: Sequence[str] | None) -> int:
    """Count the people of a row; a single patient stands in the row itself."""
    return (len(attendees) if attendees else int(patient is not None)) + len(guests or ())
