"""What tests of the store share: a book in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.store.book import Book
from tests.store.books import new_book


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a place for a book in a folder that holds nothing else."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    return folder / "clinic.frontdesk"


@pytest.fixture
def book(place: Path) -> Iterator[Book]:
    """Open a small book that is closed after the test."""
    made = new_book(place)
    yield made
    made.close()
