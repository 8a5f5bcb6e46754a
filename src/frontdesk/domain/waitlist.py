"""The waiting list: who would come sooner, for what, with whom, and on which days (C72)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.preference import Preference


class Urgency(StrEnum):
    """How pressing it is, the least first."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


class EntryState(StrEnum):
    """Where an entry stands: it waits (perhaps with an offer), came to a booking, or was taken off the list."""

    WAITING = "waiting"
    BOOKED = "booked"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Offer:
    """A time or a seat that is offered to one who waits, and held for them until an instant.

    `hold_id` is the appointment that holds it: a hold of its own, or the class whose seat it is.
    """

    hold_id: Id
    start: Instant
    end: Instant
    until: Instant
    practitioner_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """A time that was offered and not wanted: it is not offered to them again."""

    start: Instant
    at: Instant
    practitioner_id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitlistEntry:
    """One entry. With `appointment_id` a seat of that class is waited for, else any time of the service.

    No `practitioners` means whoever gives it; `prefers` are the days and parts of day that would do, None any;
    `earliest` and `until` are dates of the clinic's zone, both still good; `length` is milliseconds, None the
    service's own. `gives_up` is the visit that the patient has and would let go for this one.
    """

    id: Id
    patient_id: Id
    service_id: Id | None = None
    variation_id: Id | None = None
    appointment_id: Id | None = None
    location_id: Id | None = None
    practitioners: tuple[Id, ...] = ()
    prefers: Preference | None = None
    earliest: date | None = None
    until: date | None = None
    length: int | None = None
    urgency: Urgency = Urgency.ROUTINE
    note: str = ""
    gives_up: Id | None = None
    state: EntryState = EntryState.WAITING
    offer: Offer | None = None
    declined: tuple[Declined, ...] = ()
    booked_id: Id | None = None
    closed_at: Instant | None = None
    created_by: str
    created_at: Instant
    version: int = 1
