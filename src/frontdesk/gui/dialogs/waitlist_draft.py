"""An entry of the waiting list while it is made or changed: a value, and what it asks of the book. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import WEEKDAYS
from frontdesk.domain.waitlist import Urgency
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.booking_draft import Offer, Person, person_of

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Details
    from frontdesk.services.waitlist_rows import Waiting

_TO_COME = (Status.BOOKED, Status.CONFIRMED)
_MOST = 20


@dataclass(frozen=True, slots=True)
class EntryOpening:
    """What the dialog is opened for: an entry to change, else what is known of a new one."""

    entry: Id | None = None
    person: Person | None = None
    offer: Offer = field(default_factory=Offer)
    practitioner: Id | None = None
    length: int | None = None
    note: str = ""
    masked: bool = False

    def like(self, details: Details, mask: str) -> EntryOpening:
        """Begin with the patient, service and practitioner of a visit; `mask` stands for a name that is covered."""
        visit, service = details.appointment, details.service
        person = None if details.patient is None else person_of(details.patient)
        if person is not None and self.masked:
            person = Person(person.id, mask)
        offer = Offer()
        if service is not None and service.archived_at is None:
            offer = Offer(service, None if visit.variation_id is None else service.variation(visit.variation_id))
        return replace(self, person=person, offer=offer, practitioner=visit.practitioner_id)


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry as it stands; weekdays are 0 for Monday to 6, `length` is milliseconds, None the service's own.

    `seat` tells that a seat of a class is waited for: then there is no service or day to choose.
    """

    person: Person | None = None
    offer: Offer = field(default_factory=Offer)
    practitioners: frozenset[Id] = frozenset()
    days: frozenset[int] = frozenset()
    parts: frozenset[DayPart] = frozenset()
    earliest: date | None = None
    until: date | None = None
    length: int | None = None
    urgency: Urgency = Urgency.ROUTINE
    note: str = ""
    gives_up: Id | None = None
    seat: bool = False

    @property
    def prefers(self) -> Preference | None:
        """Give the days and parts of the day, None for any."""
        days = tuple(day for day in WEEKDAYS if day.number in self.days)
        parts = tuple(part for part in DayPart if part in self.parts)
        return Preference(days, parts) if days or parts else None


def first_draft(opening: EntryOpening) -> EntryDraft:
    """Begin with what is known, and what the patient's record says of days and parts of the day."""
    who = frozenset() if opening.practitioner is None else frozenset({opening.practitioner})
    return EntryDraft(
        person=opening.person,
        offer=Offer(opening.offer.service, opening.offer.form),
        practitioners=who,
        length=opening.length,
        note=opening.note,
    )


def draft_of(row: Waiting, choices: Choices) -> EntryDraft:
    """Take an entry over as it is in the book."""
    entry = row.entry
    every = (each for each in choices.offers() if each.service is not None)
    offer = next((each for each in every if _ids(each) == (entry.service_id, entry.variation_id)), Offer())
    return EntryDraft(
        person=Person(entry.patient_id, row.patient, phones=(row.phone,) if row.phone else (), alert=row.alert),
        offer=offer,
        practitioners=frozenset(entry.practitioners),
        days=frozenset(day.number for day in entry.prefers.days) if entry.prefers else frozenset(),
        parts=frozenset(entry.prefers.parts) if entry.prefers else frozenset(),
        earliest=entry.earliest,
        until=entry.until,
        length=entry.length,
        urgency=entry.urgency,
        note=entry.note,
        gives_up=entry.gives_up,
        seat=entry.appointment_id is not None,
    )


def preferring(draft: EntryDraft, prefers: Preference | None) -> EntryDraft:
    """Take days and parts of the day from the patient's record, where nothing was chosen yet."""
    if prefers is None or draft.days or draft.parts:
        return draft
    return replace(draft, days=frozenset(day.number for day in prefers.days), parts=frozenset(prefers.parts))


def missing(draft: EntryDraft) -> str | None:
    """Name the first field without which nobody can wait."""
    if draft.person is None:
        return "patient"
    return "service" if draft.offer.service is None and not draft.seat else None


def said(draft: EntryDraft) -> dict[str, Any]:
    """Write an entry as the arguments that adding and changing it share."""
    service, form = draft.offer.service, draft.offer.form
    told: dict[str, Any] = {"urgency": draft.urgency, "note": draft.note.strip(), "gives_up": draft.gives_up}
    if draft.seat:
        return told
    return told | {
        "service": service.id if service is not None else None,
        "variation": form.id if form is not None else None,
        "practitioners": tuple(sorted(draft.practitioners)),
        "prefers": draft.prefers,
        "earliest": draft.earliest,
        "until": draft.until,
        "length": draft.length,
    }


def changed(draft: EntryDraft, before: EntryDraft) -> dict[str, Any]:
    """Write only what differs from an entry as it was: what others changed meanwhile stays theirs."""
    held = said(before)
    return {name: value for name, value in said(draft).items() if value != held[name]}


def visits_to_come(clinic: Clinic, patient: Id) -> tuple[Appointment, ...]:
    """Read the visits of a patient that could be given up for a sooner one."""
    page = clinic.appointments.list(patient=patient, start=clinic.clock(), size=_MOST)
    return tuple(each for each in page.items if each.status in _TO_COME and not each.group)


def _ids(offer: Offer) -> tuple[Id | None, Id | None]:
    return offer.service.id if offer.service else None, offer.form.id if offer.form else None
