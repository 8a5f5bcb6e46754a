"""Where resources are found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import frontdesk
from frontdesk.gui.ground import resources


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    resources.folder.cache_clear()
    yield
    resources.folder.cache_clear()


def test_a_checkout_keeps_them_at_its_top() -> None:
    assert resources.path("fonts", "OFL.txt").is_file()


def test_an_installed_package_keeps_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "frontdesk"
    (package / "_resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(frontdesk, "__file__", str(package / "__init__.py"))
    assert resources.path("icons") == package / "_resources" / "icons"
