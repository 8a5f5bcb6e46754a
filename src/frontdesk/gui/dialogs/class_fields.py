"""The fields of the dialog of a class, one below the other in the order of the keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.domain.calendar import MOST_SEATS
from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs import class_words as words
from frontdesk.gui.dialogs import offers
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.clash_line import ClashLine
from frontdesk.gui.dialogs.class_draft import Draft, services
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.free_line import FreeLine
from frontdesk.gui.dialogs.number_box import NumberBox
from frontdesk.gui.dialogs.repeats_field import RepeatField
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.hits import Hit

_ROWS = (("practitioner", "room"), ("day", "start"), ("duration", "max_attendees"))
# Large text leaves no room beside one another for what is long.
_LARGE = (("practitioner",), ("room",), ("day", "start"), ("duration", "max_attendees"))
ROOMY = 1.3


class ClassFields(QWidget):
    """The fields. They say what was chosen by the signals of their controls; `show_draft` fills them."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self._draft = Draft()
        self.service = Suggest(self.tr("Service"), self.tr("What is given"))
        self.title = line_edit()
        self.who = Suggest(self.tr("With"))
        self.place = Suggest(self.tr("Where"))
        self.day = FreeLine(self.tr("Day"))
        self.time = FreeLine(self.tr("Time"))
        self.length = FreeLine(self.tr("Length"))
        self.seats = NumberBox(1, MOST_SEATS, self.tr("Seats"))
        self.clash = ClashLine(self.tr("Create anyway"))
        self.repeat = RepeatField()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(style.scaled(64))
        self.fields: dict[str, Field[Any]] = {
            "service": Field(self.tr("Service"), self.service),
            "title": Field(self.tr("Title"), self.title),
            "practitioner": Field(self.tr("With"), self.who),
            "room": Field(self.tr("Where"), self.place),
            "day": Field(self.tr("Day"), self.day),
            "start": Field(self.tr("Time"), self.time),
            "duration": Field(self.tr("Length"), self.length),
            "max_attendees": Field(self.tr("Seats"), self.seats),
            "repeat": Field(self.tr("Repeat"), self.repeat),
            "description": Field(self.tr("Notes"), self.note),
        }
        for control in (self.service, self.who, self.place):
            control.asked.connect(lambda text, c=control: self._answer(c, text))
        self._lay_out()

    @property
    def pending(self) -> bool:
        """Tell whether Enter came in a field before what fits."""
        return any(control.pending for control in (self.service, self.who, self.place))

    def named(self, field: str) -> Field[Any] | None:
        """Give the field that a refusal is about."""
        name = {"end": "duration", "notes": "description", "location": "room"}.get(field, field)
        return self.fields.get(name.partition(".")[0])

    def set_choices(self, choices: Choices) -> None:
        """Offer what there is to choose from, also to those who have typed already."""
        self._choices = choices
        for control in (self.service, self.who, self.place):
            control.ask_again()

    def show_draft(self, draft: Draft, zone: str) -> None:
        """Fill the fields, but leave alone those in which someone is typing."""
        self._draft = draft
        if not self.service.typing:
            self.service.hold(draft.service.name if draft.service is not None else "")
        self.title.setPlaceholderText(draft.service.name if draft.service is not None else "")
        if not self.who.typing:
            name = self._choices.name_of(draft.practitioner) if self._choices is not None else ""
            self.who.hold(name or self.tr("Any practitioner"))
        if not self.place.typing and draft.place is not None:
            self.place.hold(offers.place_words(draft.place, self._choices))
        if draft.start is not None:
            day = local_date(draft.start, zone)
            self.day.show_text(wording.day_short(day))
            self.time.show_text(wording.clock(draft.start, zone))
            self.repeat.set_first(day)
        self.length.show_text(wording.minutes(draft.lasts))
        if self.seats.value() != draft.places:
            self.seats.setValue(draft.places)

    def clear_wrong(self) -> None:
        """Take back all that was said beside fields."""
        for field in self.fields.values():
            field.clear()

    def _answer(self, control: Suggest, text: str) -> None:
        """Offer what fits; what was asked before there was anything to choose from is answered then."""
        if self._choices is None:
            return
        if control is self.service:
            found = services(self._choices, text)
            control.offer(text, [Hit(each.name, words.service_words(each), payload=each) for each in found])
        elif control is self.who:
            control.offer(text, offers.people(self._choices, self._draft.offer, text))
        else:
            control.offer(text, offers.places(self._choices, self._draft.offer, text))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(10))
        column.addWidget(self.fields["service"])
        column.addWidget(self.fields["title"])
        for several in _LARGE if style.scale() > ROOMY else _ROWS:
            row = QHBoxLayout()
            row.setSpacing(style.scaled(12))
            for name in several:
                row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(self.clash)
        column.addWidget(self.fields["repeat"])
        column.addWidget(self.fields["description"])
        column.addStretch(1)
