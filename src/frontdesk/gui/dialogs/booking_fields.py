"""The left half of the booking dialog: the fields of a visit, one below the other in the order of the keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Interaction
from frontdesk.domain.instants import local_date
from frontdesk.domain.service import Service
from frontdesk.gui.dialogs.booking_draft import Choices, Draft, Person, Place, matching
from frontdesk.gui.dialogs.clash_line import ClashLine
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.person_words import facts
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.hits import Hit
from frontdesk.gui.parts.labels import label


class FreeLine(QLineEdit):
    """A field of free form: what was typed is told by `given` when it is left or Enter is pressed."""

    given = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(60)
        self._shown = ""

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that was not told yet."""
        return self.text() != self._shown

    def show_text(self, text: str) -> None:
        """Show what holds now, unless someone is typing here."""
        if not (self.hasFocus() and self.is_changed):
            self._shown = text
            self.setText(text)

    def tell(self) -> None:
        """Tell what was typed, when it was."""
        if self.is_changed:
            self._shown = self.text()
            self.given.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what was typed."""
        self.tell()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what was typed before Enter reaches the dialog."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tell()
            event.ignore()
            return
        super().keyPressEvent(event)


class BookingFields(QWidget):
    """The fields. They say what was chosen by the signals of their controls; `show_draft` fills them."""

    staff_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self._staff = False
        self._service: Service | None = None
        self.patient = Suggest(self.tr("Patient"), self.tr("Name, phone, birth date or number"), drops=False)
        self.title = line_edit(hint=self.tr("What it is: team meeting, away, …"))
        self.service = Suggest(self.tr("Service"))
        self.who = Suggest(self.tr("With"))
        self.place = Suggest(self.tr("Where"))
        self.how = QComboBox()
        self.how.setAccessibleName(self.tr("How"))
        for each in Interaction:
            self.how.addItem(wording.interaction_words(each))
        self.length = FreeLine(self.tr("Length"))
        self.day = FreeLine(self.tr("Day"))
        self.time = FreeLine(self.tr("Time"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(style.scaled(72))
        self.alert = label("", "warn", wrap=True)
        self.alert.hide()
        self.clash = ClashLine()
        self.staff_button = button(self.tr("Staff event"), "link")
        self.staff_button.setToolTip(self.tr("An event without a patient"))
        self.staff_button.clicked.connect(lambda _checked=False: self.staff_asked.emit(not self._staff))
        self.fields = self._named_fields()
        self._lay_out()
        for control in (self.service, self.who, self.place):
            control.asked.connect(lambda text, c=control: self._answer(c, text))

    def set_choices(self, choices: Choices) -> None:
        """Offer what there is to choose from, also to those who have typed already."""
        self._choices = choices
        for control in (self.service, self.who, self.place):
            control.ask_again()

    def show_draft(self, draft: Draft, zone: str) -> None:
        """Fill the fields, but leave alone those in which someone is typing."""
        self._service = draft.service
        self._show_kind(draft)
        self._show_person(draft.person, zone)
        if not self.service.typing and draft.service is not None:
            self.service.hold(_service_words(draft.service, draft.length))
        if not self.who.typing:
            name = self._choices.name_of(draft.practitioner) if self._choices else ""
            self.who.hold(name or self.tr("Any practitioner"))
        if not self.place.typing and draft.place is not None:
            self.place.hold(self._place_words(draft.place))
        self.how.setCurrentIndex(list(Interaction).index(draft.how))
        self.length.show_text(wording.minutes(draft.lasts))
        if draft.time is not None:
            self.day.show_text(wording.day_short(local_date(draft.time.start, zone)))
            self.time.show_text(wording.clock(draft.time.start, zone))
        if draft.title != self.title.text():
            self.title.setText(draft.title)
        if draft.note != self.note.toPlainText():
            self.note.setPlainText(draft.note)

    def first_empty(self) -> QWidget:
        """Give the control that the focus belongs in at first."""
        return self.title if self._staff else self.patient

    def clear_wrong(self) -> None:
        """Take back all that was said beside fields."""
        for field in self.fields.values():
            field.clear()

    def _show_kind(self, draft: Draft) -> None:
        self._staff = draft.staff
        self.fields["patient"].setVisible(not draft.staff)
        self.fields["title"].setVisible(draft.staff)
        self.fields["service"].setVisible(not draft.staff)
        words = self.tr("With a patient") if draft.staff else self.tr("Staff event")
        self.staff_button.setText(plain(words))
        self.staff_button.setAccessibleName(words)

    def _show_person(self, person: Person | None, zone: str) -> None:
        if person is not None and not self.patient.typing and self._choices is not None:
            self.patient.hold(person.name, facts(person, self._choices.now, zone))
        self.alert.setText(person.alert if person else "")
        self.alert.setVisible(bool(person and person.alert))

    def _answer(self, control: Suggest, text: str) -> None:
        """Offer what fits; what was asked before there was anything to choose from is answered then."""
        if self._choices is None:
            return
        offers = self._offers(control)
        found = matching(text, {str(n): f"{hit.title} {hit.detail}" for n, hit in enumerate(offers)})
        control.offer(text, [offers[int(n)] for n in found])

    def _offers(self, control: Suggest) -> list[Hit]:
        choices = self._choices
        assert choices is not None
        if control is self.service:
            lengths = [
                wording.length_with_buffers(s.duration, s.buffer_before, s.buffer_after) for s in choices.services
            ]
            return [Hit(s.name, words, payload=s) for s, words in zip(choices.services, lengths, strict=True)]
        if control is self.who:
            anyone = Hit(self.tr("Any practitioner"), self.tr("whoever is free first"))
            return [anyone, *self._people(choices)]
        return [Hit(self._place_words(p), p.location_name if p.room_name else "", payload=p) for p in choices.places]

    def _people(self, choices: Choices) -> list[Hit]:
        """Offer those who give the service first; of the others it is said that they do not."""
        service = self._service
        able = [service is None or service.given_by(p.id) for p in choices.practitioners]
        does_not = self.tr("does not give %1").replace("%1", service.name if service else "", 1)
        hits = [
            Hit(p.name, p.speciality if gives else does_not, payload=p.id)
            for p, gives in zip(choices.practitioners, able, strict=True)
        ]
        return [hits[n] for n in sorted(range(len(hits)), key=lambda n: not able[n])]

    def _place_words(self, place: Place) -> str:
        return place.room_name or place.location_name

    def _named_fields(self) -> dict[str, Field[Any]]:
        return {
            "patient": Field(self.tr("Patient"), self.patient),
            "title": Field(self.tr("Title"), self.title),
            "service": Field(self.tr("Service"), self.service),
            "practitioner": Field(self.tr("With"), self.who),
            "room": Field(self.tr("Where"), self.place),
            "interaction": Field(self.tr("How"), self.how),
            "duration": Field(self.tr("Length"), self.length),
            "day": Field(self.tr("Day"), self.day),
            "start": Field(self.tr("Time"), self.time),
            "description": Field(self.tr("Note for the visit"), self.note),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(12))
        column.addWidget(self.fields["patient"])
        column.addWidget(self.fields["title"])
        column.addWidget(self.alert)
        column.addWidget(self.fields["service"])
        for pair in (("practitioner", "room"), ("interaction", "duration"), ("day", "start")):
            row = QHBoxLayout()
            row.setSpacing(style.scaled(12))
            for name in pair:
                row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(self.clash)
        column.addWidget(self.fields["description"])
        column.addStretch(1)
        last = QHBoxLayout()
        last.addWidget(self.staff_button)
        last.addStretch(1)
        column.addLayout(last)
        self.fields["title"].hide()


def _service_words(service: Service, length: int | None) -> str:
    return f"{service.name}, {wording.minutes(service.duration if length is None else length)}"


def _lasting(service: Service) -> str:
    return wording.length_with_buffers(service.duration, service.buffer_before, service.buffer_after)
