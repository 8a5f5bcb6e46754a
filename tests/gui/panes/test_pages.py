"""The pages that fill the window while there is no board."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.panes.pages import FirstPage, MessagePage


@pytest.fixture
def message(room: QWidget) -> MessagePage:
    made = MessagePage(room)
    made.resize(800, 600)
    return made


@pytest.fixture
def first(room: QWidget) -> FirstPage:
    made = FirstPage(room)
    made.resize(800, 600)
    made.show()
    return made


def test_a_trouble_is_told_with_what_can_be_done(message: MessagePage, qtbot: QtBot) -> None:
    done: list[str] = []
    message.say(
        "lock",
        "The file is busy",
        "Wait, then try again.",
        "book.frontdesk",
        [("Try again", lambda: done.append("again"))],
    )
    message.show()
    assert (message.title.text(), message.words.text(), message.place.text()) == (
        "The file is busy",
        "Wait, then try again.",
        "book.frontdesk",
    )
    qtbot.mouseClick(message.buttons[0], Qt.MouseButton.LeftButton)
    assert done == ["again"]


def test_the_likeliest_button_has_the_focus(message: MessagePage) -> None:
    message.say("lock", "Busy", "Wait.", "", [("Try again", lambda: None), ("Open another", lambda: None)])
    message.show()
    assert message.buttons[0].hasFocus()
    assert message.buttons[0].property("kind") == "primary"


def test_another_trouble_replaces_the_buttons(message: MessagePage) -> None:
    message.say("lock", "Busy", "Wait.", "", [("Try again", lambda: None), ("Open another", lambda: None)])
    message.say("file-x", "Damaged", "Keep it.", "", [("Open another", lambda: None)])
    assert [each.text() for each in message.buttons] == ["Open another"]


def test_the_name_of_a_file_is_plain_text(message: MessagePage) -> None:
    message.say("lock", "Busy", "Wait.", "<img src=x>.frontdesk", [])
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in message.findChildren(QLabel))


@pytest.mark.parametrize(("card", "signal"), [("sample", "sample_asked"), ("new", "new_asked"), ("open", "open_asked")])
def test_a_first_start_offers_a_sample_a_new_clinic_and_an_old_file(
    first: FirstPage, qtbot: QtBot, card: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(first, signal)):
        qtbot.mouseClick(getattr(first, card), Qt.MouseButton.LeftButton)
