"""A line that can be pressed: a name, and faint words behind it, cut short where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import paint_words


class RowButton(QAbstractButton):
    """The line; `spoken` is what a screen reader says of it."""

    def __init__(self, name: str, detail: str, spoken: str) -> None:
        super().__init__()
        self._detail = detail
        self.setText(name)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(style.scaled(120), style.scaled(30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by Enter as well."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painting.rounded(painter, self.rect(), look.raised)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, width=1.5)
        area = self.rect().adjusted(style.scaled(8), 0, -style.scaled(8), 0)
        used = paint_words(painter, area, self.text(), look.accent, 13, strong=True)
        rest = area.adjusted(used + style.scaled(6), 0, 0, 0)
        paint_words(painter, rest, self._detail, look.text_soft, 12, strong=False)
