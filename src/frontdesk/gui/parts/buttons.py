"""Buttons: with words, with an icon, and with the key that does the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QToolButton

from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.parts.pressable import pressed_by


def button(words: str, kind: str = "", *, does: Callable[[], object] | None = None, name: str = "") -> QPushButton:
    """Make a button with words; `name` is what a screen reader says where the words alone would not do."""
    made = QPushButton(plain(words))
    _dress(made, kind, name or words)
    if does is not None:
        made.clicked.connect(lambda _checked=False: does())
    return made


def plain(words: str) -> str:
    """Keep an ampersand in words from outside from becoming a mnemonic."""
    return words.replace("&", "&&")


def _dress(made: QPushButton | QToolButton, kind: str, name: str) -> None:
    if kind:
        made.setProperty("kind", kind)
    made.setAccessibleName(name)
    if isinstance(made, QPushButton):
        # Else Enter would press it in dialogs only.
        made.setAutoDefault(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if isinstance(made, QPushButton) else Qt.FocusPolicy.TabFocus)


class IconButton(QToolButton):
    """A button of one icon, redrawn in the colours of the theme when that changes."""

    def __init__(self, icon: str, name: str, kind: str = "icon", *, size: int = 16, role: str = "text_soft") -> None:
        super().__init__()
        self._icon, self._size, self._role = icon, size, role
        self._drawn: tuple[str, int] | None = None
        _dress(self, kind, name)
        self.setToolTip(name)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take on a new theme or text scale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange):
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter too."""
        if not pressed_by(self, event):
            super().keyPressEvent(event)

    def _draw(self) -> None:
        size = style.scaled(self._size)
        if self._drawn == (style.look().name, size):
            return
        self._drawn = style.look().name, size
        self.setIconSize(QSize(size, size))
        self.setIcon(icons.themed(self._icon, style.look(), size=size, role=self._role))


class KeyButton(QPushButton):
    """A button with words and, after them, a chip with the key that does the same."""

    def __init__(self, words: str, keys: str = "", kind: str = "") -> None:
        super().__init__(plain(words))
        self._keys = keys
        _dress(self, kind, words)

    def set_keys(self, keys: str) -> None:
        """Show another key, or none."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the room of the words and the chip."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._chip_width(), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never be narrower than words and chip."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame as the style does, then the words and the chip as one centred line."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, option.text = option.text, ""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        colour = self._colour()
        painter.setPen(colour)
        painter.setFont(self.font())
        width = self.fontMetrics().horizontalAdvance(words.replace("&&", "&"))
        left = (self.width() - width - self._chip_width()) // 2
        line = QRect(left, 0, width + 1, self.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), words.replace("&&", "&"))
        if self._keys:
            self._paint_chip(painter, left + width + style.scaled(8), colour)

    def _colour(self) -> QColor:
        look = style.look()
        if not self.isEnabled():
            return QColor(look.muted)
        return QColor(look.on_accent if self.property("kind") == "primary" else look.text)

    def _paint_chip(self, painter: QPainter, left: int, colour: QColor) -> None:
        small = self._chip_font()
        painter.setFont(small)
        height = style.scaled(17)
        area = QRect(left, (self.height() - height) // 2, self._chip_width() - style.scaled(8), height)
        line = QColor(colour)
        line.setAlphaF(0.45)
        painter.setPen(QPen(line, 1))
        painter.drawRoundedRect(area.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(colour)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._keys)

    def _chip_font(self) -> QFont:
        return fonts.font(11, scale=style.scale())

    def _chip_width(self) -> int:
        if not self._keys:
            return 0
        return QFontMetrics(self._chip_font()).horizontalAdvance(self._keys) + style.scaled(8 + 10)
