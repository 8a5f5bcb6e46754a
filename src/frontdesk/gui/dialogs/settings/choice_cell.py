"""The field of a cell that holds one of a list: letters find it, and what they mean stands faintly behind them.

No list drops while one types: it would be a window of its own, and take the keys from the table below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from frontdesk.domain.names import folded
from frontdesk.gui.dialogs.settings.choices import Choice, meant
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.cells import paint_words


class _Letters(QLineEdit):
    """The line that is typed in."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is typed, then the one that it means."""
        super().paintEvent(event)
        found = meant(self.text(), self._choices)
        if found is None or folded(found.name) == folded(self.text()):
            return
        painter = QPainter(self)
        left = self.fontMetrics().horizontalAdvance(self.text()) + style.scaled(8)
        area = self.rect().adjusted(left, 0, -style.scaled(4), 0)
        paint_words(painter, area, found.name, style.look().muted, 13, strong=False)


class ChoiceCell(QComboBox):
    """The field; its arrow, F4 and Alt+Down open the whole list."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setLineEdit(_Letters(choices, self))
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes null for none
        self.addItems([choice.name for choice in choices])
        # A narrow cell must not cut what can be chosen.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + style.scaled(32))

    def hold(self, words: str) -> None:
        """Show what the cell holds, selected."""
        self.setCurrentIndex(self.findText(words))
        self.setEditText(words)
        line = self.lineEdit()
        assert line is not None
        line.selectAll()
