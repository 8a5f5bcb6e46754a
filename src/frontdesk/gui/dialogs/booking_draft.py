"""What a booking is while it is made: a value that grows field by field, and what it asks of the book. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from frontdesk.domain.appointment import Appointment, Interaction
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date, start_of_day
from frontdesk.domain.names import words_of
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.gui.dialogs.free_times import FreeTime, Need

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Details

USUAL_LENGTH = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class Opening:
    """What the dialog is opened for.

    `day` is the one that the board shows, `shown` the practitioners on it (None means all); `start`, `end` and
    `practitioner` are a place on the board that was picked; without an end the visit is as long as its service.
    `patient` is a patient, or a hit of a search for one, to book for; `visit` is one to edit. `masked` says that no
    names are to be shown of visits that nobody asked for.
    """

    day: date | None = None
    shown: tuple[Id, ...] | None = None
    start: Instant | None = None
    end: Instant | None = None
    practitioner: Id | None = None
    patient: Any = None
    visit: Id | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """The patient of a booking, as far as the dialog shows them; `repr` leaves the name out."""

    id: Id
    name: str
    birth_date: date | None = None
    number: str = ""
    phones: tuple[str, ...] = ()
    alert: str = ""
    last_seen: Instant | None = None
    last_practitioner: str | None = None

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Person({self.id})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit can be: a location, or one of its rooms."""

    location: Id | None
    room: Id | None
    location_name: str
    room_name: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, read once when the dialog opens; `now` is the book's clock."""

    now: Instant
    zone: str
    practitioners: tuple[Practitioner, ...]
    services: tuple[Service, ...]
    places: tuple[Place, ...]
    details: Details | None = None

    def name_of(self, practitioner: Id | None) -> str:
        """Name a practitioner, nothing when there is none."""
        return next((p.name for p in self.practitioners if p.id == practitioner), "")


@dataclass(frozen=True, slots=True)
class Draft:
    """A booking while it is made, lengths in milliseconds.

    `practitioner` is who was asked for, None for whoever is free; `time` is when, and with whom it would be.
    `by_hand` says that the time was picked: a search then leaves it alone.
    """

    person: Person | None = None
    staff: bool = False
    title: str = ""
    service: Service | None = None
    practitioner: Id | None = None
    place: Place | None = None
    how: Interaction = Interaction.IN_PERSON
    length: int | None = None
    time: FreeTime | None = None
    by_hand: bool = False
    note: str = ""

    def need(self, visit: Appointment | None = None) -> Need:
        """Tell what a time must have room for; a visit that keeps its service keeps its own buffers."""
        room = self.place.room if self.place else None
        before, after = (self.service.buffer_before, self.service.buffer_after) if self.service else (0, 0)
        if visit is not None and visit.service_id == (self.service.id if self.service else None):
            before, after = visit.buffer_before, visit.buffer_after
        return Need(self.lasts, before, after, room, visit.id if visit else None)

    @property
    def lasts(self) -> int:
        """Give the length: the one that was typed, else the service's."""
        if self.length is not None:
            return self.length
        return self.service.duration if self.service else USUAL_LENGTH

    @property
    def worth_keeping(self) -> bool:
        """Tell whether closing would lose something that was typed or chosen by hand."""
        return self.person is not None or bool(self.title.strip()) or bool(self.note.strip())

    def who(self, shown: Sequence[Id] | None) -> frozenset[Id] | None:
        """Tell among whom times are searched: who was asked for, else those shown who give the service.

        Where none of those shown gives it, whoever does is better than nobody; None means everyone.
        """
        if self.practitioner is not None:
            return frozenset({self.practitioner})
        gives = self.service.practitioners if self.service else ()
        if shown is None:
            return frozenset(gives) or None
        return frozenset(shown) & frozenset(gives) or frozenset(gives) if gives else frozenset(shown)

    def at(self, time: FreeTime | None) -> Draft:
        """Give it at another time."""
        return replace(self, time=time)

    def with_service(self, service: Service | None) -> Draft:
        """Give it another service, which brings its own length."""
        return replace(self, service=service, length=None)

    def as_staff_event(self, staff: bool) -> Draft:
        """Give it as an event of the staff, without patient and service, or as a visit again."""
        return replace(self, staff=staff, person=None, service=None if staff else self.service, length=None)


def missing(draft: Draft, *, editing: bool = False) -> str | None:
    """Name the first field without which nothing can be booked; a visit in the book may have no service."""
    if not draft.staff and draft.person is None:
        return "patient"
    if draft.staff and not draft.title.strip():
        return "title"
    if not draft.staff and draft.service is None and not editing:
        return "service"
    return "start" if draft.time is None else None


