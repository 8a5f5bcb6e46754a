"""Rows of a series laid beside a newer version of it whose times have other names, since it was moved as a whole.

A time of a series is named by when it would begin (RECURRENCE-ID). So when its sender moves the series all names are
others, and yet each visit is the one that it was: with its patient, its notes, and how far it has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.clocks import Clock, utc
from frontdesk.ics.event import Event
from frontdesk.ics.expand import Occurrence, occurrences
from frontdesk.ics.moments import key_of
from frontdesk.ics.problems import Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import read_time
from frontdesk.services.ics import kept
from frontdesk.services.ics.sources import age
from frontdesk.services.series.imported import is_changed_here, told_by

Held = Mapping[str | None, Appointment]


def moment_of(key: str, clock: Clock) -> Instant:
    """Give the instant that a RECURRENCE-ID names."""
    wall, in_utc = read_time(key)
    return utc(wall) if in_utc else clock.at(wall)


def is_older(event: Event, record: Series | None) -> bool:
    """Tell whether the book has recorded a newer version of a series."""
    return record is not None and age(event) < age(told_by(record).master)


def under_new_names(held: Held, master: Event, found: Sequence[Occurrence], record: Series | None) -> Held:
    """Give the rows of a series by the names that their times have in a newer version of it.

    `found` are the times of that version. Where the rule comes as often as before, a row goes with its time as far as
    the begin of the series was moved; else it goes to the time that lies on the same day. A visit that was single
    becomes that of its day.
    """
    keys = {each.key for each in found}
    old = None if record is None or is_changed_here(record) else told_by(record).master
    pairs = {} if old is None else _shifted(held, master, keys, old)
    orphans = [key for key in held if key not in keys and key not in pairs and (key is not None or not pairs)]
    taken = set(pairs.values()) | {key for key in held if key in keys and key not in pairs}
    free = [each for each in found if each.key not in taken]
    pairs |= _by_day(held, orphans, master.clock, free)
    if not pairs:
        return held
    rest = {key: row for key, row in held.items() if key not in pairs}
    return rest | {new: held[key] for key, new in pairs.items()}


def of_single(held: Held, event: Event, versions: Mapping[str, object], now: int) -> tuple[Held, list[Appointment]]:
    """Give the rows of a series that is a single event now: one of them is that event, and those that come are gone.

    It is the one that begins with it, else one of its day, else the first that is to come.
    """
    rows = sorted((row for key, row in held.items() if key is not None and key not in versions), key=_by_start)
    standing = [row for row in rows if row.archived_at is None and row.status.occupies]
    day = local_date(event.start, event.zone)
    for fits in (
        [row for row in standing if row.start == event.start],
        [row for row in rows if row.start == event.start],
        [row for row in standing if local_date(row.start, event.zone) == day],
        [row for row in standing if row.start > now],
    ):
        if fits:
            rest = {key: row for key, row in held.items() if row is not fits[0]}
            gone = [row for row in rows if row is not fits[0] and row.takes_time and row.start > now]
            return rest | {None: fits[0]}, gone
    return held, []


class Before:
    """What a file said of a series until now, in a window."""

    def __init__(self, record: Series | None, window: Interval) -> None:
        self._record = None if record is None or is_changed_here(record) else record
        self._window = window
        self._times: dict[str, tuple[Instant, Instant]] | None = None
        self._mark = ""

    def leaves(self, row: Appointment, each: Occurrence) -> bool:
        """Tell whether a row that stands elsewhere here has the time in a newer version that it had there before."""
        if self._record is None or row.recurrence_id is None or (row.start, row.end) == (each.start, each.end):
            return False
        if self._times is None:
            told = told_by(self._record)
            self._mark = kept.fingerprint(told.master)
            alone = replace(told.master, exdates=())
            found = occurrences(alone, told.versions, self._window)
            self._times = {one.key: (one.start, one.end) for one in found.occurrences}
        same = self._times.get(row.recurrence_id) == (each.start, each.end)
        return same and kept.same_times(row.extras, self._mark)


def _shifted(held: Held, master: Event, keys: set[str], old: Event) -> dict[str | None, str]:
    """Pair the names of rows with those that lie as much later as the series begins later.

    Of a series that comes just so many times all are moved, else only those that have no time of their name any more:
    one without an end that begins a week later has lost its first time, and no more.
    """
    by = master.wall - old.wall
    if not by or master.all_day is not old.all_day or not _is_as_often(master, old):
        return {}
    length = len("20260318") if master.all_day else len("20260318T080000Z")
    moved = {key: _moved(key, old.clock, master, by) for key in held if key is not None and len(key) == length}
    every: dict[str | None, str] = {key: new for key, new in moved.items() if new in keys}
    if _counts(master) == _counts(old) != [] and not any(key in keys and key not in every for key in held):
        return every
    return {key: new for key, new in every.items() if key not in keys and new not in held}


def _moved(key: str, clock: Clock, master: Event, by: timedelta) -> str:
    try:
        wall = clock.wall(moment_of(key, clock)) + by
    except OverflowError:
        return key
    return key_of(wall.date()) if master.all_day else key_of(master.clock.at(wall))


def _is_as_often(one: Event, other: Event) -> bool:
    """Tell whether two series come again in the same steps, whatever their days and their ends."""
    try:
        steps = [[(read_rule(rule).every, read_rule(rule).interval) for rule in each.rrules] for each in (one, other)]
    except Unreadable:
        return False
    return steps[0] == steps[1]


def _counts(event: Event) -> list[int]:
    return [count for rule in event.rrules if (count := read_rule(rule).count) is not None]


def _by_day(
    held: Held, orphans: Sequence[str | None], clock: Clock, free: Sequence[Occurrence]
) -> dict[str | None, str]:
    """Pair rows without a time with times without a row, where they lie on one day."""
    days: dict[object, list[Occurrence]] = {}
    for each in free:
        days.setdefault(clock.wall(moment_of(each.key, clock)).date(), []).append(each)
    pairs: dict[str | None, str] = {}
    for key in orphans:
        moment = held[key].start if key is None else moment_of(key, clock)
        same = days.get(clock.wall(moment).date(), [])
        if same:
            at = next((n for n, each in enumerate(same) if each.start == held[key].start), 0)
            pairs[key] = same.pop(at).key
        elif key is None and free and held[key].archived_at is None:
            pairs[key] = free[0].key
    return pairs


def _by_start(row: Appointment) -> Instant:
    return row.start
