"""Trouble with the file is told by its reason, never by the driver's words, and loses nothing that was saved."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Unavailable
from frontdesk.domain.patient import Patient
from frontdesk.services.check import check_book
from frontdesk.store import engine
from frontdesk.store.book import Book, create, open_book
from frontdesk.store.engine import plain
from frontdesk.store.faults import told
from frontdesk.store.files import PAGE
from frontdesk.store.look import look
from tests.store.books import ask, change, contents, held, new_book, put, visit
from tests.support.disks import fill, small_disk

Everything = dict[type, tuple[object, ...]]


def a_full_book(path: Path) -> None:
    """Make a book with a hundred pages and close it."""
    with closing(new_book(path)) as book:
        for n in range(8):
            put(book, *(visit(10 * n + m + 1, 300 * n + 30 * m, title=f"Visit {n} {'x' * 200}") for m in range(10)))


def everything(path: Path) -> Everything:
    with closing(open_book(path)) as book, book.reading() as read:
        return {kind: read.all(kind) for kind in (Appointment, Patient)}


def reason_of(path: Path) -> str:
    with pytest.raises(Unavailable) as refusal:
        everything(path)
    assert refusal.value.facts == {"path": str(path)}
    return refusal.value.reason


# Damage


@pytest.mark.parametrize("junk", [b"\0" * 100, b"\xff" * 100, b"SQLite format 4\0"], ids=["zeros", "ones", "letters"])
def test_a_damaged_header_is_said_to_be_damage(place: Path, junk: bytes) -> None:
    a_full_book(place)
    with place.open("r+b") as file:
        file.write(junk)
    before = place.read_bytes()
    assert reason_of(place) == "damaged"
    assert place.read_bytes() == before


def test_a_first_page_of_zeros_is_damage_and_not_some_other_document(place: Path) -> None:
    a_full_book(place)
    with place.open("r+b") as file:
        file.write(b"\0" * PAGE)
    assert reason_of(place) == "damaged"


@pytest.mark.parametrize("junk", [b"\0", b"\xa5"], ids=["zeros", "junk"])
@pytest.mark.parametrize("every", [13, pytest.param(1, marks=pytest.mark.slow)])
def test_a_damaged_page_is_never_a_page_less(place: Path, junk: bytes, every: int) -> None:
    """Whichever page is lost: either everything is read as it was, or it is said that the book is damaged."""
    a_full_book(place)
    whole, sound = place.read_bytes(), everything(place)
    for page in range(1, len(whole) // PAGE, every):
        place.write_bytes(whole[: page * PAGE] + junk * PAGE + whole[(page + 1) * PAGE :])
        assert read_or_refused(place) in (sound, "damaged")
        assert not check_book(place).sound, f"page {page}"


def read_or_refused(path: Path) -> Everything | str:
    try:
        return everything(path)
    except Unavailable as refusal:
        return refusal.reason


def test_a_cut_off_book_is_never_a_shorter_book(place: Path) -> None:
    a_full_book(place)
    whole = place.read_bytes()
    for length in range(PAGE // 2, len(whole), PAGE * 3 + 77):
        place.write_bytes(whole[:length])
        assert reason_of(place) == "damaged"


def page_of(path: Path, table: str) -> int:
    return int(ask(path, "SELECT rootpage FROM sqlite_master WHERE name = ?", table)[0][0]) - 1


@pytest.fixture
def harmed(place: Path) -> Iterator[Book]:
    """Open a book and only then let its visits be damaged."""
    a_full_book(place)
    book = open_book(place)
    with place.open("r+b") as file:
        file.seek(page_of(place, "appointment") * PAGE)
        file.write(b"\xa5" * PAGE)
    yield book
    book.close()


def test_damage_that_a_read_meets_later_is_told(harmed: Book) -> None:
    with pytest.raises(Unavailable, match="damaged"):
        held(harmed, 1)


def test_damage_that_a_write_meets_later_is_told_and_nothing_is_written(harmed: Book) -> None:
    before = harmed.cursor()
    with pytest.raises(Unavailable, match="damaged"):
        put(harmed, visit(999, 100_000))
    assert harmed.cursor() == before


def test_a_lost_shared_index_of_the_log_is_made_again(place: Path, tmp_path: Path) -> None:
    with closing(new_book(place)) as book:
        put(book, visit(1))
        left = tmp_path / "left.frontdesk"
        for end in ("", "-wal"):
            left.with_name(left.name + end).write_bytes(place.with_name(place.name + end).read_bytes())
        left.with_name(left.name + "-shm").write_bytes(b"\xa5" * 32768)
    with closing(open_book(left)) as again:
        assert held(again, 1).id == 1


# A journal that a crash left, from before the book turned to its log


def test_a_journal_that_a_crash_left_is_rolled_back_before_anyone_reads(place: Path, tmp_path: Path) -> None:
    create(place).close()
    ask(place, "PRAGMA journal_mode = DELETE")
    left = tmp_path / "left.frontdesk"
    with closing(plain(place)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for n in range(200):
            connection.execute("INSERT INTO location VALUES (?,'n',?,'k','p','a','z',1,NULL,1)", (n, f"{n}" * 50))
        for end in ("", "-journal"):
            left.with_name(left.name + end).write_bytes(place.with_name(place.name + end).read_bytes())
        connection.execute("ROLLBACK")
    open_book(left).close()
    assert ask(left, "SELECT count(*) FROM location") == [(0,)]
    assert look(left).mode == "wal"


# Locked


HOLD = """
import sys, sqlcipher3.dbapi2 as driver
held = driver.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""


