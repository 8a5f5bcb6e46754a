"""Who waits, for whom, since when, whether it is too long, and whose turn is next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.services.waiting_room import WaitingPatient
from tests.support.clinics import DAY, READER, Desk, add_patient
from tests.support.offers import offers
from tests.support.refusals import refused


def come(desk: Desk, visit: Appointment, hour: int, minute: int = 0) -> Appointment:
    desk.clock.now = desk.at(hour, minute)
    return desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)


def waiting(desk: Desk) -> list[Id]:
    return [one.visit for one in desk.clinic.waiting_room.list()]


def only(desk: Desk) -> WaitingPatient:
    [one] = desk.clinic.waiting_room.list()
    return one


def test_nobody_waits_who_has_not_come(desk: Desk) -> None:
    desk.book()
    assert desk.clinic.waiting_room.list() == ()


def test_who_waits_is_told_with_visit_practitioner_room_and_since_when(desk: Desk) -> None:
    visit = come(desk, desk.book(room=desk.room.id), 8, 50)
    desk.clock.now = desk.at(9, 3)
    one = only(desk)
    assert (one.visit, one.version, one.patient_id, one.patient) == (visit.id, 2, desk.eva.id, "Eva Novák")
    assert (one.practitioner_id, one.practitioner, one.room) == (desk.chen.id, "Dr. Amelia Chen", "Room 1")
    assert (one.since, one.waited, one.start) == (visit.arrived_at, 13, visit.start)


def test_a_time_that_was_put_right_counts(desk: Desk) -> None:
    visit = come(desk, desk.book(), 8, 50)
    desk.clinic.appointments.set_times(id=visit.id, arrived_at=desk.at(8, 30))
    assert only(desk).since == desk.at(8, 30)


@pytest.mark.parametrize(("minute", "over"), [(14, False), (16, True)])
def test_waiting_is_too_long_beyond_the_limit_from_the_planned_time_on(desk: Desk, minute: int, over: bool) -> None:
    come(desk, desk.book(), 8, 20)
    desk.clock.now = desk.at(9, minute)
    assert (only(desk).over, only(desk).limit) == (over, 15)


def test_who_comes_late_waits_from_then_on(desk: Desk) -> None:
    come(desk, desk.book(), 9, 20)
    desk.clock.now = desk.at(9, 30)
    assert not only(desk).over


def test_the_limit_is_the_clinics(desk: Desk) -> None:
    desk.clinic.profile.update(waiting_limit=5)
    come(desk, desk.book(), 9)
    desk.clock.now = desk.at(9, 6)
    assert (only(desk).over, only(desk).limit) == (True, 5)


def test_the_longest_waiting_is_first_and_the_earliest_visit_is_next_with_each_practitioner(desk: Desk) -> None:
    mia = add_patient(desk.clinic, "Mia", "Weber", "1003")
    late, early = desk.book(10, patient=desk.leo.id), desk.book(9)
    other = desk.book(10, patient=mia.id, practitioner=desk.ortega.id)
    for minute, visit in enumerate((late, early, other)):
        come(desk, visit, 8, 40 + minute)
    found = desk.clinic.waiting_room.list()
    assert [one.visit for one in found] == [late.id, early.id, other.id]
    assert [one.next for one in found] == [False, True, True]


def test_a_visit_is_expected_later_where_the_practitioner_runs_late(desk: Desk) -> None:
    first, second = desk.book(9), desk.book(9, 30, patient=desk.leo.id)
    come(desk, first, 9)
    desk.clinic.appointments.set_status(id=first.id, status=Status.IN_PROGRESS)
    come(desk, second, 9, 25)
    desk.clock.now = desk.at(9, 50)
    assert only(desk).visit == second.id
    assert desk.at(9, 50) < only(desk).expected < desk.at(9, 51)


def test_the_parts_of_one_visit_count_once_and_who_is_in_waits_no_more(desk: Desk) -> None:
    first, second = offers(desk).book().parts
    come(desk, first, 9)
    assert waiting(desk) == [first.id]
    desk.clinic.appointments.set_status(id=first.id, status=Status.IN_PROGRESS)
    assert waiting(desk) == []
    desk.clinic.appointments.set_status(id=first.id, status=Status.COMPLETED)
    assert waiting(desk) == [second.id]


def test_a_class_that_has_come_waits_under_its_title(desk: Desk) -> None:
    group = desk.book(group=True, patient=None, attendees=[desk.eva.id, desk.leo.id], title="Yoga")
    come(desk, group, 9)
    assert (only(desk).patient_id, only(desk).title) == (None, "Yoga")


def test_who_left_waits_no_more(desk: Desk) -> None:
    visit = come(desk, desk.book(), 9)
    desk.clinic.appointments.leave(id=visit.id)
    assert waiting(desk) == []


def test_a_date_is_of_the_clinics_zone(desk: Desk) -> None:
    come(desk, desk.book(23, 30), 20)
    assert len(desk.clinic.waiting_room.list(day=DAY)) == 1
    assert desk.clinic.waiting_room.list(day=DAY + timedelta(days=1)) == ()
    desk.clock.now = desk.at(0, 30, day=1)
    assert desk.clinic.waiting_room.list() == ()


def test_a_bad_date_is_invalid(desk: Desk) -> None:
    refusal = refused(desk.clinic.waiting_room.list, day="today")
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == "day"


def test_who_may_only_look_sees_who_waits(desk: Desk) -> None:
    come(desk, desk.book(), 9)
    with desk.as_actor(READER) as reader:
        assert len(reader.waiting_room.list()) == 1
