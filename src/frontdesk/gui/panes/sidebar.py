"""The left column: month, who is shown, waiting room, waiting list, pinboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.pinboard import Pinboard
from frontdesk.gui.panes.shown import Shown
from frontdesk.gui.panes.waiting import WaitingRoom
from frontdesk.gui.panes.waitlist import WaitList
from frontdesk.gui.parts.calendar import MonthCalendar

WIDTH = 228


class Sidebar(QScrollArea):
    """The column; its parts are told apart by their names, and the window wires them."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Left column"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(style.scaled(WIDTH))
        sheet = QWidget(self.viewport())
        sheet.setProperty("kind", "side")
        self.setWidget(sheet)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(style.scaled(10), style.scaled(12), style.scaled(10), style.scaled(12))
        column.setSpacing(style.scaled(18))
        self.month = MonthCalendar(today, sheet)
        self.shown = Shown(sheet)
        self.waiting = WaitingRoom(sheet)
        self.waitlist = WaitList(sheet)
        self.pinboard = Pinboard(sheet)
        for part in (self.month, self.pinboard, self.shown, self.waiting, self.waitlist):
            column.addWidget(part)
        column.addStretch(1)
