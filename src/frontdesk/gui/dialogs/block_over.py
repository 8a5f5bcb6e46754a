"""The visits that lie under a block: how many, and a line of each that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.gui.dialogs import block_words as words
from frontdesk.gui.dialogs.row_button import RowButton
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label
from frontdesk.services.affected import Affected

SHOWN = 12


class OverList(QWidget):
    """The list. `opened` tells the visit whose line was pressed."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.head = label("", "warn", wrap=True)
        self.none = label(words.lying_under(0), "muted", wrap=True)
        self.more = label("", "small")
        self.rows: list[RowButton] = []
        self._shown: tuple[object, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(4))
        column.addWidget(self.head)
        column.addWidget(self.none)
        column.addLayout(self._lines)
        column.addWidget(self.more)
        self.more.hide()

    def show_visits(self, visits: Sequence[Affected], total: int, zone: str, *, masked: bool) -> None:
        """Show the first of so many visits; nobody is named while names are masked."""
        if (tuple(visits), total, masked) == self._shown:
            return
        self._shown = (tuple(visits), total, masked)
        self.head.setText(words.lying_under(total))
        self.head.setVisible(bool(total))
        self.none.setVisible(not total)
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(one, zone, masked=masked) for one in visits[:SHOWN]]
        left = total - len(self.rows)
        self.more.setText(self.tr("and %1 more").replace("%1", str(left)))
        self.more.setVisible(left > 0)

    def _row(self, one: Affected, zone: str, *, masked: bool) -> RowButton:
        name, detail = words.visit(one, zone, masked=masked)
        row = RowButton(name, detail, self.tr("Open %1").replace("%1", f"{name}, {detail}"))
        row.clicked.connect(partial(self._open, one))
        self._lines.addWidget(row)
        return row

    def _open(self, one: Affected, _checked: bool = False) -> None:
        self.opened.emit(one.id)
