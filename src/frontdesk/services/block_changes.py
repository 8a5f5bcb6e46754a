"""What becomes of the rows of a block when it is changed or removed: alone, from one time on, or as a whole.

Nothing here reads or writes the book: rows go in, and a plan of rows comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.services import block_series as series
from frontdesk.services.block_series import Slot, Times, expanded

Pair = tuple[Appointment, Appointment]


@dataclass(frozen=True, slots=True)
class Change:
    """What is wanted of one block: fields, its new time, and the rule that is to hold."""

    fields: Mapping[str, Any]
    start: Instant
    end: Instant
    all_day: bool
    rule: str | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a change is made in: all rows of the series, the moment of the write, and where new ids come from.

    `following` leaves the rows before the block as they are, in a series that ends there.
    """

    kin: Sequence[Appointment]
    now: Instant
    new_id: Callable[[], Id]
    following: bool = False


@dataclass(slots=True)
class Plan:
    """Rows to change, from what to what, to make and to remove.

    `meant` are the ids that the change was about; rows that only get another rule are not among them.
    """

    replaced: list[Pair] = field(default_factory=list)
    made: list[Appointment] = field(default_factory=list)
    gone: list[Appointment] = field(default_factory=list)
    meant: set[Id] = field(default_factory=set)
    horizon: Instant | None = None


def changed_alone(held: Appointment, change: Change) -> Plan:
    """Plan a change of one block; of a series, it is an exception from now on."""
    after = series.marked_changed(_applied(held, change, change.start, change.end))
    return Plan([(held, after)], meant={held.id})


def changed_series(held: Appointment, change: Change, setting: Setting) -> Plan:
    """Plan a change of a block with the others of its series, or of a single one that may become a series."""
    if held.series_id is None:
        return _begun(held, change, setting)
    past, later = _split(held, setting)
    same = change.rule == series.rule_of(held)
    plan = (_shifted if same else _anew)(held, past, later, change, setting)
    plan.replaced += _shortened(past, series.moment_of(held))
    return plan


def removed_rows(held: Appointment, setting: Setting) -> Plan:
    """Plan the removal of a block's series, or of what follows a block in it."""
    past, later = _split(held, setting)
    return Plan(_shortened(past, series.moment_of(held)), gone=list(later))


def _split(held: Appointment, setting: Setting) -> tuple[list[Appointment], list[Appointment]]:
    """Give the rows that stay behind, and those from the block on."""
    if not setting.following:
        return [], list(setting.kin)
    cut = series.moment_of(held)
    past = [row for row in setting.kin if series.moment_of(row) < cut]
    return past, [row for row in setting.kin if series.moment_of(row) >= cut]


def _shortened(past: Sequence[Appointment], cut: Instant) -> list[Pair]:
    """End the series of the rows that stay behind before the cut."""
    if not past:
        return []
    rule = series.rule_of(past[0])
    if rule is None or past[0].series_id is None:
        return []
    first = series.key_for(series.first_moment(past), past[0])
    return [
        (row, series.put_into(row, past[0].series_id, _key(row), series.rule_before(rule, cut, row), first))
        for row in past
    ]


def _begun(held: Appointment, change: Change, setting: Setting) -> Plan:
    """Change a single block, which becomes a series where a rule is given."""
    if change.rule is None:
        return Plan([(held, _applied(held, change, change.start, change.end))], meant={held.id})
    times = Times(change.start, change.end, held.zone, change.all_day, change.rule)
    found = expanded(times, setting.now)
    ids = [held.id, *(setting.new_id() for _ in found.slots[1:])]
    template = _applied(held, change, change.start, change.end)
    rows = series.rows(template, change.rule, found.slots, setting.new_id(), ids)
    made = [_fresh(row, setting) for row in rows[1:]]
    return Plan([(held, rows[0])], made, meant=set(ids), horizon=found.horizon)


