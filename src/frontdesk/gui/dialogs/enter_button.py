"""The button that Enter presses, with the sign of that key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton

from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.parts.buttons import plain


class EnterButton(QPushButton):
    """The button."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "primary")
        self.say(words)
        # The sign stands behind the words.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._draw()

    def say(self, words: str) -> None:
        """Show other words."""
        # The blank stands between the words and the sign.
        self.setText(f"{plain(words)} ")
        self.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        """Take on a new theme or text scale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange):
            self._draw()

    def _draw(self) -> None:
        size, look = style.scaled(14), style.look()
        self.setIconSize(QSize(size, size))
        self.setIcon(icons.icon("corner-down-left", look.on_accent, size=size, faint=look.muted))
