"""The sample clinic's catalogue as records: what it offers, who gives it, where, and with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontdesk.domain.equipment import Equipment, Need
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.names import slug_of
from frontdesk.domain.service import AddOn, Service, Variation
from frontdesk.services.demo.catalogue import ECG, FOLLOW_UP, GROUP_CLASS, OFFERS, ULTRASOUND, Form, Offer, Post
from frontdesk.services.demo.ids import Ids


@dataclass(frozen=True, slots=True)
class Places:
    """The rooms that a service can need."""

    treatment: tuple[Id, ...]
    group: tuple[Id, ...]


def equipment(place: Id, ids: Ids) -> tuple[Equipment, ...]:
    """Give what there are few of: one of the two ECGs is away for repair."""
    return (
        Equipment(id=ids.next(), location_id=place, name=ULTRASOUND, description="On wheels.", quantity=2).checked(),
        Equipment(
            id=ids.next(),
            location_id=place,
            name=ECG,
            description="The older one is away for repair.",
            quantity=2,
            out_of_service=1,
            position=1,
        ).checked(),
    )


def services(
    posts: Sequence[Post], people: Sequence[Id], rooms: Places, gear: Sequence[Equipment], ids: Ids
) -> Iterator[Service]:
    """Give the catalogue."""
    for n, offer in enumerate(OFFERS):
        yield _service(n, offer, _givers(offer, posts, people), rooms, gear, ids)


def gives(post: Post, offer: Offer) -> bool:
    """Tell whether someone gives a service: everybody sees people again."""
    held = any(fixture.offer is offer for fixture in post.work.fixtures)
    return offer is FOLLOW_UP or offer in post.work.mix or held


def _givers(offer: Offer, posts: Sequence[Post], people: Sequence[Id]) -> tuple[Id, ...]:
    found = tuple(one for one, post in zip(people, posts, strict=True) if gives(post, offer))
    return () if len(found) == len(people) else found


def _service(
    n: int, offer: Offer, givers: tuple[Id, ...], rooms: Places, gear: Sequence[Equipment], ids: Ids
) -> Service:
    needed = rooms.group if offer is GROUP_CLASS else rooms.treatment if offer.treatment else ()
    made = Service(
        id=ids.next(),
        name=offer.name,
        slug=slug_of(offer.name),
        description=offer.description,
        category=offer.category,
        duration=offer.lengths[0] * MINUTE,
        buffer_before=offer.before * MINUTE,
        buffer_after=offer.after * MINUTE,
        price=offer.price,
        hue=offer.hue,
        private=offer.private,
        max_attendees=12 if offer is GROUP_CLASS else 1,
        practitioners=givers,
        rooms=needed,
        equipment=tuple(Need(each.id) for each in gear if each.name == offer.gear),
        variations=tuple(_variation(offer, n, ids) for n in range(len(offer.forms))),
        add_ons=tuple(_add_on(form, ids) for form in offer.extras),
        position=n,
    )
    return made.checked()


def _variation(offer: Offer, n: int, ids: Ids) -> Variation:
    form = offer.forms[n]
    return Variation(
        id=ids.next(),
        name=form.name,
        duration=form.length * MINUTE,
        buffer_before=offer.before * MINUTE,
        buffer_after=offer.after * MINUTE,
        price=form.price,
    )


def _add_on(form: Form, ids: Ids) -> AddOn:
    return AddOn(id=ids.next(), name=form.name, duration=form.length * MINUTE, price=form.price)
