"""What a visit has freed: its record of changes tells where it stood before (C72)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.changes import Change, Changeset
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.intervals import Interval, without
from frontdesk.services import seating
from frontdesk.services.waitlist_rows import Freed, FreedBy
from frontdesk.store import families, journal
from frontdesk.store.appointments import Wanted, every
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading

_VISITS = "appointment"
Row = dict[str, Any]


def freed_by(book: Reading, id: Id, now: Instant) -> Freed | None:
    """Give the time that a visit held before its last change that let go of any, as far as it is still to come.

    What was taken back since frees nothing, nor does what others have taken again as a whole; a hold counts for
    nothing there. Of a class that stands, it is its free seats. None where it holds all that it held; an unknown id
    is not found.
    """
    held = book.find(Appointment, id)
    steps = journal.history_of(book.connection, _VISITS, id)
    if not steps:
        raise NotFound(_VISITS, id)
    if held is not None and held.group and held.takes_time and held.max_attendees is not None:
        return seats_of(book, held, now)
    for before in _lives(held, steps, now):
        left = _left(before, held, now)
        if left is not None and not _taken(book, before, left, now):
            return Freed(
                id,
                _how(before, held),
                left.start,
                left.end,
                before.practitioner_id,
                before.location_id,
                before.room_id,
            )
    return None


def freed_with(book: Reading, id: Id, now: Instant) -> Iterator[Freed]:
    """Give what the other rows of the booking that a visit is one of have freed along with it."""
    for other in _others(book, id):
        freed = freed_by(book, other, now)
        if freed is not None and freed.by is not FreedBy.SEAT:
            yield freed


def _others(book: Reading, id: Id) -> list[Id]:
    """Give the other rows of a booking; of one that is no more, those that went in the same step."""
    held = book.find(Appointment, id)
    if held is not None:
        booking = held.booking_id
        return [] if booking is None else [r.id for r in families.rows_of(book.connection, booking) if r.id != id]
    head, last = journal.history_of(book.connection, _VISITS, id)[-1]
    tie = None if last.before is None else last.before.get("booking_id")
    gone = [change for change in journal.changes_of(book.connection, head.seq) if change.after is None]
    mine = (one for one in gone if one.entity == _VISITS and one.before and one.before.get("booking_id") == tie)
    return [Id(one.entity_id) for one in mine if one.entity_id != id] if tie is not None else []


def seats_of(book: Reading, session: Appointment, now: Instant) -> Freed | None:
    """Give the free seats of a class that is still to come; None where there are none."""
    seats = seats_free(book, session, now)
    if seats < 1 or session.start <= now:
        return None
    place = (session.practitioner_id, session.location_id, session.room_id)
    return Freed(session.id, FreedBy.SEAT, session.start, session.end, *place, seats)


def seats_free(book: Reading, session: Appointment, now: Instant) -> int:
    """Count the seats of a class that nobody has, as its room allows; one whose hold has run out is free."""
    return group.seats_left(group.standing(session, now), seating.places(book, session)) or 0


def time_of(visit: Appointment, by: FreedBy) -> Freed:
    """Give the time of a visit that is let go."""
    place = (visit.practitioner_id, visit.location_id, visit.room_id)
    return Freed(visit.id, by, visit.start, visit.end, *place)


def patient_of(book: Reading, id: Id) -> Id | None:
    """Give whose visit it is, or was before it was deleted; None for a class and for one of nobody."""
    held = book.find(Appointment, id)
    if held is not None:
        return held.patient_id
    steps = journal.history_of(book.connection, _VISITS, id)
    last = steps[-1][1].before if steps else None
    return None if last is None else last.get("patient_id")


def _taken(book: Reading, before: Appointment, time: Interval, now: Instant) -> bool:
    """Tell whether others stand in all of a time by now."""
    wanted = Wanted(practitioner=before.practitioner_id, start=time.start, end=time.end, now=now)
    others = (one for one in every(book.connection, wanted) if one.takes_time and one.status is not Status.HELD)
    return not list(without((time,), [one.interval for one in others if one.id != before.id]))


def _lives(held: Appointment | None, steps: Sequence[tuple[Changeset, Change]], now: Instant) -> Iterator[Appointment]:
    """Give a visit as it was before each of its changes that stand, the last first; what was taken back is none."""
    entity = BY_TYPE[Appointment]
    row: Row = {} if held is None else entity.row(held)
    gone: set[int] = set()
    for head, change in reversed(steps):
        row = _before(row, change.before)
        if head.seq in gone:
            continue
        if head.target is not None:
            gone.add(head.target)
        elif row:
            yield entity.of({"updated_at": now, "version": 1, **row})


def _before(row: Row, before: Mapping[str, Any] | None) -> Row:
    """Give a row as it was: a change holds what differs, a removal all, a creation nothing."""
    return {} if before is None else {**row, **before}


def _left(before: Appointment, held: Appointment | None, now: Instant) -> Interval | None:
    """Give the longest stretch that a visit held before and does not hold now, as far as it is still to come."""
    if not before.takes_time or before.event_type is EventType.BLOCK:
        return None
    gone = (before.interval,)
    same = held is not None and held.takes_time and held.practitioner_id == before.practitioner_id
    left = without(gone, (held.interval,)) if same and held is not None else gone
    floor = Instant(now // MINUTE * MINUTE)
    ahead = [Interval(max(one.start, floor), one.end) for one in left if one.end > floor]
    return max(ahead, key=lambda one: (one.length, -one.start), default=None)


def _how(before: Appointment, held: Appointment | None) -> FreedBy:
    if held is None or held.archived_at is not None:
        return FreedBy.REMOVED
    if held.status is Status.NO_SHOW:
        return FreedBy.NO_SHOW
    if not held.status.occupies:
        return FreedBy.CANCELLED
    moved = held.practitioner_id != before.practitioner_id or not held.interval.overlaps(before.interval)
    shorter = held.end - held.start < before.end - before.start
    return FreedBy.SHORTENED if shorter and not moved else FreedBy.MOVED
