"""The bar above a board of the past: a slider over the moments at which the day changed, and the ways back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label

# With more moments than these, ticks would be a grey bar.
_MOST_TICKS = 150


class MomentSlider(QSlider):
    """A slider with a tick for each moment, drawn so that it is seen in any theme and at any size of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setPageStep(10)
        self.setMinimumHeight(style.scaled(30))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the moment under the pointer."""
        self._go_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while it is down."""
        self._go_to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where the pointer was let go."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, what lies before the moment on it, the ticks and the handle."""
        look, middle, edge = style.look(), self.height() / 2, self._edge()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = style.scaled(4)
        line, at = QRectF(edge, middle - thick / 2, self.width() - 2 * edge, thick), self._place(self.value())
        painting.rounded(painter, line, look.surface, radius=thick / 2)
        line.setRight(at)
        painting.rounded(painter, line, look.warn_text, radius=thick / 2)
        if self.maximum() <= _MOST_TICKS:
            painter.setPen(painting.colour(look.warn_text))
            for value in range(self.maximum() + 1):
                place = self._place(value)
                painter.drawLine(QPointF(place, middle + style.scaled(9)), QPointF(place, middle + style.scaled(14)))
        handle = QRectF(at - edge, middle - edge, 2 * edge, 2 * edge)
        painting.rounded(painter, handle, look.warn_text, radius=edge)
        if self.hasFocus():
            painting.ring(painter, handle.adjusted(-2, -2, 2, 2), look.text, radius=edge + 2)

    def _edge(self) -> int:
        return style.scaled(8)

    def _place(self, value: int) -> float:
        return self._edge() + (self.width() - 2 * self._edge()) * (value / self.maximum() if self.maximum() else 1)

    def _go_to(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            share = (event.position().x() - self._edge()) / max(1, self.width() - 2 * self._edge())
            self.setValue(round(share * self.maximum()))
        event.accept()


class PastBar(QFrame):
    """The bar. `chosen` tells the place of the slider: 0 before the first moment of the day, then after each."""

    chosen = Signal(int)
    left = Signal()
    visit_asked = Signal()
    day_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Back in time"))
        self.words = label("", "alert", wrap=True)
        self.words.setAccessibleName(self.tr("The moment that is shown"))
        self.slider = MomentSlider()
        self.slider.setAccessibleName(self.tr("Moments of this day"))
        self.slider.valueChanged.connect(self._chosen)
        self.earlier = button("◀", name=self.tr("A moment earlier"), does=lambda: self.step(-1))
        self.later = button("▶", name=self.tr("A moment later"), does=lambda: self.step(1))
        self.visit = button(self.tr("Restore this visit"), does=self.visit_asked.emit)
        self.day = button(self.tr("Restore the whole day…"), does=self.day_asked.emit)
        self.back = button(self.tr("Back to now · Esc"), "primary", does=self.left.emit)
        self._quiet = False
        self._lay_out()
        self.hide()

    def show_moments(self, count: int, place: int) -> None:
        """Show so many moments, and the slider at a place among them, without telling of it."""
        self._quiet = True
        self.slider.setRange(0, count)
        self.slider.setValue(place)
        self._quiet = False
        self._follow()

    def say(self, words: str) -> None:
        """Say which moment it is and what was done then."""
        self.words.setText(words)
        self.slider.setAccessibleDescription(words)

    def step(self, count: int) -> None:
        """Go some moments on or back."""
        self.slider.setValue(self.slider.value() + count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrows wherever the focus is within the bar."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif key is Qt.Key.Key_Home:
            self.slider.setValue(0)
        elif key is Qt.Key.Key_End:
            self.slider.setValue(self.slider.maximum())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, which tells at a glance that this is not now."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), painting.colour(style.look().warn_bg))
        edge = style.scaled(3)
        painter.fillRect(QRect(0, self.height() - edge, self.width(), edge), painting.colour(style.look().warn_text))

    def _chosen(self, place: int) -> None:
        self._follow()
        if not self._quiet:
            self.chosen.emit(place)

    def _follow(self) -> None:
        self.earlier.setEnabled(self.slider.value() > 0)
        self.later.setEnabled(self.slider.value() < self.slider.maximum())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.scaled(n) for n in (14, 8, 14, 11)])
        column.setSpacing(style.scaled(6))
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(style.scaled(6))
        row.addWidget(self.earlier)
        row.addWidget(self.slider, 1)
        row.addWidget(self.later)
        column.addLayout(row)
        deeds = QWidget()
        deeds.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(deeds, style.scaled(8))
        for each in (self.back, self.visit, self.day):
            flow.addWidget(each)
        column.addWidget(deeds)
