"""The parts of a visit with several services: who gives each of them, where and with what, at one time (C28).

The engine chooses as it does for a search, so that what was found free is booked as it was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

from frontdesk.domain.appointment import Appointment, Extra
from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.days import midnights, span_of
from frontdesk.domain.availability.engine import REACH, free_slots
from frontdesk.domain.availability.pieces import Piece
from frontdesk.domain.availability.question import MOST_PARTS, Part, Question
from frontdesk.domain.availability.slots import Place
from frontdesk.domain.claim import Subject
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Location, Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.asking import Asked, ServiceAsked, in_order, question
from frontdesk.services.booking import unbooked
from frontdesk.services.calendar_rules import refusal_of
from frontdesk.services.explaining import reasons_against
from frontdesk.services.families import own_buffers
from frontdesk.services.kept_times import NEAR, KeptTimes
from frontdesk.services.needs import live, needed_rooms
from frontdesk.services.offered import add_ons_of, variation_of
from frontdesk.services.searching import Search
from frontdesk.store import occupied
from frontdesk.store.work import Work

# Any start will do for a booking, on the grid or off it.
ANY_START = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Where and for whom a visit is asked for; `any_date` leaves notice and booking window aside."""

    location: Location
    patient: Id | None
    any_date: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Parts in their order: the question when they could be had, and the add-ons of each."""

    question: Question
    add_ons: tuple[tuple[Extra, ...], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each part of a visit goes; `lifted` tells that a reason had to lift what stands in its way."""

    places: tuple[Place, ...]
    lifted: bool = False


def asked_for(work: Work, services: Sequence[ServiceAsked], wish: Wish) -> Draft:
    """Give the parts that are asked for, refusing unknown and archived records and who does not give a service."""
    sent = checks.many(services, ServiceAsked, field="services", allowed="a list of services, each with its id")
    if not 1 <= len(sent) <= MOST_PARTS:
        raise Invalid("bad_services", field="services", got=len(sent), allowed=f"1 to {MOST_PARTS} services")
    extras = []
    for n, one in enumerate(sent):
        if one.position is not None:
            checks.position(one.position, field=f"services[{n}].position")
    ordered = in_order(sent)
    for n, one in enumerate(ordered):
        extras.append(_checked(work, one, f"services[{n}]"))
    asked: Asked = {
        "services": ordered,
        "location": wish.location.id,
        "patient": wish.patient,
        "ignore_date_range": wish.any_date,
    }
    return Draft(question(work, asked, work.now), tuple(extras))


def _checked(work: Work, one: ServiceAsked, at: str) -> tuple[Extra, ...]:
    """Give the add-ons of one service, refusing what cannot be booked of it."""
    service = live(work, Service, one.service, f"{at}.service")
    live(work, Practitioner, one.practitioner, f"{at}.practitioner")
    assert service is not None
    if one.practitioner is not None and not service.given_by(one.practitioner):
        who = [str(each) for each in service.practitioners]
        raise Invalid("does_not_give", field=f"{at}.practitioner", got=str(one.practitioner), allowed=who)
    new = unbooked(None)
    variation_of(new, service, {"variation": one.variation})
    return add_ons_of(new, service, {"add_ons": one.add_ons})


def kept_as_it_is(work: Work, rows: Sequence[Appointment], wish: Wish) -> Draft:
    """Give the parts that a visit has already: as long as they are, each with whom it is."""
    asked: Asked = {
        "duration": MINUTE,
        "location": wish.location.id,
        "patient": wish.patient,
        "ignore_date_range": wish.any_date,
    }
    found = question(work, asked, work.now)
    own = own_buffers(work, rows)
    parts = tuple(_part_of(work, row, own(row), wish.location.id, found.parts[0].who) for row in rows)
    return Draft(replace(found, parts=parts), tuple(row.add_ons for row in rows))


def _part_of(work: Work, row: Appointment, buffers: tuple[int, int], location: Id, everyone: Sequence[Id]) -> Part:
    service = None if row.service_id is None else work.get(Service, row.service_id)
    able = tuple(one for one in everyone if service is None or service.given_by(one))
    who = able if row.practitioner_id is None else (row.practitioner_id,)
    counted = Counter(use.equipment_id for use in row.equipment)
    return Part(
        length=row.end - row.start,
        before=buffers[0],
        after=buffers[1],
        who=who,
        tiers=(0,) * len(who),
        rooms=_rooms_of(work, row, service, location),
        equipment=tuple(Need(one, units) for one, units in counted.items()),
        service=row.service_id,
        variation=row.variation_id,
    )


def _rooms_of(work: Work, row: Appointment, service: Service | None, location: Id) -> tuple[Id, ...] | None:
    """Give the rooms that would do, the present one first while it is at the location."""
    fitting = needed_rooms(work, service, None, location, 1)
    if row.room_id is None or work.get(Room, row.room_id).location_id != location:
        return fitting
    return tuple(dict.fromkeys((row.room_id, *(fitting or ()))))


def placed(work: Work, asked: Question, start: Instant, *, override: bool, reason: str | None) -> Placed:
    """Give where each part goes when the visit starts at a moment; what stands in its way is refused.

    With `override` or a reason neither hours nor closures, blocks and notice count. Whoever is free comes first then
    too; with nobody free it is the first who may, and the guard of the book, or the reason, says what becomes of that.
    """
    free = None if override else _free(work, asked, start)
    if free is not None:
        return Placed(free)
    unable = any(not part.who for part in asked.parts)
    if unable or (not override and reason is None):
        raise refusal_of(reasons_against(work, asked, start, None))
    found = _free(work, asked, start, always_open=True)
    return Placed(found or tuple(_hopeful(asked, start)), lifted=not override)


def _free(work: Work, asked: Question, start: Instant, *, always_open: bool = False) -> tuple[Place, ...] | None:
    """Give who, where and with what, where all is free at a start."""
    asked = replace(asked, step=ANY_START)
    if always_open:
        asked = replace(asked, earliest=start, latest=None)
    span, kept = Interval(start, Instant(start + 1)), KeptTimes()
    search = Search(kept.look(work), asked, kept, work.now)
    pieces = search.pieces(span) if not always_open else {}
    pieces_of = cache(lambda one: _always(work, asked, span, one)) if always_open else pieces.__getitem__
    day = local_date(start, asked.home)
    ordered = search.ordered(span_of(day, day, asked.home))
    found = free_slots(ordered, search.snapshot(span), span, pieces_of)
    if not found:
        return None
    [slot] = found
    if slot.parts:
        return slot.parts
    part = asked.parts[0]
    return (Place(part.service, slot.start, slot.end, slot.practitioners[0], slot.room, ()),)


def _always(work: Work, asked: Question, span: Interval, practitioner: Id) -> list[Piece]:
    """Give the free pieces of a practitioner who would work at any hour."""
    around = Interval(Instant(span.start - NEAR), Instant(span.end + NEAR + len(asked.parts) * REACH))
    taken = occupied.claims(work.connection, Subject.PRACTITIONER, practitioner, 1, around.start, around.end)
    return cut.pieces((around,), taken, midnights(around, asked.home))


def _hopeful(asked: Question, start: Instant) -> Iterator[Place]:
    """Give the first who may for each part, the same as before where possible; rooms and units are picked later."""
    edges = [Instant(start + offset) for offset in accumulate((p.length for p in asked.parts), initial=0)]
    last: Id | None = None
    for part, (begin, end) in zip(asked.parts, pairwise(edges), strict=True):
        last = last if last in part.who else part.who[0]
        yield Place(part.service, begin, end, last, None, ())
