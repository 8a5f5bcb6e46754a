"""The reader of calendar files, fuzzed for a while from small files of the corpora."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CORPORA = HERE.parent / "corpora"
# Where an input that did not hold is left, to be kept among the finds.
ARTEFACTS = HERE.parent / "artefacts"
SECONDS = 40
LARGEST = 3_000


def seeds(folder: Path) -> None:
    """Fill a folder with small files that real programs have written, and with all past finds."""
    folder.mkdir()
    small = (each for each in CORPORA.glob("*.ics") if each.stat().st_size < LARGEST)
    for each in (*small, *(HERE / "finds").iterdir()):
        shutil.copy(each, folder / each.name)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="there is no atheris for this system")
def test_fuzzing_finds_nothing(tmp_path: Path) -> None:
    seeds(tmp_path / "seeds")
    ARTEFACTS.mkdir(exist_ok=True)
    options = [
        f"-max_total_time={SECONDS}",
        "-timeout=10",
        "-rss_limit_mb=1500",
        "-max_len=4096",
        "-print_final_stats=1",
    ]
    command = [sys.executable, HERE / "fuzz_reader.py", *options, f"-artifact_prefix={ARTEFACTS}/fuzz-"]
    done = subprocess.run([*command, tmp_path / "seeds"], capture_output=True, text=True, timeout=4 * SECONDS)
    assert done.returncode == 0, f"see the artefact; put it among the finds:\n{done.stderr[-3_000:]}"
    assert "stat::number_of_executed_units" in done.stderr
