"""Turn what is asked for by ids into a question that free times can be worked out from.

Whoever searches, explains, holds or books asks in the same words, so that all of them mean the same thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypedDict

from frontdesk.domain.appointment import Appointment, Extra, Status
from frontdesk.domain.availability.question import MOST_PARTS, USUAL_STEP, Part, Question, Team
from frontdesk.domain.calendar import Calendar, CalendarKind, Distribution
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant, local_date, start_of_day, zone
from frontdesk.domain.location import Location, Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service, Variation
from frontdesk.services import checks
from frontdesk.services.needs import checked_extras, checked_length, length_with, live, needed_equipment, needed_rooms
from frontdesk.store.work import Reading

MOST_HEADS = 100


@dataclass(frozen=True, slots=True)
class ServiceAsked:
    """One service of a visit with several: in which form, with whom, and what on top.

    `position` says where among them it comes, where the order of the list is not meant.
    """

    service: Id
    variation: Id | None = None
    practitioner: Id | None = None
    add_ons: tuple[Extra, ...] = ()
    position: int | None = None


def in_order(services: Sequence[ServiceAsked]) -> Sequence[ServiceAsked]:
    """Put services in their order: by the position that was said, else by their place in the list."""
    places = {n: n if one.position is None else one.position for n, one in enumerate(services)}
    return [services[n] for n in sorted(places, key=lambda n: (places[n], n))]


class Asked(TypedDict, total=False):
    """What every question about free times may say; a calendar, a service, several, or a plain length of time.

    `practitioners` narrows who may, `room` where; `visit` is one that is being moved, which stands in its own way no
    more and says what the rest leaves out. `duration` and `step` are milliseconds. With `for_patient` the answer is
    one to be shown to patients (C57); `ignore_date_range` leaves notice and booking window aside.
    """

    calendar: Id | None
    service: Id | None
    variation: Id | None
    add_ons: Sequence[Extra]
    services: Sequence[ServiceAsked]
    location: Id | None
    room: Id | None
    practitioners: Sequence[Id] | None
    duration: int | None
    patient: Id | None
    visit: Id | None
    heads: int
    step: int | None
    for_patient: bool
    ignore_date_range: bool
    zone_name: str | None


def question(book: Reading, sent: Asked, now: Instant) -> Question:
    """Build the question, refusing unknown and archived records and lengths that cannot be.

    `now` is floored to the minute: a time that began within this very minute can still be had.
    """
    _check_types(sent)
    held = _whole(book, book.get(Appointment, one)) if (one := sent.get("visit")) is not None else None
    sent = _as_it_is(held, sent)
    calendar = live(book, Calendar, sent.get("calendar"), "calendar", None if held is None else held.calendar_id)
    place = _location(book, calendar, sent)
    home = place.zone if place is not None else book.get(Profile, THE_CLINIC).zone
    heads = _heads(sent.get("heads", 1))
    if (patient := sent.get("patient")) is not None:
        book.get(Patient, patient)
    parts = _parts(book, sent, calendar, place, held, heads)
    minute = Instant(now // MINUTE * MINUTE)
    found = Question(
        parts=parts,
        zone=zone(asked, field="zone_name").key if (asked := sent.get("zone_name")) else home,
        home=home,
        location=place.id if place is not None else None,
        step=_step(sent.get("step"), calendar),
        earliest=minute,
        heads=heads,
        patient=sent.get("patient"),
        visit=sent.get("visit"),
        joins=held is None or held.status is Status.HELD,
        now=now,
        evenly=calendar is None,
    )
    if calendar is None:
        return found
    return _with_rules(found, calendar, minute, patients=sent.get("for_patient", False), sent=sent)


def _check_types(sent: Asked) -> None:
    """Refuse what is of another type than the question takes: not everyone who asks comes over the wire."""
    for name, said in sent.items():
        _TYPES[name](said, field=name)


def check_several(value: object, *, field: str) -> None:
    """Refuse what is no list of services, each with an id and numbers that are such."""
    allowed = "a list of services, each with its id"
    for n, one in enumerate(checks.many(value, ServiceAsked, field=field, allowed=allowed)):
        at = f"{field}[{n}]"
        checks.known(one.service, field=f"{at}.service")
        checks.known_or_none(one.variation, field=f"{at}.variation")
        checks.known_or_none(one.practitioner, field=f"{at}.practitioner")
        checks.whole_or_none(one.position, field=f"{at}.position")
        checked_extras(one.add_ons, field=f"{at}.add_ons")


_IDS = ("calendar", "service", "variation", "location", "room", "patient", "visit")
_TYPES: Mapping[str, Callable[..., object]] = {
    **dict.fromkeys(_IDS, checks.known_or_none),
    "add_ons": checked_extras,
    "services": check_several,
    "practitioners": checks.all_known_or_none,
    **dict.fromkeys(("duration", "step"), checks.whole_or_none),
    "heads": checks.whole,
    **dict.fromkeys(("for_patient", "ignore_date_range"), checks.yes_or_no),
    "zone_name": checks.words_or_none,
}


def _with_rules(found: Question, calendar: Calendar, minute: Instant, *, patients: bool, sent: Asked) -> Question:
    """Add what a calendar says: its team, limits, notice, window and what patients are not shown."""
    if patients and not calendar.active:
        raise Invalid("not_offered", field="calendar", got=str(calendar.id), allowed="one that is not a draft")
    ignoring = sent.get("ignore_date_range", False)
    latest = None
    if calendar.window is not None and not ignoring:
        last = calendar.window.after(local_date(minute, found.home))
        latest = start_of_day(last + timedelta(days=1), found.home)
    return replace(
        found,
        calendar=calendar.id,
        team=team_of(calendar),
        seats=calendar.per_slot,
        shared=is_shared(calendar),
        per_day=calendar.per_day,
        earliest=minute if ignoring else Instant(minute + calendar.notice.ms),
        latest=latest,
        hide=calendar.look_busy if patients else 0,
        soonest=calendar.distribution is Distribution.AVAILABILITY,
        evenly=calendar.distribution is Distribution.EQUAL,
    )


def team_of(calendar: Calendar) -> Team:
    """Tell who of a calendar's team has to be there."""
    if calendar.kind is CalendarKind.COLLECTIVE:
        return Team.ALL
    return Team.ANY if calendar.team else Team.NOBODY


