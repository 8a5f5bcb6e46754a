"""Which room a visit takes place in: the first free one that would do, kept while it is free (C32, C62)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import Subject, claims_of
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.location import Room
from frontdesk.domain.service import Service
from frontdesk.services.needs import needed_rooms
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Work


def roomed(
    work: Work, held: Appointment | None, after: Appointment, sent: Mapping[str, Any], *, overlap: bool
) -> Appointment:
    """Give the visit with its room: the one that was sent, else as a new service or calendar needs, else its own.

    One that is taken at another time is exchanged for a free one that would do. Conflict lists who holds each when
    none is free; with `overlap` the first is taken then.
    """
    if "room" in sent or (after.service_id is None and after.calendar_id is None):
        return after
    if held is None or brings(held) != brings(after):
        return _in_one_of(work, after, overlap=overlap)
    moved = (held.interval, held.location_id) != (after.interval, after.location_id)
    return exchanged(work, after, overlap=overlap) if moved else after


def brings(visit: Appointment) -> tuple[Id | None, Id | None]:
    """Tell what says which rooms and equipment a visit needs: its service, else its calendar."""
    return visit.service_id, visit.calendar_id if visit.service_id is None else None


def exchanged(work: Work, visit: Appointment, *, overlap: bool) -> Appointment:
    """Give the visit in its room, or in another that would do where its own is taken; one without needs none."""
    return visit if visit.room_id is None else _in_one_of(work, visit, overlap=overlap)


def _in_one_of(work: Work, visit: Appointment, *, overlap: bool) -> Appointment:
    # A visit at no place, such as a call, needs no room.
    if visit.location_id is None or not visit.takes_time:
        return visit
    service = None if visit.service_id is None else work.get(Service, visit.service_id)
    calendar = None if visit.calendar_id is None else work.get(Calendar, visit.calendar_id)
    heads = max(visit.heads, visit.max_attendees or 1)
    rooms = needed_rooms(work, service, calendar, visit.location_id, heads)
    if rooms is None:
        return visit
    if not rooms and visit.room_id is None and not overlap:
        raise _none_fits(work, service, visit.location_id, heads)
    return _first_free(work, visit, rooms, overlap=overlap)


def _first_free(work: Work, visit: Appointment, rooms: Sequence[Id], *, overlap: bool) -> Appointment:
    order = list(dict.fromkeys((*((visit.room_id,) if visit.room_id is not None else ()), *rooms)))
    clashes: list[Clash] = []
    for room in order:
        there = replace(visit, room_id=room)
        taken = overlapping(work.connection, _of_room(there), besides=visit.id)
        if not taken:
            return there
        clashes += taken
    if overlap:
        return replace(visit, room_id=order[0]) if order else visit
    others = overlapping(work.connection, claims_of(replace(visit, room_id=None)), besides=visit.id)
    raise Conflict("time_taken", (*clashes, *others))


def _of_room(visit: Appointment) -> list[Any]:
    return [claim for claim in claims_of(visit) if claim.subject is Subject.ROOM]


def _none_fits(work: Work, service: Service | None, location: Id, heads: int) -> Invalid:
    """Give the refusal where none of the rooms would do: they are put away, elsewhere or too small."""
    listed = service.rooms if service is not None else ()
    here = [room for one in listed if (room := work.get(Room, one)).location_id == location and not room.archived_at]
    if listed and not here:
        return Invalid("room_elsewhere", field="room", got=str(listed[0]), allowed="a room of the location")
    most = max((room.capacity for room in here), default=0)
    return Invalid("room_too_small", field="room", got=heads, allowed=f"at most {most} people")
