"""What is exported: from when to when, of whom, and how much is said. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.domain.errors import Invalid
from frontdesk.domain.feed import Naming
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import start_of_day
from frontdesk.domain.names import slug_of
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.save_file import write_bytes
from frontdesk.gui.dialogs.typed import Words

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.ics.preview import Exported

HALF_A_YEAR = timedelta(days=183)
# Free/busy time is exchanged for a year at most; and so much is counted to the last visit before it is written.
MOST_FREE_BUSY = timedelta(days=366)
_COUNTED = timedelta(days=100)


class Saying(StrEnum):
    """How much a file says: all, initials for patients, that time is taken visit by visit, or only free and busy."""

    FULL = Naming.FULL.value
    INITIALS = Naming.INITIALS.value
    BUSY = Naming.BUSY.value
    FREE_BUSY = "free_busy"


@dataclass(frozen=True, slots=True)
class ExportDraft:
    """What was chosen; first and last day are both in, None leaves that side open.

    `number` is the patient's, for the name of the file. `cancelled` is whether what was called off goes out too, None
    for what is usual: it does in a file with everything, and in none for other people.
    """

    first: date | None = None
    last: date | None = None
    practitioner: Id | None = None
    patient: Id | None = None
    calendar: Id | None = None
    saying: Saying = Saying.FULL
    cancelled: bool | None = None
    number: str = ""

    @property
    def with_cancelled(self) -> bool:
        """Tell whether what was called off goes out."""
        return self.saying is Saying.FULL if self.cancelled is None else self.cancelled

    def arguments(self, zone: str) -> dict[str, Any]:
        """Write it as the arguments of ics.export or ics.free_busy, refusing days that are the wrong way round."""
        if self.first is not None and self.last is not None and self.last < self.first:
            raise Invalid("last_before_first", field="last", got=self.last.isoformat(), allowed="not before the first")
        said = {
            "start": None if self.first is None else start_of_day(self.first, zone),
            "end": None if self.last is None else start_of_day(self.last + timedelta(days=1), zone),
            "practitioner": self.practitioner,
            "calendar": self.calendar,
        }
        if self.saying is Saying.FREE_BUSY:
            return said
        naming = Naming(self.saying.value)
        return {**said, "patient": self.patient, "naming": naming, "cancelled": self.with_cancelled}

    @property
    def is_small(self) -> bool:
        """Tell whether it is quick to count to the last visit: of some weeks, or of one patient."""
        if self.patient is not None:
            return True
        return self.first is not None and self.last is not None and self.last - self.first <= _COUNTED


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar file that was written, and what it holds."""

    path: Path
    counted: Counted


@dataclass(frozen=True, slots=True)
class Counted:
    """How many visits that stand, blocks, and visits that were called off would be written.

    `roughly` tells that it may be a few more or less, and that visits are all that was counted.
    """

    visits: int
    blocks: int = 0
    cancelled: int = 0
    roughly: bool = False


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
    """Propose a name for the file: by practitioner and days; by a patient's number, never by the name."""
    parts = [slug_of(practitioner) if practitioner and draft.patient is None else "visits"]
    if draft.patient is not None:
        parts.append(slug_of(draft.number))
    days = dict.fromkeys(day.isoformat() for day in (draft.first, draft.last) if day is not None)
    return "-".join(part for part in (*parts, *days) if part) + ".ics"


def export(clinic: Clinic, draft: ExportDraft, zone: str, path: Path) -> Written:
    """Write the file."""
    exported = _exported(clinic, draft, zone)
    return Written(write_bytes(path, exported.text.encode()), _counted(exported))


def count(clinic: Clinic, draft: ExportDraft, zone: str) -> Counted:
    """Tell how many visits would be written; of many, or of a calendar, without reading them one by one."""
    if draft.is_small or draft.calendar is not None:
        return _counted(_exported(clinic, draft, zone))
    said = draft.arguments(zone)
    wanted = {name: said[name] for name in ("start", "end", "practitioner")}
    return Counted(clinic.appointments.list(**wanted, size=1).total, roughly=True)


def _counted(exported: Exported) -> Counted:
    standing = exported.visits - exported.blocks - exported.cancelled
    return Counted(standing, exported.blocks, exported.cancelled)


def _exported(clinic: Clinic, draft: ExportDraft, zone: str) -> Exported:
    said = draft.arguments(zone)
    if draft.saying is Saying.FREE_BUSY:
        return clinic.ics.free_busy(**said)
    return clinic.ics.export(**said)
