"""The visits of one patient: how many came to what, those to come and past ones, each to be gone to or booked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs import record_words
from frontdesk.gui.dialogs.frame import EDGE
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import KeyButton
from frontdesk.gui.parts.hits import HitList
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.patient_record import PatientRecord, RecordVisit

PAGE = 20


class VisitsList(HitList):
    """The list: Enter or a double click goes to a visit, B books it again; a click only chooses it."""

    again = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.clicked.disconnect(self._take_index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Book again by B, which would search the list otherwise; go to a visit by Enter on every desktop."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_B and plain:
            self.again.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.steer("take")
        else:
            super().keyPressEvent(event)


class RecordPage(QWidget):
    """The page. `visit_asked` (Id, date) wants a visit shown, `again_asked` (Id) another one like it booked.

    `counted` carries in a few words how many visits were missed.
    """

    visit_asked = Signal(object, object)
    again_asked = Signal(object)
    counted = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._patient, self._zone = tasks, Id(0), "UTC"
        self.masked = False
        self._past: tuple[RecordVisit, ...] = ()
        self.counts = label("", "soft", wrap=True)
        self.list = VisitsList(self.tr("Visits"))
        self.nothing = label(self.tr("There are no visits yet."), "muted", wrap=True)
        self.message = label("", "danger", wrap=True)
        self.go = KeyButton(self.tr("Go to the visit"), self.tr("Enter"))
        self.again = KeyButton(self.tr("Book again"), "B", "primary")
        self._lay_out()
        self.list.taken.connect(self._take)
        self.list.again.connect(self._ask_again)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_choice())
        self.go.clicked.connect(lambda _checked=False: self.list.steer("take"))
        self.again.clicked.connect(lambda _checked=False: self._ask_again())

    def show_patient(self, patient: Id, zone: str) -> None:
        """Read the record of a patient, whose times are told in a zone."""
        self._patient, self._zone, self._past = patient, zone, ()
        self._read(1)

    def begin(self) -> None:
        """Go to where work begins."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def visit(self) -> RecordVisit | None:
        """Give the visit that the keys are for."""
        # The services are loaded with the clinic, not with the window.
        from frontdesk.services.patient_record import RecordVisit

        payload = None if self.list.current is None else self.list.current.payload
        return payload if isinstance(payload, RecordVisit) else None

    def _read(self, page: int) -> None:
        patient = self._patient

        def read(clinic: Clinic) -> PatientRecord:
            return clinic.patients.record(id=patient, page=page, size=PAGE)

        self._tasks.run(read, self._show, self._refused, key=f"record/{id(self)}")

    def _show(self, record: PatientRecord) -> None:
        older = record.past.page > 1
        row = self.list.currentIndex().row()
        self._past = (*self._past, *record.past.items) if older else record.past.items
        self.counts.setText(record_words.counts(record))
        found = record_words.hits(record, self._past, self._zone, masked=self.masked)
        self.list.show_hits(found)
        if older:
            # The eye goes on where the older ones begin.
            self.list.setCurrentIndex(self.list.model().index(row, 0))
            self.list.scrollTo(self.list.currentIndex(), HitList.ScrollHint.PositionAtCenter)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._show_choice()
        self.counted.emit(record_words.missed_words(record))

    def _show_choice(self) -> None:
        visit = self.visit
        self.go.setEnabled(visit is not None)
        self.again.setEnabled(visit is not None and not visit.group)

    def _take(self, payload: object) -> None:
        if payload == record_words.MORE:
            self._read(len(self._past) // PAGE + 1)
            return
        visit = self.visit
        if visit is not None:
            self.visit_asked.emit(visit.id, local_date(visit.start, self._zone))

    def _ask_again(self) -> None:
        visit = self.visit
        if visit is not None and not visit.group:
            self.again_asked.emit(visit.id)

    def _refused(self, refusal: Refusal) -> None:
        self.message.setText(refusals.sentence(refusal, self._zone))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(style.scaled(10))
        buttons.addWidget(self.message, 1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        column.setSpacing(style.scaled(12))
        column.addWidget(self.counts)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(buttons)
        self.nothing.hide()
