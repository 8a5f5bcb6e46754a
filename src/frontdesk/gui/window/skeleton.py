"""What the window shows before anything is read: where things will be, and that they are coming."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from frontdesk.gui.ground.look import fonts, style

TOP, SIDE, RIGHT, BOTTOM, HEAD = 52, 228, 296, 26, 60


class Skeleton(QWidget):
    """The lines of the window without any content. `painted` comes once, when it was seen for the first time."""

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._seen = False
        self.say(self.tr("Opening the clinic…"))

    def say(self, words: str) -> None:
        """Say what is going on."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, the columns at both sides, and the words."""
        look = style.look()
        top, side, right, bottom = (style.scaled(n) for n in (TOP, SIDE, RIGHT, BOTTOM))
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.surface))
        width, height = self.width(), self.height()
        middle = QRect(side, top, width - side - right, height - top - bottom)
        painter.setPen(QColor(look.line))
        for across in (top, height - bottom):
            painter.drawLine(0, across, width, across)
        for down in (side, width - right):
            painter.drawLine(down, top, down, height - bottom)
        painter.drawLine(middle.left(), top + style.scaled(HEAD), middle.right(), top + style.scaled(HEAD))
        self._write(painter, QPoint(style.scaled(14), 0), top, look.accent, 15, QFont.Weight.Bold, "Frontdesk")
        self._write(
            painter, QPoint(style.scaled(14), height - bottom), bottom, look.muted, 12, QFont.Weight.Normal, self._words
        )
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def _write(
        self, painter: QPainter, at: QPoint, tall: int, colour: str, px: int, weight: QFont.Weight, words: str
    ) -> None:
        painter.setFont(fonts.font(px, weight, style.scale()))
        painter.setPen(QColor(colour))
        area = QRect(at.x(), at.y(), self.width() - 2 * at.x(), tall)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
