"""The rows of a series: which time of it each one is, and whether it was changed by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from frontdesk.domain.appointment import Appointment, EventType, native_uid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, at_wall, local_date
from frontdesk.domain.series import Series
from frontdesk.ics.clocks import utc
from frontdesk.ics.moments import key_of
from frontdesk.ics.values import read_time
from frontdesk.services.series.times import Slot
from frontdesk.services.series.wanted import CHANGED, is_marked


def moment_of(row: Appointment) -> Instant:
    """Give when the series has a row, wherever it was put."""
    return row.start if row.recurrence_id is None else moment_named(row.recurrence_id, row.zone)


def moment_named(key: str, zone: str) -> Instant:
    """Give the instant that a key names: the begin of its day where it is a date."""
    moment, in_utc = read_time(key)
    return utc(moment) if in_utc else at_wall(moment, zone)


def is_changed(row: Appointment) -> bool:
    """Tell whether a row of a series was changed by itself."""
    return is_marked(row) or moment_of(row) != row.start


def put_into(row: Appointment, series: Series, key: str) -> Appointment:
    """Give an entry as the row of a series that a key names."""
    return replace(row, uid=series.uid, series_id=series.id, recurrence_id=key)


def taken_out(row: Appointment) -> Appointment:
    """Give an entry that belongs to no series any more."""
    alone = replace(row, uid=native_uid(row.id), series_id=None, recurrence_id=None)
    return unmarked(alone)


def unmarked(row: Appointment) -> Appointment:
    """Give a row that is as its series has it again."""
    if not is_marked(row):
        return row
    return replace(row, extras=tuple(line for line in row.extras if not line.startswith(f"{CHANGED}:")))


def key_for(moment: Instant, row: Appointment) -> str:
    """Give the key of a moment in a row's series."""
    return key_of(local_date(moment, row.zone)) if row.all_day else key_of(moment)


def rows_at(template: Appointment, series: Series, slots: Sequence[Slot], ids: Iterable[Id]) -> list[Appointment]:
    """Make one row of each time, with these ids."""
    return [
        put_into(replace(template, id=one, start=slot.start, end=slot.end), series, slot.key)
        for one, slot in zip(ids, slots, strict=True)
    ]


def is_block(entry: Appointment) -> bool:
    """Tell whether an entry of the book is a block."""
    return entry.event_type is EventType.BLOCK
