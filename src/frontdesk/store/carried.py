"""Note in the record of changes what an upgrade made of a book: so the record still says how everything came about.

Only kinds of which there are few are looked through: an upgrade must not write a million visits anew, and gives them
new columns that are empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change, Kind
from frontdesk.domain.patient import Patient
from frontdesk.store import journal
from frontdesk.store.entity import Entity
from frontdesk.store.registry import BY_NAME, ENTITIES
from frontdesk.store.tables.journal import CHANGE
from frontdesk.store.work import UNRECORDED

MANY = (Appointment, Patient)


def note(connection: Connection) -> None:
    """Append one changeset for all that the record does not know yet; none when it knows everything.

    It has the time of the last one: what an upgrade does, it does to the book as it was left.
    """
    changes = [journal.written(change) for change in _unknown(connection)]
    if not changes:
        return
    before = journal.get(connection, journal.cursor(connection))
    head = {"actor": "setup", "operation": "book.upgrade", "words": "Book upgraded", "kind": Kind.DO.value}
    journal.append(connection, {**head, "at": before.at if before else 0, "target": None}, changes)


def _unknown(connection: Connection) -> Iterator[Change]:
    for name in connection.execute(select(CHANGE.c.entity).distinct()).scalars().all():
        if name not in BY_NAME:
            for one, row in list(journal.replayed(connection, name)):
                yield Change(name, one, row, None)
    for entity in ENTITIES:
        if entity.value not in MANY:
            yield from _differing(connection, entity)


def _differing(connection: Connection, entity: Entity[Any]) -> Iterator[Change]:
    known = dict(journal.replayed(connection, entity.name))
    for held in connection.execute(entity.every.core).mappings():
        row = {name: value for name, value in held.items() if name not in UNRECORDED}
        before = known.get(row["id"])
        if before is None:
            yield Change(entity.name, row["id"], None, row)
            continue
        differing = {name for name, value in row.items() if before.get(name) != value}
        if differing:
            old = {name: before.get(name) for name in differing}
            yield Change(entity.name, row["id"], old, {name: row[name] for name in differing})
