"""Boards to press, drag and read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import fonts, style, tokens


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[BoardView]:
    """Give a shown board with nothing on it yet: two columns fit without scrolling."""
    assert fonts.load()
    assert style.look() is tokens.LIGHT
    made = BoardView()
    made.resize(900, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    yield made
    made.hide()
