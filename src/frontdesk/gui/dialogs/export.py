"""Writing visits as a calendar file for others: which days, which practitioner, which patient."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.dialogs import export_draft as drafts
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.export_draft import ExportDraft, Written
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.person_words import facts
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.dialogs.where import ask_where
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

SIZE = QSize(560, 420)


class _Known(NamedTuple):
    """What there is to choose from."""

    zone: str
    now: Instant
    practitioners: tuple[tuple[Id, str], ...]


class ExportDialog(Frame):
    """The dialog. `exported` carries a Written: the file, and how many visits are in it."""

    exported = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        first: date | None = None,
        last: date | None = None,
        practitioner: Id | None = None,
    ) -> None:
        super().__init__(self.tr("Export visits"), SIZE, parent)
        self._tasks = tasks
        self._draft = ExportDraft(first, last, practitioner)
        self._known: _Known | None = None
        self._words = locale_words()
        self._sending = False
        open_side = self.tr("open")
        self.first = Field(self.tr("From"), line_edit(hint=open_side))
        self.last = Field(self.tr("To, that day included"), line_edit(hint=open_side))
        self.who = Field(self.tr("Practitioner"), QComboBox())
        self.patient = Field(
            self.tr("Patient"), Suggest(self.tr("Patient"), self.tr("all patients, or type a name"), drops=False)
        )
        self._pick = PatientPick(self.patient.control, tasks, makes_new=False)
        self.message = label("", "muted", wrap=True)
        self.save = EnterButton(self.tr("Export…"))
        self.save.setDefault(True)
        self.save.clicked.connect(self.ask_file)
        self._pick.picked.connect(self._take_patient)
        self.patient.control.went_on.connect(lambda: self.save.setFocus(Qt.FocusReason.OtherFocusReason))
        self.patient.control.unchanged.connect(self.ask_file)
        for field in (self.first, self.last):
            field.control.textEdited.connect(lambda _text, f=field: self._read(f))
        self._lay_out()
        tasks.run(_know, self._begin, self._refused)

    @property
    def draft(self) -> ExportDraft:
        """Give what is chosen."""
        return self._draft

    def ask_file(self) -> None:
        """Ask where the file goes, once everything can be read."""
        draft = self._read_all()
        if draft is None or self._known is None or self._sending:
            return
        name = drafts.file_name(draft, self.who.control.currentText() if draft.practitioner is not None else "")
        kinds = f"{self.tr('Calendar files')} (*.ics)"
        ask_where(self, self.tr("Export visits"), name, self.write, kinds)

    def write(self, path: Path) -> None:
        """Write the file."""
        draft = self._read_all()
        if draft is None or self._known is None:
            return
        zone = self._known.zone
        self._sending = True
        self._say(self.tr("Writing…"))

        def call(clinic: Clinic) -> Written:
            return drafts.export(clinic, draft, zone, path)

        self._tasks.run(call, self._written, self._refused)

    def _begin(self, known: _Known) -> None:
        self._known = known
        self._pick.set_clock(known.now, known.zone)
        names = [self.tr("All practitioners"), *(name for _, name in known.practitioners)]
        self.who.control.addItems(names)
        held = next((n for n, (one, _) in enumerate(known.practitioners, 1) if one == self._draft.practitioner), 0)
        self.who.control.setCurrentIndex(held)
        for field, day in ((self.first, self._draft.first), (self.last, self._draft.last)):
            field.control.setText(wording.day_short(day) if day is not None else "")
            self._tell(field, day)
        self.first.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, field: Field[QLineEdit]) -> tuple[bool, date | None]:
        """Read a day and say how it was understood."""
        text, known = field.control.text().strip(), self._known
        if not text or known is None:
            field.clear()
            return True, None
        day = drafts.read_day(text, local_date(known.now, known.zone), self._words)
        self._tell(field, day)
        return day is not None, day

    def _tell(self, field: Field[QLineEdit], day: date | None) -> None:
        field.tell(wording.day_title(day) if day is not None else "")

    def _read_all(self) -> ExportDraft | None:
        """Read everything, or say beside the field what cannot be."""
        days = []
        for field in (self.first, self.last):
            readable, day = self._read(field)
            if not readable:
                field.say_wrong(self.tr("Write it as 18 Mar, 2026-03-18 or today."))
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
            days.append(day)
        if self.patient.control.typing:
            self.patient.say_wrong(self.tr("Choose one of the patients, or leave it empty."))
            self.patient.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        index = self.who.control.currentIndex()
        who = self._known.practitioners[index - 1][0] if self._known is not None and index > 0 else None
        self._draft = ExportDraft(days[0], days[1], who, self._draft.patient)
        if days[0] is not None and days[1] is not None and days[1] < days[0]:
            self.last.say_wrong(self.tr("The last day lies before the first."))
            self.last.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return self._draft

    def _take_patient(self, person: Person | None) -> None:
        held = self._draft
        self._draft = ExportDraft(held.first, held.last, held.practitioner, person.id if person else None)
        self.patient.clear()
        if person is not None and self._known is not None:
            self.patient.control.hold(person.name, facts(person, self._known.now, self._known.zone))

    def _written(self, written: Written) -> None:
        self._sending = False
        self.exported.emit(written)
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        self._sending = False
        self._say(refusals.sentence(refusal), wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(words)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.scaled(12))
        grid.setVerticalSpacing(style.scaled(12))
        grid.addWidget(self.first, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.last, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.who, 1, 0, 1, 2)
        grid.addWidget(self.patient, 2, 0, 1, 2)
        column.addLayout(grid)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        foot = self.foot()
        foot.addWidget(self.message, 1)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.save)


def _know(clinic: Clinic) -> _Known:
    names = tuple((p.id, p.name) for p in clinic.practitioners.list())
    return _Known(clinic.profile.get().zone, clinic.clock(), names)


def result_words(written: Written) -> str:
    """Say what was exported: for a message of the window."""
    from PySide6.QtCore import QCoreApplication

    count = wording.appointments(written.visits)
    words = QCoreApplication.translate("Export", "%1 exported to %2")
    return words.replace("%1", count).replace("%2", written.path.name)
