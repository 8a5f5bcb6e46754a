"""What a start does not wait for."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from frontdesk.gui.ground import swift

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


@pytest.fixture
def collector() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("collector")
def test_the_collector_rests_until_it_is_released() -> None:
    swift.hold_collector()
    held = gc.isenabled()
    swift.release_collector()
    assert (held, gc.isenabled()) == (False, True)


@pytest.mark.usefixtures("collector")
def test_what_was_loaded_is_looked_at_no_more() -> None:
    before = gc.get_freeze_count()
    swift.hold_collector()
    swift.release_collector()
    assert gc.get_freeze_count() > before + 1000


@pytest.mark.usefixtures("collector")
def test_releasing_twice_freezes_once() -> None:
    swift.hold_collector()
    swift.release_collector()
    once = gc.get_freeze_count()
    more = [[n] for n in range(1000)]
    swift.release_collector()
    assert (gc.get_freeze_count() - once < 900, len(more)) == (True, 1000)
