"""Files that are handed out live as long as the session, for its user alone."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frontdesk.gui.window.outbox import Outbox


def test_a_file_has_the_name_that_others_see(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    path = outbox.put("visit.ics", b"whole")
    assert (path.name, path.read_bytes()) == ("visit.ics", b"whole")


def test_the_same_name_may_come_again(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    first, second = outbox.put("visit.ics", b"one"), outbox.put("visit.ics", b"two")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps each user's temporary files apart")
def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.put("visit.ics", b"")
    assert outbox.folder is not None
    assert outbox.folder.stat().st_mode & 0o077 == 0


def test_everything_goes_with_the_session(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.put("visit.ics", b"")
    outbox.empty()
    assert list(tmp_path.iterdir()) == []


def test_a_session_that_does_not_say_that_it_ends_leaves_nothing_either(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.put("visit.ics", b"")
    del outbox
    gc.collect()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("days", "left"), [(0, True), (2, False)])
def test_what_a_broken_session_left_goes_when_it_is_old(tmp_path: Path, days: int, left: bool) -> None:
    old = tmp_path / "frontdesk-handed-old"
    old.mkdir()
    then = time.time() - days * 86_400
    os.utime(old, (then, then))
    Outbox(tmp_path).put("visit.ics", b"")
    assert old.exists() is left


def test_it_knows_its_own_files(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    path = outbox.put("visit.ics", b"")
    assert (outbox.holds(path), outbox.holds(tmp_path / "visit.ics")) == (True, False)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot be asked without harm")
def test_what_a_program_left_that_was_ended_from_outside_goes_at_once(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = tmp_path / f"frontdesk-handed-{int(done.stdout)}-gone"
    kept = tmp_path / f"frontdesk-handed-{os.getppid()}-there"
    left.mkdir()
    kept.mkdir()
    Outbox(tmp_path).empty()
    assert (left.exists(), kept.exists()) == (False, True)
