"""Choices that drop down from one field, also a row of them folded up for where the row has no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QListView

from frontdesk.gui.ground.look import style

# Border and padding of the list, with a pixel to spare.
_FRAME = 7


class DropDown(QComboBox):
    """A field whose list shows all of its choices in one frame."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go on by the wheel only where someone works in it: whoever scrolls past must not choose anything."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def showPopup(self) -> None:
        """Show all choices at once: Qt leaves the sheet's frame and padding out when it measures the popup."""
        view = self.view()
        rows = sum(view.sizeHintForRow(row) for row in range(self.count()) if not _is_hidden(view, row))
        most = self.screen().availableGeometry().height() // 2
        view.setMinimumHeight(min(rows + 2 * style.scaled(_FRAME), most))
        around = view.parentWidget()
        if isinstance(around, QFrame):
            # The list has a frame of its own.
            around.setFrameShape(QFrame.Shape.NoFrame)
        super().showPopup()


def _is_hidden(view: object, row: int) -> bool:
    return isinstance(view, QListView) and view.isRowHidden(row)


class ChoiceBox(DropDown):
    """The field; used as the row is: `chosen` tells the name of the choice that a person made."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._names = [choice for choice, _ in choices]
        self.addItems([words for _, words in choices])
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda index: self.chosen.emit(self._names[index]))

    @property
    def choice(self) -> str:
        """Give the name of the choice that holds."""
        return self._names[self.currentIndex()]

    def choose(self, choice: str) -> None:
        """Make a choice hold without telling that a person made it."""
        self.setCurrentIndex(self._names.index(choice))

    def offer(self, choice: str, *, offered: bool) -> None:
        """Show a choice in the list, or take it out."""
        row, view, model = self._names.index(choice), self.view(), self.model()
        if isinstance(view, QListView):
            view.setRowHidden(row, not offered)
        if isinstance(model, QStandardItemModel):
            # The arrows pass over it too.
            model.item(row).setEnabled(offered)

    def set_words(self, choice: str, words: str) -> None:
        """Put other words on a choice."""
        self.setItemText(self._names.index(choice), words)
