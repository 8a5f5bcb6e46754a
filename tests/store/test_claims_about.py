"""Looks for who has a time are bounded below, however long the book has been kept, and ask for many at once."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Attendee, Status
from frontdesk.domain.claim import Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.store import claims_about
from frontdesk.store.book import Book
from frontdesk.store.compiled import Compiled
from frontdesk.store.engine import driver_of
from tests.store.books import CHEN, EVA, LEO, NINE, ORTEGA, ROOM, put, visit

TEN = NINE + 60 * MINUTE


def plan(book: Book, statement: Compiled, **more: int) -> list[str]:
    """Give how the database goes about a statement."""
    bound = {"since": 1, "until": 2, "lowest": 0, "now": 0, "patient": 3, "calendar": 3, "subject": 1, **more}
    with book.reading() as look:
        form = statement._form or statement._prepare(look.connection.dialect)
        found = driver_of(look.connection).execute(f"EXPLAIN QUERY PLAN {form.sql}", form.bound(bound))
        return [row[3] for row in found]


def ids(count: int, name: str = "id") -> dict[str, int]:
    return {f"{name}{n}": n for n in range(count)}


def test_claims_are_searched_by_subject_unit_and_a_bounded_start(book: Book) -> None:
    first, *others = plan(book, claims_about._claims(4, 2), **ids(4), **ids(2, "unit"))
    assert first.startswith("SEARCH claim USING PRIMARY KEY")
    assert "subject=? AND subject_id=? AND unit=? AND starts_at>? AND starts_at<?" in first
    assert not any("SCAN" in line for line in others)


def test_blocks_are_searched_by_whose_they_are_and_a_bounded_start_and_long_ones_by_their_own_index(book: Book) -> None:
    found = [line for line in plan(book, claims_about._blocks(4), **ids(4)) if "appointment" in line]
    assert [line.partition("INDEX ")[2] for line in found] == [
        "ix_appointment_practitioner_id_starts_at (practitioner_id=? AND starts_at>? AND starts_at<?)",
        "ix_appointment_calendar_id (calendar_id=? AND starts_at>? AND starts_at<?)",
        "ix_appointment_long (starts_at<?)",
        "ix_appointment_long (starts_at<?)",
    ]


@pytest.mark.parametrize("look", [claims_about._OF_CALENDAR, claims_about._OF_PATIENT])
def test_visits_of_a_calendar_or_a_patient_are_not_gone_through(book: Book, look: Compiled) -> None:
    assert not any(line.startswith(("SCAN appointment", "SCAN attendee")) for line in plan(book, look))


def taken(book: Book, *people: Id, since: int = NINE, until: int = TEN, now: int = 0) -> list[tuple[int, int]]:
    """Give whose time is taken by which visit."""
    wanted = {Subject.PRACTITIONER: dict.fromkeys(people, 1)}
    with book.reading() as look:
        rows = claims_about.claims_about(look.connection, wanted, since, until, now)
    return [(row[0], row[4]) for _, row in rows]


def write(book: Book, n: int, **more: object) -> Id:
    """Write a visit of half an hour at nine, with Dr. Chen where nobody else is said."""
    put(book, visit(500 + n, **more))
    return Id(500 + n)


def test_the_claims_of_many_are_read_at_once(book: Book) -> None:
    one, other = write(book, 1, practitioner_id=CHEN), write(book, 2, practitioner_id=ORTEGA)
    assert set(taken(book, CHEN, ORTEGA, ROOM)) == {(CHEN, one), (ORTEGA, other)}


def test_the_claims_of_others_are_left_aside(book: Book) -> None:
    write(book, 1, practitioner_id=ORTEGA)
    assert taken(book, CHEN) == []


def test_what_only_touches_the_span_is_left_aside(book: Book) -> None:
    write(book, 1, practitioner_id=CHEN)
    assert taken(book, CHEN, since=NINE + 30 * MINUTE) == taken(book, CHEN, since=NINE - DAY, until=NINE) == []


def test_a_hold_that_has_run_out_has_nothing(book: Book) -> None:
    held = write(book, 1, practitioner_id=CHEN, status=Status.HELD, expires_at=Instant(100))
    assert taken(book, CHEN, now=99) == [(CHEN, held)]
    assert taken(book, CHEN, now=100) == []


def test_a_group_is_found_for_those_who_attend_it(book: Book) -> None:
    group = write(book, 1, patient_id=None, group=True, attendees=(Attendee(EVA), Attendee(LEO)))
    with book.reading() as look:
        [row] = claims_about.visits_of_patient(look.connection, LEO, NINE, TEN, 0)
    assert row[0] == group


def test_a_visit_of_the_patient_is_found_once(book: Book) -> None:
    write(book, 1, patient_id=EVA, group=True, attendees=(Attendee(EVA), Attendee(LEO)))
    with book.reading() as look:
        assert len(claims_about.visits_of_patient(look.connection, EVA, NINE, TEN, 0)) == 1
