"""The reader of calendar files, fuzzed from small files of the corpora.

As a test it makes the same inputs each time, so that one commit has one verdict. To hunt for what they miss, give the
seconds of a hunt that begins elsewhere each time, and keep what it finds among the finds:

    pytest -m slow tests/fuzz --hunt 1200
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CORPORA = HERE.parent / "corpora"
# Where an input that did not hold is left, to be kept among the finds.
ARTEFACTS = HERE.parent / "artefacts"
LARGEST = 3_000
# Inputs of the test, about a minute's worth.
RUNS, SEED = 3_000, 5
# Seconds after which fuzzing that does not end by itself is ended.
LONGEST = 900


def bounds(hunt: int) -> list[str]:
    """Give the options for where fuzzing begins and ends; libFuzzer draws a seed itself where none is given."""
    return [f"-max_total_time={hunt}"] if hunt else [f"-seed={SEED}", f"-runs={RUNS}"]


def seeds(folder: Path) -> None:
    """Fill a folder with small files that real programs have written, and with all past finds."""
    folder.mkdir()
    small = (each for each in CORPORA.glob("*.ics") if each.stat().st_size < LARGEST)
    for each in (*small, *(HERE / "finds").iterdir()):
        shutil.copy(each, folder / each.name)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="there is no atheris for this system")
def test_fuzzing_finds_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    hunt = request.config.getoption("--hunt")
    seeds(tmp_path / "seeds")
    ARTEFACTS.mkdir(exist_ok=True)
    options = [*bounds(hunt), "-timeout=30", "-rss_limit_mb=1500", "-max_len=4096", "-print_final_stats=1"]
    command = [sys.executable, HERE / "fuzz_reader.py", *options, f"-artifact_prefix={ARTEFACTS}/fuzz-"]
    # What is reached, and so what is tried next, must not follow the order of a set.
    surroundings = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [*command, tmp_path / "seeds"], capture_output=True, text=True, timeout=LONGEST + hunt, env=surroundings
    )
    assert done.returncode == 0, f"see the artefact; put it among the finds:\n{done.stderr[-3_000:]}"
    executed = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    assert executed is not None
    assert hunt or int(executed[1]) >= RUNS
