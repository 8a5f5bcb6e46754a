"""Locations: the sites of a clinic (C36, C37)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import zone
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.location import Location, LocationKind, Room
from frontdesk.domain.schedule import Schedule
from frontdesk.services import checks
from frontdesk.services.archiving import Gone, Shelf
from frontdesk.services.operations import operation
from frontdesk.services.slugs import chosen_slug
from frontdesk.store import uses
from frontdesk.store.work import Reading, Work


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
                kind=checks.one_of(kind, LocationKind, field="kind"),
                phone=checks.line(phone, field="phone"),
                address=checks.body(address, field="address"),
                zone=zone(default_place(others).zone if zone_name is None else zone_name, field="zone_name").key,
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
                kind=checks.one_of(kept(kind, held.kind), LocationKind, field="kind"),
                phone=checks.line(kept(phone, held.phone) or "", field="phone"),
                address=checks.body(kept(address, held.address) or "", field="address"),
                zone=zone(kept(zone_name, held.zone), field="zone_name").key,
                is_default=default,
            )
            return work.replace(held, after)

    @operation("locations.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete a location; one that anything is at is archived instead, and the reply says so (C37).

        The default one cannot go at all.
        """
        return self._delete(id, version)

    @operation("locations.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Location:
        """Put a location away; the default one cannot go (C37). Twice is harmless."""
        return self._put_away(id, version, away=True)

    def _let_go(self, held: Location) -> None:
        if held.is_default:
            raise Conflict("default_location", kind="location", id=str(held.id))

    def _uses(self, work: Work, held: Location) -> int:
        there = (work.all(Room), work.all(Equipment), work.all(Schedule), work.all(Calendar), work.all(Closure))
        found = sum(one.location_id == held.id for kind in there for one in kind)
        waiting = uses.entries_at(work.connection, held.id)
        return found + waiting + uses.visits_at(work.connection, held.id)

    def _unlink(self, work: Work, held: Location) -> None:
        choice = work.find(HolidayChoice, held.id)
        if choice is not None:
            work.remove(choice)

    @operation("locations.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Location:
        """Bring an archived location back. Twice is harmless."""
        return self._put_away(id, version, away=False)


def default_place(locations: tuple[Location, ...]) -> Location:
    """Give the default one."""
    return next(v for v in locations if v.is_default)


def chosen_place(work: Reading, wanted: Id | None) -> Location:
    """Give the location that a new record is to be at: the default one unless another is named."""
    place = default_place(work.all(Location)) if wanted is None else work.get(Location, wanted)
    if place.archived_at is not None:
        raise Invalid("archived", field="location", got=str(place.id), allowed="one that is not archived")
    return place


def _step_down(work: Work, others: tuple[Location, ...]) -> None:
    for other in others:
        if other.is_default:
            work.replace(other, replace(other, is_default=False))


def _slug(sent: str | None, name: str, others: tuple[Location, ...]) -> str:
    return chosen_slug(sent, name, {v.slug for v in others}, usual="location")
