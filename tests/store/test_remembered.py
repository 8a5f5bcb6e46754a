"""What one write remembers for the next is never older than the book."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.location import Location
from frontdesk.domain.practitioner import Practitioner
from frontdesk.store.book import Book, open_book
from frontdesk.store.closures_over import closures_over
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Work
from tests.store.books import CHEN, step, visit

ARCHIVE = """
import sys
from frontdesk.services.clinic import open_clinic
with open_clinic(sys.argv[1]) as clinic:
    clinic.practitioners.archive(id=int(sys.argv[2]))
"""


@pytest.fixture
def other(book: Book) -> Iterator[Book]:
    """Give the same book, opened once more."""
    with closing(open_book(book.path)) as opened:
        yield opened


def known(book: Book) -> Practitioner:
    with step(book) as work:
        return work.get(Practitioner, CHEN)


def rename(book: Book, name: str) -> None:
    with step(book) as work:
        held = work.get(Practitioner, CHEN)
        work.replace(held, replace(held, name=name))


def test_what_another_process_archived_is_archived_to_the_next_write(book: Book) -> None:
    assert known(book).archived_at is None
    subprocess.run([sys.executable, "-c", ARCHIVE, str(book.path), str(CHEN)], check=True)
    assert known(book).archived_at is not None


def test_what_another_desk_changed_is_read_again(book: Book, other: Book) -> None:
    assert known(book).name == "Dr. Chen"
    rename(other, "Dr. Chen-Li")
    assert known(book).name == "Dr. Chen-Li"


def test_what_the_desk_itself_changed_is_read_again(book: Book) -> None:
    assert known(book).name == "Dr. Chen"
    rename(book, "Dr. Chen-Li")
    assert known(book).name == "Dr. Chen-Li"


def test_what_a_work_changed_is_seen_by_that_work(book: Book) -> None:
    known(book)
    with step(book) as work:
        held = work.get(Practitioner, CHEN)
        work.replace(held, replace(held, name="Dr. Chen-Li"))
        assert work.get(Practitioner, CHEN).name == "Dr. Chen-Li"


def test_what_was_never_committed_is_not_remembered(book: Book) -> None:
    with pytest.raises(NotFound), step(book) as work:
        _rename_then_fail(work)
    assert known(book).name == "Dr. Chen"


def _rename_then_fail(work: Work) -> None:
    held = work.get(Practitioner, CHEN)
    work.replace(held, replace(held, name="Dr. Chen-Li"))
    assert work.all(Practitioner)[0].name == "Dr. Chen-Li"
    work.get(Practitioner, Id(999))


def test_another_past_with_as_many_changesets_is_another_book(book: Book) -> None:
    known(book)
    remembered = book._remembered
    assert remembered is not None
    remembered.at = (book.cursor(), "the hash of another past")
    remembered.one[Practitioner, CHEN] = Practitioner(id=CHEN, name="Someone else")
    assert known(book).name == "Dr. Chen"


def test_a_second_write_reads_none_of_the_small_kinds_again(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in (1, 2):
        with step(book) as work:
            assert work.all(Location)
            work.get(Practitioner, CHEN)
            work.create(visit(n, 60 * n))
        monkeypatch.setattr(BY_TYPE[Location], "every", None)
        monkeypatch.setattr(BY_TYPE[Practitioner], "by_id", None)


def closed_on(book: Book, day: date) -> list[str]:
    with step(book) as work:
        found = work.following(("closures", day), lambda: closures_over(work.connection, day, day))
        return [one.name for one in found]


def test_what_follows_from_small_kinds_is_worked_out_anew_when_one_of_them_changes(book: Book, other: Book) -> None:
    day = date(2026, 3, 18)
    assert closed_on(book, day) == []
    with step(other) as work:
        work.create(Closure(id=work.new_id(), name="Stocktaking", first=day, last=day))
    assert closed_on(book, day) == ["Stocktaking"]
    with step(book) as work:
        [held] = work.all(Closure)
        work.remove(held)
        assert work.following(("closures", day), lambda: ()) == ()
    assert closed_on(book, day) == []


def test_several_of_a_small_kind_are_read_again_when_another_desk_changed_one(book: Book, other: Book) -> None:
    with step(book) as work:
        assert [one.name for one in work.some(Practitioner, [CHEN, 7]).values()] == ["Dr. Chen"]
    rename(other, "Dr. Chen-Li")
    with step(book) as work:
        assert [one.name for one in work.some(Practitioner, [CHEN, 7]).values()] == ["Dr. Chen-Li"]
