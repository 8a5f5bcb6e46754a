"""The small form in which it is chosen how a visit comes again; what is chosen holds at once."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.errors import Invalid
from frontdesk.domain.repeats import LEAST_TIMES, LONGEST_INTERVAL, MOST_TIMES
from frontdesk.gui.dialogs import repeats_words as words
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.choice_box import ChoiceBox
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.free_line import FreeLine
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.dialogs.number_box import NumberBox
from frontdesk.gui.dialogs.repeats_draft import Ends, RuleDraft
from frontdesk.gui.dialogs.settings.hours_card import FormCard
from frontdesk.gui.dialogs.weekday_row import WeekdayRow
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.segmented import Segmented

WIDTH = 372
_NUMBER = 76
# What the card draws around what it holds.
_FRAME = 4


class RepeatCard(FormCard):
    """The form; `changed` carries the RuleDraft as it is now, `given` says that its button was pressed, or Enter."""

    changed = Signal(object)
    given = Signal()

    def __init__(self, window: QWidget, draft: RuleDraft) -> None:
        super().__init__(window, self.tr("Repeat the visit"), self.tr("Done"))
        self._draft = draft
        self._words = locale_words()
        self.frequency = Segmented(words.frequencies(), self.tr("How often"), enters=False)
        self.interval = NumberBox(1, LONGEST_INTERVAL, self.tr("Every so many"), _NUMBER)
        self.unit = label("")
        self.weekdays = WeekdayRow()
        self.ends = ChoiceBox(words.ends(endless=draft.may_be_endless), self.tr("Ends"))
        self.count = NumberBox(LEAST_TIMES, MOST_TIMES, self.tr("How many times"), _NUMBER)
        self.until = Field(self.tr("Last day"), FreeLine(self.tr("Last day")))
        self.sentence = label("", "soft", wrap=True)
        self.left_out = label("", "small", wrap=True)
        self._lay_out()
        self._wire()
        self._show()

    @property
    def draft(self) -> RuleDraft:
        """Give the rule as it is chosen."""
        return self._draft

    def ask(self, anchor: QWidget, width: int = WIDTH) -> None:
        """Open under a widget, on what is chosen now."""
        margins = self.column.contentsMargins()
        widest = max(part.sizeHint().width() for part in (self.frequency, self.weekdays))
        asked = widest + margins.left() + margins.right() + _FRAME
        super().ask(anchor, max(width, math.ceil(asked / style.scale())))
        self.frequency.focus_chosen()

    def give(self) -> None:
        """Close, when what is typed can be read."""
        if self._draft.ends is Ends.ON and self._draft.frequency is not None:
            self.until.control.tell()
        if not self.until.is_wrong:
            self.close_card()
            self.given.emit()

    def follow(self, draft: RuleDraft) -> None:
        """Show a draft whose dates changed with the visit's."""
        self._draft = draft
        self._show()

    def _set(self, draft: RuleDraft) -> None:
        self._draft = draft
        self._show()
        self.changed.emit(draft)

    def _change(self, **changed: Any) -> None:
        self._set(replace(self._draft, **changed))

    def _show(self) -> None:
        draft = self._draft
        again = draft.frequency is not None
        self.frequency.choose(draft.choice)
        self.interval.setValue(draft.interval)
        self.weekdays.choose(draft.days)
        self.weekdays.setVisible(draft.frequency is Frequency.WEEKLY)
        self.ends.choose(draft.ends.value)
        self.count.setValue(draft.count)
        if draft.until is not None:
            self.until.control.show_text(wording.dated(draft.until, self.tr("ddd d MMM yyyy")))
        for part in (self._every, self._end):
            part.setVisible(again)
        self._times.setVisible(draft.ends is Ends.AFTER)
        self.until.setVisible(draft.ends is Ends.ON)
        if draft.frequency is not None:
            self.unit.setText(words.unit(draft.frequency, draft.interval))
        self._tell_dates()
        self.grow()

    def _tell_dates(self) -> None:
        found = self._draft.dates()
        wrong = isinstance(found, Invalid)
        style.set_kind(self.sentence, "danger" if wrong else "soft")
        missing = ""
        if isinstance(found, Invalid):
            told = refusals.sentence(found)
        else:
            told = "" if found is None else words.dates_words(found)
            missing = "" if found is None else words.left_out(found.left_out, found.found[0].day)
        for line, text in ((self.sentence, told), (self.left_out, missing)):
            line.setText(text)
            line.setVisible(bool(text))

    def _take_ends(self, choice: str) -> None:
        ends = Ends(choice)
        until = self._draft.until_some_weeks() if ends is Ends.ON else self._draft.until
        self._change(ends=ends, until=until)
        if ends is Ends.ENDLESS:
            return
        control = self.count if ends is Ends.AFTER else self.until.control
        control.setFocus()
        control.selectAll()

    def _take_until(self, text: str) -> None:
        first = self._draft.first
        day = typed.dated(text, self._words) or (None if first is None else typed.day(text, first, self._words))
        if day is None:
            self.until.say_wrong(self.tr("This is not a date. Write it as 18 Mar, fri or 18.3.2027."))
            self.grow()
            return
        self.until.clear()
        self._change(until=day)

    def _wire(self) -> None:
        self.frequency.chosen.connect(lambda choice: self._set(self._draft.every(choice)))
        self.interval.valueChanged.connect(self._take_interval)
        self.count.valueChanged.connect(self._take_count)
        self.weekdays.changed.connect(self._take_weekdays)
        self.ends.chosen.connect(self._take_ends)
        self.until.control.given.connect(self._take_until)

    def _take_interval(self, interval: int) -> None:
        if interval != self._draft.interval:
            self._change(interval=interval)

    def _take_count(self, count: int) -> None:
        if count != self._draft.count:
            self._change(count=count)

    def _take_weekdays(self, days: frozenset[int]) -> None:
        # The visit's own day is not among them: should it be moved to another day, that one takes its place.
        # The last that is pressed stays pressed.
        self._change(weekdays=(days or self._draft.days) - self._draft.own)

    def _lay_out(self) -> None:
        self._every = _row(label(self.tr("Every")), self.interval, self.unit)
        self._times = _row(self.count, label(self.tr("times")))
        self._end = QWidget()
        end = QVBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(style.scaled(8))
        end.addWidget(label(self.tr("Ends"), "small"))
        end.addWidget(self.ends)
        end.addWidget(self._times)
        end.addWidget(self.until)
        for part in (self.frequency, self._every, self.weekdays, self._end, self.sentence, self.left_out):
            self.column.addWidget(part)


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.scaled(8))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return made
