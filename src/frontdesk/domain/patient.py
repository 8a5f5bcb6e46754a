"""Those who come."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.names import digits_of, part_of_phone
from frontdesk.domain.preference import Preference

EARLIEST_BIRTH = date(1880, 1, 1)
FEWEST_DIGITS, MOST_DIGITS = 3, 20
LONGEST_NUMBER = 40
LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One patient. `number` is the clinic's own; `alert` is shown wherever the patient is booked.

    `practitioner_id` is whom the patient belongs to, if anyone; `prefers` what times the patient has asked for.
    """

    id: Id
    number: str
    given_name: str = ""
    family_name: str
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    email: str = ""
    alert: str = ""
    note: str = ""
    practitioner_id: Id | None = None
    prefers: Preference | None = None
    merged_into: Id | None = None
    archived_at: Instant | None = None
    version: int = 1

    @property
    def name(self) -> str:
        """Give the full name as people say it."""
        return f"{self.given_name} {self.family_name}".strip()

    def checked(self, today: date) -> Patient:
        """Return itself, refusing what no patient can be (C76)."""
        if not self.name:
            raise Invalid("empty", field="family_name", got="", allowed="a given name or a family name")
        if self.birth_date is not None and not EARLIEST_BIRTH <= self.birth_date <= today:
            got, allowed = self.birth_date.isoformat(), f"{EARLIEST_BIRTH.isoformat()} to {today.isoformat()}"
            raise Invalid("bad_birth_date", field="birth_date", got=got, allowed=allowed)
        for phone in self.phones:
            if not FEWEST_DIGITS <= len(digits_of(phone)) <= MOST_DIGITS:
                allowed = f"{FEWEST_DIGITS} to {MOST_DIGITS} digits"
                raise Invalid("bad_phone", field="phones", got=phone, allowed=allowed)
        if self.email and (len(self.email) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(self.email)):
            raise Invalid("bad_email", field="email", got=self.email, allowed="one address, name@example.org")
        return self

    def completed_by(self, other: Patient) -> Patient:
        """Give it with what it lacks and another record of the same person has; no alert or note is lost."""
        mine = {part_of_phone(phone) for phone in self.phones}
        return replace(
            self,
            birth_date=self.birth_date or other.birth_date,
            phones=(*self.phones, *(phone for phone in other.phones if part_of_phone(phone) not in mine)),
            email=self.email or other.email,
            alert=_both(self.alert, other.alert, " · "),
            note=_both(self.note, other.note, "\n\n"),
            practitioner_id=other.practitioner_id if self.practitioner_id is None else self.practitioner_id,
            prefers=self.prefers or other.prefers,
        )

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Patient({self.id})"


def _both(mine: str, other: str, between: str) -> str:
    if other.casefold() in mine.casefold():
        return mine
    return between.join(filter(None, (mine, other)))


def age_on(birth_date: date, day: date) -> int:
    """Give the completed years on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
