"""The file of a feed is whole at any time, and nothing that is not ours is lost for it."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.delivery import feed_file
from frontdesk.domain.errors import Unavailable
from tests.support.disks import read_only_file, read_only_folder

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions are POSIX's")


def calendar(*lines: str, stamp: str = "20260318T120000Z", mark: bool = True) -> bytes:
    """Write a calendar of one event."""
    ours = [feed_file.MARK.decode() + "1"] if mark else []
    event = ["BEGIN:VEVENT", f"DTSTAMP:{stamp}", *(lines or ("SUMMARY:E.N.",)), "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", *ours, *event, "END:VCALENDAR", ""]).encode()


ONE, OTHER = calendar("SUMMARY:One"), calendar("SUMMARY:Quite another")


def reason(call: Callable[[], object]) -> str:
    """Expect that a file is refused, and give the reason."""
    with pytest.raises(Unavailable) as caught:
        call()
    return caught.value.reason


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a place for a file that is not there."""
    return feed_file.real_place(tmp_path / "chen.ics")


def names(folder: Path) -> list[str]:
    """List what lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


# Writing


def test_a_new_file_holds_what_it_was_given_and_nothing_lies_beside_it(place: Path) -> None:
    assert feed_file.put(place, ONE)
    assert place.read_bytes() == ONE
    assert names(place.parent) == ["chen.ics"]


def test_other_content_takes_the_place_of_the_one_before(place: Path) -> None:
    feed_file.put(place, ONE)
    assert feed_file.put(place, OTHER)
    assert place.read_bytes() == OTHER


def test_the_same_content_is_not_written_again(place: Path) -> None:
    feed_file.put(place, ONE)
    held = place.stat()
    assert not feed_file.put(place, ONE)
    assert (place.stat().st_ino, place.stat().st_mtime_ns) == (held.st_ino, held.st_mtime_ns)


def test_another_moment_of_writing_alone_is_no_change(place: Path) -> None:
    feed_file.put(place, calendar(stamp="20260318T120000Z"))
    assert not feed_file.put(place, calendar(stamp="20260318T120102Z"))
    assert b"120000Z" in place.read_bytes()


def test_what_is_as_long_but_says_something_else_is_a_change(place: Path) -> None:
    feed_file.put(place, calendar("SUMMARY:A.B."))
    assert feed_file.put(place, calendar("SUMMARY:A.C."))


def test_a_stamp_inside_a_text_counts(place: Path) -> None:
    feed_file.put(place, calendar("SUMMARY:DTSTAMP:20260318T120000Z"))
    assert feed_file.put(place, calendar("SUMMARY:DTSTAMP:20260318T120001Z"))


def test_an_empty_file_may_be_written(place: Path) -> None:
    place.touch()
    assert feed_file.put(place, ONE)


# What fails


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "read_only"),
        (errno.EROFS, "read_only"),
        (errno.EBUSY, "locked"),
        (errno.EIO, "cannot_write"),
    ],
)
@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_write_that_fails_leaves_the_file_before_and_nothing_beside_it(
    place: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    feed_file.put(place, ONE)

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    assert reason(lambda: feed_file.put(place, OTHER)) == said
    assert place.read_bytes() == ONE
    assert names(place.parent) == ["chen.ics"]


KILLED = """
import os, sys, time
from pathlib import Path
from frontdesk.delivery import feed_file
def wait(*_):
    print("here", flush=True)
    time.sleep(60)
