"""Put a board together from what was read: no file, no database, so that it is the same whoever reads.

A row of a board is a sequence in the order of `frontdesk.store.appointments`' blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from frontdesk.domain.actor import called
from frontdesk.domain.appointment import NOT_OCCUPYING, EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, start_of_day
from frontdesk.domain.intervals import Interval, intersection
from frontdesk.domain.opening import Openings, opened
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services.board import Board, Column, Shut, Visit

NOBODY = Id(0)
_STATUSES = {s.value: s for s in Status}
_TYPES = {t.value: t for t in EventType}


@dataclass(frozen=True, slots=True)
class Faces:
    """What blocks show of rooms (names) and services (names and hues), by id; few enough to be read whole."""

    rooms: dict[Id, str]
    services: dict[Id, tuple[str, int]]


def day_board(
    day: date,
    zone: str,
    rows: Iterable[Any],
    faces: Faces,
    people: Iterable[Practitioner],
    openings: Openings,
    shown: frozenset[Id] | None,
    cursor: int,
    now: Instant,
) -> Board:
    """Put the board of one date together, with a column a practitioner.

    Archived ones are there only where they still have visits; visits of nobody stand in a column of their own, id 0.
    """
    visits = visits_of(rows, faces, lambda row: row[7] or NOBODY, shown, now)
    standing, busy = {v.column for v in visits}, occupied(visits)
    span = days_of(day, 1, zone)
    columns = [
        column_of(p, p.id, day, openings, span, busy)
        for p in sorted(people, key=lambda p: (p.position, p.id))
        if (p.archived_at is None or p.id in standing) and (shown is None or p.id in shown)
    ]
    if NOBODY in standing:
        columns.append(Column(NOBODY, day, "nobody", "", "", "", 0, (), None))
    return Board(zone, span, (day,), tuple(columns), visits, cursor)


def visits_of(
    rows: Iterable[Any], faces: Faces, column: Any, shown: frozenset[Id] | None, now: Instant
) -> tuple[Visit, ...]:
    """Make blocks of the rows of a board, by start then id; `column` gives where a row stands.

    Holds that have run out by `now` count for nothing, and are not shown.
    """
    found = []
    for row in rows:
        if row[21] is not None and row[21] <= now:
            continue
        stands = column(row)
        if shown is not None and stands not in shown:
            continue
        found.append(_visit(row, stands, faces))
    found.sort(key=_by_start)
    return tuple(found)


def _visit(row: Any, stands: Id, faces: Faces) -> Visit:
    service, hue = faces.services.get(row[14], ("", None))
    return Visit(
        row[0],
        row[1],
        row[2],
        row[3],
        _STATUSES[row[4]],
        row[5],
        _TYPES[row[6]],
        stands,
        row[7],
        row[8],
        row[9],
        f"{row[10]} {row[11]}".strip() if row[9] is not None else "",
        row[13],
        service,
        hue,
        faces.rooms.get(row[8], ""),
        row[15],
        row[16],
        bool(row[17]),
        bool(row[18]),
        row[19] is not None,
        bool(row[12]),
        row[20] is not None,
        "" if row[21] is None else called(row[22]),
        row[21],
        *row[23:27],
    )


def _by_start(visit: Visit) -> tuple[int, int]:
    return (visit.start, visit.id)


Busy = dict[Id, list[Interval]]


def occupied(visits: Iterable[Visit]) -> Busy:
    """Sort the visits that take up time into their columns."""
    found: Busy = {}
    for visit in visits:
        if _takes_time(visit):
            found.setdefault(visit.column, []).append(Interval(visit.start, visit.end))
    return found


def _takes_time(visit: Visit) -> bool:
    if visit.event_type is EventType.BLOCK or visit.all_day:
        return False
    return visit.occupies and visit.status not in NOT_OCCUPYING


def column_of(one: Practitioner, id: Id, day: date, openings: Openings, span: Interval, busy: Busy) -> Column:
    """Make one practitioner's column of one date; `span` is that date."""
    hours = openings.of(one.id, span)
    load = _percent(hours, busy.get(id, ()))
    shut = tuple(_shut(one.id, openings, span))
    closed = ", ".join(dict.fromkeys(each.name for each in shut))
    return Column(id, day, "practitioner", one.name, one.speciality, one.initials, one.hue, hours, load, closed, shut)


def _shut(practitioner: Id, openings: Openings, span: Interval) -> Iterator[Shut]:
    """Give the closures that take hours from a practitioner on a date."""
    seen: set[Id] = set()
    for schedule in openings.schedules_for(practitioner):
        found = openings.shut(schedule.location_id, span)
        # Most days have none, and then nothing has to be resolved.
        hours = opened(schedule, span) if found else ()
        for closure, times in found:
            if closure.id not in seen and intersection(hours, times):
                seen.add(closure.id)
                yield from (Shut(closure.id, closure.name, time) for time in times)


def _percent(hours: Iterable[Interval], busy: Iterable[Interval]) -> int | None:
    open_ms = sum(i.length for i in hours)
    if not open_ms:
        return None
    return round(100 * sum(i.length for i in intersection(hours, busy)) / open_ms)


def days_of(first: date, days: int, zone: str) -> Interval:
    """Give the time from the start of one date to the end of another."""
    return Interval(start_of_day(first, zone), start_of_day(first + timedelta(days=days), zone))
