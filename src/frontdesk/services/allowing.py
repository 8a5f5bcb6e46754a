"""Whether a visit may stand as it is asked for, and the reason that staff give where something is in its way.

In its way are those who hold the time, closures, blocks, and a practitioner who does not give the service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from frontdesk.domain.actor import Actor, Right
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.location import Room
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.closed_time import closed_over
from frontdesk.services.equipment_use import Wanted, asked, equipped, held_by, needed
from frontdesk.services.room_use import brings, exchanged, roomed
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Work


def allowed(
    work: Work,
    held: Appointment | None,
    after: Appointment,
    sent: Mapping[str, Any],
    told: str | None,
    actor: Actor,
    *,
    over_closed: bool = False,
    noted: bool = False,
) -> Appointment:
    """Give a visit with room, equipment and the reason to overlap, refusing what is in its way where none is told.

    Only what changes is judged: a visit that lies in a closure already can still be edited. The reason is kept where
    anything is in the way, and never stands on time that was free. Needs the right to overbook. With `over_closed`
    closures and blocks are not in its way; `noted` tells that something else is, which only a reason lifts.
    """
    reason = reason_of(told, actor)
    after = roomed(work, held, after, sent, overlap=reason is not None)
    _check_room(work, held, after)
    # With a reason told, all that is in the way counts, that the reason is not lost by an edit.
    fault = _not_given(work, held if reason is None else None, after)
    if fault is not None and reason is None:
        raise fault
    after = _equipped(work, held, after, sent, overlap=reason is not None)
    looks = reason is not None or ((_elsewhere(held, after) or _is_taken_up(held, after)) and not over_closed)
    closed = closed_over(work, after) if looks else ()
    if reason is None:
        _check_open(work, after, closed)
        return after
    return _with_reason(work, after, reason, besides=noted or bool(closed) or fault is not None)


def without_reason(after: Appointment) -> Appointment:
    """Give the appointment without a reason to overlap."""
    return after if after.override_reason is None else replace(after, override_reason=None)


def without_old_reason(work: Work, held: Appointment, after: Appointment) -> Appointment:
    """Give the appointment without its reason to overlap when it takes time that the reason was not given for.

    A reason for lying in a closure or a block stays as long as nobody holds the time.
    """
    if after.override_reason is None or set(claims_of(after)) <= set(claims_of(held)):
        return after
    free = not overlapping(work.connection, claims_of(after), besides=after.id)
    return after if free and closed_over(work, after) else without_reason(after)


def returned(work: Work, after: Appointment, told: str | None, actor: Actor) -> Appointment:
    """Give a visit that comes back into the book, with another room and other units where its own were given away.

    Closures and blocks that were laid over its time since are in its way as they are for a new one, and no reason
    lets more come into a room than it holds by now.
    """
    reason = reason_of(told, actor)
    after = exchanged(work, after, overlap=reason is not None)
    _check_places(work, after)
    after = equipped(work, after, held_by(work, after), overlap=reason is not None)
    closed = closed_over(work, after)
    if reason is None:
        _check_open(work, after, closed)
        return without_reason(after)
    return _with_reason(work, after, reason, besides=bool(closed))


def reason_of(told: str | None, actor: Actor) -> str | None:
    """Give the reason to overlap that was told, refusing those without the right to overbook."""
    if told is None:
        return None
    actor.require(Right.OVERBOOK)
    return checks.line(told, field="override_reason", empty=False)


def _check_open(work: Work, after: Appointment, closed: Sequence[Clash]) -> None:
    """Refuse a visit that would lie over closures or blocks: Conflict `closed` names them, and who has its time."""
    if closed:
        others = overlapping(work.connection, claims_of(after), besides=after.id)
        raise Conflict("closed", (*closed, *others))


def _with_reason(work: Work, after: Appointment, reason: str, *, besides: bool) -> Appointment:
    kept = besides or overlapping(work.connection, claims_of(after), besides=after.id)
    return replace(after, override_reason=reason if kept else None)


def _check_room(work: Work, held: Appointment | None, after: Appointment) -> None:
    """Refuse a group, or a patient with guests, in a room that is too small; who is there already may stay (C62)."""
    if after.room_id is None or not (after.group or after.guests):
        return
    heads = after.heads
    if held is not None and held.room_id == after.room_id and heads <= held.heads:
        return
    _check_capacity(work, after.room_id, heads)


def _check_places(work: Work, after: Appointment) -> None:
    """Refuse a group that comes back into a room with fewer places than it has seats, or heads."""
    if after.room_id is not None and after.takes_time and (after.group or after.guests):
        _check_capacity(work, after.room_id, max(after.heads, after.max_attendees or 0))


def _check_capacity(work: Work, room: Id, heads: int) -> None:
    capacity = work.get(Room, room).capacity
    if heads > capacity:
        raise Invalid("room_too_small", field="room", got=heads, allowed=f"at most {capacity} people")


def _not_given(work: Work, held: Appointment | None, after: Appointment) -> Invalid | None:
    """Give the refusal of a practitioner who does not give the service, where either is newly chosen (C32)."""
    if after.service_id is None or after.practitioner_id is None:
        return None
    if held is not None and (held.service_id, held.practitioner_id) == (after.service_id, after.practitioner_id):
        return None
    service = work.get(Service, after.service_id)
    if service.given_by(after.practitioner_id):
        return None
    who = [str(one) for one in service.practitioners]
    return Invalid("does_not_give", field="practitioner", got=str(after.practitioner_id), allowed=who)


def _equipped(
    work: Work, held: Appointment | None, after: Appointment, sent: Mapping[str, Any], *, overlap: bool
) -> Appointment:
    """Give the visit with its units: as asked for, else as a newly chosen service needs, else as it holds them."""
    wanted: Wanted
    if "equipment" in sent:
        wanted = asked(work, sent["equipment"], () if held is None else held.equipment)
    elif held is None or brings(held) != brings(after):
        wanted = needed(work, after)
    elif after.equipment and (held.interval, held.location_id) != (after.interval, after.location_id):
        wanted = held_by(work, after)
    else:
        return after
    return equipped(work, after, wanted, overlap=overlap)


def _elsewhere(held: Appointment | None, after: Appointment) -> bool:
    """Tell whether a visit is new, or comes to another time, practitioner, place or calendar."""
    return held is None or _where(held) != _where(after)


def _is_taken_up(held: Appointment | None, after: Appointment) -> bool:
    """Tell whether a hold becomes a visit: a closure or a block may have been laid over its time since.

    A hold with a reason was placed there knowingly.
    """
    if held is None or held.override_reason is not None:
        return False
    return held.status is Status.HELD and after.status is not Status.HELD


def _where(visit: Appointment) -> tuple[object, ...]:
    return (visit.start, visit.end, visit.practitioner_id, visit.location_id, visit.calendar_id)
