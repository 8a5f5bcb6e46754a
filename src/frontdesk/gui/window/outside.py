"""What comes in and goes out of the window: the booking dialog, and calendar files to import and export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from frontdesk.gui.board.meanings import Create
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.days import Days

if TYPE_CHECKING:
    from frontdesk.services.patients import PatientHit

SUFFIXES = (".ics", ".ical", ".ifb", ".vcs")


class Outside(QObject):
    """The dialogs of one window. `booked` says in words that something new stands in the book."""

    booked = Signal(str)

    def __init__(self, window: QWidget, tasks: Tasks, toasts: Toasts, days: Days) -> None:
        super().__init__(window)
        self._window, self._tasks, self._toasts, self._days = window, tasks, toasts, days

    def ask_booking(self, wish: Create | None = None) -> None:
        """Open the booking dialog, for a time that was drawn or for the earliest one."""

    def ask_booking_for(self, patient: PatientHit) -> None:
        """Open the booking dialog for a patient who was found."""

    def ask_import(self) -> None:
        """Let a person choose calendar files, and preview them."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Import a calendar file"), "", self.tr("Calendar files") + " (*.ics *.ical *.vcs)"
        )
        if chosen:
            self.preview_import([Path(each) for each in chosen])

    def preview_import(self, files: Sequence[Path]) -> None:
        """Show what an import would do; nothing is changed before it is confirmed there."""

    def ask_export(self) -> None:
        """Let a person choose where the shown visits go as a calendar file."""

    def files_in(self, dropped: QMimeData) -> list[Path]:
        """List the calendar files among what is dragged over the window."""
        paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
        return [path for path in paths if path.suffix.casefold() in SUFFIXES]
