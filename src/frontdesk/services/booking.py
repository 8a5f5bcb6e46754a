"""What a booking or a change of one may say, looked up and judged: people, place, service, words, overlaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, TypedDict, TypeVar

from frontdesk.domain.appointment import Appointment, Attendee, EventType, Extra, Interaction, Origin, Status
from frontdesk.domain.calendar import Calendar, PlaceKind
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, zone
from frontdesk.domain.location import Location, Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.archiving import Archivable
from frontdesk.services.guests import guests_of
from frontdesk.services.meeting import met
from frontdesk.services.offered import add_ons_of, buffered, length_of, variation_of
from frontdesk.services.waitlist_closing import check_not_offered
from frontdesk.store.work import Reading, Work

V = TypeVar("V", bound=Archivable)


class Fields(TypedDict, total=False):
    """What both a booking and a change may say. A field that is left out keeps what is there; null clears it."""

    title: str | None
    description: str | None
    patient: Id | None
    service: Id | None
    variation: Id | None
    calendar: Id | None
    add_ons: Sequence[Extra] | None
    equipment: Sequence[Id] | None
    location: Id | None
    room: Id | None
    type: EventType
    group: bool
    internal: bool
    attendees: Sequence[Id] | None
    guests: int | Sequence[str] | None
    reference_patients: Sequence[Id] | None
    place_kind: PlaceKind | None
    place_id: Id | None
    override_location: bool | None
    interaction: Interaction
    video_url: str | None
    video_meeting_id: str | None
    address: str | None
    visit_note: str | None
    buffer_before: int | None
    buffer_after: int | None


class HeldFields(Fields, total=False):
    """What may be said of the visit that a time is held for."""

    practitioner: Id | None
    zone_name: str | None


class NewFields(HeldFields, total=False):
    """What only a booking may say."""

    status: Status
    origin: Origin | None
    origin_ref: str | None
    all_day: bool


class GroupFields(NewFields, total=False):
    """What only the booking of a group says: how many seats it has."""

    max_attendees: int | None


class BookedFields(NewFields, total=False):
    """What only the booking of visits says, beside what it says of them.

    `ignore_date_range` leaves notice and booking window of the calendar aside, `ignore_free_slots` its hours, closed
    time and limits too. `rrule` books the visit again and again, and only with the latter. `notify` false keeps the
    patient from being told of it.
    """

    ignore_date_range: bool
    ignore_free_slots: bool
    notify: bool
    rrule: str | None


class ChangedFields(Fields, total=False):
    """What only a change may say: when it really began and ended."""

    actual_start: Instant | None
    actual_end: Instant | None


# How the fields of a request are called on an appointment, where they go over as they are.
_PLAIN = {
    "patient": "patient_id",
    "practitioner": "practitioner_id",
    "service": "service_id",
    "calendar": "calendar_id",
    "room": "room_id",
    "type": "event_type",
    "group": "group",
    "internal": "internal",
    "interaction": "interaction",
    "actual_start": "actual_start",
    "actual_end": "actual_end",
    "status": "status",
    "origin": "origin",
    "all_day": "all_day",
    "max_attendees": "max_attendees",
}
_LINES = ("video_url", "video_meeting_id", "address", "visit_note", "origin_ref")
_WORDS = (*_LINES, "title", "description", "zone_name")
_IDS = ("patient", "practitioner", "service", "variation", "calendar", "location", "room", "place_id")
_TYPES: Mapping[str, Callable[..., object]] = {
    **dict.fromkeys(_WORDS, checks.words_or_none),
    **dict.fromkeys(_IDS, checks.known_or_none),
    **dict.fromkeys(("attendees", "equipment", "reference_patients"), checks.all_known_or_none),
    **dict.fromkeys(("group", "internal", "all_day"), checks.yes_or_no),
    **dict.fromkeys(("actual_start", "actual_end"), checks.instant_or_none),
    "max_attendees": checks.whole_or_none,
    "type": partial(checks.one_of, kind=EventType),
    "status": partial(checks.one_of, kind=Status),
    "interaction": partial(checks.one_of, kind=Interaction),
    "origin": partial(checks.one_of_or_none, kind=Origin),
}


def filled(work: Work, held: Appointment, sent: Fields | NewFields | ChangedFields) -> Appointment:
    """Fill a request's fields into an appointment, refusing unknown ids and newly chosen archived records."""
    after = replace(held, **chosen(work, held, sent)[0])
    calendar = None if after.calendar_id is None else work.get(Calendar, after.calendar_id)
    return met(after, calendar, dict(sent), held)


def chosen(
    work: Work, held: Appointment, sent: Fields | NewFields | ChangedFields
) -> tuple[dict[str, Any], int | None]:
    """Give what a request makes of an appointment's fields, and how long such a visit takes, where anything says so.

    Refuses unknown ids and newly chosen archived records.
    """
    said: dict[str, Any] = dict(sent)
    check_types(said)
    new = {name: said[key] for key, name in _PLAIN.items() if key in said}
    service = _one(work, Service, new.get("service_id", held.service_id), "service", held.service_id)
    _one(work, Practitioner, new.get("practitioner_id"), "practitioner", held.practitioner_id)
    calendar = _one(work, Calendar, new.get("calendar_id", held.calendar_id), "calendar", held.calendar_id)
    form = variation_of(held, service, said)
    new |= _words(said) | _placed(work, held, calendar, said) | _attended(work, held, said)
    new |= buffered(held, service, form, said, calendar)
    if "guests" in said:
        new["guests"] = guests_of(calendar, said["guests"], held)
    extras = add_ons_of(held, service, said)
    if extras != held.add_ons:
        new["add_ons"] = extras
    return new, length_of(form, service, calendar, extras if "add_ons" in said else ())


