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
from frontdesk.services.hold_steps import left_to_reverse
from frontdesk.services.seat_steps import beside, runs_out, seats_alone
from frontdesk.services.upkeep_steps import grown_since
from frontdesk.store import journal
from frontdesk.store.work import Work


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


def _refuse_when_built_on(work: Work, target: Changeset, changes: Sequence[Change], besides: frozenset[int]) -> None:
    """Refuse what others have changed since; the steps `besides` go back with it."""
    for entity, run in groupby(sorted(changes, key=lambda c: c.entity), lambda c: c.entity):
        ids = [change.entity_id for change in run]
        later = all_standing(journal.touched_later(work.connection, entity, ids, target.seq))
        left = [head for head in later if head.seq not in besides and not runs_out(head)]
        if any(head.target == target.seq for head in left):
            raise Conflict("already_undone", seq=target.seq)
        if left and not all(beside(work, change, left) for change in changes if change.entity == entity):
            newest = left[0]
            raise Stale(
                "changed_since",
                kind=entity,
                seq=newest.seq,
                who=newest.actor,
                at=newest.at,
                operation=newest.operation,
                words=newest.words,
            )
