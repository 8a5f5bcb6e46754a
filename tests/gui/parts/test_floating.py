"""Cards that float over the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.parts.floating import Popover


@pytest.fixture
def field(room: QWidget) -> QLineEdit:
    made = QLineEdit(room)
    made.setGeometry(10, 10, 200, 30)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def card(room: QWidget, field: QLineEdit) -> Popover:
    made = Popover(room)
    made.body.addWidget(QLineEdit())
    return made


def inner(card: Popover) -> QLineEdit:
    found = card.findChild(QLineEdit)
    assert found is not None
    return found


def test_a_card_opens_under_its_area(card: Popover) -> None:
    card.open_at(QRect(100, 100, 80, 20), width=200)
    assert (card.card().translated(card.pos()).topLeft() - QPoint(100, 124)).manhattanLength() <= 2


@pytest.mark.parametrize("area", [QRect(780, 10, 20, 20), QRect(0, 590, 20, 10), QRect(790, 590, 10, 10)])
def test_a_card_stays_inside_its_window(card: Popover, room: QWidget, area: QRect) -> None:
    card.open_at(area, width=240)
    assert room.rect().contains(card.card().translated(card.pos()).adjusted(1, 1, -1, -1))


def test_a_card_at_the_bottom_opens_upwards_and_leaves_its_area_free(card: Popover) -> None:
    area = QRect(100, 570, 80, 20)
    card.open_at(area, width=200)
    assert not card.card().translated(card.pos()).intersects(area)


def test_escape_closes_and_gives_the_focus_back(card: Popover, field: QLineEdit, qtbot: QtBot) -> None:
    card.open_at(QRect(100, 100, 80, 20), width=200)
    inner(card).setFocus()
    with qtbot.waitSignal(card.closed):
        qtbot.keyClick(inner(card), Qt.Key.Key_Escape)
    assert (card.isVisible(), QApplication.focusWidget()) == (False, field)


def test_a_press_outside_closes_and_still_does_its_work(card: Popover, room: QWidget, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    other = QPushButton("Other", room)
    other.setGeometry(500, 400, 80, 30)
    other.show()
    other.pressed.connect(lambda: pressed.append(True))
    card.open_at(QRect(100, 100, 80, 20), width=200)
    qtbot.mousePress(other, Qt.MouseButton.LeftButton)
    assert (card.isVisible(), pressed) == (False, [True])


def test_a_press_inside_leaves_it_open(card: Popover, qtbot: QtBot) -> None:
    card.open_at(QRect(100, 100, 80, 20), width=200)
    qtbot.mousePress(inner(card), Qt.MouseButton.LeftButton)
    assert card.isVisible()


def test_a_press_on_its_anchor_leaves_it_open(card: Popover, field: QLineEdit, qtbot: QtBot) -> None:
    card.open_at(field.geometry(), anchor=field)
    qtbot.mousePress(field, Qt.MouseButton.LeftButton)
    assert card.isVisible()


def test_other_keys_do_not_reach_what_lies_below(card: Popover, room: QWidget, qtbot: QtBot) -> None:
    seen: list[int] = []
    room.keyPressEvent = lambda event: seen.append(event.key())  # type: ignore[method-assign]
    card.open_at(QRect(100, 100, 80, 20), width=200)
    qtbot.keyClick(card, Qt.Key.Key_A)
    assert seen == []


def test_a_single_key_on_a_card_does_nothing_in_the_window_below(card: Popover, room: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    QShortcut(QKeySequence("A"), room, lambda: done.append("a"))
    button = QPushButton("Keep")
    card.body.addWidget(button)
    card.open_at(QRect(100, 100, 80, 20), width=200)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_A)
    assert done == []
    card.close_card()
    qtbot.keyClick(room, Qt.Key.Key_A)
    assert done == ["a"]
