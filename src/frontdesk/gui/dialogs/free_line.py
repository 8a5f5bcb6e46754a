"""A field that is typed into freely and tells what was typed when it is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit


class FreeLine(QLineEdit):
    """A field of free form: what was typed is told by `given` when it is left or Enter is pressed.

    What could not be read stays as it was typed until something else holds; `replaced` tells that it went then.
    """

    given = Signal(str)
    replaced = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(60)
        self._shown = self._holds = ""
        self._is_refused = False

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that was not told yet."""
        return self.text() != self._shown

    def show_text(self, text: str) -> None:
        """Show what holds now, unless someone is typing here."""
        if (self.hasFocus() and self.is_changed) or (self._is_refused and text == self._holds):
            return
        refused, self._is_refused = self._is_refused, False
        self._shown = self._holds = text
        # The same once more would let go of what is selected, and the next letter would be added to it.
        if text != self.text():
            self.setText(text)
        if refused:
            self.replaced.emit()

    def refuse(self) -> None:
        """Leave what was typed standing, as it could not be read."""
        self._is_refused = True

    def accept(self) -> None:
        """Know that what was typed was read."""
        self._is_refused = False

    def tell(self) -> None:
        """Tell what was typed, when it was."""
        if self.is_changed:
            self._shown = self.text()
            self.given.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what was typed."""
        self.tell()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what was typed before Enter reaches the dialog."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tell()
            event.ignore()
            return
        super().keyPressEvent(event)
