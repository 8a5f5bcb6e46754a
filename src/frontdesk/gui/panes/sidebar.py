"""The left column: month, who is shown, waiting room, waiting list, pinboard."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.pinboard import Pinboard
from frontdesk.gui.panes.shown import Shown
from frontdesk.gui.panes.waiting import WaitingRoom
from frontdesk.gui.panes.waitlist import WaitList
from frontdesk.gui.parts.calendar import MonthCalendar
from frontdesk.gui.parts.labels import label

WIDTH = 228
# More practitioners than these would push those who wait out of sight.
MOST_ABOVE = 8


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
        self.only_now = label(self.tr("Who waits and the pinboard are shown for now only."), "muted", wrap=True)
        self.only_now.hide()
        for part in (self.month, self.pinboard, self.shown, self.waiting, self.waitlist, self.only_now):
            column.addWidget(part)
        column.addStretch(1)
        self._column = column
        self.shown.built.connect(self._place_shown)

    def show_as_past(self, *, shown: bool) -> None:
        """Show nothing of what is so now while a board of the past is shown, and say so."""
        for part in (self.waiting, self.waitlist):
            part.setVisible(not shown)
        self.pinboard.put_aside(shown)
        self.only_now.setVisible(shown)

    @Slot(int)
    def _place_shown(self, count: int) -> None:
        """Put the list of who is shown above those who wait, or below them where it is long."""
        column = self._column
        column.removeWidget(self.shown)
        before = self.waiting if count <= MOST_ABOVE else None
        column.insertWidget(column.count() - 1 if before is None else column.indexOf(before), self.shown)
        if before is not None:
            # What is made last stands last in the way by Tab, where a long list is right.
            days = [each for each in self.month.findChildren(QWidget) if each.focusPolicy() != Qt.FocusPolicy.NoFocus]
            for one, other in pairwise((days[-1], *self.shown.checks)):
                self.setTabOrder(one, other)
