"""The bar above a board of the past: a slider over the moments at which the day changed, and the ways back."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label

# With more moments than these, ticks would be a grey bar.
_MOST_TICKS = 150


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
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Moments of this day"))
        self.slider.setPageStep(10)
        self.slider.setMinimumHeight(style.scaled(26))
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
        ticks = 0 < count <= _MOST_TICKS
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow if ticks else QSlider.TickPosition.NoTicks)
        self.slider.setTickInterval(1)
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
