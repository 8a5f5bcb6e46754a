"""Practitioners who run late: worked out from the day, typed, and whom to phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Attendance, Status
from frontdesk.domain.errors import Forbidden, Invalid, NotFound
from frontdesk.services.delays import DelayOfDay
from tests.support.clinics import DAY, READER, Desk, add_patient, nobody
from tests.support.refusals import refused


def begin(desk: Desk, visit: Appointment, hour: int, minute: int = 0) -> None:
    desk.clock.now = desk.at(hour, minute)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.IN_PROGRESS)


def overrun(desk: Desk, minute: int = 50) -> tuple[Appointment, Appointment]:
    """Have a visit at nine that is still going on, one for Leo behind it, and another after a gap of ten minutes."""
    first = desk.book(9)
    second = desk.book(9, 30, patient=desk.leo.id)
    third = desk.book(10, 10, patient=add_patient(desk.clinic, "Mia", "Weber", "1003", phones=("555 0103",)).id)
    begin(desk, first, 9)
    desk.clock.now = desk.at(9, minute)
    return second, third


def late(desk: Desk) -> DelayOfDay:
    [found] = desk.clinic.delays.of_day(day=DAY)
    return found


def test_who_is_on_time_is_not_told(desk: Desk) -> None:
    desk.book()
    assert desk.clinic.delays.of_day(day=DAY) == ()


def test_a_visit_that_overruns_makes_its_practitioner_late_and_nobody_else(desk: Desk) -> None:
    second, third = overrun(desk)
    desk.book(9, 30, patient=desk.eva.id, practitioner=desk.ortega.id)
    found = late(desk)
    assert (found.practitioner, found.name, found.minutes, found.typed) == (
        desk.chen.id, "Dr. Amelia Chen", 20, False,
    )  # fmt: skip
    assert [(one.id, (one.expected_start - one.start) // 60_000) for one in found.visits] == [
        (second.id, 20),
        (third.id, 10),
    ]


def test_who_has_not_come_is_to_be_phoned_with_name_and_numbers(desk: Desk) -> None:
    second, third = overrun(desk, minute=56)
    found = late(desk)
    assert [(one.id, one.phone) for one in found.visits] == [(second.id, True), (third.id, True)]
    assert [(person.name, person.phones) for one in found.visits for person in one.people] == [
        ("Leo Martin", ()),
        ("Mia Weber", ("555 0103",)),
    ]
    desk.clinic.appointments.set_status(id=second.id, status=Status.ARRIVED)
    assert [one.phone for one in late(desk).visits] == [False, True]


def test_of_a_class_all_who_come_are_to_be_phoned(desk: Desk) -> None:
    begin(desk, desk.book(9, patient=desk.eva.id), 9)
    group = desk.book(9, 30, group=True, patient=None, attendees=[desk.eva.id, desk.leo.id])
    desk.clinic.attendees.update(appointment=group.id, patient=desk.eva.id, attendance=Attendance.DECLINED)
    desk.clock.now = desk.at(9, 50)
    [visit] = late(desk).visits
    assert [person.name for person in visit.people] == ["Leo Martin"]


def test_a_meeting_of_the_staff_is_late_and_nobody_is_phoned(desk: Desk) -> None:
    begin(desk, desk.book(9), 9)
    desk.clinic.appointments.book(start=desk.at(9, 30), end=desk.at(10), practitioner=desk.chen.id)
    desk.clock.now = desk.at(9, 50)
    [meeting] = late(desk).visits
    assert (meeting.phone, meeting.expected_start > meeting.start) == (False, True)


@pytest.mark.parametrize("gone", [Status.CANCELLED, Status.NO_SHOW])
def test_what_does_not_take_place_takes_nothing_from_the_day(desk: Desk, gone: Status) -> None:
    second, third = overrun(desk)
    desk.clinic.appointments.set_status(id=second.id, status=gone)
    assert [one.id for one in late(desk).visits] == [third.id]


def test_a_delay_that_is_typed_stands_in_place_of_the_days_and_says_by_whom(desk: Desk) -> None:
    overrun(desk)
    said = desk.clinic.delays.put(practitioner=desk.chen.id, day=DAY, minutes=60)
    assert (said.minutes, said.typed, said.said, said.said_by, said.said_at) == (
        60, True, 60, "front-desk", desk.clock.now - 0,
    )  # fmt: skip
    assert late(desk) == said
    assert desk.clinic.delays.put(practitioner=desk.chen.id, day=DAY, minutes=0).minutes == 0
    assert late(desk).typed


def test_a_trial_tells_what_would_come_of_a_delay_and_writes_nothing(desk: Desk) -> None:
    overrun(desk)
    sent = {"practitioner": desk.chen.id, "day": DAY}
    tried = desk.clinic.delays.put(**sent, minutes=60, trial=True)
    assert (tried.minutes, tried.said, tried.typed) == (60, 60, True)
    assert not late(desk).typed
    said = desk.clinic.delays.put(**sent, minutes=60)
    assert [(one.id, one.people) for one in tried.visits] == [(one.id, one.people) for one in said.visits]
    assert not desk.clinic.delays.put(**sent, minutes=None, trial=True).typed
    assert late(desk).said == 60
    assert refused(desk.clinic.delays.put, **sent, minutes=5, trial=1).facts["field"] == "trial"
    past = {**sent, "day": DAY - timedelta(days=1), "minutes": 5, "trial": True}
    assert refused(desk.clinic.delays.put, **past).reason == "day_over"


def test_null_takes_what_was_typed_back(desk: Desk) -> None:
    overrun(desk)
    desk.clinic.delays.put(practitioner=desk.chen.id, day=DAY, minutes=60)
    assert desk.clinic.delays.put(practitioner=desk.chen.id, day=DAY, minutes=None).minutes == 20
    desk.clinic.delays.put(practitioner=desk.chen.id, day=DAY, minutes=None)
    assert not late(desk).typed


def test_null_for_one_who_is_on_time_gives_no_delay(desk: Desk) -> None:
    found = desk.clinic.delays.put(practitioner=desk.ortega.id, day=DAY, minutes=None)
    assert (found.name, found.minutes, found.typed, found.visits) == ("Dr. Luis Ortega", 0, False, ())


def test_each_delay_is_a_step_that_is_undone(desk: Desk) -> None:
    desk.book(12)
    for minutes in (30, 45):
        desk.clinic.delays.put(practitioner=desk.chen.id, day=DAY, minutes=minutes)
    desk.clinic.history.undo()
    assert late(desk).said == 30
    desk.clinic.history.undo()
    assert desk.clinic.delays.of_day(day=DAY) == ()
    desk.clinic.history.redo()
    assert late(desk).said == 30


def test_a_delay_is_of_one_date(desk: Desk) -> None:
    desk.book(12)
    desk.clinic.delays.put(practitioner=desk.chen.id, day=DAY + timedelta(days=1), minutes=30)
    assert desk.clinic.delays.of_day(day=DAY) == ()


def test_a_day_that_is_over_has_no_delay(desk: Desk) -> None:
    overrun(desk)
    desk.clock.now = desk.at(0, day=1)
    assert desk.clinic.delays.of_day(day=DAY) == ()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"minutes": -1}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"minutes": "5"}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"day": None}, "day"),
        ({"practitioner": None}, "practitioner"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    whole = {"practitioner": desk.chen.id, "day": DAY, "minutes": 5, **sent}
    refusal = refused(desk.clinic.delays.put, **whole)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field


def test_an_unknown_practitioner_is_not_found(desk: Desk) -> None:
    for minutes in (5, None):
        refusal = refused(desk.clinic.delays.put, practitioner=nobody(), day=DAY, minutes=minutes)
        assert isinstance(refusal, NotFound)


def test_who_may_only_look_sees_delays_and_types_none(desk: Desk) -> None:
    overrun(desk)
    with desk.as_actor(READER) as reader:
        assert len(reader.delays.of_day(day=DAY)) == 1
        assert isinstance(refused(reader.delays.put, practitioner=desk.chen.id, day=DAY, minutes=5), Forbidden)


def test_one_who_arrives_an_hour_late_makes_nobody_late_at_once(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clock.now = desk.at(10)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    assert desk.clinic.delays.of_day(day=DAY) == ()
    desk.clock.now = desk.at(10, 10)
    assert late(desk).minutes == 10


def test_no_delay_is_said_of_a_day_that_is_over_or_of_who_was_put_away(desk: Desk) -> None:
    put = desk.clinic.delays.put
    desk.clock.now = desk.at(9, day=1)
    over = refused(put, practitioner=desk.chen.id, day=DAY, minutes=5)
    assert (over.reason, over.facts["field"]) == ("day_over", "day")
    put(practitioner=desk.chen.id, day=DAY + timedelta(days=1), minutes=5)
    desk.clinic.practitioners.archive(id=desk.chen.id)
    gone = refused(put, practitioner=desk.chen.id, day=DAY + timedelta(days=1), minutes=10)
    assert (gone.reason, gone.facts["field"]) == ("archived", "practitioner")
    assert not put(practitioner=desk.chen.id, day=DAY + timedelta(days=1), minutes=None).typed
