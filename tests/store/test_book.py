"""A book is made whole, opened as it is, and noticed when it is no longer there."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from frontdesk.domain.errors import Conflict, Unavailable
from frontdesk.store import book as books
from frontdesk.store import guards
from frontdesk.store.book import Book, create, open_book
from frontdesk.store.look import look
from tests.store.books import NOW, ask, contents, held, new_book, put, step, visit


def test_a_new_book_has_its_revision_its_log_and_its_guards(place: Path) -> None:
    create(place).close()
    seen = look(place)
    assert (seen.revision, seen.mode, seen.guarded) == (books.HEAD, "wal", True)


def test_a_closed_book_is_one_file(place: Path) -> None:
    with closing(new_book(place)) as book:
        put(book, visit(1))
    with closing(open_book(place)) as again:
        assert held(again, 1).id == 1
    assert list(place.parent.iterdir()) == [place]


def test_the_mark_of_a_book_stands_in_the_file_before_the_log_is_emptied(
    book: Book, place: Path, tmp_path: Path
) -> None:
    """A power cut just after the first booking leaves the file and a log that nobody has emptied."""
    put(book, visit(1))
    left = tmp_path / "left.frontdesk"
    for end in ("", "-wal"):
        shutil.copy(place.with_name(place.name + end), left.with_name(left.name + end))
    with closing(open_book(left)) as again:
        assert held(again, 1).id == 1


@pytest.mark.parametrize("at", ["make_schema", "stamp", "_turn_to_log"])
def test_a_book_whose_making_fails_is_not_there(place: Path, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr(books, at, fail)
    with pytest.raises(KeyError):
        create(place)
    assert list(place.parent.iterdir()) == []
    monkeypatch.undo()
    create(place).close()


def test_a_copy_without_its_log_gets_one(book: Book, place: Path, tmp_path: Path) -> None:
    put(book, visit(1))
    copy = tmp_path / "copy.frontdesk"
    ask(place, "VACUUM INTO ?", str(copy))
    assert look(copy).mode == "delete"
    with closing(open_book(copy)) as again:
        put(again, visit(2, 60))
    assert look(copy).mode == "wal"


def test_two_open_books_on_one_file_see_each_others_writes(book: Book, place: Path) -> None:
    with closing(open_book(place)) as other:
        put(other, visit(1))
        assert held(book, 1).id == 1
        put(book, visit(2, 60))
        assert held(other, 2).id == 2


def test_a_book_that_was_moved_away_takes_no_more_writes(book: Book, place: Path) -> None:
    place.rename(place.with_name("elsewhere"))
    with pytest.raises(Unavailable, match="no_such_file"):
        put(book, visit(1))
    place.with_name("elsewhere").rename(place)
    put(book, visit(1))


def test_a_book_that_was_deleted_takes_no_more_writes(book: Book, place: Path) -> None:
    place.unlink()
    with pytest.raises(Unavailable, match="no_such_file"):
        put(book, visit(1))


def test_a_book_that_was_replaced_takes_no_more_writes(book: Book, place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.frontdesk"
    new_book(other).close()
    before = other.read_bytes()
    other.replace(place)
    with pytest.raises(Unavailable, match="replaced"):
        put(book, visit(1))
    assert place.read_bytes() == before


def test_a_book_that_another_version_upgraded_takes_no_more_writes(book: Book, place: Path) -> None:
    ask(place, "UPDATE alembic_version SET version_num = '9999'")
    ask(place, "CREATE TABLE newer (a)")
    with pytest.raises(Unavailable, match="other_version") as refusal:
        put(book, visit(1))
    assert refusal.value.facts == {"path": str(place), "got": "9999", "allowed": books.HEAD}
    with pytest.raises(Unavailable, match="other_version"):
        held(book, 1)


def test_another_index_or_statistics_is_no_other_version(book: Book, place: Path) -> None:
    ask(place, "ANALYZE")
    ask(place, "CREATE INDEX theirs ON patient (note)")
    put(book, visit(1))


@pytest.mark.parametrize("pending", [False, True], ids=["closed well", "with a log"])
def test_a_book_of_a_newer_version_is_refused_and_stays_to_the_last_byte(
    place: Path, tmp_path: Path, pending: bool
) -> None:
    newer = tmp_path / "newer.frontdesk"
    with closing(new_book(place)) as book:
        put(book, visit(1))
        ask(place, "UPDATE alembic_version SET version_num = '9999'")
        if pending:
            for end in ("", "-wal"):
                shutil.copy(place.with_name(place.name + end), newer.with_name(newer.name + end))
    if not pending:
        shutil.copy(place, newer)
    before = newer.read_bytes()
    with pytest.raises(Unavailable) as refusal:
        open_book(newer)
    assert refusal.value.reason == "newer_version"
    assert refusal.value.facts == {"path": str(newer), "got": "9999", "allowed": books.HEAD}
    assert newer.read_bytes() == before
    assert ask(newer, "SELECT count(*) FROM appointment") == [(1,)]


def test_a_book_without_a_revision_is_none(place: Path) -> None:
    create(place).close()
    ask(place, "DELETE FROM alembic_version")
    with pytest.raises(Unavailable, match="not_a_book"):
        open_book(place)


@pytest.mark.logs_warnings
def test_guards_are_put_up_again_and_that_is_said(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    create(place).close()
    ask(place, "DROP TRIGGER change_no_update")
    open_book(place).close()
    assert [record.message for record in caplog.records] == ["guards were missing and were put up again"]
    assert dict(ask(place, guards.HELD)) == guards.SQLITE_TRIGGERS


def test_opening_writes_nothing(place: Path) -> None:
    with closing(new_book(place)) as book:
        put(book, visit(1))
    before = contents(place)
    with closing(open_book(place)) as book, book.reading():
        pass
    assert contents(place) == before


def test_every_step_tells_who_when_and_which(book: Book) -> None:
    with step(book, actor="ana") as work:
        work.create(visit(1))
    assert book.last is not None
    assert (book.last.actor, book.last.at, book.last.operation, book.last.words) == ("ana", NOW, "test", "Test")


def test_a_write_that_failed_leaves_the_next_one_its_way(book: Book) -> None:
    put(book, visit(1))
    with pytest.raises(Conflict):
        put(book, visit(2))
    put(book, visit(3, start=60))
    with book.reading() as reading:
        assert reading.find(type(visit(2)), 2) is None
        assert reading.find(type(visit(3)), 3) is not None


def test_two_threads_that_write_at_once_have_a_connection_each(book: Book) -> None:
    def one_after_another(first: int) -> None:
        for n in range(5):
            put(book, visit(first + n, start=(first + n) * 60))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(one_after_another, (100, 200)))
    with book.reading() as reading:
        assert len(reading.some(type(visit(1)), [*range(100, 105), *range(200, 205)])) == 10
