"""A real clinic on a real worker, and a window for dialogs to stand over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import LIGHT
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.clinic import open_clinic
from tests.support.clinics import Desk


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Dress the application as the window does."""
    fonts.load()
    style.apply(qapp, LIGHT)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(qapp.style().standardPalette())


@pytest.fixture
def large(dressed: QApplication) -> Iterator[None]:
    """Show text at twice its size."""
    style.apply(dressed, LIGHT, 2.0)
    yield
    style.apply(dressed, LIGHT)


@pytest.fixture
def tasks(dressed: QApplication, desk: Desk, qtbot: Any) -> Iterator[Tasks]:
    """Give a worker that has the test's clinic open."""
    made = Tasks()
    made.open(lambda: open_clinic(desk.path, clock=desk.clock), lambda _: None, pytest.fail)
    qtbot.waitUntil(lambda: made.idle)
    yield made
    made.end()
    # Here and now: the collector of cycles may run on the next test's worker, where no QObject may be destroyed.
    made.deleteLater()


@pytest.fixture
def over(dressed: QApplication, qtbot: Any) -> QWidget:
    """Give a window that dialogs stand over."""
    window = QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    window.show()
    return window


Press = Callable[[str], int]


@pytest.fixture
def press(dressed: QApplication, qtbot: Any) -> Press:
    """Press keys where the focus is, one after another, without ever waiting; gives how many there were.

    A word is typed letter by letter; names in angle brackets are single keys: "leo<Enter>".
    """
    named = {
        "Enter": Qt.Key.Key_Return,
        "Esc": Qt.Key.Key_Escape,
        "Tab": Qt.Key.Key_Tab,
        "Back": Qt.Key.Key_Backspace,
        "Up": Qt.Key.Key_Up,
        "Down": Qt.Key.Key_Down,
        "Left": Qt.Key.Key_Left,
        "Right": Qt.Key.Key_Right,
        "PgDn": Qt.Key.Key_PageDown,
        "Space": Qt.Key.Key_Space,
    }

    def do(keys: str) -> int:
        count = 0
        for piece in keys.replace("<", "\0<").replace(">", ">\0").split("\0"):
            for key in [piece] if piece.startswith("<") else piece:
                where = QApplication.focusWidget()
                assert where is not None, "nothing has the focus"
                if key.startswith("<") and len(key) > 1:
                    qtbot.keyClick(where, named[key.strip("<>")])
                else:
                    qtbot.keyClick(where, key)
                count += 1
        return count

    return do
