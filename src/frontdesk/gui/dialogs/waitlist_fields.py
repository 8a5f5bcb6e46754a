"""The fields of an entry of the waiting list, one below the other in the order of the keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.preference import DayPart
from frontdesk.domain.waitlist import Urgency
from frontdesk.gui.dialogs import offers, typed
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.choice_box import DropDown
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.free_line import FreeLine
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.dialogs.toggles import Toggles
from frontdesk.gui.dialogs.waitlist_draft import EntryDraft
from frontdesk.gui.dialogs.weekday_row import WeekdayRow
from frontdesk.gui.ground import waiting_told, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.segmented import Segmented

_ROWS = (("earliest", "until", "length"),)
_LARGE = (("earliest", "until"), ("length",))
ROOMY = 1.3


class WaitlistFields(QWidget):
    """The fields; `show_draft` fills them, `read` gives what stands in those that are typed into."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices | None = None
        self._visits: list[Id | None] = [None]
        self._words = locale_words()
        self.patient = Suggest(self.tr("Patient"), self.tr("Name, phone, birth date or number"), drops=False)
        self.service = Suggest(self.tr("Service"), self.tr("What they wait for"))
        urgencies = [(each.value, waiting_told.urgency(each)) for each in Urgency]
        self.urgency = Segmented(urgencies, self.tr("How urgent it is"), enters=False)
        self.people: Toggles[Id] = Toggles(self.tr("With"))
        self.days = WeekdayRow()
        self.days.setAccessibleName(self.tr("Days"))
        self.parts: Toggles[DayPart] = Toggles(self.tr("Parts of the day"))
        self.parts.offer([(each, waiting_told.part_title(each)) for each in DayPart])
        self.earliest = FreeLine(self.tr("Earliest"))
        self.until = FreeLine(self.tr("Until"))
        self.length = FreeLine(self.tr("Length"))
        for line in (self.earliest, self.until):
            line.setPlaceholderText(self.tr("any day"))
        self.gives_up = DropDown()
        self.gives_up.setAccessibleName(self.tr("Gives up their visit on"))
        self.gives_up.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(style.scaled(56))
        self.fields: dict[str, Field[Any]] = self._named()
        self.service.asked.connect(self._answer)
        self._lay_out()
        self.show_visits((), "UTC")

    def set_choices(self, choices: Choices) -> None:
        """Offer what there is to choose from."""
        self._choices = choices
        self.service.ask_again()

    def show_draft(self, draft: EntryDraft) -> None:
        """Fill the fields, but leave alone those in which someone is typing."""
        if draft.person is not None and not self.patient.typing:
            self.patient.hold(draft.person.name)
        if not self.service.typing:
            self.service.hold(offers.offer_name(draft.offer))
        self._offer_people(draft)
        self.people.choose(draft.practitioners)
        self.days.choose(draft.days)
        self.parts.choose(draft.parts)
        self.urgency.choose(draft.urgency.value)
        for line, day in ((self.earliest, draft.earliest), (self.until, draft.until)):
            line.show_text(wording.day_short(day) if day is not None else "")
        self.length.show_text(wording.minutes(draft.length) if draft.length is not None else "")
        own = draft.offer.duration if draft.offer.service is not None else None
        self.length.setPlaceholderText(wording.minutes(own) if own is not None else self.tr("as the service"))
        if draft.note != self.note.toPlainText():
            self.note.setPlainText(draft.note)
        self.gives_up.setCurrentIndex(self._visits.index(draft.gives_up) if draft.gives_up in self._visits else 0)
        for name in ("service", "practitioners", "days", "parts", "earliest", "until", "length"):
            self.fields[name].setVisible(not draft.seat)

    def show_visits(self, visits: Sequence[Appointment], zone: str) -> None:
        """Offer the visits that the patient could give up."""
        self._visits = [None, *(visit.id for visit in visits)]
        self.gives_up.clear()
        self.gives_up.addItems([self.tr("None of their visits"), *(self._visit_words(v, zone) for v in visits)])
        self.fields["gives_up"].setVisible(bool(visits))

    @property
    def given_up(self) -> Id | None:
        """Give the visit that is chosen to be given up."""
        return self._visits[max(0, self.gives_up.currentIndex())]

    def read_day(self, name: str, today: date) -> tuple[bool, date | None]:
        """Read a date as it was typed: whether it can be read, and the date, None for any day."""
        line: FreeLine = self.fields[name].control
        text = line.text().strip()
        day = typed.day(text, today, self._words) if text else None
        return self._readable(name, line, not text or day is not None, self._how_day()), day

    def read_length(self) -> tuple[bool, int | None]:
        """Read how long it takes, in milliseconds, None for the service's own length."""
        text = self.length.text().strip()
        minutes = typed.length(text) if text else None
        how = self.tr("Write it as 30, 45 min or 1 h 30.")
        readable = self._readable("length", self.length, not text or minutes is not None, how)
        return readable, minutes * MINUTE if minutes is not None else None

    def named(self, field: str) -> Field[Any] | None:
        """Give the field that a refusal is about."""
        names = {"practitioner": "practitioners", "variation": "service", "prefers": "days", "duration": "length"}
        return self.fields.get(names.get(field, field).partition(".")[0])

    def clear_wrong(self) -> None:
        """Take back all that was said beside fields."""
        for field in self.fields.values():
            field.clear()

    def _readable(self, name: str, line: FreeLine, readable: bool, how: str) -> bool:
        if readable:
            line.accept()
            self.fields[name].clear()
        else:
            line.refuse()
            self.fields[name].say_wrong(how)
        return readable

    def _how_day(self) -> str:
        return self.tr("This is not a date. Write it as 18 Mar, fri, tomorrow or +7.")

    def _visit_words(self, visit: Appointment, zone: str) -> str:
        name = self._choices.name_of(visit.practitioner_id) if self._choices is not None else ""
        return " · ".join(part for part in (wording.when(visit.start, visit.end, zone), name) if part)

    def _offer_people(self, draft: EntryDraft) -> None:
        """Offer those who give the service; none of them pressed means any."""
        service, choices = draft.offer.service, self._choices
        every = choices.practitioners if choices is not None else ()
        able = [
            (p.id, p.name) for p in every if service is None or service.given_by(p.id) or p.id in draft.practitioners
        ]
        if list(self.people.chips) != [one for one, _ in able]:
            self.people.offer(able)

    def _answer(self, text: str) -> None:
        if self._choices is not None:
            self.service.offer(text, offers.services(self._choices, text, calendars=False))

    def _named(self) -> dict[str, Field[Any]]:
        return {
            "patient": Field(self.tr("Patient"), self.patient),
            "service": Field(self.tr("Service"), self.service),
            "urgency": Field(self.tr("How urgent it is"), self.urgency),
            "practitioners": Field(self.tr("With (none pressed: whoever gives it)"), self.people),
            "days": Field(self.tr("Days (none pressed: any)"), self.days),
            "parts": Field(self.tr("Parts of the day (none pressed: any)"), self.parts),
            "earliest": Field(self.tr("Earliest"), self.earliest),
            "until": Field(self.tr("Until"), self.until),
            "length": Field(self.tr("Length"), self.length),
            "gives_up": Field(self.tr("Gives up their visit on"), self.gives_up),
            "note": Field(self.tr("Note"), self.note),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(10))
        for name in ("patient", "service", "urgency", "practitioners", "days", "parts"):
            column.addWidget(self.fields[name])
        for several in _LARGE if style.scale() > ROOMY else _ROWS:
            row = QHBoxLayout()
            row.setSpacing(style.scaled(12))
            for name in several:
                row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(self.fields["gives_up"])
        column.addWidget(self.fields["note"])
        column.addStretch(1)
