"""A field of several lines that is as tall as it is asked to be, and lets go by Tab."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from frontdesk.gui.ground.look import style


class NoteEdit(QPlainTextEdit):
    """The field; `typed` tells that a person changed it."""

    typed = Signal()

    def __init__(self, lines: int = 3, hint: str = "") -> None:
        super().__init__()
        self._lines, self._filling, self._shown = lines, False, ""
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.textChanged.connect(self._tell)
        self._fit()

    def setPlainText(self, text: str) -> None:
        """Show a text without telling that a person typed it."""
        self._filling = True
        super().setPlainText(text)
        self._shown = text
        self.document().setModified(False)
        self._filling = False

    def toPlainText(self) -> str:
        """Give the text as it was shown while nobody changed it: Qt makes other line ends of some signs."""
        return super().toPlainText() if self.document().isModified() else self._shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the page, which writes by it; a plain Enter begins a new line."""
        enter = Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take on another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _tell(self) -> None:
        if not self._filling:
            self.typed.emit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + style.scaled(22))
