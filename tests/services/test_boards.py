"""What a board is painted from, and when it is told to load again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest

from frontdesk.domain.actor import FRONT_DESK
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import Instant
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Minute, Weekday
from frontdesk.services.boarding import NOBODY
from tests.support.clinics import DAY, Desk, nobody
from tests.support.rules import add_closure, add_schedule, dated, on


def test_a_day_has_a_column_a_practitioner_in_their_order_with_hours(desk: Desk) -> None:
    board = desk.clinic.board.day(day=DAY)
    assert [c.id for c in board.columns] == [desk.chen.id, desk.ortega.id]
    (open_,) = board.columns[0].open
    assert (open_.start, open_.end) == (desk.at(9), desk.at(17))
    assert board.columns[1].open == ()


def test_a_block_carries_what_is_painted(desk: Desk) -> None:
    made = desk.book(9, service=desk.service.id, room=desk.room.id)
    (visit,) = desk.clinic.board.day(day=DAY).visits
    assert (visit.id, visit.patient, visit.service, visit.room) == (made.id, "Eva Novák", "Consultation", "Room 1")
    assert (visit.hue, visit.buffer_after) == (desk.service.hue, 600_000)
    assert visit.column == desk.chen.id


def test_the_load_is_booked_over_open_time(desk: Desk) -> None:
    desk.book(9, minutes=120)
    desk.book(18, minutes=60)  # outside hours does not count
    chen, ortega = desk.clinic.board.day(day=DAY).columns
    assert (chen.load, ortega.load) == (25, None)


def test_visits_of_other_days_are_out_and_those_over_midnight_on_both(desk: Desk) -> None:
    over = desk.book(23, minutes=120)
    desk.book(start=desk.at(9, day=3))
    assert [v.id for v in desk.clinic.board.day(day=DAY).visits] == [over.id]
    assert [v.id for v in desk.clinic.board.day(day=DAY + timedelta(days=1)).visits] == [over.id]


def test_a_visit_of_many_days_stands_on_each(desk: Desk) -> None:
    long = desk.book(9, minutes=5 * 24 * 60, patient=None)
    for n in range(6):
        assert [v.id for v in desk.clinic.board.day(day=DAY + timedelta(days=n)).visits] == [long.id]
    assert desk.clinic.board.day(day=DAY + timedelta(days=6)).visits == ()


def test_cancelled_visits_are_hidden_unless_asked_for_and_archived_ones_always(desk: Desk) -> None:
    cancelled, archived = desk.book(9), desk.book(10)
    desk.clinic.appointments.cancel(id=cancelled.id)
    desk.clinic.appointments.archive(id=archived.id)
    assert desk.clinic.board.day(day=DAY).visits == ()
    assert [v.status for v in desk.clinic.board.day(day=DAY, cancelled=True).visits] == [Status.CANCELLED]


def test_a_no_show_stays_in_sight(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.set_status(id=made.id, status=Status.NO_SHOW)
    assert [v.status for v in desk.clinic.board.day(day=DAY).visits] == [Status.NO_SHOW]


def test_entries_of_nobody_stand_in_a_column_of_their_own(desk: Desk) -> None:
    desk.book(9, practitioner=None)
    board = desk.clinic.board.day(day=DAY)
    assert board.columns[-1].id == NOBODY
    assert [v.column for v in board.visits] == [NOBODY]


def test_an_archived_practitioner_is_shown_only_where_visits_are_left(desk: Desk) -> None:
    desk.book(9, practitioner=desk.ortega.id)
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert [c.id for c in desk.clinic.board.day(day=DAY).columns] == [desk.chen.id, desk.ortega.id]
    assert [c.id for c in desk.clinic.board.day(day=DAY + timedelta(days=1)).columns] == [desk.chen.id]


def test_only_the_practitioners_that_are_asked_for(desk: Desk) -> None:
    desk.book(9)
    board = desk.clinic.board.day(day=DAY, practitioners=[desk.ortega.id])
    assert ([c.id for c in board.columns], board.visits) == ([desk.ortega.id], ())


def test_a_week_has_seven_columns_from_monday_with_each_visit_on_its_day(desk: Desk) -> None:
    wednesday, friday = desk.book(9), desk.book(start=desk.at(9, day=2))
    desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    week = desk.clinic.board.week(day=DAY, practitioner=desk.chen.id)
    assert [c.day for c in week.columns] == [date(2026, 3, 16) + timedelta(days=n) for n in range(7)]
    assert {v.id: v.column for v in week.visits} == {wednesday.id: 2, friday.id: 4}
    assert [bool(c.open) for c in week.columns] == [True] * 5 + [False] * 2


def test_a_week_over_the_change_of_the_clock_puts_visits_on_their_dates(desk: Desk) -> None:
    sunday = desk.book(start=desk.at(0, 15, day=-10))  # 8 March 2026, the short day
    monday = desk.book(start=desk.at(0, 15, day=-9))
    before = desk.clinic.board.week(day=date(2026, 3, 8), practitioner=desk.chen.id)
    after = desk.clinic.board.week(day=date(2026, 3, 9), practitioner=desk.chen.id)
    assert {v.id: v.column for v in before.visits} == {sunday.id: 6}
    assert {v.id: v.column for v in after.visits} == {monday.id: 0}


def test_the_week_of_an_unknown_practitioner_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.clinic.board.week(day=DAY, practitioner=nobody())


def test_loads_tell_how_full_each_day_is(desk: Desk) -> None:
    desk.book(9, minutes=240)
    loads = desk.clinic.board.loads(first=date(2026, 3, 17), days=5)
    assert [(load.day.day, load.percent) for load in loads] == [(17, 0), (18, 50), (19, 0), (20, 0), (21, None)]


@pytest.mark.parametrize("days", [0, -1, 101])
def test_loads_of_no_or_too_many_days_are_invalid(desk: Desk, days: int) -> None:
    with pytest.raises(Invalid, match="bad_days"):
        desk.clinic.board.loads(first=DAY, days=days)


def test_no_change_means_an_empty_notice(desk: Desk) -> None:
    board = desk.clinic.board.day(day=DAY)
    notice = desk.clinic.board.changes(since=board.cursor)
    assert (notice.cursor, notice.days, notice.kinds, notice.everything) == (
        board.cursor,
        frozenset(),
        frozenset(),
        False,
    )


def test_a_change_of_another_desk_is_noticed_with_its_days(desk: Desk) -> None:
    made = desk.book(9)
    cursor = desk.clinic.board.day(day=DAY).cursor
    with desk.as_actor(desk.clinic.actor) as other:
        other.appointments.move(id=made.id, start=desk.at(9, day=1))
        other.rooms.create(name="Room 3")
    notice = desk.clinic.board.changes(since=cursor)
    assert notice.days == frozenset({DAY, DAY + timedelta(days=1)})
    assert notice.kinds == frozenset({"appointment", "room"})


def test_a_change_of_words_alone_tells_the_day_of_the_visit(desk: Desk) -> None:
    made = desk.book(9)
    cursor = desk.clinic.board.day(day=DAY).cursor
    desk.clinic.appointments.update(id=made.id, title="x")
    assert desk.clinic.board.changes(since=cursor).days == frozenset({DAY})


def test_after_too_many_changes_everything_is_to_be_loaded(desk: Desk) -> None:
    cursor = desk.clinic.board.day(day=DAY).cursor
    with desk.clinic.writing("test.many", lambda: "Many") as work:
        from dataclasses import replace

        for _ in range(501):
            work.create(replace(desk.room, id=work.new_id()))
    assert desk.clinic.board.changes(since=cursor).everything


def test_a_cursor_from_another_book_loads_everything(desk: Desk) -> None:
    assert desk.clinic.board.changes(since=10_000).everything


def test_midnight_belongs_to_the_day_it_begins(desk: Desk) -> None:
    desk.clinic.appointments.book(start=desk.at(24), end=Instant(desk.at(24) + 60_000), practitioner=desk.chen.id)
    assert desk.clinic.board.day(day=DAY).visits == ()
    assert len(desk.clinic.board.day(day=DAY + timedelta(days=1)).visits) == 1


def test_a_closure_takes_the_hours_away_and_is_named(desk: Desk) -> None:
    add_closure(desk.clinic, DAY, name="Good Friday")
    chen, ortega = desk.clinic.board.day(day=DAY).columns
    assert (chen.open, chen.load, chen.closed) == ((), None, "Good Friday")
    assert ortega.closed == ""  # who does not work that day loses nothing
    assert [c.closed for c in desk.clinic.board.week(day=DAY, practitioner=desk.chen.id).columns][2] == "Good Friday"


def test_a_closure_of_some_hours_leaves_the_others(desk: Desk) -> None:
    add_closure(desk.clinic, DAY, start=Minute(12 * 60), end=Minute(24 * 60))
    chen = desk.clinic.board.day(day=DAY).columns[0]
    assert [(i.start, i.end) for i in chen.open] == [(desk.at(9), desk.at(12))]


def test_a_closure_that_was_struck_out_or_is_elsewhere_closes_nothing(desk: Desk) -> None:
    elsewhere = desk.clinic.locations.create(name="Harbour")
    add_closure(desk.clinic, DAY, struck=True, holiday=True)
    add_closure(desk.clinic, DAY, location_id=elsewhere.id)
    chen = desk.clinic.board.day(day=DAY).columns[0]
    assert (len(chen.open), chen.closed) == (1, "")


def test_a_rule_for_the_date_replaces_the_weekdays(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, on(Weekday.WEDNESDAY, "08:00-12:00"), dated(DAY, "13:00-19:00"))
    ortega = desk.clinic.board.day(day=DAY).columns[1]
    assert [(i.start, i.end) for i in ortega.open] == [(desk.at(13), desk.at(19))]
    (week,) = desk.clinic.board.week(day=DAY + timedelta(days=7), practitioner=desk.ortega.id).columns[2].open
    assert (week.start, week.end) == (desk.at(8, day=7), desk.at(12, day=7))


def test_several_schedules_count_together_each_in_its_zone(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.chen.id, on(Weekday.WEDNESDAY, "19:00-21:00"), zone="America/Chicago")
    chen = desk.clinic.board.day(day=DAY).columns[0]
    assert [(i.start, i.end) for i in chen.open] == [(desk.at(9), desk.at(17)), (desk.at(20), desk.at(22))]


def test_the_load_of_a_month_counts_no_closed_day(desk: Desk) -> None:
    desk.book(9)
    add_closure(desk.clinic, DAY)
    assert [load.percent for load in desk.clinic.board.loads(first=DAY, days=2)] == [None, 0]


def test_what_others_changed_around_the_visits_is_seen_at_the_next_look(desk: Desk) -> None:
    assert desk.clinic.board.day(day=DAY).columns[0].name == "Dr. Amelia Chen"
    with desk.as_actor(FRONT_DESK) as other:
        other.practitioners.update(id=desk.chen.id, name="Dr. Amy Chen")
        other.working_hours.put(practitioner=desk.chen.id, hours=[WeeklyHours(2, 600, 660)])
    chen = desk.clinic.board.day(day=DAY).columns[0]
    assert (chen.name, [i.length for i in chen.open]) == ("Dr. Amy Chen", [3_600_000])
    assert desk.clinic.board.week(day=DAY, practitioner=desk.chen.id).columns[2].name == "Dr. Amy Chen"


def test_a_book_that_is_put_back_to_an_older_state_is_read_anew(desk: Desk) -> None:
    older = desk.clinic.board.day(day=DAY)
    with desk.clinic.book.writing("test", actor="x", now=desk.clock, words=lambda: "") as work:
        held = work.get(Practitioner, desk.chen.id)
        work.replace(held, replace(held, name="Dr. Other"))
        first = work.now
    assert desk.clinic.board.day(day=DAY).columns[0].name == "Dr. Other"
    # The same number of steps, but another last one: as if a copy had been put in this file's place.
    other = sqlite3.connect(desk.path)
    other.execute("DROP TRIGGER changeset_no_update")
    other.execute("UPDATE changeset SET hash = 'another' WHERE at = ?", (first,))
    other.execute("UPDATE practitioner SET name = 'Dr. Amelia Chen' WHERE id = ?", (desk.chen.id,))
    other.commit()
    other.close()
    again = desk.clinic.board.day(day=DAY)
    assert (again.columns[0].name, again.cursor) == ("Dr. Amelia Chen", older.cursor + 1)
