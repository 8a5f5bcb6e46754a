"""The table of keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.ground.actions import Actions, fixed_keys, key_words, table
from frontdesk.gui.ground.settings import Settings

# What the design promises.
PROMISED = {
    "book": "Ctrl+N",
    "palette": "Ctrl+K",
    "find": "Ctrl+F",
    "today": "T",
    "back": "PgUp",
    "on": "PgDown",
    "week_back": "Ctrl+PgUp",
    "week_on": "Ctrl+PgDown",
    "day": "Alt+1",
    "week": "Alt+2",
    "move": "M",
    "pin": "Ctrl+X",
    "place": "Ctrl+V",
    "arrive": "A",
    "start": "S",
    "complete": "D",
    "no_show": "N",
    "confirm": "C",
    "cancel": "Del",
    "undo": "Ctrl+Z",
    "redo": "Ctrl+Y",
    "mask": "Shift+F12",
    "keys": "?",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "window.ini")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    yield made
    made.hide()


@pytest.fixture
def actions(window: QWidget, settings: Settings) -> Actions:
    return Actions(window, settings)


@pytest.mark.parametrize(("name", "keys"), PROMISED.items())
def test_an_action_has_the_key_that_the_design_promises(name: str, keys: str) -> None:
    specs = {spec.id: spec for spec in table()}
    assert specs[name].keys[0] == keys


def test_no_key_belongs_to_two_actions() -> None:
    keys = [QKeySequence(key).toString() for spec in table() for key in spec.keys]
    assert sorted(keys) == sorted(set(keys))


def test_no_key_is_the_same_press_as_another_on_a_us_keyboard() -> None:
    shifted = {"Ctrl+Shift+=": "Ctrl++", "Ctrl+Shift++": "Ctrl++", "Ctrl+Shift+_": "Ctrl+Shift+-"}
    keys = {key for spec in table() for key in spec.keys}
    assert not [key for key in keys if shifted.get(key) in keys]


def test_every_key_is_one_that_qt_knows() -> None:
    assert all(QKeySequence(key).toString() for spec in table() for key in spec.keys)


def test_the_boards_own_keys_are_listed_too() -> None:
    assert len(fixed_keys()) == 8


def test_a_key_triggers_its_action(actions: Actions, window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(actions["arrive"].triggered):
        qtbot.keyClick(window, Qt.Key.Key_A)


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit])
def test_a_single_letter_is_typed_while_a_text_field_has_the_focus(
    field: type[QLineEdit] | type[QPlainTextEdit], actions: Actions, window: QWidget, qtbot: QtBot
) -> None:
    made = field(window)
    made.show()
    made.setFocus()
    fired: list[str] = []
    for name in ("arrive", "move", "keys", "cancel", "undo", "pin"):
        actions[name].triggered.connect(lambda _, name=name: fired.append(name))
    for key in (Qt.Key.Key_A, Qt.Key.Key_M, Qt.Key.Key_Delete):
        qtbot.keyClick(made, key)
    qtbot.keyClick(made, "?")
    qtbot.keyClick(made, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(made, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert fired == []


def test_a_changed_key_triggers_and_the_old_one_does_not(actions: Actions, window: QWidget, qtbot: QtBot) -> None:
    actions.change("arrive", QKeySequence("W"))
    fired: list[str] = []
    actions["arrive"].triggered.connect(lambda: fired.append("arrive"))
    qtbot.keyClick(window, Qt.Key.Key_A)
    qtbot.keyClick(window, Qt.Key.Key_W)
    assert fired == ["arrive"]


def test_a_key_is_taken_from_whichever_action_had_it(actions: Actions) -> None:
    actions.change("start", QKeySequence("A"))
    assert actions.keys("arrive") == []


def test_an_action_can_be_left_without_a_key(actions: Actions) -> None:
    actions.change("arrive", QKeySequence())
    assert actions.key_words("arrive") == ""


def test_changed_keys_are_there_at_the_next_start(actions: Actions, window: QWidget, settings: Settings) -> None:
    actions.change("start", QKeySequence("A"))
    again = Actions(QWidget(window), settings)
    assert (again.key_words("start"), again.keys("arrive")) == ("A", [])


def test_all_keys_can_be_put_back(actions: Actions, window: QWidget, settings: Settings) -> None:
    actions.change("start", QKeySequence("A"))
    actions.reset()
    again = Actions(QWidget(window), settings)
    assert [(a.key_words("start"), a.key_words("arrive")) for a in (actions, again)] == [("S", "A")] * 2


def test_a_change_is_told(actions: Actions, qtbot: QtBot) -> None:
    with qtbot.waitSignal(actions.changed):
        actions.change("arrive", QKeySequence("W"))


@pytest.mark.parametrize(("keys", "told"), [("Ctrl+N", "Ctrl N"), ("?", "?"), ("Ctrl++", "Ctrl +"), ("S", "S")])
def test_a_key_is_written_for_people(keys: str, told: str) -> None:
    assert key_words(QKeySequence(keys)) == told
