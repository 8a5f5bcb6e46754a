"""Rows that follow from a record and are never changed by themselves: what patients are found by, attendees, and
where visits stood before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, literal, select

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.patient import Patient
from frontdesk.domain.search import endings_to_find, line_of, words_to_find
from frontdesk.store.schema import KEY
from frontdesk.store.tables.appointments import ATTENDEE, DEPARTURE
from frontdesk.store.tables.patients import PATIENT_LINE, PATIENT_PHONE, PATIENT_WORD

V = TypeVar("V", Patient, Appointment)
Pairs = Sequence[tuple[V | None, V | None]]


def _line(patient: Patient) -> Iterable[object]:
    return (line_of(patient),)


# What live patients are found by: the table, its column, and what stands in it.
FOUND_BY: tuple[tuple[Table, str, Callable[[Patient], Iterable[object]]], ...] = (
    (PATIENT_WORD, "word", words_to_find),
    (PATIENT_PHONE, "digits", endings_to_find),
    (PATIENT_LINE, "line", _line),
)


def patient_words(connection: Connection, pairs: Pairs[Patient]) -> None:
    """Bring the words, phone endings and lines that patients are found by up to date; archived ones have none."""
    live = [(_live(before), _live(after)) for before, after in pairs]
    for table, column, of in FOUND_BY:
        _bring(connection, table, column, "patient_id", of, live)


def _live(patient: Patient | None) -> Patient | None:
    return None if patient is None or patient.archived_at is not None else patient


def attendees(connection: Connection, pairs: Pairs[Appointment]) -> None:
    """Bring the lists of who attends which group up to date; a single patient stands in the row itself."""
    groups = [pair for pair in pairs if any(one is not None and one.group for one in pair)]
    if groups:
        _bring(connection, ATTENDEE, "patient_id", "appointment_id", group, groups)


def group(appointment: Appointment) -> Iterable[object]:
    """Give those whose attendance has a row of its own."""
    return [a.id for a in appointment.attendees] if appointment.group else ()


D = DEPARTURE.c
_TIME = {
    "starts_at": bindparam("from", type_=KEY),
    "appointment_id": bindparam("visit", type_=KEY),
    "ends_at": bindparam("to", type_=KEY),
}
_NOTED = select(literal(1)).where(*(DEPARTURE.c[name] == given for name, given in _TIME.items())).exists()
_LEFT = insert(DEPARTURE).from_select(list(_TIME), select(*_TIME.values()).where(~_NOTED))


def departures(connection: Connection, pairs: Pairs[Appointment]) -> None:
    """Note the times that visits leave, moved or gone: a past day is found without a walk over all changes."""
    left = [
        {"from": before.start, "to": before.end, "visit": before.id}
        for before, after in pairs
        if before is not None and (after is None or (before.start, before.end) != (after.start, after.end))
    ]
    if left:
        connection.execute(_LEFT, left)


def _bring(
    connection: Connection,
    table: Table,
    column: str,
    owner: str,
    of: Callable[[V], Iterable[object]],
    pairs: Pairs[V],
) -> None:
    gone: list[dict[str, object]] = []
    come: list[dict[str, object]] = []
    for before, after in pairs:
        old = frozenset(of(before)) if before is not None else frozenset[object]()
        new = frozenset(of(after)) if after is not None else frozenset[object]()
        one = before or after
        if one is None:
            continue
        gone.extend({"the_value": held, "the_owner": one.id} for held in old - new)
        come.extend({column: held, owner: one.id} for held in new - old)
    if gone:
        where = (table.c[column] == bindparam("the_value"), table.c[owner] == bindparam("the_owner"))
        connection.execute(delete(table).where(*where), gone)
    if come:
        connection.execute(insert(table), come)
