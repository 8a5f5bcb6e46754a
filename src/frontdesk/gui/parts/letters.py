"""A field of one line that leaves Undo to the window while there is nothing in it to take back."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class Letters(QLineEdit):
    """The field.

    Qt's own keeps the keys of Undo and Redo from the window even while it is empty: after a sign-up, whose field has
    the focus and is empty again, the sign-up could not be taken back.
    """

    def event(self, event: QEvent) -> bool:
        """Leave Undo and Redo to the window while nothing is typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.text():
            redo = event.matches(QKeySequence.StandardKey.Redo)
            if redo or event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return True
        return super().event(event)
