"""Visits put back as they stood at a past moment: one step, judged and undone like any other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.check import check_book
from frontdesk.services.past_differences import Differs
from frontdesk.services.restoring import Clashing, Restored
from tests.support.clinics import DAY, READER, Desk, add_patient
from tests.support.held_times import hold
from tests.support.made_classes import a_class

HOUR = 60 * MINUTE
NEXT = DAY + timedelta(days=1)


def cursor(desk: Desk) -> int:
    return desk.clinic.book.cursor()


def stands(desk: Desk, visit: Id) -> Appointment:
    return desk.clinic.appointments.get(id=visit).appointment


def delete(desk: Desk, visit: Id) -> None:
    with desk.clinic.writing("test.delete", lambda: "Deleted") as work:
        work.remove(work.get(Appointment, visit))


def restore_day(desk: Desk, seq: int, **sent: object) -> Restored:
    return desk.clinic.history.restore(seq=seq, day=DAY, **sent)  # type: ignore[arg-type]


def test_a_moved_visit_goes_back_to_its_time(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(11, day=1), practitioner=desk.ortega.id)
    done = desk.clinic.history.restore(seq=seq, ids=[visit.id])
    now = stands(desk, visit.id)
    assert (now.start, now.end, now.practitioner_id) == (visit.start, visit.end, desk.chen.id)
    assert [(row.difference.id, row.done) for row in done.rows] == [(visit.id, True)]
    assert done.seq == cursor(desk)


def test_a_whole_day_comes_back_as_it_stood(desk: Desk) -> None:
    desk.book(9)
    desk.book(10, patient=desk.leo.id)
    desk.book(11, practitioner=desk.ortega.id)
    before, seq = desk.clinic.board.day(day=DAY), cursor(desk)
    first, second, third = (visit.id for visit in before.visits)
    desk.clinic.appointments.move(id=first, start=desk.at(9, day=1))
    desk.clinic.appointments.cancel(id=second)
    delete(desk, third)
    desk.book(14)
    restore_day(desk, seq)
    after = desk.clinic.board.day(day=DAY)
    assert [visit[:1] + visit[2:5] for visit in after.visits] == [visit[:1] + visit[2:5] for visit in before.visits]
    assert desk.clinic.board.day(day=NEXT).visits == ()


def test_a_status_comes_back_too(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    desk.clinic.appointments.cancel(id=visit.id, reason="Ill")
    desk.clinic.history.restore(seq=seq, ids=[visit.id])
    now = stands(desk, visit.id)
    assert (now.status, now.cancel_reason) == (Status.BOOKED, None)


def test_one_undo_takes_all_of_it_back(desk: Desk) -> None:
    first, second, seq = desk.book(9), desk.book(10), cursor(desk)
    delete(desk, first.id)
    desk.clinic.appointments.move(id=second.id, start=desk.at(12))
    third = desk.book(15)
    before = desk.clinic.board.day(day=DAY).visits
    restore_day(desk, seq)
    desk.clinic.history.undo()
    after = desk.clinic.board.day(day=DAY).visits
    assert [(visit.id, visit.start) for visit in after] == [(visit.id, visit.start) for visit in before]
    assert stands(desk, third.id).archived_at is None


def test_what_was_not_there_then_goes_into_the_archive(desk: Desk) -> None:
    seq = cursor(desk)
    visit = desk.book(9)
    [row] = restore_day(desk, seq).rows
    assert row.difference.differs is Differs.NEW
    assert stands(desk, visit.id).archived_at is not None


def test_a_visit_that_came_from_another_day_goes_back_there(desk: Desk) -> None:
    visit = desk.book(start=desk.at(9, day=1))
    seq = cursor(desk)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(9))
    restore_day(desk, seq)
    assert stands(desk, visit.id).start == visit.start


def test_whoever_holds_the_time_by_now_is_named_and_nothing_changes(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(12))
    other = desk.book(9, patient=desk.leo.id)
    with pytest.raises(Conflict, match="time_taken") as caught:
        desk.clinic.history.restore(seq=seq, ids=[visit.id])
    assert [clash.appointment_id for clash in caught.value.clashes] == [other.id]
    assert stands(desk, visit.id).start == desk.at(12)


def test_those_that_clash_may_stay_while_the_others_go(desk: Desk) -> None:
    visit, free, seq = desk.book(9), desk.book(10), cursor(desk)
    for one in (visit, free):
        desk.clinic.appointments.move(id=one.id, start=Instant(one.start + 4 * HOUR))
    other = desk.book(9, patient=desk.leo.id)
    done = desk.clinic.history.restore(seq=seq, ids=[visit.id, free.id], clashing=Clashing.LEAVE)
    assert [(row.difference.id, row.done) for row in done.rows] == [(visit.id, False), (free.id, True)]
    assert [clash.appointment_id for clash in done.rows[0].clashes] == [other.id]
    assert (stands(desk, visit.id).start, stands(desk, free.id).start) == (desk.at(13), desk.at(10))


def test_what_stays_is_in_the_way_of_others(desk: Desk) -> None:
    first, second, seq = desk.book(9), desk.book(10), cursor(desk)
    desk.clinic.appointments.move(id=first.id, start=desk.at(13))
    desk.clinic.appointments.move(id=second.id, start=desk.at(9))
    desk.clinic.appointments.move(id=first.id, start=desk.at(10))
    desk.clinic.appointments.move(id=second.id, start=desk.at(15))
    desk.book(9, patient=desk.leo.id)
    done = desk.clinic.history.restore(seq=seq, ids=[first.id, second.id], clashing=Clashing.LEAVE)
    assert [row.done for row in done.rows] == [False, False]


def test_visits_that_changed_places_change_back(desk: Desk) -> None:
    first, second, seq = desk.book(9), desk.book(10), cursor(desk)
    desk.clinic.appointments.move(id=first.id, start=desk.at(13))
    desk.clinic.appointments.move(id=second.id, start=desk.at(9))
    desk.clinic.appointments.move(id=first.id, start=desk.at(10))
    restore_day(desk, seq)
    assert (stands(desk, first.id).start, stands(desk, second.id).start) == (desk.at(9), desk.at(10))


def test_visits_that_overlapped_on_purpose_do_so_again(desk: Desk) -> None:
    first = desk.book(9)
    second = desk.book(9, patient=desk.leo.id, override_reason="Twins")
    seq = cursor(desk)
    desk.clinic.appointments.move(id=second.id, start=desk.at(12))
    desk.clinic.history.restore(seq=seq, ids=[second.id])
    assert stands(desk, second.id).start == stands(desk, first.id).start


def test_a_reason_of_then_lets_nobody_over_those_who_came_since(desk: Desk) -> None:
    first = desk.book(9)
    second = desk.book(9, patient=desk.leo.id, override_reason="Twins")
    seq = cursor(desk)
    for one in (second, first):
        desk.clinic.appointments.move(id=one.id, start=Instant(one.start + (4 if one is first else 3) * HOUR))
    desk.book(9, patient=add_patient(desk.clinic, "Ann", "Lee", "1003").id)
    with pytest.raises(Conflict, match="time_taken"):
        desk.clinic.history.restore(seq=seq, ids=[second.id])


def test_a_trial_tells_the_same_and_writes_nothing(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    delete(desk, visit.id)
    before = cursor(desk)
    tried = restore_day(desk, seq, trial=True)
    assert (tried.seq, cursor(desk)) == (None, before)
    assert restore_day(desk, seq).rows == tried.rows


def test_nothing_that_differs_is_no_step(desk: Desk) -> None:
    desk.book(9)
    seq = cursor(desk)
    assert restore_day(desk, seq) == Restored(None, ())
    assert cursor(desk) == seq


def test_who_comes_to_a_class_now_stays_and_who_came_then_has_what_is_left(desk: Desk) -> None:
    ann, bob = (add_patient(desk.clinic, name, "Lee", number) for name, number in (("Ann", "1003"), ("Bob", "1004")))
    groups = desk.clinic.group_appointments
    people = [desk.eva.id, desk.leo.id]
    [visit] = groups.create(
        service=desk.service.id, start=desk.at(9), practitioner=desk.chen.id, max_attendees=3, attendees=people
    ).visits
    seq = cursor(desk)
    desk.clinic.appointments.update(id=visit.id, attendees=[ann.id, bob.id])
    [row] = desk.clinic.history.restore(seq=seq, ids=[visit.id]).rows
    assert {one.id for one in stands(desk, visit.id).attendees} == {ann.id, bob.id, desk.eva.id}
    assert row.unseated == (desk.leo.id,)


def test_a_visit_comes_back_to_whom_its_patient_was_merged_into(desk: Desk) -> None:
    visit = desk.book(9, patient=desk.leo.id)
    seq = cursor(desk)
    delete(desk, visit.id)
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    desk.clinic.history.restore(seq=seq, ids=[visit.id])
    now = stands(desk, visit.id)
    assert (now.patient_id, [one.id for one in now.attendees]) == (desk.eva.id, [desk.eva.id])


def test_a_visit_that_only_followed_its_patient_into_another_has_nothing_to_restore(desk: Desk) -> None:
    visit, moved = desk.book(9, patient=desk.leo.id), desk.book(10, patient=desk.leo.id)
    seq = cursor(desk)
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    desk.clinic.appointments.move(id=moved.id, start=desk.at(15))
    done = desk.clinic.history.restore(seq=seq, ids=[visit.id, moved.id])
    assert [(row.difference.id, row.done) for row in done.rows] == [(moved.id, True)]
    assert desk.clinic.history.restore(seq=seq, ids=[visit.id]) == Restored(None, ())


def test_a_class_in_which_nobody_of_then_has_a_seat_any_more_stays_as_it_is(desk: Desk) -> None:
    made = a_class(desk, max_attendees=1, attendees=[desk.eva.id])
    seq = cursor(desk)
    desk.clinic.appointments.update(id=made.id, attendees=[desk.leo.id])
    done = desk.clinic.history.restore(seq=seq, ids=[made.id])
    assert [(row.done, row.unseated) for row in done.rows] == [(False, (desk.eva.id,))]
    assert done.seq is None


def test_a_visit_whose_room_is_gone_stays_as_it_is(desk: Desk) -> None:
    room = desk.clinic.rooms.create(name="Shed")
    visit = desk.book(9, room=room.id)
    seq = cursor(desk)
    desk.clinic.appointments.update(id=visit.id, room=None, title="Moved out")
    with desk.clinic.writing("test.delete", lambda: "Deleted") as work:
        work.remove(work.get(type(room), room.id))
    with pytest.raises(Stale, match="gone_since"):
        desk.clinic.history.restore(seq=seq, ids=[visit.id])
    [row] = desk.clinic.history.restore(seq=seq, ids=[visit.id], clashing=Clashing.LEAVE).rows
    assert (row.done, row.gone) == (False, "room")


def test_holds_neither_come_back_nor_go(desk: Desk) -> None:
    held = hold(desk, 9)
    seq = cursor(desk)
    desk.clinic.holds.release(id=held.id)
    other = hold(desk, 11)
    assert restore_day(desk, seq).rows == ()
    assert stands(desk, other.id).status is Status.HELD


def test_differences_name_what_was_and_what_is(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(9), practitioner=desk.ortega.id)
    [found] = desk.clinic.history.differences(day=DAY, seq=seq)
    assert found.differs is Differs.MOVED
    assert found.then is not None
    assert found.now is not None
    assert (found.then.practitioner, found.now.practitioner) == (desk.chen.name, desk.ortega.name)
    assert found.then.patient == desk.eva.name
    [field] = [each for each in found.fields if each.field == "practitioner_id"]
    assert (field.before_name, field.after_name) == (desk.chen.name, desk.ortega.name)


def test_differences_tell_what_is_gone_and_what_is_new(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    delete(desk, visit.id)
    desk.book(11)
    gone, new = desk.clinic.history.differences(day=DAY, seq=seq)
    assert (gone.differs, gone.now, new.differs, new.then) == (Differs.GONE, None, Differs.NEW, None)


def test_the_book_is_sound_afterwards(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    delete(desk, visit.id)
    desk.book(11)
    restore_day(desk, seq)
    desk.clinic.close()
    assert check_book(desk.path).problems == ()


def test_either_visits_or_a_day_are_restored(desk: Desk) -> None:
    for said in ({}, {"ids": [Id(1)], "day": DAY}):
        with pytest.raises(Invalid, match="visits_or_day"):
            desk.clinic.history.restore(seq=1, **said)  # type: ignore[arg-type]


def test_a_changeset_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        restore_day(desk, cursor(desk) + 1)


def test_an_id_that_no_visit_ever_had_is_not_found(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    for trial in (True, False):
        with pytest.raises(NotFound) as caught:
            desk.clinic.history.restore(seq=seq, ids=[visit.id, Id(5)], trial=trial)
        assert (caught.value.facts["kind"], caught.value.facts["id"]) == ("appointment", "5")


def test_a_visit_that_came_and_went_since_is_known_and_has_nothing_to_restore(desk: Desk) -> None:
    seq = cursor(desk)
    visit = desk.book(9)
    delete(desk, visit.id)
    assert desk.clinic.history.restore(seq=seq, ids=[visit.id]) == Restored(None, ())


def test_it_takes_the_right_to_undo(desk: Desk) -> None:
    with desk.as_actor(READER) as reader, pytest.raises(Forbidden):
        reader.history.restore(seq=1, day=DAY)
