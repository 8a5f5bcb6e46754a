"""Putting somebody on the waiting list, and changing what they wait for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.gui.dialogs import waitlist_draft as drafts
from frontdesk.gui.dialogs.booking_choices import Choices, load_choices
from frontdesk.gui.dialogs.booking_draft import Offer, Person
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.waitlist_draft import EntryDraft, EntryOpening
from frontdesk.gui.dialogs.waitlist_fields import WaitlistFields
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.domain.appointment import Appointment
    from frontdesk.domain.preference import Preference
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.waitlist_rows import Waiting

__all__ = ["EntryDialog", "EntryOpening"]
SIZE = QSize(560, 700)
MASK = "• • •"


class EntryDialog(Frame):
    """The dialog. `stepped` tells in words of what is in the book now, with its step; `saved` carries the entry."""

    stepped = Signal(str, object)
    saved = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, *, opening: EntryOpening) -> None:
        super().__init__(self._named(opening), SIZE, parent)
        self.hint.setText(self.tr("Enter saves · Esc closes"))
        self._tasks, self.opening = tasks, opening
        self._choices: Choices | None = None
        self._draft = drafts.first_draft(opening)
        self._before: EntryDraft | None = None
        self._version = 0
        self._sending = self._send_when_ready = False
        self.fields = WaitlistFields()
        self.pick = PatientPick(self.fields.patient, tasks, makes_new=False)
        self.message = label("", "danger", wrap=True)
        self.save = EnterButton(self.tr("Save") if opening.entry is not None else self.tr("Put on the list"))
        self.save.setDefault(True)
        self._lay_out()
        self._wire()
        self.fields.show_draft(self._draft)
        tasks.run(self._load, self._begin, self._refused)
        known = opening.entry is not None or opening.person is not None
        self.fields.patient.setEnabled(opening.entry is None)
        (self.fields.service if known else self.fields.patient).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> EntryDraft:
        """Give the entry as it stands."""
        return self._draft

    @property
    def zone(self) -> str:
        """Give the zone that days are told in."""
        return self._choices.zone if self._choices is not None else "UTC"

    def send(self) -> None:
        """Write it, or say beside the field what is lacking; the wish is kept until the book has answered."""
        if self._sending:
            return
        if self._choices is None or self.fields.patient.pending or self.fields.service.pending:
            self._send_when_ready = True
            return
        self.fields.clear_wrong()
        if not self._read():
            return
        lacking = drafts.missing(self._draft)
        if lacking is not None:
            self._say_wrong(lacking, self._lacking(lacking))
            return
        self._sending = True
        self._tasks.run(self._call(), self._written, self._refused)

    def change(self, **fields: Any) -> None:
        """Take what was chosen in a field."""
        self._draft = replace(self._draft, **fields)
        self.fields.show_draft(self._draft)

    # The book answers.

    def _load(self, clinic: Clinic) -> tuple[Choices, Waiting | None]:
        row = clinic.waitlist.get(id=self.opening.entry) if self.opening.entry is not None else None
        return load_choices(clinic, None), row

    def _begin(self, found: tuple[Choices, Waiting | None]) -> None:
        self._choices, row = found
        self.pick.set_clock(self._choices.now, self._choices.zone)
        self.fields.set_choices(self._choices)
        if row is not None:
            shown = drafts.draft_of(row, self._choices)
            if self.opening.masked and shown.person is not None:
                shown = replace(shown, person=replace(shown.person, name=MASK, alert=""))
            self._before, self._draft, self._version = shown, shown, row.entry.version
        self.fields.show_draft(self._draft)
        if self._draft.person is not None:
            self._read_patient(self._draft.person.id)
        self._go_on_sending()

    def _read_patient(self, patient: Id) -> None:
        """Read the visits that a patient could give up, and when they would rather come."""

        def call(clinic: Clinic) -> tuple[Id, tuple[Appointment, ...], Preference | None]:
            return patient, drafts.visits_to_come(clinic, patient), clinic.patients.get(id=patient).prefers

        self._tasks.run(call, self._take_patient, lambda _: None, key=f"waitlist-patient-{id(self)}")

    def _take_patient(self, found: tuple[Id, tuple[Appointment, ...], Preference | None]) -> None:
        patient, visits, prefers = found
        if self._draft.person is None or self._draft.person.id != patient:
            return
        self.fields.show_visits(visits, self.zone)
        if self._before is None:
            self._draft = drafts.preferring(self._draft, prefers)
        self.fields.show_draft(self._draft)

    def _written(self, found: tuple[WaitlistEntry, Any]) -> None:
        entry, head = found
        name = MASK if self.opening.masked else self._draft.person.name if self._draft.person else ""
        new, put_right = self.tr("%1 is on the waiting list"), self.tr("Changed on the waiting list: %1")
        words = new if self._before is None else put_right
        self.stepped.emit(wording.filled(words, name), head.seq if head is not None else None)
        self.saved.emit(entry)
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        self._sending = self._send_when_ready = False
        told = refusals.sentence(refusal, self.zone)
        field = self.fields.named(str(refusal.facts.get("field", "")))
        if field is not None and field.isVisibleTo(self):
            field.say_wrong(told)
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.message.setText(told)

    def _call(self) -> Any:
        draft, before, entry = self._draft, self._before, self.opening.entry
        person, version = draft.person, self._version
        assert person is not None

        def call(clinic: Clinic) -> tuple[WaitlistEntry, Any]:
            if entry is None or before is None:
                made = clinic.waitlist.add(patient=person.id, **drafts.said(draft))
            else:
                made = clinic.waitlist.update(id=entry, version=version, **drafts.changed(draft, before))
            return made, clinic.history.state().undo

        return call

    # People type.

    def _read(self) -> bool:
        """Take what is typed; give False where something could not be read, and go there."""
        fields, today = self.fields, local_date(self._choices.now, self.zone) if self._choices else None
        assert today is not None
        read = {name: fields.read_day(name, today) for name in ("earliest", "until")}
        length = fields.read_length()
        wrong = next((name for name, (readable, _) in (*read.items(), ("length", length)) if not readable), None)
        if wrong is not None:
            fields.fields[wrong].control.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._draft = replace(
            self._draft,
            practitioners=fields.people.chosen,
            days=fields.days.chosen,
            parts=fields.parts.chosen,
            earliest=read["earliest"][1],
            until=read["until"][1],
            length=length[1],
            urgency=Urgency(fields.urgency.choice),
            note=fields.note.toPlainText(),
            gives_up=fields.given_up,
        )
        return True

    def _take_person(self, person: Person | None) -> None:
        self.fields.fields["patient"].clear()
        self._keep_chips()
        self.change(person=person, gives_up=None)
        if person is not None:
            self._read_patient(person.id)
        self._go_on_sending()

    def _take_service(self, offer: Offer) -> None:
        self.fields.fields["service"].clear()
        self._keep_chips()
        self.change(offer=offer, length=None)
        self._go_on_sending()

    def _keep_chips(self) -> None:
        """Keep what was pressed and typed before the draft is shown anew."""
        fields = self.fields
        self._draft = replace(
            self._draft,
            practitioners=fields.people.chosen or self._draft.practitioners,
            days=fields.days.chosen,
            parts=fields.parts.chosen,
            urgency=Urgency(fields.urgency.choice or Urgency.ROUTINE),
            note=fields.note.toPlainText(),
            gives_up=fields.given_up or self._draft.gives_up,
        )

    def _go_on_sending(self) -> None:
        if self._send_when_ready and self._choices is not None:
            self._send_when_ready = False
            self.send()

    def _say_wrong(self, name: str, words: str) -> None:
        field = self.fields.fields[name]
        field.say_wrong(words)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lacking(self, name: str) -> str:
        return {"patient": self.tr("Choose who waits."), "service": self.tr("Choose what they wait for.")}[name]

    def _named(self, opening: EntryOpening) -> str:
        return self.tr("On the waiting list") if opening.entry is not None else self.tr("Put on the waiting list")

    def _wire(self) -> None:
        fields = self.fields
        self.pick.picked.connect(self._take_person)
        fields.service.taken.connect(self._take_service)
        fields.patient.went_on.connect(lambda: fields.service.setFocus(Qt.FocusReason.OtherFocusReason))
        fields.service.went_on.connect(fields.urgency.focus_chosen)
        for control in (fields.patient, fields.service):
            control.unchanged.connect(self.send)
        self.save.clicked.connect(lambda _checked=False: self.send())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send)

    def _lay_out(self) -> None:
        self.fields.setContentsMargins(*[style.scaled(EDGE)] * 4)
        self.body.addWidget(scrolling(self.fields), 1)
        foot = self.foot()
        foot.addWidget(self.message, 1)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.save)
