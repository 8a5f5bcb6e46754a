"""A class that is there: its title, seats, time, place and notes changed, put away, and brought back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.errors import Conflict, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.series import Scope
from frontdesk.gui.dialogs import booking_draft, class_edit_draft
from frontdesk.gui.dialogs import class_words as words
from frontdesk.gui.dialogs.booking_choices import Choices, load_choices
from frontdesk.gui.dialogs.choice_box import ChoiceBox
from frontdesk.gui.dialogs.class_draft import Draft
from frontdesk.gui.dialogs.class_fields import ClassFields
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.dialogs.when_fields import WhenFields
from frontdesk.gui.ground import attendee_words, refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.group_conflicts import Conflicts

SIZE = QSize(620, 690)
# As many as are read in one look; the rest is told by number.
MOST_NAMED = 12


class ClassEdit(Frame):
    """The dialog. `written` tells in words what became of the class, and the step that did it (None where none did).

    `put_away` says that its time is free now.
    """

    written = Signal(str, object)
    put_away = Signal()

    def __init__(self, tasks: Tasks, visit: Id, parent: QWidget | None = None, *, masked: bool = False) -> None:
        super().__init__(self.tr("Class"), SIZE, parent)
        self.hint.setText(self.tr("Enter saves · Esc closes"))
        self._tasks, self._visit, self._masked = tasks, visit, masked
        self.choices: Choices | None = None
        self._draft = self._begun = Draft()
        self._sending = False
        self._left_out = 0
        self.fields = ClassFields()
        self.fields.fields["repeat"].hide()
        self.when = WhenFields(self.fields)
        self.conflicts = label("", "warn", wrap=True)
        self.conflicts.hide()
        self.scope = ChoiceBox(
            [
                (Scope.THIS.value, self.tr("This class alone")),
                (Scope.FOLLOWING.value, self.tr("This class and all that follow")),
                (Scope.ALL.value, self.tr("All classes of the series")),
            ],
            self.tr("Which classes"),
        )
        self.scope_field = Field(self.tr("Which classes"), self.scope)
        self.scope_field.hide()
        self.message = label("", "muted", wrap=True)
        self.archive_button = button(self.tr("Archive the class"), "danger", does=self.archive)
        self.restore_button = button(self.tr("Bring back"), does=self.restore)
        self.save_button = EnterButton(self.tr("Save"))
        self.save_button.setDefault(True)
        self._lay_out()
        self._wire()
        tasks.run(partial(_load, visit), self._begin, self._cannot_begin)
        self.fields.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> Draft:
        """Give the class as it stands in the dialog."""
        return self._draft

    @property
    def zone(self) -> str:
        """Give the zone that times are told in."""
        return self.choices.zone if self.choices is not None else "UTC"

    @property
    def meant(self) -> Scope:
        """Give which classes of a series are meant."""
        return list(Scope)[max(0, self.scope.currentIndex())]

    def refresh(self, _days: Collection[date] | None = None) -> None:
        """Look again what else has the time, since others changed something."""
        self._tasks.run(lambda clinic: clinic.group_appointments.conflicts(id=self._visit), self._show_conflicts)

    def save(self, reason: str | None = None) -> None:
        """Change what was changed; nothing at all closes the dialog."""
        if self._sending or self.choices is None or not self.when.tell():
            return
        self._read_words()
        said = class_edit_draft.changes(self._begun, self._draft)
        if not said:
            self.reject()
            return
        if reason is not None:
            said["override_reason"] = reason
        self._clear_wrong()
        sent = {**said, **self._of_scope()}
        self._run(
            lambda clinic: clinic.group_appointments.update(id=self._visit, **sent),
            lambda classes: words.changed(self._name(), self.meant, classes),
        )

    def archive(self) -> None:
        """Put the class away: its time, room and equipment are free at once."""
        heads = self.choices.details.appointment.heads if self.choices and self.choices.details else 0
        sent = self._of_scope()
        self._left_out = heads
        self._run(
            lambda clinic: clinic.group_appointments.archive(id=self._visit, **sent),
            lambda _: words.put_away(self._name(), heads, self.meant),
            self.put_away.emit,
        )

    @property
    def left_out(self) -> int:
        """Give how many were signed up for the class that was put away, none where it was not."""
        return self._left_out

    def restore(self) -> None:
        """Bring the class back with all who are signed up for it."""
        sent = self._of_scope()
        self._run(
            lambda clinic: clinic.group_appointments.restore(id=self._visit, **sent),
            lambda _: words.brought_back(self._name(), self.meant),
        )

    def _name(self) -> str:
        name = self._begun.name or self.tr("Class")
        return "• • •" if self._masked and self._begun.title else name

    def _of_scope(self) -> dict[str, Any]:
        return {} if self.meant is Scope.THIS else {"scope": self.meant}

    def _run(
        self, call: Callable[[Clinic], object], told: Callable[[int], str], then: Callable[[], object] = lambda: None
    ) -> None:
        """Change the book, and tell it in words that may say how many classes were touched."""
        if self._sending:
            return
        self._sending = True

        several = self.meant is not Scope.THIS

        def both(clinic: Clinic) -> tuple[int | None, int]:
            call(clinic)
            head = clinic.history.state().undo
            if head is None or not several:
                return None if head is None else head.seq, 1
            return head.seq, clinic.history.entry(seq=head.seq).visits_in_all

        def told_of(done: tuple[int | None, int]) -> None:
            seq, classes = done
            self.written.emit(told(classes), seq)
            then()
            self.accept()

        self._tasks.run(both, told_of, self._refused)

    # The book answers.

    def _begin(self, read: tuple[Choices, Conflicts]) -> None:
        self.choices, conflicts = read
        details = self.choices.details
        assert details is not None
        visit = details.appointment
        self._begun = class_edit_draft.draft_of(self.choices)
        self.fields.set_choices(self.choices)
        self.fields.title.setText(self._begun.title)
        self.fields.note.setPlainText(self._begun.note)
        self.fields.fields["repeat"].hide()
        self.say_title(self._name())
        self.beside.setText(attendee_words.seats_taken(visit.heads, visit.max_attendees))
        seats = self.fields.fields["max_attendees"].caption
        seats.setText(f"{self.tr('Seats')} · {attendee_words.signed_up(visit.heads)}")
        self.scope_field.setVisible(visit.series_id is not None)
        away = visit.archived_at is not None
        self.archive_button.setVisible(not away)
        self.restore_button.setVisible(away)
        self._set(self._begun)
        self._show_conflicts(conflicts)
        self.fields.title.selectAll()

    def _cannot_begin(self, refusal: Refusal) -> None:
        self._say(refusals.sentence(refusal, self.zone), wrong=True)

    def _show_conflicts(self, conflicts: Conflicts) -> None:
        told = refusals.clashes(conflicts.clashes, self.zone, self._naming) if conflicts.exist else ""
        self.conflicts.setText(told)
        self.conflicts.setVisible(bool(told))

    def _naming(self, _visit: int) -> str:
        return ""

    def _refused(self, refusal: Refusal) -> None:
        self._sending, self._left_out = False, 0
        if refusal.reason == "max_below_heads":
            self._name_heads(refusal)
            return
        told = refusals.sentence(refusal, self.zone, self._naming)
        if isinstance(refusal, Conflict) and refusal.clashes:
            may = self.choices is not None and self.choices.may_overbook
            self.fields.clash.warn(told, "", may_overlap=may, about=self._draft.start)
            return
        field = self.fields.named(str(refusal.facts.get("field", "")))
        if field is None:
            self._say(told, wrong=True)
        else:
            field.say_wrong(told)
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_heads(self, refusal: Refusal) -> None:
        """Say beside the seats whom fewer of them would leave without one."""
        people = [Id(int(one)) for one in _listed(refusal.facts.get("people"))]
        heads, seats = (int(str(refusal.facts[name])) for name in ("taken", "got"))
        self._say_heads(heads, seats, ())
        if not self._masked:
            call = partial(_names_of, people[:MOST_NAMED])
            rest = (f"+{len(people) - MOST_NAMED}",) if len(people) > MOST_NAMED else ()
            self._tasks.run(call, lambda names: self._say_heads(heads, seats, (*names, *rest)))
        self.fields.seats.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_heads(self, heads: int, seats: int, names: tuple[str, ...]) -> None:
        self.fields.fields["max_attendees"].say_wrong(words.below_heads(heads, seats, names))

    # People type.

    def change(self, **fields: Any) -> None:
        """Take what was chosen in a field."""
        self._read_words()
        self._set(replace(self._draft, **fields))

    def _set(self, draft: Draft) -> None:
        self._draft = draft
        self._clear_wrong()
        if self.choices is not None and draft.start is not None:
            time = FreeTime(draft.start, draft.practitioner, "")
            first, today = local_date(draft.start, self.zone), local_date(self.choices.now, self.zone)
            self.when.follow(booking_draft.Draft(time=time, by_hand=True), first, today, self.zone)
        self.fields.show_draft(draft, self.zone)
        if draft.place is not None and draft.place.room is None and not self.fields.place.typing:
            # Of a class that is there it means no room, and not whichever is free.
            self.fields.place.hold(draft.place.location_name, self.tr("no room"))

    def _clear_wrong(self) -> None:
        self.fields.clear_wrong()
        self.fields.clash.clear()
        self._say("")

    def _read_words(self) -> None:
        title, note = self.fields.title.text(), self.fields.note.toPlainText()
        self._draft = replace(self._draft, title=title, note=note)

    def _take_seats(self, seats: int) -> None:
        if self.choices is not None and seats != self._draft.places:
            self.change(seats=seats)

    def _say(self, told: str, *, wrong: bool = False) -> None:
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(told)

    def _take_start(self, start: Instant) -> None:
        self.change(start=start)

    def _wire(self) -> None:
        fields = self.fields
        fields.service.taken.connect(lambda service: self.change(service=service))
        fields.who.taken.connect(lambda who: self.change(practitioner=who))
        fields.place.taken.connect(lambda place: self.change(place=place))
        for control in (fields.service, fields.who, fields.place):
            control.unchanged.connect(self.save)
        fields.service.went_on.connect(lambda: fields.title.setFocus(Qt.FocusReason.OtherFocusReason))
        fields.who.went_on.connect(lambda: fields.place.setFocus(Qt.FocusReason.OtherFocusReason))
        fields.place.went_on.connect(lambda: fields.day.setFocus(Qt.FocusReason.OtherFocusReason))
        fields.title.returnPressed.connect(self.save)
        fields.seats.valueChanged.connect(self._take_seats)
        fields.clash.reason_given.connect(self.save)
        self.when.start_given.connect(self._take_start)
        self.when.day_given.connect(lambda _day: None)
        self.when.length_given.connect(lambda length: self.change(length=length))
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        column.setSpacing(style.scaled(12))
        column.addWidget(self.conflicts)
        column.addWidget(self.fields)
        column.addWidget(self.scope_field)
        column.addWidget(self.message)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        foot = self.foot()
        foot.addWidget(self.archive_button)
        foot.addWidget(self.restore_button)
        self.restore_button.hide()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.save_button)


def _load(visit: Id, clinic: Clinic) -> tuple[Choices, Conflicts]:
    return load_choices(clinic, visit), clinic.group_appointments.conflicts(id=visit)


def _names_of(people: list[Id], clinic: Clinic) -> tuple[str, ...]:
    return tuple(clinic.patients.get(id=one).name for one in people)


def _listed(told: object) -> list[str]:
    return [str(one) for one in told] if isinstance(told, list | tuple) else []
