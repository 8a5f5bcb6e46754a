"""What is typed of a patient, and how it is read. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from frontdesk.domain.patient import Patient
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.typed import Words

FEWEST_DIGITS = 3
_APART = re.compile(r"[;,/\n]+")


@dataclass(frozen=True, slots=True)
class PatientDraft:
    """The fields as they were typed, word for word, so that nothing is lost when one cannot be read."""

    given_name: str = ""
    family_name: str = ""
    birth_date: str = ""
    phones: str = ""
    email: str = ""
    number: str = ""
    alert: str = ""
    note: str = ""

    def __repr__(self) -> str:
        """Show nothing of it: names never reach logs."""
        return "PatientDraft()"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not any(getattr(self, f.name).strip() for f in fields(self))

    def phone_list(self) -> tuple[str, ...]:
        """Give the phones one by one."""
        return tuple(" ".join(part.split()) for part in _APART.split(self.phones) if part.strip())


def draft_of_search(text: str) -> PatientDraft:
    """Begin from what was searched for: a name, “family, given” too, or a phone."""
    words = " ".join(text.split())
    if words and not re.search(r"[^\W\d_]", words):
        birth = re.fullmatch(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}", words)
        return PatientDraft(birth_date=words) if birth else PatientDraft(phones=words)
    family, comma, given = words.partition(",")
    if not comma:
        given, _, family = words.rpartition(" ")
    return PatientDraft(given_name=_named(given), family_name=_named(family))


def _named(text: str) -> str:
    """Write a name that was typed in small letters as names are written; others stay as they are."""
    text = text.strip()
    return " ".join(word[:1].upper() + word[1:] for word in text.split()) if text == text.lower() else text


def draft_of_patient(patient: Patient) -> PatientDraft:
    """Begin from a patient who is in the book."""
    return PatientDraft(
        given_name=patient.given_name,
        family_name=patient.family_name,
        birth_date=patient.birth_date.isoformat() if patient.birth_date else "",
        phones=", ".join(patient.phones),
        email=patient.email,
        number=patient.number,
        alert=patient.alert,
        note=patient.note,
    )


def birth_date(draft: PatientDraft, today: date, words: Words) -> date | None:
    """Read the birth date, None when nothing was typed; one that cannot be read is told by `unreadable`."""
    return typed.birth_date(draft.birth_date, today, words) if draft.birth_date.strip() else None


def unreadable(draft: PatientDraft, today: date, words: Words) -> dict[str, str]:
    """Name the fields that cannot be sent as they are, each with the reason as a refusal would give it."""
    found = {}
    if not draft.given_name.strip() and not draft.family_name.strip():
        found["family_name"] = "empty"
    if draft.birth_date.strip() and birth_date(draft, today, words) is None:
        found["birth_date"] = "not_a_date"
    return found


def creation(draft: PatientDraft, today: date, words: Words) -> dict[str, Any]:
    """Write a draft as the arguments of patients.create; without a number the book gives one."""
    said = _read(draft, today, words)
    if not said["number"]:
        del said["number"]
    return said


def change(draft: PatientDraft, patient: Patient, today: date, words: Words) -> dict[str, Any] | None:
    """Write what a draft changes of a patient as the arguments of patients.update, None when that is nothing."""
    said = {name: value for name, value in _read(draft, today, words).items() if value != getattr(patient, name)}
    return {"id": patient.id, "version": patient.version, **said} if said else None


def likeness(draft: PatientDraft, today: date, words: Words) -> dict[str, Any] | None:
    """Write what is typed so far as the question who is here already; None while there is too little to ask with."""
    names = draft.given_name.strip() + draft.family_name.strip()
    if len(names) < FEWEST_DIGITS and not draft.phone_list():
        return None
    return {
        "given_name": draft.given_name.strip(),
        "family_name": draft.family_name.strip(),
        "birth_date": birth_date(draft, today, words),
        "phones": draft.phone_list(),
    }


def _read(draft: PatientDraft, today: date, words: Words) -> dict[str, Any]:
    return {
        "given_name": draft.given_name.strip(),
        "family_name": draft.family_name.strip(),
        "birth_date": birth_date(draft, today, words),
        "phones": draft.phone_list(),
        "email": draft.email.strip(),
        "number": draft.number.strip(),
        "alert": draft.alert.strip(),
        "note": draft.note.strip(),
    }
