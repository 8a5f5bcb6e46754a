"""A real window on a real clinic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import fonts
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from frontdesk.gui.window.themes import dress
from frontdesk.services.board import Visit
from frontdesk.services.founding import Founding
from tests.support.clinics import Desk

Settle = Callable[[], None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings that nobody has changed, in the light theme."""
    made = Settings(tmp_path / "window.ini")
    made.put("look/theme", "light")
    return made


@pytest.fixture
def window(settings: Settings, desk: Desk, qtbot: QtBot, qapp: QApplication, swept: None) -> Iterator[MainWindow]:
    """Give a shown window that has nothing open yet."""
    fonts.load()
    dress(settings)
    made = MainWindow(settings, desk.clock)
    made.resize(1280, 800)
    made.show()
    qtbot.waitActive(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def settle(window: MainWindow, qtbot: QtBot) -> Settle:
    """Wait until the window has done all that it was asked for, and all that followed from it."""

    def wait() -> None:
        quiet = 0
        while quiet < 3:
            qtbot.waitUntil(lambda: window.inside.tasks.idle)
            QApplication.processEvents()
            quiet = quiet + 1 if window.inside.tasks.idle else 0

    return wait


@pytest.fixture
def inside(window: MainWindow, desk: Desk, settle: Settle) -> Inside:
    """Give what works in the window, the test's clinic open on its day."""
    window.begin(desk.path)
    settle()
    assert window.inside.days.board is not None
    return window.inside


def found(window: MainWindow, path: Path) -> None:
    """Make a clinic that has nobody yet, and open it."""
    founding = Founding(name="Corner Clinic", zone_name="Europe/Madrid")
    window.inside.files.found(path, lambda: founding, lambda: None, pytest.fail)


def visits(inside: Inside) -> dict[Id, Visit]:
    """Give the visits that the board shows, as it shows them."""
    return {visit.id: visit for visit in inside.work.desk.board.board.visits}


def toasts(inside: Inside) -> list[str]:
    """Give the words of the messages that are shown."""
    return [toast.words for toast in inside.toasts.shown]
