"""The visits of past days: which stood there, and what a board showed of them then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, bindparam, select, text, union

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.domain.waitlist import EntryState
from frontdesk.store.compiled import Compiled
from frontdesk.store.past import SEQ, Past, steps_of, times_changed, walked_back
from frontdesk.store.tables.appointments import APPOINTMENT, DEPARTURE, ENTITY, LONG
from frontdesk.store.tables.counter import WAITLIST, WAITLIST_ENTRIES
from frontdesk.store.tables.journal import CHANGE
from frontdesk.store.tables.patients import ENTITY as PATIENTS
from frontdesk.store.tables.patients import PATIENT

A, C, W = APPOINTMENT.c, CHANGE.c, WAITLIST.c
_HIDDEN = frozenset({Status.CANCELLED.value, Status.INVALID.value})
_SHOWN: tuple[Column[Any], ...] = (
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
    A.attendees,
    A.guests,
    A.arrived_at,
    A.archived_at,
)
_NAMES = tuple(column.name for column in _SHOWN)
_COLUMNS = frozenset(_NAMES)


def _about(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Give the conditions for what lies in a span: short ones began within a day, long ones have their own index."""
    began = table.c.starts_at
    inside = table.c.ends_at > bindparam("start")
    return (
        (began > bindparam("lowest")) & (began < bindparam("end")) & inside,
        text(LONG) & (began <= bindparam("lowest")) & inside,
    )


_CANDIDATES = union(
    *(select(A.id).where(each) for each in _about(APPOINTMENT)),
    *(select(DEPARTURE.c.appointment_id).where(each) for each in _about(DEPARTURE)),
)
_WHICH = Compiled(_CANDIDATES)
_ROWS = Compiled(select(*_SHOWN).where(A.id.in_(_CANDIDATES)))
_STEPS = Compiled(
    select(C.entity_id, C.before, C.after)
    .where(C.entity == ENTITY.name, bindparam("since") < SEQ, C.entity_id.in_(_CANDIDATES))
    .order_by(C.entity_id, C.seq.desc(), C.ordinal.desc())
)


def _span(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end, "lowest": start - DAY}


def ever_on(connection: Connection, start: int, end: int) -> list[int]:
    """Read the ids of all visits that lie in a span or ever did, moved and deleted ones too; in no order."""
    return [row[0] for row in _WHICH.rows(connection, _span(start, end))]


def blocks(
    past: Past, start: int, end: int, *, now: int, practitioner: Id | None = None, cancelled: bool = False
) -> list[Sequence[Any]]:
    """Give the rows of a board between two instants as `appointments.blocks` read them then; in no order.

    Seats that were only held count as long as they were, up to `now`.
    """
    span = _span(start, end)
    rows = {row[0]: dict(zip(_NAMES, row, strict=True)) for row in _ROWS.rows(past.connection, span)}
    then = walked_back(rows, _STEPS.rows(past.connection, {**span, "since": past.seq}), _COLUMNS)
    there = _there(start, end, practitioner, cancelled)
    found = [row for row in then.values() if there(row)]
    _count_versions(past, found)
    people = _people(past, found)
    waiting = _waiting(past, [row["id"] for row in found if row.get("max_attendees") is not None])
    return [_block(row, people.get(row["patient_id"], {}), waiting, now) for row in found]


def _there(start: int, end: int, practitioner: Id | None, cancelled: bool) -> Callable[[Mapping[str, Any]], bool]:
    def there(row: Mapping[str, Any]) -> bool:
        if row["starts_at"] >= end or row["ends_at"] <= start or row.get("archived_at") is not None:
            return False
        if practitioner is not None and row["practitioner_id"] != practitioner:
            return False
        return cancelled or row["status"] not in _HIDDEN

    return there


def _count_versions(past: Past, rows: Sequence[dict[str, Any]]) -> None:
    unknown = {row["id"]: row for row in rows if "version" not in row}
    for one, many in times_changed(past.connection, ENTITY.name, list(unknown), past.seq).items():
        unknown[one]["version"] = many


_FACES = (PATIENT.c.id, PATIENT.c.given_name, PATIENT.c.family_name, PATIENT.c.alert)
_FACE = tuple(column.name for column in _FACES)


def _people(past: Past, rows: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """Read what the board showed of the patients then."""
    ids = list(dict.fromkeys(row["patient_id"] for row in rows if row["patient_id"] is not None))
    now: dict[int, dict[str, Any]] = {}
    for at in range(0, len(ids), 500):
        query = select(*_FACES).where(PATIENT.c.id.in_(ids[at : at + 500]))
        now.update((row[0], dict(zip(_FACE, row, strict=True))) for row in past.connection.execute(query))
    return walked_back(now, steps_of(past.connection, PATIENTS.name, ids, past.seq), frozenset(_FACE))


_ENTRY = ("id", "appointment_id", "state")
_CHANGED = Compiled(select(C.entity_id).where(C.entity == WAITLIST_ENTRIES.name, bindparam("since") < SEQ).distinct())


def _waiting(past: Past, groups: Sequence[int]) -> dict[int, int]:
    """Count who waited for a seat of each group then."""
    if not groups:
        return {}
    rows: dict[int, dict[str, Any]] = {}
    entries = select(W.id, W.appointment_id, W.state)
    changed = [row[0] for row in _CHANGED.rows(past.connection, {"since": past.seq})]
    for column, ids in ((W.appointment_id, groups), (W.id, changed)):
        for at in range(0, len(ids), 500):
            for row in past.connection.execute(entries.where(column.in_(ids[at : at + 500]))):
                rows[row[0]] = dict(zip(_ENTRY, row, strict=True))
    steps = steps_of(past.connection, WAITLIST_ENTRIES.name, changed, past.seq)
    found = dict.fromkeys(groups, 0)
    for entry in walked_back(rows, steps, frozenset(_ENTRY)).values():
        if entry["appointment_id"] in found and entry["state"] == EntryState.WAITING.value:
            found[entry["appointment_id"]] += 1
    return found


def _block(row: Mapping[str, Any], patient: Mapping[str, Any], waiting: Mapping[int, int], now: int) -> list[Any]:
    seats = row.get("max_attendees")
    return [
        *(row[name] for name in _NAMES[:10]),
        patient.get("given_name"),
        patient.get("family_name"),
        patient.get("alert"),
        *(row[name] for name in _NAMES[10:17]),
        *(row.get(name) for name in _NAMES[17:21]),
        None if seats is None else _heads(row, now),
        None if seats is None else waiting.get(row["id"], 0),
        row.get("arrived_at"),
    ]


def _heads(row: Mapping[str, Any], now: int) -> int:
    """Count who came: attendees whose seats were not only held, or still were, and guests."""
    attendees = row.get("attendees")
    if attendees is None:
        alone = int(row["patient_id"] is not None)
        return alone + len(row.get("guests") or ())
    seated = [one for one in attendees if len(one) < 6 or one[5] is None or one[5] > now]
    return len(seated) + len(row.get("guests") or ())


_PLACE = (A.id, A.starts_at, A.ends_at, A.practitioner_id)


def places_of(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Read when and with whom visits stand now, by their ids; those that are gone are left out."""
    found: dict[int, dict[str, Any]] = {}
    for at in range(0, len(ids), 500):
        for row in connection.execute(select(*_PLACE).where(A.id.in_(ids[at : at + 500]))):
            found[row[0]] = {"starts_at": row[1], "ends_at": row[2], "practitioner_id": row[3]}
    return found