setattr(os, sys.argv[2], wait)
feed_file.put(Path(sys.argv[1]), b"BEGIN:VCALENDAR\\r\\n" + feed_file.MARK + b"1\\r\\n" + b"X" * 5_000_000)
"""


@posix_only
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_process_that_is_killed_while_it_writes_leaves_the_file_before(place: Path, step: str) -> None:
    feed_file.put(place, ONE)
    writer = subprocess.Popen([sys.executable, "-c", KILLED, str(place), step], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"here\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert place.read_bytes() == ONE


def test_what_a_killed_write_has_left_is_cleared_away_later(place: Path) -> None:
    old, young = place.with_name(".frontdesk-0a.part"), place.with_name(".frontdesk-0b.part")
    for each in (old, young):
        each.write_bytes(b"BEGIN:VCAL")
    past = time.time() - 2 * feed_file.STALE_SECONDS
    os.utime(old, (past, past))
    feed_file.put(place, ONE)
    assert names(place.parent) == [".frontdesk-0b.part", "chen.ics"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    assert reason(lambda: feed_file.real_place(tmp_path / "gone" / "chen.ics")) == "no_such_folder"


def test_a_folder_that_went_after_the_look_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    place = feed_file.real_place(folder / "chen.ics")
    folder.rmdir()
    assert reason(lambda: feed_file.put(place, ONE)) == "no_such_folder"


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    with read_only_folder(tmp_path):
        assert reason(lambda: feed_file.real_place(tmp_path / "chen.ics")) == "read_only"


def test_a_file_that_may_not_be_written_is_let_be(place: Path) -> None:
    feed_file.put(place, ONE)
    with read_only_file(place):
        assert reason(lambda: feed_file.put(feed_file.real_place(place), OTHER)) == "read_only"
        assert place.read_bytes() == ONE


# What is let be


@pytest.mark.parametrize("name", ["chen", "chen.txt", "clinic.frontdesk", "book.ics-wal"])
def test_a_name_that_is_no_calendar_s_is_refused(tmp_path: Path, name: str) -> None:
    assert reason(lambda: feed_file.real_place(tmp_path / name)) == "not_ics_name"


@pytest.mark.parametrize("held", [b"Dear diary", b"SQLite format 3\x00" + bytes(90), b"\x00", b"BEGIN:VCARD\r\n"])
def test_what_is_no_calendar_is_let_be_whatever_its_name(place: Path, held: bytes) -> None:
    place.write_bytes(held)
    assert reason(lambda: feed_file.check_content(place)) == "not_a_calendar_file"
    assert reason(lambda: feed_file.put(place, ONE)) == "not_a_calendar_file"
    assert place.read_bytes() == held
    assert names(place.parent) == ["chen.ics"]


@pytest.mark.parametrize(
    "before",
    [
        calendar(mark=False),
        b"\xef\xbb\xbf" + calendar(mark=False),
        b"\r\n" + calendar(mark=False),
        calendar(mark=False).lower(),
        calendar(mark=False).decode().encode("utf-16"),
    ],
    ids=["plain", "with a byte order mark", "after an empty line", "in small letters", "in two bytes a letter"],
)
def test_a_calendar_of_someone_else_is_kept_under_another_name(place: Path, before: bytes) -> None:
    place.write_bytes(before)
    feed_file.check_content(place)
    assert feed_file.put(place, ONE)
    assert place.read_bytes() == ONE
    assert place.with_name("chen.before.ics").read_bytes() == before


def test_nothing_that_was_kept_before_is_lost_for_it(place: Path) -> None:
    kept = place.with_name("chen.before.ics")
    kept.write_bytes(b"older")
    place.write_bytes(calendar(mark=False))
    feed_file.put(place, ONE)
    assert kept.read_bytes() == b"older"
    assert place.with_name("chen.before-2.ics").read_bytes() == calendar(mark=False)


def test_where_a_file_has_one_name_only_a_copy_is_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_name(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", one_name)
    place.write_bytes(calendar(mark=False))
    feed_file.put(place, ONE)
    assert place.with_name("chen.before.ics").read_bytes() == calendar(mark=False)


def test_a_folder_with_the_name_of_a_calendar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "chen.ics").mkdir()
    assert reason(lambda: feed_file.real_place(tmp_path / "chen.ics")) == "is_folder"


@posix_only
def test_a_pipe_is_refused_without_waiting_for_anyone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "chen.ics")
    assert reason(lambda: feed_file.real_place(tmp_path / "chen.ics")) == "not_a_calendar_file"


# Links and rights


@posix_only
def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    real, link = tmp_path / "synced" / "a.ics", tmp_path / "chen.ics"
    feed_file.put(real, ONE)
    link.symlink_to(real)
    feed_file.put(feed_file.real_place(link), OTHER)
    assert link.is_symlink()
    assert real.read_bytes() == OTHER
    assert names(tmp_path / "synced") == ["a.ics"]


@posix_only
def test_a_link_to_what_is_no_calendar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.frontdesk").write_bytes(b"SQLite format 3\x00")
    (tmp_path / "chen.ics").symlink_to("book.frontdesk")
    assert reason(lambda: feed_file.real_place(tmp_path / "chen.ics")) == "not_ics_name"


@posix_only
def test_a_link_that_leads_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ics").symlink_to("b.ics")
    (tmp_path / "b.ics").symlink_to("a.ics")
    assert reason(lambda: feed_file.real_place(tmp_path / "a.ics")) == "not_a_calendar_file"


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_the_rights_of_a_file_are_kept(place: Path, mode: int) -> None:
    feed_file.put(place, ONE)
    place.chmod(mode)
    feed_file.put(place, OTHER)
    assert stat.S_IMODE(place.stat().st_mode) == mode


@posix_only
def test_a_secret_file_is_readable_to_nobody_else_while_it_is_written(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed_file.put(place, ONE)
    place.chmod(0o600)
    seen = []
    real_sync = os.fsync

    def look(handle: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        real_sync(handle)

    monkeypatch.setattr(os, "fsync", look)
    feed_file.put(place, OTHER)
    assert seen[0] == 0o600


# Names


def test_a_name_that_is_free_is_taken_and_others_are_numbered(tmp_path: Path) -> None:
    assert feed_file.free_name(tmp_path, "chen").name == "chen.ics"
    (tmp_path / "chen.ics").touch()
    assert feed_file.free_name(tmp_path, "chen").name == "chen-2.ics"
    assert feed_file.free_name(tmp_path, "chen", frozenset({str(tmp_path / "chen-2.ics")})).name == "chen-3.ics"


def test_a_path_that_no_system_knows_is_refused_and_breaks_nothing(tmp_path: Path) -> None:
    assert reason(lambda: feed_file.real_place(tmp_path / f"{'x' * 300}.ics")) == "cannot_write"
    assert reason(lambda: feed_file.real_place(Path("/a\0b/chen.ics"))) == "cannot_write"


def test_when_a_file_was_written_is_told_in_milliseconds(place: Path) -> None:
    assert feed_file.written_at(place) is None
    feed_file.put(place, ONE)
    os.utime(place, ns=(0, 1_773_842_400_123_000_000))
    assert feed_file.written_at(place) == 1_773_842_400_123
