"""Undo and redo of one booking of a shared time: whoever else came since stays, and bars nobody's way (C55)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change, Changeset
from frontdesk.store import journal
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading, Work

_SEATS = frozenset({"attendees", "guests"})
Row = dict[str, Any]


def takes_seats(change: Change) -> bool:
    """Tell whether a change is of nothing but who comes to a visit."""
    if change.entity != "appointment" or change.before is None or change.after is None:
        return False
    return change.before.keys() | change.after.keys() <= _SEATS


def beside(book: Reading, change: Change, later: Iterable[Changeset]) -> bool:
    """Tell whether a change of seats can be made although others took or gave back seats since."""
    steps = (step for head in later for step in journal.changes_of(book.connection, head.seq))
    return takes_seats(change) and all(takes_seats(step) for step in steps if step.entity_id == change.entity_id)


def seats_alone(work: Work, changes: Sequence[Change]) -> list[Change]:
    """Give changes with those of seats made over as they stand now: only whom a change names comes or goes."""
    held = work.some(Appointment, (change.entity_id for change in changes if takes_seats(change)))
    rows: dict[int, Row] = {one: BY_TYPE[Appointment].row(visit) for one, visit in held.items()}
    found = []
    for change in changes:
        if takes_seats(change) and change.entity_id in rows:
            row = rows[change.entity_id]
            after = {name: _merged(row[name], (change.before or {}).get(name), seats) for name, seats in _after(change)}
            row.update(after)
            change = Change(change.entity, change.entity_id, change.before, after)
        found.append(change)
    return found


def _after(change: Change) -> Iterable[tuple[str, Any]]:
    return (change.after or {}).items()


def _merged(now: list[Any] | None, before: list[Any] | None, after: list[Any] | None) -> list[Any] | None:
    """Take away what a change takes away and add what it adds; attendees go by their ids."""
    found = list(now or ())
    for gone in _besides(before, after):
        at = next((n for n, one in enumerate(found) if _key(one) == _key(gone)), None)
        if at is not None:
            del found[at]
    come = _besides(after, before)
    there = {_key(one) for one in found}
    return [*found, *(one for one in come if isinstance(one, str) or _key(one) not in there)] or None


def _besides(some: list[Any] | None, others: list[Any] | None) -> list[Any]:
    """Give what is in one list and not in the other, one by one: guests may be called alike."""
    left = [_key(one) for one in others or ()]
    found = []
    for one in some or ():
        if _key(one) in left:
            left.remove(_key(one))
        else:
            found.append(one)
    return found


def _key(one: Any) -> Any:
    return one if isinstance(one, str) else one[0]
