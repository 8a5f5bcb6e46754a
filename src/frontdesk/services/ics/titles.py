"""What a visit without a title is called in a file, as the screen calls it, and how that is told from a title."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.domain.service import Service
from frontdesk.ics.event import Event
from frontdesk.services.ics import kept
from frontdesk.services.ics.words import one_line
from frontdesk.store.work import Reading

_KINDS = {EventType.BLOCK: "Blocked", EventType.STAFF: "Staff time"}


def made_title(a: Appointment, patients: Iterable[Patient], service: str) -> str:
    """Give the words for a visit that has no title: the patient and the service, or what kind of time it is.

    What came from elsewhere without a title stays without one: nobody called it so.
    """
    if a.title or (kept.mark_of(a.extras) is not None and kept.note(a.extras, kept.TITLE) is None):
        return ""
    patient = next((each.name for each in patients if each.id == a.patient_id), "")
    return one_line(" · ".join(part for part in (patient, service) if part)) or _KINDS.get(a.event_type, "Visit")


def title_note(made: str) -> str:
    """Give the line that says of a SUMMARY that it was made, as long as it is this one."""
    return f"{kept.TITLE}:{_mark(made)}"


def title_in(event: Event) -> str:
    """Give the title of an event: nothing where its SUMMARY was made here and nobody has changed it since."""
    said = one_line(event.summary)
    return "" if said and kept.note(event.extras, kept.TITLE) == _mark(said) else said


class Untitled:
    """Knows the words that were made for visits again when a program hands them back without our note."""

    def __init__(self, book: Reading) -> None:
        self._book = book
        self._services: dict[Id, str] = {}

    def is_made(self, held: Appointment, title: str) -> bool:
        """Tell whether a title is just what a visit without one goes out under."""
        if held.title or not title:
            return False
        if not self._services:
            self._services = {each.id: each.name for each in self._book.all(Service)}
        patient = None if held.patient_id is None else self._book.find(Patient, held.patient_id)
        service = "" if held.service_id is None else self._services.get(held.service_id, "")
        return title == made_title(held, () if patient is None else (patient,), service)


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
