"""A choice as a card: a sign, a title, and a line that says more."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.ground.look.tokens import RADIUS
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.pressable import Pressable


class ChoiceCard(Pressable):
    """The card."""

    def __init__(self, icon: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._words = icon, title, words
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for two lines with air around them."""
        return QSize(style.scaled(360), style.scaled(64))

    def minimumSizeHint(self) -> QSize:
        """Do with less width."""
        return QSize(style.scaled(200), style.scaled(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = look.accent_soft if self.underMouse() or self.isDown() else look.surface
        painting.rounded(painter, self.rect(), fill, look.line, RADIUS + 2)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, RADIUS + 2)
        side = style.scaled(20)
        sign = QRectF(style.scaled(18), (self.height() - side) / 2, side, side)
        icons.paint(painter, self._icon, look.accent, sign)
        words = self.rect().adjusted(style.scaled(54), style.scaled(12), -style.scaled(14), -style.scaled(12))
        half = words.height() // 2
        painter.setPen(painting.colour(look.text))
        painter.setFont(fonts.font(14, QFont.Weight.DemiBold, style.scale()))
        painter.drawText(words.adjusted(0, 0, 0, -half), int(Qt.AlignmentFlag.AlignVCenter), self._title)
        painter.setPen(painting.colour(look.text_soft))
        painter.setFont(fonts.font(12.5, scale=style.scale()))
        below = words.adjusted(0, half, 0, 0)
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), shown)
