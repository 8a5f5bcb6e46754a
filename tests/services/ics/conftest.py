"""A desk with a post box for calendar files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.ics.files import Post
from tests.support.clinics import Desk


@pytest.fixture
def post(desk: Desk, tmp_path: Path) -> Post:
    """Give a desk that takes and sends calendar files."""
    return Post(desk, tmp_path)
