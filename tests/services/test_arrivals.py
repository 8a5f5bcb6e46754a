"""Statuses through a day, who leaves, and times that are put right (C03, C09, C23)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.domain.appointment import NEXT_STATUSES, Appointment, EventType, Status
from frontdesk.domain.errors import Forbidden, Invalid, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.series import Scope
from tests.support import series
from tests.support.clinics import READER, Desk
from tests.support.offers import offers
from tests.support.refusals import refused, unversioned

PATHS = {
    Status.HELD: (Status.BOOKED,),
    Status.BOOKED: (),
    Status.CONFIRMED: (Status.CONFIRMED,),
    Status.ARRIVED: (Status.ARRIVED,),
    Status.IN_PROGRESS: (Status.IN_PROGRESS,),
    Status.COMPLETED: (Status.COMPLETED,),
    Status.NO_SHOW: (Status.NO_SHOW,),
    Status.CANCELLED: (Status.CANCELLED,),
    Status.INVALID: (Status.INVALID,),
}


def step(desk: Desk, id: Id, status: Status, **sent: Any) -> Appointment:
    return desk.clinic.appointments.set_status(id=id, status=status, **sent)


def standing(desk: Desk, status: Status) -> Id:
    """Have a visit of a status."""
    if status is Status.HELD:
        return desk.clinic.holds.place(
            start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id, patient=desk.eva.id
        ).id
    visit = desk.book()
    for each in PATHS[status]:
        step(desk, visit.id, each)
    return visit.id


def read(desk: Desk, id: Id) -> Appointment:
    return desk.clinic.appointments.get(id=id).appointment


@pytest.mark.parametrize("wanted", Status)
@pytest.mark.parametrize("held", Status)
def test_each_path_of_a_status_is_gone_or_refused_and_undone(desk: Desk, held: Status, wanted: Status) -> None:
    before = read(desk, standing(desk, held))
    if wanted in NEXT_STATUSES[held]:
        assert step(desk, before.id, wanted).status is wanted
        desk.clinic.history.undo()
    else:
        assert refused(step, desk=desk, id=before.id, status=wanted).reason == "no_such_status_path"
    assert _quiet(read(desk, before.id)) == _quiet(before)


def _quiet(visit: Appointment) -> dict[str, object]:
    return unversioned(replace(visit, updated_at=Instant(0)))


def test_arriving_notes_when_and_keeps_what_was_noted_before(desk: Desk) -> None:
    visit = desk.book().id
    first = step(desk, visit, Status.ARRIVED)
    assert first.arrived_at == first.status_at
    step(desk, visit, Status.NO_SHOW)
    assert step(desk, visit, Status.ARRIVED).arrived_at == first.arrived_at


def test_one_who_did_not_come_and_comes_after_all_has_arrived_then(desk: Desk) -> None:
    visit = desk.book().id
    missed = step(desk, visit, Status.NO_SHOW, reason="Did not call")
    assert (missed.no_show_reason, missed.arrived_at) == ("Did not call", None)
    desk.clock.now = desk.at(9, 40)
    came = step(desk, visit, Status.ARRIVED)
    assert (came.arrived_at, came.no_show_reason) == (came.status_at, None)
    desk.clinic.history.undo()
    assert read(desk, visit).no_show_reason == "Did not call"


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.NO_SHOW}))
def test_a_reason_is_for_those_alone_who_did_not_come(desk: Desk, status: Status) -> None:
    refusal = refused(step, desk=desk, id=desk.book().id, status=status, reason="x")
    assert (refusal.reason, refusal.facts["field"]) == ("reason_only_no_show", "reason")


@pytest.mark.parametrize("reason", ["a\nb", "x" * 301, 5])
def test_a_bad_reason_is_invalid(desk: Desk, reason: Any) -> None:
    visit = desk.book().id
    refusal = refused(step, desk=desk, id=visit, status=Status.NO_SHOW, reason=reason)
    assert refusal.facts["field"] == "reason"
    step(desk, visit, Status.ARRIVED)
    assert refused(desk.clinic.appointments.leave, id=visit, reason=reason).facts["field"] == "reason"


def test_a_reason_goes_to_all_dates_that_are_meant(desk: Desk) -> None:
    made = series.book(desk)
    step(desk, made.visits[0].id, Status.NO_SHOW, scope=Scope.ALL, reason="Ill")
    assert [read(desk, visit.id).no_show_reason for visit in made.visits] == ["Ill"] * 3


def two_parts(desk: Desk) -> tuple[Id, Id]:
    """Have a visit of two services, one after the other."""
    first, second = offers(desk).book().parts
    return first.id, second.id


def test_all_parts_of_a_visit_arrive_and_leave_at_one_moment(desk: Desk) -> None:
    first, second = two_parts(desk)
    came = step(desk, first, Status.ARRIVED)
    assert read(desk, second).arrived_at == came.arrived_at
    gone = desk.clinic.appointments.leave(id=second, reason="Felt better")
    other = read(desk, first)
    assert (other.status, other.left_at, other.cancel_reason) == (Status.CANCELLED, gone.left_at, "Felt better")


def test_when_the_patient_came_is_put_right_in_all_parts(desk: Desk) -> None:
    first, second = two_parts(desk)
    desk.clock.now = desk.at(9)
    step(desk, first, Status.ARRIVED)
    desk.clinic.appointments.set_times(id=second, arrived_at=desk.at(8, 50))
    assert read(desk, first).arrived_at == desk.at(8, 50)


def test_who_leaves_frees_the_time_at_once_and_why_is_kept(desk: Desk) -> None:
    visit = desk.book().id
    came = step(desk, visit, Status.ARRIVED)
    gone = desk.clinic.appointments.leave(id=visit, reason=" Waited too long ")
    assert (gone.status, gone.left_at, gone.cancel_reason) == (Status.CANCELLED, gone.status_at, "Waited too long")
    assert gone.arrived_at == came.arrived_at
    assert desk.book(patient=desk.leo.id).status is Status.BOOKED


def test_leaving_by_a_wrong_click_is_undone_to_the_letter(desk: Desk) -> None:
    visit = desk.book().id
    before = step(desk, visit, Status.ARRIVED)
    desk.clinic.appointments.leave(id=visit)
    desk.clinic.history.undo()
    assert _quiet(read(desk, visit)) == _quiet(before)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ARRIVED}))
def test_nobody_leaves_who_has_not_arrived_or_is_in(desk: Desk, status: Status) -> None:
    refusal = refused(desk.clinic.appointments.leave, id=standing(desk, status))
    assert isinstance(refusal, Invalid)
    assert refusal.reason == "only_who_arrived"


def test_the_people_of_a_class_leave_one_by_one(desk: Desk) -> None:
    group = desk.book(group=True, patient=None, attendees=[desk.eva.id, desk.leo.id]).id
    assert step(desk, group, Status.ARRIVED).arrived_at is not None
    assert refused(desk.clinic.appointments.leave, id=group).reason == "people_leave_alone"


def test_one_who_left_and_is_brought_back_is_to_come_again(desk: Desk) -> None:
    visit = desk.book().id
    step(desk, visit, Status.ARRIVED)
    desk.clinic.appointments.leave(id=visit, reason="Ill")
    back = desk.clinic.appointments.restore(id=visit)
    assert (back.status, back.arrived_at, back.left_at, back.cancel_reason) == (Status.BOOKED, None, None, None)


def done(desk: Desk) -> Appointment:
    """Have a visit that has been: come at nine, in at five past, out at half past."""
    visit = desk.book().id
    for minute, status in ((0, Status.ARRIVED), (5, Status.IN_PROGRESS), (30, Status.COMPLETED)):
        desk.clock.now = desk.at(9, minute)
        step(desk, visit, status)
    return read(desk, visit)


def test_times_are_put_right_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    before = done(desk)
    after = desk.clinic.appointments.set_times(id=before.id, arrived_at=desk.at(8, 55), actual_end=desk.at(9, 25))
    times = (after.arrived_at, after.actual_start, after.actual_end)
    assert times == (desk.at(8, 55), before.actual_start, desk.at(9, 25))
    cleared = desk.clinic.appointments.set_times(id=before.id, arrived_at=None, actual_end=None, actual_start=None)
    assert (cleared.arrived_at, cleared.actual_start, cleared.actual_end) == (None, None, None)
    desk.clinic.history.undo()
    desk.clinic.history.undo()
    assert _quiet(read(desk, before.id)) == _quiet(before)


def test_a_change_of_times_is_in_the_history(desk: Desk) -> None:
    visit = done(desk)
    desk.clinic.appointments.set_times(id=visit.id, arrived_at=desk.at(8, 55))
    line = desk.clinic.appointments.history(id=visit.id).lines[-1]
    assert (line.operation, [change.field for change in line.changes]) == ("appointments.set_times", ["arrived_at"])


@pytest.mark.parametrize(
    ("minutes", "field"),
    [
        ({"arrived_at": 10}, "arrived_at"),
        ({"actual_start": -5}, "actual_start"),
        ({"actual_start": 40}, "actual_start"),
        ({"actual_end": 3}, "actual_end"),
        ({"actual_start": None}, "actual_end"),
        ({"arrived_at": 31}, "arrived_at"),
        ({"arrived_at": 6, "actual_start": 5}, "actual_start"),
    ],
)
def test_times_out_of_order_or_ahead_are_invalid(desk: Desk, minutes: dict[str, int | None], field: str) -> None:
    visit = done(desk)
    sent = {name: None if at is None else Instant(desk.at(9) + at * MINUTE) for name, at in minutes.items()}
    refusal = refused(desk.clinic.appointments.set_times, id=visit.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field


def test_a_time_that_has_not_come_is_told_as_such(desk: Desk) -> None:
    visit = done(desk)
    refusal = refused(desk.clinic.appointments.set_times, id=visit.id, actual_end=desk.at(12))
    assert refusal.reason == "time_ahead"


@pytest.mark.parametrize(
    ("status", "field"),
    [
        (Status.BOOKED, "arrived_at"),
        (Status.NO_SHOW, "arrived_at"),
        (Status.ARRIVED, "actual_start"),
        (Status.IN_PROGRESS, "actual_end"),
        (Status.COMPLETED, "left_at"),
    ],
)
def test_no_time_is_noted_before_the_visit_is_that_far(desk: Desk, status: Status, field: str) -> None:
    visit = standing(desk, status)
    desk.clock.now = desk.at(12)
    refusal = refused(desk.clinic.appointments.set_times, id=visit, **{field: desk.at(11)})
    assert (refusal.reason, refusal.facts["field"]) == ("not_that_far", field)


def test_when_one_left_is_put_right_and_not_cleared(desk: Desk) -> None:
    visit = desk.book().id
    desk.clock.now = desk.at(9)
    step(desk, visit, Status.ARRIVED)
    desk.clock.now = desk.at(10)
    desk.clinic.appointments.leave(id=visit)
    assert desk.clinic.appointments.set_times(id=visit, left_at=desk.at(9, 30)).left_at == desk.at(9, 30)
    assert refused(desk.clinic.appointments.set_times, id=visit, left_at=desk.at(8)).reason == "times_out_of_order"
    assert refused(desk.clinic.appointments.set_times, id=visit, left_at=None).facts["field"] == "left_at"


def test_what_nobody_arrives_for_has_no_times(desk: Desk) -> None:
    meeting = desk.clinic.appointments.book(start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id)
    assert meeting.event_type is EventType.STAFF
    block = desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id).block
    held = desk.clinic.holds.place(start=desk.at(14), end=desk.at(15), practitioner=desk.chen.id, patient=desk.eva.id)
    for one in (meeting.id, block.id, held.id):
        assert refused(desk.clinic.appointments.set_times, id=one, arrived_at=desk.at(8)).reason == "no_times"


def test_a_series_itself_has_no_times(desk: Desk) -> None:
    made = series.book(desk)
    named = made.visits[0].series_id
    refusal = refused(desk.clinic.appointments.set_times, id=named, arrived_at=desk.at(8))
    assert refusal.reason == "unknown_id"


def test_an_older_version_is_stale(desk: Desk) -> None:
    visit = done(desk)
    assert isinstance(refused(desk.clinic.appointments.set_times, id=visit.id, arrived_at=None, version=1), Stale)
    other = desk.book(12)
    step(desk, other.id, Status.ARRIVED)
    assert isinstance(refused(desk.clinic.appointments.leave, id=other.id, version=1), Stale)


def test_who_may_only_look_notes_nothing(desk: Desk) -> None:
    visit = desk.book().id
    step(desk, visit, Status.ARRIVED)
    with desk.as_actor(READER) as reader:
        for call, sent in (
            (reader.appointments.leave, {}),
            (reader.appointments.set_times, {"arrived_at": None}),
            (reader.appointments.set_status, {"status": Status.COMPLETED}),
        ):
            assert isinstance(refused(call, id=visit, **sent), Forbidden)


def test_why_a_patient_did_not_show_up_can_be_said_later_and_put_right(desk: Desk) -> None:
    visit = desk.book().id
    step(desk, visit, Status.NO_SHOW)
    for reason in ("Did not call", "Called too late"):
        said = desk.clinic.appointments.set_status(id=visit, status=Status.NO_SHOW, reason=reason)
        assert (said.status, said.no_show_reason) == (Status.NO_SHOW, reason)
    desk.clinic.history.undo()
    assert desk.clinic.appointments.get(id=visit).appointment.no_show_reason == "Did not call"


def test_a_no_show_without_a_reason_is_no_path_from_a_no_show(desk: Desk) -> None:
    visit = desk.book().id
    step(desk, visit, Status.NO_SHOW)
    again = refused(desk.clinic.appointments.set_status, id=visit, status=Status.NO_SHOW)
    assert again.reason == "no_such_status_path"
