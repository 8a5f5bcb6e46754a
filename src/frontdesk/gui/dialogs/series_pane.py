"""The right half of the booking dialog for a visit that comes again: all its dates, and the way back to free times."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.frame import EDGE
from frontdesk.gui.dialogs.repeats_table import RepeatTable
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import ElidedLabel


class SeriesPane(QWidget):
    """The pane. `times_asked` wants the free times for the first visit again."""

    times_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel(self.tr("All dates of the series"), "strong")
        self.back = button(self.tr("‹ Free times"), "link", does=self.times_asked.emit)
        self.back.setToolTip(self.tr("Choose another time for the first visit"))
        self.back.setAutoDefault(False)
        self.table = RepeatTable()
        head = QHBoxLayout()
        head.setSpacing(style.scaled(14))
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        edge = style.scaled(EDGE)
        column.setContentsMargins(edge, style.scaled(16), edge, 0)
        column.setSpacing(style.scaled(12))
        column.addLayout(head)
        column.addWidget(self.table, 1)
