"""One patient: new, or as they are in the book, with all visits; and two records of the same patient made one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.patient import Patient
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.patient_draft import draft_of_search
from frontdesk.gui.dialogs.patient_form import PatientForm
from frontdesk.gui.dialogs.record_page import RecordPage
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import line
from frontdesk.gui.parts.segmented import Segmented

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

SIZE = QSize(640, 680)
PARTICULARS, VISITS = "particulars", "visits"


class _Known(NamedTuple):
    """What the dialog reads at first."""

    now: Instant
    zone: str
    patient: Patient | None


class MergeLine(QFrame):
    """Says what a merge does, and asks once, here: it can be undone. `agreed` carries the Person who goes."""

    agreed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._person: Person | None = None
        self.words = label("", "warn", wrap=True)
        self.merge = button(self.tr("Merge"), does=self._agree)
        self.leave = button(self.tr("Leave as they are"), "link", does=self.hide)
        links = QHBoxLayout()
        links.addWidget(self.merge)
        links.addWidget(self.leave)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(self.words)
        column.addLayout(links)
        self.hide()

    def ask(self, person: Person) -> None:
        """Ask whether a record goes into the one that is shown."""
        self._person = person
        words = self.tr("All visits of the other record of %1 come here, and what is missing here. It can be undone.")
        self.words.setText(words.replace("%1", person.name))
        self.show()
        self.merge.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit(self._person)


class PatientDialog(Frame):
    """The dialog: the particulars, and for one who is in the book the visits, changed over by Ctrl Tab.

    While names are `masked` a record shows its number and visits alone, and nothing of it can be changed.
    `saved` and `merged` carry the Patient as in the book now, `visit_asked` (Id, date) a visit that is to be shown,
    `again_asked` (Id) one of which another is to be booked.
    """

    saved = Signal(object)
    merged = Signal(object)
    visit_asked = Signal(object, object)
    again_asked = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        patient: Id | None = None,
        text: str = "",
        masked: bool = False,
    ) -> None:
        title = self.tr("New patient") if patient is None else self.tr("Patient")
        super().__init__(title, SIZE, parent)
        self._tasks, self._text = tasks, text
        self._masked = masked and patient is not None
        self._patient: Patient | None = None
        self._zone = "UTC"
        self.pages = Segmented(
            ((PARTICULARS, self.tr("Particulars")), (VISITS, self.tr("Visits"))), self.tr("Page"), enters=False
        )
        self.record = RecordPage(tasks)
        self.record.masked = self._masked
        self.covered = label(self.tr("Names are masked. Shift F12 shows them again, and lets the record be changed."))
        self.covered.setWordWrap(True)
        self.form = PatientForm(tasks, alike_words=self.tr("The same person?"), alike_does=self.tr("Same person: %1"))
        self.merge = MergeLine()
        self.message = label("", "muted", wrap=True)
        self.save = EnterButton(self.tr("Save"))
        self.save.setDefault(True)
        self._lay_out()
        self._wire()

        def read(clinic: Clinic) -> _Known:
            held = clinic.patients.get(id=patient) if patient is not None else None
            return _Known(clinic.clock(), clinic.profile.get().zone, held)

        tasks.run(read, self._begin, self._refused)

    def _wire(self) -> None:
        """Say what fields, buttons and keys do."""
        self.form.saved.connect(self._saved)
        self.form.chose.connect(self._chosen)
        self.form.gave_up.connect(self.reject)
        self.form.refused.connect(lambda words: self._say(words, wrong=True))
        self.merge.agreed.connect(self._merge)
        self.save.clicked.connect(self.form.save)
        self.pages.chosen.connect(self.show_page)
        self.record.visit_asked.connect(self._go_to_visit)
        self.record.again_asked.connect(self._book_again)
        self.record.counted.connect(self.beside.setText)
        for keys in ("Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+PgDown", "Ctrl+PgUp"):
            QShortcut(QKeySequence(keys), self, self._turn)

    def _begin(self, known: _Known) -> None:
        self._zone = known.zone
        self.form.set_clock(known.now, known.zone)
        self._show(known.patient)

    def show_page(self, page: str) -> None:
        """Show the particulars, or the visits of one who is in the book."""
        if self._patient is None:
            return
        self.pages.choose(page)
        visits = page == VISITS
        # What goes does so first: never are both there at once.
        for each, shown in sorted(((self._visits, visits), (self._particulars, not visits)), key=lambda pair: pair[1]):
            each.setVisible(shown)
        if visits:
            self.record.begin()
        elif not self._masked:
            self.form.fields["given_name"].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self.show_page(PARTICULARS if self.pages.choice == VISITS else VISITS)

    def _go_to_visit(self, visit: Id, day: date) -> None:
        self.accept()
        self.visit_asked.emit(visit, day)

    def _book_again(self, visit: Id) -> None:
        self.accept()
        self.again_asked.emit(visit)

    def _show(self, patient: Patient | None) -> None:
        self._patient = patient
        self._tabs.setVisible(patient is not None)
        if patient is None:
            self.form.begin(draft_of_search(self._text))
            return
        if not self._masked:
            self.say_title(patient.name)
            self.form.edit(patient)
        self.hint.setText(self.tr("no. %1").replace("%1", patient.number))
        self.record.show_patient(patient.id, self._zone)

    def _saved(self, patient: Patient) -> None:
        self.saved.emit(patient)
        self.accept()

    def _chosen(self, person: Person) -> None:
        """Ask to merge; before there is a record to merge into, go over to the one that was chosen."""
        if self._patient is not None:
            self.merge.ask(person)
            return
        self._tasks.run(lambda clinic: clinic.patients.get(id=person.id), self._show, self._refused)

    def _merge(self, person: Person) -> None:
        assert self._patient is not None
        keep = self._patient.id

        def call(clinic: Clinic) -> Patient:
            return clinic.patients.merge(keep=keep, drop=person.id)

        self._tasks.run(call, self._was_merged, self._refused)

    def _was_merged(self, patient: Patient) -> None:
        self._show(patient)
        self._say(self.tr("The two records are one now."))
        self.merged.emit(patient)

    def _refused(self, refusal: Refusal) -> None:
        self._say(refusals.sentence(refusal), wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(words)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        column.setSpacing(style.scaled(12))
        column.addWidget(self.covered, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.form, 1)
        column.addWidget(self.merge)
        self._tabs = QWidget()
        row = QHBoxLayout(self._tabs)
        row.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 0)])
        row.addWidget(self.pages)
        row.addStretch(1)
        self._particulars, self._visits = QWidget(), self.record
        page = QVBoxLayout(self._particulars)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(scrolling(inside), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 14, EDGE, 14)])
        foot.setSpacing(style.scaled(10))
        foot.addWidget(self.message, 1)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.save)
        page.addWidget(line())
        page.addLayout(foot)
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._particulars, 1)
        self.body.addWidget(self._visits, 1)
        self._tabs.hide()
        self._visits.hide()
        self.covered.setVisible(self._masked)
        self.form.setVisible(not self._masked)
        self.save.setVisible(not self._masked)
        self.pages.choose(PARTICULARS)
