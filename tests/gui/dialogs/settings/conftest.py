"""The Settings window over a real clinic, opened on one page with everything read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.tasks import Tasks

Opener = Callable[[str], SettingsWindow]
Wait = Callable[[], None]
Chord = Callable[[str], None]
_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
_KEYS = {"Tab": Qt.Key.Key_Tab, "Enter": Qt.Key.Key_Return}


@pytest.fixture
def settled(tasks: Tasks, qtbot: Any) -> Wait:
    """Wait until nothing is asked of the clinic any more."""
    return lambda: qtbot.waitUntil(lambda: tasks.idle)


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, settled: Wait, qtbot: Any) -> Opener:
    """Open the window on a page."""

    def do(page: str) -> SettingsWindow:
        window = SettingsWindow(tasks, over, first=page)
        window.resize(1120, 740)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and window.isActiveWindow())
        settled()
        return window

    return do


@pytest.fixture
def chord(dressed: QApplication, qtbot: Any) -> Chord:
    """Press a key with others held, where the focus is: "Ctrl+F"."""

    def do(keys: str) -> None:
        *held, last = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= _HELD[name]
        where = QApplication.focusWidget()
        assert where is not None, "nothing has the focus"
        qtbot.keyClick(where, _KEYS.get(last, last), modifiers)

    return do


def list_page(window: SettingsWindow) -> ListPage:
    """Give the page that is shown, which has a list."""
    assert isinstance(window.page, ListPage)
    return window.page


def names(window: SettingsWindow) -> list[str]:
    """Give the names in the list of the page."""
    return [hit.title for hit in list_page(window).list.hits]


def type_over(window: SettingsWindow, field: str) -> None:
    """Go into a field with its text selected, so that what is typed next takes its place."""
    control = list_page(window).editor.fields[field].control  # type: ignore[attr-defined]
    control.setFocus()
    control.selectAll()
