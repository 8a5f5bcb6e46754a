"""What the fields of a booking offer below them: services and calendars, practitioners, places, ways of meeting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from frontdesk.domain import calendar
from frontdesk.domain.appointment import Interaction
from frontdesk.domain.calendar import PlaceKind
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.booking_draft import Draft, Offer, Place, matching
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.hits import Hit

translate = QCoreApplication.translate
Way = Interaction | calendar.Place


def services(choices: Choices, text: str, *, calendars: bool = True) -> list[Hit]:
    """Offer the services that fit what was typed, each followed by its forms, then calendars under a heading."""
    offers = choices.offers()
    found = _matching(text, [_offer_hit(each) for each in offers if each.calendar is None])
    others = _matching(text, [_offer_hit(each) for each in offers if each.calendar is not None])
    if others and calendars:
        found += [Hit(translate("Booking", "Calendars"), heading=True), *others]
    return found


def _offer_hit(offer: Offer) -> Hit:
    brings = offer.form or offer.service
    if brings is None:
        return Hit(offer_name(offer), wording.minutes(offer.duration), payload=offer)
    told = wording.length_with_buffers(brings.duration, brings.buffer_before, brings.buffer_after)
    return Hit(offer_name(offer), told, payload=offer)


def offer_name(offer: Offer) -> str:
    """Name what is booked: Consultation — Follow-up."""
    if offer.calendar is not None:
        return offer.calendar.name
    parts = (offer.service.name if offer.service else "", offer.form.name if offer.form else "")
    return " — ".join(part for part in parts if part)


def offer_words(offer: Offer, length: int) -> str:
    """Name what is booked with how long it takes."""
    name = offer_name(offer)
    return f"{name}, {wording.minutes(length)}" if name else ""


def people(choices: Choices, offer: Offer, text: str) -> list[Hit]:
    """Offer whoever is free, then those who may; of the others it is said that they do not."""
    anyone = Hit(translate("Booking", "Any practitioner"), translate("Booking", "whoever is free first"))
    team = {m.practitioner for m in offer.calendar.team} if offer.calendar else None
    able = [p for p in choices.practitioners if _may(offer, team, p.id)]
    others = [p for p in choices.practitioners if p not in able] if team is None else []
    name = offer.service.name if offer.service else ""
    does_not = translate("Booking", "does not give %1").replace("%1", name, 1)
    hits = [Hit(p.name, p.speciality, payload=p.id) for p in able]
    return _matching(text, [anyone, *hits, *(Hit(p.name, does_not, payload=p.id) for p in others)])


def _may(offer: Offer, team: set[Id] | None, practitioner: Id) -> bool:
    if team is not None:
        return not team or practitioner in team
    return offer.service is None or offer.service.given_by(practitioner)


def places(choices: Choices, offer: Offer, text: str) -> list[Hit]:
    """Offer any room of each location, then its rooms; a calendar stands at one location."""
    several = len({place.location for place in choices.places}) > 1
    any_room = translate("Booking", "any room")
    hits = []
    for place in choices.places:
        if offer.calendar is not None and place.location != offer.calendar.location_id:
            continue
        beside = place.location_name if place.room_name else any_room
        hits.append(Hit(place_words(place, choices), beside if several else "", payload=place))
    return _matching(text, hits)


def place_words(place: Place, choices: Choices | None) -> str:
    """Name a room, or the location where any room will do: there is no need to name the only one."""
    if place.room_name:
        return place.room_name
    if choices is None or not any(p.room is not None and p.location == place.location for p in choices.places):
        return place.location_name
    return translate("Booking", "Any room") if len({p.location for p in choices.places}) < 2 else place.location_name


def ways(draft: Draft) -> list[Way]:
    """List how patient and practitioner can meet: as the calendar says, where it says anything."""
    if draft.calendar is not None and draft.calendar.places:
        return list(draft.calendar.places)
    return list(Interaction)


def way_words(way: Way) -> str:
    """Name a way of meeting."""
    if isinstance(way, Interaction):
        return wording.interaction_words(way)
    kind = {
        PlaceKind.ADDRESS: translate("Booking", "At an address"),
        PlaceKind.PHONE_IN: translate("Booking", "The patient calls"),
        PlaceKind.PHONE_OUT: translate("Booking", "We call the patient"),
        PlaceKind.VIDEO: translate("Booking", "Video call"),
        PlaceKind.ASK_BOOKER: translate("Booking", "As the patient says"),
        PlaceKind.CUSTOM: translate("Booking", "Elsewhere"),
    }[way.kind]
    detail = " ".join(way.detail.split())
    return f"{kind}: {detail}" if detail else kind


def _matching(text: str, hits: Sequence[Hit]) -> list[Hit]:
    found = matching(text, {str(n): f"{hit.title} {hit.detail}" for n, hit in enumerate(hits)})
    return [hits[int(n)] for n in found]
