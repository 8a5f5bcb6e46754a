"""A row of choices folded into one field, for where the row has no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from frontdesk.gui.ground.look import style

# Border and padding of the list, with a pixel to spare.
_FRAME = 7


class ChoiceBox(QComboBox):
    """The field; used as the row is: `chosen` tells the name of the choice that a person made."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._names = [choice for choice, _ in choices]
        self.addItems([words for _, words in choices])
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda index: self.chosen.emit(self._names[index]))

    def showPopup(self) -> None:
        """Show all choices at once: Qt leaves the sheet's frame and padding out when it measures the popup."""
        view = self.view()
        rows = sum(view.sizeHintForRow(row) for row in range(self.count()))
        most = self.screen().availableGeometry().height() // 2
        view.setMinimumHeight(min(rows + 2 * style.scaled(_FRAME), most))
        super().showPopup()

    @property
    def choice(self) -> str:
        """Give the name of the choice that holds."""
        return self._names[self.currentIndex()]

    def choose(self, choice: str) -> None:
        """Make a choice hold without telling that a person made it."""
        self.setCurrentIndex(self._names.index(choice))

    def set_words(self, choice: str, words: str) -> None:
        """Put other words on a choice."""
        self.setItemText(self._names.index(choice), words)
