"""Whether a book is sound: its pages, its guards, and that everything in it says the same.

SQLite's own check is blind to what stands in the cells. So rows are held against the record of changes, claims
against the visits, and what is searched against the patients. Nothing found here names what a row says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Unavailable
from frontdesk.domain.patient import Patient
from frontdesk.store import derived, guards, journal
from frontdesk.store.book import make_schema
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.engine import connect, for_reading
from frontdesk.store.faults import told
from frontdesk.store.fingerprint import differences, fingerprint, fingerprint_of
from frontdesk.store.registry import BY_TYPE, ENTITIES
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE, CLAIM, DEPARTURE
from frontdesk.store.tables.appointments import ENTITY as APPOINTMENTS
from frontdesk.store.work import UNRECORDED

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of thing that is wrong: how often, and the first few places (tables, ids, changeset numbers)."""

    kind: str
    count: int
    places: tuple[str, ...]


def faults(path: Path) -> Iterator[Fault]:
    """Look through a whole book, which is only read; a part that cannot be read is a fault of its own."""
    engine = connect(path, read_only=True)
    try:
        for kind, look in _LOOKS.items():
            try:
                with told(path), for_reading(engine) as connection:
                    places = list(look(connection))
            except Unavailable as refusal:
                if refusal.reason != "damaged":
                    raise
                places = ["unreadable"]
            if places:
                yield Fault(kind, len(places), tuple(places[:MOST_NAMED]))
    finally:
        engine.dispose()


def counts(path: Path) -> tuple[int, int]:
    """Count a book's visits and changesets."""
    engine = connect(path, read_only=True)
    try:
        with told(path), for_reading(engine) as connection:
            visits = connection.exec_driver_sql("SELECT count(*) FROM appointment").scalar_one()
            return visits, journal.count(connection)
    finally:
        engine.dispose()


