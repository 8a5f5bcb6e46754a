"""What becomes of the rows of a block when it is changed or removed: alone, from one time on, or as a whole.

Nothing here reads or writes the book: rows go in, and a plan of rows comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from frontdesk.domain.appointment import Appointment, native_uid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.series import Series
from frontdesk.services.series import record, rows
from frontdesk.services.series.times import Slot, Times, between, expanded, key_at, shifted
from frontdesk.services.series.wanted import marked_changed

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
    """What a change is made in: all rows of the series, its record, the moment of the write, where ids come from.

    `following` leaves the rows before the block as they are, in a series that ends there.
    """

    kin: Sequence[Appointment]
    series: Series | None
    now: Instant
    new_id: Callable[[], Id]
    following: bool = False


@dataclass(slots=True)
class Plan:
    """Rows and records to change, from what to what, to make (from None) and to remove (to None).

    `meant` are the ids that the change was about; rows that only get another record are not among them. `overridden`
    are those of them that were changed by themselves, and are as the series has them from now on.
    """

    replaced: list[Pair] = field(default_factory=list)
    made: list[Appointment] = field(default_factory=list)
    gone: list[Appointment] = field(default_factory=list)
    records: list[tuple[Series | None, Series | None]] = field(default_factory=list)
    overridden: list[Id] = field(default_factory=list)
    meant: set[Id] = field(default_factory=set)
    horizon: Instant | None = None


def changed_alone(held: Appointment, change: Change) -> Plan:
    """Plan a change of one block; of a series, it is an exception from now on."""
    after = marked_changed(_applied(held, change, change.start, change.end))
    return Plan([(held, after)], meant={held.id})


def changed_series(held: Appointment, change: Change, setting: Setting) -> Plan:
    """Plan a change of a block with the others of its series, or of a single one that may become a series."""
    series = setting.series
    if series is None:
        return _begun(held, change, setting)
    past, later = _split(held, setting)
    same = change.rule == record.rule_of(series)
    plan = (_shifted if same else _anew)(held, past, later, change, setting, series)
    plan.records += _shortened(past, held, series)
    return plan


def removed_rows(held: Appointment, setting: Setting) -> Plan:
    """Plan the removal of a block's series, or of what follows a block in it."""
    past, later = _split(held, setting)
    if setting.series is None:
        return Plan(gone=list(later))
    records = _shortened(past, held, setting.series) if past else [(setting.series, None)]
    return Plan(gone=list(later), records=list(records))


def _split(held: Appointment, setting: Setting) -> tuple[list[Appointment], list[Appointment]]:
    """Give the rows that stay behind, and those from the block on."""
    if not setting.following:
        return [], list(setting.kin)
    cut = rows.moment_of(held)
    past = [row for row in setting.kin if rows.moment_of(row) < cut]
    return past, [row for row in setting.kin if rows.moment_of(row) >= cut]


def _shortened(past: Sequence[Appointment], held: Appointment, series: Series) -> list[tuple[Series, Series]]:
    """End the series of the rows that stay behind before the block."""
    if not past:
        return []
    told = record.ended_before(record.told_by(series), rows.moment_of(held))
    return [(series, replace(record.telling(series, told), filled=None))]


def _begun(held: Appointment, change: Change, setting: Setting) -> Plan:
    """Change a single block, which becomes a series where a rule is given."""
    if change.rule is None:
        return Plan([(held, _applied(held, change, change.start, change.end))], meant={held.id})
    times = Times(change.start, change.end, held.zone, change.all_day, change.rule)
    found = expanded(times, setting.now)
    ids = [held.id, *(setting.new_id() for _ in found.slots[1:])]
    template = _applied(held, change, change.start, change.end)
    series = _recorded(setting.new_id(), times, found.slots[0], found.horizon)
    made = rows.rows_at(template, series, found.slots, ids)
    fresh = [_fresh(row, setting) for row in made[1:]]
    return Plan([(held, made[0])], fresh, records=[(None, series)], meant=set(ids), horizon=found.horizon)


def _recorded(one: Id, times: Times, first: Slot, horizon: Instant | None) -> Series:
    begun = replace(times, start=first.start, end=first.end)
    return record.made(one, native_uid(one), begun, horizon)


def _shifted(
    held: Appointment,
    past: Sequence[Appointment],
    later: Sequence[Appointment],
    change: Change,
    setting: Setting,
    series: Series,
) -> Plan:
    """Move all rows as far as the one moves; the times that were taken away stay away."""
    zone = held.zone
    by = between(held.start, change.start, zone)
    length = between(change.start, change.end, zone)
    told = record.begun_at(record.told_by(series), rows.moment_of(held)) if past else record.told_by(series)
    after = replace(_moved_record(held, told, change, series), filled=_filled(series, by, zone))
    if past:
        new = setting.new_id()
        after = replace(after, id=new, uid=native_uid(new), imported=False, version=1)
    plan = Plan(meant={row.id for row in later}, records=[(None if past else series, after)])
    for row in later:
        slot = _dayed(shifted(rows.moment_of(row), by, zone), length, zone, change)
        own = row
        if row.id == held.id:
            own = rows.unmarked(_applied(row, change, change.start, change.end))
        elif not rows.is_changed(row):
            own = _applied(row, change, slot.start, slot.end)
        elif row.start > setting.now:
            own = _overridden(row, slot, held, change)
            plan.overridden.append(row.id)
        plan.replaced.append((row, rows.put_into(own, after, slot.key)))
    return plan


