"""Undo and redo inside a dialog, whose keys never reach the window behind it, and the line that offers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import ElidedLabel

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.history import Undone

_UNDO, _REDO = ("Ctrl+Z",), ("Ctrl+Y", "Ctrl+Shift+Z")


class TakingBack(QWidget):
    """The line, and the keys of the dialog that it stands in.

    `undone` carries what was taken back or done again, `refused` the reason why it could not be.
    """

    undone = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._tasks = tasks
        self._does: Callable[[], None] = self.undo
        self.words = ElidedLabel("", "small")
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.button = button(self.tr("Undo"), "link", does=self._press)
        # Enter belongs to the rows.
        self.button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(8))
        row.addWidget(self.words, 10)
        row.addWidget(self.button)
        row.addStretch(1)
        for keys, does in ((_UNDO, self.undo), (_REDO, self.redo)):
            for key in keys:
                QShortcut(QKeySequence(key), dialog, does, context=Qt.ShortcutContext.WindowShortcut)
        self.hide()

    def tell(self, words: str, seq: int | None) -> None:
        """Tell of a step that is in the book, and offer to take it back."""
        self._say(words, self.tr("Undo"), lambda: self.undo(seq))
        self.button.setVisible(seq is not None)

    def undo(self, seq: int | None = None) -> None:
        """Take the last step back, or a named one."""

        def call(clinic: Clinic) -> Undone:
            return clinic.history.undo(seq=seq)

        self._tasks.run(call, lambda found: self._take(found, self.tr("Undone: %1"), back=True), self.refused.emit)

    def redo(self) -> None:
        """Do again what was taken back last."""

        def call(clinic: Clinic) -> Undone:
            return clinic.history.redo()

        self._tasks.run(call, lambda found: self._take(found, self.tr("Done again: %1"), back=False), self.refused.emit)

    def _press(self) -> None:
        self._does()

    def _take(self, undone: Undone, words: str, *, back: bool) -> None:
        told = words.replace("%1", wording.operation_words(undone.operation))
        if back:
            self._say(told, self.tr("Redo"), self.redo)
        else:
            self._say(told, self.tr("Undo"), self.undo)
        self.undone.emit(undone)

    def _say(self, words: str, name: str, does: Callable[[], None]) -> None:
        self.words.setText(words)
        self.button.setText(name)
        self.button.setAccessibleName(name)
        self.button.show()
        self._does = does
        self.show()
