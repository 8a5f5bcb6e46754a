"""Holds in the store: the bounded look for what has run out, and its removal before every write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.domain.actor import ITSELF
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import NotFound
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.store import holds, journal
from frontdesk.store.tables.appointments import APPOINTMENT, CLAIM
from tests.support.clinics import Desk, nobody


def hold(desk: Desk, hour: int, minutes: int, **more: Any) -> Appointment:
    """Book a visit and make it a hold that runs out so many minutes from now."""
    visit = desk.book(hour, **more)
    with desk.clinic.writing("test.hold", lambda: "Held") as work:
        until = Instant(work.now + minutes * MINUTE)
        return work.replace(visit, replace(visit, status=Status.HELD, expires_at=until))


def test_a_hold_runs_out_at_its_very_moment(desk: Desk) -> None:
    held = hold(desk, 9, 10)
    assert held.expires_at is not None
    with desk.clinic.book.reading() as book:
        assert holds.run_out(book.connection, Instant(held.expires_at - 1)) == frozenset()
        assert [one.id for one in holds.held(book.connection, Instant(held.expires_at - 1))] == [held.id]
        assert holds.run_out(book.connection, held.expires_at) == {held.id}
        assert holds.held(book.connection, held.expires_at) == []


def test_holds_are_read_by_start(desk: Desk) -> None:
    late, early = hold(desk, 11, 5), hold(desk, 9, 60)
    with desk.clinic.book.reading() as book:
        assert [one.id for one in holds.held(book.connection, desk.clock())] == [early.id, late.id]


def test_the_look_for_holds_goes_by_their_own_small_index(desk: Desk) -> None:
    looks = (holds._OVER, holds._STANDING)
    with desk.clinic.book.reading() as book:
        for look in looks:
            words = str(look.core.compile(dialect=book.connection.dialect))
            plan = book.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", (1,)).all()
            assert ["ix_appointment_expires_at" in row[3] for row in plan] == [True]


def test_the_look_that_every_write_begins_with_goes_by_two_small_indexes(desk: Desk) -> None:
    with desk.clinic.book.reading() as book:
        words = str(holds._GONE.core.compile(dialect=book.connection.dialect))
        plan = book.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", (1, 1, 1, 1)).all()
        looks = " ".join(row[3] for row in plan if "appointment" in row[3])
        assert looks.count("SEARCH") == 2
        assert ("ix_appointment_expires_at" in looks, "ix_appointment_seats_until" in looks) == (True, True)


def test_any_write_removes_what_has_run_out_with_its_claims(desk: Desk) -> None:
    held, kept = hold(desk, 9, 10, room=desk.room.id), hold(desk, 10, 30)
    desk.clock.now = Instant(desk.clock.now + 20 * MINUTE)
    desk.clinic.rooms.create(name="Room 3")
    with desk.clinic.book.reading() as book:
        assert book.connection.execute(select(APPOINTMENT.c.id)).scalars().all() == [kept.id]
        assert set(book.connection.execute(select(CLAIM.c.appointment_id)).scalars()) == {kept.id}
        assert held.id not in holds.run_out(book.connection, desk.clock())


def test_the_removal_is_a_changeset_of_its_own_in_nobodys_name(desk: Desk) -> None:
    held = hold(desk, 9, 10)
    desk.clock.now = Instant(desk.clock.now + 20 * MINUTE)
    desk.clinic.rooms.create(name="Room 3")
    with desk.clinic.book.reading() as book:
        heads = journal.heads(book.connection, limit=2)
        assert [(head.actor, head.operation) for head in heads] == [
            (desk.clinic.actor.id, "rooms.create"),
            (ITSELF, "holds.expire"),
        ]
        changes = journal.changes_of(book.connection, heads[1].seq)
        assert [(change.entity_id, change.after) for change in changes] == [(held.id, None)]


def test_a_write_that_is_refused_removes_nothing(desk: Desk) -> None:
    held = hold(desk, 9, 10)
    desk.clock.now = Instant(desk.clock.now + 20 * MINUTE)
    with pytest.raises(NotFound):
        desk.clinic.rooms.archive(id=nobody())
    with desk.clinic.book.reading() as book:
        assert holds.run_out(book.connection, desk.clock()) == {held.id}


def test_nothing_is_written_while_no_hold_has_run_out(desk: Desk) -> None:
    hold(desk, 9, 10)
    before = desk.clinic.book.cursor()
    desk.clinic.rooms.create(name="Room 3")
    assert desk.clinic.book.cursor() == before + 1
