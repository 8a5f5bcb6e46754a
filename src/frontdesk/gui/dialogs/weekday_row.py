"""The seven days of the week as buttons, any number of which are pressed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.gui.dialogs import block_words as words
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.segmented import Segment


class WeekdayRow(QWidget):
    """Seven buttons, Monday first. `changed` carries the weekdays that are pressed."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: list[Segment] = []
        for number in range(7):
            made = Segment(words.weekday_short(number), painting.place_in_row(number, 7))
            made.setAccessibleName(words.weekday(number))
            made.setAutoExclusive(False)
            made.clicked.connect(lambda _on=False: self.changed.emit(self.chosen))
            self.buttons.append(made)
            row.addWidget(made)
        row.addStretch(1)

    @property
    def chosen(self) -> frozenset[int]:
        """Give the weekdays that are pressed."""
        return frozenset(n for n, each in enumerate(self.buttons) if each.isChecked())

    def choose(self, weekdays: frozenset[int]) -> None:
        """Press these."""
        for number, each in enumerate(self.buttons):
            each.setChecked(number in weekdays)
