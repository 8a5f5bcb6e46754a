"""What a service consists of, as it is sent: its people, rooms, equipment, variations and add-ons (C32 to C35)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from frontdesk.domain.equipment import Equipment, Need
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.location import Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import AddOn, Service, Variation
from frontdesk.services import checks
from frontdesk.store.work import Work

MOST_PARTS = 100
P = TypeVar("P", Variation, AddOn)


@dataclass(frozen=True, slots=True)
class NewVariation:
    """A variation as it is sent; milliseconds and minor units of money.

    With an id it changes that one, and what is left out stays. Without an id it is new, and needs name and duration.
    """

    name: str | Keep = KEEP
    duration: int | Keep = KEEP
    buffer_before: int | Keep | None = KEEP
    buffer_after: int | Keep | None = KEEP
    price: int | Keep | None = KEEP
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class NewAddOn:
    """An add-on as it is sent; milliseconds and minor units of money.

    With an id it changes that one, and what is left out stays. Without an id it is new, and needs a name.
    """

    name: str | Keep = KEEP
    duration: int | Keep | None = KEEP
    price: int | Keep | None = KEEP
    id: Id | None = None


def givers(work: Work, sent: Sequence[Id] | None, held: Sequence[Id]) -> tuple[Id, ...]:
    """Give who gives a service: null is everyone, and nobody at all is invalid."""
    if sent is None:
        return ()
    wanted = checks.many(sent, int, field="practitioners", allowed="a list of ids of practitioners, or null")
    if not wanted:
        raise Invalid(
            "practitioner_needed", field="practitioners", got=[], allowed="at least one, or null for everyone"
        )
    found = tuple(Id(one) for one in dict.fromkeys(wanted))
    for one in found:
        _live(work.get(Practitioner, one).archived_at, one, held, "practitioners")
    return found


def usable_rooms(work: Work, sent: Sequence[Id] | None, held: Sequence[Id]) -> tuple[Id, ...]:
    """Give the rooms that a service can be given in; none means that it needs no room."""
    wanted = checks.many(sent or (), int, field="rooms", allowed="a list of ids of rooms")
    found = tuple(Id(one) for one in dict.fromkeys(wanted))
    for one in found:
        _live(work.get(Room, one).archived_at, one, held, "rooms")
    return found


def check_seats(work: Work, service: Service) -> None:
    """Refuse more attendees than the largest of the service's rooms holds."""
    if not service.rooms:
        return
    most = max(work.get(Room, one).capacity for one in service.rooms)
    if service.max_attendees > most:
        allowed = f"at most {most}, which its largest room holds"
        raise Invalid("room_too_small", field="max_attendees", got=service.max_attendees, allowed=allowed)


def needs(work: Work, sent: Sequence[Need] | None, held: Sequence[Need]) -> tuple[Need, ...]:
    """Give the equipment that a service needs, each once, and no more units than there are."""
    wanted = checks.many(sent or (), Need, field="equipment", allowed="a list of equipment with units")
    had = [need.equipment_id for need in held]
    seen: set[Id] = set()
    for n, need in enumerate(wanted):
        at = f"equipment[{n}]"
        thing = work.get(Equipment, need.equipment_id)
        _live(thing.archived_at, thing.id, had, f"{at}.equipment_id")
        if thing.id in seen:
            raise Invalid("equipment_twice", field=at, got=str(thing.id), allowed="each equipment once")
        seen.add(thing.id)
        if not 1 <= checks.whole(need.units, field=f"{at}.units") <= thing.quantity:
            raise Invalid("bad_units", field=f"{at}.units", got=need.units, allowed=f"1 to {thing.quantity}")
    return wanted


def varied(work: Work, service: Service, sent: Sequence[NewVariation] | None) -> Service:
    """Give the service with its variations as sent; removed ones stay known to the visits that have them."""
    known = {v.id: v for v in (*service.variations, *service.removed_variations)}
    found: list[Variation] = []
    for n, one in enumerate(_parts(sent, NewVariation, "variations")):
        at = f"variations[{n}]."
        new = Variation(id=work.new_id(), name="", duration=0)
        held = new if one.id is None else _known(known, one.id, "variation")
        made = replace(
            held,
            name=_name(one.name, held.name, f"{at}name"),
            duration=checks.whole(kept(one.duration, held.duration), field=f"{at}duration"),
            buffer_before=_number(one.buffer_before, held.buffer_before, f"{at}buffer_before"),
            buffer_after=_number(one.buffer_after, held.buffer_after, f"{at}buffer_after"),
            price=_number(one.price, held.price, f"{at}price"),
        )
        found.append(_once(made, found, f"{at}id"))
    left = _left(known, found)
    return replace(service, variations=tuple(found), removed_variations=left)


def topped(work: Work, service: Service, sent: Sequence[NewAddOn] | None) -> Service:
    """Give the service with its add-ons as sent; removed ones stay known to the visits that have them."""
    known = {a.id: a for a in (*service.add_ons, *service.removed_add_ons)}
    found: list[AddOn] = []
    for n, one in enumerate(_parts(sent, NewAddOn, "add_ons")):
        at = f"add_ons[{n}]."
        held = AddOn(id=work.new_id(), name="") if one.id is None else _known(known, one.id, "add_on")
        made = replace(
            held,
            name=_name(one.name, held.name, f"{at}name"),
            duration=_number(one.duration, held.duration, f"{at}duration"),
            price=_number(one.price, held.price, f"{at}price"),
        )
        found.append(_once(made, found, f"{at}id"))
    return replace(service, add_ons=tuple(found), removed_add_ons=_left(known, found))


V = TypeVar("V", NewVariation, NewAddOn)


def _parts(sent: Sequence[V] | None, kind: type[V], field: str) -> tuple[V, ...]:
    wanted = checks.many(sent or (), kind, field=field, allowed="a list of objects with a name")
    if len(wanted) > MOST_PARTS:
        raise Invalid("too_many", field=field, got=len(wanted), allowed=f"at most {MOST_PARTS}")
    return wanted


def _known(known: dict[Id, P], wanted: Id, kind: str) -> P:
    if wanted not in known:
        raise NotFound(kind, wanted)
    return known[wanted]


def _once(made: P, found: Sequence[P], field: str) -> P:
    if any(made.id == other.id for other in found):
        raise Invalid("id_twice", field=field, got=str(made.id), allowed="each id once")
    return made


def _left(known: dict[Id, P], found: Sequence[P]) -> tuple[P, ...]:
    stay = {one.id for one in found}
    return tuple(one for one in known.values() if one.id not in stay)


def _name(sent: str | Keep, held: str, field: str) -> str:
    return checks.line(kept(sent, held), field=field, empty=False)


def _number(sent: int | Keep | None, held: int, field: str) -> int:
    return checks.whole(kept(sent, held) or 0, field=field)


def _live(archived_at: int | None, one: Id, held: Sequence[Id], field: str) -> None:
    if archived_at is not None and one not in held:
        raise Invalid("archived", field=field, got=str(one), allowed="one that is not archived")