def is_shared(calendar: Calendar) -> bool:
    """Tell whether several bookings may share one time of a calendar."""
    return calendar.per_slot > 1 or calendar.kind is CalendarKind.CLASS


def _whole(book: Reading, held: Appointment) -> Appointment:
    """Give the row that says what a visit is: a member's of a collective follows its primary practitioner's."""
    if held.booking_id is None or not held.internal:
        return held
    # Only what is moved asks for it, and a first search has no time to lose.
    from frontdesk.store import families

    return next((row for row in families.rows_of(book.connection, held.booking_id) if not row.internal), held)


def _as_it_is(held: Appointment | None, sent: Asked) -> Asked:
    """Fill in what a visit that is being moved says of itself, where nothing else is asked for."""
    if held is None or sent.keys() & {"calendar", "service", "services"}:
        return sent
    own: Asked = {
        "calendar": held.calendar_id,
        "service": held.service_id,
        "variation": held.variation_id,
        "location": held.location_id,
        "duration": held.end - held.start,
        "patient": held.patient_id,
        "heads": max(1, held.heads),
        "ignore_date_range": True,
    }
    return {**own, **sent}


def _location(book: Reading, calendar: Calendar | None, sent: Asked) -> Location | None:
    asked = sent.get("location")
    if calendar is not None:
        if asked is not None and asked != calendar.location_id:
            raise Invalid("calendar_elsewhere", field="calendar", got=str(calendar.id), allowed="one of the location")
        return book.get(Location, calendar.location_id)
    room = sent.get("room")
    if asked is None and room is not None:
        asked = book.get(Room, room).location_id
    if asked is not None:
        return live(book, Location, asked, "location", asked if sent.get("visit") else None)
    return next((one for one in book.all(Location) if one.is_default), None)


def _parts(
    book: Reading,
    sent: Asked,
    calendar: Calendar | None,
    place: Location | None,
    held: Appointment | None,
    heads: int,
) -> tuple[Part, ...]:
    many = in_order(sent.get("services") or ())
    if not many:
        return (_part(book, sent, calendar, place, held, heads),)
    if calendar is not None or sent.get("service") is not None:
        raise Invalid("one_or_several", field="services", got=len(many), allowed="a calendar, a service or several")
    if len(many) > MOST_PARTS:
        raise Invalid("too_many", field="services", got=len(many), allowed=f"at most {MOST_PARTS}")
    found = []
    for one in many:
        narrowed = sent.get("practitioners") if one.practitioner is None else [one.practitioner]
        each: Asked = {
            "service": one.service,
            "variation": one.variation,
            "add_ons": one.add_ons,
            "practitioners": narrowed,
            "for_patient": sent.get("for_patient", False),
        }
        found.append(_part(book, each, None, place, held, heads))
    return tuple(found)


def _part(
    book: Reading,
    sent: Asked,
    calendar: Calendar | None,
    place: Location | None,
    held: Appointment | None,
    heads: int,
) -> Part:
    service = live(book, Service, sent.get("service"), "service", None if held is None else held.service_id)
    if service is not None and service.private and sent.get("for_patient", False):
        raise Invalid("not_offered", field="service", got=str(service.id), allowed="one that is not private")
    form = _variation(service, sent.get("variation"))
    where = place.id if place is not None else None
    who, tiers = _who(book, service, calendar, sent.get("practitioners"))
    before, after = _buffers(service, form, calendar, held)
    seats = calendar.per_slot if calendar is not None and is_shared(calendar) else heads
    rooms = _rooms(book, sent.get("room"), service, calendar, where, max(seats, heads))
    needs = needed_equipment(book, service, calendar)
    if held is not None and _brings(service, calendar) == _brought(held):
        # What stays as it is moves with its own room and units, or with others like them.
        rooms = rooms if "room" in sent else _rooms_of(book, held, where, rooms)
        needs = tuple(Need(*each) for each in Counter(use.equipment_id for use in held.equipment).items())
    return Part(
        length=_lasting(sent, service, form, calendar),
        before=before,
        after=after,
        who=who,
        tiers=tiers,
        rooms=rooms,
        equipment=needs,
        service=None if service is None else service.id,
        variation=None if form is None else form.id,
    )


