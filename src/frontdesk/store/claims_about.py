"""Read who has a time, by name: claims of people, rooms and units, blocks, the visits of a calendar or a patient.

Every look is bounded below, as a claim is at most a day long and longer entries have an index of their own; each is
one statement, however many people it asks about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, select, text, union_all

from frontdesk.domain.appointment import NOT_OCCUPYING, EventType
from frontdesk.domain.claim import LONGEST_CLAIM, Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.compiled import Compiled
from frontdesk.store.holds import standing
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE, CLAIM, LONG
from frontdesk.store.tables.patients import PATIENT

A, C = APPOINTMENT.c, CLAIM.c
Row = Sequence[Any]
_STANDS = " AND ".join(
    ["appointment.archived_at IS NULL", *(f"appointment.status <> '{one.value}'" for one in sorted(NOT_OCCUPYING))]
)
_BLOCK = f"event_type = '{EventType.BLOCK.value}'"
# Said so, the database does not go through all blocks there ever were, to find the few long ones.
_BLOCK_UNSORTED = f"event_type || '' = '{EventType.BLOCK.value}'"
_TAKES_TIME = (
    text(_STANDS),
    A.occupies.is_(True),
    A.event_type != EventType.BLOCK.value,
    A.internal.is_(False),
    standing(),
)
# What is told of a visit: its own time, its buffers, what it is called, and of a hold until when and by whom.
_TOLD = (
    A.id,
    A.starts_at,
    A.ends_at,
    A.buffer_before,
    A.buffer_after,
    A.title,
    PATIENT.c.given_name,
    PATIENT.c.family_name,
    A.expires_at,
    A.created_by,
)
_MOST = 1024


def claims_about(
    connection: Connection, wanted: Mapping[Subject, Mapping[Id, int]], since: int, until: int, now: int
) -> list[tuple[Subject, Row]]:
    """Read the claims that share time with a span, of so many units of each subject, by subject.

    A row has the id of the subject, the unit, from and to, and what is told of the visit that has it. A hold that has
    run out has nothing.
    """
    found: list[tuple[Subject, Row]] = []
    bound = {"since": since, "until": until, "lowest": since - LONGEST_CLAIM, "now": now}
    for subject, things in wanted.items():
        if not things:
            continue
        units = range(1, max(1, *things.values()) + 1)
        look = _claims(_padded_to(len(things)), _padded_to(len(units)))
        asked = {**bound, "subject": SUBJECT_CODES[subject], **_padded("id", things), **_padded("unit", units)}
        found += [(subject, row) for row in look.rows(connection, asked)]
    return found


def blocks_about(
    connection: Connection, people: Iterable[Id], calendar: Id | None, since: int, until: int
) -> Sequence[Row]:
    """Read the blocks of some practitioners and of a calendar that share time with a span.

    A row has id, title, start, end, practitioner and calendar.
    """
    who = tuple(people)
    bound = {"since": since, "until": until, "lowest": since - DAY}
    asked = {**_padded("id", who or (Id(0),)), "calendar": calendar or 0}
    return _blocks(_padded_to(len(who) or 1)).rows(connection, {**bound, **asked})


def visits_of_calendar(connection: Connection, calendar: Id, since: int, until: int, now: int) -> Sequence[Row]:
    """Read what is told of the visits of a calendar that may share time with a span, buffers included, by start."""
    bound = {"calendar": calendar, "lowest": since - 2 * DAY, "until": until + DAY, "now": now}
    return _OF_CALENDAR.rows(connection, bound)


def visits_of_patient(connection: Connection, patient: Id, since: int, until: int, now: int) -> Sequence[Row]:
    """Read what is told of the visits of a patient that share time with a span, by start, with the practitioner's id.

    Groups that the patient attends are among them.
    """
    bound = {"patient": patient, "since": since, "until": until, "lowest": since - DAY, "now": now}
    return sorted(set(map(tuple, _OF_PATIENT.rows(connection, bound))), key=lambda row: (row[1], row[0]))


@lru_cache(maxsize=64)
def _claims(ids: int, units: int) -> Compiled:
    return Compiled(
        select(C.subject_id, C.unit, C.starts_at, C.ends_at, *_TOLD)
        .select_from(CLAIM)
        .join(APPOINTMENT, A.id == C.appointment_id)
        .join(PATIENT, PATIENT.c.id == A.patient_id, isouter=True)
        .where(
            C.subject == bindparam("subject"),
            C.subject_id.in_(_places("id", ids)),
            C.unit.in_(_places("unit", units)),
            C.starts_at > bindparam("lowest"),
            C.starts_at < bindparam("until"),
            C.ends_at > bindparam("since"),
            standing(),
        )
    )


@lru_cache(maxsize=16)
def _blocks(ids: int) -> Compiled:
    """Short ones began within a day, and the long ones have an index of their own.

    The sum keeps the database from going through all that the same person ever had, to find those few long ones.
    """
    whose = _places("id", ids)
    short = (A.starts_at > bindparam("lowest"),)
    long = (text(LONG), text(_BLOCK_UNSORTED), A.starts_at <= bindparam("lowest"))
    return Compiled(
        union_all(
            _over(A.practitioner_id.in_(whose), text(_BLOCK), *short),
            _over(A.calendar_id == bindparam("calendar"), text(_BLOCK), *short),
            _over((A.practitioner_id + 0).in_(whose), *long),
            _over(A.calendar_id + 0 == bindparam("calendar"), *long),
        )
    )


def _over(*narrowed: Any) -> Select[Any]:
    return select(A.id, A.title, A.starts_at, A.ends_at, A.practitioner_id, A.calendar_id).where(
        *narrowed, text(_STANDS), A.starts_at < bindparam("until"), A.ends_at > bindparam("since")
    )


def _told(*more: ColumnElement[Any]) -> Select[Any]:
    return select(*_TOLD, *more).select_from(APPOINTMENT).join(PATIENT, PATIENT.c.id == A.patient_id, isouter=True)


_OF_CALENDAR = Compiled(
    _told()
    .where(
        A.calendar_id == bindparam("calendar"),
        A.starts_at > bindparam("lowest"),
        A.starts_at < bindparam("until"),
        *_TAKES_TIME,
    )
    .order_by(A.starts_at, A.id)
)
_AROUND = (A.starts_at > bindparam("lowest"), A.starts_at < bindparam("until"), A.ends_at > bindparam("since"))
_ATTENDED = select(ATTENDEE.c.appointment_id).where(ATTENDEE.c.patient_id == bindparam("patient"))
_OF_PATIENT = Compiled(
    union_all(
        _told(A.practitioner_id).where(A.patient_id == bindparam("patient"), *_AROUND, *_TAKES_TIME),
        _told(A.practitioner_id).where(A.id.in_(_ATTENDED), *_AROUND, *_TAKES_TIME),
    )
)


def _places(name: str, count: int) -> list[BindParameter[int]]:
    return [bindparam(f"{name}{n}") for n in range(count)]


def _padded_to(count: int) -> int:
    """Give the next power of two: so few statements serve any number of people."""
    size = 1
    while size < min(count, _MOST):
        size *= 2
    return size


def _padded(name: str, values: Iterable[int]) -> dict[str, int]:
    """Fill the places of a statement, the last value in all that are left over."""
    held = list(values)[:_MOST]
    held += held[-1:] * (_padded_to(len(held)) - len(held))
    return {f"{name}{n}": value for n, value in enumerate(held)}
