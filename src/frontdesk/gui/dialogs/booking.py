"""Booking, and changing a visit: the fields at the left, the free times at the right, Enter all the way.

Nothing here waits for the book. What is typed is taken when its answer comes, and the Enter that books is kept
until there is a time to book.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from frontdesk.domain.appointment import Appointment, Interaction
from frontdesk.domain.errors import Conflict, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.dialogs import booking_draft as drafts
from frontdesk.gui.dialogs import booking_words as words
from frontdesk.gui.dialogs.booking_draft import USUAL_LENGTH, Choices, Draft, Opening, Person, Place
from frontdesk.gui.dialogs.booking_shell import BookingShell
from frontdesk.gui.dialogs.booking_times import BookingTimes
from frontdesk.gui.dialogs.field import show_refusal
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.when_fields import WhenFields
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.domain.service import Service

translate = QCoreApplication.translate
NOWHERE = Opening()


class BookingDialog(BookingShell):
    """The dialog of one booking, or of one visit that is edited.

    `booked` and `changed` carry the Appointment as it is in the book now; `put_away` a Draft that was closed
    before it was booked, to be given to the next dialog as `kept`.
    """

    booked = Signal(object)
    changed = Signal(object)
    put_away = Signal(object)

    def __init__(
        self, tasks: Tasks, parent: QWidget | None = None, *, opening: Opening = NOWHERE, kept: Draft | None = None
    ) -> None:
        title = translate("Booking", "New appointment") if opening.visit is None else translate("Booking", "Edit visit")
        super().__init__(title, tasks, parent, kept)
        if opening.visit is not None:
            self.hint.setText(translate("Booking", "Enter saves · Esc closes"))
            self.fields.staff_button.hide()
            self.kept.hide()
        self._tasks, self._opening = tasks, opening
        self._choices: Choices | None = None
        self._visit: Appointment | None = None
        self._draft = Draft()
        self._reason: str | None = None
        self._book_when_ready = self._sending = False
        self.when = WhenFields(self.fields)
        self.pick = PatientPick(self.fields.patient, tasks)
        self.times = BookingTimes(self.pane, tasks, opening)
        self._wire()
        self._tasks.run(partial(drafts.load_choices, visit=opening.visit), self._begin, self._cannot_begin)
        self.fields.first_empty().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> Draft:
        """Give the booking as it stands."""
        return self._draft

    def refresh(self, days: Collection[date] | None = None) -> None:
        """Look at days again that others changed; None means all. Nothing that was typed is touched."""
        self.times.refresh(days)

    def send(self) -> None:
        """Book, or keep the wish until the patient and the time are there; ask for a reason where it overlaps."""
        if self._sending or self._choices is None:
            self._book_when_ready = self._choices is None
            return
        if not self.when.tell():
            return
        self.fields.clear_wrong()
        self._read_words()
        lacking = drafts.missing(self._draft, editing=self._visit is not None)
        if self.fields.patient.pending or (lacking == "start" and self.times.searching):
            self._book_when_ready = True
        elif lacking is not None:
            self._say_missing(lacking)
        elif self.times.clashes(self._draft) and self._is_moved():
            self._show_clash()
            self.fields.clash.ask_reason()
        else:
            self._write(None)

    def reject(self) -> None:
        """Close without asking; what would be lost is handed out to be offered again."""
        if self._sending:
            return
        self._read_words()
        begun = self._visit is None and self._opening.visit is None and self._draft.worth_keeping
        self._put_away(self._draft if begun else self.kept.draft)
        super().reject()

    # The book answers.

    def _begin(self, choices: Choices) -> None:
        self._choices = choices
        details = choices.details
        self._visit = details.appointment if details is not None else None
        self.times.begin(choices, self._visit)
        self.pick.set_clock(choices.now, choices.zone)
        self.fields.set_choices(choices)
        self._set(drafts.draft_of(details, choices.places) if details is not None else self._first_draft(choices))
        if details is not None:
            self.fields.time.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fields.time.selectAll()
        elif self._opening.patient is not None:
            self._go_on_from_patient()
        if self._book_when_ready:
            self._book_when_ready = False
            self.send()

    def _first_draft(self, choices: Choices) -> Draft:
        opening, held = self._opening, self._draft
        draft = replace(
            held,
            person=held.person or (drafts.person_of(opening.patient) if opening.patient is not None else None),
            service=held.service or next(iter(choices.services), None),
            place=held.place or next(iter(choices.places), None),
            practitioner=opening.practitioner,
        )
        if opening.start is not None:
            length = opening.end - opening.start if opening.end is not None else USUAL_LENGTH
            time = FreeTime(opening.start, opening.practitioner, choices.name_of(opening.practitioner))
            draft = replace(draft, time=time, by_hand=True, length=length if length != USUAL_LENGTH else None)
        return draft

    def _cannot_begin(self, refusal: Refusal) -> None:
        self._say(refusals.sentence(refusal), wrong=True)

    def _write(self, reason: str | None) -> None:
        self._sending, self._reason = True, reason
        visit = self._visit
        if visit is None:
            said = drafts.booking(self._draft, reason)
            self._tasks.run(lambda clinic: clinic.appointments.book(**said), self._written, self._refused)
        elif (move := drafts.moving(self._draft, visit, reason)) is not None:
            self._tasks.run(lambda clinic: clinic.appointments.move(**move), self._moved, self._refused)
        else:
            self._moved(visit)

    def _moved(self, visit: Appointment) -> None:
        """Go on with what else changed: the move is in the book already, whatever becomes of the rest."""
        self._visit = visit
        change = drafts.changing(self._draft, visit, self._reason)
        if change is None:
            self._written(visit)
        else:
            self._tasks.run(lambda clinic: clinic.appointments.update(**change), self._written, self._refused)

    def _written(self, appointment: Appointment) -> None:
        self._sending = False
        if self._visit is None:
            self.kept.was_booked(appointment.patient_id)
        (self.booked if self._visit is None else self.changed).emit(appointment)
        self._put_away(self.kept.draft)
        self.accept()

    def _put_away(self, draft: Draft | None) -> None:
        if draft is not None:
            self.put_away.emit(draft)

    def _refused(self, refusal: Refusal) -> None:
        self._sending = False
        if isinstance(refusal, Conflict) and refusal.clashes:
            told = refusals.clashes(refusal.clashes, self._zone, self.times.name_of)
            # The time stays where it is, to be decided on: it must not slip to the next free one unseen.
            self._draft = replace(self._draft, by_hand=True)
            self.fields.clash.warn(told, "", may_overlap=True, overlaps=words.overlap(refusal.clashes))
            self.fields.clash.anyway.setFocus(Qt.FocusReason.OtherFocusReason)
            self.times.refresh({local_date(c.start, self._zone) for c in refusal.clashes})
        elif refusal.reason == "does_not_give":
            self._draft = replace(self._draft, by_hand=True)
            self.fields.clash.warn(refusals.sentence(refusal), "", may_overlap=True, overlaps=False)
            self.fields.clash.anyway.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not show_refusal(refusal, self.fields.fields):
            self._say(refusals.sentence(refusal, self._zone), wrong=True)

    # People type.

    def _set(self, draft: Draft) -> None:
        """Take the next draft, and show it everywhere."""
        self._draft = draft = self.times.follow(draft)
        today = local_date(self._choices.now, self._zone) if self._choices else date.min
        self.when.follow(draft, self.times.day, today, self._zone)
        self.fields.show_draft(draft, self._zone)
        self.times.show(draft)
        self._show_clash()
        self._show_book()
        if self._book_when_ready and not self.times.searching and not self.fields.patient.pending:
            self._book_when_ready = False
            self.send()

    def _read_words(self) -> None:
        title, note = self.fields.title.text(), self.fields.note.toPlainText()
        self._draft = replace(self._draft, title=title if self._draft.staff else self._draft.title, note=note)

    def _change(self, **fields: Any) -> None:
        self._read_words()
        self._set(replace(self._draft, **fields))

    def _take_person(self, person: Person | None) -> None:
        if self._book_when_ready and self.pick.found > 1:
            # Nobody has seen whom the first letters found: the last Enter must come again.
            self._book_when_ready = False
        self.fields.fields["patient"].clear()
        self._change(person=person)

    def _take_service(self, service: Service) -> None:
        self.fields.fields["service"].clear()
        self._read_words()
        length = self._draft.length if self._opening.end is not None else None
        self._set(replace(self._draft.with_service(service), length=length))

    def _take_who(self, practitioner: Id | None) -> None:
        self._change(practitioner=practitioner)

    def _take_place(self, place: Place) -> None:
        self._change(place=place)

    def _take_length(self, length: int) -> None:
        self._change(length=length)

    def _take_start(self, start: Instant) -> None:
        self._change(time=self.times.at(self._draft, start), by_hand=True)

    def _pick_time(self, time: FreeTime) -> None:
        self._change(time=time, by_hand=True)

    def _renew(self) -> None:
        """Let go of the time for the earliest of what is shown now; a visit in the book keeps its own."""
        self._change(by_hand=self._visit is not None)

    def _pick_nearest(self) -> None:
        nearest = self.times.nearest(self._draft)
        if nearest is not None:
            self._pick_time(nearest)
            self.book.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_staff(self, staff: bool) -> None:
        self._read_words()
        service = None if staff or self._choices is None else next(iter(self._choices.services), None)
        self.fields.patient.hold("")
        self._set(replace(self._draft.as_staff_event(staff), service=service))
        self.fields.first_empty().setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self._set(self._draft)

    # The focus goes on by itself.

    def _keep_patient(self) -> None:
        if self._draft.person is None:
            self._say_missing("patient")
        else:
            self._go_on_from_patient()

    def _go_on_from_patient(self) -> None:
        if self.stack.currentWidget() is not self.new_patient:
            self.fields.service.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on_from_service(self) -> None:
        if self._opening.start is not None or not self.pane.chips.focus_chosen():
            self.book.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_service(self) -> None:
        if self._opening.start is not None:
            self.send()
        else:
            self._go_on_from_service()

    def _begin_patient(self, text: str) -> None:
        choices = self._choices
        self.stack.setCurrentWidget(self.new_patient)
        self.new_patient.begin(text, choices.now if choices else Instant(0), self._zone)
        self.book.setEnabled(False)

    def _back_to_fields(self) -> None:
        self.stack.setCurrentIndex(0)
        self.book.setEnabled(True)
        self.fields.patient.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_new_patient(self, person: Person) -> None:
        self._back_to_fields()
        self.fields.patient.hold("")
        self._take_person(person)
        self._go_on_from_patient()

    def _resume(self, draft: Draft) -> None:
        self._set(replace(draft, by_hand=False))
        self._go_on_from_patient()

    # What is told.

    @property
    def _zone(self) -> str:
        return self._choices.zone if self._choices else "UTC"

    def _is_moved(self) -> bool:
        return self._visit is None or drafts.moving(self._draft, self._visit) is not None

    def _show_clash(self) -> None:
        draft, clash = self._draft, self.fields.clash
        if self.times.unread(draft):
            return
        if draft.time is None or not self._is_moved():
            clash.clear()
        elif found := self.times.clashes(draft):
            told = refusals.clashes(found, self._zone, self.times.name_of)
            clash.warn(told, self._nearest_words(), may_overlap=True, overlaps=words.overlap(found))
        elif self.times.outside_hours(draft):
            clash.warn(words.outside_hours(draft.time), self._nearest_words(), may_overlap=False)
        else:
            clash.clear()

    def _nearest_words(self) -> str:
        return words.nearest(self.times.nearest(self._draft), self._day(), self._zone)

    def _day(self) -> date:
        time = self._draft.time
        return local_date(time.start, self._zone) if time is not None else self.times.day

    def _show_book(self) -> None:
        self._say(words.summary(self._draft, self._zone))
        self.book.say(words.book(self._draft, self._zone, editing=self._opening.visit is not None))

    def _say(self, told: str, *, wrong: bool = False) -> None:
        style.set_kind(self.summary, "danger" if wrong else "muted")
        self.summary.setText(told)

    def _say_missing(self, name: str) -> None:
        field = self.fields.fields[name]
        field.say_wrong(words.lacking(name))
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wire(self) -> None:
        fields = self.fields
        self.book.clicked.connect(self.send)
        self.pick.picked.connect(self._take_person)
        self.pick.new_wanted.connect(self._begin_patient)
        self.new_patient.done.connect(self._take_new_patient)
        self.new_patient.left.connect(self._back_to_fields)
        fields.patient.went_on.connect(self._go_on_from_patient)
        fields.patient.unchanged.connect(self._keep_patient)
        fields.service.taken.connect(self._take_service)
        fields.service.went_on.connect(self._go_on_from_service)
        fields.service.unchanged.connect(self._keep_service)
        for control, take in ((fields.who, self._take_who), (fields.place, self._take_place)):
            control.taken.connect(take)
            control.went_on.connect(self._go_on_from_service)
            control.unchanged.connect(self.send)
        # By place: Qt would hand the member itself back as a plain text.
        fields.how.activated.connect(lambda index: self._change(how=list(Interaction)[index]))
        fields.staff_asked.connect(self._toggle_staff)
        fields.clash.nearest_asked.connect(self._pick_nearest)
        fields.clash.reason_given.connect(self._write)
        self.when.length_given.connect(self._take_length)
        self.when.start_given.connect(self._take_start)
        self.when.day_given.connect(self.times.go_to_day)
        self.times.changed.connect(self._follow)
        self.times.picked.connect(self._pick_time)
        self.times.renewed.connect(self._renew)
        self.kept.taken.connect(self._resume)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send)
