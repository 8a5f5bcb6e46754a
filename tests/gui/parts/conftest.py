"""Small widgets, dressed as in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import LIGHT

Shown = Callable[[QWidget], QWidget]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Dress the application as the window does."""
    fonts.load()
    style.apply(qapp, LIGHT)
    yield
    style.apply(qapp, LIGHT)
    qapp.setStyleSheet("")


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """Give a shown window to put things into."""
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made
