"""The rows of one booking, read through their index, and judged as though they held no time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from frontdesk.domain.claim import claims_of
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.store import families
from frontdesk.store.appointments import Wanted
from frontdesk.store.claims import overlapping
from frontdesk.store.engine import driver_of
from tests.support.bookings import claims_due, claims_in_the_book, now, two_parts, with_members
from tests.support.clinics import Desk


def plan(connection: Connection, look: Callable[[], Any]) -> str:
    """Tell how SQLite goes about every statement that a look runs."""
    ran: list[str] = []
    driver = driver_of(connection)
    driver.set_trace_callback(ran.append)
    look()
    driver.set_trace_callback(None)
    assert ran
    return "\n".join(row[3] for sql in ran for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}"))


def test_rows_of_a_booking_are_found_through_the_partial_index(desk: Desk) -> None:
    booking = two_parts(desk)[0].booking_id
    assert booking is not None
    with desk.clinic.book.reading() as book:
        for read in (families.rows_of, families.light_of):
            told = plan(book.connection, lambda read=read: read(book.connection, booking))  # type: ignore[misc]
            assert "USING INDEX ix_appointment_booking_id" in told
            assert "SCAN appointment" not in told


def test_the_patients_own_row_comes_first_among_those_of_a_time(desk: Desk) -> None:
    mine, member = with_members(desk)
    assert mine.booking_id is not None
    with desk.clinic.book.reading() as book:
        assert [row.id for row in families.rows_of(book.connection, mine.booking_id)] == [mine.id, member.id]


def test_a_page_of_bookings_is_bounded_by_its_range(desk: Desk) -> None:
    two_parts(desk)
    wanted = Wanted(start=desk.at(8), end=desk.at(18))
    with desk.clinic.book.reading() as book:
        told = plan(book.connection, lambda: families.of_services(book.connection, wanted, offset=0, limit=10))
        assert "SCAN appointment" not in told


def test_visits_are_judged_as_though_they_held_no_time_and_hold_it_again_afterwards(desk: Desk) -> None:
    one, two = two_parts(desk)
    with desk.clinic.writing("test.judge", lambda: "Judged") as work:
        with work.without_time_of(one, two):
            assert overlapping(work.connection, (*claims_of(one), *claims_of(two))) == ()
        moved = replace(two, start=Instant(two.start + 60 * MINUTE), end=Instant(two.end + 60 * MINUTE))
        work.replace(two, moved)
    assert claims_in_the_book(desk) == claims_due(one, *now(desk, two))
