"""Everything that fuzzing has found, again: each file is named after what went wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.whole_way import hold

FINDS = sorted((Path(__file__).parent / "finds").iterdir())


def test_there_are_finds() -> None:
    assert len(FINDS) >= 3


@pytest.mark.parametrize("find", FINDS, ids=lambda path: path.stem)
def test_what_was_found_once_holds(find: Path) -> None:
    hold(find.read_bytes())
