"""A VTIMEZONE for a zone of the zone database, right for a span of years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from frontdesk.domain import instants
from frontdesk.ics.values import write_offset, write_time

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of the clocks: when in UTC, and how the wall clock showed it before."""

    at: datetime
    wall: datetime
    before: int
    after: int
    name: str
    summer: bool

    @property
    def same(self) -> tuple[object, ...]:
        """Give what stays the same from year to year in a rule."""
        return self.before, self.after, self.name, self.summer, self.wall.month, self.wall.weekday(), self.wall.time()

    @property
    def ordinal(self) -> int:
        """Tell which weekday of its month it is, from the front."""
        return (self.wall.day - 1) // 7 + 1

    @property
    def last(self) -> bool:
        """Tell whether it is the last such weekday of its month."""
        return (self.wall + timedelta(days=7)).month != self.wall.month


def vtimezone(zone: str, first: int, last: int) -> list[str]:
    """Write the content lines of a zone for the years `first` to `last`.

    Changes that follow a rule are written as one, without an end where it still holds in the last year.
    """
    info = instants.zone(zone)
    begin = datetime(max(first - 1, 1900), 1, 1, tzinfo=UTC)
    end = datetime(min(last + 2, 2200), 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    opening = _change(begin, info, _offset(begin, info))
    lines += _observance(opening, "")
    for run in _runs(list(_changes(info, begin, end))):
        lines += _observance(run[0], _rule(run, end) if len(run) > 1 else "")
    return [*lines, "END:VTIMEZONE"]


def _offset(moment: datetime, info: tzinfo) -> int:
    offset = moment.astimezone(info).utcoffset() or timedelta()
    return int(offset.total_seconds())


def _change(moment: datetime, info: tzinfo, before: int) -> _Change:
    shown = moment.astimezone(info)
    wall = (moment + timedelta(seconds=before)).replace(tzinfo=None)
    name = shown.tzname() or ""
    return _Change(moment, wall, before, _offset(moment, info), name, bool(shown.dst()))


def _changes(info: tzinfo, begin: datetime, end: datetime) -> Iterator[_Change]:
    """Find the changes by looking at each day, then halving the day in which one lies down to the second."""
    day, held = begin, _offset(begin, info)
    while day < end:
        following = day + timedelta(days=1)
        if _offset(following, info) != held:
            low, high = day, following
            while high - low > _SECOND:
                middle = low + (high - low) // 2 // _SECOND * _SECOND
                low, high = (low, middle) if _offset(middle, info) != held else (middle, high)
            yield _change(high, info, held)
            held = _offset(following, info)
        day = following


def _runs(changes: list[_Change]) -> list[list[_Change]]:
    """Gather changes that one yearly rule describes, in the order of their first."""
    runs: list[list[_Change]] = []
    for change in changes:
        fitting = next((run for run in runs if _continues(run, change)), None)
        if fitting is None:
            runs.append([change])
        else:
            fitting.append(change)
    return runs


def _continues(run: list[_Change], change: _Change) -> bool:
    if run[-1].wall.year != change.wall.year - 1 or run[-1].same != change.same:
        return False
    together = [*run, change]
    return all(each.last for each in together) or len({each.ordinal for each in together}) == 1


def _rule(run: list[_Change], end: datetime) -> str:
    first = run[0]
    which = "-1" if all(each.last for each in run) else str(first.ordinal)
    rule = f"FREQ=YEARLY;BYMONTH={first.wall.month};BYDAY={which}{_WEEKDAYS[first.wall.weekday()]}"
    if run[-1].wall.year >= end.year - 1:
        return rule
    # Widely used readers compare this with the wall clock, though it is in UTC: to the second, east of Greenwich they
    # would lose the last change. The next one is months away.
    until = run[-1].at + timedelta(days=1)
    return f"{rule};UNTIL={write_time(until.replace(tzinfo=None), utc=True)}"


def _observance(change: _Change, rule: str) -> list[str]:
    kind = "DAYLIGHT" if change.summer else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{write_time(change.wall)}"]
    if rule:
        lines.append(f"RRULE:{rule}")
    if change.name:
        lines.append(f"TZNAME:{change.name}")
    offsets = [f"TZOFFSETFROM:{write_offset(change.before)}", f"TZOFFSETTO:{write_offset(change.after)}"]
    return [*lines, *offsets, f"END:{kind}"]
