"""The box of a tick in lists and tables, as a check box draws it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts import painting

_CORNERS = ((0.25, 0.52), (0.43, 0.70), (0.75, 0.32))


def paint_tick(painter: QPainter, box: QRectF, *, on: bool) -> None:
    """Draw the box, ticked or empty."""
    look = style.look()
    if not on:
        painting.rounded(painter, box, look.surface, look.muted, radius=4)
        return
    painting.rounded(painter, box, look.accent, radius=4)
    painter.setPen(QPen(painting.colour(look.on_accent), box.width() * 0.13, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in _CORNERS]
    painter.drawPolyline(QPolygonF(points))
