"""What can be done with a day of the week of working hours, or with one of its bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_draft import DAYS
from frontdesk.gui.dialogs.settings.hours_keys import read

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.settings.hours_keys import Keys
    from frontdesk.gui.dialogs.settings.hours_week import WeekCanvas

WORKDAYS = range(5)


class WeekMenu(QMenu):
    """The menu of the day, or of the bar, that has the focus; the key that does the same stands beside each."""

    def __init__(self, canvas: WeekCanvas, keys: Keys) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        held = canvas.week[canvas.weekday]
        self._add(self.tr("Type times…"), self.tr("Enter")).triggered.connect(lambda: canvas.type_times(canvas.weekday))
        one = canvas.index is not None
        remove = self._add(self.tr("Remove") if one else self.tr("Day off"), self.tr("Del"))
        remove.triggered.connect(keys.remove)
        remove.setEnabled(bool(held))
        pause = self._add(self.tr("Add a break"), "B")
        pause.triggered.connect(keys.add_break)
        pause.setEnabled(keys.broken() is not None)
        self.addSeparator()
        self._add(self.tr("Copy the day"), "Ctrl+C").triggered.connect(keys.copy)
        paste = self._add(self.tr("Paste"), "Ctrl+V")
        paste.triggered.connect(keys.paste)
        paste.setEnabled(read(QGuiApplication.clipboard().text().strip() or "-") is not None)
        copy = self.addMenu(self.tr("Copy %1 to").replace("%1", words.day_whole(canvas.weekday)))
        for said, days in (
            (self.tr("Monday to Friday"), WORKDAYS),
            (self.tr("All days"), range(DAYS)),
        ):
            copy.addAction(said).triggered.connect(lambda _on=False, d=days: canvas.copy_to(d))
        chosen = copy.addAction(self.tr("Chosen days…"))
        chosen.triggered.connect(lambda: canvas.copy_asked.emit(canvas.weekday))
        self.addSeparator()
        self._add(self.tr("Show the whole day"), "Ctrl+-").triggered.connect(lambda: canvas.zoom(24))
        self._add(self.tr("Show the usual hours"), "Ctrl+0").triggered.connect(lambda: canvas.zoom(0))

    def _add(self, said: str, key: str) -> QAction:
        return self.addAction(f"{said}\t{key}")
