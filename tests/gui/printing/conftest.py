"""The typeface of sheets."""

from __future__ import annotations

import pytest

from frontdesk.gui.ground.look import fonts


@pytest.fixture(autouse=True)
def typeface(qapp: object) -> None:
    """Print with the typeface that the program brings."""
    fonts.load()