def _rooms(
    book: Reading, asked: Id | None, service: Service | None, calendar: Calendar | None, where: Id | None, heads: int
) -> tuple[Id, ...] | None:
    if asked is None:
        return needed_rooms(book, service, calendar, where, heads)
    room = book.get(Room, asked)
    return (room.id,) if room.capacity >= heads else ()


def _brings(service: Service | None, calendar: Calendar | None) -> tuple[Id | None, Id | None]:
    """Name what says which rooms and equipment are needed: a service, else a calendar."""
    return None if service is None else service.id, calendar.id if service is None and calendar is not None else None


def _brought(held: Appointment) -> tuple[Id | None, Id | None]:
    return held.service_id, held.calendar_id if held.service_id is None else None


def _rooms_of(
    book: Reading, held: Appointment, where: Id | None, fitting: tuple[Id, ...] | None
) -> tuple[Id, ...] | None:
    """Give the rooms for a visit that is moved: its own first; none where it has none."""
    if held.room_id is None:
        return None
    if book.get(Room, held.room_id).location_id != where:
        return fitting
    return tuple(dict.fromkeys((held.room_id, *(fitting or ()))))


def _variation(service: Service | None, wanted: Id | None) -> Variation | None:
    if wanted is None:
        return None
    if service is None:
        raise Invalid("variation_without_service", field="variation", got=str(wanted), allowed="none without a service")
    found = service.variation(wanted)
    if found is None:
        raise NotFound("variation", wanted)
    return found


def _buffers(
    service: Service | None, form: Variation | None, calendar: Calendar | None, held: Appointment | None
) -> tuple[int, int]:
    """Give the buffers; a visit that keeps its service keeps its own."""
    named = (None if service is None else service.id, None if form is None else form.id)
    if held is not None and named == (held.service_id, held.variation_id):
        return held.buffer_before, held.buffer_after
    brings = form or service
    if brings is not None:
        return brings.buffer_before, brings.buffer_after
    return (0, 0) if calendar is None else (calendar.buffer_before.ms, calendar.buffer_after.ms)


def _lasting(sent: Asked, service: Service | None, form: Variation | None, calendar: Calendar | None) -> int:
    said = sent.get("duration")
    if said is not None:
        return checked_length(said, "duration")
    base = form or service
    if base is not None:
        return length_with(base.duration, service, sent.get("add_ons") or ())
    if calendar is None:
        allowed = "a calendar, a service or a duration"
        field = "services" if "services" in sent else "duration"
        raise Invalid("nothing_asked", field=field, got=None, allowed=allowed)
    return calendar.duration.ms


def _who(
    book: Reading, service: Service | None, calendar: Calendar | None, narrowed: Sequence[Id] | None
) -> tuple[tuple[Id, ...], tuple[int, ...]]:
    """Give who may, those of the highest priority in the first tier."""
    here = {one.id for one in book.all(Practitioner) if one.archived_at is None}
    for one in narrowed or ():
        book.get(Practitioner, one)
    if calendar is not None and team_of(calendar) is Team.ALL:
        found = _everyone(calendar, service, here, narrowed)
        return found, (0,) * len(found)
    if calendar is not None:
        ranked = sorted((-member.priority, member.practitioner) for member in calendar.team)
    else:
        ranked = sorted((0, one) for one in here)
    able = [
        (tier, one)
        for tier, one in ranked
        if one in here and (service is None or service.given_by(one)) and (narrowed is None or one in narrowed)
    ]
    return tuple(one for _, one in able), tuple(tier for tier, _ in able)


def _everyone(
    calendar: Calendar, service: Service | None, here: set[Id], narrowed: Sequence[Id] | None
) -> tuple[Id, ...]:
    """Give the whole team of a collective, its primary practitioner, whose visit it is, first.

    Without one of them there is no time at all, nor where the primary does not give the service; the others assist.
    """
    ranked = sorted(calendar.team, key=lambda member: (not member.primary, -member.priority, member.practitioner))
    everyone = tuple(member.practitioner for member in ranked)
    if not here.issuperset(everyone) or (service is not None and not service.given_by(everyone[0])):
        return ()
    return everyone if not narrowed or set(narrowed) & set(everyone) else ()


def _heads(said: int) -> int:
    if not 1 <= said <= MOST_HEADS:
        raise Invalid("bad_heads", field="heads", got=said, allowed=f"1 to {MOST_HEADS}")
    return said


def _step(said: int | None, calendar: Calendar | None) -> int:
    if said is None:
        return USUAL_STEP if calendar is None else calendar.interval.ms
    if not MINUTE <= said <= DAY or said % MINUTE:
        raise Invalid("bad_duration", field="step", got=said, allowed="whole minutes, 1 minute to 24 hours")
    return said
