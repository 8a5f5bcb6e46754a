"""What is exported: from when to when, of whom. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import start_of_day
from frontdesk.domain.names import slug_of
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.save_file import write_bytes
from frontdesk.gui.dialogs.typed import Words

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class ExportDraft:
    """What was chosen; first and last day are both in, None leaves that side open."""

    first: date | None = None
    last: date | None = None
    practitioner: Id | None = None
    patient: Id | None = None

    def arguments(self, zone: str) -> dict[str, Any]:
        """Write it as the arguments of ics.export, refusing days that are the wrong way round."""
        if self.first is not None and self.last is not None and self.last < self.first:
            raise Invalid("last_before_first", field="last", got=self.last.isoformat(), allowed="not before the first")
        return {
            "start": None if self.first is None else start_of_day(self.first, zone),
            "end": None if self.last is None else start_of_day(self.last + timedelta(days=1), zone),
            "practitioner": self.practitioner,
            "patient": self.patient,
        }


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar file that was written, and how many visits it holds."""

    path: Path
    visits: int


def read_day(text: str, today: date, words: Words) -> date | None:
    """Read a day as it is typed; without a year it is the one that lies nearest."""
    told = typed.dated(text, words)
    if told is not None:
        return told
    found = typed.day(text, today, words)
    if found is not None and found - today > HALF_A_YEAR:
        try:
            return found.replace(year=found.year - 1)
        except ValueError:  # 29 February
            return found
    return found


def file_name(draft: ExportDraft, practitioner: str) -> str:
    """Propose a name for the file: by practitioner and days, never by patient."""
    parts = [slug_of(practitioner) if practitioner and draft.patient is None else "visits"]
    days = dict.fromkeys(day.isoformat() for day in (draft.first, draft.last) if day is not None)
    return "-".join(part for part in (*parts, *days) if part) + ".ics"


def export(clinic: Clinic, draft: ExportDraft, zone: str, path: Path) -> Written:
    """Write the file."""
    exported = clinic.ics.export(**draft.arguments(zone))
    return Written(write_bytes(path, exported.text.encode()), exported.visits)
