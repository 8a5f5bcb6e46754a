"""Bookings of several rows put back as they stood at a past moment: whole, or not at all."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.restoring import Clashing
from frontdesk.services.service_bookings import ServiceBooking
from tests.support.clinics import DAY, Desk
from tests.support.offers import Offers, ids, offers, times


@pytest.fixture
def at(desk: Desk) -> Offers:
    return offers(desk)


def cursor(at: Offers) -> int:
    return at.desk.clinic.book.cursor()


def stand(at: Offers, made: ServiceBooking) -> list[tuple[Id, Instant, Instant]]:
    """Give the rows of a booking that are in the book, by start."""
    now = at.now(made).parts
    return [(part.id, part.start, part.end) for part in now if part.archived_at is None]


def moved_and_taken(at: Offers) -> tuple[ServiceBooking, int, Appointment]:
    """Move a booking to the afternoon, and give the time of its second part to someone else."""
    made = at.book(ServiceAsked(at.talk.id, practitioner=at.desk.chen.id), ServiceAsked(at.blood.id))
    seq = cursor(at)
    at.desk.clinic.service_bookings.update(id=made.id, start=at.desk.at(14))
    second = made.parts[1]
    other = at.desk.book(start=second.start, practitioner=at.desk.ortega.id, patient=at.desk.leo.id)
    return made, seq, other


def test_a_booking_stays_whole_where_one_of_its_rows_cannot_go(at: Offers) -> None:
    made, seq, other = moved_and_taken(at)
    before = stand(at, made)
    done = at.desk.clinic.history.restore(seq=seq, ids=ids(made.parts), clashing=Clashing.LEAVE)
    assert [(row.done, {clash.appointment_id for clash in row.clashes}) for row in done.rows] == [
        (False, {other.id})
    ] * 2
    assert (done.seq, stand(at, made)) == (None, before)


def test_one_row_brings_back_all_of_a_deleted_booking(at: Offers) -> None:
    made, seq = at.book(), cursor(at)
    at.desk.clinic.service_bookings.delete(id=made.id)
    for part in made.parts:
        at.desk.clinic.history.restore(seq=seq, ids=[part.id])
        assert times(at.now(made)) == times(made)
        at.desk.clinic.history.undo()


def test_one_row_brings_back_the_part_that_was_taken_out(at: Offers) -> None:
    made, seq = at.book(), cursor(at)
    at.desk.clinic.service_bookings.update(id=made.id, services=[ServiceAsked(at.talk.id)])
    assert len(stand(at, made)) == 1
    at.desk.clinic.history.restore(seq=seq, ids=[made.parts[0].id])
    assert stand(at, made) == [(part.id, part.start, part.end) for part in made.parts]


def test_one_row_takes_away_the_part_that_was_added(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id))
    seq = cursor(at)
    services = [ServiceAsked(at.talk.id), ServiceAsked(at.blood.id)]
    at.desk.clinic.service_bookings.update(id=made.id, services=services)
    at.desk.clinic.history.restore(seq=seq, ids=[made.parts[0].id])
    assert stand(at, made) == [(part.id, part.start, part.end) for part in made.parts]


@pytest.mark.parametrize("whole_day", [False, True])
def test_rows_that_lay_far_apart_come_back_together(at: Offers, whole_day: bool) -> None:
    made = at.book()
    with at.desk.clinic.writing("test.move", lambda: "Moved") as work:
        second = work.get(Appointment, made.parts[1].id)
        work.replace(second, second.moved(at.desk.at(9, day=3), at.desk.at(9, 15, day=3)))
    seq, there = cursor(at), stand(at, made)
    at.desk.clinic.service_bookings.delete(id=made.id)
    restore = at.desk.clinic.history.restore
    restore(seq=seq, day=DAY) if whole_day else restore(seq=seq, ids=[made.parts[0].id])
    assert stand(at, made) == there


def test_a_booking_that_cannot_go_is_refused_whole(at: Offers) -> None:
    made, seq, other = moved_and_taken(at)
    before = stand(at, made)
    with pytest.raises(Conflict, match="time_taken") as caught:
        at.desk.clinic.history.restore(seq=seq, ids=[made.parts[0].id])
    assert {clash.appointment_id for clash in caught.value.clashes} == {other.id}
    assert stand(at, made) == before
