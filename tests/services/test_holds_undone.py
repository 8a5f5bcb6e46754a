"""Undo and redo beside holds: they come back while they last, and bar nobody's way afterwards."""

from __future__ import annotations

from frontdesk.domain.actor import ITSELF
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Conflict
from tests.support.clinics import Desk
from tests.support.held_times import OTHER, hold, later
from tests.support.refusals import refused


def steps(desk: Desk) -> tuple[str | None, str | None]:
    """Give the operations that undo and redo would take back."""
    state = desk.clinic.history.state()
    return (state.undo.operation if state.undo else None, state.redo.operation if state.redo else None)


def test_undo_of_a_hold_lets_go_of_it_and_redo_takes_it_again(desk: Desk) -> None:
    held = hold(desk)
    desk.clinic.history.undo()
    assert desk.clinic.holds.list() == ()
    desk.clinic.history.redo()
    assert [(one.id, one.expires_at) for one in desk.clinic.holds.list()] == [(held.id, held.expires_at)]


def test_undo_of_a_release_holds_the_time_again(desk: Desk) -> None:
    held = hold(desk)
    desk.clinic.holds.release(id=held.id)
    desk.clinic.history.undo()
    assert [one.expires_at for one in desk.clinic.holds.list()] == [held.expires_at]


def test_undo_of_an_extension_gives_the_shorter_hold_back(desk: Desk) -> None:
    held = hold(desk)
    desk.clinic.holds.extend(id=held.id, minutes=60)
    desk.clinic.history.undo()
    assert [one.expires_at for one in desk.clinic.holds.list()] == [held.expires_at]


def test_undo_of_an_extension_after_the_first_end_lets_go_of_the_time(desk: Desk) -> None:
    held = hold(desk)
    desk.clinic.holds.extend(id=held.id, minutes=60)
    later(desk, 11)
    desk.clinic.history.undo()
    assert desk.clinic.holds.list() == ()
    desk.book(9)


def test_a_hold_that_ran_out_is_no_step_any_more(desk: Desk) -> None:
    visit = desk.book(10)
    held = hold(desk)
    desk.clinic.holds.extend(id=held.id)
    later(desk, 11)
    assert steps(desk) == ("appointments.book", None)
    desk.clinic.holds.expire()
    assert steps(desk) == ("appointments.book", None)
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list().total == 0
    assert desk.clinic.history.redo().words == "Visit booked"
    assert [one.id for one in desk.clinic.appointments.list().items] == [visit.id]


def test_a_hold_that_ran_out_does_not_stand_before_redo(desk: Desk) -> None:
    hold(desk)
    desk.clinic.history.undo()
    later(desk, 11)
    assert steps(desk)[1] is None


def test_a_release_whose_hold_would_have_run_out_is_no_step_any_more(desk: Desk) -> None:
    desk.book(10)
    desk.clinic.holds.release(id=hold(desk).id)
    later(desk, 11)
    assert steps(desk)[0] == "appointments.book"


def test_the_removal_of_what_ran_out_is_nobodys_step(desk: Desk) -> None:
    hold(desk)
    later(desk, 11)
    desk.clinic.holds.expire()
    (newest,) = desk.clinic.history.log(size=1).items
    assert (newest.actor, newest.operation) == (ITSELF, "holds.expire")
    assert steps(desk) == (None, None)


def test_a_named_step_of_a_hold_that_ran_out_says_that_it_is_gone(desk: Desk) -> None:
    hold(desk)
    seq = desk.clinic.book.cursor()
    later(desk, 11)
    refusal = refused(desk.clinic.history.undo, seq=seq)
    assert (type(refusal), refusal.reason) == (Conflict, "hold_gone")


def test_a_named_release_never_brings_a_hold_back_that_would_have_run_out(desk: Desk) -> None:
    desk.clinic.holds.release(id=hold(desk).id)
    seq = desk.clinic.book.cursor()
    later(desk, 11)
    assert refused(desk.clinic.history.undo, seq=seq).reason == "hold_gone"
    assert desk.book(9).status is Status.BOOKED


def test_a_released_hold_does_not_come_back_onto_a_time_that_is_taken(desk: Desk) -> None:
    desk.clinic.holds.release(id=hold(desk).id)
    evening = desk.as_actor(OTHER)
    start = desk.at(9)
    visit = evening.appointments.book(start=start, end=desk.at(9, 30), practitioner=desk.chen.id)
    refusal = refused(desk.clinic.history.undo)
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [visit.id]
    evening.close()


def test_undo_of_a_visit_from_a_hold_gives_the_hold_back_while_it_lasts(desk: Desk) -> None:
    held = hold(desk)
    desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id)
    desk.clinic.history.undo()
    (one,) = desk.clinic.holds.list()
    assert (one.id, one.expires_at, one.patient_id) == (held.id, held.expires_at, None)
    desk.clinic.history.redo()
    assert desk.clinic.appointments.get(id=held.id).appointment.status is Status.BOOKED


def test_undo_of_a_visit_from_a_hold_frees_its_time_afterwards_and_redo_books_it(desk: Desk) -> None:
    held = hold(desk)
    visit = desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id)
    later(desk, 11)
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list(archived=True).total == 0
    assert steps(desk) == (None, "history.undo")
    desk.clinic.history.redo()
    after = desk.clinic.appointments.get(id=held.id).appointment
    assert (after.status, after.start, after.patient_id) == (Status.BOOKED, visit.start, desk.eva.id)
    assert isinstance(refused(desk.book, hour=9), Conflict)


def test_the_steps_before_a_visit_from_a_hold_can_still_be_taken_back(desk: Desk) -> None:
    desk.book(10)
    desk.clinic.appointments.book(hold=hold(desk).id, patient=desk.eva.id)
    later(desk, 11)
    desk.clinic.history.undo()
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list(archived=True).total == 0


def test_undo_of_a_move_of_a_hold_that_ran_out_is_no_step(desk: Desk) -> None:
    held = hold(desk)
    desk.clinic.appointments.move(id=held.id, start=desk.at(11))
    later(desk, 11)
    assert steps(desk) == (None, None)


def test_the_book_is_sound_after_all_of_it(desk: Desk) -> None:
    from frontdesk.services.check import check_book

    held = hold(desk)
    desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id)
    later(desk, 11)
    desk.clinic.history.undo()
    desk.clinic.history.redo()
    hold(desk, 11)
    later(desk, 11)
    desk.book(11)
    desk.clinic.close()
    assert check_book(desk.path).problems == ()
