"""Series that were made here reach further as time goes on: visits, blocks and teams (C39, C40, C80)."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import DAY, HOUR, Instant, iso
from frontdesk.domain.series import Scope, Series
from frontdesk.services.series.times import AHEAD
from frontdesk.store import appointments as table
from tests.support.clinics import ZONE, Desk
from tests.support.weekly import weekly

ENDLESS = "FREQ=WEEKLY"
PASSED = 200 * DAY


def later(desk: Desk, passed: int = PASSED) -> tuple[int, int]:
    """Let time pass, and give how many rows that adds and leaves out."""
    desk.clock.now = Instant(desk.clock.now + passed)
    done = desk.clinic.series.extend()
    return done.added, done.left_out


def records(desk: Desk) -> list[Series]:
    with desk.clinic.book.reading() as book:
        return list(book.all(Series))


def rows(desk: Desk) -> list[Appointment]:
    """Give the rows of the one series of the book, by start."""
    (only,) = records(desk)
    with desk.clinic.book.reading() as book:
        return table.of_series(book.connection, only.id)


def test_an_endless_visit_gets_a_row_for_each_week_that_has_passed(desk: Desk) -> None:
    weekly(desk, ENDLESS)
    before = rows(desk)
    assert later(desk) == (28, 0)
    after = rows(desk)
    assert [row.start for row in after[: len(before)]] == [row.start for row in before]
    assert {iso(row.start, ZONE)[11:16] for row in after} == {"09:00"}
    assert len({iso(row.start, ZONE)[:10] for row in after}) == len(before) + 28 == len(after)
    assert after[-1].start > desk.clock.now + AHEAD - 8 * DAY


def test_what_is_added_is_like_the_visits_before_and_nothing_has_happened_to_it(desk: Desk) -> None:
    made = weekly(desk, ENDLESS, service=desk.service.id, room=desk.room.id)
    desk.clinic.appointments.set_status(id=made[0].id, status=Status.ARRIVED)
    later(desk)
    last = rows(desk)[-1]
    assert (last.title, last.service_id, last.room_id, last.patient_id) == (
        "Physio",
        desk.service.id,
        desk.room.id,
        desk.eva.id,
    )
    assert (last.status, last.actual_start, last.version) == (Status.BOOKED, None, 1)


def test_a_date_that_is_taken_by_then_is_left_out_and_listed(desk: Desk) -> None:
    weekly(desk, ENDLESS)
    taken = desk.book(start=desk.at(9, day=7 * 110), ignore_free_slots=True)
    assert later(desk) == (27, 1)
    (only,) = records(desk)
    assert only.left_out == (iso(taken.start, "UTC").replace("-", "").replace(":", "")[:15] + "Z",)


def test_a_date_that_is_closed_by_then_is_left_out_and_listed(desk: Desk) -> None:
    weekly(desk, ENDLESS)
    desk.clinic.blocks.create(start=desk.at(8, day=7 * 110), end=desk.at(12, day=7 * 110), practitioner=desk.chen.id)
    assert later(desk) == (27, 1)


def test_a_date_that_was_left_out_is_not_tried_again(desk: Desk) -> None:
    weekly(desk, ENDLESS)
    taken = desk.book(start=desk.at(9, day=7 * 110), ignore_free_slots=True)
    later(desk)
    desk.clinic.appointments.cancel(id=taken.id)
    assert later(desk) == (29, 0)


def test_while_enough_dates_lie_ahead_nothing_is_written(desk: Desk) -> None:
    weekly(desk, ENDLESS)
    before = records(desk)
    assert (later(desk, 100 * DAY), records(desk)) == ((0, 0), before)


def test_a_series_that_has_ended_by_itself_gets_no_more(desk: Desk) -> None:
    rule = "FREQ=WEEKLY;COUNT=110"
    desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id, rule=rule)
    assert (later(desk), later(desk), [each.filled for each in records(desk)]) == ((5, 0), (0, 0), [None])


def test_a_block_grows_as_well(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id, rule="FREQ=DAILY")
    assert later(desk)[0] == 200
    assert {(row.end - row.start, iso(row.start, ZONE)[11:16]) for row in rows(desk)} == {(HOUR, "12:00")}


@pytest.mark.parametrize("deed", ["cancel", "archive"])
def test_a_series_that_was_given_up_grows_no_more(desk: Desk, deed: str) -> None:
    made = weekly(desk, ENDLESS)
    getattr(desk.clinic.appointments, deed)(id=made[0].id, scope=Scope.ALL)
    assert later(desk) == (0, 0)


def test_what_was_moved_as_a_whole_goes_on_where_it_is_now(desk: Desk) -> None:
    made = weekly(desk, ENDLESS)
    desk.clinic.appointments.move(id=made[0].id, start=desk.at(11, day=1), scope=Scope.ALL)
    later(desk)
    assert iso(rows(desk)[-1].start, ZONE)[11:16] == "11:00"


def test_a_date_that_was_moved_by_itself_is_no_model_for_what_is_added(desk: Desk) -> None:
    weekly(desk, ENDLESS)
    desk.clinic.appointments.move(id=rows(desk)[-1].id, start=Instant(rows(desk)[-1].start + 2 * HOUR))
    later(desk)
    assert iso(rows(desk)[-1].start, ZONE)[11:16] == "09:00"


def test_all_of_a_team_come_along(desk: Desk) -> None:
    desk.clinic.working_hours.put(
        practitioner=desk.ortega.id, hours=[WeeklyHours(d, 9 * 60, 17 * 60) for d in range(5)]
    )
    team = [Member(desk.chen.id, primary=True), Member(desk.ortega.id)]
    together = desk.clinic.calendars.create(name="Together", kind=CalendarKind.COLLECTIVE, team=team)
    weekly(desk, ENDLESS, practitioner=None, calendar=together.id)
    assert later(desk) == (28, 0)
    last = max(
        (row for row in desk.clinic.appointments.list(size=500).items if not row.internal), key=lambda r: r.start
    )
    parts = desk.clinic.appointments.get(id=last.id).parts
    assert last.start > desk.clock.now + AHEAD - 8 * DAY
    assert sorted(part.start for part in parts) == [last.start, last.start]
