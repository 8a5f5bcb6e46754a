"""Whose time the newest changes of the book have touched, and which records of the small kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from frontdesk.domain.changes import Change
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.store import journal
from frontdesk.store.tables.appointments import APPOINTMENT
from frontdesk.store.tables.schedules import SCHEDULE

A = APPOINTMENT.c
MOST = 2_000
_NAMES = ("practitioner_id", "calendar_id", "starts_at", "ends_at")
# Small kinds that decide when anyone at all is open.
_ALL = frozenset({"closure", "holiday_choice", "location", "clinic"})
# What says nothing of when anyone is free beyond what it says of visits.
_MANY = frozenset({"appointment", "patient", "waitlist_entry", "note", "delay"})


@dataclass
class Touched:
    """What changed: times of practitioners and of calendars by their ids, whose hours, and whether other records.

    With `everything` nothing that was known before can be relied on.
    """

    everything: bool = False
    records: bool = False
    hours: set[Id] = field(default_factory=set)
    times: dict[Id, Interval] = field(default_factory=dict)


def touched(connection: Connection, since: tuple[int, str]) -> Touched:
    """Look through the changes after a changeset, told by its number and its hash.

    A book that was put back to an older state has another changeset there, or none.
    """
    seq, mark = since
    held = journal.get(connection, seq) if seq else None
    if seq and (held is None or held.hash != mark):
        return Touched(everything=True)
    changes = [change for _, change in journal.changes_since(connection, seq, MOST + 1)]
    if len(changes) > MOST or any(change.entity in _ALL for change in changes):
        return Touched(everything=True)
    found = Touched(records=any(change.entity not in _MANY for change in changes))
    for change in changes:
        if change.entity == "schedule":
            found.hours |= _values([change], "practitioner_id") | _values([change], "calendar_id")
    _add_schedules(connection, found, changes)
    _add_times(connection, found, [change for change in changes if change.entity == "appointment"])
    return found


def _add_schedules(connection: Connection, found: Touched, changes: Iterable[Change]) -> None:
    """Add whose schedules were changed without saying whose they are: a change holds what differs alone."""
    ids = {change.entity_id for change in changes if change.entity == "schedule"}
    if ids:
        query = select(SCHEDULE.c.practitioner_id, SCHEDULE.c.calendar_id).where(SCHEDULE.c.id.in_(ids))
        found.hours |= {one for row in connection.execute(query) for one in row if one is not None}


def _add_times(connection: Connection, found: Touched, changes: Iterable[Change]) -> None:
    """Add the times of visits: every one that they had since, for a change holds what differs alone."""
    by_visit: dict[int, list[Change]] = {}
    for change in changes:
        by_visit.setdefault(change.entity_id, []).append(change)
    rows = {}
    ids = list(by_visit)
    for at in range(0, len(ids), 500):
        query = select(A.id, *(A[name] for name in _NAMES)).where(A.id.in_(ids[at : at + 500]))
        rows.update({row[0]: row[1:] for row in connection.execute(query)})
    for visit, some in by_visit.items():
        row = rows.get(visit, (None,) * len(_NAMES))
        practitioners, calendars, starts, ends = (
            _values(some, name) | ({row[n]} - {None}) for n, name in enumerate(_NAMES)
        )
        span = Interval(Instant(min(starts)), Instant(max(ends)))
        for one in practitioners | calendars:
            held = found.times.get(one, span)
            found.times[one] = Interval(min(held.start, span.start), max(held.end, span.end))


def _values(changes: Iterable[Change], name: str) -> set[Id]:
    rows = (row for change in changes for row in (change.before, change.after) if row is not None)
    return {row[name] for row in rows if row.get(name) is not None}
