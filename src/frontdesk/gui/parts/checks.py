"""A check box in the colour of what it shows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import contrast, service_stripe
from frontdesk.gui.parts import painting


class ColourCheck(QCheckBox):
    """A check box with a name beside it and, at the right, a short remark such as a load."""

    def __init__(self, words: str, hue: int, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._hue = hue
        self.remark = remark
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_remark(remark)

    def set_remark(self, remark: str) -> None:
        """Show another remark."""
        self.remark = remark
        self.setAccessibleName(" · ".join(part for part in (self._words(), remark) if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        width = self.fontMetrics().horizontalAdvance(self._words())
        return QSize(width + style.scaled(80), self.fontMetrics().height() + style.scaled(10))

    def minimumSizeHint(self) -> QSize:
        """Do with the box and a few letters."""
        return QSize(style.scaled(90), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on the line."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, name and remark."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painting.rounded(painter, self.rect(), look.raised)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, width=1.5)
        side = style.scaled(15)
        box = QRectF(style.scaled(4), (self.height() - side) / 2, side, side)
        self._paint_box(painter, box)
        painter.setFont(fonts.font(12, scale=style.scale()))
        room = painter.fontMetrics().horizontalAdvance(self.remark)
        painter.setPen(painting.colour(look.muted))
        right = self.rect().adjusted(0, 0, -style.scaled(4), 0)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self.remark)
        left = round(box.right()) + style.scaled(8)
        area = self.rect().adjusted(left, 0, -room - style.scaled(10), 0)
        painter.setFont(fonts.font(13, scale=style.scale()))
        painter.setPen(painting.colour(look.text if self.isChecked() else look.muted))
        shown = painter.fontMetrics().elidedText(self._words(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        look = style.look()
        if not self.isChecked():
            painting.rounded(painter, box, look.surface, look.muted, radius=4)
            return
        fill = service_stripe(self._hue, look)
        painting.rounded(painter, box, fill, radius=4)
        tick = max((look.surface, look.text, "#FFFFFF", "#10151C"), key=lambda c: contrast(c, fill))
        painter.setPen(QPen(painting.colour(tick), box.width() * 0.13, c=Qt.PenCapStyle.RoundCap))
        corners = ((0.25, 0.52), (0.43, 0.70), (0.75, 0.32))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in corners])
        )

    def _words(self) -> str:
        return self.text().replace("&&", "&")
