"""The database itself keeps time from being given twice and the record from being rewritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import IntegrityError

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Conflict
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.store import guards
from frontdesk.store.book import Book, open_book
from frontdesk.store.engine import plain
from tests.store.books import (
    CHEN,
    NINE,
    NOW,
    ORTEGA,
    OTHER_ROOM,
    ROOM,
    ask,
    at,
    change,
    claims,
    contents,
    held,
    put,
    step,
    take_back,
    visit,
)

# Everything that can bring visit 2 over visit 1, which has Dr. Chen and room 1 from 9:00 to 9:30.
WAYS: dict[str, tuple[Appointment, dict[str, Any]]] = {
    "moved into it": (visit(2, 60), {"start": at(10), "end": at(40)}),
    "lengthened at its end": (visit(2, -60), {"end": at(1)}),
    "lengthened at its start": (visit(2, 60), {"start": at(29)}),
    "lengthened over it": (visit(2, -60), {"end": at(120)}),
    "given to its practitioner": (visit(2, practitioner_id=ORTEGA), {"practitioner_id": CHEN}),
    "given its room": (visit(2, practitioner_id=ORTEGA, room_id=OTHER_ROOM), {"room_id": ROOM}),
    "given a room at all": (visit(2, practitioner_id=ORTEGA), {"room_id": ROOM}),
    "booked again after a cancel": (visit(2, status=Status.CANCELLED), {"status": Status.BOOKED}),
    "arrived after a no-show": (visit(2, status=Status.NO_SHOW), {"status": Status.ARRIVED}),
    "brought back from the archive": (visit(2, archived_at=NOW), {"archived_at": None}),
    "made to occupy its time": (visit(2, occupies=False), {"occupies": True}),
    "given a buffer before": (visit(2, 30), {"buffer_before": MINUTE}),
    "given a buffer after": (visit(2, -30), {"buffer_after": MINUTE}),
    "left without its reason to overlap": (visit(2, override_reason="Acute pain"), {"override_reason": None}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_visit_is_not_brought_over_another(book: Book, place: Path, way: str) -> None:
    second, changes = WAYS[way]
    put(book, visit(1, room_id=ROOM))
    put(book, second)
    before = contents(place)
    with pytest.raises(Conflict) as refusal:
        change(book, 2, **changes)
    assert refusal.value.reason == "time_taken"
    assert {clash.appointment_id for clash in refusal.value.clashes} == {1}
    assert contents(place) == before


def test_a_visit_is_not_booked_over_another(book: Book) -> None:
    put(book, visit(1))
    with pytest.raises(Conflict):
        put(book, visit(2, 10))


def test_two_overlapping_visits_are_not_booked_in_one_step(book: Book, place: Path) -> None:
    with pytest.raises(Conflict) as refusal:
        put(book, visit(1), visit(2, 10))
    assert refusal.value.clashes
    assert claims(place) == set()


def test_an_undo_that_would_overlap_is_refused(book: Book) -> None:
    put(book, visit(1))
    cancelled = change_seq(book, 1, status=Status.CANCELLED)
    put(book, visit(2))
    with pytest.raises(Conflict) as refusal:
        take_back(book, cancelled)
    assert [clash.appointment_id for clash in refusal.value.clashes] == [2]


def test_an_undo_brings_no_overlap_on_purpose_over_time_that_was_given_away_since(book: Book) -> None:
    put(book, visit(1), visit(2, 10, override_reason="Acute pain"))
    cancelled = change_seq(book, 2, status=Status.CANCELLED)
    put(book, visit(3, 30))
    with pytest.raises(Conflict) as refusal:
        take_back(book, cancelled)
    assert [clash.appointment_id for clash in refusal.value.clashes] == [3]


def change_seq(book: Book, id: int, **changes: Any) -> int:
    change(book, id, **changes)
    assert book.last is not None
    return book.last.seq


TOUCHING = {
    "starts when it ends": visit(2, 30),
    "ends when it starts": visit(2, -30),
    "starts a millisecond after it ends": replace(visit(2, 30), start=Instant(at(30) + 1)),
    "another practitioner": visit(2, practitioner_id=ORTEGA),
    "another room": visit(2, practitioner_id=ORTEGA, room_id=OTHER_ROOM),
    "nobody": visit(2, practitioner_id=None),
    "takes no time": visit(2, occupies=False),
    "cancelled": visit(2, status=Status.CANCELLED),
    "on purpose": visit(2, override_reason="Acute pain"),
}


@pytest.mark.parametrize("other", TOUCHING)
def test_what_shares_no_time_is_let_in(book: Book, other: str) -> None:
    put(book, visit(1, room_id=ROOM))
    put(book, TOUCHING[other])
    assert held(book, 2).id == 2


BY_A_MILLISECOND = {
    "after": replace(visit(2, 30), start=Instant(at(30) - 1)),
    "before": replace(visit(2, -30), end=Instant(at(0) + 1)),
}


@pytest.mark.parametrize("side", BY_A_MILLISECOND)
def test_one_millisecond_is_an_overlap(book: Book, side: str) -> None:
    put(book, visit(1))
    with pytest.raises(Conflict):
        put(book, BY_A_MILLISECOND[side])


def test_buffers_add_up_and_may_touch_exactly(book: Book) -> None:
    put(book, visit(1, buffer_after=10 * MINUTE))
    put(book, visit(2, 45, buffer_before=5 * MINUTE))
    with pytest.raises(Conflict):
        put(book, visit(3, 44 + 30 + 5, buffer_before=5 * MINUTE))


def test_buffers_are_the_practitioners_and_not_the_rooms(book: Book) -> None:
    put(book, visit(1, room_id=ROOM, buffer_after=30 * MINUTE))
    put(book, visit(2, 30, practitioner_id=ORTEGA, room_id=ROOM))
    assert held(book, 2).room_id == ROOM


def test_over_an_overlap_on_purpose_the_next_ordinary_visit_is_refused(book: Book) -> None:
    put(book, visit(1))
    put(book, visit(2, 20, override_reason="Acute pain"))
    with pytest.raises(Conflict) as refusal:
        put(book, visit(3, 40))
    assert [clash.appointment_id for clash in refusal.value.clashes] == [2]


def test_a_visit_of_a_month_is_guarded_on_every_day(book: Book, place: Path) -> None:
    put(book, visit(1, minutes=31 * 24 * 60))
    assert len(claims(place)) == 31
    for day in range(31):
        with pytest.raises(Conflict):
            put(book, visit(2, day * 24 * 60 + 600))
    put(book, visit(2, 31 * 24 * 60))


def test_a_visit_of_a_month_is_not_laid_over_a_short_one_on_its_last_day(book: Book) -> None:
    put(book, visit(1, 31 * 24 * 60 - 30))
    with pytest.raises(Conflict):
        put(book, visit(2, minutes=31 * 24 * 60))
    put(book, visit(3, minutes=31 * 24 * 60 - 30))


def test_a_month_that_moves_by_a_day_does_not_meet_itself(book: Book, place: Path) -> None:
    put(book, visit(1, minutes=31 * 24 * 60))
    change(book, 1, start=at(24 * 60), end=at(32 * 24 * 60))
    assert {row[2] for row in claims(place)} == {day * 24 * 60.0 for day in range(1, 32)}


def test_a_claim_of_more_than_a_day_is_no_claim(book: Book, place: Path) -> None:
    put(book, visit(1))
    with pytest.raises(driver.IntegrityError, match="at_most_a_day"):
        ask(place, "INSERT INTO claim VALUES (1, 99, 1, ?, 1, ?, NULL)", NINE, NINE + DAY + 1)


def test_two_visits_change_places_in_one_step(book: Book, place: Path) -> None:
    put(book, visit(1), visit(2, 30, practitioner_id=CHEN))
    with step(book) as work:
        one, two = work.get(Appointment, visit(1).id), work.get(Appointment, visit(2).id)
        work.replace(one, replace(one, start=two.start, end=two.end))
        work.replace(two, replace(two, start=one.start, end=one.end))
    assert {(row[2], row[4]) for row in claims(place)} == {(0.0, 2), (30.0, 1)}


def test_a_visit_may_take_the_time_of_one_that_goes_in_the_same_step(book: Book) -> None:
    put(book, visit(1))
    with step(book) as work:
        work.create(visit(2))
        work.remove(work.get(Appointment, visit(1).id))
    assert held(book, 2).start == NINE


def test_units_of_one_subject_are_taken_one_by_one(book: Book, place: Path) -> None:
    put(book, visit(1), visit(2, 60))
    ask(place, "INSERT INTO claim VALUES (1, ?, 2, ?, 2, ?, NULL)", CHEN, NINE, NINE + MINUTE)
    with pytest.raises(driver.IntegrityError, match=guards.DOUBLE_BOOKING):
        ask(place, "INSERT INTO claim VALUES (1, ?, 2, ?, 1, ?, NULL)", CHEN, NINE, NINE + MINUTE)


RAW: dict[str, Callable[[Any], Any]] = {
    "insert": lambda c: c.execute("INSERT INTO claim VALUES (1, ?, 1, ?, 2, ?, NULL)", (CHEN, NINE + 1, NINE + 2)),
    "replace": lambda c: c.execute("REPLACE INTO claim VALUES (1, ?, 1, ?, 2, ?, NULL)", (CHEN, NINE + 1, NINE + 2)),
    "ignore": lambda c: c.execute(
        "INSERT OR IGNORE INTO claim VALUES (1, ?, 1, ?, 2, ?, NULL)", (CHEN, NINE + 1, NINE + 2)
    ),
    "start": lambda c: c.execute("UPDATE claim SET starts_at = ? WHERE appointment_id = 2", (NINE + 1,)),
    "subject": lambda c: c.execute("UPDATE claim SET subject_id = ? WHERE appointment_id = 3", (CHEN,)),
    "both": lambda c: c.execute("UPDATE claim SET ends_at = ends_at + 3600000 WHERE appointment_id = 1"),
    "reason": lambda c: c.execute("UPDATE claim SET override_reason = NULL WHERE appointment_id = 4"),
}


@pytest.mark.parametrize("way", RAW)
def test_statements_of_any_program_are_judged(book: Book, place: Path, way: str) -> None:
    put(book, visit(1), visit(2, 60), visit(3, practitioner_id=ORTEGA))
    put(book, visit(4, 10, override_reason="Acute pain"))
    before = contents(place)
    connection = plain(place)
    with pytest.raises(driver.IntegrityError, match=guards.DOUBLE_BOOKING):
        RAW[way](connection)
    connection.close()
    assert contents(place) == before


@pytest.mark.parametrize("table", ["changeset", "change"])
@pytest.mark.parametrize(
    "verb", ["UPDATE {} SET seq = seq + 100", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_the_record_is_only_ever_added_to(book: Book, table: str, verb: str) -> None:
    with pytest.raises(IntegrityError, match=guards.APPEND_ONLY), step(book) as work:
        work.connection.exec_driver_sql(verb.format(table))


@pytest.mark.logs_warnings
@pytest.mark.parametrize(
    "harm", ["DROP TRIGGER {}", "DROP TRIGGER {0}; CREATE TRIGGER {0} BEFORE INSERT ON claim BEGIN SELECT 1; END"]
)
def test_a_book_that_lost_a_guard_to_another_program_gets_it_again(place: Path, book: Book, harm: str) -> None:
    put(book, visit(1))
    connection = plain(place)
    connection.executescript(harm.format("claim_guard_insert"))
    connection.close()
    again = open_book(place)
    with pytest.raises(Conflict):
        put(again, visit(2))
    again.close()
