"""What a start does not wait for."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import PySide6.QtCore, inspect
from frontdesk.gui.ground.swift import leave_sources_unread
read = []
known = inspect.getsource
inspect.getsource = lambda module: read.append(module) or known(module)
{call}
import wave
print(len(read))
"""


def read_after(call: str) -> str:
    done = subprocess.run([sys.executable, "-c", SCRIPT.format(call=call)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_pyside_reads_the_source_of_what_is_imported_after_it() -> None:
    assert read_after("pass") != "0"


def test_it_leaves_sources_unread_once_told() -> None:
    assert read_after("assert leave_sources_unread()") == "0"
