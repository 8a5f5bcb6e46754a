"""The bar at the bottom: is all saved, how full is the day, who is signed in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import ElidedLabel, label
from frontdesk.gui.parts.painting import colour

HEIGHT = 26


class Dot(QWidget):
    """A small disc in a colour of the theme."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Ask for the disc."""
        return QSize(style.scaled(8), style.scaled(8))

    def set_role(self, role: str) -> None:
        """Take another colour of the theme."""
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(getattr(style.look(), self._role)))
        painter.drawEllipse(QRectF(self.rect()))


class BottomBar(QWidget):
    """The bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(style.scaled(HEIGHT))
        self._saving = self._reading = False
        self._dot = Dot("muted")
        self.saved = label("", "small")
        self.counts = ElidedLabel("", "small")
        self.remark = label("", "small")
        self.who = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.scaled(14), 0, style.scaled(14), 0)
        row.setSpacing(style.scaled(6))
        row.addWidget(self._dot)
        row.addWidget(self.saved)
        row.addSpacing(style.scaled(18))
        row.addWidget(self.counts, 1)
        row.addWidget(self.remark)
        row.addSpacing(style.scaled(18))
        row.addWidget(self.who)

    def show_saving(self, saving: bool) -> None:
        """Say whether everything is on the disk."""
        self._saving = saving
        self._show_work()

    def show_reading(self, reading: bool) -> None:
        """Say whether something long is read; while something is saved, that counts for more."""
        self._reading = reading
        self._show_work()

    def _show_work(self) -> None:
        reading = self.tr("Reading…") if self._reading else self.tr("Saved")
        self.saved.setText(self.tr("Saving…") if self._saving else reading)
        self._dot.set_role("arrived" if self._saving else "ok")

    def show_counts(self, words: str) -> None:
        """Say how many and how full."""
        self.counts.setText(words)

    def show_remark(self, words: str) -> None:
        """Say something that holds for a while, such as that names are masked."""
        self.remark.setText(words)

    def show_actor(self, name: str) -> None:
        """Say who is signed in."""
        self.who.setText(name)
