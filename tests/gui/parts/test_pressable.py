"""Enter presses what has the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.gui.panes.steps import Step
from frontdesk.gui.panes.waiting import PersonRow
from frontdesk.gui.parts.buttons import IconButton, KeyButton, button
from frontdesk.gui.parts.cards import ChoiceCard
from frontdesk.gui.parts.segmented import Segment

MAKERS: dict[str, Callable[[], QAbstractButton]] = {
    "words": lambda: button("Undo"),
    "icon": lambda: IconButton("search", "Search"),
    "key": lambda: KeyButton("Start visit", "S", "primary"),
    "card": lambda: ChoiceCard("sparkles", "Try it", "with a sample"),
    "segment": lambda: Segment("Day", "alone"),
    "step": lambda: Step(Status.ARRIVED, "alone"),
    "row": PersonRow,
}


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("kind", MAKERS)
def test_a_button_is_pressed_by_enter_and_space(room: QWidget, qtbot: QtBot, kind: str, key: Qt.Key) -> None:
    made = MAKERS[kind]()
    made.setParent(room)
    made.resize(100, 40)
    made.show()
    made.setFocus()
    with qtbot.waitSignal(made.clicked):
        qtbot.keyClick(made, key)


def test_enter_with_another_key_presses_nothing(room: QWidget, qtbot: QtBot) -> None:
    made = MAKERS["card"]()
    made.setParent(room)
    made.show()
    with qtbot.assertNotEmitted(made.clicked):
        qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
