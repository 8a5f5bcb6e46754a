"""Read the booked visits that a change of hours, a closure or a block would touch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, text

from frontdesk.domain.appointment import NOT_OCCUPYING, EventType
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.appointments import APPOINTMENT, LONG
from frontdesk.store.tables.patients import PATIENT
from frontdesk.store.tables.practitioners import PRACTITIONER
from frontdesk.store.tables.services import SERVICE

A = APPOINTMENT.c

# In the order of the rows that are read.
_SHOWN = (
    A.id,
    A.starts_at,
    A.ends_at,
    A.practitioner_id,
    A.location_id,
    PRACTITIONER.c.name.label("practitioner"),
    PATIENT.c.given_name,
    PATIENT.c.family_name,
    A.title,
    SERVICE.c.name.label("service"),
    A.status,
)
_JOINED = (
    select(*_SHOWN)
    .select_from(APPOINTMENT)
    .join(PRACTITIONER, PRACTITIONER.c.id == A.practitioner_id, isouter=True)
    .join(PATIENT, PATIENT.c.id == A.patient_id, isouter=True)
    .join(SERVICE, SERVICE.c.id == A.service_id, isouter=True)
    .where(
        A.archived_at.is_(None),
        A.occupies,
        # Time that is held only is no visit yet, and may be nobody's in a moment.
        A.expires_at.is_(None),
        A.event_type != EventType.BLOCK.value,
        # One by one: a list would be filled in at each run, which a compiled statement cannot.
        *(A.status != status.value for status in sorted(NOT_OCCUPYING)),
        A.starts_at < bindparam("end"),
        A.ends_at > bindparam("start"),
    )
)
# Bounded below: short ones began within a day, and the long ones have an index of their own.
_SHORT = _JOINED.where(A.starts_at > bindparam("lowest"))
_LONG = _JOINED.where(text(LONG), A.starts_at <= bindparam("lowest"))
_NARROWED: dict[str, ColumnElement[int]] = {
    "practitioner": A.practitioner_id,
    "location": A.location_id,
    "calendar": A.calendar_id,
}


def _short(names: tuple[str, ...]) -> Compiled:
    return _ordered(_SHORT.where(*(_NARROWED[name] == bindparam(name) for name in names)))


def _long(names: tuple[str, ...]) -> Compiled:
    # The sum keeps the database from going through all that the same person ever had, to find those few.
    return _ordered(_LONG.where(*(_NARROWED[name] + 0 == bindparam(name) for name in names)))


def _ordered(query: Select[Any]) -> Compiled:
    return Compiled(query.order_by(A.starts_at, A.id))


# Built once: making a statement costs more than running it.
_STATEMENTS = {
    names: (_long(names), _short(names))
    for names in (
        tuple(name for name, wanted in zip(_NARROWED, chosen, strict=True) if wanted)
        for chosen in product((False, True), repeat=len(_NARROWED))
    )
}


def rows(
    connection: Connection,
    start: int,
    end: int,
    *,
    practitioner: Id | None = None,
    location: Id | None = None,
    calendar: Id | None = None,
) -> list[Sequence[Any]]:
    """Read the visits that take time between two instants, by start then id.

    Blocks take none: they close time.
    """
    sent = {"practitioner": practitioner, "location": location, "calendar": calendar}
    narrowed = {name: held for name, held in sent.items() if held is not None}
    bound = {"start": start, "end": end, "lowest": start - DAY, **narrowed}
    # The long ones began earlier than all of the short ones.
    return [row for each in _STATEMENTS[tuple(narrowed)] for row in each.rows(connection, bound)]
