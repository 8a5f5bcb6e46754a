"""An appointment through time: every step in its life, whether it can be taken back, and every status that it had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.domain.actor import called
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.changes import Change, Changeset, Kind, all_standing
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services.built_on import newest_that_refers
from frontdesk.services.history_names import FieldChange, Names, WhyNot, operations_of, rows_of, why_not
from frontdesk.services.seat_steps import beside, runs_out
from frontdesk.store import journal
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step in the life of an appointment. `who` is the name that is shown for the actor.

    `undoable` is True for the newest that nothing stands on, if it changed this appointment alone, or nothing but the
    series or the booking that it is one of: what an import or a merge changed with it would be taken back too, and
    nobody who looks at one visit expects that. Of any other line `why_not` says why. `of` is the operation that it
    is, took back or did again.
    """

    seq: int
    at: Instant
    actor: str
    operation: str
    words: str
    kind: Kind
    target: int | None
    changes: tuple[FieldChange, ...]
    undoable: bool
    who: str = ""
    why_not: WhyNot | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One status that an appointment had, since when, and through whom."""

    status: Status
    at: Instant
    actor: str
    seq: int


@dataclass(frozen=True, slots=True)
class VisitHistory:
    """Everything that happened to one appointment, oldest first."""

    id: Id
    lines: tuple[HistoryLine, ...]
    statuses: tuple[StatusLine, ...]


def history_of(book: Reading, id: Id) -> VisitHistory:
    """Read the steps and the statuses of one appointment."""
    steps = journal.history_of(book.connection, "appointment", id)
    if not steps:
        raise NotFound("appointment", id)
    heads = [head for head, _ in steps]
    shared = journal.of_many(book.connection, [head.seq for head in heads])
    names = Names(book, rows_of(change for _, change in steps))
    begun = operations_of(book, heads)
    lines = tuple(
        replace(_line(book, steps[n], heads[n + 1 :], shared, names), of=begun[heads[n].seq]) for n in range(len(steps))
    )
    return VisitHistory(id, lines, tuple(_statuses(steps)))


# What ties rows together so that nobody wonders when one step changes several: a series, and the rows of a booking.
_TIES = ("series_id", "booking_id")


def _of_one_visit(book: Reading, change: Change, seq: int) -> bool:
    """Tell whether a changeset changed nothing but rows of the series or the booking that one is of, was or became.

    An entry of the waiting list that was closed by coming to it belongs to it.
    """
    changes = [each for each in journal.changes_of(book.connection, seq) if each.entity != "waitlist_entry"]
    if {(each.entity, each.entity_id) for each in changes} == {(change.entity, change.entity_id)}:
        return True
    held = book.find(Appointment, Id(change.entity_id))
    ties = set() if held is None else _held_ties(held)
    ties |= _ties_in(change)
    if not ties:
        return False
    records = {("series_id", each.entity_id) for each in changes if each.entity == "series"}
    if not records <= ties or any(each.entity not in ("appointment", "series") for each in changes):
        return False
    changes = [each for each in changes if each.entity == "appointment"]
    unsaid = [each.entity_id for each in changes if ties.isdisjoint(_ties_in(each))]
    rows = book.some(Appointment, unsaid)
    return all(one in rows and not ties.isdisjoint(_held_ties(rows[one])) for one in unsaid)


def _held_ties(row: Appointment) -> set[tuple[str, Any]]:
    return {(name, getattr(row, name)) for name in _TIES if getattr(row, name) is not None}


def _ties_in(change: Change) -> set[tuple[str, Any]]:
    """Give the ties that a change itself names: a row that keeps its own leaves them out."""
    rows = [row for row in (change.before, change.after) if row is not None]
    return {(name, row[name]) for row in rows for name in _TIES if row.get(name) is not None}


def _line(
    book: Reading, step: tuple[Changeset, Change], later: Sequence[Changeset], shared: frozenset[int], names: Names
) -> HistoryLine:
    head, change = step
    barred = _barred(book, head, change, later, shared)
    return HistoryLine(
        seq=head.seq,
        at=head.at,
        actor=head.actor,
        operation=head.operation,
        words=head.words,
        kind=head.kind,
        target=head.target,
        changes=names.changed(change),
        undoable=barred is None,
        who=called(head.actor),
        why_not=barred,
    )


def _barred(
    book: Reading, head: Changeset, change: Change, later: Sequence[Changeset], shared: frozenset[int]
) -> WhyNot | None:
    """Give why a step is not to be taken back from one visit's history, None where it is."""
    if head.kind is not Kind.DO:
        return why_not("is_undo")
    above = [each for each in all_standing(later) if not runs_out(each)]
    if above and not beside(book, change, above):
        undone = any(each.target == head.seq for each in above)
        return why_not("already_undone" if undone else "changed_since", above[0])
    if head.seq in shared and not _of_one_visit(book, change, head.seq):
        return why_not("with_others")
    refers = newest_that_refers(book, head, [change.reversed()])
    return None if refers is None else why_not("changed_since", refers[1])


def _statuses(steps: Sequence[tuple[Changeset, Change]]) -> list[StatusLine]:
    found = []
    for head, change in steps:
        status = (change.after or {}).get("status")
        if status is not None:
            found.append(StatusLine(Status(status), head.at, head.actor, head.seq))
    return found
