"""Every connection is a safe one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from frontdesk.domain.errors import Unavailable
from frontdesk.store import engine
from frontdesk.store.book import Book
from frontdesk.store.engine import SOUND_WAL, connect, driver_of, for_reading, for_writing
from tests.store.books import ask, put, visit

SAFE = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: with less, a power cut takes the last commits
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "mmap_size": 0,
}


def test_every_connection_has_the_safe_settings(book: Book, place: Path) -> None:
    made = connect(place)
    with ExitStack() as stack:
        opened = [stack.enter_context((for_writing if n % 2 else for_reading)(made)) for n in range(4)]
        assert len({id(driver_of(connection)) for connection in opened}) == 4
        for connection in opened:
            for pragma, value in SAFE.items():
                assert driver_of(connection).execute(f"PRAGMA {pragma}").fetchone() == (value,), pragma
    made.dispose()


def test_the_settings_last_beyond_a_transaction(book: Book, place: Path) -> None:
    put(book, visit(1))
    with book.reading() as read:
        for pragma, value in SAFE.items():
            assert read.connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value, pragma


def test_the_sqlite_is_one_that_does_not_damage_its_log() -> None:
    assert driver.sqlite_version_info >= SOUND_WAL == (3, 51, 3)


def test_an_older_sqlite_is_refused(book: Book, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.driver, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(Unavailable, match="sqlite_too_old"):
        connect(place)


def test_a_write_has_the_right_to_write_before_it_looks(book: Book, place: Path) -> None:
    made = connect(place)
    with for_writing(made) as one, one.begin(), pytest.raises(driver.OperationalError, match="locked"):
        _write_at_once(place)
    made.dispose()


def test_a_read_leaves_writers_alone(book: Book, place: Path) -> None:
    with book.reading():
        _write_at_once(place)


def _write_at_once(path: Path) -> None:
    connection = driver.connect(str(path), timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.close()


def test_a_read_sees_one_moment(book: Book) -> None:
    with book.reading() as read:
        before = read.connection.exec_driver_sql("SELECT count(*) FROM appointment").scalar()
        put(book, visit(1))
        assert read.connection.exec_driver_sql("SELECT count(*) FROM appointment").scalar() == before


def test_a_read_that_is_over_lets_the_log_be_emptied(book: Book, place: Path) -> None:
    with book.reading() as read:
        read.connection.exec_driver_sql("SELECT 1 FROM appointment").first()
    put(book, visit(1))
    assert ask(place, "PRAGMA wal_checkpoint(TRUNCATE)") == [(0, 0, 0)]
    assert place.with_name(place.name + "-wal").stat().st_size == 0


def test_what_goes_wrong_names_no_row(book: Book, place: Path) -> None:
    made = connect(place)
    with for_writing(made) as connection, pytest.raises(Exception, match="FOREIGN KEY") as error:
        connection.exec_driver_sql("INSERT INTO patient_line VALUES (?, ?)", (999, "Secret"))
    made.dispose()
    assert "Secret" not in str(error.value)
