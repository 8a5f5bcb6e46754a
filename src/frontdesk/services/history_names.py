"""Fields of the record of changes for people: the names of what ids stand for, next to the values as they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.domain.actor import called
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.changes import Change, Changeset, Kind
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Location, Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.store import past_log
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as the record of changes holds it: JSON-ready, ids as numbers, instants as ms.

    Where the values are ids, `before_name` and `after_name` say whose they are, several after commas; names are plain
    text from outside.
    """

    field: str
    before: Any
    after: Any
    before_name: str = ""
    after_name: str = ""

    def __repr__(self) -> str:
        """Show the field alone: names never reach logs."""
        return f"FieldChange({self.field})"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a step cannot be taken back by itself: `is_undo`, `already_undone`, `changed_since`, `with_others` or `over`.

    Where a later step stands on it, `seq` is its number, `who` did it (a name to show), `at` and in which `words`.
    """

    reason: str
    seq: int | None = None
    who: str = ""
    at: Instant | None = None
    words: str = ""


def why_not(reason: str, later: Changeset | None = None) -> WhyNot:
    """Give a reason with the step that it is about."""
    if later is None:
        return WhyNot(reason)
    return WhyNot(reason, later.seq, called(later.actor), later.at, later.words)


def operations_of(book: Reading, heads: Sequence[Changeset]) -> dict[int, str]:
    """Give for each changeset the operation that it is, or that it took back or did again."""
    known = {head.seq: head for head in heads}
    # What is done again aims at what took it back, and that at the step itself.
    for _ in range(2):
        aims = {head.target for head in known.values() if head.target is not None} - known.keys()
        known |= past_log.heads_of(book.connection, sorted(aims)) if aims else {}
    found = {}
    for head in heads:
        first = head
        while first.kind is not Kind.DO and first.target in known:
            first = known[first.target]
        found[head.seq] = first.operation
    return found


_KINDS: dict[str, type[Any]] = {
    "patient_id": Patient,
    "practitioner_id": Practitioner,
    "service_id": Service,
    "location_id": Location,
    "room_id": Room,
    "calendar_id": Calendar,
    "attendees": Patient,
    "reference_patients": Patient,
    "merged_into": Patient,
}


class Names:
    """The names of everything that some changes speak of, read at once."""

    def __init__(self, book: Reading, rows: Iterable[Mapping[str, Any] | None]) -> None:
        ids: dict[type[Any], dict[int, None]] = {}
        for row in rows:
            for field, value in (row or {}).items():
                if field in _KINDS:
                    ids.setdefault(_KINDS[field], {}).update(dict.fromkeys(_ids(value)))
        self._known = {
            (kind, one): str(record.name) for kind, some in ids.items() for one, record in book.some(kind, some).items()
        }

    def of(self, field: str, value: Any) -> str:
        """Give the name or names of what a field holds; nothing where it holds no ids, or of what is gone."""
        if field not in _KINDS:
            return ""
        found = (self._known.get((_KINDS[field], one), "") for one in _ids(value))
        return ", ".join(name for name in found if name)

    def changed(self, change: Change) -> tuple[FieldChange, ...]:
        """Give the fields that a change makes different, with names."""
        before, after = change.before or {}, change.after or {}
        return tuple(
            FieldChange(
                name, before.get(name), after.get(name), self.of(name, before.get(name)), self.of(name, after.get(name))
            )
            for name in dict.fromkeys((*after, *before))
            if before.get(name) != after.get(name)
        )


def _ids(value: Any) -> Iterator[int]:
    """Give the ids in a field: one, or a list of them, or of rows that begin with one."""
    for one in value if isinstance(value, list) else (value,):
        first = one[0] if isinstance(one, list) and one else one
        if isinstance(first, int) and not isinstance(first, bool):
            yield first


def rows_of(changes: Iterable[Change]) -> Iterator[Mapping[str, Any] | None]:
    """Give the rows before and after of changes."""
    for change in changes:
        yield change.before
        yield change.after
