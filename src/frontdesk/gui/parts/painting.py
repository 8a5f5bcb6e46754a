"""What several painted widgets draw alike."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from frontdesk.gui.ground.look.tokens import RADIUS


def colour(token: str, alpha: float = 1.0) -> QColor:
    """Make a colour of a token."""
    made = QColor(token)
    made.setAlphaF(alpha)
    return made


def rounded(painter: QPainter, area: QRect | QRectF, fill: str, line: str = "", radius: float = RADIUS) -> None:
    """Fill a rounded rectangle, with a line of one pixel inside its edge when one is given."""
    painter.setPen(QPen(QColor(line), 1) if line else QColor(0, 0, 0, 0))
    painter.setBrush(QColor(fill))
    inner = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5) if line else QRectF(area)
    painter.drawRoundedRect(inner, radius, radius)


def ring(painter: QPainter, area: QRect | QRectF, line: str, radius: float = RADIUS, width: float = 2) -> None:
    """Draw the ring that shows where the focus is."""
    painter.setPen(QPen(QColor(line), width))
    painter.setBrush(QColor(0, 0, 0, 0))
    half = width / 2
    painter.drawRoundedRect(QRectF(area).adjusted(half, half, -half, -half), radius, radius)


def place_in_row(index: int, count: int) -> str:
    """Name where one of several stands in a row: alone, first, last or middle."""
    if count == 1:
        return "alone"
    return "first" if index == 0 else "last" if index == count - 1 else "middle"


def end_rounded(painter: QPainter, area: QRect, fill: str, line: str, place: str, radius: float = RADIUS) -> None:
    """Fill one piece of a joined row: rounded only at the row's ends, its left line shared with its neighbour."""
    box = QRectF(area).adjusted(0.5 if place in ("alone", "first") else -0.5, 0.5, -0.5, -0.5)
    left, right = place in ("alone", "first"), place in ("alone", "last")
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(box, radius, radius)
    if not left:
        path.addRect(QRectF(box.left(), box.top(), box.width() / 2, box.height()))
    if not right:
        path.addRect(QRectF(box.center().x(), box.top(), box.width() / 2, box.height()))
    painter.setPen(QPen(QColor(line), 1))
    painter.setBrush(QColor(fill))
    painter.drawPath(path.simplified())
