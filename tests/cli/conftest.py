"""The terminal in one's hand: run a command in this process, and read what it answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from frontdesk.cli.main import main


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Give the answer as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """Give the refusal, which must go with exit status 2."""
        assert self.status == 2, self
        found: dict[str, Any] = self.json["error"]
        return found


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
