"""Which room a visit takes place in: the first free one of its service, kept while it is free (C32, C62)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import Subject, claims_of
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.location import Room
from frontdesk.domain.service import Service
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Work


def roomed(
    work: Work, held: Appointment | None, after: Appointment, sent: Mapping[str, Any], *, overlap: bool
) -> Appointment:
    """Give the visit with its room: the one that was sent, else as a newly chosen service needs, else its own.

    One that is taken at another time is exchanged for a free room of the service. Conflict lists who holds each when
    none is free; with `overlap` the first is taken then.
    """
    if "room" in sent or after.service_id is None:
        return after
    if held is None or held.service_id != after.service_id:
        return _in_one_of(work, after, overlap=overlap)
    moved = (held.interval, held.location_id) != (after.interval, after.location_id)
    return exchanged(work, after, overlap=overlap) if moved else after


def exchanged(work: Work, visit: Appointment, *, overlap: bool) -> Appointment:
    """Give the visit in its room, or in another of its service where its own is taken; one without needs none."""
    if visit.room_id is None or visit.service_id is None:
        return visit
    return _in_one_of(work, visit, overlap=overlap)


def _in_one_of(work: Work, visit: Appointment, *, overlap: bool) -> Appointment:
    assert visit.service_id is not None
    service = work.get(Service, visit.service_id)
    # A visit at no place, such as a call, needs no room.
    if not service.rooms or visit.location_id is None or not visit.takes_time:
        return visit
    rooms = _fitting(work, service, visit, overlap=overlap)
    clashes: list[Clash] = []
    for room in rooms:
        there = replace(visit, room_id=room.id)
        taken = _taken(work, there)
        if not taken:
            return there
        clashes += taken
    if not rooms:
        return visit
    if overlap:
        return visit if visit.room_id is not None else replace(visit, room_id=rooms[0].id)
    others = overlapping(work.connection, claims_of(replace(visit, room_id=None)), besides=visit.id)
    raise Conflict("time_taken", (*clashes, *others))


def _fitting(work: Work, service: Service, visit: Appointment, *, overlap: bool) -> Sequence[Room]:
    """Give the rooms that the visit fits in, the one that it has first; those that were put away are not waited for."""
    listed = list(dict.fromkeys((*((visit.room_id,) if visit.room_id else ()), *service.rooms)))
    live = [room for one in listed if (room := work.get(Room, one)).archived_at is None or one == visit.room_id]
    here = [room for room in live if room.location_id == visit.location_id]
    if live and not here and not overlap:
        raise Invalid("room_elsewhere", field="room", got=str(live[0].id), allowed="a room of the location")
    # Whoever is in a room already may stay there.
    large = [room for room in here if room.capacity >= visit.heads or room.id == visit.room_id]
    if here and not large:
        most = max(room.capacity for room in here)
        raise Invalid("room_too_small", field="room", got=visit.heads, allowed=f"at most {most} people")
    return large


def _taken(work: Work, visit: Appointment) -> Sequence[Clash]:
    rooms = [claim for claim in claims_of(visit) if claim.subject is Subject.ROOM]
    return overlapping(work.connection, rooms, besides=visit.id)
