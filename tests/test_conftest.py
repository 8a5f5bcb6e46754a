"""The ground that tests stand on is solid: a test that leaves something behind, or hides a warning, fails."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

# One worker runs the seeds that they share.
pytestmark = pytest.mark.xdist_group("ground")
ROOT = Path(__file__).parents[1]
SEEDS = """
import logging, os, threading, warnings
from pathlib import Path
import pytest
import tests.conftest

def test_leaves_a_thread():
    tests.conftest.PATIENCE = 0.01
    threading.Thread(target=threading.Event().wait, daemon=True).start()

def test_ends_its_thread():
    threading.Thread(target=print).start()

def test_logs_a_warning():
    logging.getLogger("frontdesk").warning("not announced")

@pytest.mark.logs_warnings
def test_logs_an_announced_warning():
    logging.getLogger("frontdesk").warning("announced")

def test_logs_what_is_no_warning():
    logging.getLogger("frontdesk").info("fine")

def test_warns():
    warnings.warn("old")

def test_qt_warns(qtbot):
    from PySide6.QtCore import QObject, qWarning
    qWarning("Qt is unhappy")

def test_sees_an_empty_home_of_its_own():
    assert [p for p in Path.home().rglob("*") if p.is_file()] == []
    (Path.home() / "config" / "settings").write_text("mine")

def test_sees_an_empty_home_again():
    assert not (Path.home() / "config" / "settings").exists()
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(Path.home()))

def test_draws_without_a_screen(qapp):
    assert qapp.platformName() == "offscreen"
"""
FAILING = {
    "test_leaves_a_thread": "ERROR",
    "test_logs_a_warning": "ERROR",
    "test_warns": "FAILED",
    "test_qt_warns": "FAILED",
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the seeds on this project's ground and tell how each came out."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "test_seeds.py").write_text(SEEDS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "tests.conftest", "-rA", "--tb=no"]
    done = subprocess.run([*command, folder], cwd=ROOT, capture_output=True, text=True)
    found = re.findall(r"^(PASSED|FAILED|ERROR) \S*::(\w+)", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    # A test that passes and whose end then fails is told twice; the failure counts.
    return {name: outcome for outcome, name in sorted(found, reverse=True)} | {
        name: outcome for outcome, name in found if outcome != "PASSED"
    }


@pytest.mark.parametrize("name", re.findall(r"def (test_\w+)", SEEDS))
def test_the_ground_judges_rightly_a_test_that(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name.strip()] == FAILING.get(name, "PASSED")
