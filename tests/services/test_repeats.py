"""Series of visits: each policy on a taken, closed or holiday date, choices for single dates, and one step for all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.availability.reasons import Why
from frontdesk.domain.calendar import CalendarKind, Frequency, Repeating, Taken
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from frontdesk.domain.instants import HOUR, at_minute
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.repeat_plan import Does, RowChoice, State, seen_of
from frontdesk.domain.schedule import Weekday
from tests.support import series
from tests.support.clinics import READER, ZONE, Desk, nobody
from tests.support.refusals import refused
from tests.support.rules import add_calendar, add_closure, add_schedule, days_on, weekdays
from tests.support.series import book, clock, fill, plan, starts, told

SECOND = 7
ANYWAY = {"policy": Taken.BOOK_ANYWAY, "override_reason": "Urgent"}


def take_second(desk: Desk) -> None:
    """Take an hour of Dr. Chen on the second date from nine."""
    fill(desk, desk.at(9, day=SECOND))


def second(desk: Desk, **sent: Any) -> Any:
    """Plan, and give the second date."""
    return plan(desk, **sent).rows[1]


def test_a_series_of_free_dates_is_booked_at_its_times(desk: Desk) -> None:
    done = book(desk)
    assert starts(done.visits) == ["2026-03-18T09:00", "2026-03-25T09:00", "2026-04-01T09:00"]


def test_a_plan_writes_nothing(desk: Desk) -> None:
    plan(desk)
    assert desk.clinic.appointments.list().total == 0


def test_a_plan_counts_what_becomes_of_its_dates(desk: Desk) -> None:
    take_second(desk)
    made = plan(desk)
    assert (made.booked, made.skipped, made.moved, made.anyway, made.conflicts) == (2, 1, 0, 0, 1)


# A date that is taken.


def test_a_taken_date_is_skipped(desk: Desk) -> None:
    take_second(desk)
    assert told(plan(desk, policy=Taken.SKIP).rows) == [("ok", "book"), ("taken", "skip"), ("ok", "book")]


def test_a_skipped_date_is_not_booked_and_is_told(desk: Desk) -> None:
    take_second(desk)
    done = book(desk)
    assert (starts(done.visits), done.skipped) == (["2026-03-18T09:00", "2026-04-01T09:00"], (date(2026, 3, 25),))


def test_a_taken_date_names_the_visit_in_its_way(desk: Desk) -> None:
    taken = fill(desk, desk.at(9, day=SECOND))
    [reason] = second(desk).reasons
    assert (reason.why, reason.appointment, reason.words) == (Why.VISIT, taken.id, "Leo Martin")


def test_a_taken_date_is_booked_anyway_with_its_reason_kept(desk: Desk) -> None:
    take_second(desk)
    done = book(desk, **ANYWAY)
    assert [visit.override_reason for visit in done.visits] == [None, "Urgent", None]


def test_a_taken_date_moves_to_the_next_free_time(desk: Desk) -> None:
    take_second(desk)
    done = book(desk, policy=Taken.NEXT_FREE)
    assert starts(done.visits)[1] == "2026-03-25T10:00"


def test_a_skipped_date_tells_the_next_free_time_too(desk: Desk) -> None:
    take_second(desk)
    assert clock(second(desk).alternative.start) == "2026-03-25T10:00"


def test_buffers_count_between_a_series_and_others(desk: Desk) -> None:
    fill(desk, desk.at(9, 30, day=SECOND))
    row = second(desk, service=desk.service.id)
    assert [reason.why for reason in row.reasons] == [Why.BUFFER]


def test_the_next_free_time_may_be_days_away(desk: Desk) -> None:
    fill(desk, desk.at(9, day=SECOND), 8)
    assert clock(second(desk, policy=Taken.NEXT_FREE).booked_start) == "2026-03-26T09:00"


def test_without_a_free_time_in_two_weeks_a_date_is_skipped(desk: Desk) -> None:
    add_closure(desk.clinic, days_on(SECOND), days_on(SECOND + 14))
    row = second(desk, policy=Taken.NEXT_FREE)
    assert (row.asked, row.does, row.alternative) == (Taken.NEXT_FREE, Does.SKIP, None)


def test_the_last_of_the_fourteen_days_counts(desk: Desk) -> None:
    add_closure(desk.clinic, days_on(SECOND), days_on(SECOND + 13))
    assert clock(second(desk, policy=Taken.NEXT_FREE, count=2).booked_start) == "2026-04-08T09:00"


# Dates that are closed, holidays, outside hours, past.


def test_a_closed_date_says_so(desk: Desk) -> None:
    add_closure(desk.clinic, days_on(SECOND))
    assert told([second(desk)]) == [("closed", "skip")]


def test_a_closed_date_can_be_booked_anyway(desk: Desk) -> None:
    add_closure(desk.clinic, days_on(SECOND))
    assert book(desk, **ANYWAY).visits[1].override_reason == "Urgent"


def test_a_closed_date_moves_to_the_next_day(desk: Desk) -> None:
    add_closure(desk.clinic, days_on(SECOND))
    assert starts(book(desk, policy=Taken.NEXT_FREE).visits)[1] == "2026-03-26T09:00"


@pytest.mark.parametrize("policy", list(Taken))
def test_a_holiday_says_so_whatever_is_done_about_it(desk: Desk, policy: Taken) -> None:
    add_closure(desk.clinic, days_on(SECOND), holiday=True)
    assert told([second(desk, policy=policy)]) == [("holiday", policy.value)]


@pytest.mark.parametrize("policy", list(Taken))
def test_a_blocked_time_is_closed_whatever_is_done_about_it(desk: Desk, policy: Taken) -> None:
    start = desk.at(9, day=SECOND)
    desk.clinic.blocks.create(start=start, end=desk.at(11, day=SECOND), practitioner=desk.chen.id)
    assert told([second(desk, policy=policy)]) == [("closed", policy.value)]


def test_a_date_outside_of_hours_says_so(desk: Desk) -> None:
    assert told(plan(desk, start=desk.at(18)).rows) == [("outside", "skip")] * 3


def test_a_reason_is_kept_outside_of_hours_too(desk: Desk) -> None:
    assert [v.override_reason for v in book(desk, start=desk.at(18), **ANYWAY).visits] == ["Urgent"] * 3


def test_a_date_that_is_over_says_so(desk: Desk) -> None:
    assert plan(desk, start=desk.at(9, day=-7)).rows[0].state is State.PAST


def test_a_holiday_goes_before_what_is_taken(desk: Desk) -> None:
    take_second(desk)
    add_closure(desk.clinic, days_on(SECOND), holiday=True)
    row = second(desk)
    assert (row.state, {Why.HOLIDAY, Why.VISIT} <= {reason.why for reason in row.reasons}) == (State.HOLIDAY, True)


# Dates.


def test_a_monthly_series_on_the_31st_leaves_months_out_and_tells_them(desk: Desk) -> None:
    start = at_minute(date(2026, 3, 31), 9 * 60, ZONE)
    made = plan(desk, start=start, frequency=Frequency.MONTHLY)
    assert [row.date for row in made.rows] == [date(2026, 3, 31), date(2026, 5, 31), date(2026, 7, 31)]
    assert made.left_out == (date(2026, 4, 1), date(2026, 6, 1))


def test_the_wall_clock_stays_when_the_clock_changes(desk: Desk) -> None:
    desk.clock.now = at_minute(date(2026, 10, 20), 480, ZONE)
    start = at_minute(date(2026, 10, 28), 540, ZONE)
    done = book(desk, start=start)
    assert starts(done.visits) == ["2026-10-28T09:00", "2026-11-04T09:00", "2026-11-11T09:00"]
    assert done.visits[1].start - done.visits[0].start == 7 * 24 * HOUR + HOUR


def test_a_daily_series_holds_a_leap_day(desk: Desk) -> None:
    start = at_minute(date(2028, 2, 28), 540, ZONE)
    assert [row.date.day for row in plan(desk, start=start, frequency=Frequency.DAILY).rows] == [28, 29, 1]


def test_several_weekdays_make_several_dates_a_week(desk: Desk) -> None:
    days = (Weekday.WEDNESDAY, Weekday.FRIDAY)
    assert [row.date.day for row in plan(desk, weekdays=days).rows] == [18, 20, 25]


# Choices for single dates.


def test_one_date_can_be_skipped_though_it_is_free(desk: Desk) -> None:
    rows = [RowChoice(index=1, does=Taken.SKIP)]
    assert told(plan(desk, rows=rows).rows) == [("ok", "book"), ("ok", "skip"), ("ok", "book")]


def test_a_choice_for_one_date_goes_before_the_policy(desk: Desk) -> None:
    take_second(desk)
    rows = [RowChoice(date=date(2026, 3, 25), does=Taken.NEXT_FREE)]
    assert second(desk, policy=Taken.SKIP, rows=rows).does is Does.NEXT_FREE


def test_a_date_can_be_put_at_another_time(desk: Desk) -> None:
    rows = [RowChoice(index=1, start=desk.at(14, day=8))]
    assert starts(book(desk, rows=rows).visits)[1] == "2026-03-26T14:00"


def test_another_time_that_is_chosen_is_the_one_that_is_judged(desk: Desk) -> None:
    fill(desk, desk.at(14, day=8))
    assert second(desk, rows=[RowChoice(index=1, start=desk.at(14, day=8))]).state is State.TAKEN


def test_a_date_can_be_given_to_someone_else(desk: Desk) -> None:
    take_second(desk)
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    done = book(desk, rows=[RowChoice(index=1, practitioner=desk.ortega.id)])
    assert [visit.practitioner_id for visit in done.visits] == [desk.chen.id, desk.ortega.id, desk.chen.id]


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ([RowChoice(index=3)], "no_such_date"),
        ([RowChoice(index=-1)], "no_such_date"),
        ([RowChoice()], "no_such_date"),
        ([RowChoice(date=date(2026, 3, 26))], "no_such_date"),
        ([RowChoice(index=0, date=date(2026, 3, 25))], "no_such_date"),
        ([RowChoice(index=1), RowChoice(date=date(2026, 3, 25))], "date_twice"),
    ],
)
def test_a_choice_for_no_date_of_the_plan_is_refused(desk: Desk, choices: list[RowChoice], reason: str) -> None:
    refusal = refused(desk.clinic.repeats.plan, **series.asked(desk, rows=choices))
    assert (type(refusal), refusal.reason) == (Invalid, reason)


# Dates that are in each other's way.


def test_no_date_moves_onto_another_date_of_the_series(desk: Desk) -> None:
    fill(desk, desk.at(9, day=1), 8)
    made = plan(desk, frequency=Frequency.DAILY, policy=Taken.NEXT_FREE)
    assert [clock(row.booked_start) for row in made.rows] == [
        "2026-03-18T09:00",
        "2026-03-20T09:30",
        "2026-03-20T09:00",
    ]


def test_two_dates_that_move_do_not_meet(desk: Desk) -> None:
    fill(desk, desk.at(9, day=1), 8)
    fill(desk, desk.at(9, day=2), 8)
    made = plan(desk, frequency=Frequency.DAILY, policy=Taken.NEXT_FREE)
    assert [clock(row.booked_start) for row in made.rows[1:]] == ["2026-03-23T09:00", "2026-03-23T09:30"]


def test_dates_that_overlap_by_themselves_are_not_both_booked(desk: Desk) -> None:
    rows = [RowChoice(index=1, start=desk.at(9, 15))]
    made = plan(desk, rows=rows)
    assert told(made.rows)[:2] == [("ok", "book"), ("taken", "skip")]
    assert made.rows[1].reasons[0].appointment is None


def test_the_series_own_buffers_count_between_its_dates(desk: Desk) -> None:
    rows = [RowChoice(index=1, start=desk.at(9, 30))]
    row = second(desk, service=desk.service.id, rows=rows)
    assert [reason.why for reason in row.reasons] == [Why.BUFFER]


def test_what_a_plan_says_can_be_booked_as_it_stands(desk: Desk) -> None:
    fill(desk, desk.at(9, day=1), 8)
    sent = {"frequency": Frequency.DAILY, "policy": Taken.NEXT_FREE, "count": 10, "service": desk.service.id}
    made = plan(desk, **sent)
    done = book(desk, **sent, seen=seen_of(made))
    assert [v.start for v in done.visits] == [row.booked_start for row in made.rows if row.booked_start is not None]


# With whom.


def test_a_series_for_anyone_stays_with_the_same_practitioner(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    who = {row.booked_practitioner for row in plan(desk, practitioner=None, service=desk.service.id).rows}
    assert who == {desk.chen.id}


def test_a_series_for_anyone_takes_another_where_the_first_is_taken(desk: Desk) -> None:
    take_second(desk)
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    row = second(desk, practitioner=None, service=desk.service.id)
    assert (row.state, row.booked_practitioner) == (State.OK, desk.ortega.id)


def test_the_next_free_time_is_with_the_same_practitioner_where_that_is_possible(desk: Desk) -> None:
    take_second(desk)
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    row = second(desk, service=desk.service.id, policy=Taken.NEXT_FREE)
    assert (clock(row.booked_start), row.booked_practitioner) == ("2026-03-25T10:00", desk.chen.id)


def test_the_next_free_time_is_with_someone_else_where_nothing_else_is_possible(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    start = desk.at(9, day=SECOND)
    desk.clinic.blocks.create(start=start, end=desk.at(17, day=SECOND + 14), practitioner=desk.chen.id)
    row = second(desk, service=desk.service.id, policy=Taken.NEXT_FREE, count=2)
    assert (clock(row.booked_start), row.booked_practitioner) == ("2026-03-25T09:00", desk.ortega.id)


def test_a_patient_with_another_visit_is_warned_of(desk: Desk) -> None:
    other = fill(desk, desk.at(9, day=SECOND), practitioner=desk.ortega.id, patient=desk.eva.id)
    row = second(desk)
    assert (row.state, [(w.why, w.start) for w in row.warnings]) == (State.OK, [(Why.PATIENT, other.start)])


# Booked as one step.


def test_the_visits_share_a_series(desk: Desk) -> None:
    done = book(desk)
    assert done.series_id is not None
    assert {visit.series_id for visit in done.visits} == {done.series_id}


def test_each_visit_tells_the_rule_of_its_series(desk: Desk) -> None:
    done = book(desk, rows=[RowChoice(index=1, start=desk.at(14, day=8))])
    rules = {desk.clinic.appointments.get(id=visit.id).rule for visit in done.visits}
    assert rules == {"FREQ=WEEKLY;COUNT=3"}


def test_a_single_visit_that_is_left_is_no_series(desk: Desk) -> None:
    rows = [RowChoice(index=n, does=Taken.SKIP) for n in (1, 2)]
    done = book(desk, rows=rows)
    assert (done.series_id, done.visits[0].recurrence_id) == (None, None)


def test_one_undo_takes_all_of_it_back(desk: Desk) -> None:
    book(desk)
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list().total == 0


def test_redo_brings_all_of_it_again(desk: Desk) -> None:
    book(desk)
    desk.clinic.history.undo()
    desk.clinic.history.redo()
    assert desk.clinic.appointments.list().total == 3


def test_words_of_the_visits_go_with_each(desk: Desk) -> None:
    done = book(desk, title="Physiotherapy", visit_note="Left knee")
    assert {(visit.title, visit.visit_note) for visit in done.visits} == {("Physiotherapy", "Left knee")}


def test_a_series_of_nothing_but_skipped_dates_is_refused(desk: Desk) -> None:
    refusal = refused(desk.clinic.repeats.book, **series.asked(desk, start=desk.at(18)))
    assert refusal.reason == "nothing_to_book"


def test_booking_anyway_without_a_reason_is_refused(desk: Desk) -> None:
    take_second(desk)
    refusal = refused(desk.clinic.repeats.book, **series.asked(desk, policy=Taken.BOOK_ANYWAY))
    assert (refusal.reason, desk.clinic.appointments.list().total) == ("reason_needed", 1)


def test_whoever_may_only_look_books_no_series(desk: Desk) -> None:
    with desk.as_actor(READER) as reader, pytest.raises(Forbidden):
        reader.repeats.book(**series.asked(desk))


def test_whoever_may_only_look_can_plan_one(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert reader.repeats.plan(**series.asked(desk)).booked == 3


def test_an_unknown_practitioner_is_not_found(desk: Desk) -> None:
    assert isinstance(refused(desk.clinic.repeats.plan, **series.asked(desk, practitioner=nobody())), NotFound)


def test_a_time_that_was_taken_since_the_plan_is_named_and_nothing_is_booked(desk: Desk) -> None:
    seen = seen_of(plan(desk))
    taken = fill(desk, desk.at(9, day=SECOND))
    refusal = refused(desk.clinic.repeats.book, **series.asked(desk, seen=seen))
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts["dates"]) == ("dates_changed", ["2026-03-25"])
    assert [clash.appointment_id for clash in refusal.clashes] == [taken.id]
    assert desk.clinic.appointments.list().total == 1


def test_a_plan_that_still_holds_is_booked_as_it_was_seen(desk: Desk) -> None:
    take_second(desk)
    seen = seen_of(plan(desk))
    assert len(book(desk, seen=seen).visits) == 2


# Through a calendar.


def offered(desk: Desk, **more: Any) -> Any:
    """Make a calendar of Dr. Chen that offers six weekly visits to patients."""
    said: dict[str, Any] = {
        "kind": CalendarKind.PERSONAL,
        "team": [desk.chen.id],
        "repeating": Repeating(Frequency.WEEKLY, 6, Taken.NEXT_FREE),
        **more,
    }
    return add_calendar(desk, **said)


def test_the_calendar_says_the_policy_where_nobody_else_does(desk: Desk) -> None:
    take_second(desk)
    row = second(desk, calendar=offered(desk).id, practitioner=None, duration=None)
    assert (row.does, clock(row.booked_start)) == (Does.NEXT_FREE, "2026-03-25T10:00")


def test_notice_and_window_of_a_calendar_count(desk: Desk) -> None:
    calendar = offered(desk, notice=Length(1, Unit.DAYS), window=Length(10, Unit.DAYS)).id
    made = plan(desk, calendar=calendar, practitioner=None, duration=None, policy=Taken.SKIP)
    assert [row.state.value for row in made.rows] == ["notice", "ok", "window"]


def test_a_full_day_of_a_calendar_is_passed_over_by_the_next_free_time(desk: Desk) -> None:
    calendar = offered(desk, per_day=1).id
    take_second(desk)
    rows = [RowChoice(index=2, start=desk.at(12, day=SECOND))]
    sent = {"calendar": calendar, "practitioner": None, "duration": None, "rows": rows}
    assert clock(second(desk, **sent).booked_start) == "2026-03-26T09:00"


def test_a_series_of_a_calendar_keeps_the_status_of_the_calendar_when_booked_anyway(desk: Desk) -> None:
    take_second(desk)
    sent = {"calendar": offered(desk, auto_confirm=False).id, "practitioner": None, "duration": None}
    assert {visit.status.value for visit in book(desk, **sent, **ANYWAY).visits} == {"booked"}


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"count": 7}, "bad_times"),
        ({"frequency": Frequency.DAILY}, "not_offered"),
        ({"frequency": Frequency.MONTHLY}, "not_offered"),
    ],
)
def test_patients_get_what_the_calendar_offers_and_no_more(desk: Desk, sent: dict[str, Any], reason: str) -> None:
    said = {"calendar": offered(desk).id, "practitioner": None, "duration": None, "for_patient": True, **sent}
    assert refused(desk.clinic.repeats.plan, **series.asked(desk, **said)).reason == reason


def test_patients_get_as_many_times_as_the_calendar_offers(desk: Desk) -> None:
    said = {"calendar": offered(desk).id, "practitioner": None, "duration": None, "for_patient": True}
    assert len(plan(desk, **said, count=6).rows) == 6


def test_patients_get_no_series_of_a_calendar_that_offers_none(desk: Desk) -> None:
    said = {"calendar": offered(desk, repeating=None).id, "practitioner": None, "duration": None, "for_patient": True}
    assert refused(desk.clinic.repeats.plan, **series.asked(desk, **said)).reason == "not_offered"
