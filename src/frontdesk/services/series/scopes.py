"""What is done to several dates of a series at once, and what it would do: one step, undone as one (C39, C40, C61)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed, Stays, TrialRow
from frontdesk.services import families
from frontdesk.services.allowing import allowed, without_old_reason
from frontdesk.services.booking import ChangedFields, filled
from frontdesk.services.series import record
from frontdesk.services.series.members import (
    Family,
    family_of,
    stays_archiving,
    stays_gone,
    stays_returning,
    stays_stepping,
)
from frontdesk.services.series.moving import move_all, split_off, try_one
from frontdesk.services.series.rows import key_for, moment_of, put_into
from frontdesk.services.series.wanted import Done, Wanted
from frontdesk.services.waitlist_closing import waited_for
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Work

Staying = Callable[[Appointment, Appointment, int], Stays | None]
# What happened on one date is said of that date.
_OF_ONE_DATE = frozenset({"actual_start", "actual_end", "visit_note"})


def carried_out(work: Work, actor: Actor, held: Appointment, scope: Scope, wanted: Wanted) -> Done:
    """Do what is wanted to the dates of a scope, all of it or nothing."""
    match wanted.deed:
        case Deed.MOVE:
            family = family_of(work, held)
            if scope is Scope.THIS:
                came = try_one(work, actor, family, held, wanted)
            else:
                came = move_all(work, actor, family, held, scope, wanted)
            return Done(came.visit or work.get(Appointment, held.id), wanted.deed, came.rows)
        case Deed.UPDATE:
            return updated(work, actor, held, scope, wanted)
        case Deed.SET_STATUS:
            assert wanted.status is not None
            return stepped(work, held, scope, wanted.status, wanted.reason)
        case Deed.CANCEL:
            return cancelled(work, held, scope, wanted.reason)
        case Deed.ARCHIVE:
            return archived(work, held, scope)
        case Deed.RESTORE:
            return restored(work, actor, held, scope, wanted.told)
        case Deed.DELETE:
            return deleted(work, held, scope)


def updated(work: Work, actor: Actor, held: Appointment, scope: Scope, wanted: Wanted) -> Done:
    """Change what is said of the dates of a scope; past ones that were changed by themselves stay as they are.

    Those that follow become a series of their own.
    """
    sent: ChangedFields = wanted.sent
    single = sorted(_OF_ONE_DATE & sent.keys())
    if single:
        raise Invalid("of_one_date", field=single[0], got=scope.value, allowed="the scope this")
    family = family_of(work, held)
    chosen = family.of(held, scope)
    past = {row.id for row in chosen if row.start <= work.now and row.id != held.id and family.is_exception(row)}
    going = [row for row in chosen if row.id not in past]
    pairs = [(row, _filled(work, row, sent)) for row in going]
    judged = families.all_allowed(work, pairs, lambda pair: _allowed(work, actor, pair, wanted))
    cut = moment_of(held)
    splits = scope is Scope.FOLLOWING and any(moment_of(row) < cut for row in family.rows)
    series = split_off(work, family, cut) if splits else family.series
    done = Done(held, Deed.UPDATE)
    for (row, _), fresh in zip(pairs, judged, strict=True):
        fresh = put_into(fresh, series, key_for(moment_of(row), row)) if splits else fresh
        written = families.took_words(work, row, work.replace(row, fresh), families.of_row(work, row, sent))
        waited_for(work, row, written)
        if row.id == held.id:
            done.visit = written
    if splits:
        for row in (row for row in chosen if row.id in past):
            work.replace(row, put_into(row, series, key_for(moment_of(row), row)))
    done.rows = [
        TrialRow(
            visit=row,
            start=row.start,
            end=row.end,
            stays=Stays.PAST if row.id in past else None,
            overridden=tuple(name for name in family.changed(row) if name in sent),
        )
        for row in chosen
    ]
    return done


def _filled(work: Work, row: Appointment, sent: ChangedFields) -> Appointment:
    mine = families.of_row(work, row, sent)
    return replace(filled(work, row, mine), updated_at=work.now).checked()


def _allowed(work: Work, actor: Actor, pair: tuple[Appointment, Appointment], wanted: Wanted) -> Appointment:
    row, after = pair
    fresh = allowed(work, row, after, families.of_row(work, row, wanted.sent), wanted.told, actor)
    if wanted.told is None:
        fresh = without_old_reason(work, row, fresh)
        new = set(claims_of(fresh)) - set(claims_of(row))
        if new and fresh.override_reason is None:
            taken = overlapping(work.connection, new, besides=row.id)
            if taken:
                raise Conflict("time_taken", taken)
    return fresh


def stepped(work: Work, held: Appointment, scope: Scope, status: Status, reason: str | None) -> Done:
    """Give the dates of a scope a status, as far as each may take it; the reason is of those not shown up for."""

    def step(row: Appointment) -> Appointment:
        after = without_old_reason(work, row, families.stepped(row, status, work.now, reason))
        return families.took_status(work, work.replace(row, after))

    return _each(work, held, scope, Deed.SET_STATUS, stays_stepping(status), step)


def cancelled(work: Work, held: Appointment, scope: Scope, reason: str | None) -> Done:
    """Cancel the dates of a scope that are still to come; a series without an end comes to one."""

    def cancel(row: Appointment) -> Appointment:
        after = replace(row.with_status(Status.CANCELLED, work.now), cancel_reason=reason, updated_at=work.now)
        return families.took_status(work, work.replace(row, after))

    done = _each(work, held, scope, Deed.CANCEL, stays_stepping(Status.CANCELLED), cancel)
    _stop(work, held)
    return done


def archived(work: Work, held: Appointment, scope: Scope) -> Done:
    """Put the dates of a scope away; a series without an end comes to one."""
    done = _each(work, held, scope, Deed.ARCHIVE, stays_archiving, lambda row: families.put_away(work, row))
    _stop(work, held)
    return done


def restored(work: Work, actor: Actor, held: Appointment, scope: Scope, told: str | None) -> Done:
    """Bring back the dates of a scope that were archived or cancelled, if their times are still free."""
    return _each(
        work, held, scope, Deed.RESTORE, stays_returning, lambda row: families.brought_back(work, row, told, actor)
    )


def deleted(work: Work, held: Appointment, scope: Scope) -> Done:
    """Delete the dates of a scope, past ones too; what lies before them is a series that ends there."""
    family = family_of(work, held)
    chosen = family.of(held, scope)
    done = Done(held, Deed.DELETE, [_row(row, stays_gone(row, held, work.now)) for row in chosen])
    work.remove(*(each for row in chosen for each in families.rows_of(work, row)))
    if len(chosen) == len(family.rows):
        work.remove(family.series)
    else:
        told = record.ended_before(record.told_by(family.series), moment_of(held))
        work.replace(family.series, replace(record.telling(family.series, told), filled=None))
    return done


def _each(
    work: Work, held: Appointment, scope: Scope, deed: Deed, stays: Staying, act: Callable[[Appointment], Appointment]
) -> Done:
    """Do something to each date of a scope that does not stay; one that is named and stays is refused by itself."""
    chosen = family_of(work, held).of(held, scope)
    # One by itself is refused by its own rules, as it is without a scope.
    judged = [(row, None if scope is Scope.THIS else stays(row, held, work.now)) for row in chosen]
    if all(why is not None for _, why in judged):
        raise Invalid("nothing_to_change", field="scope", got=scope.value, allowed="a scope with a visit to change")
    done = Done(held, deed, [_row(row, why) for row, why in judged])
    for row in (row for row, why in judged if why is None):
        after = act(row)
        if row.id == held.id:
            done.visit = after
    return done


def _row(row: Appointment, why: Stays | None) -> TrialRow:
    return TrialRow(visit=row, start=row.start, end=row.end, stays=why)


def _stop(work: Work, held: Appointment) -> None:
    """End a series that goes on where its rows do: nobody wants more of what was just called off."""
    family: Family = family_of(work, held)
    if family.series.filled is None:
        return
    told = record.ended_before(record.told_by(family.series), family.series.filled)
    work.replace(family.series, replace(record.telling(family.series, told), filled=None))
