"""What is told of the waiting list: its rows, who fits a time, what was freed, and the gaps of a day (C72)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.domain.waitlist_ranking import FitReason
from frontdesk.services.visits import Found


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the waiting list; names are plain text from outside.

    `service` is called with its variation; `class_title` and `class_start` are of the class that a seat is waited
    for in, `gives_up_start` of the visit that is let go. `offered` tells that a time or a seat is held for them now.
    `run_out` tells that nothing is offered any more: its last date is over, or its class is. `booked_meanwhile` is a
    visit still to come that the same patient was given for the same service since. `unavailable` tells that nothing
    can fit: the service was put away, or whoever is asked for was, or does not give it any more.
    """

    entry: WaitlistEntry
    patient: str
    phone: str
    alert: str
    service: str
    class_title: str = ""
    class_start: Instant | None = None
    gives_up_start: Instant | None = None
    offered: bool = False
    run_out: bool = False
    booked_meanwhile: Id | None = None
    unavailable: bool = False

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Waiting({self.entry.id})"


class WaitingPage(Found[Waiting]):
    """One page of the waiting list."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One who waits and can really come into a free time, or take a free seat of a class.

    From `start` to `end` they would come, buffers beside it; `appointment_id` is the class, None for a time of their
    own. The higher `score` is asked first; `reasons` say why, the weightiest first. `gives_up_start` is when the visit
    begins that they would let go.
    """

    entry: Id
    version: int
    patient_id: Id
    patient: str
    phone: str
    alert: str
    service_id: Id | None
    service: str
    start: Instant
    end: Instant
    practitioner_id: Id | None
    location_id: Id | None
    appointment_id: Id | None
    urgency: Urgency
    waiting_since: Instant
    score: int
    reasons: tuple[FitReason, ...]
    note: str = ""
    gives_up: Id | None = None
    gives_up_start: Instant | None = None

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Fit({self.entry})"


class FreedBy(StrEnum):
    """What has freed a time or a seat."""

    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    MOVED = "moved"
    SHORTENED = "shortened"
    REMOVED = "removed"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Freed:
    """A time that was freed, with whom and where, or free seats of a class; `appointment_id` is whose it was."""

    appointment_id: Id
    by: FreedBy
    start: Instant
    end: Instant
    practitioner_id: Id | None
    location_id: Id | None
    room_id: Id | None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class FitsAfter:
    """What a visit has freed, None where nothing is, and who fits, best first; `total` counts them all."""

    freed: Freed | None
    fits: tuple[Fit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """An offer that was accepted: the entry, the visit or the class it came to, and what was freed by it."""

    entry: WaitlistEntry
    appointment: Appointment
    freed: Freed | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time of one practitioner on a day, with how many of those who wait fit into it, and which, best first."""

    practitioner_id: Id
    start: Instant
    end: Instant
    entries: int
    ids: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One who waits, for a list beside a day, with the first time that they fit.

    `on_day` tells that it is on that day rather than a later one. Nothing is said where they fit nowhere that was
    looked at, where they have an offer already, or where they have run out.
    """

    waiting: Waiting
    start: Instant | None = None
    end: Instant | None = None
    practitioner_id: Id | None = None
    location_id: Id | None = None
    on_day: bool = False
