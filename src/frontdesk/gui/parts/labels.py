"""Labels that show text as it is written.

Qt guesses whether a label's text is rich; a patient's note must never be. Every label comes from here.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def label(text: str = "", kind: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Make a label of plain text; `kind` names its dress in the style sheet."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    if wrap:
        made.setSizePolicy(wrapping(QSizePolicy.Policy.Preferred))
    return made


def plain_tip(text: str) -> str:
    """Make a tooltip that shows a text as it is written."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{safe}</span>" if text else ""


def wrapping(across: QSizePolicy.Policy) -> QSizePolicy:
    """Make the policy of something that is as tall as its width asks for; setting any other would forget that."""
    policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


class ElidedLabel(QLabel):
    """A label of one line that ends in … where its width ends, and tells the whole in a tooltip."""

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if kind:
            self.setProperty("kind", kind)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text on one line, whatever line ends it came with."""
        super().setText(" ".join(text.split()))
        self._tell_whole()

    def is_elided(self) -> bool:
        """Tell whether part of the text has no room."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of a few letters only."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("…mm"), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the tooltip only while the text has no room."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text as far as it fits."""
        painter = QPainter(self)
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        self.style().drawItemText(
            painter, area, int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )

    def _tell_whole(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.is_elided() else "")
