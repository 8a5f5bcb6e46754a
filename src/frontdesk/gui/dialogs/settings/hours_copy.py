"""Choosing the days that get the hours of another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_card import FormCard
from frontdesk.gui.dialogs.settings.hours_draft import DAYS
from frontdesk.gui.parts.buttons import button


class CopyForm(FormCard):
    """The days with ticks. `given` carries the weekdays that were chosen, 0 Monday."""

    given = Signal(object)

    def __init__(self, window: QWidget, weekday: int) -> None:
        title = wide(self.tr("Copy %1 to"), weekday)
        super().__init__(window, title, self.tr("Copy"))
        self.ticks = {day: QCheckBox(words.day_whole(day)) for day in range(DAYS) if day != weekday}
        quick = QHBoxLayout()
        quick.addWidget(button(self.tr("Monday to Friday"), "link", does=lambda: self._tick(range(5))))
        quick.addWidget(button(self.tr("All days"), "link", does=lambda: self._tick(range(DAYS))))
        quick.addStretch(1)
        for tick in self.ticks.values():
            self.column.addWidget(tick)
        self.column.addLayout(quick)

    def give(self) -> None:
        """Take the days that are ticked."""
        days = tuple(day for day, tick in self.ticks.items() if tick.isChecked())
        self.close_card()
        self.given.emit(days)

    def _tick(self, days: range) -> None:
        for day, tick in self.ticks.items():
            tick.setChecked(day in days)


def wide(said: str, weekday: int) -> str:
    """Put the whole name of a weekday into a sentence."""
    return said.replace("%1", words.day_whole(weekday))
