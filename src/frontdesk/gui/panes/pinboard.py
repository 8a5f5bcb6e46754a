"""The pinboard: visits put aside for another time.

They keep their old time until they are placed: nothing is lost when the pinboard is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.waiting import PersonRow
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import SectionHeader


@dataclass(frozen=True, slots=True)
class Pinned:
    """One visit on the pinboard, in plain text."""

    visit: Id
    name: str
    detail: str


class Pinboard(QWidget):
    """The list, hidden while it is empty; `chosen` tells the visit to place, `cleared` to forget all."""

    chosen = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        header = SectionHeader(self.tr("Pinboard"))
        self.clear_button = button(self.tr("Clear"), "link", does=self.cleared.emit, name=self.tr("Clear the pinboard"))
        header.row.addWidget(self.clear_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        hint = label(self.tr("They keep their time until you place them."), "small", wrap=True)
        hint.setIndent(style.scaled(4))
        self._rows: list[PersonRow] = []
        self._is_aside = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(header)
        column.addLayout(self._list)
        column.addWidget(hint)
        self.hide()

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """Give the rows that are shown."""
        return tuple(self._rows)

    def put_aside(self, aside: bool) -> None:
        """Keep out of sight while what is shown is not of now, or come back."""
        self._is_aside = aside
        self.setVisible(bool(self._rows) and not aside)

    def show_pinned(self, pinned: Sequence[Pinned]) -> None:
        """Show what lies on the pinboard."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._made(one) for one in pinned]
        self.setVisible(bool(pinned) and not self._is_aside)

    def _made(self, one: Pinned) -> PersonRow:
        row = PersonRow()
        row.mark = "accent"
        row.say(one.name, one.detail, "")
        row.clicked.connect(lambda _checked=False: self.chosen.emit(one.visit))
        self._list.addWidget(row)
        return row