def booking(draft: Draft, reason: str | None = None) -> dict[str, Any]:
    """Write a whole draft as the arguments of appointments.book."""
    assert draft.time is not None
    said = {
        "start": draft.time.start,
        "end": Instant(draft.time.start + draft.lasts),
        "practitioner": draft.time.practitioner,
        "override_reason": reason,
        **_fields(draft),
    }
    return {name: value for name, value in said.items() if value is not None}


def moving(draft: Draft, visit: Appointment, reason: str | None = None) -> dict[str, Any] | None:
    """Write what a draft changes of a visit's time, practitioner and room as the arguments of appointments.move."""
    assert draft.time is not None
    said: dict[str, Any] = {"start": draft.time.start, "end": Instant(draft.time.start + draft.lasts)}
    if draft.time.practitioner != visit.practitioner_id:
        said["practitioner"] = draft.time.practitioner
    room = draft.place.room if draft.place else None
    if room != visit.room_id:
        said["room"] = room
    if len(said) == 2 and (visit.start, visit.end) == (said["start"], said["end"]):
        return None
    return {"id": visit.id, "version": visit.version, **said, **({"override_reason": reason} if reason else {})}


def changing(draft: Draft, visit: Appointment, reason: str | None = None) -> dict[str, Any] | None:
    """Write what else a draft changes of a visit as the arguments of appointments.update."""
    held = {
        "patient": visit.patient_id,
        "service": visit.service_id,
        "interaction": visit.interaction,
        "title": visit.title,
        "description": visit.description,
        "location": visit.location_id,
    }
    said = {name: value for name, value in _fields(draft).items() if name in held and value != held[name]}
    if not said:
        return None
    return {"id": visit.id, **said, **({"override_reason": reason} if reason else {})}


def _fields(draft: Draft) -> dict[str, Any]:
    return {
        "patient": draft.person.id if draft.person else None,
        "service": draft.service.id if draft.service else None,
        "location": draft.place.location if draft.place else None,
        "room": draft.place.room if draft.place else None,
        "interaction": draft.how,
        "title": draft.title.strip(),
        "description": draft.note.strip(),
    }


def draft_of(details: Details, places: Sequence[Place]) -> Draft:
    """Begin from a visit that is in the book already."""
    held = details.appointment
    place = next((p for p in places if (p.location, p.room) == (held.location_id, held.room_id)), None)
    if place is None and details.location is not None:
        room = details.room.name if details.room else ""
        place = Place(held.location_id, held.room_id, details.location.name, room)
    who = details.practitioner
    patient = details.patient
    return Draft(
        person=person_of(patient) if patient else None,
        staff=patient is None,
        title=held.title,
        service=details.service,
        practitioner=who.id if who else None,
        place=place,
        how=held.interaction,
        length=held.end - held.start,
        time=FreeTime(held.start, who.id if who else None, who.name if who else ""),
        by_hand=True,
        note=held.description,
    )


def person_of(patient: Any) -> Person:
    """Take over a patient, or a hit of a search, whichever fields it has."""
    name = getattr(patient, "name", "")
    return Person(
        id=patient.id,
        name=name,
        birth_date=patient.birth_date,
        number=patient.number,
        phones=tuple(patient.phones),
        alert=patient.alert,
        last_seen=getattr(patient, "last_seen", None),
        last_practitioner=getattr(patient, "last_practitioner", None),
    )


def load_choices(clinic: Clinic, visit: Id | None) -> Choices:
    """Read what there is to choose from, and the visit to edit."""
    locations = clinic.locations.list()
    rooms = clinic.rooms.list()
    places: list[Place] = []
    for location in locations:
        places.append(Place(location.id, None, location.name))
        places.extend(Place(location.id, r.id, location.name, r.name) for r in rooms if r.location_id == location.id)
    return Choices(
        now=clinic.clock(),
        zone=clinic.profile.get().zone,
        practitioners=clinic.practitioners.list(),
        services=clinic.services.list(),
        places=tuple(places),
        details=clinic.appointments.get(id=visit) if visit is not None else None,
    )


def since(opening: Opening, now: Instant, zone: str) -> Instant:
    """Give the moment that the search begins at: now, or the day that the board shows where that is later.

    A place that was picked is always within: the times around it are offered as well, and the past where it is past.
    """
    if opening.start is not None:
        return Instant(min(opening.start, max(now, start_of_day(local_date(opening.start, zone), zone))))
    return Instant(max(now, start_of_day(opening.day, zone))) if opening.day else now


def matching(text: str, names: Mapping[str, str]) -> list[str]:
    """List the keys whose names have words that begin as the text's do, those that begin with the text first."""
    wanted = words_of(text)
    found = [
        key
        for key, name in names.items()
        if all(any(word.startswith(one) for word in words_of(name)) for one in wanted)
    ]
    first = wanted[0] if wanted else ""
    return sorted(found, key=lambda key: not (words_of(names[key]) or ("",))[0].startswith(first))
