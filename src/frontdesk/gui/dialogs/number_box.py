"""A field for a number that steps up and down: as tall as other fields are, its text set in as far."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox

from frontdesk.gui.ground.look import style


class NumberBox(QSpinBox):
    """The field."""

    def __init__(self, least: int, most: int, name: str, width: int = 0) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Qt's spin boxes leave out what the style sheet says of the room beside the text.
        self.lineEdit().setTextMargins(style.scaled(9), 0, 0, 0)
        if width:
            self.setFixedWidth(style.scaled(width))

    def sizeHint(self) -> QSize:
        """Ask for the height of a field of one line."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Do with no other height."""
        return QSize(super().minimumSizeHint().width(), self._height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step only where someone works in it: whoever scrolls past must not change the number."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _height(self) -> int:
        return self.fontMetrics().height() + style.scaled(12) + 4
