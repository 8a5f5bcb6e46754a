"""Small widgets, dressed as in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import LIGHT


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, swept: None) -> None:
    """Dress the application as the window does."""
    fonts.load()
    if (style.look(), style.scale()) != (LIGHT, 1.0) or not qapp.styleSheet():
        style.apply(qapp, LIGHT)


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """Give a shown window to put things into."""
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made
