"""Which visit is selected, and all that is known of it, kept true while others change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.note import Note
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.history_lines import VisitHistory
    from frontdesk.services.visits import Details


# As many as a read gives at once; nobody writes more about one visit.
MOST_NOTES = 500


class Selection(QObject):
    """The selected visit of one window. `shown` carries its details and history, `emptied` that none is selected."""

    shown = Signal(object, object)
    emptied = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.visit: Id | None = None
        self.details: Details | None = None
        self.history: VisitHistory | None = None
        self.notes: tuple[Note, ...] = ()

    def select(self, visit: Id | None) -> None:
        """Select a visit, or none."""
        self.visit = visit
        if visit is None:
            self.details = self.history = None
            self._tasks.run(lambda _: None, key="selection")
            self.emptied.emit()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the selected visit again."""
        visit = self.visit
        if visit is not None:
            self._tasks.run(lambda clinic: _read(clinic, visit), self._take, self._lost, key="selection")

    def _take(self, read: tuple[Details, VisitHistory, tuple[Note, ...]]) -> None:
        self.details, self.history, self.notes = read
        self.shown.emit(self.details, self.history)

    def _lost(self, refusal: Refusal) -> None:
        """The visit was deleted, perhaps at another desk: then nothing is selected any more."""
        self.visit = self.details = self.history = None
        self.emptied.emit()


def _read(clinic: Clinic, visit: Id) -> tuple[Details, VisitHistory, tuple[Note, ...]]:
    notes = clinic.notes.list(appointment=visit, limit=MOST_NOTES).items
    return clinic.appointments.get(id=visit), clinic.appointments.history(id=visit), notes
