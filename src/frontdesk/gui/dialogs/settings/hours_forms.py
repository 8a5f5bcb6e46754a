"""The small forms of the working-hours page: a date that differs, from when on weeks hold, the name of a schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded
from frontdesk.domain.schedule import LONGEST_NOTE, MOST_WEEKS, Rule
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.number_box import NumberBox
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_card import FormCard, read_date
from frontdesk.gui.dialogs.settings.hours_keys import read
from frontdesk.gui.dialogs.settings.hours_periods import Period, monday
from frontdesk.gui.ground import refusals
from frontdesk.gui.parts.labels import label


class DateForm(FormCard):
    """A date or a span on which the hours differ. `given` carries the rule, `removed` nothing."""

    given = Signal(object)
    removed = Signal()

    def __init__(self, window: QWidget, rule: Rule | None, today: date) -> None:
        title = self.tr("A date that differs") if rule is None else self.tr("This date")
        super().__init__(window, title, self.tr("Add") if rule is None else self.tr("Change"))
        self._today = today
        hint = self.tr("3 Apr, fri, +7")
        self.first = Field(self.tr("First day"), line_edit(hint=hint))
        self.last = Field(self.tr("Last day"), line_edit(hint=self.tr("the same day")))
        self.hours = Field(self.tr("Hours on each day"), line_edit(hint=self.tr("away all day"), longest=200))
        self.note = Field(self.tr("Note"), line_edit(hint=self.tr("annual leave"), longest=LONGEST_NOTE))
        if rule is not None:
            self.first.control.setText(words.date_field(rule.date))
            self.last.control.setText(words.date_field(rule.until))
            self.hours.control.setText(words.stretches_words(rule.intervals))
            self.note.control.setText(rule.note)
            self.offer_removal(self.tr("Delete"))
        for field in (self.first, self.last, self.hours, self.note):
            self.column.addWidget(field)

    def give(self) -> None:
        """Take the date, or say what cannot be read."""
        how = self.tr("Write it as 3 Apr, fri or +7.")
        first, sound = read_date(self.first, self._today, needed=True, how=how)
        last, sound_too = read_date(self.last, first or self._today, needed=False, how=how)
        said = self.hours.control.text().strip()
        off = folded(said) in {"-", folded(self.tr("Away")), folded(self.tr("Closed"))}
        bars = () if off else read(said)
        if bars is None:
            self.hours.say_wrong(self.tr("Write hours as 8:30-12:30, 13:30-17:30, none for away."))
        if first is None or not (sound and sound_too) or bars is None:
            self.grow()
            return
        if last is not None and last < first:
            self.last.say_wrong(self.tr("The last day must not lie before the first."))
            self.grow()
            return
        until = last if last is not None and last != first else None
        self.given.emit(Rule(date=first, until=until, intervals=bars, note=self.note.control.text().strip()))

    def refuse(self, refusal: Invalid) -> None:
        """Say what the rules of the house have against the date; it stays as typed."""
        field = self.note if ".note" in str(refusal.facts.get("field", "")) else self.first
        field.say_wrong(refusals.sentence(refusal))
        self.grow()

    def remove(self) -> None:
        """Take the date away."""
        self.removed.emit()
        self.close_card()


class PeriodForm(FormCard):
    """From when on, until when, and how many weeks in turn. `given` carries the Period, `removed` nothing."""

    given = Signal(object)
    removed = Signal()

    def __init__(self, window: QWidget, period: Period, today: date, *, new: bool, removable: bool) -> None:
        new_title = self.tr("A rota of several weeks") if period.weeks > 1 else self.tr("Other hours from a date on")
        title = new_title if new else self.tr("When these weeks hold")
        super().__init__(window, title, self.tr("Begin") if new else self.tr("Change"))
        self._today, self._new, self._period = today, new, period
        said = self.tr("Until then all stays as it is; the new weeks begin with the same hours.")
        if new:
            self.column.addWidget(label(said, "muted", wrap=True))
        self.weeks = Field(self.tr("Weeks in turn"), NumberBox(1, MOST_WEEKS, self.tr("Weeks in turn")))
        self.weeks.control.setValue(period.weeks)
        self.weeks.control.valueChanged.connect(lambda _n: self._explain())
        self.first = Field(self.tr("From"), line_edit(hint=self.tr("ever since")))
        self.until = Field(self.tr("Until"), line_edit(hint=self.tr("without end")))
        self.first.control.setText(words.date_field(period.first))
        self.until.control.setText(words.date_field(period.until))
        for field in (self.weeks, self.first, self.until):
            self.column.addWidget(field)
        self.until.setVisible(not new)
        if not new and removable:
            self.offer_removal(self.tr("Remove these weeks"))
        self._explain()

    def give(self) -> None:
        """Take the dates, or say what cannot be read."""
        how = self.tr("Write it as 23 Mar, mon or +7.")
        weeks = self.weeks.control.value()
        first, sound = read_date(self.first, self._today, needed=self._new or weeks > 1, how=how)
        until, sound_too = (self._period.until, True)
        if not self._new:
            until, sound_too = read_date(self.until, self._today, needed=False, how=how)
        if sound and sound_too and first is not None and until is not None and until < first:
            self.until.say_wrong(self.tr("The last day must not lie before the first."))
            sound_too = False
        if sound and sound_too:
            self.given.emit(Period(first, until, weeks))
        else:
            self.grow()

    def refuse(self, refusal: Invalid) -> None:
        """Say why these dates cannot be; they stay as typed."""
        self.first.say_wrong(refusals.sentence(refusal))
        self.grow()

    def remove(self) -> None:
        """Take the weeks away."""
        self.removed.emit()
        self.close_card()

    def _explain(self) -> None:
        weeks = self.weeks.control.value()
        if weeks == 1:
            self.weeks.tell(self.tr("The same every week."))
        else:
            self.weeks.tell(self.tr("Each holds every %1 weeks.").replace("%1", str(weeks)))


class NameForm(FormCard):
    """The name of a schedule and, for a new one, its location. `given` carries both."""

    given = Signal(str, object)

    def __init__(
        self, window: QWidget, name: str, places: Sequence[tuple[Id, str, str]] = (), here: Id | None = None
    ) -> None:
        new = bool(places)
        title = self.tr("New schedule") if new else self.tr("Rename the schedule")
        super().__init__(window, title, self.tr("Begin") if new else self.tr("Rename"))
        self.name = Field(self.tr("Name"), line_edit(name, hint=self.tr("Summer hours"), longest=100))
        self.column.addWidget(self.name)
        self.where = QComboBox()
        for one, said, _zone in places:
            self.where.addItem(said, one)
        self.where.setCurrentIndex(max(0, next((n for n, p in enumerate(places) if p[0] == here), 0)))
        where: Field[QComboBox] = Field(self.tr("Location"), self.where)
        self.column.addWidget(where)
        where.setVisible(len(places) > 1)

    def give(self) -> None:
        """Take the name, which must not be empty."""
        said = self.name.control.text().strip()
        if not said:
            self.name.say_wrong(self.tr("Something must be written here."))
            self.grow()
            return
        place = self.where.currentData()
        self.close_card()
        self.given.emit(said, place)


def next_monday(today: date) -> date:
    """Give the Monday after today."""
    return monday(today) + timedelta(weeks=1)
