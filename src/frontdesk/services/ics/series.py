"""A series to the one event that it is: its rule, what was taken out, what was changed by itself.

Series of blocks are among them, and visits that come again; those that were imported go out as they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import LATEST, Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.event import Event, Moment
from frontdesk.services.ics.imported_series import series_events
from frontdesk.services.ics.numbers import Number, Numbers
from frontdesk.services.series import record
from frontdesk.services.series.rows import is_block, is_changed, moment_named, moment_of
from frontdesk.services.series.rules import exported_rule
from frontdesk.services.series.times import end_after
from frontdesk.services.series.wanted import CHANGED

Telling = Callable[[Appointment], Event]
# Years of a daily block: what stands in the book goes out, however much it has become.
_MOST = 50_000
# What of an event is its own among the times of a series.
_OF_ONE_TIME = ("recurrence_id", "start", "end", "wall", "clock", "sequence", "last_modified")


def events_of(
    visits: Sequence[Appointment],
    records: Mapping[int, Series],
    whole: Mapping[int, int],
    telling: Telling,
    numbers: Numbers,
    home: str,
) -> Iterator[Event]:
    """Give the events of visits, in order; a series that is there as a whole is one event with its rule.

    `records` are those of the series, `whole` tells how many rows the book has of each; `telling` gives the event of
    one row, `numbers` those of the series, `home` is the clinic's zone.
    """
    rows: dict[Id, list[Appointment]] = {}
    for visit in visits:
        if visit.series_id is not None and visit.series_id in records:
            rows.setdefault(visit.series_id, []).append(visit)
    joined = {
        one: held
        for one, held in rows.items()
        if len(held) == whole.get(one) and (records[one].imported or _template(held) is not None)
    }
    told: set[Id] = set()
    for visit in visits:
        if visit.series_id not in joined:
            yield telling(visit)
        elif visit.series_id not in told:
            told.add(visit.series_id)
            series, held = records[visit.series_id], joined[visit.series_id]
            number = numbers.of(series.id)
            assert number is not None
            if series.imported:
                yield from series_events(series, held, telling, number, home)
            else:
                yield from _series(series, held, telling, number)


def _template(rows: Sequence[Appointment]) -> Appointment | None:
    """Give a row that is as the series has it."""
    return next((row for row in rows if not is_changed(row)), None)


def _series(series: Series, rows: Sequence[Appointment], telling: Telling, number: Number) -> Iterator[Event]:
    usual = _template(rows)
    assert usual is not None
    times = record.times_of(series)
    assert times.rule is not None
    end = Instant(times.start + usual.end - usual.start)
    if is_block(usual):
        end = end_after(times.start, replace(times, start=usual.start, end=usual.end))
    due = _due(series, rows)
    standing = {row.recurrence_id for row in rows}
    event = telling(usual)
    master = record.told_by(series).master
    yield replace(
        event,
        recurrence_id=None,
        start=times.start,
        end=end,
        wall=master.wall,
        rrules=(exported_rule(times.rule, series.zone, all_day=usual.all_day),),
        exdates=tuple(_moment(key, series, usual) for key in due if key not in standing),
        last_modified=number.modified,
        extras=_unmarked(event.extras),
    )
    for row in rows:
        own = telling(row)
        if not (_follows(row, usual, end - times.start) and _says_the_same(own, event)):
            yield replace(own, extras=_unmarked(own.extras))


def _due(series: Series, rows: Sequence[Appointment]) -> list[str]:
    """Give the keys of the times that the rule asks for as far as the book has been filled."""
    start = record.told_by(series).master.start
    if series.filled is not None:
        end = series.filled
    elif all(rule.read.count or rule.read.until for rule in record.rules_of(series)):
        end = LATEST
    else:
        end = Instant(max((moment_of(row) for row in rows), default=start) + 1)
    return [each.key for each in record.due(series, Interval(start, end), limit=_MOST).occurrences]


def _follows(row: Appointment, usual: Appointment, length: int) -> bool:
    """Tell whether a reader of the rule would make just this row."""
    same = ("title", "description", "practitioner_id", "calendar_id", "location_id", "all_day", "status")
    if is_changed(row) or any(getattr(row, name) != getattr(usual, name) for name in same):
        return False
    return row.all_day or row.end - row.start == length


def _says_the_same(one: Event, other: Event) -> bool:
    """Tell whether two times of a series differ in nothing but their time."""
    return replace(one, **{name: getattr(other, name) for name in _OF_ONE_TIME}) == other


def _moment(key: str, series: Series, usual: Appointment) -> Moment:
    moment = moment_named(key, series.zone)
    return local_date(moment, usual.zone) if usual.all_day else moment


def _unmarked(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line.partition(":")[0] != CHANGED)
