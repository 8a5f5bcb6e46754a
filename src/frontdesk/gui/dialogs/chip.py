"""One time as a small button: the time large, with whom small below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import RADIUS
from frontdesk.gui.parts import painting

WIDTH, HEIGHT, WIDEST = 107, 46, 190
_BIG, _SMALL, _AIR = 13.5, 11.5, 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}


def room_for(big: set[str], small: set[str]) -> int:
    """Give the width at which chips show these words whole, in pixels, within what is sensible for a chip."""
    metrics = QFontMetrics(fonts.font(_BIG, QFont.Weight.DemiBold, style.scale()))
    wide = [metrics.horizontalAdvance(words) for words in big]
    metrics = QFontMetrics(fonts.font(_SMALL, QFont.Weight.Normal, style.scale()))
    wide += [metrics.horizontalAdvance(words) for words in small]
    return min(max(style.scaled(WIDTH - 6), max(wide, default=0) + style.scaled(_AIR + 4)), style.scaled(WIDEST))


class Chip(QAbstractButton):
    """One time, or an offer to see more of a day.

    `steered` tells of arrows pressed on it, `met` that the pointer or the focus came to it or left it. While it is
    `telling` why it is not free, Esc is `dropped` and closes nothing else. One that is `again` is chosen, and stands
    filled elsewhere.
    """

    steered = Signal(str)
    met = Signal(bool)
    dropped = Signal()

    def __init__(self, big: str, small: str, spoken: str, *, more: bool = False, free: bool = True) -> None:
        super().__init__()
        self._big, self._small = big, small
        self.more, self.free = more, free
        self.telling = self.again = False
        self.setText(big)
        self.setAccessibleName(spoken)
        self.setCheckable(not more)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def filled(self) -> bool:
        """Tell whether it is drawn as the one time that is chosen."""
        return self.isChecked() and not self.again

    def choose(self, *, chosen: bool, again: bool = False) -> None:
        """Mark it as the chosen time, or by an outline alone where that stands elsewhere as well."""
        self.again = again
        self.setChecked(chosen)
        self.update()

    def elided(self) -> bool:
        """Tell whether its words are cut short at the width that it has."""
        metrics = QFontMetrics(fonts.font(_SMALL, QFont.Weight.Normal, style.scale()))
        return metrics.horizontalAdvance(self._small) > self.width() - style.scaled(_AIR)

    def sizeHint(self) -> QSize:
        """Ask for two short lines."""
        return QSize(style.scaled(WIDTH), style.scaled(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows; Enter shows more or why it is not free, and else is the dialog's."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _ARROWS:
            self.steered.emit(_ARROWS[key])
        elif key in _ENTER and (self.more or not self.free):
            self.click()
        elif key == Qt.Key.Key_Escape and self.telling:
            self.dropped.emit()
        elif key == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the pointer is here."""
        super().enterEvent(event)
        self.met.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer has left."""
        super().leaveEvent(event)
        self.met.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus is here."""
        super().focusInEvent(event)
        self.met.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has left."""
        super().focusOutEvent(event)
        self.met.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the time large and the practitioner small below it."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        self._paint_box(painter)
        if self.hasFocus():
            painting.ring(painter, area, look.text if self.filled else look.accent)
        text = look.on_accent if self.filled else look.accent if self.more or self.again else look.text
        text = text if self.free or self.isChecked() else look.muted
        small = look.on_accent if self.filled else look.muted
        half = style.scaled(25)
        top = QRect(0, style.scaled(3), self.width(), half - style.scaled(1)) if self._small else area
        weight = QFont.Weight.DemiBold if self.free else QFont.Weight.Normal
        _centred(painter, top, self._big, text, _BIG, weight)
        below = QRect(
            style.scaled(_AIR // 2), half, self.width() - style.scaled(_AIR), self.height() - half - style.scaled(3)
        )
        _centred(painter, below, self._small, small, _SMALL, QFont.Weight.Normal)

    def _paint_box(self, painter: QPainter) -> None:
        look, area = style.look(), self.rect()
        if self.filled:
            painting.rounded(painter, area, look.accent)
        elif self.isChecked():
            painter.setPen(QPen(painting.colour(look.accent), 2))
            painter.setBrush(painting.colour(look.surface))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        elif not self.free:
            edge = look.muted if self.underMouse() else look.line
            painter.setPen(QPen(painting.colour(edge), 1, Qt.PenStyle.DashLine))
            painter.setBrush(painting.colour(look.ground))
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        elif not self.more:
            fill = look.raised if self.underMouse() else look.surface
            painting.rounded(painter, area, fill, look.accent if self.underMouse() else look.line)
        elif self.underMouse():
            painting.rounded(painter, area, look.raised)


def _centred(painter: QPainter, area: QRect, words: str, colour: str, px: float, weight: QFont.Weight) -> None:
    painter.setFont(fonts.font(px, weight, style.scale()))
    painter.setPen(painting.colour(colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)
