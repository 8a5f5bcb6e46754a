"""The left half of the booking dialog: the fields of a visit, one below the other in the order of the keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs import offers
from frontdesk.gui.dialogs.add_ons_field import AddOnsField
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.booking_draft import Draft, Offer, Person
from frontdesk.gui.dialogs.booking_known import KnownLines
from frontdesk.gui.dialogs.choice_box import DropDown
from frontdesk.gui.dialogs.clash_line import ClashLine
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.free_line import FreeLine
from frontdesk.gui.dialogs.further_rows import FurtherRows
from frontdesk.gui.dialogs.offers import Way
from frontdesk.gui.dialogs.person_words import facts
from frontdesk.gui.dialogs.repeats_field import RepeatField
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.labels import label

_ROWS = (("practitioner", "room"), ("interaction", "add_ons"), ("duration", "day", "start"))
# Large text leaves no room beside one another for what is long.
_LARGE = (("practitioner",), ("room",), ("interaction",), ("add_ons",), ("duration", "start"), ("day",))
ROOMY = 1.3


class BookingFields(QWidget):
    """The fields. They say what was chosen by the signals of their controls; `show_draft` fills them."""

    staff_asked = Signal(bool)
    way_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self._staff = False
        self._offer = Offer()
        self._ways: list[Way] = []
        self.patient = Suggest(self.tr("Patient"), self.tr("Name, phone, birth date or number"), drops=False)
        self.title = line_edit(hint=self.tr("What it is: team meeting, away, …"))
        self.service = Suggest(self.tr("Service"))
        self.who = Suggest(self.tr("With"))
        self.place = Suggest(self.tr("Where"))
        self.how = DropDown()
        self.how.setAccessibleName(self.tr("How"))
        self.how.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.how.setMinimumContentsLength(6)
        self.how.activated.connect(lambda index: self.way_chosen.emit(self._ways[index]))
        self.add_ons = AddOnsField()
        self.further = FurtherRows()
        self.repeat = RepeatField()
        self.length = FreeLine(self.tr("Length"))
        self.day = FreeLine(self.tr("Day"))
        self.time = FreeLine(self.tr("Time"))
        self.scope = QComboBox()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(style.scaled(64))
        self.alert = label("", "warn", wrap=True)
        self.prefers = label("", "small", wrap=True)
        self.alert.hide()
        self.prefers.hide()
        self.known = KnownLines()
        self.clash = ClashLine()
        self.staff_button = button(self.tr("Staff event"), "link")
        self.staff_button.setToolTip(self.tr("An event without a patient"))
        self.staff_button.clicked.connect(lambda _checked=False: self.staff_asked.emit(not self._staff))
        self.rule_button, self.fields = button("", "link"), self._named_fields()
        self._lay_out()
        self.show_ways(Draft())
        for control in (self.service, self.who, self.place):
            control.asked.connect(lambda text, c=control: self._answer(c, text))

    def set_choices(self, choices: Choices) -> None:
        """Offer what there is to choose from, also to those who have typed already."""
        self._choices = choices
        self.further.set_choices(choices)
        for control in (self.service, self.who, self.place):
            control.ask_again()

    def show_draft(self, draft: Draft, zone: str) -> None:
        """Fill the fields, but leave alone those in which someone is typing."""
        self._offer = draft.offer
        self._show_kind(draft)
        self._show_person(draft.person, zone)
        self._show_offer(draft)
        if not self.who.typing:
            name = self._choices.name_of(draft.practitioner) if self._choices else ""
            self.who.hold(name or self.tr("Any practitioner"))
        if not self.place.typing and draft.place is not None:
            self.place.hold(offers.place_words(draft.place, self._choices))
        self.show_ways(draft)
        self.length.show_text(wording.minutes(draft.lasts))
        if draft.time is not None:
            self.day.show_text(wording.day_short(local_date(draft.time.start, zone)))
            self.time.show_text(wording.clock(draft.time.start, zone))
        if draft.title != self.title.text():
            self.title.setText(draft.title)
        if draft.note != self.note.toPlainText():
            self.note.setPlainText(draft.note)

    def show_preference(self, words: str) -> None:
        """Say what times the patient would rather come at."""
        self.prefers.setText(words)
        self.prefers.setVisible(bool(words))

    def show_ways(self, draft: Draft) -> None:
        """Offer how patient and practitioner can meet, and show which way holds."""
        ways = offers.ways(draft)
        if ways != self._ways:
            self._ways = ways
            self.how.clear()
            self.how.addItems([offers.way_words(way) for way in ways])
        held: Way = draft.meeting if draft.meeting is not None else draft.how
        self.how.setCurrentIndex(ways.index(held) if held in ways else 0)

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

    def _show_offer(self, draft: Draft) -> None:
        if not self.service.typing:
            self.service.hold(offers.offer_words(draft.offer, draft.offer.duration))
        self.add_ons.show_held(draft.service, draft.add_ons)
        self.fields["add_ons"].setVisible(bool(self.add_ons.offers))

    def _show_person(self, person: Person | None, zone: str) -> None:
        if person is not None and not self.patient.typing and self._choices is not None:
            self.patient.hold(person.name, facts(person, self._choices.now, zone))
        self.alert.setText(person.alert if person else "")
        self.alert.setVisible(bool(person and person.alert))

    def _answer(self, control: Suggest, text: str) -> None:
        """Offer what fits; what was asked before there was anything to choose from is answered then."""
        if self._choices is None:
            return
        if control is self.service:
            control.offer(text, offers.services(self._choices, text))
        elif control is self.who:
            control.offer(text, offers.people(self._choices, self._offer, text))
        else:
            control.offer(text, offers.places(self._choices, self._offer, text))

    def _named_fields(self) -> dict[str, Field[Any]]:
        return {
            "patient": Field(self.tr("Patient"), self.patient),
            "title": Field(self.tr("Title"), self.title),
            "service": Field(self.tr("Service"), self.service),
            "practitioner": Field(self.tr("With"), self.who),
            "room": Field(self.tr("Where"), self.place),
            "interaction": Field(self.tr("How"), self.how),
            "add_ons": Field(self.tr("Add-ons"), self.add_ons),
            "repeat": Field(self.tr("Repeat"), self.repeat),
            "duration": Field(self.tr("Length"), self.length),
            "day": Field(self.tr("Day"), self.day),
            "start": Field(self.tr("Time"), self.time),
            "scope": Field(self.tr("Change"), self.scope),
            "description": Field(self.tr("Note for the visit"), self.note),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(10))
        column.addWidget(self.fields["patient"])
        column.addWidget(self.fields["title"])
        column.addWidget(self.alert)
        column.addWidget(self.known)
        column.addWidget(self.prefers)
        column.addWidget(self.fields["service"])
        for several in _LARGE if style.scale() > ROOMY else _ROWS:
            row = QHBoxLayout()
            row.setSpacing(style.scaled(12))
            for name in several:
                row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            if "add_ons" in several:
                column.addWidget(self.further)
        column.addWidget(self.clash)
        column.addWidget(self.fields["repeat"])
        column.addWidget(self.fields["scope"])
        column.addWidget(self.fields["description"])
        column.addStretch(1)
        last = QHBoxLayout()
        last.addWidget(self.staff_button)
        last.addWidget(self.rule_button)
        last.addStretch(1)
        column.addLayout(last)
        self.fields["title"].hide()
