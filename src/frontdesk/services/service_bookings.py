"""Service bookings: one or several services in order as one visit of one patient (C28 to C31).

Each part is a row of the book with its own practitioner, room and equipment; all of them are written in one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypedDict, Unpack, cast

from frontdesk.domain import booking as rules
from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, Meeting, Status
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services import checks
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.families import is_collective
from frontdesk.services.operations import Area, operation
from frontdesk.services.visits import Found, price_of
from frontdesk.store import families as table
from frontdesk.store.appointments import Wanted
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceBooking:
    """One visit of one or several services; instants in milliseconds UTC, `price` in minor units of money.

    `version` is another number after every change of any part, and no count. `status` is where the whole visit
    stands: in progress from the beginning of its first part to the end of its last one. Each part is an appointment.
    """

    id: Id
    version: int
    start: Instant
    end: Instant
    zone: str
    status: Status
    title: str
    notes: str
    patient_id: Id | None
    location_id: Id | None
    meeting: Meeting | None
    price: int
    parts: tuple[Appointment, ...]


class ServiceBookingPage(Found[ServiceBooking]):
    """One page of service bookings."""


class BookingFields(TypedDict, total=False):
    """What may be said of a booking besides its services. What is left out stays as it is, or as it usually is."""

    end: Instant | None
    zone_name: str | None
    location: Id | None
    meeting_place: str | None
    title: str | None
    notes: str | None
    skip_notice: bool
    override_availability: bool
    override_reason: str | None


class ChangedBooking(BookingFields, total=False):
    """What a change may say: everything."""

    services: Sequence[ServiceAsked]
    patient: Id
    start: Instant
    status: Status


class ServiceBookings(Area):
    """Operations on bookings of services. Instants are milliseconds UTC; `version` given and outdated is Stale."""

    @operation("service_bookings.list", right=Right.SEE)
    def list(
        self,
        *,
        start: Instant,
        end: Instant,
        location: Id | None = None,
        patient: Id | None = None,
        archived: bool = False,
        page: int = 1,
        size: int = 50,
    ) -> ServiceBookingPage:
        """List the bookings with a part that shares time with a range, by start then id (C28).

        One that only touches the range is out; archived ones are hidden unless asked for.
        """
        offset = checks.page(page, size)
        if start > end:
            raise Invalid("end_not_after_start", field="end", got=end, allowed=f"not before {start}")
        wanted = Wanted(patient=patient, location=location, start=start, end=end, archived=archived)
        with self._book.reading() as book:
            found = table.of_services(book.connection, wanted, offset=offset, limit=size)
            items = tuple(booking_of(book, rows) for rows in found.bookings)
        return ServiceBookingPage(items, found.total, page, size)

    @operation("service_bookings.get", right=Right.SEE)
    def get(self, *, id: Id) -> ServiceBooking:
        """Read one booking with all its parts in order (C30)."""
        with self._book.reading() as book:
            return booking_of(book, rows_of(book, id))

    @operation("service_bookings.create", right=Right.BOOK)
    def create(
        self,
        *,
        services: Sequence[ServiceAsked],
        patient: Id,
        start: Instant,
        status: Status | None = None,
        **sent: Unpack[BookingFields],
    ) -> ServiceBooking:
        """Book one or several services in order as one visit, each with its add-ons, without a break (C29).

        It lasts as long as services and add-ons do together; an end that is sent must say the same. A part without a
        practitioner is given to the one of the part before where possible, else to the best who is free; between
        parts of one practitioner there are no buffers. No location is the default one; one where the booker is asked
        needs a meeting place. No status is the clinic's usual one.

        A time that is not free is refused with everything that is in its way, as `availability.explain` tells. With
        `skip_notice` notice and booking window do not count; with `override_availability` hours, closures and blocks
        do not either, nor does the past. Neither lets two share a practitioner, room or unit: that takes the right to
        overbook and a reason, which lifts all else too.
        """
        from frontdesk.services.visit_writing import written

        said = cast(ChangedBooking, {**sent, "services": services, "patient": patient, "start": start})
        if status is not None:
            said["status"] = status
        with self._clinic.writing("service_bookings.create", lambda: "Visit booked") as work:
            return booking_of(work, written(work, (), said, self._clinic.actor))

    @operation("service_bookings.update", right=Right.BOOK)
    def update(self, *, id: Id, version: int | None = None, **sent: Unpack[ChangedBooking]) -> ServiceBooking:
        """Change a booking; what is left out stays, null clears: a null location is the default one (C31).

        Services that are sent replace all there are. Without them each part stays as long as it is and with whom it
        is. Another start, location or other services are judged as a new booking is; a status is given to every part
        that can take it. Takes the right to move for another start, and that to set a status for a status.
        """
        from frontdesk.services.visit_writing import written

        actor = self._clinic.actor
        if "start" in sent:
            actor.require(Right.MOVE)
        if "status" in sent:
            actor.require(Right.STATUS)
        with self._clinic.writing("service_bookings.update", lambda: "Visit changed") as work:
            rows = rows_of(work, id)
            checks.fresh(booking_of(work, rows), version, "appointment")
            return booking_of(work, written(work, rows, sent, actor))

    @operation("service_bookings.delete", right=Right.DELETE)
    def delete(self, *, id: Id, version: int | None = None) -> None:
        """Delete a booking with all its parts; undo brings it back. The second time it is not found (C31)."""
        with self._clinic.writing("service_bookings.delete", lambda: "Visit deleted") as work:
            rows = rows_of(work, id)
            checks.fresh(booking_of(work, rows), version, "appointment")
            work.remove(*rows)


def rows_of(book: Reading, id: Id) -> tuple[Appointment, ...]:
    """Read the parts of a service booking, refusing an id that is none of one."""
    found = tuple(table.rows_of(book.connection, id))
    if not found or is_collective(found) or all(row.service_id is None for row in found):
        raise NotFound("service_booking", id)
    return found


def booking_of(book: Reading, rows: Sequence[Appointment]) -> ServiceBooking:
    """Give the booking that rows are the parts of, by start."""
    first = rows[0]
    assert first.booking_id is not None
    return ServiceBooking(
        id=first.booking_id,
        version=_version(rows),
        start=first.start,
        end=Instant(max(row.end for row in rows)),
        zone=first.zone,
        status=rules.overall(row.status for row in rows),
        title=first.title,
        notes=first.description,
        patient_id=first.patient_id,
        location_id=first.location_id,
        meeting=first.meeting,
        price=price_of(book, rows) or 0,
        parts=tuple(rows),
    )


def _version(rows: Sequence[Appointment]) -> int:
    """Give a number for which parts there are and how often each was changed; 48 bits, that JSON carries it whole."""
    words = ",".join(f"{row.id}:{row.version}" for row in rows)
    return int.from_bytes(blake2b(words.encode(), digest_size=6).digest(), "big")
