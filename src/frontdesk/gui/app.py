"""Start the program with a window: the window first, everything heavy behind it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from frontdesk import __version__
from frontdesk.gui.ground import resources
from frontdesk.gui.ground.look import fonts
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.window.main import MainWindow
from frontdesk.gui.window.themes import dress


def application(arguments: list[str]) -> QApplication:
    """Make the application with its names, typeface and sign."""
    QCoreApplication.setApplicationName("Frontdesk")
    QCoreApplication.setApplicationVersion(__version__)
    QCoreApplication.setOrganizationName("Frontdesk")
    held = QApplication.instance()
    app = held if isinstance(held, QApplication) else QApplication(arguments)
    app.setStyle("Fusion")
    app.setDesktopFileName("frontdesk")
    app.setWindowIcon(QIcon(str(resources.path("frontdesk.svg"))))
    fonts.load()
    return app


def run(path: Path | None = None, settings: Settings | None = None) -> int:
    """Show the window, open the file behind it, and stay until it is closed."""
    app = application(sys.argv[:1])
    window = open_window(settings or Settings())
    window.begin(path)
    return app.exec()


def open_window(settings: Settings) -> MainWindow:
    """Dress the application and show an empty window."""
    dress(settings)
    window = MainWindow(settings)
    window.show()
    return window
