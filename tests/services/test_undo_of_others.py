"""What one actor takes back of another's work leaves both their own way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.errors import Conflict
from frontdesk.services.clinic import Clinic
from tests.support.clinics import Desk

ANA = Actor("ana", "Ana", FRONT_DESK.role)


@pytest.fixture
def ana(desk: Desk) -> Iterator[Clinic]:
    with desk.as_actor(ANA) as clinic:
        yield clinic


def seq_of_last(desk: Desk) -> int:
    state = desk.clinic.history.state()
    assert state.undo is not None
    return state.undo.seq


def test_a_step_that_another_took_back_does_not_bar_the_way_to_those_before_it(desk: Desk, ana: Clinic) -> None:
    first, second = desk.book(9), desk.book(10)
    ana.history.undo(seq=seq_of_last(desk))
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list().total == 0
    assert first.id != second.id


def test_when_the_other_does_it_again_it_is_first_in_line_again(desk: Desk, ana: Clinic) -> None:
    desk.book(9)
    desk.book(10)
    last = seq_of_last(desk)
    ana.history.undo(seq=last)
    ana.history.redo()
    assert seq_of_last(desk) == last


def test_what_another_took_back_is_theirs_to_do_again(desk: Desk, ana: Clinic) -> None:
    desk.book(9)
    ana.history.undo(seq=seq_of_last(desk))
    assert desk.clinic.history.state().redo is None
    with pytest.raises(Conflict, match="nothing_to_redo"):
        desk.clinic.history.redo()
    ana.history.redo()
    assert desk.clinic.appointments.list().total == 1


def test_a_step_taken_back_twice_is_said_to_be_taken_back_also_after_it_was_done_again(desk: Desk, ana: Clinic) -> None:
    desk.book(9)
    step = seq_of_last(desk)
    desk.clinic.history.undo()
    desk.clinic.history.redo()
    ana.history.undo(seq=step)
    with pytest.raises(Conflict, match="already_undone"):
        desk.clinic.history.undo(seq=step)


def test_a_step_that_was_done_again_and_then_built_on_is_not_said_to_be_taken_back(desk: Desk, ana: Clinic) -> None:
    visit = desk.book(9)
    step = seq_of_last(desk)
    desk.clinic.history.undo()
    desk.clinic.history.redo()
    ana.appointments.update(id=visit.id, title="Theirs")
    with pytest.raises(Exception, match="changed_since"):
        desk.clinic.history.undo(seq=step)
