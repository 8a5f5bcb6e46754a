"""The rows of the log: when, who, what was done to whose visit, and Undo where it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.gui.ground import history_told, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label, wrapping
from frontdesk.gui.parts.sections import line

if TYPE_CHECKING:
    from frontdesk.services.history_log import LogEntry

MASKED = history_told.MASK


class LogRow(QWidget):
    """One entry. `undo_asked` when it is to be taken back, `visit_asked` when its visit is to be shown."""

    undo_asked = Signal()
    visit_asked = Signal()

    def __init__(self, entry: LogEntry, zone: str, *, masked: bool) -> None:
        super().__init__()
        self.entry = entry
        told = history_told.entry_words(entry, zone, masked=masked)
        self.words = label(told, wrap=True)
        self.words.setSizePolicy(wrapping(self.words.sizePolicy().horizontalPolicy()))
        when = wording.filled(self.tr("%1 · %2"), wording.moment(entry.at, zone), entry.who)
        self.why = "" if entry.why_not is None else history_told.why_not_words(entry.why_not, zone)
        small = label(
            " · ".join(part for part in (when, _visit_time(entry, zone), self.why) if part), "small", wrap=True
        )
        self.show_visit = button(self.tr("Show"), "inline", name=self.tr("Show: %1").replace("%1", told))
        self.show_visit.clicked.connect(lambda _=False: self.visit_asked.emit())
        self.show_visit.setVisible(bool(entry.visits) and entry.visits[0].there)
        self.undo = button(self.tr("Undo"), "inline", name=self.tr("Undo: %1").replace("%1", told))
        self.undo.clicked.connect(lambda _=False: self.undo_asked.emit())
        self.undo.setVisible(entry.undoable)
        for each in (self.show_visit, self.undo):
            each.setAutoDefault(False)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.words)
        texts.addWidget(small)
        row = QHBoxLayout()
        row.setSpacing(style.scaled(8))
        row.addLayout(texts, 1)
        for each in (self.show_visit, self.undo):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(7))
        column.addLayout(row)
        column.addWidget(line())


def _visit_time(entry: LogEntry, zone: str) -> str:
    """Say when the visit is that an entry speaks of, where its words do not."""
    moved = any(change.field == "starts_at" and change.before is not None for change in entry.changes)
    start = entry.visits[0].start if entry.visits else None
    return "" if start is None or moved else wording.moment(start, zone)
