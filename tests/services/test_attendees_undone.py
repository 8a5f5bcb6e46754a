"""Sign-ups taken back and done again beside those of others; every step is one (C24)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.domain.errors import Conflict, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.series import Scope
from frontdesk.services.check import check_book
from tests.support.clinics import Desk
from tests.support.made_classes import a_class, classes, comes, held_seat, kept_row, people, wait, without_stamps
from tests.support.refusals import refused

ANA = Actor("ana", "Ana", FRONT_DESK.role)


def add(desk: Desk, session: Any, patient: Id, **sent: Any) -> int:
    """Sign a patient up; give the number of the step."""
    desk.clinic.attendees.add(appointment=session.id, patient=patient, **sent)
    return last(desk)


def last(desk: Desk) -> int:
    return desk.clinic.history.log().items[0].seq


def test_each_step_is_taken_back_by_one_undo_and_leaves_all_as_it_was(desk: Desk) -> None:
    made = classes(desk, attendees=[desk.eva.id])
    one = {"appointment": made[0].id, "patient": desk.eva.id}
    attendees = desk.clinic.attendees
    steps = [
        lambda: attendees.add(appointment=made[0].id, patient=desk.leo.id, scope=Scope.ALL),
        lambda: attendees.update(**one, payment=Payment.PAID, scope=Scope.ALL),
        lambda: attendees.update(**one, no_show=True, attendance=Attendance.GOING),
        lambda: attendees.remove(**one, scope=Scope.ALL),
        lambda: attendees.remove(appointment=made[1].id, patient=desk.eva.id),
    ]
    for step in steps:
        before = without_stamps([kept_row(desk, each) for each in made])
        step()
        after = without_stamps([kept_row(desk, each) for each in made])
        assert after != before
        desk.clinic.history.undo()
        assert without_stamps([kept_row(desk, each) for each in made]) == before
        desk.clinic.history.redo()
        assert without_stamps([kept_row(desk, each) for each in made]) == after
        desk.clinic.history.undo()
    assert check_book(desk.path).sound


def test_a_sign_up_is_taken_back_though_others_came_since(desk: Desk) -> None:
    made = a_class(desk)
    step = add(desk, made, desk.eva.id)
    with desk.as_actor(ANA) as clinic:
        clinic.attendees.add(appointment=made.id, patient=desk.leo.id)
        clinic.attendees.update(appointment=made.id, patient=desk.leo.id, payment=Payment.PAID)
    desk.clinic.history.undo(seq=step)
    [row] = desk.clinic.attendees.list(appointment=made.id)
    assert (row.patient, row.payment) == (desk.leo.id, Payment.PAID)
    assert refused(desk.clinic.history.undo, seq=step).reason == "already_undone"


def test_one_undoes_ones_own_sign_up_beside_those_of_another_desk(desk: Desk) -> None:
    made = a_class(desk)
    add(desk, made, desk.eva.id)
    with desk.as_actor(ANA) as clinic:
        clinic.attendees.add(appointment=made.id, patient=desk.leo.id)
    desk.clinic.history.undo()
    assert comes(desk, made) == [desk.leo.id]


def test_what_was_noted_of_one_is_taken_back_beside_what_was_noted_of_others(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.eva.id, desk.leo.id])
    desk.clinic.attendees.update(appointment=made.id, patient=desk.eva.id, no_show=True)
    step = last(desk)
    desk.clinic.attendees.update(appointment=made.id, patient=desk.leo.id, no_show=True)
    desk.clinic.history.undo(seq=step)
    assert [row.no_show for row in desk.clinic.attendees.list(appointment=made.id)] == [False, True]


def test_a_later_step_on_the_same_attendee_stands_on_it(desk: Desk) -> None:
    made = a_class(desk)
    step = add(desk, made, desk.eva.id)
    desk.clinic.attendees.update(appointment=made.id, patient=desk.eva.id, payment=Payment.PAID)
    refusal = refused(desk.clinic.history.undo, seq=step)
    assert isinstance(refusal, Stale)
    assert (refusal.reason, refusal.facts["words"]) == ("changed_since", "Payment paid")
    desk.clinic.history.undo()
    desk.clinic.history.undo(seq=step)
    assert comes(desk, made) == []


def test_a_scope_of_sign_ups_is_taken_back_beside_a_sign_up_for_one_of_its_sessions(desk: Desk) -> None:
    made = classes(desk)
    step = add(desk, made[0], desk.eva.id, scope=Scope.ALL)
    add(desk, made[1], desk.leo.id)
    desk.clinic.history.undo(seq=step)
    assert [comes(desk, one) for one in made] == [[], [desk.leo.id], []]


def test_who_was_signed_off_comes_back_while_a_seat_is_left(desk: Desk) -> None:
    made = a_class(desk, max_attendees=1, attendees=[desk.eva.id])
    desk.clinic.attendees.remove(appointment=made.id, patient=desk.eva.id)
    step = last(desk)
    add(desk, made, desk.leo.id)
    refusal = refused(desk.clinic.history.undo, seq=step)
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts) == ("no_seat_left", {"seats": 1, "taken": 1, "asked": 1})
    assert [(clash.kind, clash.appointment_id) for clash in refusal.clashes] == [("session", made.id)]
    desk.clinic.attendees.remove(appointment=made.id, patient=desk.leo.id)
    desk.clinic.history.undo(seq=step)
    assert comes(desk, made) == [desk.eva.id]


def test_a_move_is_taken_back_beside_others_in_both_sessions(desk: Desk) -> None:
    made = classes(desk)
    third, fourth = people(desk, 2)
    add(desk, made[0], desk.eva.id)
    desk.clinic.attendees.move(appointment=made[0].id, patient=desk.eva.id, to=made[1].id)
    step = last(desk)
    add(desk, made[0], third)
    add(desk, made[1], fourth)
    desk.clinic.history.undo(seq=step)
    assert [comes(desk, one) for one in made[:2]] == [[third, desk.eva.id], [fourth]]


def test_the_history_of_a_class_offers_each_sign_up_to_be_taken_back(desk: Desk) -> None:
    made = a_class(desk)
    add(desk, made, desk.eva.id)
    add(desk, made, desk.leo.id)
    lines = desk.clinic.appointments.history(id=made.id).lines
    assert [line.undoable for line in lines] == [False, True, True]


def test_a_held_seat_that_ran_out_bars_nobodys_way(desk: Desk) -> None:
    made = a_class(desk)
    step = add(desk, made, desk.eva.id)
    held_seat(desk, made, desk.leo.id)
    desk.clinic.appointments.update(id=made.id, title="Yoga")
    title = last(desk)
    wait(desk, 20)
    desk.clinic.holds.expire()
    desk.clinic.history.undo(seq=title)
    desk.clinic.history.undo(seq=step)
    assert comes(desk, made) == []


def test_a_held_seat_that_ran_out_is_not_held_again_by_redo(desk: Desk) -> None:
    made = a_class(desk)
    held_seat(desk, made, desk.eva.id)
    desk.clinic.history.undo()
    assert comes(desk, made) == []
    desk.clinic.history.redo()
    assert comes(desk, made) == [desk.eva.id]
    desk.clinic.history.undo()
    wait(desk, 20)
    refusal = refused(desk.clinic.history.redo)
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "hold_gone"
    assert kept_row(desk, made).seats_until is None


def test_a_seat_that_was_taken_is_held_again_by_undo_while_it_lasts(desk: Desk) -> None:
    made = a_class(desk)
    until = held_seat(desk, made, desk.eva.id).seats_until
    step = add(desk, made, desk.eva.id)
    desk.clinic.history.undo(seq=step)
    [row] = desk.clinic.attendees.list(appointment=made.id)
    assert (row.held_until, kept_row(desk, made).seats_until) == (until, until)
    desk.clinic.history.redo()
    desk.clock.now = Instant(desk.clock.now + 20 * 60_000)
    desk.clinic.history.undo()
    assert comes(desk, made) == []


@pytest.mark.parametrize("later", ["move", "archive"])
def test_a_class_that_was_changed_otherwise_since_bars_the_undo(later: str, desk: Desk) -> None:
    made = a_class(desk)
    step = add(desk, made, desk.eva.id)
    if later == "move":
        desk.clinic.appointments.move(id=made.id, start=desk.at(14))
    else:
        desk.clinic.group_appointments.archive(id=made.id)
    assert isinstance(refused(desk.clinic.history.undo, seq=step), Stale)
