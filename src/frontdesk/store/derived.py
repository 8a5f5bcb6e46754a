"""Rows that follow from a record and are never changed by themselves: search words, attendees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.names import digits_of, words_of
from frontdesk.domain.patient import Patient
from frontdesk.store.tables.appointments import ATTENDEE
from frontdesk.store.tables.patients import PATIENT_PHONE, PATIENT_WORD

V = TypeVar("V", Patient, Appointment)
Pairs = Sequence[tuple[V | None, V | None]]


def words_to_find(patient: Patient) -> frozenset[str]:
    """Give the words that a patient is found by."""
    return frozenset(words_of(f"{patient.given_name} {patient.family_name} {patient.number}"))


def digits_to_find(patient: Patient) -> frozenset[str]:
    """Give the phone numbers that a patient is found by, digits only."""
    return frozenset(filter(None, map(digits_of, patient.phones)))


def patient_words(connection: Connection, pairs: Pairs[Patient]) -> None:
    """Bring the search words and phone digits of patients up to date."""
    _bring(connection, PATIENT_WORD, "word", "patient_id", words_to_find, pairs)
    _bring(connection, PATIENT_PHONE, "digits", "patient_id", digits_to_find, pairs)


def attendees(connection: Connection, pairs: Pairs[Appointment]) -> None:
    """Bring the lists of who attends which group up to date; a single patient stands in the row itself."""
    _bring(connection, ATTENDEE, "patient_id", "appointment_id", _group, pairs)


def _group(appointment: Appointment) -> Iterable[object]:
    return [a.id for a in appointment.attendees] if appointment.group else ()


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
        assert one is not None
        gone.extend({"the_value": held, "the_owner": one.id} for held in old - new)
        come.extend({column: held, owner: one.id} for held in new - old)
    if gone:
        where = (table.c[column] == bindparam("the_value"), table.c[owner] == bindparam("the_owner"))
        connection.execute(delete(table).where(*where), gone)
    if come:
        connection.execute(insert(table), come)
