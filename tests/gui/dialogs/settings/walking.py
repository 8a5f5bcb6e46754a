"""Going through a page by the Tab key alone, as someone without a mouse has to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.gui.dialogs.settings.row_table import RowTable

FARTHEST = 150


def walk_to(qtbot: Any, goal: QWidget) -> None:
    """Press Tab until a widget has the focus, or something inside of it."""
    for _ in range(FARTHEST):
        here = QApplication.focusWidget()
        assert here is not None, "nothing has the focus"
        if here is goal or goal.isAncestorOf(here):
            return
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {goal.accessibleName() or goal}")


def key(qtbot: Any, which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key where the focus is."""
    here = QApplication.focusWidget()
    assert here is not None, "nothing has the focus"
    qtbot.keyClick(here, which, held)


def left(qtbot: Any, table: RowTable) -> None:
    """Wait until a cell that Enter was pressed in is closed: Qt does that a moment later."""
    qtbot.waitUntil(lambda: not table.is_editing)
