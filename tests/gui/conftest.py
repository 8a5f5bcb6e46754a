"""What every test of a screen stands on: no widget left over from the test before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def swept() -> None:
    """Delete what earlier tests threw away: without an event loop it would stay, and every new theme would dress it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
