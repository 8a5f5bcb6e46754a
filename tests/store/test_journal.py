"""The record of changes: whatever an attacker with the file in hand changes in it is found, by its number."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change, Kind, chain_hash
from frontdesk.store import journal
from frontdesk.store.book import Book, create
from frontdesk.store.engine import plain
from tests.store.books import change, put, step, visit


@pytest.fixture
def written(book: Book) -> Book:
    """Write ten steps on three visits, numbers 2 to 11."""
    put(book, visit(1), visit(2, 60), visit(3, 120))
    for n in range(8):
        change(book, n % 3 + 1, title=f"Step {n}")
    with step(book) as work:
        work.remove(work.get(Appointment, visit(3).id))
    return book


def attacked(path: Path, *statements: str) -> None:
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def broken(book: Book) -> int | None:
    with book.reading() as read:
        return journal.broken_link(read.connection)


def test_an_untouched_record_holds(written: Book) -> None:
    assert broken(written) is None
    assert written.cursor() == 11


def test_an_empty_record_holds(tmp_path: Path) -> None:
    with closing(create(tmp_path / "empty.frontdesk")) as book:
        assert broken(book) is None


COPY = "INSERT INTO changeset SELECT {}, at, actor, operation, words, kind, target, hash FROM changeset WHERE seq = 4"
SWAP = "UPDATE {0} SET seq = CASE seq WHEN 5 THEN 1006 WHEN 6 THEN 1005 ELSE seq END"
BACK = "UPDATE {0} SET seq = seq - 1000 WHERE seq > 1000"
ATTACKS: dict[str, tuple[int, list[str]]] = {
    "another actor": (5, ["UPDATE changeset SET actor = 'nobody' WHERE seq = 5"]),
    "another moment": (5, ["UPDATE changeset SET at = at + 1 WHERE seq = 5"]),
    "another operation": (5, ["UPDATE changeset SET operation = 'x' WHERE seq = 5"]),
    "other words": (5, ["UPDATE changeset SET words = 'x' WHERE seq = 5"]),
    "another kind": (5, ["UPDATE changeset SET kind = 'undo' WHERE seq = 5"]),
    "a target": (5, ["UPDATE changeset SET target = 2 WHERE seq = 5"]),
    "another hash": (5, [f"UPDATE changeset SET hash = '{'0' * 64}' WHERE seq = 5"]),
    "what was before": (5, ["UPDATE change SET before = '{}' WHERE seq = 5"]),
    "what came after": (5, ['UPDATE change SET after = \'{"title":"x"}\' WHERE seq = 5']),
    "another record": (5, ["UPDATE change SET entity_id = 2 WHERE seq = 5"]),
    "another kind of record": (5, ["UPDATE change SET entity = 'patient' WHERE seq = 5"]),
    "a removal that was none": (5, ["UPDATE change SET after = NULL WHERE seq = 5"]),
    "one change less": (2, ["DELETE FROM change WHERE seq = 2 AND ordinal = 1"]),
    "one change more": (5, ["INSERT INTO change SELECT seq, 7, entity, 9, before, after FROM change WHERE seq = 5"]),
    "two changes swapped": (
        2,
        ["UPDATE change SET ordinal = ordinal + 10 WHERE seq = 2 AND ordinal = 0"],
    ),
    "no changes at all": (5, ["DELETE FROM change WHERE seq = 5"]),
    "one step less": (5, ["DELETE FROM changeset WHERE seq = 5", "DELETE FROM change WHERE seq = 5"]),
    "the middle cut out": (
        4,
        ["DELETE FROM changeset WHERE seq BETWEEN 4 AND 8", "DELETE FROM change WHERE seq BETWEEN 4 AND 8"],
    ),
    "the middle cut out and the rest moved up": (
        4,
        [
            "DELETE FROM changeset WHERE seq BETWEEN 4 AND 8",
            "DELETE FROM change WHERE seq BETWEEN 4 AND 8",
            "UPDATE changeset SET seq = seq - 5 WHERE seq > 8",
            "UPDATE change SET seq = seq - 5 WHERE seq > 8",
        ],
    ),
    "the beginning cut off": (1, ["DELETE FROM changeset WHERE seq < 4", "DELETE FROM change WHERE seq < 4"]),
    "two steps swapped": (5, [each.format(t) for t in ("changeset", "change") for each in (SWAP, BACK)]),
    "a step put in between": (
        5,
        [
            "UPDATE changeset SET seq = seq + 1001 WHERE seq >= 5",
            "UPDATE change SET seq = seq + 1001 WHERE seq >= 5",
            *(BACK.format(t) for t in ("changeset", "change")),
            COPY.format(5),
            "INSERT INTO change SELECT 5, ordinal, entity, entity_id, before, after FROM change WHERE seq = 4",
        ],
    ),
    "a step before the first": (
        0,
        [COPY.format(0)],
    ),
    "a step at the end without its hash": (
        12,
        [COPY.format(12)],
    ),
    "changes of no step in the middle": (
        4,
        ["DELETE FROM changeset WHERE seq = 4"],
    ),
    "changes of no step before the first": (
        0,
        ["INSERT INTO change SELECT 0, ordinal, entity, entity_id, before, after FROM change WHERE seq = 4"],
    ),
    "changes of no step at the end": (
        12,
        ["INSERT INTO change SELECT 12, ordinal, entity, entity_id, before, after FROM change WHERE seq = 4"],
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_record_is_found_with_its_number(written: Book, place: Path, attack: str) -> None:
    number, statements = ATTACKS[attack]
    attacked(place, *statements)
    assert broken(written) == number


def test_one_who_relinks_the_chain_is_found_at_the_next_link_he_left(written: Book, place: Path) -> None:
    def forge(connection: Any) -> None:
        previous = connection.execute("SELECT hash FROM changeset WHERE seq = 4").fetchone()[0]
        head = connection.execute("SELECT at, operation, words, kind, target FROM changeset WHERE seq = 5").fetchone()
        at, operation, *rest = head
        changes = connection.execute("SELECT entity, entity_id, before, after FROM change WHERE seq = 5").fetchall()
        stored = [(e, i, b or "", a or "") for e, i, b, a in changes]
        made = chain_hash(previous, (5, at, "nobody", operation, *rest), stored)
        connection.execute("UPDATE changeset SET actor = 'nobody', hash = ? WHERE seq = 5", (made,))

    attacked(place)
    with closing(plain(place)) as connection:
        forge(connection)
    assert broken(written) == 6


def test_reading_back_gives_the_row_before_each_step(book: Book) -> None:
    put(book, visit(1, title="A"))
    change(book, 1, title="B")
    with step(book) as work:
        work.remove(work.get(Appointment, visit(1).id))
    with book.reading() as read:
        rows = [journal.row_before(read.connection, "appointment", 1, None, seq) for seq in range(2, 6)]
    assert [row and row["title"] for row in rows] == [None, "A", "B", None]


def test_every_change_of_a_record_is_counted_over_all_its_lives(book: Book) -> None:
    put(book, visit(1), visit(2, 60))
    change(book, 1, title="B")
    with book.reading() as read:
        assert journal.times_changed(read.connection, "appointment", [1, 2, 3]) == {1: 2, 2: 1}


def test_what_others_took_back_is_read_newest_first_in_pieces(book: Book) -> None:
    put(book, visit(1))
    for n in range(4):
        with step(book, actor="ana" if n % 2 else "ben", kind=Kind.UNDO, target=2) as work:
            work.apply([Change("appointment", 1, {"title": ""}, {"title": f"{n}"})])
    with book.reading() as read:
        found = journal.reversals_by_others(read.connection, "ana", limit=1)
        assert [head.seq for head in found] == [5]
        assert [head.seq for head in journal.reversals_by_others(read.connection, "ana", below=5)] == [3]
