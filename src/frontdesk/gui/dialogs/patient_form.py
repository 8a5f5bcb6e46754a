"""The fields of a patient, with those who may be the same person shown while they are typed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.patient import Patient, age_on
from frontdesk.gui.dialogs import patient_draft as drafts
from frontdesk.gui.dialogs.booking_draft import Person, person_of
from frontdesk.gui.dialogs.field import Field, line_edit, show_refusal
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.dialogs.patient_draft import PatientDraft
from frontdesk.gui.dialogs.person_words import facts
from frontdesk.gui.dialogs.row_button import RowButton
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

MOST_ALIKE = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PatientForm(QWidget):
    """The form. Enter saves from any field but the note. The words for those alike may name them by %1.

    `saved` tells the Patient that was written, `chose` the Person that was picked from those alike, `gave_up` that
    Esc was pressed, `refused` a sentence that belongs to no field.
    """

    saved = Signal(object)
    chose = Signal(object)
    gave_up = Signal()
    refused = Signal(str)

    def __init__(self, tasks: Tasks, *, alike_words: str, alike_does: str) -> None:
        super().__init__()
        self._tasks = tasks
        self._words = locale_words()
        self._zone, self._now = "UTC", Instant(0)
        self._patient: Patient | None = None
        self._sending = False
        self._alike_words, self._alike_does = alike_words, alike_does
        self.fields: dict[str, Field[Any]] = {
            "given_name": Field(self.tr("Given name"), line_edit()),
            "family_name": Field(self.tr("Family name"), line_edit()),
            "birth_date": Field(self.tr("Born"), line_edit(hint=self.tr("2 6 1979"))),
            "phones": Field(self.tr("Phone"), line_edit(hint=self.tr("several with commas"))),
            "email": Field(self.tr("E-mail"), line_edit()),
            "number": Field(self.tr("Number"), line_edit(hint=self.tr("given by itself"), longest=60)),
            "alert": Field(self.tr("Alert"), line_edit(hint=self.tr("shown wherever the patient is booked"))),
            "note": Field(self.tr("Note"), QPlainTextEdit()),
        }
        self.alike = QVBoxLayout()
        self.alike.setSpacing(style.scaled(2))
        self._lay_out()
        for name, field in self.fields.items():
            if isinstance(field.control, QLineEdit):
                field.control.textEdited.connect(lambda _text, n=name: self._edited(n))

    @property
    def today(self) -> date:
        """Give the clinic's date."""
        return local_date(self._now, self._zone)

    @property
    def draft(self) -> PatientDraft:
        """Give what is typed."""
        return PatientDraft(**{name: self._text(name) for name in self.fields})

    def set_clock(self, now: Instant, zone: str) -> None:
        """Tell the form what day it is."""
        self._now, self._zone = now, zone

    def begin(self, draft: PatientDraft) -> None:
        """Begin a new patient with what is known, and go to the first field that is not."""
        self._patient = None
        self._show(draft)
        order = ("given_name", "family_name", "birth_date", "phones")
        empty = next((name for name in order if not self._text(name)), "birth_date")
        self.fields[empty].control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_for_alike()

    def edit(self, patient: Patient) -> None:
        """Begin to change a patient."""
        self._patient = patient
        self._show(drafts.draft_of_patient(patient))
        self.fields["given_name"].control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_for_alike()

    def save(self) -> None:
        """Write the patient, or say beside the field what cannot be."""
        if self._sending:
            return
        for field in self.fields.values():
            field.clear()
        wrong = drafts.unreadable(self.draft, self.today, self._words)
        if wrong:
            for name, reason in reversed(list(wrong.items())):
                self._fail(Invalid(reason, field=name, got="", allowed=self.tr("some text")))
            return
        self._sending = True
        self._tasks.run(self._call(), self._written, self._fail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save by Enter, give up by Esc."""
        if Qt.Key(event.key()) in _ENTER:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.gave_up.emit()
        else:
            super().keyPressEvent(event)

    def _call(self) -> Any:
        if self._patient is None:
            said = drafts.creation(self.draft, self.today, self._words)
            return lambda clinic: clinic.patients.create(**said)
        changed = drafts.change(self.draft, self._patient, self.today, self._words)
        held = self._patient
        return lambda clinic: clinic.patients.update(**changed) if changed else held

    def _written(self, patient: Patient) -> None:
        self._sending = False
        self._patient = patient
        self.saved.emit(patient)

    def _fail(self, refusal: Refusal) -> None:
        self._sending = False
        if not show_refusal(refusal, self.fields):
            self.refused.emit(refusals.sentence(refusal, self._zone))

    def _edited(self, name: str) -> None:
        self.fields[name].clear()
        if name == "birth_date":
            self._tell_birth()
        if name in ("given_name", "family_name", "birth_date", "phones"):
            self._look_for_alike()

    def _tell_birth(self) -> None:
        born = drafts.birth_date(self.draft, self.today, self._words)
        if born is None:
            return
        years = age_on(born, self.today)
        age = self.tr("1 year") if years == 1 else self.tr("%n years", "", years)
        self.fields["birth_date"].tell(f"{wording.dated(born, self.tr('d MMMM yyyy'))} · {age}")

    def _look_for_alike(self) -> None:
        asked = drafts.likeness(self.draft, self.today, self._words)
        if asked is None:
            self._show_alike(())
            return

        def call(clinic: Clinic) -> tuple[Person, ...]:
            return tuple(person_of(hit) for hit in clinic.patients.similar(**asked))

        self._tasks.run(call, self._show_alike, lambda _refusal: None, key=f"patient-similar-{id(self)}")

    def _show_alike(self, people: tuple[Person, ...]) -> None:
        while (item := self.alike.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        mine = self._patient.id if self._patient else None
        others = [person for person in people if person.id != mine][:MOST_ALIKE]
        if others:
            self.alike.addWidget(label(self._alike_words, "small"))
        for person in others:
            told = facts(person, self._now, self._zone)
            words = " · ".join(part for part in (person.name, told) if part)
            row = RowButton(person.name, told, self._alike_does.replace("%1", words))
            row.clicked.connect(partial(self.chose.emit, person))
            self.alike.addWidget(row)

    def _text(self, name: str) -> str:
        control = self.fields[name].control
        return str(control.toPlainText() if isinstance(control, QPlainTextEdit) else control.text())

    def _show(self, draft: PatientDraft) -> None:
        for name, field in self.fields.items():
            field.clear()
            text = getattr(draft, name)
            if isinstance(field.control, QPlainTextEdit):
                field.control.setPlainText(text)
            else:
                field.control.setText(text)
        self._tell_birth()

    def _lay_out(self) -> None:
        note = self.fields["note"].control
        note.setTabChangesFocus(True)
        note.setFixedHeight(style.scaled(58))
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.scaled(12))
        grid.setVerticalSpacing(style.scaled(10))
        places = {
            "given_name": (0, 0, 1),
            "family_name": (0, 1, 1),
            "birth_date": (1, 0, 1),
            "phones": (1, 1, 1),
            "email": (3, 0, 1),
            "number": (3, 1, 1),
            "alert": (4, 0, 2),
            "note": (5, 0, 2),
        }
        for name, (row, column, span) in places.items():
            grid.addWidget(self.fields[name], row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self.alike, 2, 0, 1, 2)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.addLayout(grid)
        column_box.addStretch(1)
