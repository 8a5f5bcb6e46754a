"""A disc with a person's initials."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import Look, person_fill, person_text
from frontdesk.gui.parts.painting import colour


class Avatar(QWidget):
    """The disc; screen readers pass it by, since the name stands beside it."""

    def __init__(self, initials: str, hue: int, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials, self._hue, self._size = initials, hue, size
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(style.scaled(self._size), style.scaled(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, QRectF(self.rect()), self._initials, self._hue, style.look())


def paint_avatar(painter: QPainter, area: QRectF, initials: str, hue: int, look: Look) -> None:
    """Draw a disc with initials into a square of any painter."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(person_fill(hue, look)))
    painter.drawEllipse(area)
    painter.setPen(colour(person_text(hue, look)))
    painter.setFont(fonts.font(area.height() * 0.38, QFont.Weight.DemiBold))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), initials)
