"""Several dates of a series moved as one step: the rule goes along, what has been stays where it was (C39, C40)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, native_uid
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_trial import Stays, TrialRow
from frontdesk.ics.clocks import Clock
from frontdesk.ics.moments import key_of
from frontdesk.services.allowing import allowed, without_reason
from frontdesk.services.booking import filled
from frontdesk.services.closed_time import closed_over
from frontdesk.services.families import Pair, moving
from frontdesk.services.series import record
from frontdesk.services.series.members import Family, stays_moving, wall_shift
from frontdesk.services.series.record import Told
from frontdesk.services.series.rows import key_for, moment_named, moment_of, put_into, unmarked
from frontdesk.services.series.wanted import Clashing, Wanted, marked_changed
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Work


@dataclass(slots=True)
class Moved:
    """What came of a move: the rows as they are judged, and the visit that was named as it is then."""

    rows: list[TrialRow] = field(default_factory=list)
    visit: Appointment | None = None
    refused: list[tuple[Appointment, Conflict]] = field(default_factory=list)


def move_all(work: Work, actor: Actor, family: Family, held: Appointment, scope: Scope, move: Wanted) -> Moved:
    """Move the dates of a scope as far as the named one goes, and write them.

    What has begun or was called off stays, as a series that ends there. A date that was changed by itself comes to
    where the series has it now. Conflict lists what is in the way of any of them, unless those are to be left.
    """
    chosen = family.of(held, scope)
    staying = {row.id: why for row in chosen if (why := stays_moving(row, held, work.now)) is not None}
    going = [row for row in chosen if row.id not in staying]
    if not going:
        raise Invalid("nothing_to_change", field="scope", got=scope.value, allowed="a scope with a visit to come")
    cut = moment_of(going[0])
    assert move.start is not None
    by = wall_shift(family.expected(held).start, move.start, family)
    length = None if move.end is None else move.end - move.start
    after = _record(work, family, cut, by, length)
    done = Moved()
    clock = record.told_by(family.series).master.clock
    wanted = {row.id: _wanted(work, family, row, move, (clock, by, length)) for row in going}
    judged = _judged(work, actor, [(row, wanted[row.id]) for row in going], move, done)
    later = [row for row in family.rows if moment_of(row) >= cut]
    for row in later:
        key = key_for(_moved(clock, moment_of(row), by), row)
        if row.id in judged:
            continue
        kept = put_into(row, after, key)
        work.replace(row, marked_changed(kept) if row.id in wanted else kept)
    for row_id, (before, fresh) in judged.items():
        mine = wanted.get(row_id)
        if mine is not None:
            fresh = put_into(fresh, after, key_for(_moved(clock, moment_of(before), by), before))
        written = work.replace(before, replace(fresh, updated_at=work.now))
        if row_id == held.id:
            done.visit = written
    done.rows += [_told(family, row, wanted.get(row.id), staying.get(row.id), done, move) for row in chosen]
    return done


def try_one(work: Work, actor: Actor, family: Family, held: Appointment, move: Wanted) -> Moved:
    """Judge the move of one date by itself, which needs no rule to go along; nothing is written."""
    assert move.start is not None
    end = Instant(move.start + held.end - held.start) if move.end is None else move.end
    fresh = replace(filled(work, held, move.sent), updated_at=work.now).moved(move.start, end)
    wanted = without_reason(fresh)
    done = Moved(visit=held)
    _, done.refused = _judged_once(work, actor, [(held, moving(work, held, wanted))], move)
    done.rows = [_told(family, held, wanted, None, done, move)]
    return done


def _record(work: Work, family: Family, cut: Instant, by: timedelta, length: int | None) -> Series:
    """Write what the series says from the cut on, and that the one before ends there where any lie before it."""
    series, told = family.series, record.told_by(family.series)
    clock = told.master.clock
    splits = told.master.start < cut
    if splits:
        told = record.begun_at(told, cut)
    told = _shifted(told, cut, by, length)
    filled = None if series.filled is None else _moved(clock, series.filled, by)
    left_out = tuple(_moved_key(clock, key, by, series) for key in series.left_out if _is_later(key, cut, series))
    if not splits:
        return work.replace(series, replace(record.telling(series, told), filled=filled, left_out=left_out))
    one = work.new_id()
    lines = record.telling(series, _named(told, native_uid(one))).lines
    fresh = Series(
        id=one,
        uid=native_uid(one),
        zone=series.zone,
        lines=lines,
        filled=filled,
        left_out=left_out,
        imported=series.imported,
    )
    work.create(fresh)
    ended = record.telling(series, record.ended_before(record.told_by(series), cut))
    earlier = tuple(key for key in series.left_out if not _is_later(key, cut, series))
    work.replace(series, replace(ended, filled=None, left_out=earlier))
    return fresh


def split_off(work: Work, family: Family, cut: Instant) -> Series:
    """Make the dates from a moment on a series of their own, and give its record; the rows are to follow."""
    return _record(work, family, cut, timedelta(), None)


def _named(told: Told, uid: str) -> Told:
    return Told(replace(told.master, uid=uid), tuple(replace(each, uid=uid) for each in told.versions))


def _shifted(told: Told, cut: Instant, by: timedelta, length: int | None) -> Told:
    clock = told.master.clock
    if by:
        told = record.moved(told, cut, _moved(clock, cut, by), None)
    if length is None:
        return told
    end = Instant(told.master.start + length)
    return Told(replace(told.master, end=end, length=None, end_clock=None), told.versions)


def _moved(clock: Clock, moment: Instant, by: timedelta) -> Instant:
    return clock.at(clock.wall(moment) + by) if by else moment


def _moved_key(clock: Clock, key: str, by: timedelta, series: Series) -> str:
    moved = _moved(clock, moment_named(key, series.zone), by)
    return key_of(clock.wall(moved).date()) if len(key) == 8 else key_of(moved)


def _is_later(key: str, cut: Instant, series: Series) -> bool:
    return moment_named(key, series.zone) >= cut


def _wanted(
    work: Work,
    family: Family,
    row: Appointment,
    move: Wanted,
    shift: tuple[Clock, timedelta, int | None],
) -> Appointment:
    """Give a row at its new time, with what was said of all of them."""
    clock, by, length = shift
    usual = family.expected(row)
    start = _moved(clock, usual.start, by)
    end = Instant(start + (usual.end - usual.start if length is None else length))
    fresh = replace(filled(work, row, move.sent), updated_at=work.now)
    return unmarked(without_reason(fresh.moved(start, end)))


def _judged(
    work: Work,
    actor: Actor,
    wanted: list[Pair],
    move: Wanted,
    done: Moved,
) -> dict[Id, Pair]:
    """Give the rows that may go, with those of their bookings; Conflict where others may not and are not left.

    Those that are left where they are may be in the way of others, so these are judged again.
    """
    families = [(row, moving(work, row, after)) for row, after in wanted]
    while True:
        judged, refused = _judged_once(work, actor, families, move)
        done.refused += refused
        _refuse(done, move)
        if not refused:
            return judged
        left = {row.id for row, _ in refused}
        families = [(row, pairs) for row, pairs in families if row.id not in left]


def _judged_once(
    work: Work, actor: Actor, families: list[tuple[Appointment, list[Pair]]], move: Wanted
) -> tuple[dict[Id, Pair], list[tuple[Appointment, Conflict]]]:
    """Judge all rows as though none of them held its time yet."""
    refused = []
    going = [before for _, pairs in families for before, after in pairs if before.interval != after.interval]
    judged: dict[Id, Pair] = {}
    with work.without_time_of(*going):
        for row, pairs in families:
            try:
                for before, after in pairs:
                    sent: Mapping[str, Any] = move.sent if before.id == row.id else {}
                    judged[before.id] = before, _free(work, actor, before, after, sent, move.told)
            except Conflict as refusal:
                refused.append((row, refusal))
                for before, _ in pairs:
                    judged.pop(before.id, None)
    return judged, refused


def _free(
    work: Work, actor: Actor, before: Appointment, after: Appointment, sent: Mapping[str, Any], told: str | None
) -> Appointment:
    fresh = allowed(work, before, after, sent, told, actor, over_closed=_lies_there(work, before, after))
    if fresh.override_reason is None:
        taken = overlapping(work.connection, claims_of(fresh), besides=before.id)
        if taken:
            raise Conflict("time_taken", taken)
    return fresh


def _lies_there(work: Work, before: Appointment, after: Appointment) -> bool:
    """Tell whether what closes a row's new time closed its old one already: somebody booked it there by hand."""
    there = {(each.kind, each.subject_id) for each in closed_over(work, before)}
    return bool(there) and {(each.kind, each.subject_id) for each in closed_over(work, after)} <= there


def _refuse(done: Moved, move: Wanted) -> None:
    if not done.refused or move.clashing is Clashing.LEAVE:
        return
    clashes: dict[Clash, None] = {}
    for _, refusal in done.refused:
        clashes |= dict.fromkeys(refusal.clashes)
    reasons = [refusal.reason for _, refusal in done.refused]
    reason = next((each for each in reasons if each != "time_taken"), "time_taken")
    raise Conflict(reason, tuple(clashes), dates=len(done.refused))


def _told(
    family: Family, row: Appointment, wanted: Appointment | None, why: Stays | None, done: Moved, move: Wanted
) -> TrialRow:
    if wanted is None:
        return TrialRow(visit=row, start=row.start, end=row.end, stays=why)
    refused = next((refusal for other, refusal in done.refused if other.id == row.id), None)
    sent = {"start", *move.sent}
    overridden = tuple(name for name in family.changed(row) if name in sent)
    return TrialRow(
        visit=row,
        start=wanted.start,
        end=wanted.end,
        stays=None if refused is None else Stays.CLASH,
        overridden=overridden,
        clashes=() if refused is None else refused.clashes,
    )