@contextmanager
def another_program_writes(path: Path) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        yield
        other.stdin.close()


def test_a_book_that_another_program_holds_is_locked_can_be_read_and_works_again_after(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.3)
    with closing(new_book(place)) as book:
        put(book, visit(1))
        with another_program_writes(place):
            with pytest.raises(Unavailable, match="locked"):
                put(book, visit(2, 60))
            assert held(book, 1).id == 1
            with closing(open_book(place)) as second:
                assert held(second, 1).id == 1
        put(book, visit(2, 60))


def test_a_short_wait_for_another_program_is_no_trouble(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 30)
    with closing(new_book(place)) as book:
        with another_program_writes(place):
            pass
        put(book, visit(1))


# Full


def until_full(book: Book, first: int) -> int:
    """Book until the disk is full; give the last visit that was acknowledged."""
    for n in range(first, first + 20_000):
        try:
            put(book, visit(n, n * 30, title="x" * 500))
        except Unavailable as refusal:
            reason = refusal.reason
            break
    assert reason == "disk_full"
    return n - 1


def test_on_a_full_disk_nothing_saved_is_lost_and_all_works_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        with closing(new_book(disk / "clinic.frontdesk")) as book:
            put(book, visit(1))
            filler = fill(disk, leave=400_000)
            last = until_full(book, 2)
            assert last > 5
            assert [a.id for a in read_all(book)] == list(range(1, last + 1))
            with pytest.raises(Unavailable, match="disk_full"):
                change(book, 1, title="y" * 20_000)
            filler.unlink()
            put(book, visit(last + 1, 30 * (last + 1)))
        assert [a.id for a in everything(disk / "clinic.frontdesk")[Appointment]] == list(range(1, last + 2))
        assert check_book(disk / "clinic.frontdesk").sound


def read_all(book: Book) -> tuple[Appointment, ...]:
    with book.reading() as read:
        return read.all(Appointment)


def test_a_book_left_on_a_full_disk_opens_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        book = new_book(disk / "clinic.frontdesk")
        filler = fill(disk, leave=200_000)
        last = until_full(book, 1)
        book.close()
        with suppress(Unavailable):
            everything(disk / "clinic.frontdesk")
        filler.unlink()
        assert [a.id for a in everything(disk / "clinic.frontdesk")[Appointment]] == list(range(1, last + 1))


def test_no_half_book_is_left_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        filler = fill(disk, leave=20_000)
        with pytest.raises(Unavailable, match="disk_full"):
            create(disk / "clinic.frontdesk")
        assert list(disk.iterdir()) == [filler]
        filler.unlink()
        create(disk / "clinic.frontdesk").close()


@pytest.mark.parametrize("words", ["disk I/O error", "unable to open database file"])
@pytest.mark.parametrize("full", [True, False])
def test_a_full_disk_that_shows_as_something_else_is_said_to_be_full(
    place: Path, monkeypatch: pytest.MonkeyPatch, words: str, full: bool
) -> None:
    """As when there is no room for what desks share beside the log; which of the two comes is the system's choice."""
    usage = shutil.disk_usage(place.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=PAGE if full else 1 << 30))
    with pytest.raises(Unavailable) as refusal, told(place):
        raise driver.OperationalError(words)
    assert (refusal.value.reason == "disk_full") is full


def test_an_error_that_says_nothing_of_the_file_stays_what_it_is(place: Path) -> None:
    with pytest.raises(driver.OperationalError), told(place):
        raise driver.OperationalError("no such column")


LIMITED = """
import resource, signal, sys
from contextlib import closing
from pathlib import Path
from frontdesk.domain.errors import Unavailable
from tests.store.books import new_book, put, visit
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
with closing(new_book(Path(sys.argv[1]))) as book:
    for n in range(1, 10_000):
        try:
            put(book, visit(n, n * 30, title="x" * 500))
        except Unavailable as refusal:
            print(n - 1, refusal.reason)
            break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_where_a_file_may_not_grow_nothing_saved_is_lost(place: Path) -> None:
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(place)],
        capture_output=True,
        text=True,
        cwd=root,
        env={"PYTHONPATH": f"{root / 'src'}:{root}", "PATH": ""},
    )
    last, reason = told.stdout.split()
    assert reason in ("disk_full", "disk_error")
    assert int(last) > 5
    assert [a.id for a in everything(place)[Appointment]] == list(range(1, int(last) + 1))
    before = contents(place)
    with closing(open_book(place)) as book:
        put(book, visit(int(last) + 1, 100_000))
    assert contents(place) != before
