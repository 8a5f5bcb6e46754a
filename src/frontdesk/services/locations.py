"""Locations and their rooms (C36, C62); simple ones for now."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import zone
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.location import Location, LocationKind, Room
from frontdesk.domain.names import slug_of
from frontdesk.services import checks
from frontdesk.services.archiving import Shelf
from frontdesk.services.operations import operation
from frontdesk.store.work import Work


class Locations(Shelf[Location]):
    """Operations on locations. Exactly one is the default."""

    kind = Location
    noun = "location"

    @operation("locations.list", right=Right.SEE)
    def list(self, *, archived: bool = False) -> tuple[Location, ...]:
        """List locations, the default one first."""
        return tuple(sorted(self._listed(archived), key=lambda v: (not v.is_default, v.id)))

    @operation("locations.get", right=Right.SEE)
    def get(self, *, id: Id) -> Location:
        """Read one location."""
        return self._got(id)

    @operation("locations.create", right=Right.SETUP)
    def create(
        self,
        *,
        name: str,
        slug: str | None = None,
        kind: LocationKind = LocationKind.ADDRESS,
        phone: str = "",
        address: str = "",
        zone_name: str | None = None,
        is_default: bool = False,
    ) -> Location:
        """Add a location; without a zone it keeps the default location's, without a slug one is made of the name."""
        with self._clinic.writing("locations.create", lambda: "Location added") as work:
            others = work.all(Location)
            named = checks.line(name, field="name", empty=False)
            made = Location(
                id=work.new_id(),
                name=named,
                slug=_slug(slug, named, others),
                kind=_kind(kind),
                phone=checks.line(phone, field="phone"),
                address=checks.body(address, field="address"),
                zone=zone(_default(others).zone if zone_name is None else zone_name, field="zone_name").key,
                is_default=checks.yes_or_no(is_default, field="is_default"),
            )
            if is_default:
                _step_down(work, others)
            work.create(made)
            return made

    @operation("locations.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        slug: str | Keep | None = KEEP,
        kind: LocationKind | Keep = KEEP,
        phone: str | Keep | None = KEEP,
        address: str | Keep | None = KEEP,
        zone_name: str | Keep = KEEP,
        is_default: bool | Keep = KEEP,
    ) -> Location:
        """Change a location; a slug of null is made of the name anew.

        Making it the default takes that from the other, and nothing else can.
        """
        with self._clinic.writing("locations.update", lambda: "Location changed") as work:
            held = checks.fresh(work.get(Location, id), version, "location")
            others = tuple(v for v in work.all(Location) if v.id != id)
            default = checks.yes_or_no(kept(is_default, held.is_default), field="is_default")
            if held.is_default and not default:
                raise Invalid("default_needed", field="is_default", got=False, allowed="make another the default")
            if default and not held.is_default:
                if held.archived_at is not None:
                    raise Invalid("archived", field="is_default", got=True, allowed="one that is not archived")
                _step_down(work, others)
            named = held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False)
            after = replace(
                held,
                name=named,
                slug=held.slug if isinstance(slug, Keep) else _slug(slug, named, others),
                kind=_kind(kept(kind, held.kind)),
                phone=checks.line(kept(phone, held.phone) or "", field="phone"),
                address=checks.body(kept(address, held.address) or "", field="address"),
                zone=zone(kept(zone_name, held.zone), field="zone_name").key,
                is_default=default,
            )
            return work.replace(held, after)

    @operation("locations.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Location:
        """Put a location away; the default one cannot go (C37). Twice is harmless."""
        return self._put_away(id, version, away=True)

    def _let_go(self, held: Location) -> None:
        if held.is_default:
            raise Conflict("default_location", kind="location", id=str(held.id))

    @operation("locations.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Location:
        """Bring an archived location back. Twice is harmless."""
        return self._put_away(id, version, away=False)


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
    def create(self, *, name: str, location: Id | None = None, capacity: int = 1) -> Room:
        """Add a room, at the default location when none is named."""
        with self._clinic.writing("rooms.create", lambda: "Room added") as work:
            place = _default(work.all(Location)) if location is None else work.get(Location, location)
            if place.archived_at is not None:
                raise Invalid("archived", field="location", got=str(place.id), allowed="one that is not archived")
            made = Room(
                id=work.new_id(),
                location_id=place.id,
                name=checks.line(name, field="name", empty=False),
                capacity=_capacity(capacity),
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
        position: int | Keep = KEEP,
    ) -> Room:
        """Change a room; it stays at its location."""
        with self._clinic.writing("rooms.update", lambda: "Room changed") as work:
            held = checks.fresh(work.get(Room, id), version, "room")
            after = replace(
                held,
                name=held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False),
                capacity=_capacity(kept(capacity, held.capacity)),
                position=checks.position(kept(position, held.position)),
            )
            return work.replace(held, after)

    @operation("rooms.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Room:
        """Put a room away; visits booked into it stay. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("rooms.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Room:
        """Bring an archived room back. Twice is harmless."""
        return self._put_away(id, version, away=False)


def _default(locations: tuple[Location, ...]) -> Location:
    return next(v for v in locations if v.is_default)


def _step_down(work: Work, others: tuple[Location, ...]) -> None:
    for other in others:
        if other.is_default:
            work.replace(other, replace(other, is_default=False))


def _slug(sent: str | None, name: str, others: tuple[Location, ...]) -> str:
    """Give the slug that was sent, refusing one that is taken; without one, a free one made of the name."""
    text = name if sent is None else checks.line(sent, field="slug")
    wanted = slug_of(text) or ("location" if sent is None else "")
    taken = {v.slug for v in others}
    if not wanted:
        raise Invalid("bad_slug", field="slug", got=text, allowed="letters or digits")
    if wanted in taken and sent is not None:
        raise Conflict("slug_taken", field="slug", got=wanted)
    n, free = 2, wanted
    while free in taken:
        n, free = n + 1, f"{wanted}-{n}"
    return free


def _kind(got: LocationKind) -> LocationKind:
    if not isinstance(got, LocationKind):
        raise Invalid("not_one_of", field="kind", got=got, allowed=[kind.value for kind in LocationKind])
    return got


def _capacity(got: int) -> int:
    if not 1 <= checks.whole(got, field="capacity") <= 1000:
        raise Invalid("bad_capacity", field="capacity", got=got, allowed="1 to 1000")
    return got
