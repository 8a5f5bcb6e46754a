"""Start the program with a window: the window first, everything heavy behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from frontdesk import __version__
from frontdesk.gui.ground import resources
from frontdesk.gui.ground.collector import hold_collector, release_collector
from frontdesk.gui.ground.look import fonts
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.swift import leave_sources_unread
from frontdesk.gui.window.main import MainWindow
from frontdesk.gui.window.themes import dress

# By then a start is over, however it went; the first painted day ends it sooner.
STARTED_MS = 4_000


def application(arguments: list[str]) -> QApplication:
    """Make the application with its names, typeface and sign."""
    QCoreApplication.setApplicationName("Frontdesk")
    QCoreApplication.setApplicationVersion(__version__)
    QCoreApplication.setOrganizationName("Frontdesk")
    held = QApplication.instance()
    app = held if isinstance(held, QApplication) else QApplication(arguments)
    leave_sources_unread()
    hold_collector()
    QTimer.singleShot(STARTED_MS, app, release_collector)
    app.setStyle("Fusion")
    app.setDesktopFileName("frontdesk")
    app.setWindowIcon(QIcon(str(resources.path("frontdesk.svg"))))
    fonts.load()
    return app


def run(path: Path | None = None) -> int:
    """Show the window, open the file behind it, and stay until it is closed."""
    app = application(sys.argv[:1])
    window = dressed(Settings())
    when_seen(window, lambda: window.begin(path))
    window.show()
    return app.exec()


def dressed(settings: Settings) -> MainWindow:
    """Make a window in the clothes that the settings ask for; it is not shown yet."""
    dress(settings)
    return MainWindow(settings)


def when_seen(window: MainWindow, begin: Callable[[], object]) -> None:
    """Do something once the empty window is on the screen: all that is heavy waits for that."""
    window.skeleton.painted.connect(lambda: QTimer.singleShot(0, begin))
