"""The log with what people can read in it: who did what to which visit, from what to what, and whether it goes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.domain.actor import called
from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.changes import Change, Changeset, Kind
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.services.history_names import FieldChange, Names, WhyNot, operations_of, rows_of, why_not
from frontdesk.services.hold_steps import is_over
from frontdesk.services.taking_back import FOUNDING, built_on
from frontdesk.store import past_log
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading

MOST_NAMED = 3
_VISIT, _WAITING = BY_TYPE[Appointment].name, BY_TYPE[WaitlistEntry].name


@dataclass(frozen=True, slots=True)
class VisitNamed:
    """A visit that a step touched: whose it is and when it began then; names are plain text from outside."""

    id: Id
    patient: str
    title: str
    start: Instant | None
    there: bool

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"VisitNamed({self.id})"


@dataclass(frozen=True, slots=True)
class Fates:
    """How many visits of a practitioner who is away went to others, to another time, and out of the book."""

    given: int
    moved: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One changeset. `who` is the name that is shown for the actor.

    `visits` are the first three visits that it touched, of `visits_in_all`; `records` counts everything it changed, of
    the `kinds` named. `changes` are those of the first visit, or of the first record where it touched no visit. Where
    it cannot be taken back, `why_not` says why; of one that changed more than a hundred records, only those are looked
    at to tell. `of` is the operation that the step is, took back or did again. `person` names who is away, or the
    patient of the entry of the waiting list; `fates` counts what became of the visits of who is away.
    """

    seq: int
    at: Instant
    actor: str
    who: str
    operation: str
    words: str
    kind: Kind
    target: int | None
    visits: tuple[VisitNamed, ...]
    visits_in_all: int
    records: int
    kinds: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    undoable: bool
    why_not: WhyNot | None = None
    of: str = ""
    person: str = ""
    fates: Fates | None = None

    def __repr__(self) -> str:
        """Show the number alone: names never reach logs."""
        return f"LogEntry({self.seq})"


@dataclass(frozen=True, slots=True)
class Log:
    """Entries, newest first. `next` is what to send as `before` to read on, None at the end of the log.

    A search looks through so many changesets at a time only: a piece may be short, or empty, and there be more.
    `more_people` says that more patients are called as was looked for than were looked at: a longer name tells more.
    """

    items: tuple[LogEntry, ...]
    next: int | None
    more_people: bool = False


def told(book: Reading, heads: Sequence[Changeset], now: Instant) -> tuple[LogEntry, ...]:
    """Give changesets as entries of the log."""
    seqs = [head.seq for head in heads]
    changes = past_log.first_changes(book.connection, seqs)
    many = past_log.how_many(book.connection, seqs)
    every = [change for some in changes.values() for change in some]
    rows = _rows(book, changes.values())
    waiting = {
        one: {"patient_id": entry.patient_id} for one, entry in book.some(WaitlistEntry, _ids(every, _WAITING)).items()
    }
    names = Names(book, (*rows_of(every), *rows.values(), *waiting.values()))
    begun = operations_of(book, heads)
    told = []
    for head in heads:
        entry = _entry(book, head, changes[head.seq], many[head.seq], rows, names, now)
        whole = len(changes[head.seq]) == many[head.seq]
        told.append(_with_people(replace(entry, of=begun[head.seq]), changes[head.seq], waiting, names, whole=whole))
    return tuple(told)


def _with_people(
    entry: LogEntry,
    changes: Sequence[Change],
    waiting: Mapping[int, Mapping[str, Any]],
    names: Names,
    *,
    whole: bool,
) -> LogEntry:
    """Name the one that a step is about, where that is not the patient of a visit."""
    done = [change.reversed() for change in changes] if entry.kind is Kind.UNDO else changes
    if entry.of == "sick_day.apply":
        blocks = [row for row in (each.after for each in done if each.before is None) if _is_block(row)]
        away = blocks[0].get("practitioner_id") if blocks and blocks[0] is not None else None
        return replace(entry, person=names.of("practitioner_id", away), fates=_fates(done) if whole else None)
    if entry.of.startswith("waitlist."):
        for each in done:
            if each.entity == _WAITING:
                row = {**waiting.get(each.entity_id, {}), **(each.before or {}), **(each.after or {})}
                return replace(entry, person=names.of("patient_id", row.get("patient_id")))
    return entry