def _shifted(
    held: Appointment, past: Sequence[Appointment], later: Sequence[Appointment], change: Change, setting: Setting
) -> Plan:
    """Move all rows as far as the one moves; the times that were taken away stay away."""
    rule, zone, sid = change.rule, held.zone, setting.new_id() if past else held.series_id
    assert rule is not None
    assert sid is not None
    by = series.between(held.start, change.start, zone)
    length = series.between(change.start, change.end, zone)
    begin = series.moment_of(held) if past else series.first_moment(setting.kin)
    if past and "COUNT=" in rule:
        rule = series.rule_from(rule, _times_before(past, rule, series.moment_of(held)))
    rule = series.moved_rule(rule, held.start, change.start, zone)
    plan = Plan(meant={row.id for row in later})
    first = _dayed(series.shifted(begin, by, zone), length, zone, change)
    for row in later:
        slot = _dayed(series.shifted(series.moment_of(row), by, zone), length, zone, change)
        after = row
        if row.id == held.id:
            after = _applied(row, change, change.start, change.end)
        elif not series.is_changed(row):
            after = _applied(row, change, slot.start, slot.end)
        plan.replaced.append((row, series.put_into(after, sid, slot.key, rule, first.key)))
    return plan


def _anew(
    held: Appointment, past: Sequence[Appointment], later: Sequence[Appointment], change: Change, setting: Setting
) -> Plan:
    """Give the rows the times of another rule; a row keeps its id where both rules have its day."""
    if change.rule is None:
        alone = series.taken_out(_applied(held, change, change.start, change.end))
        return Plan([(held, alone)], gone=[row for row in later if row.id != held.id], meant={held.id})
    zone = held.zone
    by = series.between(held.start, change.start, zone)
    begin = change.start if past else series.shifted(series.first_moment(setting.kin), by, zone)
    end = series.shifted(begin, series.between(change.start, change.end, zone), zone)
    times = Times(begin, end, zone, change.all_day, change.rule).whole_days()
    found = expanded(times, setting.now)
    standing = _standing(held, later, found.slots, change)
    sid = setting.new_id() if past else held.series_id
    ids = [standing[slot.key].id if slot.key in standing else setting.new_id() for slot in found.slots]
    template = series.taken_out(_applied(held, change, change.start, change.end))
    plan = Plan(meant=set(ids), horizon=found.horizon)
    assert sid is not None
    for slot, row in zip(found.slots, series.rows(template, change.rule, found.slots, sid, ids), strict=True):
        before = standing.get(slot.key)
        if before is None:
            plan.made.append(_fresh(row, setting))
        elif before.id != held.id and series.is_changed(before):
            own = series.put_into(before, sid, slot.key, change.rule, found.slots[0].key)
            plan.replaced.append((before, own))
        else:
            plan.replaced.append((before, replace(row, version=before.version, created_at=before.created_at)))
    plan.gone = [row for row in later if row.id not in plan.meant]
    return plan


def _standing(
    held: Appointment, later: Sequence[Appointment], slots: Sequence[Slot], change: Change
) -> dict[str, Appointment]:
    """Give the row that stands at each new time already: one of the same day; the block itself has one anyway."""
    zone = held.zone
    by_day: dict[date, Appointment] = {local_date(series.moment_of(row), zone): row for row in later}
    by_day.pop(local_date(series.moment_of(held), zone), None)
    mine = next((slot for slot in slots if slot.end > change.start), slots[-1])
    found = {mine.key: held}
    for slot in slots:
        row = by_day.pop(local_date(slot.start, zone), None)
        if row is not None and slot.key != mine.key:
            found[slot.key] = row
    return found


def _times_before(past: Sequence[Appointment], rule: str, cut: Instant) -> int:
    """Count the times of a series before a moment, those that were taken away too."""
    first = series.first_moment(past)
    times = Times(first, Instant(first + 1), past[0].zone, past[0].all_day, rule)
    return sum(slot.start < cut for slot in expanded(times, cut).slots)


def _dayed(start: Instant, length: Any, zone: str, change: Change) -> Slot:
    """Give the time of one row, in whole days where the block lasts all day now."""
    times = Times(start, series.shifted(start, length, zone), zone, change.all_day).whole_days()
    return expanded(times, start).slots[0]


def _applied(row: Appointment, change: Change, start: Instant, end: Instant) -> Appointment:
    return replace(row, **change.fields, start=start, end=end, all_day=change.all_day)


def _fresh(row: Appointment, setting: Setting) -> Appointment:
    return replace(row, version=1, created_at=setting.now)


def _key(row: Appointment) -> str:
    return row.recurrence_id or series.key_for(row.start, row)
