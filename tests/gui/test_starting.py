"""What the program does with its words, and the check that every build goes through."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from frontdesk import __main__, __version__
from frontdesk.cli import main as terminal
from frontdesk.gui import app, smoke
from tests.support.clinics import Desk


def frontdesk(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program itself."""
    command = [sys.executable, "-m", "frontdesk", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Let the collector run again after a start that never came to its first day."""
    yield
    gc.enable()


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Note where the program goes instead of going there."""
    noted: list[tuple[str, Any]] = []

    def note(where: str) -> Any:
        return lambda given=None: noted.append((where, given)) or 0

    monkeypatch.setattr(app, "run", note("window"))
    monkeypatch.setattr(smoke, "smoke", note("smoke"))
    monkeypatch.setattr(terminal, "main", note("terminal"))
    return noted


def test_no_word_opens_the_window(went: list[tuple[str, Any]]) -> None:
    assert (__main__.main([]), went) == (0, [("window", None)])


@pytest.mark.parametrize("word", ["clinic.frontdesk", "folder/clinic", "./book.db"])
def test_a_file_opens_in_the_window(went: list[tuple[str, Any]], word: str) -> None:
    __main__.main([word])
    assert went == [("window", Path(word))]


def test_a_file_without_a_suffix_opens_when_it_is_there(
    went: list[tuple[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "book").touch()
    monkeypatch.chdir(tmp_path)
    __main__.main(["book"])
    assert went == [("window", Path("book"))]


@pytest.mark.parametrize(
    "words",
    [["import", "a.ics"], ["demo"], ["--help"], ["-h"], ["operations", "--json"], ["call", "patients.list", "{}"]],
)
def test_any_other_word_is_a_command(went: list[tuple[str, Any]], words: list[str]) -> None:
    __main__.main(words)
    assert went == [("terminal", words)]


def test_the_check_is_no_command(went: list[tuple[str, Any]]) -> None:
    __main__.main(["--smoke", "facts.json", "--hold", "2"])
    assert went == [("smoke", ["facts.json", "--hold", "2"])]


@pytest.mark.parametrize("words", [[], ["facts.json", "--db"], ["facts.json", "--unknown", "x"]])
def test_the_check_says_how_it_is_used(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke.smoke(words) == 2
    assert "--smoke FILE.json" in capsys.readouterr().err


@pytest.fixture
def facts(desk: Desk, tmp_path: Path) -> dict[str, Any]:
    """Run the check on the test's clinic, booked on the day that it really is."""
    done = frontdesk("--smoke", tmp_path / "facts.json", "--db", desk.path)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    return found


def test_the_check_writes_what_it_saw(facts: dict[str, Any]) -> None:
    assert (facts["ok"], facts["version"], facts["columns"]) == (True, __version__, 2)
    assert (facts["font"], facts["icons"], facts["platform"]) == ("Inter", True, "offscreen")


def test_the_window_is_seen_before_the_day(facts: dict[str, Any]) -> None:
    assert 0 < facts["window_visible_ms"] < facts["painted_day_ms"]


def test_the_check_keeps_a_picture_of_the_window(facts: dict[str, Any]) -> None:
    image = QImage(facts["picture"])
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 10


def test_the_check_makes_a_clinic_of_its_own_where_none_is_named(tmp_path: Path) -> None:
    done = frontdesk("--smoke", tmp_path / "facts.json")
    facts = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    assert (done.returncode, facts["ok"], facts["columns"]) == (0, True, 4)


def test_the_check_fails_plainly_on_a_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = frontdesk("--smoke", tmp_path / "facts.json", "--db", tmp_path / "gone.frontdesk")
    facts = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    assert (done.returncode, facts["ok"], facts["message"]) == (1, False, "The file is not there")
