"""The line under the steps: since when a visit stands as it does, and a way back where it was a wrong click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.domain.appointment import Status
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.history_lines import VisitHistory
    from frontdesk.services.visits import Details

translate = QCoreApplication.translate
_SAID = (Status.CONFIRMED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED)


class StatusLine(QWidget):
    """The line. `undo_asked` (number of a changeset) takes the status back, `why_asked` wants to give a reason."""

    undo_asked = Signal(object)
    why_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seq: int | None = None
        self.words = label("", "small")
        self.why = button("", "inline", does=self.why_asked.emit)
        self.undo = button(self.tr("Undo"), "inline", does=lambda: self.undo_asked.emit(self._seq))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(8))
        for each in (self.words, self.why, self.undo):
            row.addWidget(each)
        row.addStretch(1)

    def show_status(self, details: Details, history: VisitHistory | None, now: int, zone: str) -> None:
        """Show since when a visit has its status, and what can be done about that."""
        visit = details.appointment
        said = visit.status in _SAID
        name = wording.status_words(visit.status)
        words = f"{name} {wording.since(visit.status_at, now, zone)}" if said else ""
        self._seq = status_step(history) if visit.archived_at is None else None
        missed = visit.status is Status.NO_SHOW
        self.why.setText(self.tr("Another reason") if visit.no_show_reason else self.tr("Add a reason"))
        self.why.setAccessibleName(self.why.text())
        self.undo.setAccessibleName(self.tr("Undo: %1").replace("%1", name))
        self.words.setText(words)
        for each, shown in ((self.words, said), (self.why, missed), (self.undo, self._seq is not None)):
            each.setVisible(shown)
        self.setVisible(missed or self._seq is not None)


def status_step(history: VisitHistory | None) -> int | None:
    """Give the step that gave a visit its status, None where it cannot be taken back alone any more."""
    for line in reversed(history.lines if history is not None else ()):
        if line.undoable:
            change = next((each for each in line.changes if each.field == "status"), None)
            return line.seq if change is not None and change.before is not None else None
    return None