def _pages(connection: Connection) -> Iterator[str]:
    """Say what SQLite finds; its words name pages, tables and indexes, never what stands in a row."""
    for (words,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if words != "ok":
            yield words


def _references(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} {row} refers to no {parent}"


def _guards(connection: Connection) -> Iterator[str]:
    held = guards.held_by(connection)
    for name in sorted(held.keys() | guards.SQLITE_TRIGGERS.keys()):
        if held.get(name) != guards.SQLITE_TRIGGERS.get(name):
            yield name


def _schema(connection: Connection) -> Iterator[str]:
    found = differences(fingerprint(connection), fingerprint_of(make_schema))
    return (name for name in found if not name.startswith("guard "))


def _chain(connection: Connection) -> Iterator[str]:
    broken = journal.broken_link(connection)
    if broken is not None:
        yield str(broken)


def _claims(connection: Connection) -> Iterator[str]:
    """Name the visits whose claims are not those that follow from them."""
    held = _grouped(
        connection.execute(
            select(
                CLAIM.c.appointment_id,
                CLAIM.c.subject,
                CLAIM.c.subject_id,
                CLAIM.c.unit,
                CLAIM.c.starts_at,
                CLAIM.c.ends_at,
                CLAIM.c.override_reason,
            ).order_by(CLAIM.c.appointment_id)
        )
    )
    owed = (
        (a.id, {(SUBJECT_CODES[c.subject], *_parts(c)) for c in claims_of(a)}) for a in _all(connection, Appointment)
    )
    return _unlike("appointment", owed, held)


def _parts(claim: Any) -> tuple[object, ...]:
    return (claim.subject_id, claim.unit, claim.start, claim.end, claim.override_reason)


def _overlaps(connection: Connection) -> Iterator[str]:
    """Name the visits whose claims overlap though neither does so on purpose."""
    ordinary = (
        select(
            CLAIM.c.subject,
            CLAIM.c.subject_id,
            CLAIM.c.unit,
            CLAIM.c.starts_at,
            CLAIM.c.ends_at,
            CLAIM.c.appointment_id,
        )
        .where(CLAIM.c.override_reason.is_(None))
        .order_by(CLAIM.c.subject, CLAIM.c.subject_id, CLAIM.c.unit, CLAIM.c.starts_at)
    )
    for _, run in groupby(connection.execute(ordinary), itemgetter(0, 1, 2)):
        until, holder = 0, 0
        for *_, start, end, owner in run:
            if start < until:
                yield f"appointment {holder} and {owner}"
            if end > until:
                until, holder = end, owner


def _attendees(connection: Connection) -> Iterator[str]:
    held = select(ATTENDEE.c.appointment_id, ATTENDEE.c.patient_id).order_by(ATTENDEE.c.appointment_id)
    groups = select(*APPOINTMENTS.columns).where(APPOINTMENT.c.group).order_by(APPOINTMENT.c.id)
    visits = map(APPOINTMENTS.of_columns, connection.execute(groups))
    owed = ((a.id, {(p,) for p in derived.group(a)}) for a in visits)
    return _unlike("appointment", owed, _grouped(connection.execute(held)))


def _departures(connection: Connection) -> Iterator[str]:
    """Name the visits of whose former times the record of changes tells one that is not noted."""
    noted = select(DEPARTURE.c.appointment_id, DEPARTURE.c.starts_at, DEPARTURE.c.ends_at)
    held = _grouped(connection.execute(noted.order_by(DEPARTURE.c.appointment_id)))
    owed = ((one, 1, spans) for one, spans in journal.times_left(connection, APPOINTMENTS.name))
    both = merge(((one, 0, spans) for one, spans in held), owed, key=itemgetter(0, 1))
    for one, run in groupby(both, itemgetter(0)):
        found: dict[Any, Any] = {side: spans for _, side, spans in run}
        if not found.get(1, set()) <= found.get(0, set()):
            yield f"appointment {one}"


def _search(connection: Connection) -> Iterator[str]:
    for table, column, of in derived.FOUND_BY:
        held = select(table.c.patient_id, table.c[column]).order_by(table.c.patient_id)
        owed = ((p.id, {(w,) for w in of(p)} if p.archived_at is None else set()) for p in _all(connection, Patient))
        yield from _unlike("patient", owed, _grouped(connection.execute(held)))


def _record(connection: Connection) -> Iterator[str]:
    """Name the records that are not what the record of changes says they are."""
    for entity in ENTITIES:
        table = connection.execute(select(*entity.columns).order_by(entity.table.c.id))
        names = [column.name for column in entity.columns]
        kept = [n for n, name in enumerate(names) if name not in UNRECORDED]
        rows = ((row[0], {names[n]: row[n] for n in kept}) for row in table)
        empty = dict.fromkeys(names[n] for n in kept)
        # What an older version recorded lacks the columns that came later, which are empty in such rows.
        known = ((one, {**empty, **row}) for one, row in journal.replayed(connection, entity.name))
        yield from _unlike(entity.name, rows, known)


def _all(connection: Connection, kind: type[Any]) -> Iterator[Any]:
    entity = BY_TYPE[kind]
    return (entity.of_columns(row) for row in connection.execute(entity.every.core))


def _grouped(rows: Iterable[Any]) -> Iterator[tuple[int, set[tuple[object, ...]]]]:
    """Give what belongs to one owner, which stands first in the rows, together."""
    return ((owner, {tuple(row[1:]) for row in run}) for owner, run in groupby(rows, itemgetter(0)))


def _unlike(what: str, left: Iterable[tuple[int, Any]], right: Iterable[tuple[int, Any]]) -> Iterator[str]:
    """Name every id under which two lists, each by id, do not hold the same; to hold nothing is to be left out."""
    both = merge(((one, 0, held) for one, held in left), ((one, 1, held) for one, held in right), key=itemgetter(0, 1))
    for one, run in groupby(both, itemgetter(0)):
        held = [entry[2] for entry in run if entry[2]]
        if len(held) == 1 or (held and held[0] != held[1]):
            yield f"{what} {one}"


_LOOKS: dict[str, Callable[[Connection], Iterator[str]]] = {
    "pages": _pages,
    "schema": _schema,
    "guards": _guards,
    "references": _references,
    "claims": _claims,
    "overlaps": _overlaps,
    "attendees": _attendees,
    "departures": _departures,
    "search": _search,
    "chain": _chain,
    "record": _record,
}
