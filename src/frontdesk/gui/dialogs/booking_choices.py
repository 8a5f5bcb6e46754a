"""What there is to choose from when a visit is booked: read once, when the dialog opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, start_of_day
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.gui.dialogs.booking_draft import Offer, Opening, Place

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Details


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that is offered; `now` is the book's clock, `may_overbook` what the one who is signed in may do."""

    now: Instant
    zone: str
    practitioners: tuple[Practitioner, ...]
    services: tuple[Service, ...]
    places: tuple[Place, ...]
    calendars: tuple[Calendar, ...] = ()
    details: Details | None = None
    may_overbook: bool = True

    def name_of(self, practitioner: Id | None) -> str:
        """Name a practitioner, nothing when there is none."""
        return next((p.name for p in self.practitioners if p.id == practitioner), "")

    def room_name(self, room: Id | None) -> str:
        """Name a room, nothing when there is none."""
        return next((p.room_name for p in self.places if room is not None and p.room == room), "")

    def place_of(self, location: Id, held: Place | None) -> Place | None:
        """Give the place at a location: the one that is held where it stands there, else any room of it."""
        if held is not None and held.location == location:
            return held
        return next((place for place in self.places if place.location == location and place.room is None), held)

    def offers(self) -> tuple[Offer, ...]:
        """List what can be booked: services, each followed by its forms, then the calendars that are in use."""
        found: list[Offer] = []
        for service in self.services:
            found.append(Offer(service))
            found.extend(Offer(service, form) for form in service.variations)
        return (*found, *(Offer(calendar=each) for each in self.calendars))

    def usual_offer(self, practitioner: Id | None = None, room: int | None = None) -> Offer:
        """Give what a booking begins with: the first service that fits and is given, else the first of what there is.

        `room` is how many milliseconds are free where it is to be, None for enough.
        """
        offers = self.offers()
        given = [each for each in offers if each.service is None or _gives(each.service, practitioner)]
        fitting = (each for each in given if each.service is not None and (room is None or each.duration <= room))
        return (*fitting, *given, *offers, Offer())[0]


def _gives(service: Service, practitioner: Id | None) -> bool:
    return practitioner is None or service.given_by(practitioner)


def load_choices(clinic: Clinic, visit: Id | None) -> Choices:
    """Read what there is to choose from, and the visit to edit, or the hold to book."""
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
        calendars=tuple(each for each in clinic.calendars.list() if each.active),
        details=clinic.appointments.get(id=visit) if visit is not None else None,
        may_overbook=Right.OVERBOOK in clinic.actor.role.rights,
    )


def since(opening: Opening, now: Instant, zone: str) -> Instant:
    """Give the moment that the search begins at: now, or the day that the board shows where that is later.

    A place that was picked is always within: the times around it are offered as well.
    """
    if opening.start is not None:
        return Instant(min(opening.start, max(now, start_of_day(local_date(opening.start, zone), zone))))
    return Instant(max(now, start_of_day(opening.day, zone))) if opening.day else now
