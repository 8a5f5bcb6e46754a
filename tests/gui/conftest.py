"""What every test of a screen stands on: no widget left over from the test before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


@pytest.fixture(autouse=True)
def swept() -> None:
    """Delete what earlier tests threw away: without an event loop it would stay, and every new theme would dress it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    """Let go of a mouse button that a test left down: a popup that closes swallows the release."""
    yield
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        if button in QGuiApplication.mouseButtons():
            QTest.mouseRelease(QWidget(), button)
    assert QGuiApplication.mouseButtons() is Qt.MouseButton.NoButton


@pytest.fixture(scope="session", autouse=True)
def frozen() -> None:
    """Look no more at what is loaded: it stays anyway, and so a look takes no time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect cycles on this thread alone, as the program does: a worker must never destroy a widget."""
    gc.disable()
    yield
    gc.collect(1)
