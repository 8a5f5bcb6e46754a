"""Making a patient without leaving the booking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.instants import Instant
from frontdesk.domain.patient import Patient
from frontdesk.gui.dialogs.booking_draft import Person, person_of
from frontdesk.gui.dialogs.patient_draft import draft_of_search
from frontdesk.gui.dialogs.patient_form import PatientForm
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label


class NewPatientPage(QWidget):
    """The form of a new patient. `done` is the Person to book for, `left` says that there is none."""

    done = Signal(object)
    left = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._text = ""
        self.form = PatientForm(
            tasks, alike_words=self.tr("Already here? Take the one you mean:"), alike_does=self.tr("Book for %1")
        )
        self.form.saved.connect(self._saved)
        self.form.chose.connect(self._chose)
        self.form.gave_up.connect(self.left)
        self.form.refused.connect(self._refused)
        self.message = label("", "danger", wrap=True)
        self.message.hide()
        self.back = button(self.tr("Back"), does=self.left.emit)
        self.add = button(self.tr("Add patient"), "primary", does=self.form.save)
        foot = QHBoxLayout()
        foot.setSpacing(style.scaled(10))
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(12))
        column.addWidget(label(self.tr("New patient"), "heading"))
        column.addWidget(self.form, 1)
        column.addWidget(self.message)
        column.addLayout(foot)

    def begin(self, text: str, now: Instant, zone: str) -> None:
        """Begin with what was searched for; what was typed for the same search before is still there."""
        self.message.hide()
        self.form.set_clock(now, zone)
        again = text == self._text and not self.form.draft.is_empty
        self.form.begin(self.form.draft if again else draft_of_search(text))
        self._text = text

    def _saved(self, patient: Patient) -> None:
        self.done.emit(person_of(patient))

    def _chose(self, person: Person) -> None:
        self.done.emit(person)

    def _refused(self, words: str) -> None:
        self.message.setText(words)
        self.message.show()
