"""A field of one line that leaves Undo to the window while it is empty."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.parts.letters import Letters
from frontdesk.gui.parts.search_field import SearchField


@pytest.mark.parametrize(("typed", "undone"), [("", 1), ("ann", 0)])
@pytest.mark.parametrize("kind", [Letters, lambda parent: SearchField("Search", parent=parent)])
def test_undo_is_the_windows_while_nothing_is_typed(
    kind: type[Letters], typed: str, undone: int, room: QWidget, qtbot: QtBot
) -> None:
    heard: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), room, lambda: heard.append("undo"))
    field = kind(room)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (len(heard), field.text()) == (undone, "")
