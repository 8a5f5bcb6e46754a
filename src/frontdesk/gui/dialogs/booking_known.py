"""What is known of the patient who is booked, beside the field: visits missed, the nearest visits and their notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.actor import called
from frontdesk.domain.ids import Id
from frontdesk.domain.note import Note
from frontdesk.gui.dialogs import record_words
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.patient_record import PatientRecord, RecordVisit

translate = QCoreApplication.translate
# The note last written on each of the two nearest visits: more would push the fields away.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Known:
    """What is told: the lines in plain text, and those that warn."""

    warns: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


class KnownLines(QWidget):
    """The lines, of which nothing is there while there is nothing to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.warns, self.tells = label("", "warn", wrap=True), label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(4))
        for each in (self.warns, self.tells):
            column.addWidget(each)
        self.hide()

    def show_known(self, known: Known) -> None:
        """Show other lines."""
        for place, lines in ((self.warns, known.warns), (self.tells, known.tells)):
            place.setText("\n".join(lines))
            place.setVisible(bool(lines))
        self.setVisible(bool(known.warns or known.tells))


class BookingKnown:
    """Follows who is booked: each patient is read once, off the screen's thread.

    `visit` is one that is edited; `masked` leaves away what was written, which may name others.
    """

    def __init__(self, lines: KnownLines, tasks: Tasks, visit: Id | None, *, masked: bool) -> None:
        self._lines, self._tasks, self._visit, self._masked = lines, tasks, visit, masked
        self._patient: Id | None = None

    def follow(self, patient: Id | None, zone: str) -> None:
        """Show what is known of a patient, None for nobody."""
        if patient == self._patient:
            return
        self._patient = patient
        self._lines.show_known(Known())
        if patient is None:
            self._tasks.run(lambda _: None, key=self._key)
            return
        visit, notes = self._visit, not self._masked

        def call(clinic: Clinic) -> Known:
            return read(clinic, patient, visit, zone, notes=notes)

        self._tasks.run(call, self._lines.show_known, lambda _: None, key=self._key)

    @property
    def _key(self) -> str:
        return f"booking/known/{id(self)}"


def read(clinic: Clinic, patient: Id, visit: Id | None, zone: str, *, notes: bool = True) -> Known:
    """Read on the worker's thread what is to be told of a patient, beside the visit that is edited."""
    record = clinic.patients.record(id=patient, size=2)
    missed = record_words.missed_words(record)
    now = clinic.clock()
    tells = []
    for each, words in _nearest(record, visit):
        when = wording.moment(each.start, zone) if each.start > now else wording.since(each.start, now, zone)
        tells.append(wording.filled(words, f"{when} · {record_words.named(each)}"))
        found = clinic.notes.list(appointment=each.id, limit=1).items if notes else ()
        tells.extend(_noted(note, now, zone) for note in found)
    return Known((missed,) if missed else (), tuple(tells))


def _nearest(record: PatientRecord, visit: Id | None) -> list[tuple[RecordVisit, str]]:
    """Give the next visit to come and the last one, other than the one that is edited."""
    coming = [each for each in record.upcoming if each.id != visit][:1]
    past = [each for each in record.past.items if each.id != visit][:1]
    return [
        *((each, translate("Booking", "Next visit: %1")) for each in coming),
        *((each, translate("Booking", "Last visit: %1")) for each in past),
    ]


def _noted(note: Note, now: int, zone: str) -> str:
    body = " ".join(note.body.split())
    shown = body if len(body) <= LONGEST else f"{body[:LONGEST].rstrip()}…"
    words = translate("Booking", "“%1” — %2, %3")
    return wording.filled(words, shown, called(note.author), wording.since(note.created_at, now, zone))
