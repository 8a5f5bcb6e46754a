"""Whether a file may be used as a book is judged before anything is opened, and each refusal says why."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from frontdesk.domain.errors import Unavailable
from frontdesk.store import files
from frontdesk.store.book import Book, create, open_book
from tests.store.books import contents, held, new_book, put, visit
from tests.support.disks import read_only_file, read_only_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links of this kind do not exist there")


def refused(path: Path, by: Callable[[Path], object] = open_book) -> str:
    with pytest.raises(Unavailable) as refusal:
        by(path)
    assert refusal.value.facts["path"] == str(path)
    return refusal.value.reason


def test_a_missing_file_is_not_there(place: Path) -> None:
    assert refused(place) == "no_such_file"
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("by", [open_book, create])
def test_a_missing_folder_is_said_to_be_the_folder(place: Path, by: Callable[[Path], object]) -> None:
    assert refused(place.parent / "gone" / "clinic.frontdesk", by) == "no_such_folder"


@pytest.mark.parametrize("by", [open_book, create])
def test_a_folder_is_no_book(place: Path, by: Callable[[Path], object]) -> None:
    place.mkdir()
    assert refused(place, by) == "is_folder"


def test_an_empty_file_is_said_to_be_empty(place: Path) -> None:
    place.touch()
    assert refused(place) == "empty_file"
    assert place.read_bytes() == b""


NO_BOOKS: dict[str, bytes] = {
    "a calendar": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 400,
    "one byte": b"S",
    "the beginning of the mark": files.SQLITE_HEADER[:8],
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 40,
}


@pytest.mark.parametrize("content", NO_BOOKS)
def test_some_other_document_is_no_book_and_stays_as_it_is(place: Path, content: str) -> None:
    place.write_bytes(NO_BOOKS[content])
    assert refused(place) == "not_a_book"
    assert place.read_bytes() == NO_BOOKS[content]
    assert list(place.parent.iterdir()) == [place]


def test_another_programs_database_is_no_book_and_is_not_even_opened(place: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(place)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE t (a)")
        other.commit()
        before = {p.name: p.read_bytes() for p in place.parent.iterdir()}
        assert refused(place) == "not_a_book"
        assert {p.name: p.read_bytes() for p in place.parent.iterdir()} == before


def test_a_file_with_our_mark_and_nothing_else_is_no_book(place: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(place)) as other:
        other.execute(f"PRAGMA application_id = {files.APPLICATION_ID}")
        other.execute("CREATE TABLE t (a)")
        other.commit()
    assert refused(place) == "not_a_book"


@posix
@pytest.mark.parametrize("what", ["fifo", "device"])
def test_what_is_no_file_is_no_book_and_nobody_waits_for_it(place: Path, what: str) -> None:
    if what == "fifo":
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/null")
    assert refused(place) == "not_a_book"


@posix
def test_a_name_that_no_system_takes_cannot_be_opened(place: Path) -> None:
    assert refused(place.with_name("x" * 300)) in ("cannot_open", "no_such_file")
    assert refused(place.with_name("x\0y")) in ("cannot_open", "no_such_file")


@posix
def test_a_link_that_leads_in_a_circle_cannot_be_opened(place: Path) -> None:
    place.symlink_to(place)
    assert refused(place) in ("cannot_open", "no_such_file")


NAMES = ("a b", "100%", "%41", "why?", "a?mode=ro", "no#1", "día ñ 日本 🦷", "a;b", "it's", "-a", "a&b=c", "[1]")


@posix
@pytest.mark.parametrize("name", [*NAMES, "back\\slash", 'quo"te', ":colon", "line\nend", "\udcff"])
def test_whatever_the_book_is_called_it_is_that_file_and_no_other(place: Path, name: str) -> None:
    path = place.with_name(name)
    with closing(new_book(path)) as book:
        put(book, visit(1))
    assert [p.name for p in place.parent.iterdir()] == [name]
    with closing(open_book(path)) as again:
        assert held(again, 1).id == 1


def test_a_folder_with_such_a_name_is_no_trouble_either(tmp_path: Path) -> None:
    folder = tmp_path / "50% of #1?"
    folder.mkdir()
    new_book(folder / "clinic.frontdesk").close()
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]


def test_a_path_that_is_told_from_here_works_from_elsewhere(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.parent)
    with closing(new_book(Path(place.name))) as book:
        put(book, visit(1))
        monkeypatch.chdir(place.parent.parent)
        with pytest.raises(Unavailable, match="no_such_file"):
            put(book, visit(2, 60))


@posix
def test_a_book_behind_a_link_is_the_same_book(place: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.frontdesk"
    with closing(new_book(place)) as book:
        link.symlink_to(place)
        with closing(open_book(link)) as other:
            put(other, visit(1))
            assert held(book, 1).id == 1
    assert not link.with_name(link.name + "-wal").exists()


@posix
def test_nothing_is_made_through_a_link_that_leads_nowhere(place: Path) -> None:
    place.symlink_to(place.parent / "elsewhere")
    assert refused(place, create) == "already_there"


def test_a_new_book_is_for_its_owner_alone(place: Path) -> None:
    create(place).close()
    if sys.platform != "win32":
        assert place.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("end", files.BESIDES)
def test_no_book_is_made_over_the_log_of_a_lost_one(place: Path, end: str) -> None:
    place.with_name(place.name + end).write_bytes(b"what was not yet in the book")
    assert refused(place, create) == "already_there"


def test_no_book_is_made_over_another(book: Book, place: Path) -> None:
    before = contents(place)
    assert refused(place, create) == "already_there"
    assert contents(place) == before


@pytest.mark.parametrize("by", [open_book, create])
def test_a_read_only_folder_is_refused_and_left_as_it_is(place: Path, by: Callable[[Path], object]) -> None:
    if by is open_book:
        new_book(place).close()
    before = {p.name: p.read_bytes() for p in place.parent.iterdir()}
    with read_only_folder(place.parent):
        assert refused(place, by) == "read_only"
    assert {p.name: p.read_bytes() for p in place.parent.iterdir()} == before


def test_a_read_only_file_is_refused_and_opens_when_it_may_be_written_again(place: Path) -> None:
    new_book(place).close()
    with read_only_file(place):
        assert refused(place) == "read_only"
    open_book(place).close()


def mounted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *lines: tuple[str, str]) -> None:
    """Show the program another list of mounts; a share that is really there cannot be had in a test."""
    table = tmp_path / "mountinfo"
    head = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n"
    table.write_text(head + "".join(f"36 22 0:33 / {point} rw shared:7 - {kind} srv:/x rw\n" for point, kind in lines))
    monkeypatch.setattr(files, "MOUNTS", table)
    monkeypatch.setattr(sys, "platform", "linux")


@posix
@pytest.mark.parametrize("by", [open_book, create])
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p", "SMB3"])
def test_a_network_share_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, by: Callable[[Path], object]
) -> None:
    if by is open_book:
        new_book(place).close()
    mounted(monkeypatch, tmp_path, (str(place.parent), kind))
    with pytest.raises(Unavailable, match="network_share") as refusal:
        by(place)
    assert refusal.value.facts["got"] == kind.casefold()


@posix
def test_a_share_behind_a_link_or_under_a_name_with_blanks_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    share = tmp_path / "the share"
    share.mkdir()
    new_book(share / "clinic.frontdesk").close()
    place.symlink_to(share / "clinic.frontdesk")
    mounted(monkeypatch, tmp_path, (str(share).replace(" ", "\\040"), "nfs"))
    assert refused(place) == "network_share"


@posix
def test_a_disk_of_this_computer_that_is_mounted_on_a_share_is_taken(
    place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    new_book(place).close()
    mounted(monkeypatch, tmp_path, (str(tmp_path), "nfs"), (str(place.parent), "ext4"))
    open_book(place).close()


@posix
def test_of_two_systems_on_one_point_the_last_counts(tmp_path: Path) -> None:
    point = str(tmp_path)
    assert files.mount_of(tmp_path, [("/", "ext4"), (point, "autofs"), (point, "nfs")]) == "nfs"
    assert files.mount_of(tmp_path, [("/", "ext4"), (f"{point}-other", "nfs")]) == "ext4"
