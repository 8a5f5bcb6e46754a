"""A series that was made here to the one event that it is: its rule, what was taken out, what was changed by itself.

Series of blocks are among them, and visits that come again. A series that was imported goes out time by time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.ics.clocks import IanaClock
from frontdesk.ics.event import Event, Moment
from frontdesk.services import block_series as blocks
from frontdesk.services.block_series import Slot, Times, expanded
from frontdesk.services.ics import kept

Telling = Callable[[Appointment], Event]
# Years of a daily block: what stands in the book goes out, however much it has become.
_MOST = 50_000
# What of an event is its own among the times of a series.
_OF_ONE_TIME = ("recurrence_id", "start", "end", "wall", "clock", "sequence", "last_modified")
_BARE = frozenset({kept.RULE, kept.START, kept.CHANGED})


def events_of(visits: Sequence[Appointment], whole: Mapping[Id, int], telling: Telling) -> Iterator[Event]:
    """Give the events of visits, in order; a series that is there as a whole is one event with its rule.

    `whole` tells how many rows the book has of each series; `telling` gives the event of one row.
    """
    rows: dict[Id, list[Appointment]] = {}
    for visit in visits:
        if visit.series_id is not None and is_ours(visit):
            rows.setdefault(visit.series_id, []).append(visit)
    joined = {one: held for one, held in rows.items() if len(held) == whole.get(one) and _template(held) is not None}
    told: set[Id] = set()
    for visit in visits:
        if visit.series_id not in joined or not is_ours(visit):
            yield telling(visit)
        elif visit.series_id not in told:
            told.add(visit.series_id)
            yield from _series(joined[visit.series_id], telling)


def is_ours(visit: Appointment) -> bool:
    """Tell whether a visit is one of a series that was made here; those that were imported name no first time."""
    return blocks.is_block(visit) or kept.note(visit.extras, kept.START) is not None


def _template(rows: Sequence[Appointment]) -> Appointment | None:
    """Give a row that is as the series has it; none where its rule is not the one that it says."""
    for row in rows:
        if sum(line.startswith(f"{kept.RULE}:") for line in row.extras) == 1 and not blocks.is_changed(row):
            return row
    return None


def _series(rows: Sequence[Appointment], telling: Telling) -> Iterator[Event]:
    usual = _template(rows)
    rule = blocks.rule_of(usual) if usual is not None else None
    assert usual is not None
    assert rule is not None
    first = blocks.first_moment(rows)
    end = blocks.shifted(first, blocks.between(usual.start, usual.end, usual.zone), usual.zone)
    due = _due(Times(first, end, usual.zone, usual.all_day, rule), rows)
    standing = {row.recurrence_id for row in rows}
    event = telling(usual)
    yield replace(
        event,
        recurrence_id=None,
        start=first,
        end=end,
        wall=IanaClock(usual.zone).wall(first),
        rrules=(blocks.exported_rule(rule, usual.zone, all_day=usual.all_day),),
        exdates=tuple(_moment(slot, usual) for slot in due if slot.key not in standing),
        extras=_without_rule(event.extras),
    )
    for row in rows:
        own = telling(row)
        if not (_follows(row, usual, end - first) and _says_the_same(own, event)):
            yield replace(own, extras=_without_rule(own.extras))


def _due(times: Times, rows: Sequence[Appointment]) -> list[Slot]:
    """Give the times that the rule asks for as far as the book has been filled."""
    last = max(blocks.moment_of(row) for row in rows)
    return [slot for slot in expanded(times, last, limit=_MOST).slots if slot.start <= last]


def _follows(row: Appointment, usual: Appointment, length: int) -> bool:
    """Tell whether a reader of the rule would make just this row."""
    same = ("title", "description", "practitioner_id", "calendar_id", "location_id", "all_day", "status")
    if blocks.is_changed(row) or any(getattr(row, name) != getattr(usual, name) for name in same):
        return False
    return row.all_day or row.end - row.start == length


def _says_the_same(one: Event, other: Event) -> bool:
    """Tell whether two times of a series differ in nothing but their time."""
    return replace(one, **{name: getattr(other, name) for name in _OF_ONE_TIME}) == other


def _moment(slot: Slot, usual: Appointment) -> Moment:
    return local_date(slot.start, usual.zone) if usual.all_day else slot.start


def _without_rule(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line.partition(":")[0] not in _BARE)
