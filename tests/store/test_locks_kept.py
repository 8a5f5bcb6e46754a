"""This process's locks on a book stay while it is open, whatever else the process does with the file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.domain.errors import Unavailable
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.services.check import check_book
from frontdesk.services.clinic import create_clinic, open_clinic
from frontdesk.store import files
from frontdesk.store.first import first_look

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locks are lost by closing a handle on POSIX systems")
# SQLite's lock that says "someone reads this": 510 bytes from two after the first gigabyte on.
TRY = """
import fcntl, sys
fcntl.lockf(open(sys.argv[1], "r+b"), fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
"""


def is_locked(path: Path) -> bool:
    """Tell whether another process is kept from taking the whole book for itself."""
    return subprocess.run([sys.executable, "-c", TRY, path], capture_output=True).returncode != 0


def a_day(_zone: str) -> Interval:
    """Give some day."""
    return Interval(Instant(0), Instant(DAY))


@pytest.mark.parametrize(
    "touch",
    [lambda path: open_clinic(path).close(), check_book, lambda path: first_look(path, a_day)],
    ids=["open it again", "check it", "take a first look"],
)
def test_the_locks_stay_when_the_same_process_comes_to(touch: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "clinic.frontdesk"
    with create_clinic(path, name="Main Street", zone_name="UTC") as clinic:
        clinic.profile.get()
        assert is_locked(path)
        touch(path)
        clinic.profile.get()
        assert is_locked(path)


def test_the_locks_stay_when_the_open_book_itself_is_given_to_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "clinic.frontdesk"
    with create_clinic(path, name="Main Street", zone_name="UTC") as clinic:
        clinic.profile.get()
        with pytest.raises(Unavailable, match="cannot_open"):
            clinic.ics.preview(files=[path])
        assert is_locked(path)


def test_a_book_that_was_closed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "clinic.frontdesk"
    create_clinic(path, name="Main Street", zone_name="UTC").close()
    assert not files.is_held(path)
    assert not is_locked(path)


def test_another_file_in_the_place_of_an_open_book_is_looked_at_anew(tmp_path: Path) -> None:
    path = tmp_path / "clinic.frontdesk"
    with create_clinic(path, name="Main Street", zone_name="UTC"):
        path.rename(tmp_path / "away.frontdesk")
        path.write_text("Dear colleague,", "utf-8")
        with pytest.raises(Unavailable, match="not_a_book"):
            files.check_header(path)
