"""Make the bootstrap's modules importable, as they are when it runs."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


def _module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(PACKAGING)
    return importlib.import_module(name)


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Give the file that every Python reads."""
    return _module("bootstrap", monkeypatch)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give what looks after the system's packages."""
    return _module("machine", monkeypatch)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """Give what looks after the .venv, pointed at an empty checkout with empty locks."""
    module = _module("environment", monkeypatch)
    for name, place in {
        "ROOT": ".",
        "VENV": ".venv",
        "LOCK": "requirements.lock",
        "DEVELOPMENT_LOCK": "requirements-dev.lock",
        "STAMP": ".venv/frontdesk-lock.sha256",
    }.items():
        monkeypatch.setattr(module, name, tmp_path / place)
    scripts = tmp_path / ".venv" / module.SCRIPTS.name
    monkeypatch.setattr(module, "SCRIPTS", scripts)
    monkeypatch.setattr(module, "PYTHON", scripts / module.PYTHON.name)
    (tmp_path / "requirements.lock").write_text("# nothing\n", "utf-8")
    (tmp_path / "requirements-dev.lock").write_text("# nothing more\n", "utf-8")
    return module


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give the two commands."""
    return _module("steps", monkeypatch)
