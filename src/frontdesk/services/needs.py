"""What a service, its add-ons or a calendar need: time, rooms and units of equipment (C28, C32, C62)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from frontdesk.domain.appointment import Extra
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.equipment import Equipment, Need
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE
from frontdesk.domain.location import Room
from frontdesk.domain.service import AddOn, Service
from frontdesk.services import checks
from frontdesk.store.work import Reading

if TYPE_CHECKING:
    from frontdesk.services.archiving import Archivable

MOST_EXTRAS = 20
V = TypeVar("V", bound="Archivable")


def live(book: Reading, kind: type[V], wanted: Id | None, field: str, held: Id | None = None) -> V | None:
    """Read a record that was asked for; an archived one only where the visit has it already."""
    if wanted is None:
        return None
    found = book.get(kind, wanted)
    if found.archived_at is not None and wanted != held:
        raise Invalid("archived", field=field, got=str(wanted), allowed="one that is not archived")
    return found


def checked_extras(value: object, *, field: str) -> tuple[Extra, ...]:
    """Give a list of add-ons whose ids and numbers are such; null and anything else is invalid."""
    found = checks.many(value, Extra, field=field, allowed="a list of add-ons, each with its id")
    for n, extra in enumerate(found):
        checks.known(extra.id, field=f"{field}[{n}].id")
        checks.whole(extra.quantity, field=f"{field}[{n}].quantity")
        checks.whole_or_none(extra.duration, field=f"{field}[{n}].duration")
    return found


def length_with(base: int, service: Service | None, extras: Sequence[Extra]) -> int:
    """Give the milliseconds of a visit with its add-ons: each as long as was said, else as it usually is (C28)."""
    if not extras:
        return base
    if len(extras) > MOST_EXTRAS:
        raise Invalid("too_many", field="add_ons", got=len(extras), allowed=f"at most {MOST_EXTRAS}")
    known: dict[Id, AddOn] = {}
    if service is not None:
        known = {one.id: one for one in (*service.add_ons, *service.removed_add_ons)}
    for extra in extras:
        if extra.id not in known:
            raise NotFound("add_on", extra.id)
        if not 1 <= extra.quantity <= MOST_EXTRAS:
            raise Invalid("bad_quantity", field="add_ons", got=extra.quantity, allowed=f"1 to {MOST_EXTRAS}")
        if extra.duration is not None and (not 0 <= extra.duration <= DAY or extra.duration % MINUTE):
            allowed = "whole minutes, 0 to 24 hours"
            raise Invalid("bad_duration", field="add_ons", got=extra.duration, allowed=allowed)
        each = known[extra.id].duration if extra.duration is None else extra.duration
        base += each * extra.quantity
    return checked_length(base, "add_ons")


def needed_rooms(
    book: Reading, service: Service | None, calendar: Calendar | None, location: Id | None, heads: int
) -> tuple[Id, ...] | None:
    """Give the rooms that would do: those of a service in its order, else a calendar's (C62).

    They stand at the location and hold so many people. None where no room is needed at all.
    """
    if service is not None and service.rooms:
        known = book.some(Room, service.rooms)
        rooms = [known[one] for one in service.rooms if one in known]
    elif calendar is not None and service is None:
        rooms = [one for one in book.all(Room) if calendar.id in one.calendars]
        rooms.sort(key=lambda one: (one.position, one.id))
    else:
        return None
    if not rooms:
        return None
    able = (r for r in rooms if r.archived_at is None and location in (None, r.location_id))
    return tuple(r.id for r in able if r.capacity >= heads)


def needed_equipment(book: Reading, service: Service | None, calendar: Calendar | None) -> tuple[Need, ...]:
    """Give the units that a service needs, else one of each equipment that serves a calendar (C62).

    What was put away since is not waited for.
    """
    if service is not None:
        if not service.equipment:
            return ()
        known = book.some(Equipment, (need.equipment_id for need in service.equipment))
        there = (need for need in service.equipment if need.equipment_id in known)
        return tuple(need for need in there if known[need.equipment_id].archived_at is None)
    if calendar is None:
        return ()
    mine = (one for one in book.all(Equipment) if one.calendar_id == calendar.id and one.archived_at is None)
    return tuple(Need(one.id) for one in mine)


def checked_length(said: int, field: str) -> int:
    """Return a length in milliseconds, refusing what is no whole number of minutes or more than a day."""
    if not MINUTE <= said <= DAY or said % MINUTE:
        raise Invalid("bad_duration", field=field, got=said, allowed="whole minutes, 1 minute to 24 hours")
    return said
