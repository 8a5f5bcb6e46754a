"""A new class: one service for several at once, once or again and again, with those who come to it.

How its dates stand is looked up while it is typed. Nothing here waits for the book: the Enter that creates it is
kept until there is an answer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.errors import Conflict, Refusal
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.repeat_plan import seen_of
from frontdesk.gui.dialogs import booking_draft
from frontdesk.gui.dialogs import class_draft as drafts
from frontdesk.gui.dialogs import class_words as words
from frontdesk.gui.dialogs.booking_choices import Choices, load_choices
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.dialogs.class_dates import ClassDates
from frontdesk.gui.dialogs.class_draft import Draft, Opening
from frontdesk.gui.dialogs.class_fields import ClassFields
from frontdesk.gui.dialogs.class_people import ClassPeople
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.dialogs.kept_line import KeptLine
from frontdesk.gui.dialogs.repeats_table import RepeatTable
from frontdesk.gui.dialogs.when_fields import WhenFields
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.repeats import SeriesBooked

SIZE = QSize(1000, 680)
# Below this width at text of the usual size there is one column.
TWO_COLUMNS, DATES = 820, 300


class ClassDialog(Frame):
    """The dialog. `created` carries the SeriesBooked that came of it.

    `put_away` carries a Draft that was closed before it was created, to be given to the next dialog as `kept`.
    """

    created = Signal(object)
    put_away = Signal(object)

    def __init__(
        self, tasks: Tasks, parent: QWidget | None = None, *, opening: Opening, kept: Draft | None = None
    ) -> None:
        super().__init__(self.tr("New class"), SIZE, parent)
        self.hint.setText(self.tr("Enter creates it · Esc closes"))
        self._tasks, self.opening = tasks, opening
        self.choices: Choices | None = None
        self._draft = self._begun = Draft()
        self.kept = KeptLine(kept, words.unfinished)
        self._send_when_ready = self._sending = False
        # What is said at the foot until something is changed.
        self._refusal = ""
        self._unclear: list[str] = []
        self._is_told = False
        self.fields = ClassFields()
        self.when = WhenFields(self.fields)
        self.people = ClassPeople(tasks)
        self.who_comes = Field(self.tr("Who comes"), self.people)
        self.dates = RepeatTable()
        self.dates.set_masked(opening.masked)
        self.dates.setMinimumHeight(style.scaled(DATES))
        self.asking = ClassDates(self, tasks)
        self.summary = label("", "muted", wrap=True)
        self.create_button = EnterButton(words.create(None))
        self.create_button.setDefault(True)
        self._lay_out()
        self._wire()
        tasks.run(partial(load_choices, visit=None), self._begin, self._cannot_begin)
        self.fields.service.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> Draft:
        """Give the class as it stands."""
        return self._draft

    @property
    def zone(self) -> str:
        """Give the zone that times are told in."""
        return self.choices.zone if self.choices is not None else "UTC"

    def refresh(self, _days: Collection[date] | None = None) -> None:
        """Look again how the dates stand, since others changed some."""
        self.asking.refresh()

    def send(self) -> None:
        """Create it, or keep the wish until the book has answered; ask for a reason where its time is taken."""
        if self._sending:
            return
        if self.choices is None or self._is_looking():
            self._send_when_ready = True
            return
        if not self.when.tell():
            return
        self._read_words()
        lacking = drafts.missing(self._draft)
        if lacking is not None:
            self._say_lacking(lacking)
        elif self._unclear and not self._is_told:
            self._is_told = True
            self.people.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._is_looking():
            self._send_when_ready = True
        elif self.asking.plan is None:
            # Something is wrong that the book has told already.
            self._go_to_wrong()
        elif self.asking.is_taken:
            self._ask_reason()
        elif self._reason() == "":
            self.dates.ask_reason(words.lacking("reason"))
        else:
            self._create(self._reason())

    def reject(self) -> None:
        """Close without asking; what would be lost is handed out to be offered again."""
        if self._sending:
            return
        self._read_words()
        draft = self._draft if self._draft != self._begun else self.kept.draft
        if draft is not None:
            self.put_away.emit(draft)
        super().reject()

    def resume(self, draft: Draft) -> None:
        """Go on with what was closed before it was created."""
        self.fields.title.setText(draft.title)
        self.fields.note.setPlainText(draft.note)
        self.fields.repeat.choose(draft.repeat)
        self._set(draft)
        self.create_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # The book answers.

    def _begin(self, choices: Choices) -> None:
        self.choices = choices
        self.people.set_clock(choices.now, choices.zone)
        self.fields.set_choices(choices)
        self._begun = drafts.first_draft(self.opening, choices)
        self._set(self._begun)
        if self.fields.service.hasFocus() and not self.fields.service.typing:
            self.fields.service.selectAll()

    def _cannot_begin(self, refusal: Refusal) -> None:
        self.say_refusal(refusal)

    def planned(self) -> None:
        """Show what follows from how the dates stand, and go on with a wish that was kept."""
        self._show_foot()
        if self._send_when_ready and not self._is_looking():
            self._send_when_ready = False
            self.send()

    def clear_wrong(self) -> None:
        """Take back all that was said to be wrong."""
        self.fields.clear_wrong()
        self.who_comes.clear()
        if self._unclear:
            self.who_comes.say_wrong(words.unclear(self._unclear))

    def say_refusal(self, refusal: Refusal, *, go: bool = True) -> None:
        """Say why it cannot be, beside the field that it is about, and go there."""
        told = refusals.sentence(refusal, self.zone)
        name = str(refusal.facts.get("field", ""))
        field = self.who_comes if name == "attendees" else self.fields.named(name)
        if field is None:
            self._refusal = told
            self._show_foot()
            return
        field.say_wrong(told)
        if go:
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _create(self, reason: str | None) -> None:
        plan = self.asking.plan
        assert plan is not None
        said = drafts.creating(self._draft, self.dates.draft)
        if reason is not None:
            said["override_reason"] = reason
        if reason is None or self._draft.repeat is not None:
            # Of a single time that is booked over others the plan says that it is not booked.
            said["seen"] = seen_of(plan)
        self._sending = True

        def call(clinic: Clinic) -> SeriesBooked:
            return clinic.group_appointments.create(**said)

        self._tasks.run(call, self._created, self._refused)

    def _created(self, made: SeriesBooked) -> None:
        self.created.emit(made)
        if self.kept.draft is not None:
            self.put_away.emit(self.kept.draft)
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        self._sending = False
        self.say_refusal(refusal)
        if isinstance(refusal, Conflict):
            self.refresh()

    def _reason(self) -> str | None:
        """Give the reason to book dates over others, None where none is."""
        return self.dates.reason.control.text().strip() if self._draft.repeat and self.dates.books_anyway else None

    # People type.

    def change(self, **fields: Any) -> None:
        """Take what was chosen in a field."""
        self._read_words()
        self._set(replace(self._draft, **fields))

    def _set(self, draft: Draft) -> None:
        self._draft, self._refusal = draft, ""
        if self.choices is not None and draft.start is not None:
            time = FreeTime(draft.start, draft.practitioner, "")
            first, today = local_date(draft.start, self.zone), local_date(self.choices.now, self.zone)
            self.when.follow(booking_draft.Draft(time=time, by_hand=True), first, today, self.zone)
        self.fields.show_draft(draft, self.zone)
        self.people.show_people(draft.people)
        self.asking.follow(draft)
        self._show_foot()

    def _take_service(self, service: Any) -> None:
        """Take the service that was picked; length and seats are its own again."""
        self.fields.fields["service"].clear()
        self.change(service=service, length=None, seats=None)

    def _take_seats(self, seats: int) -> None:
        if seats != self._draft.places:
            self.change(seats=seats)

    def _take_people(self, people: tuple[Person, ...]) -> None:
        self.change(people=people)

    def _take_nearest(self) -> None:
        nearest = self.asking.nearest
        if nearest is not None:
            asked = self._draft.practitioner
            self.change(start=nearest.start, practitioner=None if asked is None else nearest.practitioner)
            self.create_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_looking(self) -> bool:
        return self.asking.waiting or self.people.looking or self.fields.pending

    def _read_words(self) -> None:
        title, note = self.fields.title.text(), self.fields.note.toPlainText()
        self._draft = replace(self._draft, title=title, note=note)

    def _say_lacking(self, name: str) -> None:
        field = self.fields.fields[name]
        field.say_wrong(words.lacking(name))
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_unclear(self, typed: str) -> None:
        """Say whom letters did not mean until someone is picked: nobody must be left out unseen."""
        # An Enter that came before has been in vain already; else the next one is.
        self._is_told = self._send_when_ready or (bool(self._unclear) and self._is_told)
        self._send_when_ready = False
        self._unclear.append(typed)
        self.who_comes.say_wrong(words.unclear(self._unclear))

    def _forget_unclear(self, person: Person | None) -> None:
        if person is not None:
            self._unclear.clear()
            self.who_comes.clear()

    def _go_to_wrong(self) -> None:
        wrong = next((each for each in (*self.fields.fields.values(), self.who_comes) if each.is_wrong), None)
        if wrong is not None:
            wrong.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_reason(self) -> None:
        clash = self.fields.clash
        if self.choices is not None and not self.choices.may_overbook:
            clash.nearest.setFocus(Qt.FocusReason.OtherFocusReason)
        elif clash.is_asking:
            clash.give()
        else:
            clash.ask_reason()

    def _show_foot(self) -> None:
        style.set_kind(self.summary, "danger" if self._refusal else "muted")
        self.summary.setText(self._refusal or words.summary(self._draft, self.choices, self.zone))
        self.who_comes.caption.setText(f"{self.tr('Who comes')} · {words.taken(self._draft)}")
        taken = self.asking.is_taken
        self.create_button.say(self.tr("Create anyway…") if taken else words.create(self.asking.count))

    def _wire(self) -> None:
        fields = self.fields
        fields.service.taken.connect(self._take_service)
        fields.who.taken.connect(lambda who: self.change(practitioner=who))
        fields.place.taken.connect(lambda place: self.change(place=place))
        for control in (fields.service, fields.who, fields.place):
            control.unchanged.connect(self.send)
        fields.service.went_on.connect(lambda: fields.title.setFocus(Qt.FocusReason.OtherFocusReason))
        fields.who.went_on.connect(lambda: fields.place.setFocus(Qt.FocusReason.OtherFocusReason))
        fields.place.went_on.connect(lambda: fields.day.setFocus(Qt.FocusReason.OtherFocusReason))
        fields.title.returnPressed.connect(self.send)
        fields.seats.valueChanged.connect(self._take_seats)
        # Later, as the rule may follow the date in the middle of showing a draft.
        fields.repeat.changed.connect(lambda rule: self.change(repeat=rule), Qt.ConnectionType.QueuedConnection)
        fields.repeat.went_on.connect(self.dates.table.setFocus, Qt.ConnectionType.QueuedConnection)
        fields.clash.nearest_asked.connect(self._take_nearest)
        fields.clash.reason_given.connect(self._create)
        self.when.start_given.connect(self._take_start)
        self.when.day_given.connect(lambda _day: None)
        self.when.length_given.connect(lambda length: self.change(length=length))
        self.people.changed.connect(self._take_people)
        self.people.sent.connect(self.send)
        self.people.unclear.connect(self._say_unclear)
        self.people.pick.picked.connect(self._forget_unclear)
        self.people.found.connect(self.planned)
        self.dates.choices_changed.connect(lambda _policy, _rows: self._set(self._draft))
        self.kept.taken.connect(self.resume)
        self.create_button.clicked.connect(lambda _checked=False: self.send())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send)

    def _take_start(self, start: Instant) -> None:
        self.change(start=start)

    def _lay_out(self) -> None:
        inside = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._columns.setContentsMargins(*[style.scaled(EDGE)] * 4)
        self._columns.setSpacing(style.scaled(24))
        right = QVBoxLayout()
        right.setSpacing(style.scaled(16))
        right.addWidget(self.who_comes)
        # The dates have all the room that there is; without them what is above stays at the top.
        right.addWidget(self.dates, 100)
        right.addStretch(1)
        self._columns.addWidget(self.fields, 10)
        self._columns.addLayout(right, 12)
        self.dates.hide()
        self.body.addWidget(scrolling(inside), 1)
        self.body.addWidget(self.kept)
        foot = self.foot()
        foot.addWidget(self.summary, 1)
        foot.addWidget(button(self.tr("Cancel"), does=self.reject))
        foot.addWidget(self.create_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields and people one below the other where there is no room beside."""
        super().resizeEvent(event)
        narrow = self.width() < style.scaled(TWO_COLUMNS)
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else along)
