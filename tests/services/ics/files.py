"""Calendar files to import in tests, written from a few lines each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.domain.appointment import Appointment
from frontdesk.services.ics.preview import Choice, Imported, Preview, Row
from tests.support.clinics import Desk

# The clinic of the tests stands in New York, at eight on Wednesday, 18 March 2026.
START = "DTSTART;TZID=America/New_York:20260319T090000"
END = "DTEND;TZID=America/New_York:20260319T093000"


def vevent(*lines: str, uid: str = "visit", start: str = START, end: str = END) -> tuple[str, ...]:
    """Give the lines of an event of half an hour, tomorrow at nine."""
    return tuple(line for line in ("BEGIN:VEVENT", f"UID:{uid}", start, end, *lines, "END:VEVENT") if line)


def at(hour: int, *lines: str, uid: str, minutes: int = 30) -> tuple[str, ...]:
    """Give the lines of an event of tomorrow."""
    end = f"{hour + minutes // 60:02}{minutes % 60:02}00"
    day = "TZID=America/New_York:20260319T"
    return vevent(*lines, uid=uid, start=f"DTSTART;{day}{hour:02}0000", end=f"DTEND;{day}{end}")


@dataclass
class Post:
    """Hands calendar files to the clinic of a desk."""

    desk: Desk
    folder: Path

    def file(self, *lines: str | Sequence[str], name: str = "calendar.ics") -> Path:
        """Write a file."""
        flat = [line for each in lines for line in ([each] if isinstance(each, str) else each)]
        path = self.folder / name
        path.write_bytes("\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *flat, "END:VCALENDAR", "")).encode())
        return path

    def preview(self, *lines: str | Sequence[str], choices: Sequence[Choice] = ()) -> Preview:
        """Look at what an import of these lines would do."""
        return self.desk.clinic.ics.preview(files=[self.file(*lines)], choices=choices)

    def row(self, *lines: str | Sequence[str], choices: Sequence[Choice] = ()) -> Row:
        """Look at what an import of one event would do."""
        (row,) = self.preview(*lines, choices=choices).rows
        return row

    def send(self, *lines: str | Sequence[str], choices: Sequence[Choice] = ()) -> Imported:
        """Import these lines."""
        return self.desk.clinic.ics.import_files(files=[self.file(*lines)], choices=choices)

    def visits(self) -> tuple[Appointment, ...]:
        """Read all visits of the book, archived ones too."""
        return self.desk.clinic.appointments.list(archived=True, size=500).items

    def visit(self) -> Appointment:
        """Read the one visit of the book."""
        (only,) = self.visits()
        return only

    def export(self, **asked: object) -> str:
        """Write visits as a calendar file."""
        return self.desk.clinic.ics.export(**asked).text  # type: ignore[arg-type]
