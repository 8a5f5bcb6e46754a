"""A step taken back: what that changes, and a step of one visit that gives way to the same done to more of its series.

The second happens within the write that reaches further, so that a trial of it leaves everything as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change, Changeset, Kind, all_standing
from frontdesk.domain.errors import Conflict, Invalid, NotFound, Stale
from frontdesk.domain.series_trial import Deed
from frontdesk.services import checks
from frontdesk.services.built_on import newest_that_refers
from frontdesk.services.hold_steps import left_to_reverse
from frontdesk.services.seat_steps import beside, runs_out, seats_alone
from frontdesk.services.upkeep_steps import grown_since
from frontdesk.store import journal
from frontdesk.store.referring import referring
from frontdesk.store.work import Reading, Work

# What made the book itself is no step of anyone's work: to take it back would take the clinic away.
FOUNDING = frozenset({"profile.create", "book.upgrade"})


def reversal(work: Work, target: Changeset) -> list[Change]:
    """Give the changes that take a step back; Stale or Conflict when it cannot be any more."""
    changes = [change.reversed() for change in reversed(journal.changes_of(work.connection, target.seq))]
    grown, by_upkeep = grown_since(work, target, changes)
    changes = left_to_reverse(work, target, [*grown, *changes])
    _refuse_when_built_on(work, target, changes, by_upkeep)
    return seats_alone(work, changes)


def taken_back_for_more(work: Work, actor: Actor, held: Appointment, deed: Deed, seq: int) -> Appointment:
    """Take back what this actor did to a visit, as the same is to be done to more; give the visit as it was before.

    It is noted as a step of its own, so that to take back what follows leaves nothing of it.
    """
    target = journal.get(work.connection, checks.stored(seq, field="instead_of"))
    if target is None:
        raise NotFound("changeset", seq)
    touched = {change.entity_id for change in journal.changes_of(work.connection, seq)}
    named = (target.kind, target.actor, target.operation) == (Kind.DO, actor.id, f"appointments.{deed.value}")
    if not named or held.id not in touched:
        allowed = "the number of your own step of this kind on this visit"
        raise Invalid("not_that_step", field="instead_of", got=seq, allowed=allowed)
    work.apply(reversal(work, target), taking_back=seq)
    head = {"actor": actor.id, "operation": target.operation, "words": target.words}
    work.finish_apart(head, Kind.UNDO, seq)
    return work.get(Appointment, held.id)


def built_on(
    book: Reading, target: Changeset, changes: Sequence[Change], besides: frozenset[int] = frozenset()
) -> tuple[str, Changeset] | None:
    """Give the newest later step that stands on one, which `changes` take back, and on what kind of record.

    The steps `besides` go back with it.
    A step that was taken back already is built on by the one that did so, whatever else came later.
    """
    for entity, run in groupby(sorted(changes, key=lambda c: c.entity), lambda c: c.entity):
        ids = [change.entity_id for change in run]
        later = all_standing(journal.touched_later(book.connection, entity, ids, target.seq))
        left = [head for head in later if head.seq not in besides and not runs_out(head)]
        undone = [head for head in left if head.target == target.seq]
        if undone:
            return entity, undone[0]
        if left and not all(beside(book, change, left) for change in changes if change.entity == entity):
            return entity, left[0]
    return newest_that_refers(book, target, changes)


def referred_to(book: Reading, target: Changeset, changes: Sequence[Change]) -> Stale | None:
    """Give the refusal that names who has come to refer to what a step made, such as by a note on a visit."""
    going = {(change.entity, change.entity_id) for change in changes if change.after is None}
    found: list[tuple[str, int]] = []
    for entity in {entity for entity, _ in going}:
        ids = [one for kind, one in going if kind == entity]
        found += [each for each in referring(book.connection, entity, ids) if each not in going]
    newest = _newest(book, target, found)
    return None if newest is None else _changed_since(newest, found[0][0])


def _newest(book: Reading, target: Changeset, records: Sequence[tuple[str, int]]) -> Changeset | None:
    """Give the newest step after one that still stands on some records."""
    later: list[Changeset] = []
    for entity in {entity for entity, _ in records}:
        ids = [one for kind, one in records if kind == entity]
        later += all_standing(journal.touched_later(book.connection, entity, ids, target.seq))
    return max(later, key=lambda head: head.seq, default=None)


def _refuse_when_built_on(work: Work, target: Changeset, changes: Sequence[Change], besides: frozenset[int]) -> None:
    """Refuse what others have changed since; the steps `besides` go back with it."""
    later = built_on(work, target, changes, besides)
    if later is None:
        return
    kind, head = later
    if head.target == target.seq:
        raise Conflict("already_undone", seq=target.seq)
    raise _changed_since(head, kind)


def _changed_since(later: Changeset, kind: str) -> Stale:
    return Stale(
        "changed_since",
        kind=kind,
        seq=later.seq,
        who=later.actor,
        at=later.at,
        operation=later.operation,
        words=later.words,
    )
