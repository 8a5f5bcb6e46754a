"""The record of a series that a file brought: which version of the file it tells, and how far its rows reach."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.clocks import utc
from frontdesk.ics.event import Event
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import read_time
from frontdesk.services.series import record
from frontdesk.services.series.record import Told
from frontdesk.services.series.times import has_ended

# Rows stand so far back and ahead.
HORIZON = 2 * 366 * DAY
# A line of the record's event: the mark of the file that it came from, and that of the lines as they came.
SOURCE = "X-FRONTDESK-SOURCE"
# Instead of a mark: the series was called off by its sender, and was filled up to the instant behind it.
_OFF = "off-"


def window_around(now: int) -> Interval:
    """Give the time in which an imported series has rows; by whole days, so that a moment later it is the same."""
    today = now // DAY * DAY
    return Interval(Instant(today - HORIZON), Instant(today + HORIZON))


def recorded(one: Id, told: Told, mark: str, own: str = "") -> Series:
    """Give the record of what a file says of a series; `mark` is that of the file's version, `own` of its event."""
    bare = record.of_events(one, told, None)
    noted = replace(told.master, extras=(*told.master.extras, f"{SOURCE}:{mark}/{_mark_of(bare.lines)}/{own}"))
    return record.of_events(one, Told(noted, told.versions), None)


def told_by(series: Series) -> Told:
    """Read what a file said of a series, our note left out."""
    told = record.told_by(series)
    own = tuple(line for line in told.master.extras if not line.startswith(f"{SOURCE}:"))
    return told if own == told.master.extras else Told(replace(told.master, extras=own), told.versions)


def mark_of(series: Series) -> str:
    """Give the mark of the version of the file that a record came from, nothing where it did not come from one."""
    return _parts(series)[0]


def own_mark_of(series: Series) -> str:
    """Give the mark of the event of a series as it came, versions of it aside, nothing where none was noted."""
    return _parts(series)[2]


def ended(series: Series, told: Told) -> Series:
    """Give the record of a series that its sender has called off; it remembers how far it was filled."""
    lines = recorded(series.id, told, f"{_OFF}{series.filled or ''}", _OFF).lines
    return replace(series, lines=lines, filled=None)


def is_ended(series: Series) -> bool:
    """Tell whether the sender of a series has called it off."""
    return mark_of(series).startswith(_OFF)


def reach_of(series: Series) -> Instant | None:
    """Give up to where a series has its rows, as `filled` says, also where it was called off since."""
    if series.imported and is_ended(series):
        said = mark_of(series).removeprefix(_OFF)
        return Instant(int(said)) if said else None
    return series.filled


def is_changed_here(series: Series) -> bool:
    """Tell whether the times of a series are not those any more that its file gave it."""
    lines = tuple(line for line in series.lines if not line.startswith(f"{SOURCE}:"))
    return _mark_of(lines) != _parts(series)[1]


def marked(series: Series, mark: str) -> Series:
    """Give a record that was changed here the mark of a version that would not change it."""
    note = f"{SOURCE}:{mark}/{_note(series).partition('/')[2]}"
    lines = tuple(note if line.startswith(f"{SOURCE}:") else line for line in series.lines)
    return replace(series, lines=lines)


def _parts(series: Series) -> tuple[str, str, str]:
    mark, lines, own = (*_note(series).split("/"), "", "", "")[:3]
    return mark, lines, own


def _note(series: Series) -> str:
    start = f"{SOURCE}:"
    return next((line[len(start) :] for line in series.lines if line.startswith(start)), "")


def _mark_of(lines: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "replace"), digest_size=8).hexdigest()


def named(version: Event) -> Instant:
    """Give the instant that the RECURRENCE-ID of a version names."""
    wall, in_utc = read_time(version.recurrence_id or "")
    return utc(wall) if in_utc else version.clock.at(wall)


def shift_of(told: Told) -> int:
    """Give how far versions move times at most, in milliseconds."""
    moved = (abs(each.start - named(each)) for each in told.versions if each.this_and_future)
    return max(moved, default=0)


def goes_on(told: Told, moment: Instant) -> bool:
    """Tell whether a series may have times from a moment on."""
    master = told.master
    edge = Instant(moment - shift_of(told))
    later = (record.instant_of(each.moment, master) for each in master.rdates)
    single = (max(each.start, named(each)) for each in told.versions if not each.this_and_future)
    return any(at >= edge for at in (master.start, *later, *single)) or any(
        not has_ended(read_rule(rule), _given(master, rule, edge), master.clock.zone, edge) for rule in master.rrules
    )


def _given(master: Event, rule: str, moment: Instant) -> int:
    """Count what a rule with a COUNT has given up to a moment; of others nobody asks."""
    return 0 if read_rule(rule).count is None else record.times_before(master, rule, moment)


def since(told: Told, window: Interval) -> Instant | None:
    """Give the begin of the window where times lie before it, which have no rows."""
    master = told.master
    added = (record.instant_of(each.moment, master) for each in master.rdates)
    first = min((master.start, *added, *(each.start for each in told.versions)))
    return window.start if first < window.start else None
