"""Claims follow their visits through every step, also when one step does several things to one visit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Conflict
from frontdesk.store.book import Book
from frontdesk.store.claims import MOST_CLASHES
from tests.store.books import CHEN, ORTEGA, ROOM, at, change, claims, held, put, step, take_back, visit

ONE = visit(1).id


def test_a_visit_claims_its_practitioner_with_buffers_and_its_room_without(book: Book, place: Path) -> None:
    put(book, visit(1, room_id=ROOM, buffer_before=60_000, buffer_after=120_000))
    assert claims(place) == {(1, CHEN, -1, 32, 1), (2, ROOM, 0, 30, 1)}


def test_a_change_of_words_leaves_the_claims_alone(book: Book, place: Path) -> None:
    put(book, visit(1))
    change(book, 1, title="Follow-up")
    assert claims(place) == {(1, CHEN, 0, 30, 1)}


def test_what_leaves_and_returns_while_another_goes_keeps_its_claim(book: Book, place: Path) -> None:
    put(book, visit(1), visit(2, 60))
    with step(book) as work:
        one = work.get(Appointment, ONE)
        away = work.replace(one, replace(one, start=at(120), end=at(150)))
        work.remove(work.get(Appointment, visit(2).id))
        work.replace(away, replace(away, start=at(0), end=at(30)))
    assert claims(place) == {(1, CHEN, 0, 30, 1)}


def test_what_is_removed_and_made_again_in_one_step_has_its_claim(book: Book, place: Path) -> None:
    put(book, visit(1))
    with step(book) as work:
        work.remove(work.get(Appointment, ONE))
        work.create(visit(1))
    assert claims(place) == {(1, CHEN, 0, 30, 1)}


def test_what_is_made_and_removed_in_one_step_leaves_no_claim(book: Book, place: Path) -> None:
    with step(book) as work:
        work.create(visit(1))
        work.remove(visit(1))
    assert claims(place) == set()


def test_an_ordinary_visit_and_one_on_purpose_over_it_come_in_one_step(book: Book, place: Path) -> None:
    put(book, visit(1, -10, override_reason="Acute pain"), visit(2), visit(3, override_reason="Twins"))
    assert {row[4] for row in claims(place)} == {1, 2, 3}


def test_a_clash_names_who_is_taken_by_what_and_when(book: Book) -> None:
    put(book, visit(1, room_id=ROOM), visit(2, practitioner_id=ORTEGA))
    with pytest.raises(Conflict) as refusal:
        put(book, visit(3, 10, practitioner_id=ORTEGA, room_id=ROOM))
    found = {(c.kind, c.subject, c.start, c.end, c.appointment_id) for c in refusal.value.clashes}
    assert found == {("room", "Room 1", at(0), at(30), 1), ("practitioner", "Dr. Ortega", at(0), at(30), 2)}


def test_of_several_that_come_together_only_others_are_named_in_the_way(book: Book) -> None:
    put(book, visit(1))
    with pytest.raises(Conflict) as refusal:
        put(book, visit(2, -60), visit(3, 10))
    assert [clash.appointment_id for clash in refusal.value.clashes] == [1]


def test_clashes_are_listed_up_to_a_hundred(book: Book) -> None:
    put(book, *(visit(n + 1, n * 5, 5) for n in range(120)))
    with pytest.raises(Conflict) as refusal:
        put(book, visit(200, 0, 600))
    assert len(refusal.value.clashes) == MOST_CLASHES


def test_a_deleted_visit_comes_back_under_one_that_was_laid_over_it_on_purpose(book: Book, place: Path) -> None:
    put(book, visit(1))
    put(book, visit(2, 10, override_reason="Acute pain"))
    before = claims(place)
    with step(book) as work:
        work.remove(work.get(Appointment, ONE))
    assert book.last is not None
    take_back(book, book.last.seq)
    assert claims(place) == before


def test_it_comes_back_too_when_only_words_of_the_other_were_changed_since(book: Book, place: Path) -> None:
    put(book, visit(1))
    put(book, visit(2, 10, override_reason="Acute pain"))
    change(book, 1, start=at(300), end=at(330))
    assert book.last is not None
    moved = book.last.seq
    change(book, 2, title="Toothache")
    take_back(book, moved)
    assert claims(place) == {(1, CHEN, 0, 30, 1), (1, CHEN, 10, 40, 2)}


def test_it_does_not_come_back_under_one_that_was_laid_there_after_it_had_gone(book: Book) -> None:
    put(book, visit(1), visit(3, 30))
    change(book, 1, start=at(300), end=at(330))
    assert book.last is not None
    moved = book.last.seq
    put(book, visit(2, 10, override_reason="Acute pain"))
    with pytest.raises(Conflict) as refusal:
        take_back(book, moved)
    assert [clash.appointment_id for clash in refusal.value.clashes] == [2]
    assert held(book, 1).start == at(300)


def test_it_does_not_come_back_under_one_that_was_moved_there_and_had_been_elsewhere(book: Book) -> None:
    put(book, visit(1), visit(3, 30))
    put(book, visit(2, 40, override_reason="Acute pain"))
    change(book, 1, start=at(300), end=at(330))
    assert book.last is not None
    moved = book.last.seq
    change(book, 2, start=at(10), end=at(40))
    with pytest.raises(Conflict):
        take_back(book, moved)
