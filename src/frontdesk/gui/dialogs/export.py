"""Writing visits as a calendar file for others: which days, whose, and how much is said of patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.dialogs import export_draft as drafts
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.export_draft import Counted, ExportDraft, Saying, Written
from frontdesk.gui.dialogs.export_words import counted_words, explained, saying_words
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.person_words import facts
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.dialogs.where import ask_where
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

SIZE = QSize(600, 520)
PAUSE_MS = 250
Named = tuple[Id, str]


class _Known(NamedTuple):
    """What there is to choose from."""

    zone: str
    now: Instant
    practitioners: tuple[Named, ...]
    calendars: tuple[Named, ...]


class ExportDialog(Frame):
    """The dialog. `exported` carries a Written: the file, and what is in it."""

    exported = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        draft: ExportDraft | None = None,
        patient: Person | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(self.tr("Export visits"), SIZE, parent)
        self._tasks, self._settings, self._person = tasks, settings, patient
        begun = draft or ExportDraft()
        self._draft = begun if patient is None else replace(begun, patient=patient.id, number=patient.number)
        self._known: _Known | None = None
        self._words = locale_words()
        self._sending = False
        self._make_fields()
        self.message = label("", "muted", wrap=True)
        self.save = EnterButton(self.tr("Export…"))
        self.save.setDefault(True)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._wire()
        self._lay_out()
        tasks.run(_know, self._begin, self._refused)

    @property
    def draft(self) -> ExportDraft:
        """Give what is chosen."""
        return self._draft

    @property
    def counting(self) -> bool:
        """Tell whether it is still to be counted what would be written."""
        return self._pause.isActive()

    def ask_file(self) -> None:
        """Ask where the file goes, once everything can be read."""
        draft = self._checked()
        if draft is None or self._known is None or self._sending:
            return
        names = dict(self._known.practitioners) | dict(self._known.calendars)
        chosen = draft.practitioner if draft.practitioner is not None else draft.calendar
        name = drafts.file_name(draft, names.get(chosen, "") if chosen is not None else "")
        kinds = f"{self.tr('Calendar files')} (*.ics)"
        ask_where(self, self.tr("Export visits"), name, self.write, kinds, self._settings)

    def write(self, path: Path) -> None:
        """Write the file."""
        draft = self._checked()
        if draft is None or self._known is None:
            return
        zone = self._known.zone
        self._sending = True
        self._pause.stop()
        self._say(self.tr("Writing…"))
        self._tasks.run(lambda clinic: drafts.export(clinic, draft, zone, path), self._written, self._refused)

    # The book answers.

    def _begin(self, known: _Known) -> None:
        self._known = known
        self._pick.set_clock(known.now, known.zone)
        _fill(self.who.control, self.tr("All practitioners"), known.practitioners, self._draft.practitioner)
        _fill(self.calendar.control, self.tr("All calendars"), known.calendars, self._draft.calendar)
        self.calendar.setVisible(bool(known.calendars))
        for field, day in ((self.first, self._draft.first), (self.last, self._draft.last)):
            field.control.setText(self._written_day(day, known) if day is not None else "")
            self._tell(field, day)
        if self._person is not None:
            self.patient.control.hold(self._person.name, facts(self._person, known.now, known.zone))
        self.first.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count()

    def _written_day(self, day: date, known: _Known) -> str:
        """Write a day briefly, but always so that it is read as the same: one that is far away as digits."""
        brief = wording.day_short(day)
        same = drafts.read_day(brief, local_date(known.now, known.zone), self._words) == day
        return brief if same else day.isoformat()

    def _count(self) -> None:
        """Count what would be written, as far as everything can be read."""
        draft, known = self._read_all(), self._known
        if draft is None or known is None or self._sending:
            return
        zone = known.zone
        self._tasks.run(lambda clinic: drafts.count(clinic, draft, zone), self._tell_count, self._pass, key="export")

    def _tell_count(self, counted: Counted) -> None:
        if not self._sending:
            self._say(counted_words(counted, self._draft.saying))

    def _pass(self, _refusal: Refusal) -> None:
        """Say nothing of a count that cannot be had: what is wrong is said when the file is asked for."""
        self._say("")

    def _written(self, written: Written) -> None:
        self._sending = False
        self.exported.emit(written)
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        self._sending = False
        self._say(refusals.sentence(refusal), wrong=True)

    # People choose.

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
        """Read everything, None where a day cannot be read."""
        readable, first = self._read(self.first)
        also, last = self._read(self.last)
        known = self._known
        if known is None or not readable or not also:
            return None
        self._draft = replace(
            self._draft,
            first=first,
            last=last,
            practitioner=_chosen(self.who.control, known.practitioners),
            calendar=_chosen(self.calendar.control, known.calendars),
            saying=Saying(self.saying.control.currentData()),
        )
        return self._draft

    def _checked(self) -> ExportDraft | None:
        """Read everything, or say beside the field what cannot be."""
        draft = self._read_all()
        for field in (self.first, self.last):
            if not self._read(field)[0]:
                return self._wrong(field, self.tr("Write it as 18 Mar, 2026-03-18 or today."))
        if self.patient.control.typing:
            return self._wrong(self.patient, self.tr("Choose one of the patients, or leave it empty."))
        if draft is None:
            return None
        if draft.first is not None and draft.last is not None and draft.last < draft.first:
            return self._wrong(self.last, self.tr("The last day lies before the first."))
        if draft.saying is Saying.FREE_BUSY:
            return self._checked_free_busy(draft)
        return draft

    def _checked_free_busy(self, draft: ExportDraft) -> ExportDraft | None:
        if draft.patient is not None:
            return self._wrong(self.patient, self.tr("Free and busy time is never that of a patient. Leave it empty."))
        if draft.first is None or draft.last is None:
            field = self.first if draft.first is None else self.last
            return self._wrong(field, self.tr("Free and busy time needs a first and a last day."))
        if draft.last - draft.first >= drafts.MOST_FREE_BUSY:
            return self._wrong(self.last, self.tr("Free and busy time goes over a year at most."))
        return draft

    def _wrong(self, field: Field[QLineEdit] | Field[Suggest], words: str) -> ExportDraft | None:
        field.say_wrong(words)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return None

    def _take_patient(self, person: Person | None) -> None:
        self._draft = replace(
            self._draft, patient=person.id if person else None, number=person.number if person else ""
        )
        self.patient.clear()
        if person is not None and self._known is not None:
            self.patient.control.hold(person.name, facts(person, self._known.now, self._known.zone))
        self._pause.start()

    def _take_cancelled(self, wanted: bool) -> None:
        self._draft = replace(self._draft, cancelled=wanted)
        self._pause.start()

    def _explain(self) -> None:
        saying = Saying(self.saying.control.currentData())
        self.saying.tell(explained(saying))
        # Time that was called off is not taken: these never tell of it.
        self.cancelled.setVisible(saying in (Saying.FULL, Saying.INITIALS))
        self.cancelled.setChecked(replace(self._draft, saying=saying).with_cancelled)
        self.patient.clear()

    def _say(self, words: str, *, wrong: bool = False) -> None:
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(words)

    # What stands where.

    def _make_fields(self) -> None:
        self.first = Field(self.tr("From"), line_edit(hint=self.tr("from the first visit on")))
        self.last = Field(self.tr("To, that day included"), line_edit(hint=self.tr("to the last visit")))
        self.who = Field(self.tr("Practitioner"), QComboBox())
        self.calendar = Field(self.tr("Calendar"), QComboBox())
        self.patient = Field(
            self.tr("Patient"), Suggest(self.tr("Patient"), self.tr("all patients, or type a name"), drops=False)
        )
        self.saying = Field(self.tr("What it says of patients"), QComboBox())
        for saying in Saying:
            self.saying.control.addItem(saying_words(saying), saying.value)
        self.cancelled = QCheckBox(self.tr("Cancelled visits too"))
        self._pick = PatientPick(self.patient.control, self._tasks, makes_new=False)

    def _wire(self) -> None:
        self.save.clicked.connect(self.ask_file)
        self._pick.picked.connect(self._take_patient)
        self.patient.control.went_on.connect(lambda: self.save.setFocus(Qt.FocusReason.OtherFocusReason))
        self.patient.control.unchanged.connect(self.ask_file)
        self._pause.timeout.connect(self._count)
        for field in (self.first, self.last):
            field.control.textEdited.connect(lambda _text, f=field: self._read(f))
            field.control.textEdited.connect(lambda _text: self._pause.start())
        self.saying.control.currentIndexChanged.connect(lambda _index: self._explain())
        for box in (self.who.control, self.calendar.control, self.saying.control):
            box.currentIndexChanged.connect(lambda _index: self._pause.start())
        self.cancelled.clicked.connect(self._take_cancelled)
        self._explain()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.scaled(12))
        grid.setVerticalSpacing(style.scaled(12))
        above = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.first, 0, 0, above)
        grid.addWidget(self.last, 0, 1, above)
        grid.addWidget(self.who, 1, 0, above)
        grid.addWidget(self.calendar, 1, 1, above)
        grid.addWidget(self.patient, 2, 0, 1, 2)
        grid.addWidget(self.saying, 3, 0, 1, 2)
        grid.addWidget(self.cancelled, 4, 0, 1, 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        foot = self.foot()
        foot.addWidget(self.message, 1)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.save)


def _fill(box: QComboBox, everything: str, named: Sequence[Named], held: Id | None) -> None:
    box.addItems([everything, *(name for _, name in named)])
    box.setCurrentIndex(next((n for n, (one, _) in enumerate(named, 1) if one == held), 0))


def _chosen(box: QComboBox, named: Sequence[Named]) -> Id | None:
    index = box.currentIndex()
    return named[index - 1][0] if index > 0 else None


def _know(clinic: Clinic) -> _Known:
    practitioners = tuple((p.id, p.name) for p in clinic.practitioners.list())
    calendars = tuple((c.id, c.name) for c in clinic.calendars.list())
    return _Known(clinic.profile.get().zone, clinic.clock(), practitioners, calendars)
