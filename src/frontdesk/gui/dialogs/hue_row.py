"""A row of colours of which one holds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import service_stripe
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.flow import FlowLayout

HUES = (222, 190, 160, 95, 50, 28, 5, 340, 310, 290, 255)


class Swatch(QAbstractButton):
    """One colour."""

    def __init__(self, hue: int, name: str) -> None:
        super().__init__()
        self.hue = hue
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(style.scaled(26), style.scaled(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by walking: an arrow chooses the colour that it leads to."""
        super().keyPressEvent(event)
        if Qt.Key(event.key()) in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.accept()
            now = QApplication.focusWidget()
            if isinstance(now, Swatch) and now is not self and not now.isChecked():
                # Qt does so from one that holds alone, not from the first of a row where none does yet.
                now.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a disc, ringed where it holds."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.isChecked() or self.hasFocus():
            painting.ring(painter, area, look.accent if self.hasFocus() else look.text, radius=area.height() / 2)
        inner = area.adjusted(*[style.scaled(n) for n in (4, 4, -4, -4)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(painting.colour(service_stripe(self.hue, look)))
        painter.drawEllipse(inner)


class HueRow(QWidget):
    """The row; `chosen` tells that a person chose another."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hue: int | None = None
        row = FlowLayout(self, style.scaled(2))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.swatches = [self._made(n, hue) for n, hue in enumerate(HUES, 1)]
        for swatch in self.swatches:
            row.addWidget(swatch)
        self.setFocusProxy(self.swatches[0])

    @property
    def hue(self) -> int | None:
        """Give the hue that holds, None while none was chosen."""
        return self._hue

    def set_hue(self, hue: int | None) -> None:
        """Let a hue hold; one that is not in the row marks the nearest, and stays as it is until one is chosen."""
        self._hue = hue
        nearest = None if hue is None else min(HUES, key=lambda h: min((h - hue) % 360, (hue - h) % 360))
        for swatch in self.swatches:
            swatch.setAutoExclusive(False)
            swatch.setChecked(swatch.hue == nearest)
            swatch.setAutoExclusive(True)

    def _choose(self, hue: int) -> None:
        self._hue = hue
        self.chosen.emit()

    def _made(self, number: int, hue: int) -> Swatch:
        name = self.tr("Colour %1 of %2").replace("%1", str(number)).replace("%2", str(len(HUES)))
        made = Swatch(hue, name)
        made.clicked.connect(lambda _checked=False: self._choose(hue))
        return made
