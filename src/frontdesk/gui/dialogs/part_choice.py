"""Which part of the free times is shown: a row of choices, in fewer letters or folded into one field where it must."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.gui.dialogs.choice_box import ChoiceBox
from frontdesk.gui.dialogs.free_times import Part
from frontdesk.gui.parts.segmented import Segmented


class PartChoice(QWidget):
    """The choice; `chosen` tells the Part that a person chose."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        name = self.tr("Which free times")
        self.setAccessibleName(name)
        words = (self.tr("First available"), self.tr("Mornings"), self.tr("Afternoons"), self.tr("Pick a day…"))
        short = (self.tr("First"), self.tr("a.m."), self.tr("p.m."), self.tr("Day…"))
        whole = [(part.value, said) for part, said in zip(Part, words, strict=True)]
        self.row = Segmented(whole, name)
        self.short = Segmented([(part.value, said) for part, said in zip(Part, short, strict=True)], name)
        self.folded = ChoiceBox(whole, name)
        self._shown: tuple[Segmented | ChoiceBox, ...] = (self.row, self.short, self.folded)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for each in self._shown:
            line.addWidget(each)
            each.setVisible(each is self.row)
            each.chosen.connect(lambda choice: self.chosen.emit(Part(choice)))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.choose(Part.FIRST)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what has no room is folded."""
        return QSize(0, super().minimumSizeHint().height())

    @property
    def whole_width(self) -> int:
        """Give the width of the row with all its words."""
        return self.row.sizeHint().width()

    def choose(self, part: Part) -> None:
        """Make a choice hold without telling that a person made it."""
        for each in self._shown:
            each.choose(part.value)

    def fit(self, width: int) -> None:
        """Show as much of the words as a width has room for."""
        fits = next((each for each in (self.row, self.short) if each.sizeHint().width() <= width), None)
        for each in self._shown:
            each.setVisible(each is (fits or self.folded))
        self.folded.setMaximumWidth(max(width, 1))
