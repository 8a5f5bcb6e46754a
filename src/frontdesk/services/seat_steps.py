"""Undo and redo of who comes to a class: whoever else came since stays, and bars nobody's way (C24, C55).

A step on one attendee stands beside steps on others; a later one on the same attendee stands on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change, Changeset
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.services.seating import full
from frontdesk.store import journal
from frontdesk.store.holds import SEATS
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading, Work

_SEATS = frozenset({"attendees", "guests", "seats_until"})
_HELD_UNTIL = 5  # where an attendee's row has it, mostly not at all
Row = dict[str, Any]
People = dict[int, Sequence[Any]]


def takes_seats(change: Change) -> bool:
    """Tell whether a change is of nothing but who comes to a visit."""
    if change.entity != "appointment" or change.before is None or change.after is None:
        return False
    return change.before.keys() | change.after.keys() <= _SEATS


def runs_out(head: Changeset) -> bool:
    """Tell whether a step only gave back seats that were held and ran out: nobody did it, so it bars nobody's way."""
    return head.operation == SEATS


def beside(book: Reading, change: Change, later: Iterable[Changeset]) -> bool:
    """Tell whether a change of seats can be taken back although others took, gave back or noted seats since."""
    if not takes_seats(change):
        return False
    mine = _touched(change)
    changes = (each for head in later for each in journal.changes_of(book.connection, head.seq))
    steps = [each for each in changes if (each.entity, each.entity_id) == (change.entity, change.entity_id)]
    return all(takes_seats(step) and mine.isdisjoint(_touched(step)) for step in steps)


def seats_alone(work: Work, changes: Sequence[Change]) -> list[Change]:
    """Give changes with those of seats made over as they stand now: only whom a change names comes, goes or changes.

    Seats that were held and have run out do not come back; Conflict `hold_gone` when nothing else is left. Conflict
    `no_seat_left` tells the seats of a class that is full by now, and a clash names it.
    """
    held = work.some(Appointment, (change.entity_id for change in changes if takes_seats(change)))
    rows: dict[int, Row] = {one: BY_TYPE[Appointment].row(visit) for one, visit in held.items()}
    found = []
    for change in changes:
        if takes_seats(change) and change.entity_id in rows:
            row = rows[change.entity_id]
            after = _as_it_stands(row, change, work.now)
            if all(row[name] == seats for name, seats in after.items()):
                continue
            _check_seats(work, held[change.entity_id], {**row, **after})
            row.update(after)
            change = Change(change.entity, change.entity_id, change.before, after)
        found.append(change)
    if changes and not found:
        raise Conflict("hold_gone")
    return found


def _check_seats(work: Work, session: Appointment, row: Row) -> None:
    heads = len(row["attendees"] or ()) + len(row["guests"] or ())
    seats = session.max_attendees
    if seats is not None and heads > max(seats, session.heads):
        facts = {"seats": seats, "taken": session.heads, "asked": heads - session.heads}
        raise Conflict("no_seat_left", (full(work, session),), **facts)


def _touched(change: Change) -> set[int]:
    """Give the ids of those attendees who came, went or were changed."""
    before, after = (_people((row or {}).get("attendees"), None) for row in (change.before, change.after))
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}


def _as_it_stands(row: Row, change: Change, now: int) -> Row:
    """Give what a change makes of the seats of a visit as they stand now."""
    before, after = change.before or {}, change.after or {}
    found: Row = {}
    if "guests" in after:
        found["guests"] = _guests(row["guests"], before.get("guests"), after["guests"])
    if "attendees" in after:
        patient = row["patient_id"]
        there, old = _people(row["attendees"], patient), _people(before.get("attendees"), patient)
        people = _merged(there, old, _people(after["attendees"], patient), now)
        held = (each[_HELD_UNTIL] for each in people.values() if len(each) > _HELD_UNTIL)
        found["attendees"] = None if people == _people(None, patient) else list(people.values())
        found["seats_until"] = min(held, default=None)
    return found


def _people(said: Iterable[Sequence[Any]] | None, patient: Id | None) -> People:
    """Give attendees by their ids; where none are said, a visit's one patient is the only one."""
    if said is not None:
        return {each[0]: each for each in said}
    return {} if patient is None else {patient: [patient, "invited", False, "not_applicable", None]}


def _merged(there: People, before: People, after: People, now: int) -> People:
    """Take away whom a change takes away, add whom it adds, and give those it changes what it says of them."""
    found = dict(after) if there == before else _put_into(there, before, after)
    return {one: each for one, each in found.items() if not _over(each, now)}


def _put_into(there: People, before: People, after: People) -> People:
    found = {one: each for one, each in there.items() if one in after or one not in before}
    for one, each in after.items():
        if one not in before:
            found.setdefault(one, each)
        elif one in found and each != before[one]:
            found[one] = each
    return found


def _over(each: Sequence[Any], now: int) -> bool:
    return len(each) > _HELD_UNTIL and each[_HELD_UNTIL] <= now


def _guests(now: list[str] | None, before: list[str] | None, after: list[str] | None) -> list[str] | None:
    """Take away the guests whom a change takes away and add those it adds; guests may be called alike."""
    found = list(now or ())
    for gone in _besides(before, after):
        if gone in found:
            found.remove(gone)
    return [*found, *_besides(after, before)] or None


def _besides(some: list[str] | None, others: list[str] | None) -> list[str]:
    """Give what is in one list and not in the other, one by one."""
    left = list(others or ())
    found = []
    for one in some or ():
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found