def check_types(said: Mapping[str, object]) -> None:
    """Refuse fields of a visit of another type than they take: not everyone who books comes over the wire."""
    for name, value in said.items():
        if name in _TYPES:
            _TYPES[name](value, field=name)


@lru_cache(maxsize=1)
def unbooked(place: Id | None) -> Appointment:
    """Give what a booking is filled into: nothing is chosen yet but the place."""
    never = Instant(0)
    return Appointment(
        id=Id(0),
        uid="",
        status_at=never,
        start=never,
        end=never,
        zone="",
        location_id=place,
        created_by="",
        created_at=never,
        updated_at=never,
    )


def first_status(work: Work, sent: Status | None, type: EventType) -> Status:
    """Give the status that was sent, else the one that is usual here; a block is not confirmed by anyone."""
    if sent is None:
        return Status.BOOKED if type is EventType.BLOCK else work.get(Profile, THE_CLINIC).new_status
    if sent is Status.HELD or not sent.occupies:
        raise Invalid("bad_first_status", field="status", got=sent.value, allowed="one that occupies time")
    return sent


def check_patient_may(work: Work, visit: Appointment, *, moving: bool) -> None:
    """Refuse that a patient moves or cancels a visit where its calendar leaves that to the clinic (C55)."""
    if visit.calendar_id is None:
        return
    calendar = work.get(Calendar, visit.calendar_id)
    if not (calendar.allow_reschedule if moving else calendar.allow_cancel):
        raise Invalid("not_by_patient", field="by_patient", got=True, allowed="the clinic's staff")


def _words(said: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "title" in said:
        found["title"] = checks.line(said["title"] or "", field="title")
    if "description" in said:
        found["description"] = checks.body(said["description"] or "", field="description")
    for name in _LINES:
        if name in said:
            found[name] = checks.line(said[name] or "", field=name) or None
    return found


def _placed(work: Work, held: Appointment, calendar: Calendar | None, said: dict[str, Any]) -> dict[str, Any]:
    """Give the location: the room's, else the one that was sent, else a newly chosen calendar's, else no change."""
    if calendar is not None and "calendar" in said and not said.keys() & {"location", "room"}:
        said = {**said, "location": calendar.location_id}
    found: dict[str, Any] = {}
    sent = said.get("location")
    chosen = said.get("room", held.room_id if "location" in said else None)
    room = _one(work, Room, chosen, "room", held.room_id)
    if room is not None:
        if sent is not None and sent != room.location_id:
            raise Invalid("room_elsewhere", field="room", got=str(room.id), allowed="a room of the location")
        found = {"location_id": room.location_id}
    elif "location" in said:
        _one(work, Location, sent, "location", held.location_id)
        found = {"location_id": sent}
    if calendar is not None and found.get("location_id", calendar.location_id) != calendar.location_id:
        raise Invalid("calendar_elsewhere", field="calendar", got=str(calendar.id), allowed="one of the location")
    return found


def _attended(work: Work, held: Appointment, said: dict[str, Any]) -> dict[str, Any]:
    """Give the attendees: the patient first, then those who were sent, else those who stay.

    Who has a seat only held does not come yet, so a list that leaves them out says nothing of them: they keep it.
    """
    if not said.keys() & {"patient", "attendees", "reference_patients"}:
        return {}
    patient = said.get("patient", held.patient_id)
    stay = [a.id for a in held.attendees if "patient" not in said or a.id != held.patient_id]
    others = list(said["attendees"] or ()) if "attendees" in said else stay
    people = list(dict.fromkeys(p for p in (patient, *others) if p is not None))
    about = tuple(dict.fromkeys(said.get("reference_patients", held.reference_patients) or ()))
    noted = {a.id: a for a in held.attendees}
    _check_people(work, (*people, *about), noted.keys() | set(held.reference_patients))
    offered = [a.id for a in held.attendees if a.held_until is not None and a.id not in people]
    seats = said.get("max_attendees", held.max_attendees)
    if seats is not None and len(people) + len(held.guests) <= seats < len(people) + len(held.guests) + len(offered):
        check_not_offered(held, offered)
    people += offered
    return {"attendees": tuple(noted.get(p) or Attendee(p) for p in people), "reference_patients": about}


def default_place(book: Reading) -> tuple[Id | None, str]:
    """Give the default location's id and zone."""
    place = next((v for v in book.all(Location) if v.is_default), None)
    return (place.id, place.zone) if place else (None, book.get(Profile, THE_CLINIC).zone)


def zone_of(book: Reading, location: Id | None, zone_name: str | None, default: tuple[Id | None, str]) -> str:
    """Give the zone that was asked for, else the location's; `default` is the default location with its zone."""
    if zone_name is not None:
        return zone(zone_name, field="zone_name").key
    if location is None or location == default[0]:
        return default[1]
    return book.get(Location, location).zone


def _one(work: Work, kind: type[V], wanted: Id | None, field: str, held: Id | None) -> V | None:
    if wanted is None:
        return None
    found = work.get(kind, wanted)
    if found.archived_at is not None and wanted != held:
        raise Invalid("archived", field=field, got=str(wanted), allowed="one that is not archived")
    return found


def _check_people(work: Work, wanted: Sequence[Id], known: set[Id]) -> None:
    found = work.some(Patient, wanted) if wanted else {}
    for one in wanted:
        if one not in found:
            raise NotFound("patient", one)
        if found[one].archived_at is not None and one not in known:
            raise Invalid("archived", field="patient", got=str(one), allowed="one that is not archived")
