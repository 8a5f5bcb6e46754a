"""What is offered: the catalogue of services, with their variations and add-ons (C32 to C35)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant

MOST_SEATS = 100
HIGHEST_PRICE = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """A form of a service with a length, buffers and a price of its own; milliseconds and minor units of money."""

    id: Id
    name: str
    duration: int
    buffer_before: int = 0
    buffer_after: int = 0
    price: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOn:
    """What can be booked on top of a service, several times if need be; milliseconds and minor units of money."""

    id: Id
    name: str
    duration: int = 0
    price: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service of the catalogue; duration and buffers in milliseconds, `price` in minor units, `hue` 0 to 359.

    No `practitioners` means every practitioner, those to come too. `rooms` are those that it can be given in (one of
    them is needed), none means that no room is needed. What was removed stays known to the visits that have it.
    """

    id: Id
    name: str
    slug: str = ""
    description: str = ""
    category: str = ""
    duration: int = 30 * MINUTE
    buffer_before: int = 0
    buffer_after: int = 0
    price: int = 0
    hue: int = 222
    private: bool = False
    form: str = ""
    max_attendees: int = 1
    practitioners: tuple[Id, ...] = ()
    rooms: tuple[Id, ...] = ()
    equipment: tuple[Need, ...] = ()
    variations: tuple[Variation, ...] = ()
    add_ons: tuple[AddOn, ...] = ()
    removed_variations: tuple[Variation, ...] = ()
    removed_add_ons: tuple[AddOn, ...] = ()
    position: int = 0
    archived_at: Instant | None = None
    version: int = 1

    def given_by(self, practitioner: Id) -> bool:
        """Tell whether a practitioner gives it."""
        return not self.practitioners or practitioner in self.practitioners

    def variation(self, id: Id) -> Variation | None:
        """Find one of its variations, removed ones too."""
        return next((v for v in (*self.variations, *self.removed_variations) if v.id == id), None)

    def faults(self) -> Iterator[Invalid]:
        """Give everything that is wrong with it, each with its field."""
        yield from _length_faults(self.duration, self.buffer_before, self.buffer_after, "")
        yield from _price_faults(self.price, "")
        if not 0 <= self.hue <= 359:
            yield Invalid("bad_hue", field="hue", got=self.hue, allowed="0 to 359")
        if not 1 <= self.max_attendees <= MOST_SEATS:
            yield Invalid("bad_max_attendees", field="max_attendees", got=self.max_attendees, allowed="1 to 100")
        for n, form in enumerate(self.variations):
            at = f"variations[{n}]."
            yield from _length_faults(form.duration, form.buffer_before, form.buffer_after, at)
            yield from _price_faults(form.price, at)
        for n, more in enumerate(self.add_ons):
            if not 0 <= more.duration <= DAY or more.duration % MINUTE:
                allowed = "whole minutes, 0 to 24 hours"
                yield Invalid("bad_duration", field=f"add_ons[{n}].duration", got=more.duration, allowed=allowed)
            yield from _price_faults(more.price, f"add_ons[{n}].")
        yield from _twice((v.name for v in self.variations), "variations")
        yield from _twice((a.name for a in self.add_ons), "add_ons")
        for n, need in enumerate(self.equipment):
            if not 1 <= need.units <= MOST_SEATS:
                yield Invalid("bad_units", field=f"equipment[{n}].units", got=need.units, allowed="1 to 100")
            if any(need.equipment_id == other.equipment_id for other in self.equipment[:n]):
                got = str(need.equipment_id)
                yield Invalid("equipment_twice", field=f"equipment[{n}]", got=got, allowed="each once")

    def checked(self) -> Service:
        """Return itself, refusing lengths, prices and colours that cannot be."""
        for fault in self.faults():
            raise fault
        return self


def _length_faults(duration: int, before: int, after: int, at: str) -> Iterator[Invalid]:
    if not MINUTE <= duration <= DAY or duration % MINUTE:
        allowed = "whole minutes, 1 minute to 24 hours"
        yield Invalid("bad_duration", field=f"{at}duration", got=duration, allowed=allowed)
    for name, got in (("buffer_before", before), ("buffer_after", after)):
        if not 0 <= got <= DAY or got % MINUTE:
            yield Invalid("bad_buffer", field=f"{at}{name}", got=got, allowed="whole minutes, 0 to 24 hours")


def _price_faults(price: int, at: str) -> Iterator[Invalid]:
    if not 0 <= price <= HIGHEST_PRICE:
        yield Invalid("bad_price", field=f"{at}price", got=price, allowed=f"0 to {HIGHEST_PRICE}")


def _twice(names: Iterable[str], field: str) -> Iterator[Invalid]:
    seen: set[str] = set()
    for n, name in enumerate(names):
        if name.casefold() in seen:
            yield Invalid("name_twice", field=f"{field}[{n}].name", got=name, allowed="a name of its own")
        seen.add(name.casefold())
