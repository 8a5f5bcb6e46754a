"""Headers of sections, thin lines, and what stands where there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label


class SectionHeader(QWidget):
    """Small capitals with, at the right, a count that hides while it is nothing."""

    def __init__(self, words: str, parent: QWidget | None = None, *, inset: int = 4) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.scaled(inset), 0, style.scaled(inset), 0)
        self._words = label(words.upper(), "section")
        self._words.setAccessibleName(words)
        self._count = label("", "count")
        self._count.hide()
        row.addWidget(self._words)
        row.addStretch()
        row.addWidget(self._count)
        self.row = row

    def set_count(self, count: int) -> None:
        """Show how many there are."""
        self._count.setText(str(count))
        self._count.setVisible(count > 0)

    @property
    def count_label(self) -> QLabel:
        """Give the label of the count."""
        return self._count


def line(*, upright: bool = False) -> QFrame:
    """Make a line of one pixel."""
    made = QFrame()
    made.setProperty("kind", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Empty(QWidget):
    """A few calm words where there is nothing to show, and what can be done about it."""

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(4))
        self.title = label(title, "strong", wrap=True)
        self.text = label(text, "muted", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.text)
        self.text.setVisible(bool(text))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say(self, title: str, text: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
