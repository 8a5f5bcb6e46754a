"""What is planned for the visits of a practitioner who is away."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.patient import Patient
from frontdesk.domain.preference import DayPart, Preference, part_of_day
from frontdesk.domain.sick_day import How
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.sick_day import PlanRow
from frontdesk.services.sick_day_planning import RowWanted
from frontdesk.services.sick_day_visits import Kind
from tests.support.clinics import ZONE, Desk, nobody
from tests.support.sick_days import at_work, hows, planned, visit, with_a_third, with_ortega_at_work


def only(desk: Desk) -> PlanRow:
    """Give the row of the one visit that is touched."""
    [row] = planned(desk).rows
    return row


def a_class(desk: Desk) -> Id:
    """Create a class of Dr. Chen at ten with both patients, and give its id."""
    [made] = desk.clinic.group_appointments.create(
        service=desk.service.id,
        start=desk.at(10),
        practitioner=desk.chen.id,
        max_attendees=4,
        attendees=[desk.eva.id, desk.leo.id],
    ).visits
    return made.id


def prefer(desk: Desk, prefers: Preference) -> None:
    """Write down what times Eva would rather come at."""
    desk.clinic.patients.update(id=desk.eva.id, prefers=prefers)


def test_a_colleague_who_is_free_takes_over_at_the_same_time(desk: Desk) -> None:
    with_ortega_at_work(desk)
    booked = visit(desk, 10)
    row = only(desk)
    assert (row.visit, row.becomes.how) == (booked.id, How.COLLEAGUE)
    assert (row.becomes.start, row.becomes.practitioner_id) == (booked.start, desk.ortega.id)


def test_a_time_off_the_grid_is_kept_too(desk: Desk) -> None:
    with_ortega_at_work(desk)
    booked = visit(desk, 10, 7)
    assert only(desk).becomes.start == booked.start


def test_one_who_does_not_give_the_service_does_not_stand_in(desk: Desk) -> None:
    with_ortega_at_work(desk)
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.chen.id])
    visit(desk, 10)
    row = only(desk)
    assert (row.becomes.how, row.becomes.practitioner_id) == (How.MOVE, desk.chen.id)


def test_one_who_is_busy_does_not_stand_in_at_that_time(desk: Desk) -> None:
    with_ortega_at_work(desk)
    visit(desk, 10, practitioner=desk.ortega.id, patient=desk.leo.id)
    visit(desk, 10)
    assert only(desk).becomes.how is How.MOVE


def test_only_those_who_are_named_stand_in(desk: Desk) -> None:
    with_ortega_at_work(desk)
    visit(desk, 10)
    [row] = planned(desk, practitioners=[]).rows
    assert {one.practitioner_id for one in row.choices if one.start is not None} == {desk.chen.id}


def test_without_a_colleague_it_is_the_next_day_at_the_same_hour(desk: Desk) -> None:
    visit(desk, 10)
    assert only(desk).becomes.start == desk.at(10, day=1)


def test_no_time_lies_in_the_absence(desk: Desk) -> None:
    visit(desk, 10)
    [row] = planned(desk, end=desk.at(12, day=2)).rows
    starts = [one.start for one in row.choices if one.start is not None]
    assert starts
    assert min(starts) >= desk.at(12, day=2)


def test_the_part_of_the_day_is_kept_where_that_is_to_be_had(desk: Desk) -> None:
    visit(desk, 15)
    to = only(desk).becomes.start
    assert to is not None
    assert part_of_day(to, ZONE) is DayPart.AFTERNOON


def test_a_time_that_the_patient_has_asked_for_comes_before_the_old_part_of_day(desk: Desk) -> None:
    visit(desk, 15)
    prefer(desk, Preference(parts=(DayPart.MORNING,)))
    to = only(desk).becomes.start
    assert to is not None
    assert part_of_day(to, ZONE) is DayPart.MORNING


def test_a_patient_goes_back_to_their_own_practitioner_rather_than_to_a_third(desk: Desk) -> None:
    with_ortega_at_work(desk)
    with_a_third(desk)
    desk.clinic.patients.update(id=desk.eva.id, practitioner=desk.ortega.id)
    visit(desk, 10)
    assert only(desk).becomes.practitioner_id == desk.ortega.id


def test_where_there_is_no_time_the_patient_waits(desk: Desk) -> None:
    visit(desk, 10)
    [row] = planned(desk, end=desk.at(0, day=10), weeks=1).rows
    desk.clinic.blocks.create(start=desk.at(0), end=desk.at(0, day=40), practitioner=desk.chen.id)
    [row] = planned(desk, weeks=1).rows
    assert row.becomes.how is How.WAIT


def test_a_visit_without_a_service_is_called_off_rather_than_lost(desk: Desk) -> None:
    desk.book(10)
    desk.clinic.blocks.create(start=desk.at(0), end=desk.at(0, day=40), practitioner=desk.chen.id)
    row = only(desk)
    assert row.becomes.how is How.CANCEL
    assert How.WAIT not in {one.how for one in row.choices}


def test_two_visits_never_get_the_same_time(desk: Desk) -> None:
    visit(desk, 10)
    visit(desk, 11, patient=desk.leo.id)
    with_ortega_at_work(desk, 10, 11)
    at_work(desk, desk.chen.id, 10, 11)
    rows = planned(desk).rows
    first, second = sorted((row.becomes.start or 0, row.becomes.end or 0) for row in rows)
    assert first[1] + 10 * MINUTE <= second[0]


def test_a_patient_is_never_at_two_places(desk: Desk) -> None:
    visit(desk, 10)
    visit(desk, 11)
    for one in (desk.ortega.id, with_a_third(desk).id):
        at_work(desk, one, 14, 15)
    rows = planned(desk, end=desk.at(0, day=30)).rows
    first, second = sorted((row.becomes.start or 0, row.becomes.end or 0) for row in rows)
    assert first[1] <= second[0]


def test_a_colleague_is_no_help_where_the_patient_is_with_someone_else_then(desk: Desk) -> None:
    with_ortega_at_work(desk)
    visit(desk, 10, practitioner=with_a_third(desk).id)
    visit(desk, 10)
    assert only(desk).becomes.how is How.MOVE


def test_another_time_is_none_where_the_patient_has_another_visit(desk: Desk) -> None:
    visit(desk, 10)
    visit(desk, 10, start=desk.at(10, day=1), practitioner=with_a_third(desk).id)
    starts = [one.start for one in planned(desk, practitioners=[]).rows[0].choices if one.start is not None]
    assert starts
    assert not [one for one in starts if desk.at(9, 30, day=1) < one < desk.at(10, 30, day=1)]


def test_a_visit_that_is_due_since_some_minutes_can_still_go_to_a_colleague(desk: Desk) -> None:
    with_ortega_at_work(desk)
    visit(desk, 10)
    desk.clock.now = desk.at(10, 5)
    assert only(desk).becomes.how is How.COLLEAGUE


def test_what_is_left_as_it_is_keeps_its_room(desk: Desk) -> None:
    with_ortega_at_work(desk)
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.room.id])
    visit(desk, 10)
    left = visit(desk, 11, patient=desk.leo.id)
    row = planned(desk, RowWanted(left.id, How.LEAVE)).rows[0]
    taken = [one for one in row.choices if one.start is not None and desk.at(10, 30) < one.start < desk.at(11, 30)]
    assert not taken
    wanted = RowWanted(row.visit, How.MOVE, desk.at(11), desk.ortega.id)
    assert [one.lost for one in planned(desk, RowWanted(left.id, How.LEAVE), wanted).rows] == [False, True]


def test_a_room_is_not_given_twice(desk: Desk) -> None:
    with_ortega_at_work(desk)
    with_a_third(desk)
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.room.id])
    visit(desk, 10)
    twice = visit(desk, 12, patient=desk.leo.id)
    desk.clinic.appointments.move(id=twice.id, start=desk.at(10), override_reason="Both at once")
    assert sorted(hows(planned(desk))) == [How.COLLEAGUE, How.MOVE]


def test_a_visit_that_has_begun_or_is_over_is_told_as_staying(desk: Desk) -> None:
    over, begun = visit(desk, 9), visit(desk, 10)
    for one in (over, begun):
        desk.clinic.appointments.set_status(id=one.id, status=Status.IN_PROGRESS)
    desk.clinic.appointments.set_status(id=over.id, status=Status.COMPLETED)
    plan = planned(desk)
    assert plan.rows == ()
    assert [one.visit for one in plan.staying] == [over.id, begun.id]


def test_a_visit_whose_time_has_passed_stays(desk: Desk) -> None:
    booked = visit(desk, 9)
    desk.clock.now = desk.at(11)
    plan = planned(desk)
    assert (plan.rows, [one.visit for one in plan.staying]) == ((), [booked.id])


def test_what_only_touches_the_absence_and_what_is_cancelled_is_not_touched(desk: Desk) -> None:
    visit(desk, 9)
    gone = visit(desk, 11)
    desk.clinic.appointments.cancel(id=gone.id)
    assert planned(desk, start=desk.at(9, 30)).rows == ()


def test_one_who_has_arrived_keeps_the_day_where_a_colleague_has_time_on_it(desk: Desk) -> None:
    with_ortega_at_work(desk)
    desk.clinic.patients.update(id=desk.eva.id, practitioner=desk.chen.id)
    visit(desk, 10, practitioner=desk.ortega.id, patient=desk.leo.id)
    booked = visit(desk, 10)
    desk.clinic.appointments.set_status(id=booked.id, status=Status.ARRIVED)
    to = only(desk).becomes
    assert (to.practitioner_id, to.start is not None and to.start < desk.at(0, day=1)) == (desk.ortega.id, True)


def test_a_class_goes_to_a_colleague_at_its_time_or_is_called_off_with_everyone_told(desk: Desk) -> None:
    held = a_class(desk)
    row = only(desk)
    assert (row.visit, row.kind, row.becomes.how) == (held, Kind.CLASS, How.CANCEL)
    assert {one.id for one in row.people} == {desk.eva.id, desk.leo.id}
    with_ortega_at_work(desk)
    assert only(desk).becomes.how is How.COLLEAGUE


def test_a_meeting_of_the_staff_stays_until_somebody_says_otherwise(desk: Desk) -> None:
    desk.book(10, patient=None)
    row = only(desk)
    assert (row.kind, row.becomes.how) == (Kind.STAFF, How.LEAVE)
    assert {one.how for one in row.choices} == {How.LEAVE, How.CANCEL}


def test_a_part_of_a_booking_goes_to_a_colleague_and_the_rest_stays(desk: Desk) -> None:
    with_ortega_at_work(desk)
    parts = [
        ServiceAsked(desk.service.id, practitioner=desk.chen.id),
        ServiceAsked(desk.service.id, practitioner=desk.ortega.id),
    ]
    with_a_third(desk)
    desk.clinic.service_bookings.create(services=parts, patient=desk.eva.id, start=desk.at(10))
    row = only(desk)
    assert (row.parts, row.becomes.how, row.becomes.start) == (2, How.COLLEAGUE, desk.at(10))


def test_both_parts_of_one_who_is_away_go_to_the_same_colleague(desk: Desk) -> None:
    with_ortega_at_work(desk)
    parts = [ServiceAsked(desk.service.id, practitioner=desk.chen.id)] * 2
    desk.clinic.service_bookings.create(services=parts, patient=desk.eva.id, start=desk.at(10))
    row = only(desk)
    assert (row.parts, row.becomes.how, row.becomes.practitioner_id) == (2, How.COLLEAGUE, desk.ortega.id)


def test_a_visit_of_a_whole_team_is_moved_to_a_time_when_all_are_there(desk: Desk) -> None:
    with_ortega_at_work(desk)
    team = [Member(desk.chen.id, primary=True), Member(desk.ortega.id)]
    diary = desk.clinic.calendars.create(name="Both", kind=CalendarKind.COLLECTIVE, team=team)
    desk.clinic.appointments.book(start=desk.at(10), calendar=diary.id, patient=desk.eva.id, ignore_date_range=True)
    row = only(desk)
    assert (row.becomes.how, row.becomes.start) == (How.MOVE, desk.at(10, day=1))


def test_what_is_said_for_a_row_stays_and_the_others_are_planned_around_it(desk: Desk) -> None:
    first, second = visit(desk, 10), visit(desk, 11, patient=desk.leo.id)
    wanted = RowWanted(second.id, How.MOVE, desk.at(10, day=1), desk.chen.id)
    rows = {row.visit: row for row in planned(desk, wanted).rows}
    assert (rows[second.id].becomes.start, rows[second.id].fixed) == (desk.at(10, day=1), True)
    assert rows[first.id].becomes.start != desk.at(10, day=1)


def test_what_is_said_and_cannot_be_is_told_as_lost(desk: Desk) -> None:
    booked = visit(desk, 10)
    [row] = planned(desk, RowWanted(booked.id, How.MOVE, desk.at(3, day=1), desk.chen.id)).rows
    assert (row.lost, row.fixed, row.becomes.start) == (True, False, desk.at(10, day=1))


def test_every_other_choice_of_a_row_fits_beside_the_rows_that_stay(desk: Desk) -> None:
    visit(desk, 10)
    visit(desk, 10, 40, patient=desk.leo.id)
    one, other = planned(desk).rows
    taken = other.becomes.start
    assert taken is not None
    for choice in one.choices:
        if choice.start is not None:
            assert choice.start + 40 * MINUTE <= taken or taken + 40 * MINUTE <= choice.start


def test_a_plan_is_the_same_every_time_it_is_made(desk: Desk) -> None:
    with_ortega_at_work(desk, 10, 12)
    for n in range(6):
        visit(desk, 9 + n, patient=(desk.eva, desk.leo)[n % 2].id)
    assert planned(desk).rows == planned(desk).rows


def test_nothing_is_written(desk: Desk) -> None:
    visit(desk, 10)
    before = desk.clinic.history.log().total
    planned(desk)
    assert desk.clinic.history.log().total == before


def test_an_absence_that_ends_before_it_starts_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        planned(desk, end=desk.at(0))


def test_an_absence_of_years_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid, match="absence_too_long"):
        planned(desk, end=Instant(desk.at(0) + 93 * 24 * 60 * MINUTE))


def test_an_unknown_practitioner_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        planned(desk, practitioner=nobody())


def test_a_plan_without_visits_has_no_rows(desk: Desk) -> None:
    assert hows(planned(desk)) == []


def test_a_person_shows_no_name_in_a_log(desk: Desk) -> None:
    visit(desk, 10)
    assert desk.eva.family_name not in repr(planned(desk))
    assert isinstance(desk.eva, Patient)
