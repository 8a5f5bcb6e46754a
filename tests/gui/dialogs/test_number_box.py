"""Fields for numbers beside fields for words."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from frontdesk.gui.dialogs.choice_box import ChoiceBox
from frontdesk.gui.dialogs.number_box import NumberBox


def test_it_is_as_tall_as_a_field_for_words(over: QWidget) -> None:
    words, number = QLineEdit("1 h"), NumberBox(1, 99, "Seats")
    row = QHBoxLayout(over)
    for each in (words, number):
        row.addWidget(each)
    QApplication.processEvents()
    assert number.height() == words.height()


def test_large_text_makes_it_as_tall_too(large: None, over: QWidget) -> None:
    words, number = QLineEdit("1 h"), NumberBox(1, 99, "Seats")
    row = QHBoxLayout(over)
    for each in (words, number):
        row.addWidget(each)
    QApplication.processEvents()
    assert abs(number.height() - words.height()) <= 2


def test_its_text_stands_clear_of_its_edge(over: QWidget) -> None:
    number = NumberBox(1, 99, "Seats", 76)
    QHBoxLayout(over).addWidget(number)
    QApplication.processEvents()
    assert number.lineEdit().textMargins().left() >= 8
    assert number.width() == 76


def turned(where: QWidget) -> None:
    """Turn the wheel over a field by a notch."""
    middle, keys = QPointF(where.rect().center()), Qt.KeyboardModifier.NoModifier
    place = where.mapToGlobal(middle)
    event = QWheelEvent(
        middle, place, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(where, event)


@pytest.mark.parametrize("focused", [True, False])
def test_a_wheel_that_scrolls_past_changes_nothing(over: QWidget, qtbot: Any, focused: bool) -> None:
    number, choice = NumberBox(1, 99, "Seats"), ChoiceBox([("a", "In person"), ("b", "Phone")], "How")
    number.setValue(5)
    row = QHBoxLayout(over)
    changed = []
    for each in (number, choice):
        row.addWidget(each)
        over.activateWindow()
        if focused:
            each.setFocus()
            qtbot.waitUntil(each.hasFocus)
        else:
            over.setFocus()
        turned(each)
        held = each.value() if isinstance(each, QSpinBox) else each.currentIndex()
        changed.append(held != (5 if isinstance(each, QSpinBox) else 0))
    assert isinstance(choice, QComboBox)
    assert changed == [focused, focused]