def _moved_record(held: Appointment, told: record.Told, change: Change, series: Series) -> Series:
    zone = held.zone
    length = between(change.start, change.end, zone)
    if not change.all_day and not told.master.all_day:
        return record.telling(series, record.moved(told, held.start, change.start, length))
    # Whole days become times of day, or the other way round: the record is made anew of what is known of it.
    rule = record.moved(told, held.start, change.start, None).rule
    begin = shifted(told.master.start, between(held.start, change.start, zone), zone)
    first = _dayed(begin, length, zone, change)
    times = Times(first.start, first.end, zone, change.all_day, rule)
    return replace(series, lines=record.made(series.id, series.uid, times, None).lines)


def _overridden(row: Appointment, slot: Slot, held: Appointment, change: Change) -> Appointment:
    """Give a row that was changed by itself and is still to come: what is said of the series now holds for it too."""
    own = replace(row, **change.fields)
    if (held.start, held.end, held.all_day) == (change.start, change.end, change.all_day):
        return own
    return rows.unmarked(replace(own, start=slot.start, end=slot.end, all_day=change.all_day))


def _filled(series: Series, by: Any, zone: str) -> Instant | None:
    return None if series.filled is None else shifted(series.filled, by, zone)


def _anew(
    held: Appointment,
    past: Sequence[Appointment],
    later: Sequence[Appointment],
    change: Change,
    setting: Setting,
    series: Series,
) -> Plan:
    """Give the rows the times of another rule; a row keeps its id where both rules have its day."""
    if change.rule is None:
        alone = rows.taken_out(_applied(held, change, change.start, change.end))
        gone = [row for row in later if row.id != held.id]
        return Plan([(held, alone)], gone=gone, records=[] if past else [(series, None)], meant={held.id})
    zone = held.zone
    by = between(held.start, change.start, zone)
    begin = change.start if past else shifted(record.told_by(series).master.start, by, zone)
    end = shifted(begin, between(change.start, change.end, zone), zone)
    times = Times(begin, end, zone, change.all_day, change.rule).whole_days()
    found = expanded(times, setting.now)
    standing = _standing(held, later, found.slots, change)
    after = _recorded(setting.new_id() if past else series.id, times, found.slots[0], found.horizon)
    if not past:
        after = replace(after, version=series.version)
    ids = [standing[slot.key].id if slot.key in standing else setting.new_id() for slot in found.slots]
    template = rows.taken_out(_applied(held, change, change.start, change.end))
    plan = Plan(meant=set(ids), records=[(None if past else series, after)], horizon=found.horizon)
    for slot, row in zip(found.slots, rows.rows_at(template, after, found.slots, ids), strict=True):
        before = standing.get(slot.key)
        if before is None:
            plan.made.append(_fresh(row, setting))
        elif before.id != held.id and rows.is_changed(before):
            plan.replaced.append((before, rows.put_into(before, after, slot.key)))
        else:
            plan.replaced.append((before, replace(row, version=before.version, created_at=before.created_at)))
    plan.gone = [row for row in later if row.id not in plan.meant]
    return plan


def _standing(
    held: Appointment, later: Sequence[Appointment], slots: Sequence[Slot], change: Change
) -> dict[str, Appointment]:
    """Give the row that stands at each new time already: one of the same day; the block itself has one anyway."""
    zone = held.zone
    by_day: dict[date, Appointment] = {local_date(rows.moment_of(row), zone): row for row in later}
    by_day.pop(local_date(rows.moment_of(held), zone), None)
    mine = next((slot for slot in slots if slot.end > change.start), slots[-1])
    found = {mine.key: held}
    for slot in slots:
        row = by_day.pop(local_date(slot.start, zone), None)
        if row is not None and slot.key != mine.key:
            found[slot.key] = row
    return found


def _dayed(start: Instant, length: Any, zone: str, change: Change) -> Slot:
    """Give the time of one row, in whole days where the block lasts all day now."""
    times = Times(start, shifted(start, length, zone), zone, change.all_day).whole_days()
    return Slot(key_at(times.start, times), times.start, times.end)


def _applied(row: Appointment, change: Change, start: Instant, end: Instant) -> Appointment:
    return replace(row, **change.fields, start=start, end=end, all_day=change.all_day)


def _fresh(row: Appointment, setting: Setting) -> Appointment:
    return replace(row, version=1, created_at=setting.now)
