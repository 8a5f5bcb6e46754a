"""The main window: there at once with a skeleton; what works in it is built a moment later.

Nothing heavy is imported here. That is why the window can be seen before the board's code is even loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow

from frontdesk.gui.ground.present import Clock, now_ms
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.window.skeleton import Skeleton

if TYPE_CHECKING:
    from frontdesk.gui.window.inside import Inside

USUAL_SIZE = QSize(1440, 900)
# What a window manager puts around a window, at most.
FRAME = QSize(16, 48)


class MainWindow(QMainWindow):
    """The window of one clinic."""

    def __init__(self, settings: Settings, clock: Clock = now_ms) -> None:
        self._inside: Inside | None = None
        super().__init__()
        self.setWindowTitle(self.tr("Frontdesk"))
        self.setAcceptDrops(True)
        self.settings, self.clock = settings, clock
        self.skeleton = Skeleton()
        self.setCentralWidget(self.skeleton)
        if not self.restoreGeometry(settings.data("window/geometry")):
            self.resize(self._usual_size())

    def _usual_size(self) -> QSize:
        """Give the usual size, or what the screen has room for; without a real screen there is nothing to fit."""
        if QGuiApplication.platformName() == "offscreen":
            return USUAL_SIZE
        return USUAL_SIZE.boundedTo(self.screen().availableGeometry().size() - FRAME)

    @property
    def inside(self) -> Inside:
        """Give what works in the window, built when it is first asked for."""
        if self._inside is None:
            from frontdesk.gui.window.inside import Inside

            self._inside = Inside(self, self.settings, self.clock)
        return self._inside

    def begin(self, path: Path | None = None) -> None:
        """Open a file, or what was open last, or offer a first start."""
        self.inside.begin(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take calendars while a clinic is open."""
        # What was dragged out of here and comes back is no calendar from outside.
        if event.source() is None and self._inside is not None and self._inside.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped, with a preview."""
        event.acceptProposedAction()
        self.inside.take(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        """Look at once for what others changed when the window comes to the front."""
        super().changeEvent(event)
        if self._inside is not None and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._inside.days.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood, and let go of the file."""
        self.settings.put("window/geometry", self.saveGeometry())
        self.settings.save()
        if self._inside is not None:
            self._inside.end()
        super().closeEvent(event)
