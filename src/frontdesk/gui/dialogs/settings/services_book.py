"""The catalogue of services as the page lists it, and how what is typed is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded
from frontdesk.domain.service import Service
from frontdesk.gui.dialogs.settings.choices import Choice, locations_in_words, still_used
from frontdesk.gui.dialogs.settings.listing import Item, Listed
from frontdesk.gui.dialogs.settings.money_edit import money_words
from frontdesk.gui.dialogs.settings.services_draft import ServiceDraft, draft_of
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.clinic import Clinic

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Offers:
    """What a service's fields can be chosen from."""

    currency: str = "USD"
    categories: tuple[str, ...] = ()
    people: tuple[Choice, ...] = ()
    rooms: tuple[Choice, ...] = ()
    equipment: tuple[Choice, ...] = ()
    room_seats: Mapping[Id, int] = field(default_factory=dict)
    units: Mapping[Id, int] = field(default_factory=dict)

    def beyond(self, draft: ServiceDraft) -> Iterator[Invalid]:
        """Give what asks for more than there is: more seats than the largest room's, more units than of a thing."""
        service = draft.service()
        largest = max((self.room_seats[room] for room in service.rooms if room in self.room_seats), default=None)
        if largest is not None and service.max_attendees > largest:
            got, allowed = service.max_attendees, f"at most {largest}"
            yield Invalid("room_too_small", field="max_attendees", got=got, allowed=allowed)
        for n, row in enumerate(draft.equipment):
            there = self.units.get(row.equipment_id) if row.equipment_id is not None else None
            wanted = next((need.units for need in service.equipment if need.equipment_id == row.equipment_id), 0)
            if there is not None and wanted > there:
                yield Invalid("bad_units", field=f"equipment[{n}].units", got=wanted, allowed=f"1 to {there}")


def read_all(clinic: Clinic) -> Listed:
    """Read every service by category, those without one last, and what can be chosen for them."""
    records = clinic.services.list(archived=True)
    offers = _offers(clinic, records)
    in_order = sorted(records, key=lambda s: (not s.category, folded(s.category)))
    return Listed(tuple(_item(record, offers.currency, grouped=bool(offers.categories)) for record in in_order), offers)


def blank(facts: Any) -> Item:
    """Begin a new service."""
    currency = facts.currency if isinstance(facts, Offers) else "USD"
    return Item(None, 0, "", typed={"draft": ServiceDraft(currency=currency)})


def values_of(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read what was typed; the first problem is raised."""
    draft = _draft(said)
    for problem in draft.problems():
        raise problem
    return _values(draft)


def save(clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
    """Write what changed of a service, and give its id."""
    sent = dict(values_of(said))
    if item.id is None:
        if _draft(said).hue is None:
            del sent["hue"]
        return clinic.services.create(**sent).id
    held = _values(_draft(item.typed))
    changed = {name: value for name, value in sent.items() if value != held[name]}
    if changed:
        clinic.services.update(id=item.id, version=item.version, **changed)
    return item.id


def put_away(clinic: Clinic, item: Item, *, away: bool) -> None:
    """Archive a service, or bring it back."""
    assert item.id is not None
    (clinic.services.archive if away else clinic.services.restore)(id=item.id, version=item.version)


def delete(clinic: Clinic, item: Item) -> Gone | None:
    """Delete a service; one that has visits to come is archived."""
    assert item.id is not None
    return clinic.services.delete(id=item.id, version=item.version)


def _draft(said: Mapping[str, Any]) -> ServiceDraft:
    draft = said["draft"]
    assert isinstance(draft, ServiceDraft)
    return draft


def _values(draft: ServiceDraft) -> dict[str, Any]:
    from frontdesk.services.service_parts import NewAddOn, NewVariation

    service = draft.service()
    made_of = {
        "variations": [
            NewVariation(
                name=v.name,
                duration=v.duration,
                buffer_before=v.buffer_before,
                buffer_after=v.buffer_after,
                price=v.price,
                id=row.id,
            )
            for v, row in zip(service.variations, draft.variations, strict=True)
        ],
        "add_ons": [
            NewAddOn(name=a.name, duration=a.duration, price=a.price, id=row.id)
            for a, row in zip(service.add_ons, draft.add_ons, strict=True)
        ],
    }
    plain = ("duration", "buffer_before", "buffer_after", "price", "hue", "max_attendees", "rooms", "equipment")
    said = ("name", "slug", "category", "description", "private", "form")
    return {
        **{name: getattr(draft, name) for name in said},
        **{name: getattr(service, name) for name in plain},
        "practitioners": None if draft.everyone else service.practitioners,
        **made_of,
    }


def _offers(clinic: Clinic, records: tuple[Service, ...]) -> Offers:
    at = locations_in_words(clinic)
    givers = {one for s in records for one in s.practitioners}
    rooms = {one for s in records for one in s.rooms}
    needed = {need.equipment_id for s in records for need in s.equipment}
    people = still_used(clinic.practitioners.list(archived=True), givers)
    things = still_used(clinic.equipment.list(archived=True), needed)
    places = still_used(clinic.rooms.list(archived=True), rooms)
    return Offers(
        currency=clinic.profile.get().currency,
        categories=tuple(sorted({s.category for s in records if s.category}, key=folded)),
        people=tuple(Choice(p.id, p.name, p.speciality, hue=p.hue) for p in people),
        rooms=tuple(Choice(r.id, r.name, at.get(r.location_id, "")) for r in places),
        equipment=tuple(Choice(e.id, e.name, at.get(e.location_id, "")) for e in things),
        room_seats={room.id: room.capacity for room in places},
        units={thing.id: thing.quantity for thing in things},
    )


def _item(record: Service, currency: str, *, grouped: bool) -> Item:
    price = money_words(record.price, currency) if record.price else ""
    return Item(
        record.id,
        record.version,
        record.name,
        " · ".join(part for part in (wording.minutes(record.duration), price) if part),
        record.archived_at is not None,
        {"draft": draft_of(record, currency)},
        group=record.category or (translate("Services", "Without a category") if grouped else ""),
        hue=record.hue,
    )
