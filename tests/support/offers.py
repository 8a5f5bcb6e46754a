"""A clinic that offers several services, to book visits of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from frontdesk.domain.actor import RECEPTION, Actor, Right, Role
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.equipment import Equipment, Need
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.service import AddOn, Service
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.service_bookings import ServiceBooking
from frontdesk.services.service_parts import NewAddOn, NewVariation
from tests.support.clinics import Desk

NO_OVERBOOKING = Actor("trainee", "Trainee", Role("trainee", RECEPTION.rights - {Right.OVERBOOK}))


@dataclass
class Offers:
    """A desk where everyone works from nine to five and two services are given.

    The talk (30 minutes, 10 after it, either practitioner, 40.00) has a long form; the blood sample (15 minutes, 5
    before it, Dr. Ortega alone, 12.50) has a tube of 5 minutes, and takes place in the second room with a lamp.
    """

    desk: Desk
    talk: Service
    blood: Service
    tube: AddOn
    lamp: Equipment

    def book(self, *services: ServiceAsked, hour: int = 9, minute: int = 0, **sent: Any) -> ServiceBooking:
        """Book a talk and a blood sample for Eva, or whatever else is said."""
        asked = services or (ServiceAsked(self.talk.id), ServiceAsked(self.blood.id))
        sent.setdefault("patient", self.desk.eva.id)
        sent.setdefault("start", self.desk.at(hour, minute))
        return self.desk.clinic.service_bookings.create(services=asked, **sent)

    def now(self, booking: ServiceBooking) -> ServiceBooking:
        """Read a booking as it is now."""
        return self.desk.clinic.service_bookings.get(id=booking.id)


def offers(desk: Desk) -> Offers:
    """Arrange what is offered."""
    clinic = desk.clinic
    clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)])
    lamp = clinic.equipment.create(name="Lamp", quantity=2).equipment
    talk = clinic.services.update(
        id=desk.service.id, price=4000, variations=[NewVariation("Long", 60 * MINUTE, price=7000)]
    )
    blood = clinic.services.create(
        name="Blood sample",
        duration=15 * MINUTE,
        buffer_before=5 * MINUTE,
        price=1250,
        practitioners=[desk.ortega.id],
        add_ons=[NewAddOn("Tube", 5 * MINUTE, 300)],
        rooms=[desk.other_room.id],
        equipment=[Need(lamp.id)],
    )
    return Offers(desk, talk, blood, blood.add_ons[0], lamp)


def times(booking: ServiceBooking) -> list[tuple[Instant, Instant]]:
    """Give from when to when the parts are."""
    return [(part.start, part.end) for part in booking.parts]


def who(booking: ServiceBooking) -> list[Id | None]:
    """Give who gives the parts."""
    return [part.practitioner_id for part in booking.parts]


def buffers(booking: ServiceBooking) -> list[tuple[int, int]]:
    """Give the buffers of the parts, in minutes."""
    return [(part.buffer_before // MINUTE, part.buffer_after // MINUTE) for part in booking.parts]


def ids(parts: tuple[Appointment, ...]) -> list[Id]:
    """Give the ids of parts."""
    return [part.id for part in parts]