def _is_block(row: Mapping[str, Any] | None) -> bool:
    return row is not None and row.get("event_type") == EventType.BLOCK


def _fates(changes: Iterable[Change]) -> Fates:
    """Count what became of the visits: another practitioner comes before another time."""
    rows = [each.after or {} for each in changes if each.entity == _VISIT and None not in (each.before, each.after)]
    given = sum("practitioner_id" in row for row in rows)
    moved = sum("starts_at" in row and "practitioner_id" not in row for row in rows)
    return Fates(given, moved, sum(row.get("status") == Status.CANCELLED for row in rows))


def _ids(changes: Iterable[Change], kind: str) -> list[Id]:
    return [Id(change.entity_id) for change in changes if change.entity == kind]


def _rows(book: Reading, changes: Iterable[Sequence[Change]]) -> dict[int, Mapping[str, Any]]:
    """Give the rows of the visits that are named, as they stand now or, where they are gone, as they were."""
    visits = [change for some in changes for change in _visits(some)[:MOST_NAMED]]
    found: dict[int, Mapping[str, Any]] = {c.entity_id: c.before or c.after or {} for c in visits}
    entity = BY_TYPE[Appointment]
    for one, held in book.some(Appointment, found).items():
        found[one] = entity.row(held)
    return found


def _visits(changes: Iterable[Change]) -> list[Change]:
    """Give one change of each visit among some."""
    return list({change.entity_id: change for change in changes if change.entity == _VISIT}.values())


def _entry(
    book: Reading,
    head: Changeset,
    changes: Sequence[Change],
    many: int,
    rows: Mapping[int, Mapping[str, Any]],
    names: Names,
    now: Instant,
) -> LogEntry:
    visits = _visits(changes)
    barred = barred_by(book, head, changes, now)
    shown = visits[:1] or changes[:1]
    whole = len(changes) == many
    return LogEntry(
        seq=head.seq,
        at=head.at,
        actor=head.actor,
        who=called(head.actor),
        operation=head.operation,
        words=head.words,
        kind=head.kind,
        target=head.target,
        visits=tuple(_named(change, rows[change.entity_id], names) for change in visits[:MOST_NAMED]),
        visits_in_all=len(visits) if whole else max(len(visits), many - len(changes) + len(visits)),
        records=many,
        kinds=tuple(dict.fromkeys(change.entity for change in changes)),
        changes=names.changed(shown[0]) if shown else (),
        undoable=barred is None,
        why_not=barred,
    )


def _named(change: Change, row: Mapping[str, Any], names: Names) -> VisitNamed:
    after, before = change.after or {}, change.before or {}
    start = after.get("starts_at", before.get("starts_at", row.get("starts_at")))
    patient = after.get("patient_id", before.get("patient_id", row.get("patient_id")))
    title = after.get("title", before.get("title", row.get("title", "")))
    at = None if start is None else Instant(start)
    return VisitNamed(Id(change.entity_id), names.of("patient_id", patient), title or "", at, "version" in row)


def barred_by(book: Reading, head: Changeset, changes: Sequence[Change], now: Instant) -> WhyNot | None:
    """Give why a changeset cannot be taken back, None where it can as far as its first changes tell."""
    if head.kind is not Kind.DO:
        return why_not("is_undo")
    if head.operation in FOUNDING:
        return why_not("not_a_step")
    later = built_on(book, head, [change.reversed() for change in reversed(changes)])
    if later is not None:
        return why_not("already_undone" if later[1].target == head.seq else "changed_since", later[1])
    return why_not("over") if is_over(book, head, now) else None
