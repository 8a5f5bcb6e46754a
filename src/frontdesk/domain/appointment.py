"""A visit, or any other time that a practitioner is booked for, and the rules it keeps by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from frontdesk.domain.calendar import MOST_SEATS, PlaceKind
from frontdesk.domain.equipment import Use
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.domain.intervals import Interval


class Status(StrEnum):
    """Where a visit stands on its way from booked to done."""

    HELD = "held"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    INVALID = "invalid"

    @property
    def occupies(self) -> bool:
        """Tell whether a visit of this status takes up its time."""
        return self not in NOT_OCCUPYING


NOT_OCCUPYING = frozenset({Status.NO_SHOW, Status.CANCELLED, Status.INVALID})
_PATH = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED)
_AWAY = (Status.NO_SHOW, Status.CANCELLED, Status.INVALID)

# Forward along the path, skipping allowed; away from any that has not completed; a no-show who turns up after all
# has arrived. Wrong clicks are undone, not walked back, so that the history tells which it was.
NEXT_STATUSES: Mapping[Status, tuple[Status, ...]] = {
    Status.HELD: (Status.BOOKED, Status.CONFIRMED, Status.CANCELLED, Status.INVALID),
    Status.BOOKED: (*_PATH[1:], *_AWAY),
    Status.CONFIRMED: (*_PATH[2:], *_AWAY),
    Status.ARRIVED: (*_PATH[3:], *_AWAY),
    Status.IN_PROGRESS: (*_PATH[4:], *_AWAY),
    Status.COMPLETED: (),
    Status.NO_SHOW: (Status.ARRIVED, Status.IN_PROGRESS),
    Status.CANCELLED: (),
    Status.INVALID: (),
}


class EventType(StrEnum):
    """What kind of entry it is."""

    APPOINTMENT = "appointment"
    STAFF = "staff"
    BLOCK = "block"


class Interaction(StrEnum):
    """How patient and practitioner meet."""

    IN_PERSON = "in_person"
    VIDEO_CALL = "video_call"
    PHONE = "phone"


class Origin(StrEnum):
    """How a self-booked visit came about (C18)."""

    RULE = "rule"
    OVERRIDE = "override"


def native_uid(id: Id) -> str:
    """Give the RFC 5545 UID of an appointment that was made here."""
    return f"{id}@frontdesk"


class Attendance(StrEnum):
    """What an attendee says of coming (C24)."""

    INVITED = "invited"
    GOING = "going"
    MAYBE = "maybe"
    DECLINED = "declined"


class Payment(StrEnum):
    """Where an attendee's payment stands (C24)."""

    NOT_APPLICABLE = "not_applicable"
    PENDING = "pending"
    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Attendee:
    """One patient who attends; `id` is the patient's.

    With `held_until` the seat is only held, such as while it is offered to one of the waiting list.
    """

    id: Id
    attendance: Attendance = Attendance.INVITED
    no_show: bool = False
    payment: Payment = Payment.NOT_APPLICABLE
    updated_at: Instant | None = None
    held_until: Instant | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """An add-on of a service, as it was booked: how many, and the milliseconds of each where they were said."""

    id: Id
    quantity: int = 1
    duration: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where or how a visit takes place (C38, C50); `place` is the calendar's place that it was chosen from.

    With `override` it stands in place of what the calendar says; without, it is one of the calendar's own places.
    """

    kind: PlaceKind
    detail: str = ""
    place: Id | None = None
    override: bool = False


LONGEST = 366 * DAY
MOST_GUESTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One entry of the book. Instants in milliseconds UTC, `zone` beside them; buffers in milliseconds.

    `occupies` is False for an entry that is shown but takes up nobody's time (an imported birthday).
    `arrived_at` is when the patient came, `left_at` when one went who was not seen; both may be put right.
    `max_attendees` are the seats of a group, guests included; `seats_until` is when the first held seat lets go;
    `booking_id` ties the parts of a visit with several services together; `expires_at` is when a hold lets go.
    `extras` keeps, word for word, the lines of an imported file that nothing here models.
    """

    id: Id
    uid: str
    recurrence_id: str | None = None
    series_id: Id | None = None
    sequence: int = 0
    title: str = ""
    description: str = ""
    event_type: EventType = EventType.APPOINTMENT
    status: Status = Status.BOOKED
    status_at: Instant
    start: Instant
    end: Instant
    zone: str
    all_day: bool = False
    occupies: bool = True
    patient_id: Id | None = None
    practitioner_id: Id | None = None
    location_id: Id | None = None
    room_id: Id | None = None
    service_id: Id | None = None
    variation_id: Id | None = None
    calendar_id: Id | None = None
    equipment: tuple[Use, ...] = ()
    booking_id: Id | None = None
    add_ons: tuple[Extra, ...] = ()
    meeting: Meeting | None = None
    guests: tuple[str, ...] = ()
    max_attendees: int | None = None
    expires_at: Instant | None = None
    buffer_before: int = 0
    buffer_after: int = 0
    group: bool = False
    internal: bool = False
    attendees: tuple[Attendee, ...] = ()
    reference_patients: tuple[Id, ...] = ()
    interaction: Interaction = Interaction.IN_PERSON
    video_url: str | None = None
    video_meeting_id: str | None = None
    address: str | None = None
    arrived_at: Instant | None = None
    left_at: Instant | None = None
    actual_start: Instant | None = None
    actual_end: Instant | None = None
    origin: Origin | None = None
    origin_ref: str | None = None
    visit_note: str | None = None
    override_reason: str | None = None
    cancel_reason: str | None = None
    no_show_reason: str | None = None
    seats_until: Instant | None = None
    archived_at: Instant | None = None
    extras: tuple[str, ...] = field(default=())
    created_by: str
    created_at: Instant
    updated_at: Instant
    version: int = 1

    @property
    def interval(self) -> Interval:
        """Give the planned time, without buffers."""
        return Interval(self.start, self.end)

    @property
    def takes_time(self) -> bool:
        """Tell whether it holds claims: its status occupies, it is not archived, and it is no mere note.

        A block holds none either: it closes time like hours do, and may be laid over visits that stay (C42).
        """
        if self.event_type is EventType.BLOCK:
            return False
        return self.occupies and self.status.occupies and self.archived_at is None

    def checked(self) -> Appointment:
        """Return itself, refusing what no appointment may be (C02, C18).

        Its patient is always an attendee, and `seats_until` what follows from them.
        """
        if self.end <= self.start:
            raise Invalid("end_not_after_start", field="end", got=self.end, allowed=f"after {self.start}")
        if self.end - self.start > LONGEST:
            raise Invalid("too_long", field="end", got=self.end, allowed="at most 366 days after the start")
        self._check_buffers()
        self._check_people()
        self._check_seats()
        self._check_hold()
        self._check_block()
        self._check_place()
        self._check_actual()
        people = self.attendees
        if self.patient_id is not None and all(a.id != self.patient_id for a in people):
            people = (Attendee(self.patient_id), *people)
        until = seats_until(people)
        if people is self.attendees and until == self.seats_until:
            return self
        return replace(self, attendees=people, seats_until=until)

    def moved(self, start: Instant, end: Instant) -> Appointment:
        """Give it at another time; one that has come to an end is not moved any more."""
        if self.status in (Status.COMPLETED, Status.CANCELLED, Status.INVALID, Status.NO_SHOW):
            raise Invalid("status_forbids_move", field="status", got=self.status.value, allowed="a visit still to come")
        return replace(self, start=start, end=end).checked()

    def with_status(self, status: Status, now: Instant) -> Appointment:
        """Give it with its next status, refusing a path that does not exist; a block has none (C42)."""
        if self.event_type is EventType.BLOCK:
            raise Invalid("block_has_no_status", field="status", got=status.value, allowed="none on a block")
        if status not in NEXT_STATUSES[self.status]:
            raise Invalid(
                "no_such_status_path",
                field="status",
                got=status.value,
                allowed=[s.value for s in NEXT_STATUSES[self.status]],
                held=self.status.value,
            )
        return replace(self, status=status, status_at=now, expires_at=None)

    def _check_buffers(self) -> None:
        for name, got in (("buffer_before", self.buffer_before), ("buffer_after", self.buffer_after)):
            checked_buffer(got, name)

    def _check_people(self) -> None:
        people = {a.id for a in self.attendees} | ({self.patient_id} if self.patient_id is not None else set())
        if not self.group and len(people) > 1:
            raise Invalid(
                "one_patient_unless_group",
                field="attendees",
                got=[str(p) for p in sorted(people)],
                allowed="one patient",
            )
        if self.internal and self.service_id is not None:
            raise Invalid(
                "internal_has_no_service",
                field="service",
                got=str(self.service_id),
                allowed="none while internal",
            )
        if not self.internal and self.reference_patients:
            raise Invalid(
                "reference_patients_only_internal",
                field="reference_patients",
                got=[str(p) for p in self.reference_patients],
                allowed="none unless internal",
            )

    @property
    def heads(self) -> int:
        """Count who comes: attendees, and the guests they bring."""
        return len(self.attendees) + len(self.guests)

    def _check_seats(self) -> None:
        if len(self.guests) > MOST_GUESTS:
            raise Invalid("too_many", field="guests", got=len(self.guests), allowed=f"at most {MOST_GUESTS}")
        if self.max_attendees is None:
            return
        if not 1 <= self.max_attendees <= MOST_SEATS:
            allowed = f"1 to {MOST_SEATS}"
            raise Invalid("bad_max_attendees", field="max_attendees", got=self.max_attendees, allowed=allowed)
        if self.heads > self.max_attendees:
            got, allowed = self.heads, f"at most {self.max_attendees} people"
            raise Invalid("no_seat_left", field="attendees", got=got, allowed=allowed)

    def _check_hold(self) -> None:
        if (self.status is Status.HELD) != (self.expires_at is not None):
            got = self.expires_at
            raise Invalid("only_a_hold_expires", field="expires_at", got=got, allowed="an instant on a hold alone")

    def _check_block(self) -> None:
        if self.event_type is not EventType.BLOCK:
            return
        if (self.practitioner_id is None) == (self.calendar_id is None):
            got = "neither" if self.practitioner_id is None else "both"
            raise Invalid("calendar_or_practitioner", field="practitioner", got=got, allowed="one of the two")
        for name, held in (("patient", self.patient_id), ("service", self.service_id), ("room", self.room_id)):
            if held is not None:
                raise Invalid("not_on_a_block", field=name, got=str(held), allowed="none on a block")

    def _check_place(self) -> None:
        video = self.video_url or self.video_meeting_id
        if video and self.interaction is not Interaction.VIDEO_CALL:
            raise Invalid(
                "video_only_for_video_call",
                field="interaction",
                got=self.interaction.value,
                allowed="video_call",
            )
        if self.address and self.interaction is not Interaction.IN_PERSON:
            raise Invalid("address_only_in_person", field="address", got=self.interaction.value, allowed="in_person")

    def _check_actual(self) -> None:
        if self.actual_end is None:
            return
        if self.actual_start is None or self.actual_end < self.actual_start:
            raise Invalid(
                "actual_end_before_start",
                field="actual_end",
                got=self.actual_end,
                allowed="not before actual_start",
            )


def seats_until(attendees: Iterable[Attendee]) -> Instant | None:
    """Give when the first seat that is only held lets go, None where none is."""
    return min((one.held_until for one in attendees if one.held_until is not None), default=None)


def checked_buffer(said: int, field: str) -> int:
    """Return a buffer in milliseconds, refusing what is no whole number of minutes or more than a day."""
    if not 0 <= said <= DAY or said % MINUTE:
        raise Invalid("bad_buffer", field=field, got=said, allowed="whole minutes, 0 to 24 hours")
    return said
