"""Who refers to records that are about to go: what a refusal to take a step back names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, or_, select

from frontdesk.domain.waitlist import EntryState
from frontdesk.store.registry import BY_NAME, ENTITIES
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE
from frontdesk.store.tables.appointments import ENTITY as VISITS
from frontdesk.store.tables.counter import NOTE, NOTES, WAITLIST, WAITLIST_ENTRIES
from frontdesk.store.tables.patients import ENTITY as PATIENTS

AT_ONCE = 500
VISIT = VISITS.name


def referring(connection: Connection, kind: str, ids: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Read the kind and id of every record that refers to one of some records of a kind."""
    table = BY_NAME[kind].table
    for entity in ENTITIES:
        for column in entity.table.c:
            if any(each.column.table is table for each in column.foreign_keys):
                for some in _pieces(ids):
                    found = connection.execute(select(entity.table.c.id).where(column.in_(some))).scalars()
                    yield from ((entity.name, one) for one in found)
    if kind == PATIENTS.name:
        for some in _pieces(ids):
            attends = select(ATTENDEE.c.appointment_id).where(ATTENDEE.c.patient_id.in_(some))
            visits = connection.execute(select(APPOINTMENT.c.id).where(APPOINTMENT.c.id.in_(attends))).scalars()
            yield from ((VISIT, one) for one in visits)


def to_visits(connection: Connection, ids: Sequence[int]) -> dict[str, list[int]]:
    """Read the notes on some visits, and the entries that wait for a seat of one or would give one up, by kind."""
    visits = set(ids)
    notes: list[int] = []
    for some in _pieces(ids):
        notes += connection.execute(select(NOTE.c.id).where(NOTE.c.appointment_id.in_(some))).scalars()
    named = or_(WAITLIST.c.appointment_id.is_not(None), WAITLIST.c.gives_up.is_not(None))
    entries = select(WAITLIST.c.id, WAITLIST.c.appointment_id, WAITLIST.c.gives_up).where(
        WAITLIST.c.state == EntryState.WAITING.value, named
    )
    waiting = [row[0] for row in connection.execute(entries) if row[1] in visits or row[2] in visits]
    return {NOTES.name: notes, WAITLIST_ENTRIES.name: waiting}


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
