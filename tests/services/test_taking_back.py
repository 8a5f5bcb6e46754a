"""A step of one visit that gives way to the same done to more of its series."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.actor import FRONT_DESK
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Conflict, Invalid, Stale
from frontdesk.domain.series import Scope
from frontdesk.services.clinic import open_clinic
from frontdesk.store import journal
from tests.support.clinics import Desk
from tests.support.weekly import clocks, everything, weekly

AT_NINE = ["03-18 09:00", "03-25 09:00", "04-01 09:00"]
MOVED = ["03-18 09:00", "03-25 11:00", "04-01 11:00"]


@pytest.fixture
def made(desk: Desk) -> tuple[Appointment, ...]:
    """Give three Wednesdays, the second of which was moved to eleven by itself."""
    visits = weekly(desk, "FREQ=WEEKLY;COUNT=3")
    desk.clinic.appointments.move(id=visits[1].id, start=desk.at(11, day=7))
    return visits


def step(desk: Desk) -> int:
    head = desk.clinic.history.state().undo
    assert head is not None
    return head.seq


def carry_on(desk: Desk, made: tuple[Appointment, ...], single: int | None = None, version: int | None = None) -> None:
    desk.clinic.appointments.move(
        id=made[1].id,
        start=desk.at(11, day=7),
        scope=Scope.FOLLOWING,
        instead_of=step(desk) if single is None else single,
        version=version,
    )


def test_it_is_undone_and_done_again_as_one(desk: Desk, made: tuple[Appointment, ...]) -> None:
    carry_on(desk, made)
    assert clocks(everything(desk)) == MOVED
    desk.clinic.history.undo()
    assert clocks(everything(desk)) == AT_NINE
    desk.clinic.history.redo()
    assert clocks(everything(desk)) == MOVED


def test_the_step_before_it_is_the_next_to_be_undone(desk: Desk, made: tuple[Appointment, ...]) -> None:
    carry_on(desk, made)
    desk.clinic.history.undo()
    desk.clinic.history.undo()
    assert everything(desk) == []


def test_the_chain_of_the_record_holds(desk: Desk, made: tuple[Appointment, ...]) -> None:
    carry_on(desk, made)
    desk.clinic.history.undo()
    with desk.clinic.book.reading() as book:
        assert journal.broken_link(book.connection) is None


def test_what_clashes_leaves_the_step_of_the_one_standing(desk: Desk, made: tuple[Appointment, ...]) -> None:
    single = step(desk)
    desk.book(start=desk.at(11, day=14), patient=desk.leo.id)
    before = desk.clinic.history.log().total
    with pytest.raises(Conflict, match="time_taken"):
        carry_on(desk, made, single)
    assert desk.clinic.history.log().total == before
    assert clocks(everything(desk))[1] == "03-25 11:00"


def test_the_version_that_was_seen_is_that_of_the_visit_as_it_stands(desk: Desk, made: tuple[Appointment, ...]) -> None:
    seen = desk.clinic.appointments.get(id=made[1].id).appointment.version
    with pytest.raises(Stale):
        carry_on(desk, made, version=seen - 1)
    carry_on(desk, made, version=seen)
    assert clocks(everything(desk)) == MOVED


def test_what_somebody_else_did_gives_way_to_nobody(desk: Desk, made: tuple[Appointment, ...]) -> None:
    single = step(desk)
    nurse = replace(FRONT_DESK, id="nurse")
    with (
        open_clinic(desk.clinic.book.path, actor=nurse, clock=desk.clinic.clock) as other,
        pytest.raises(Invalid, match="not_that_step"),
    ):
        carry_on(replace(desk, clinic=other), made, single)
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 11:00", "04-01 09:00"]
