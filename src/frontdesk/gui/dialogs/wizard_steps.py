"""The row of steps at the top of the wizard: where one is, what is done, and a press to go there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.pressable import Pressable

_SIDE, _GAP, _HEIGHT = 22, 8, 34
_TICK = ((0.27, 0.52), (0.44, 0.69), (0.74, 0.33))


class StepButton(Pressable):
    """One step: its number, or a tick once it is done, and its name."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self._number = number
        self.done = self.current = False
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_state(self, *, done: bool, current: bool) -> None:
        """Show how far the wizard is."""
        self.done, self.current = done, current
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the circle and the name."""
        words = QFontMetrics(self._font()).horizontalAdvance(self.text()) + 2
        return QSize(words + style.scaled(_SIDE + _GAP + 12), style.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Do with the circle where there is little room."""
        return QSize(style.scaled(_SIDE + 8), style.scaled(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle and name."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painting.rounded(painter, self.rect(), look.raised)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, width=1.5)
        side = style.scaled(_SIDE)
        circle = QRectF(style.scaled(4), (self.height() - side) / 2, side, side)
        self._paint_circle(painter, circle)
        left = round(circle.right()) + style.scaled(_GAP)
        area = self.rect().adjusted(left, 0, 0, 0)
        painter.setFont(self._font())
        painter.setPen(painting.colour(look.text if self.current else look.text_soft))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        look = style.look()
        if self.current:
            painting.rounded(painter, circle, look.accent, radius=circle.width() / 2)
        elif self.done:
            painting.rounded(painter, circle, look.accent_soft, radius=circle.width() / 2)
        else:
            painting.rounded(painter, circle, look.surface, look.line, radius=circle.width() / 2)
        if self.done and not self.current:
            painter.setPen(QPen(painting.colour(look.accent), circle.width() * 0.1, c=Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            points = [QPointF(circle.left() + x * circle.width(), circle.top() + y * circle.height()) for x, y in _TICK]
            painter.drawPolyline(QPolygonF(points))
            return
        painter.setFont(fonts.font(12, QFont.Weight.DemiBold, style.scale()))
        painter.setPen(painting.colour(look.on_accent if self.current else look.muted))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))

    def _font(self) -> QFont:
        # As wide whether it is the current one or not, so that nothing moves.
        return fonts.font(13, QFont.Weight.DemiBold, style.scale())


class StepRow(QWidget):
    """The row; `chosen` tells the number of the step that was pressed, from 0 on."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(10))
        self.buttons = [StepButton(n + 1, name) for n, name in enumerate(names)]
        for n, each in enumerate(self.buttons):
            each.clicked.connect(lambda _checked=False, n=n: self.chosen.emit(n))
            row.addWidget(each)
        row.addStretch(1)

    def show_step(self, step: int, furthest: int) -> None:
        """Mark where the wizard is; what lies before the furthest step that was seen is done."""
        for n, each in enumerate(self.buttons):
            each.show_state(done=n < furthest and n != step, current=n == step)
            told = wording.filled(self.tr("Step %1 of %2: %3"), n + 1, len(self.buttons), self._names[n])
            each.setAccessibleName(told)
            each.setAccessibleDescription(self.tr("This step") if n == step else self.tr("Done") if each.done else "")
