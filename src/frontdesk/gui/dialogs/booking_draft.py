"""What a booking is while it is made: a value that grows field by field, and what it asks of the book. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from frontdesk.domain.appointment import Appointment, Extra, Interaction
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.calendar import Place as MeetingPlace
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.names import words_of
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.service import AddOn, Service, Variation
from frontdesk.gui.dialogs.free_times import FreeTime

if TYPE_CHECKING:
    from frontdesk.services.asking import ServiceAsked

USUAL_LENGTH = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class Opening:
    """What the dialog is opened for.

    `day` is the one that the board shows, `shown` the practitioners on it (None means all); `start`, `end` and
    `practitioner` are a place on the board that was picked; without an end the visit is as long as its service, but no
    longer than `until`, where the free time ends that was pointed at.
    `patient` is a patient, or a hit of a search for one, to book for; `visit` is one to edit. `find` looks for a
    time before anyone is chosen, `hold` is a time that is held already, to be booked (its start, end and practitioner
    are given too), `again` a visit to book another one like. `masked` says that no names are to be shown of visits
    that nobody asked for.
    """

    day: date | None = None
    shown: tuple[Id, ...] | None = None
    start: Instant | None = None
    end: Instant | None = None
    until: Instant | None = None
    practitioner: Id | None = None
    patient: Any = None
    visit: Id | None = None
    find: bool = False
    hold: Id | None = None
    again: Id | None = None
    masked: bool = False

    @property
    def begins_from(self) -> Id | None:
        """Give the visit that the fields are filled from, None for none."""
        return self.visit or self.hold or self.again


@dataclass(frozen=True, slots=True)
class Pointed:
    """The time that would be taken now, to be shown on the board."""

    start: Instant
    end: Instant
    practitioner: Id | None
    room: Id | None = None


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
class Offer:
    """What can be booked: a service, one form of it, or a calendar."""

    service: Service | None = None
    form: Variation | None = None
    calendar: Calendar | None = None

    @property
    def duration(self) -> int:
        """Give its length in milliseconds, without what is added to it."""
        brings = self.form or self.service
        if brings is not None:
            return brings.duration
        return self.calendar.duration.ms if self.calendar else USUAL_LENGTH


@dataclass(frozen=True, slots=True)
class Further:
    """One more service of the same visit, after those before it."""

    offer: Offer
    practitioner: Id | None = None
    add_ons: tuple[Extra, ...] = ()

    @property
    def lasts(self) -> int:
        """Give its length."""
        return self.offer.duration + added(self.offer.service, self.add_ons)


@dataclass(frozen=True, slots=True)
class Draft:
    """A booking while it is made, lengths in milliseconds.

    `practitioner` is who was asked for, None for whoever is free; `time` is when, and with whom it would be.
    `by_hand` says that the time was picked: a search then leaves it alone. `meeting` is the calendar's way of
    meeting, `further` are the services that follow in the same visit, `repeat` tells how it comes again.
    """

    person: Person | None = None
    staff: bool = False
    title: str = ""
    service: Service | None = None
    form: Variation | None = None
    calendar: Calendar | None = None
    practitioner: Id | None = None
    place: Place | None = None
    how: Interaction = Interaction.IN_PERSON
    meeting: MeetingPlace | None = None
    add_ons: tuple[Extra, ...] = ()
    further: tuple[Further, ...] = ()
    repeat: RepeatRule | None = None
    length: int | None = None
    time: FreeTime | None = None
    by_hand: bool = False
    note: str = ""

    @property
    def offer(self) -> Offer:
        """Give what would be booked, without what is added to it."""
        return Offer(self.service, self.form, self.calendar)

    @property
    def lasts(self) -> int:
        """Give the length: the one that was typed, else what all that is chosen takes."""
        if self.length is not None and not self.further:
            return self.length
        first = self.offer.duration + added(self.service, self.add_ons)
        return first + sum(each.lasts for each in self.further)

    @property
    def worth_keeping(self) -> bool:
        """Tell whether closing would lose something that was typed or chosen by hand."""
        return self.person is not None or bool(self.title.strip()) or bool(self.note.strip())

    def who(self, shown: Sequence[Id] | None) -> frozenset[Id] | None:
        """Tell among whom times are searched: who was asked for, else those shown who may.

        Where none of those shown may, whoever may is better than nobody; None means everyone who may.
        """
        if self.practitioner is not None:
            return frozenset({self.practitioner})
        may = frozenset(self._may())
        if shown is None:
            return may or None
        return frozenset(shown) & may or may if may else frozenset(shown)

    def _may(self) -> tuple[Id, ...]:
        if self.calendar is not None:
            return tuple(member.practitioner for member in self.calendar.team)
        return self.service.practitioners if self.service else ()

    def at(self, time: FreeTime | None) -> Draft:
        """Give it at another time."""
        return replace(self, time=time)

    def offering(self, offer: Offer) -> Draft:
        """Give it for another service or calendar, which brings its own length and leaves nothing of the one before."""
        same = offer.service is not None and self.service is not None and offer.service.id == self.service.id
        return replace(
            self,
            service=offer.service,
            form=offer.form,
            calendar=offer.calendar,
            length=None,
            add_ons=self.add_ons if same else (),
            further=self.further if offer.calendar is None else (),
            meeting=next(iter(offer.calendar.places), None) if offer.calendar else None,
        )

    def as_staff_event(self, staff: bool) -> Draft:
        """Give it as an event of the staff, without patient and service, or as a visit again."""
        plain = replace(self.offering(Offer()), further=()) if staff else self
        return replace(plain, staff=staff, person=None, length=None)


def added(service: Service | None, add_ons: Sequence[Extra]) -> int:
    """Give how much longer what is added makes a service, in milliseconds."""
    known = {a.id: a.duration for a in _add_ons(service)}
    each = (e.duration if e.duration is not None else known.get(e.id, 0) for e in add_ons)
    return sum(length * e.quantity for length, e in zip(each, add_ons, strict=True))


def _add_ons(service: Service | None) -> tuple[AddOn, ...]:
    return (*service.add_ons, *service.removed_add_ons) if service else ()


def missing(draft: Draft, *, editing: bool = False, holding: bool = False) -> str | None:
    """Name the first field without which nothing can be booked.

    A visit in the book may have no service, and a time is held without a patient too.
    """
    if not draft.staff and draft.person is None and not holding:
        return "patient"
    if draft.staff and not draft.title.strip():
        return "title"
    if not draft.staff and draft.service is None and draft.calendar is None and not editing:
        return "service"
    return "start" if draft.time is None else None


def asked(
    draft: Draft, shown: Sequence[Id] | None, visit: Appointment | None, zone: str, *, hold: Id | None = None
) -> dict[str, Any]:
    """Write what times are asked for as the arguments that all of availability share; lists are tuples.

    A visit that keeps what it is for keeps its own buffers: then it is named alone. A hold that is being booked is
    not in its own way.
    """
    who = draft.who(shown)
    said: dict[str, Any] = {
        "location": draft.place.location if draft.place and draft.calendar is None else None,
        "room": draft.place.room if draft.place else None,
        "practitioners": tuple(sorted(who)) if who is not None else None,
        "patient": draft.person.id if draft.person else None,
        "visit": visit.id if visit else hold,
        "zone_name": zone,
        "duration": None if draft.further else draft.length,
    }
    if visit is not None and keeps_its_service(draft, visit):
        said["duration"] = draft.lasts
    elif draft.further:
        said |= {"services": all_services(draft), "practitioners": None}
    elif draft.calendar is not None:
        said["calendar"] = draft.calendar.id
    elif draft.service is not None:
        said |= {"service": draft.service.id, "add_ons": draft.add_ons}
        said["variation"] = draft.form.id if draft.form else None
    else:
        said["duration"] = draft.lasts
    return {name: value for name, value in said.items() if value is not None and value != ()}


def keeps_its_service(draft: Draft, visit: Appointment) -> bool:
    """Tell whether a visit is still for what it was for, so that its own buffers hold."""
    held = (visit.service_id, visit.variation_id, visit.calendar_id)
    kept = (draft.service, draft.form, draft.calendar)
    return held == tuple(None if each is None else each.id for each in kept)


def all_services(draft: Draft) -> tuple[ServiceAsked, ...]:
    """Write the services of a visit in their order, as the book is asked for them."""
    # The operations are loaded with the clinic, not with the window.
    from frontdesk.services.asking import ServiceAsked

    every = (Further(draft.offer, draft.practitioner, draft.add_ons), *draft.further)
    return tuple(
        ServiceAsked(
            service=each.offer.service.id,
            variation=each.offer.form.id if each.offer.form else None,
            practitioner=each.practitioner,
            add_ons=each.add_ons,
        )
        for each in every
        if each.offer.service is not None
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
