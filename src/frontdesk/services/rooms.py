"""Rooms: where visits take place at a location, and the calendars that need them (C62)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.location import Location, Room
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.archiving import Gone, Shelf
from frontdesk.services.locations import chosen_place
from frontdesk.services.operations import operation
from frontdesk.store import uses
from frontdesk.store.work import Reading, Work


class Rooms(Shelf[Room]):
    """Operations on rooms."""

    kind = Room
    noun = "room"

    @operation("rooms.list", right=Right.SEE)
    def list(self, *, location: Id | None = None, archived: bool = False) -> tuple[Room, ...]:
        """List rooms in their order, of one location where asked."""
        found = (r for r in self._listed(archived) if location is None or r.location_id == location)
        return tuple(sorted(found, key=lambda r: (r.position, r.id)))

    @operation("rooms.get", right=Right.SEE)
    def get(self, *, id: Id) -> Room:
        """Read one room."""
        return self._got(id)

    @operation("rooms.create", right=Right.SETUP)
    def create(
        self,
        *,
        name: str,
        location: Id | None = None,
        capacity: int = 1,
        description: str | None = "",
        calendars: Sequence[Id] | None = (),
    ) -> Room:
        """Add a room, at the default location when none is named; a room may serve many calendars."""
        with self._clinic.writing("rooms.create", lambda: "Room added") as work:
            place = chosen_place(work, location)
            made = Room(
                id=work.new_id(),
                location_id=place.id,
                name=checks.line(name, field="name", empty=False),
                description=checks.body(description or "", field="description"),
                capacity=_capacity(capacity),
                calendars=tied_calendars(work, place.id, calendars, ()),
                position=max((r.position for r in work.all(Room)), default=-1) + 1,
            )
            work.create(made)
            return made

    @operation("rooms.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        capacity: int | Keep = KEEP,
        description: str | Keep | None = KEEP,
        calendars: Sequence[Id] | Keep | None = KEEP,
        position: int | Keep = KEEP,
    ) -> Room:
        """Change a room; it stays at its location. Calendars that are sent replace those it had."""
        with self._clinic.writing("rooms.update", lambda: "Room changed") as work:
            held = checks.fresh(work.get(Room, id), version, "room")
            ties = held.calendars
            if not isinstance(calendars, Keep):
                ties = tied_calendars(work, held.location_id, calendars, held.calendars)
            after = replace(
                held,
                name=held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False),
                description=checks.body(kept(description, held.description) or "", field="description"),
                capacity=_capacity(kept(capacity, held.capacity)),
                calendars=ties,
                position=checks.position(kept(position, held.position)),
            )
            return work.replace(held, after)

    @operation("rooms.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete a room; one that visits or services have is archived instead, and the reply says so."""
        return self._delete(id, version)

    @operation("rooms.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Room:
        """Put a room away; visits booked into it stay. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("rooms.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Room:
        """Bring an archived room back. Twice is harmless."""
        return self._put_away(id, version, away=False)

    def _uses(self, work: Work, held: Room) -> int:
        return uses.visits_in_room(work.connection, held.id) + sum(held.id in s.rooms for s in work.all(Service))


def tied_calendars(work: Reading, place: Id, sent: Sequence[Id] | None, held: Sequence[Id]) -> tuple[Id, ...]:
    """Give the calendars that a resource is to serve: each there, at its location, and not newly an archived one."""
    wanted = checks.many(sent or (), int, field="calendars", allowed="a list of ids of calendars")
    return tuple(tied_calendar(work, place, Id(one), held) for one in dict.fromkeys(wanted))


def tied_calendar(work: Reading, place: Id, wanted: Id, held: Sequence[Id], *, field: str = "calendars") -> Id:
    """Give a calendar's id, refusing one of another location and, unless it is held, an archived one."""
    found = work.get(Calendar, wanted)
    if found.archived_at is not None and wanted not in held:
        raise Invalid("archived", field=field, got=str(wanted), allowed="one that is not archived")
    if found.location_id != place:
        here = work.get(Location, place).name
        raise Invalid("calendar_elsewhere", field=field, got=str(wanted), allowed=f"a calendar of {here}")
    return wanted


def _capacity(got: int) -> int:
    if not 1 <= checks.whole(got, field="capacity") <= 1000:
        raise Invalid("bad_capacity", field="capacity", got=got, allowed="1 to 1000")
    return got
