"""The terminal in one's hand: run a command in this process, and read what it answered."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.cli.main import main
from tests.cli.contract import Answer, Caller, House, build

Terminal = Callable[..., Answer]


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Run `frontdesk` with arguments, each turned into text."""

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        written = capsys.readouterr()
        return Answer(status, written.out, written.err)

    return run


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Make a clinic with one of everything, for tests that only try what is refused."""
    return build(tmp_path_factory.mktemp("house"))


@pytest.fixture
def caller(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Sit down at a terminal in a clinic of one's own, with one of everything."""
    own = shutil.copy(house.path, tmp_path / house.path.name)
    return Caller(replace(house, path=own), capsys)
