"""A service as a request makes it: each field that was sent is read, what was left out stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, TypedDict

from frontdesk.domain.equipment import Need
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import Keep
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services import service_parts as parts
from frontdesk.services.service_parts import NewAddOn, NewVariation
from frontdesk.services.slugs import chosen_slug
from frontdesk.store.work import Work


class ServiceFields(TypedDict, total=False):
    """What may be said of a service. Lengths in milliseconds, whole minutes; prices in minor units of money.

    A field that is left out keeps what is there; null clears it, and makes a slug of the name anew. No practitioners
    (null) means everyone. A list that is sent replaces the whole list.
    """

    slug: str | None
    description: str | None
    category: str | None
    duration: int
    buffer_before: int | None
    buffer_after: int | None
    price: int | None
    private: bool
    form: str | None
    max_attendees: int | None
    practitioners: Sequence[Id] | None
    rooms: Sequence[Id] | None
    equipment: Sequence[Need] | None
    variations: Sequence[NewVariation] | None
    add_ons: Sequence[NewAddOn] | None


class ChangedService(ServiceFields, total=False):
    """What may be said of a service that is there already."""

    name: str
    hue: int
    position: int


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "name": lambda value, field: checks.line(value, field=field, empty=False),
    "description": lambda value, field: checks.body("" if value is None else value, field=field),
    "category": lambda value, field: checks.line("" if value is None else value, field=field),
    "form": lambda value, field: checks.line("" if value is None else value, field=field),
    "duration": lambda value, field: checks.whole(value, field=field),
    "buffer_before": lambda value, field: checks.whole(0 if value is None else value, field=field),
    "buffer_after": lambda value, field: checks.whole(0 if value is None else value, field=field),
    "price": lambda value, field: checks.whole(0 if value is None else value, field=field),
    "hue": lambda value, field: checks.whole(value, field=field),
    "private": lambda value, field: checks.yes_or_no(value, field=field),
    "max_attendees": lambda value, field: checks.whole(1 if value is None else value, field=field),
    "position": lambda value, field: checks.position(value, field=field),
}


def drafted(work: Work, held: Service, sent: ServiceFields | ChangedService, taken: Collection[str]) -> Service:
    """Give the service with what was sent, refusing what cannot be; `taken` are the slugs of all others."""
    said: dict[str, Any] = {name: value for name, value in sent.items() if not isinstance(value, Keep)}
    plain = {name: read(said[name], name) for name, read in _READERS.items() if name in said}
    after: Service = replace(held, **plain)
    if "practitioners" in said:
        after = replace(after, practitioners=parts.givers(work, said["practitioners"], held.practitioners))
    if "rooms" in said:
        after = replace(after, rooms=parts.usable_rooms(work, said["rooms"], held.rooms))
    if "equipment" in said:
        after = replace(after, equipment=parts.needs(work, said["equipment"], held.equipment))
    if "variations" in said:
        after = parts.varied(work, after, said["variations"])
    if "add_ons" in said:
        after = parts.topped(work, after, said["add_ons"])
    if "slug" in said or not held.slug:
        after = replace(after, slug=chosen_slug(said.get("slug"), after.name, taken, usual="service"))
    sound = after.checked()
    if said.keys() & {"rooms", "max_attendees"}:
        parts.check_seats(work, sound)
    return sound
