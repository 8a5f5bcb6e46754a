"""Undo, redo and the log: of any depth, also after a restart, and never over what someone else did since."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Conflict, NotFound, Stale
from frontdesk.services.clinic import open_clinic
from tests.support.clinics import DAY, Desk

COLLEAGUE = Actor("colleague", "Colleague", FRONT_DESK.role)


def test_nothing_done_means_nothing_to_undo_or_redo(desk: Desk) -> None:
    with pytest.raises(Conflict, match="nothing_to_undo"):
        desk.clinic.history.undo()
    with pytest.raises(Conflict, match="nothing_to_redo"):
        desk.clinic.history.redo()


def test_undo_takes_a_booking_back_and_redo_books_it_again(desk: Desk) -> None:
    made = desk.book()
    undone = desk.clinic.history.undo()
    assert (undone.operation, undone.days) == ("appointments.book", frozenset({DAY}))
    assert desk.clinic.appointments.list().total == 0
    again = desk.clinic.history.redo()
    assert again.operation == "appointments.book"
    assert desk.clinic.appointments.get(id=made.id).appointment.start == made.start


def test_undo_goes_as_deep_as_the_book(desk: Desk) -> None:
    made = desk.book(9)
    for hour in range(10, 16):
        desk.clinic.appointments.move(id=made.id, start=desk.at(hour))
    for _ in range(6):
        desk.clinic.history.undo()
    assert desk.clinic.appointments.get(id=made.id).appointment.start == desk.at(9)
    for _ in range(6):
        desk.clinic.history.redo()
    assert desk.clinic.appointments.get(id=made.id).appointment.start == desk.at(15)


def test_undo_goes_on_after_a_restart(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.move(id=made.id, start=desk.at(10))
    desk.clinic.close()
    with open_clinic(desk.path, clock=desk.clock) as opened:
        opened.history.undo()
        assert opened.appointments.get(id=made.id).appointment.start == desk.at(9)
        opened.history.redo()
        assert opened.appointments.get(id=made.id).appointment.start == desk.at(10)


def test_a_new_step_after_an_undo_ends_redo(desk: Desk) -> None:
    desk.book(9)
    desk.clinic.history.undo()
    desk.book(10)
    with pytest.raises(Conflict, match="nothing_to_redo"):
        desk.clinic.history.redo()


def test_a_delete_is_taken_back_whole(desk: Desk) -> None:
    desk.clinic.rooms.update(id=desk.room.id, capacity=2)
    made = desk.book(9, title="Check", group=True, attendees=[desk.leo.id], room=desk.room.id)
    desk.clinic.appointments.delete(id=made.id)
    desk.clinic.history.undo()
    back = desk.clinic.appointments.get(id=made.id).appointment
    assert (back.title, back.attendees, back.room_id) == (made.title, made.attendees, made.room_id)
    assert desk.clinic.appointments.list(patient=desk.leo.id).total == 1
    with pytest.raises(Conflict):
        desk.book(9, patient=None)


def test_undo_of_a_cancel_is_refused_when_the_time_was_given_away(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.cancel(id=made.id)
    cancelled = desk.clinic.history.state().undo
    assert cancelled is not None
    desk.book(9, patient=desk.leo.id)
    with pytest.raises(Conflict, match="time_taken"):
        desk.clinic.history.undo(seq=cancelled.seq)
    assert desk.clinic.appointments.get(id=made.id).appointment.status is Status.CANCELLED


def test_undo_is_refused_with_who_and_what_when_someone_changed_the_row_since(desk: Desk) -> None:
    made = desk.book(9)
    with desk.as_actor(COLLEAGUE) as other:
        other.appointments.update(id=made.id, title="Changed")
    with pytest.raises(Stale) as caught:
        desk.clinic.history.undo()
    assert (caught.value.facts["who"], caught.value.facts["operation"]) == ("colleague", "appointments.update")
    assert desk.clinic.appointments.get(id=made.id).appointment.title == "Changed"


def test_undo_is_possible_again_once_the_later_change_is_undone(desk: Desk) -> None:
    made = desk.book(9)
    with desk.as_actor(COLLEAGUE) as other:
        other.appointments.update(id=made.id, title="Changed")
        other.history.undo()
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list().total == 0


def test_each_actor_undoes_their_own_steps(desk: Desk) -> None:
    mine = desk.book(9)
    with desk.as_actor(COLLEAGUE) as other:
        other.appointments.book(start=desk.at(11), end=desk.at(12), practitioner=desk.ortega.id)
        desk.clinic.history.undo()
        assert [a.start for a in other.appointments.list().items] == [desk.at(11)]
    assert mine.id


def test_one_named_step_of_anyone_can_be_undone_once(desk: Desk) -> None:
    made = desk.book(9)
    with desk.as_actor(COLLEAGUE) as other:
        other.appointments.move(id=made.id, start=desk.at(10))
    seq = desk.clinic.appointments.history(id=made.id).lines[-1].seq
    desk.clinic.history.undo(seq=seq)
    assert desk.clinic.appointments.get(id=made.id).appointment.start == desk.at(9)
    with pytest.raises(Conflict, match="already_undone"):
        desk.clinic.history.undo(seq=seq)


def test_an_unknown_step_is_not_found_and_an_undo_is_no_step(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.clinic.history.undo(seq=999)
    desk.book()
    undone = desk.clinic.history.undo()
    with pytest.raises(Conflict, match="not_undoable"):
        desk.clinic.history.undo(seq=undone.seq)


def test_undo_of_a_move_tells_both_days(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.move(id=made.id, start=desk.at(9, day=2))
    assert desk.clinic.history.undo().days == frozenset({DAY, date(2026, 3, 20)})


def test_the_log_is_newest_first_in_pages(desk: Desk) -> None:
    for hour in (9, 10, 11):
        desk.book(hour)
    log = desk.clinic.history.log(page=1, size=2)
    assert [c.operation for c in log.items] == ["appointments.book"] * 2
    assert log.items[0].seq == log.total
    assert desk.clinic.history.log(page=2, size=2).items[0].seq == log.total - 2
    assert desk.clinic.history.log(page=99, size=2).items == ()


def test_the_founding_of_the_clinic_is_nobodys_step(desk: Desk) -> None:
    assert desk.clinic.history.state().undo is None


def test_a_refused_write_leaves_no_trace(desk: Desk) -> None:
    desk.book(9)
    before = desk.clinic.history.log().total
    with pytest.raises(Conflict):
        desk.book(9)
    assert desk.clinic.history.log().total == before


def test_what_is_written_within_one_step_is_undone_as_one(desk: Desk) -> None:
    visit = desk.book(9)
    with desk.clinic.one_step("appointments.update", "Visit moved and changed"):
        desk.clinic.appointments.move(id=visit.id, start=desk.at(11))
        desk.clinic.appointments.update(id=visit.id, description="Bring the letter")
    assert desk.clinic.history.log().items[0].words == "Visit moved and changed"
    desk.clinic.history.undo()
    found = desk.clinic.appointments.get(id=visit.id).appointment
    assert (found.start, found.description) == (desk.at(9), "")
    desk.clinic.history.redo()
    found = desk.clinic.appointments.get(id=visit.id).appointment
    assert (found.start, found.description) == (desk.at(11), "Bring the letter")


def test_what_is_refused_within_one_step_leaves_nothing_of_it(desk: Desk) -> None:
    visit = desk.book(9)

    def moved_and_changed() -> None:
        with desk.clinic.one_step("appointments.update", "Visit moved and changed"):
            desk.clinic.appointments.move(id=visit.id, start=desk.at(11))
            desk.clinic.appointments.update(id=visit.id, service=visit.id)

    with pytest.raises(NotFound):
        moved_and_changed()
    assert desk.clinic.appointments.get(id=visit.id).appointment.start == desk.at(9)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(12))
    assert desk.clinic.history.log().items[0].operation == "appointments.move"
