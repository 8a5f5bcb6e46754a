"""The log at one desk: opened on the day that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.past import Past
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.services.history import Undone


class Logbook(QObject):
    """The log of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, past: Past) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing, self._past = desk, lasting, showing, past

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"log": self.open}

    def open(self) -> None:
        """Open the log."""
        from frontdesk.gui.dialogs.log_list import LogDialog

        days = self._lasting.days
        if days.board is None:
            return
        dialog = LogDialog(self._lasting.tasks, days.day, self._desk.window(), masked=self._showing.mask)
        dialog.undone.connect(self._tell_undone)
        dialog.chosen.connect(self._go_to)
        dialog.open()

    def _tell_undone(self, undone: Undone) -> None:
        self._lasting.steps.tell_undone(undone)

    def _go_to(self, visit: Id, start: Instant) -> None:
        self._past.leave()
        self._lasting.steps.show_asked.emit(visit, local_date(start, self._lasting.days.zone))
