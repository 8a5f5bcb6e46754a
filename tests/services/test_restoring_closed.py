"""Visits put back to a time that a block or a closure lies over by now."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Clash, Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services.restoring import Clashing
from tests.support.clinics import DAY, Desk


def cursor(desk: Desk) -> int:
    return desk.clinic.book.cursor()


def start_of(desk: Desk, visit: Appointment) -> Instant:
    return desk.clinic.appointments.get(id=visit.id).appointment.start


def block(desk: Desk, start: int = 9, end: int = 12) -> Id:
    """Close some hours of Dr. Chen, and give the id of what closes them."""
    before = cursor(desk)
    desk.clinic.blocks.create(start=desk.at(start), end=desk.at(end), title="Course", practitioner=desk.chen.id)
    assert cursor(desk) == before + 1
    return desk.clinic.history.entry(seq=before + 1).visits[0].id


def shut(desk: Desk) -> Id:
    """Close the clinic for the day, and give the id of the closure."""
    desk.clinic.closures.create(name="Power cut", first=DAY, last=DAY)
    return desk.clinic.closures.list(first=DAY, last=DAY)[0].id


def moved(desk: Desk, visit: Appointment) -> None:
    desk.clinic.appointments.move(id=visit.id, start=desk.at(9, day=1))


def in_the_way(desk: Desk, seq: int, visit: Appointment) -> list[Clash]:
    """Try to put a visit back that must not go; give what is named in the refusal."""
    restore = desk.clinic.history.restore
    before = start_of(desk, visit)
    with pytest.raises(Conflict, match="closed") as caught:
        restore(seq=seq, ids=[visit.id])
    for trial in (True, False):
        [row] = restore(seq=seq, ids=[visit.id], clashing=Clashing.LEAVE, trial=trial).rows
        assert (row.done, row.clashes) == (False, caught.value.clashes)
    assert start_of(desk, visit) == before
    return list(caught.value.clashes)


def test_a_visit_does_not_go_back_below_a_block_that_came_since(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    moved(desk, visit)
    made = block(desk)
    [clash] = in_the_way(desk, seq, visit)
    assert (clash.kind, clash.appointment_id, clash.subject) == ("block", made, "Course")


def test_a_visit_does_not_go_back_to_a_day_that_is_closed_by_now(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    moved(desk, visit)
    closure = shut(desk)
    [clash] = in_the_way(desk, seq, visit)
    assert (clash.kind, clash.subject_id) == ("closure", closure)


def test_a_visit_that_lay_below_the_block_and_the_closure_goes_back_there(desk: Desk) -> None:
    visit = desk.book(9)
    block(desk)
    shut(desk)
    seq = cursor(desk)
    moved(desk, visit)
    desk.clinic.history.restore(seq=seq, ids=[visit.id])
    assert start_of(desk, visit) == visit.start


def test_a_block_that_has_grown_over_a_visit_since_bars_its_way(desk: Desk) -> None:
    made = block(desk, 11, 12)
    visit, seq = desk.book(9), cursor(desk)
    moved(desk, visit)
    desk.clinic.blocks.update(id=made, start=desk.at(8), end=desk.at(12))
    assert [clash.appointment_id for clash in in_the_way(desk, seq, visit)] == [made]


def test_a_visit_that_stayed_below_the_block_gets_its_title_back(desk: Desk) -> None:
    visit, seq = desk.book(9, title="Yearly"), cursor(desk)
    block(desk)
    desk.clinic.appointments.update(id=visit.id, title="Monthly")
    desk.clinic.history.restore(seq=seq, ids=[visit.id])
    assert desk.clinic.appointments.get(id=visit.id).appointment.title == "Yearly"


def test_a_block_that_goes_with_the_day_bars_nobodys_way(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    moved(desk, visit)
    block(desk)
    desk.clinic.history.restore(seq=seq, day=DAY)
    assert start_of(desk, visit) == visit.start


def test_who_holds_the_time_and_what_closes_it_are_told_together(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    moved(desk, visit)
    other = desk.book(9, patient=desk.leo.id)
    made = block(desk)
    with pytest.raises(Conflict, match="time_taken") as caught:
        desk.clinic.history.restore(seq=seq, ids=[visit.id])
    assert {clash.appointment_id for clash in caught.value.clashes} == {other.id, made}
