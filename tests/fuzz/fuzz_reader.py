"""Fuzz the reader of calendar files, guided by the lines of code that an input reaches.

Run with `python tests/fuzz/fuzz_reader.py -max_total_time=60 FOLDER`; the options are those of libFuzzer, FOLDER is
where inputs that reach something new are kept. It needs atheris, which Linux has for Python 3.11 to 3.13.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

with atheris.instrument_imports(include=["frontdesk.ics", "frontdesk.domain.instants", "frontdesk.domain.rule"]):
    from tests.fuzz.whole_way import hold


def main() -> None:
    """Fuzz until the time that was asked for is over, or something does not hold."""
    words = Path(__file__).with_name("words.dict")
    atheris.Setup([*sys.argv, f"-dict={words}"], hold)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
