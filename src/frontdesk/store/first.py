"""What the first painted day needs, read by the driver alone.

SQLAlchemy takes longer to import than all of Qt, and a day on the screen need not wait for it. These few statements
are written out for that one look; a test holds what they read against the book's own reading. Whatever is unusual
about a file gives None, and opening the book says in full what it is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.opening import Openings
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule
from frontdesk.store import files
from frontdesk.store.nested import codec
from frontdesk.store.revision import HEAD

_BLOCKS = """
SELECT a.id, a.version, a.starts_at, a.ends_at, a.status, a.status_at, a.event_type, a.practitioner_id, a.room_id,
  a.patient_id, p.given_name, p.family_name, p.alert, a.title, a.service_id, a.buffer_before, a.buffer_after,
  a.all_day, a.occupies, a.series_id, a.override_reason,
  a.expires_at, a.created_by, a.max_attendees,
  CASE WHEN a.max_attendees IS NOT NULL THEN
    CASE WHEN a.attendees IS NULL THEN a.patient_id IS NOT NULL ELSE json_array_length(a.attendees) END
    + coalesce(json_array_length(a.guests), 0) END,
  CASE WHEN a.max_attendees IS NOT NULL THEN
    (SELECT count(*) FROM waitlist_entry AS w WHERE w.appointment_id = a.id AND w.state = 'waiting') END,
  a.arrived_at
FROM appointment AS a LEFT JOIN patient AS p ON p.id = a.patient_id
WHERE {when} AND a.ends_at > :start AND a.archived_at IS NULL AND a.status NOT IN ('cancelled', 'invalid')
"""
_SHORT = _BLOCKS.format(when="a.starts_at > :lowest AND a.starts_at < :end")
_LONG = _BLOCKS.format(when="a.ends_at - a.starts_at > 86400000 AND a.starts_at <= :lowest")
_SCHEDULE_FIELDS = ("id", "name", "zone", "location_id", "practitioner_id", "calendar_id", "calendars", "rules")
_SCHEDULES = f"SELECT {', '.join(_SCHEDULE_FIELDS)} FROM schedule WHERE archived_at IS NULL"  # noqa: S608
_CLOSURE_FIELDS = ("id", "name", "first", "last", "location_id", "start", "end")
_CLOSURES = (
    'SELECT id, name, first, last, location_id, start, "end" FROM closure '
    "WHERE first <= ? AND last >= ? AND NOT struck AND archived_at IS NULL ORDER BY last, id"
)
_LISTS = ("calendars", "rules")
_PEOPLE = "SELECT id, name, speciality, email, phone, hue, position, archived_at, version FROM practitioner"


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What was read at one moment: rows of a board between two instants, and whom and what they name."""

    name: str
    zone: str
    rows: list[Any]
    people: tuple[Practitioner, ...]
    openings: Openings
    rooms: dict[Id, str]
    services: dict[Id, tuple[str, int]]
    cursor: int


def first_look(path: Path, span_in: Callable[[str], Interval]) -> FirstLook | None:
    """Read the day that `span_in` gives for the clinic's zone; None when the file wants more than a look."""
    try:
        files.check_place(path)
        files.check_header(path)
    except Refusal:
        return None
    try:
        with closing(driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as plain:
            plain.execute("BEGIN")
            return _look(plain, span_in)
    except (driver.Error, ValueError):
        return None


def _look(plain: sqlite3.Connection, span_in: Callable[[str], Interval]) -> FirstLook | None:
    if plain.execute("SELECT version_num FROM alembic_version").fetchone() != (HEAD,):
        return None
    name, zone = plain.execute("SELECT name, zone FROM clinic").fetchone()
    span = span_in(zone)
    when = {"start": span.start, "end": span.end, "lowest": span.start - DAY}
    return FirstLook(
        name=name,
        zone=zone,
        rows=[*plain.execute(_SHORT, when), *plain.execute(_LONG, when)],
        people=tuple(_practitioner(row) for row in plain.execute(_PEOPLE)),
        openings=_openings(plain, local_date(span.start, zone)),
        rooms=dict(plain.execute("SELECT id, name FROM room")),
        services={one: (named, hue) for one, named, hue in plain.execute("SELECT id, name, hue FROM service")},
        cursor=plain.execute("SELECT max(seq) FROM changeset").fetchone()[0] or 0,
    )


def _practitioner(row: Any) -> Practitioner:
    names = ("id", "name", "speciality", "email", "phone", "hue", "position", "archived_at", "version")
    return Practitioner(**dict(zip(names, row, strict=True)))


def _openings(plain: sqlite3.Connection, day: date) -> Openings:
    """Read what decides when a date is open; a closure may be a day off in a location's own zone."""
    near = (str(day + timedelta(days=2)), str(day - timedelta(days=2)))
    return Openings(
        tuple(_value(Schedule, _SCHEDULE_FIELDS, row) for row in plain.execute(_SCHEDULES)),
        tuple(_value(Closure, _CLOSURE_FIELDS, row) for row in plain.execute(_CLOSURES, near)),
        dict(plain.execute("SELECT id, zone FROM location")),
    )


def _value(kind: Any, fields: Sequence[str], row: Any) -> Any:
    """Make a value of a row of the named columns, lists of it as JSON."""
    read = codec(kind).read
    assert read is not None
    return read(
        {name: json.loads(held or "[]") if name in _LISTS else held for name, held in zip(fields, row, strict=True)}
    )
