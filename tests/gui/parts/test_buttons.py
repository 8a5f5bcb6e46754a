"""Buttons with words, icons and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import DARK
from frontdesk.gui.parts.buttons import IconButton, KeyButton, button


def test_a_button_does_what_it_is_made_for(room: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    made = button("Undo", does=lambda: done.append("undo"))
    made.setParent(room)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert done == ["undo"]


def test_an_ampersand_in_a_name_is_shown(room: QWidget) -> None:
    made = button("Smith & Sons")
    made.setParent(room)
    assert (made.text(), made.accessibleName()) == ("Smith && Sons", "Smith & Sons")


def test_a_button_can_have_a_longer_name_for_a_screen_reader(room: QWidget) -> None:
    made = button("Undo", name="Undo: moved from Tue 17, 15:00")
    made.setParent(room)
    assert made.accessibleName() == "Undo: moved from Tue 17, 15:00"


def test_an_icon_button_says_what_it_does(room: QWidget) -> None:
    made = IconButton("chevron-left", "Back")
    made.setParent(room)
    assert (made.accessibleName(), made.toolTip(), made.icon().isNull()) == ("Back", "Back", False)


def test_an_icon_takes_on_the_colours_of_another_theme(room: QWidget, qapp: QApplication) -> None:
    made = IconButton("chevron-left", "Back")
    made.setParent(room)
    before = made.icon().pixmap(16, 16).toImage()
    style.apply(qapp, DARK)
    qapp.processEvents()
    assert made.icon().pixmap(16, 16).toImage() != before


def test_a_key_button_is_wider_by_its_chip(room: QWidget) -> None:
    made = KeyButton("Start visit", "", "primary")
    made.setParent(room)
    before = made.sizeHint().width()
    made.set_keys("S")
    assert made.sizeHint().width() > before


def test_a_key_button_shows_words_and_chip(room: QWidget) -> None:
    pictures = set()
    for keys in ("", "S", "A"):
        made = KeyButton("Start visit", keys, "primary")
        made.setParent(room)
        made.resize(200, 32)
        pictures.add(bytes(made.grab().toImage().constBits()))
    assert len(pictures) == 3


@pytest.mark.parametrize("kind", ["", "primary"])
def test_words_that_cannot_be_pressed_look_different(room: QWidget, kind: str) -> None:
    made = KeyButton("Start visit", "S", kind)
    made.setParent(room)
    made.resize(200, 32)
    before = made.grab().toImage()
    made.setEnabled(False)
    assert made.grab().toImage() != before
