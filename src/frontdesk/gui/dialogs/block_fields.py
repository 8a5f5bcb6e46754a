"""The fields of the dialog of a block, one below the other in the order of the keys."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.gui.dialogs import block_words as words
from frontdesk.gui.dialogs.block_draft import MOST_TIMES, MOST_WEEKS, Draft, Ends, Owner, Repeat
from frontdesk.gui.dialogs.booking_draft import matching
from frontdesk.gui.dialogs.choice_box import ChoiceBox
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.free_line import FreeLine
from frontdesk.gui.dialogs.number_box import NumberBox
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.dialogs.weekday_row import WeekdayRow
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.hits import Hit
from frontdesk.gui.parts.labels import label

_NUMBER = 76


class BlockFields(QWidget):
    """The fields. They say what was chosen by the signals of their controls; `show_draft` fills them."""

    def __init__(self) -> None:
        super().__init__()
        self._owners: tuple[Owner, ...] = ()
        self.title = line_edit(hint=self.tr("Lunch, meeting, training, …"))
        completer = QCompleter(list(words.suggestions()), self.title)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.title.setCompleter(completer)
        self.owner = Suggest(self.tr("Whose time"))
        self.first = FreeLine(self.tr("First day"))
        self.start = FreeLine(self.tr("From"))
        self.end = FreeLine(self.tr("To"))
        self.last = FreeLine(self.tr("Last day"))
        self.whole = QCheckBox(self.tr("Whole days"))
        self.repeat = ChoiceBox(
            [*words.repeats(), (Repeat.OTHER.value, self.tr("After its own rule"))], self.tr("Repeats")
        )
        self.weekdays = WeekdayRow()
        self.weeks = NumberBox(1, MOST_WEEKS, self.tr("Every so many weeks"), _NUMBER)
        self.ends = ChoiceBox(words.ends(), self.tr("Ends"))
        self.until = FreeLine(self.tr("Last day of the series"))
        self.times = NumberBox(1, MOST_TIMES, self.tr("How many times"), _NUMBER)
        self.sentence = label("", "soft", wrap=True)
        self.fields: dict[str, Field[Any]] = {
            "title": Field(self.tr("What"), self.title),
            "practitioner": Field(self.tr("Whose time"), self.owner),
            "first": Field(self.tr("First day"), self.first),
            "start": Field(self.tr("From"), self.start),
            "end": Field(self.tr("To"), self.end),
            "last": Field(self.tr("Last day"), self.last),
            "rule": Field(self.tr("Repeats"), self.repeat),
            "ends": Field(self.tr("Ends"), self.ends),
            "until": Field(self.tr("Last day of the series"), self.until),
        }
        self.owner.asked.connect(self._answer)
        self._lay_out()

    def set_owners(self, owners: tuple[Owner, ...]) -> None:
        """Offer whose time can be closed, also to those who have typed already."""
        self._owners = owners
        self.owner.ask_again()

    def show_draft(self, draft: Draft, zone: str, *, alone: bool) -> None:
        """Fill the fields, but leave alone those in which someone is typing; `alone` has no repeats."""
        if draft.title != self.title.text() and not self.title.hasFocus():
            self.title.setText(draft.title)
        if not self.owner.typing:
            self.owner.hold(draft.owner.name if draft.owner is not None else "")
        self.first.show_text(wording.day_short(draft.first))
        self.last.show_text(wording.day_short(draft.last))
        self.start.show_text(wording.minute_of_day(draft.start_minute))
        self.end.show_text(wording.minute_of_day(draft.end_minute))
        self.whole.setChecked(draft.whole_days)
        for name in ("start", "end"):
            self.fields[name].setVisible(not draft.whole_days)
        self._show_repeats(draft, alone=alone)

    def clear_wrong(self) -> None:
        """Take back all that was said beside fields."""
        for field in self.fields.values():
            field.clear()

    def _show_repeats(self, draft: Draft, *, alone: bool) -> None:
        again = draft.repeat not in (Repeat.NEVER, Repeat.OTHER) and not alone
        self.repeat.choose(draft.repeat.value)
        self.fields["rule"].setVisible(not alone)
        self._weekly.setVisible(again and draft.repeat is Repeat.WEEKLY)
        self.weekdays.choose(draft.weekdays)
        self.weeks.setValue(draft.weeks)
        self.fields["ends"].setVisible(again)
        self.ends.choose(draft.ends.value)
        self.fields["until"].setVisible(again and draft.ends is Ends.ON)
        if draft.until is not None:
            self.until.show_text(wording.dated(draft.until, self.tr("ddd d MMM yyyy")))
        self._times.setVisible(again and draft.ends is Ends.AFTER)
        self.times.setValue(draft.times)

    def _answer(self, text: str) -> None:
        found = matching(text, {str(n): owner.name for n, owner in enumerate(self._owners)})
        calendar = self.tr("calendar")
        chosen = [self._owners[int(n)] for n in found]
        self.owner.offer(text, [Hit(o.name, calendar if o.is_calendar else "", payload=o) for o in chosen])

    def _suggest(self, title: str) -> None:
        self.title.setText(title)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(12))
        column.addWidget(self.fields["title"])
        column.addWidget(self._chips())
        column.addWidget(self.fields["practitioner"])
        self._row(column, "first", "start", "end", "last")
        column.addWidget(self.whole)
        self._weekly = QWidget()
        weekly = QVBoxLayout(self._weekly)
        weekly.setContentsMargins(0, 0, 0, 0)
        weekly.setSpacing(style.scaled(8))
        weekly.addWidget(self.weekdays)
        weekly.addWidget(_told(self.tr("Every"), self.weeks, self.tr("weeks")))
        self._times = _told("", self.times, self.tr("times"))
        self._row(column, "rule", "ends", "until")
        column.addWidget(self._times)
        column.addWidget(self._weekly)
        column.addWidget(self.sentence)

    def _row(self, column: QVBoxLayout, *names: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(style.scaled(10))
        for name in names:
            row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def _chips(self) -> QWidget:
        """Offer the usual titles to the mouse; at the keyboard a letter or two in the field do the same."""
        chips = QWidget()
        flow = FlowLayout(chips, style.scaled(6))
        for words_ in words.suggestions():
            chip = button(words_, does=partial(self._suggest, words_))
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            flow.addWidget(chip)
        return chips


def _told(before: str, control: QWidget, after: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.scaled(8))
    if before:
        row.addWidget(label(before))
    row.addWidget(control)
    row.addWidget(label(after))
    row.addStretch(1)
    return made
