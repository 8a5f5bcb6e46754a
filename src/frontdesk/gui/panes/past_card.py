"""What stands in the inspector's place on a board of the past: the selected visit as it stood then, to read alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label


class PastCard(QScrollArea):
    """The card. `asked` when the visit is to be restored.

    It holds only what the board of then says: the notes, the history and the deeds of a visit are those of now.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Selected visit as it stood then"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.of_then = label(self.tr("As it stood then"), "section")
        self.name = label("", "title", wrap=True)
        self.facts = label("", wrap=True)
        self.restore = button(self.tr("Restore this visit"), does=self.asked.emit)
        self._lay_out()
        self.say_nothing()

    def say_nothing(self) -> None:
        """Show that no visit is selected."""
        self.name.setText(self.tr("No visit selected"))
        self.facts.setText(self.tr("Select one on the board to see how it stood then."))
        self._show_deeds(shown=False)

    def say(self, name: str, facts: Sequence[str]) -> None:
        """Show a visit by its name and, line by line, what is known of it."""
        self.name.setText(name)
        self.facts.setText("\n".join(fact for fact in facts if fact))
        self._show_deeds(shown=True)

    def _show_deeds(self, *, shown: bool) -> None:
        self.of_then.setVisible(shown)
        self.restore.setVisible(shown)

    def _lay_out(self) -> None:
        sheet = QWidget(self.viewport())
        sheet.setProperty("kind", "side")
        self.setWidget(sheet)
        column, edge = QVBoxLayout(sheet), style.scaled(14)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(style.scaled(8))
        for each in (self.of_then, self.name, self.facts):
            column.addWidget(each)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
