"""Those who come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One patient. `number` is the clinic's own; `alert` is shown wherever the patient is booked."""

    id: Id
    number: str
    given_name: str = ""
    family_name: str
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    email: str = ""
    alert: str = ""
    note: str = ""
    merged_into: Id | None = None
    archived_at: Instant | None = None
    version: int = 1

    @property
    def name(self) -> str:
        """Give the full name as people say it."""
        return f"{self.given_name} {self.family_name}".strip()

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Patient({self.id})"


def age_on(birth_date: date, day: date) -> int:
    """Give the completed years on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
