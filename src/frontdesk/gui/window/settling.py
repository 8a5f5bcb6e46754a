"""The Settings window of one main window: opened once, hidden while a visit is looked at, closed with the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.window.days import Days

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.settings.window import SettingsWindow

QUIET_MS = 1500


class Settling(QObject):
    """Opens the Settings window. `written` says that the book changed, `visit_asked` (id, date) what is to be shown."""

    written = Signal()
    visit_asked = Signal(object, object)

    def __init__(self, window: QWidget, tasks: Tasks, days: Days, kept: Settings | None) -> None:
        super().__init__(window)
        self._window, self._tasks, self._days, self._kept = window, tasks, days, kept
        self._open: SettingsWindow | None = None
        self._scale = 1.0
        self._loads = QTimer(self, interval=QUIET_MS)
        self._loads.timeout.connect(self._load)
        self._loads.start()

    @property
    def window(self) -> SettingsWindow | None:
        """Give the window, None while there is none."""
        return self._open

    def open(self, page: str = "") -> None:
        """Show the window as it was left, or a new one, on a page where one is named."""
        if self._open is None:
            self._open = self._made(page)
        elif page:
            self._open.go(page)
        if self._open.isVisible():
            self._open.raise_()
        self._open.show()
        self._open.activateWindow()

    def leave(self) -> None:
        """Close it, and have written what can be: the book or the program is about to be closed."""
        if self._open is not None:
            self._open.flush()
            self._open.done(0)

    @Slot()
    def rescale(self) -> None:
        """Lay it out anew at another size of the text, once what was typed is written."""
        if self._open is not None and style.scale() != self._scale:
            shown, page = self._open.isVisible(), self._open.name
            self.leave()
            if shown:
                self.open(page)

    @Slot()
    def _load(self) -> None:
        """Import what the window needs while nothing is asked of the clinic, so that it opens at once."""
        from frontdesk.gui.dialogs.settings.pages import preload

        if self._tasks.idle and not preload():
            self._loads.stop()

    def _made(self, page: str) -> SettingsWindow:
        from frontdesk.gui.dialogs.settings.window import SettingsWindow

        made = SettingsWindow(self._tasks, self._window, first=page, kept=self._kept)
        made.written.connect(self.written)
        made.visit_asked.connect(self.visit_asked)
        made.finished.connect(self._forget)
        self._days.others_changed.connect(made.refresh)
        self._scale = style.scale()
        return made

    @Slot()
    def _forget(self) -> None:
        self._open = None
