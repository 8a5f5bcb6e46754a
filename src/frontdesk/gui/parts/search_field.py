"""A field to search in, with a magnifier and a chip that shows the key which leads there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.parts.letters import Letters

_STEERING = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_Return: "take",
    Qt.Key.Key_Enter: "take",
    Qt.Key.Key_Escape: "leave",
}


class SearchField(Letters):
    """The field.

    `entered` says that it got the focus, `steered` tells of keys that belong to the list of what was found: up, down,
    take, leave, and where it `hurries` also hurry, by Ctrl Enter.
    """

    entered = Signal()
    steered = Signal(str)

    def __init__(self, hint: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.hurries = False
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint.rstrip("…"))
        self._make_room()

    def set_keys(self, keys: str) -> None:
        """Show another key, or none."""
        self._keys = keys
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell before anything is typed."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys that steer the list on."""
        steer = _STEERING.get(Qt.Key(event.key()))
        if steer is None:
            super().keyPressEvent(event)
            return
        event.accept()
        hurry = self.hurries and steer == "take" and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.steered.emit("hurry" if hurry else steer)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the magnifier at another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then magnifier and chip."""
        super().paintEvent(event)
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = style.scaled(15)
        icons.paint(painter, "search", look.muted, QRectF(style.scaled(10), (self.height() - side) / 2, side, side))
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText()) + style.scaled(34)
        if self._keys and not self.text() and hint + self._chip_width() <= self.width():
            self._paint_chip(painter)

    def _paint_chip(self, painter: QPainter) -> None:
        look = style.look()
        small = fonts.font(11, scale=style.scale())
        width = self._chip_width() - style.scaled(8)
        height = style.scaled(17)
        area = QRect(self.width() - width - style.scaled(8), (self.height() - height) // 2, width, height)
        painter.setFont(small)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawRoundedRect(area.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(look.muted))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._keys)

    def _chip_width(self) -> int:
        small = fonts.font(11, scale=style.scale())
        return QFontMetrics(small).horizontalAdvance(self._keys) + style.scaled(10 + 8)

    def _make_room(self) -> None:
        self.setTextMargins(style.scaled(19), 0, 0, 0)
