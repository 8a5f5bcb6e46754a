"""Who is away, from when to when, and under which name the time is blocked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs import sick_day_words as words
from frontdesk.gui.dialogs.choice_box import DropDown
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.free_line import FreeLine
from frontdesk.gui.dialogs.sick_day_draft import Draft
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.segmented import Segmented

_LINES = (("practitioner", "lasting"), ("first", "begins", "last", "ends", "title"))


class People(DropDown):
    """The practitioners; `chosen` tells the id of the one that a person chose, in words."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.activated.connect(lambda at: self.chosen.emit(str(self.itemData(at))))

    def sizeHint(self) -> QSize:
        """Ask for the room of a name."""
        return QSize(style.scaled(210), super().sizeHint().height())


class SickDayFields(QWidget):
    """The fields, side by side where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.who = People()
        self.lasting = Segmented(words.lasting(), self.tr("How long"), enters=False)
        self.first, self.last = FreeLine(self.tr("From day")), FreeLine(self.tr("To day"))
        self.begins, self.ends = FreeLine(self.tr("From time")), FreeLine(self.tr("To time"))
        self.title = line_edit(self.tr("Away"))
        self.fields: dict[str, Field[Any]] = {
            "practitioner": Field(self.tr("Who"), self.who),
            "lasting": Field(self.tr("How long"), self.lasting),
            "first": Field(self.tr("From"), self.first),
            "begins": Field(self.tr("at"), self.begins),
            "last": Field(self.tr("To"), self.last),
            "ends": Field(self.tr("at"), self.ends),
            "title": Field(self.tr("Name of the block"), self.title),
        }
        for name, width in (("first", 115), ("begins", 70), ("last", 115), ("ends", 70), ("title", 140)):
            self.fields[name].setFixedWidth(style.scaled(width))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(style.scaled(10))
        for names in _LINES:
            line = QHBoxLayout()
            line.setSpacing(style.scaled(12))
            for name in names:
                line.addWidget(self.fields[name], 0, Qt.AlignmentFlag.AlignTop)
            line.addStretch(1)
            lines.addLayout(line)

    @property
    def is_wrong(self) -> bool:
        """Tell whether something cannot be read, or ends before it starts."""
        return any(field.is_wrong for field in self.fields.values())

    def set_people(self, people: Sequence[tuple[Id, str]]) -> None:
        """Say who there is to choose from."""
        self.who.clear()
        for one, name in people:
            # A large number is no number of Qt's: the id goes along in words.
            self.who.addItem(name, str(one))

    def show_draft(self, draft: Draft, today: date, *, backwards: bool) -> None:
        """Show who and when."""
        for field in self.fields.values():
            field.clear()
        self.who.setCurrentIndex(self.who.findData(str(draft.practitioner)))
        self.lasting.choose(draft.lasting(today).value)
        for line, text in (
            (self.first, wording.day_short(draft.first)),
            (self.last, wording.day_short(draft.last)),
            (self.begins, wording.minute_of_day(draft.begins)),
            (self.ends, wording.minute_of_day(draft.ends)),
        ):
            line.accept()
            line.show_text(text)
        if backwards:
            self.fields["ends"].say_wrong(self.tr("The end must lie after the start."))

    def say_wrong(self, name: str, told: str) -> None:
        """Say that what was typed into a field cannot be read; it stays as it was typed."""
        self.fields[name].say_wrong(told)
        self.fields[name].control.refuse()
