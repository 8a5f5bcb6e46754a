"""Every look at occupied time is bounded: an index is searched, and nothing is gone through from the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection

from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.claim import Subject
from frontdesk.domain.instants import DAY, Instant
from frontdesk.store import occupied
from frontdesk.store.compiled import Compiled
from frontdesk.store.engine import driver_of
from tests.support.clinics import Desk


@contextmanager
def plans(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Gather how SQLite would go about every statement that is run."""
    told: list[str] = []
    real = Compiled.rows

    def rows(self: Compiled, connection: Connection, bound: Any) -> Any:
        found = real(self, connection, bound)
        form = self._form
        assert form is not None
        plan = driver_of(connection).execute(f"EXPLAIN QUERY PLAN {form.sql}", form.bound(bound)).fetchall()
        told.extend(row[3] for row in plan)
        return found

    monkeypatch.setattr(Compiled, "rows", rows)
    yield told
    assert told


def test_every_look_searches_an_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = desk.clinic.calendars.create(name="Visits", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)])
    since, until = desk.at(0), desk.at(0, day=1)
    with desk.clinic.book.reading() as book, plans(book.connection, monkeypatch) as told:
        one = (Subject.PRACTITIONER, desk.chen.id, 1, since, until)
        occupied.claims(book.connection, *one)
        occupied.claims_besides(book.connection, *one, frozenset({1}))
        occupied.how_many(book.connection, [desk.chen.id], since, until)
        occupied.holds(book.connection)
        occupied.blocks(book.connection, since, until)
        occupied.booked(book.connection, calendar.id, since, until, desk.clock.now)
        occupied.of_patient(book.connection, desk.eva.id, since, until, desk.clock.now, ())
        occupied.seen(book.connection, desk.eva.id, since)
        occupied.seen(book.connection, desk.eva.id, since, calendar.id)
    assert [line for line in told if line.startswith("SCAN") and "ix_appointment_long" not in line] == []


def test_a_claim_is_looked_for_between_two_starts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.clinic.book.reading() as book, plans(book.connection, monkeypatch) as told:
        occupied.claims(book.connection, Subject.PRACTITIONER, desk.chen.id, 1, desk.at(0), desk.at(0, day=1))
    (line,) = told
    assert "starts_at>?" in line
    assert "starts_at<?" in line


def test_what_reaches_into_a_span_is_among_what_is_read(desk: Desk) -> None:
    desk.book(22, minutes=240)
    midnight = desk.at(0, day=1)
    with desk.clinic.book.reading() as book:
        one = (Subject.PRACTITIONER, desk.chen.id, 1)
        found = occupied.claims(book.connection, *one, midnight, midnight + DAY)
        assert [(start, end) for start, end in found] == [(desk.at(22), desk.at(2, day=1))]


def test_a_block_of_many_days_is_among_those_of_each(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(0), end=Instant(desk.at(0) + 9 * DAY), practitioner=desk.chen.id)
    with desk.clinic.book.reading() as book:
        found = occupied.blocks(book.connection, desk.at(0, day=5), desk.at(0, day=6))
    assert found == {desk.chen.id: [(desk.at(0), desk.at(0) + 9 * DAY)]}


def test_a_calendars_bookings_count_heads_and_leave_out_what_takes_no_time(desk: Desk) -> None:
    calendar = desk.clinic.calendars.create(
        name="Class", kind=CalendarKind.CLASS, team=[Member(desk.chen.id)], per_slot=5
    )
    for patient in (desk.eva, desk.leo):
        desk.clinic.appointments.book(start=desk.at(9), calendar=calendar.id, patient=patient.id)
    gone = desk.clinic.appointments.book(start=desk.at(11), calendar=calendar.id, patient=desk.leo.id)
    desk.clinic.appointments.cancel(id=gone.id)
    with desk.clinic.book.reading() as book:
        (one,) = occupied.booked(book.connection, calendar.id, desk.at(0), desk.at(0, day=1), desk.clock.now)
    assert (one.practitioner, one.start, one.seats, one.heads) == (desk.chen.id, desk.at(9), 5, 2)


def test_a_patients_visits_in_groups_count_as_well(desk: Desk) -> None:
    visit = desk.book(9, patient=desk.leo.id, group=True, attendees=[desk.leo.id, desk.eva.id])
    with desk.clinic.book.reading() as book:
        span = (desk.at(0), desk.at(0, day=1), desk.clock.now)
        assert occupied.of_patient(book.connection, desk.eva.id, *span, ()) == [(visit.start, visit.end)]
        assert occupied.of_patient(book.connection, desk.eva.id, *span, (visit.id,)) == []
