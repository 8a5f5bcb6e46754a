"""Blocks: closed time of a practitioner or a calendar, once and again and again (C42 to C44)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY as A_DAY
from frontdesk.domain.instants import HOUR, Instant, at_minute, start_of_day, wall
from frontdesk.domain.series import Scope
from frontdesk.services.blocks import BlockReply
from tests.support.clinics import DAY, READER, ZONE, Desk

MONDAYS = "FREQ=WEEKLY;BYDAY=MO"
WEDNESDAYS = "FREQ=WEEKLY;BYDAY=WE"


def lunch(desk: Desk, **more: object) -> BlockReply:
    """Block an hour at noon of the test's Wednesday for Dr. Chen, or whatever else is said."""
    sent = {"start": desk.at(12), "end": desk.at(13), "title": "Lunch", "practitioner": desk.chen.id, **more}
    if "calendar" in sent:
        del sent["practitioner"]
    return desk.clinic.blocks.create(**sent)  # type: ignore[arg-type]


def held(desk: Desk, days: int = 1100) -> tuple[Appointment, ...]:
    """Give all blocks from the test's day on."""
    return desk.clinic.blocks.list(start=desk.at(0), end=Instant(desk.at(0) + days * A_DAY))


def clocks(blocks: tuple[Appointment, ...] | list[Appointment]) -> list[str]:
    """Write when blocks begin on the wall clock."""
    return [f"{wall(each.start, ZONE):%m-%d %H:%M}" for each in blocks]


def test_a_block_says_what_when_and_whose_and_takes_nobody_s_time(desk: Desk) -> None:
    block = lunch(desk).block
    assert (block.title, block.start, block.end) == ("Lunch", desk.at(12), desk.at(13))
    assert (block.event_type, block.practitioner_id, block.series_id) == (EventType.BLOCK, desk.chen.id, None)
    assert not block.takes_time


@pytest.mark.parametrize("both", [False, True])
def test_a_block_is_of_a_practitioner_or_a_calendar_never_of_both_or_neither(desk: Desk, both: bool) -> None:
    calendar = desk.clinic.calendars.create(name="Flu clinic", kind=CalendarKind.EVENT) if both else None
    with pytest.raises(Invalid, match="calendar_or_practitioner"):
        desk.clinic.blocks.create(
            start=desk.at(12),
            end=desk.at(13),
            practitioner=desk.chen.id if both else None,
            calendar=calendar.id if calendar else None,
        )


def test_an_unknown_practitioner_and_one_that_was_put_away_are_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        lunch(desk, practitioner=Id(5))
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    with pytest.raises(Invalid, match="archived"):
        lunch(desk, practitioner=desk.ortega.id)


def test_a_block_that_does_not_end_after_it_starts_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        lunch(desk, end=desk.at(12))


def test_only_who_may_book_may_block(desk: Desk) -> None:
    with desk.as_actor(READER) as clinic, pytest.raises(Forbidden):
        clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id)


def test_blocks_are_listed_by_time_and_owner_and_touching_is_out(desk: Desk) -> None:
    mine = lunch(desk).block
    other = lunch(desk, practitioner=desk.ortega.id).block
    desk.book(9)
    clinic = desk.clinic
    assert clinic.blocks.list(start=desk.at(12, 59), end=desk.at(15)) == (mine, other)
    assert clinic.blocks.list(start=desk.at(13), end=desk.at(15)) == ()
    assert clinic.blocks.list(start=desk.at(9), end=desk.at(15), practitioner=desk.ortega.id) == (other,)
    assert clinic.blocks.list(start=desk.at(9), end=desk.at(15), location=Id(3)) == ()


def test_a_list_needs_a_time_that_is_not_longer_than_three_years(desk: Desk) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        desk.clinic.blocks.list(start=desk.at(12), end=desk.at(12))
    with pytest.raises(Invalid, match="too_long"):
        desk.clinic.blocks.list(start=desk.at(12), end=Instant(desk.at(12) + 1200 * A_DAY))


def test_what_is_no_block_is_not_found_among_blocks(desk: Desk) -> None:
    visit = desk.book(9)
    for call in (desk.clinic.blocks.get, desk.clinic.blocks.update, desk.clinic.blocks.delete):
        with pytest.raises(NotFound):
            call(id=visit.id)


def test_appointments_leave_blocks_out_unless_they_are_asked_for(desk: Desk) -> None:
    visit, block = desk.book(9), lunch(desk).block
    clinic = desk.clinic
    assert clinic.appointments.list().items == (visit,)
    assert clinic.appointments.list(type=EventType.BLOCK).items == (block,)


def test_a_block_is_no_load(desk: Desk) -> None:
    before = desk.clinic.board.loads(first=DAY, days=1)
    lunch(desk)
    assert desk.clinic.board.loads(first=DAY, days=1) == before


@pytest.mark.parametrize("status", [Status.ARRIVED, Status.CANCELLED, Status.COMPLETED])
def test_the_status_of_a_block_cannot_be_set(desk: Desk, status: Status) -> None:
    block = lunch(desk).block
    with pytest.raises(Invalid, match="block_has_no_status"):
        desk.clinic.appointments.set_status(id=block.id, status=status)


def test_visits_below_a_block_are_told_and_stay(desk: Desk) -> None:
    visit = desk.book(12, 15)
    desk.book(12, 15, practitioner=desk.ortega.id, patient=desk.leo.id)
    desk.book(11)
    reply = lunch(desk)
    assert [(one.id, one.patient) for one in reply.over] == [(visit.id, "Eva Novák")]
    assert reply.total == 1
    assert desk.clinic.appointments.get(id=visit.id).appointment == visit


def test_a_trial_tells_the_same_and_writes_nothing(desk: Desk) -> None:
    visit = desk.book(12, 15)
    before = desk.clinic.history.log().total
    trial = desk.clinic.blocks.over(
        start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id, rule=f"{WEDNESDAYS};COUNT=3"
    )
    assert ([one.id for one in trial.over], trial.count, trial.horizon) == ([visit.id], 3, None)
    assert desk.clinic.history.log().total == before


def test_a_visit_is_booked_over_a_block_only_with_a_reason(desk: Desk) -> None:
    lunch(desk)
    with pytest.raises(Conflict, match="closed") as caught:
        desk.book(12)
    assert [(c.kind, c.subject) for c in caught.value.clashes] == [("block", "Lunch")]
    assert desk.book(12, override_reason="Emergency").override_reason == "Emergency"


# Whole days


def test_whole_days_begin_and_end_at_midnight_of_the_location(desk: Desk) -> None:
    block = lunch(desk, all_day=True, start=desk.at(10), end=desk.at(11, day=2)).block
    assert (block.start, block.end, block.all_day) == (desk.at(0), desk.at(24, day=2), True)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25)])
def test_a_whole_day_on_which_the_clock_changes_is_as_long_as_it_is(desk: Desk, day: date, hours: int) -> None:
    noon = at_minute(day, 720, ZONE)
    block = lunch(desk, all_day=True, start=noon, end=Instant(noon + HOUR)).block
    assert (block.start, block.end - block.start) == (start_of_day(day, ZONE), hours * HOUR)


def test_whole_days_are_those_of_the_zone_that_is_named(desk: Desk) -> None:
    block = lunch(desk, all_day=True, zone_name="Asia/Tokyo").block
    assert block.start == start_of_day(DAY + timedelta(days=1), "Asia/Tokyo")


# Series


def test_a_rule_gives_a_row_a_time_two_years_ahead_under_one_series(desk: Desk) -> None:
    reply = lunch(desk, rule=WEDNESDAYS)
    blocks = held(desk)
    assert len(blocks) == reply.count == 105
    assert {each.series_id for each in blocks} == {reply.block.series_id}
    assert reply.horizon is not None
    assert blocks[-1].start < reply.horizon <= blocks[-1].start + 8 * A_DAY
    assert desk.clinic.blocks.get(id=blocks[7].id).rule == WEDNESDAYS


def test_each_time_of_a_series_is_at_the_same_hour_over_the_change_of_the_clock(desk: Desk) -> None:
    lunch(desk, start=desk.at(9), end=desk.at(17), rule=WEDNESDAYS)
    assert {f"{wall(b.start, ZONE):%H:%M}-{wall(b.end, ZONE):%H:%M}" for b in held(desk)} == {"09:00-17:00"}


def test_a_night_keeps_its_hours_when_the_clock_changes_in_it(desk: Desk) -> None:
    saturday = date(2026, 10, 24)
    night = {"start": at_minute(saturday, 22 * 60, ZONE), "end": at_minute(saturday, 30 * 60, ZONE)}
    lunch(desk, **night, rule="FREQ=WEEKLY;COUNT=2")
    assert [(b.end - b.start) // HOUR for b in held(desk)] == [8, 9]


def test_a_series_begins_on_the_first_day_that_its_rule_gives(desk: Desk) -> None:
    reply = lunch(desk, rule=f"{MONDAYS};COUNT=2")
    assert clocks(held(desk)) == ["03-23 12:00", "03-30 12:00"]
    assert reply.block.start == desk.at(12, day=5)


def test_a_rule_that_ends_by_itself_has_no_horizon(desk: Desk) -> None:
    assert lunch(desk, rule=f"{MONDAYS};COUNT=4").horizon is None
    assert lunch(desk, rule=f"{MONDAYS};UNTIL=20260401").horizon is None


@pytest.mark.parametrize(
    "rule",
    ["every monday", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=5000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "COUNT=3"],
)
def test_a_rule_that_cannot_be_read_or_floods_or_gives_nothing_is_refused(desk: Desk, rule: str) -> None:
    with pytest.raises(Invalid, match="bad_rule"):
        lunch(desk, rule=rule)
    assert held(desk) == ()


def test_a_series_goes_and_comes_back_as_one_step(desk: Desk) -> None:
    reply = lunch(desk, rule=WEDNESDAYS)
    desk.clinic.history.undo()
    assert held(desk) == ()
    desk.clinic.history.redo()
    assert len(held(desk)) == reply.count


def test_whole_days_repeat_as_whole_days(desk: Desk) -> None:
    lunch(desk, all_day=True, rule="FREQ=WEEKLY;INTERVAL=33;COUNT=2")
    first, second = held(desk)
    assert (first.recurrence_id, second.recurrence_id) == ("20260318", "20261104")
    assert (second.start, second.end) == (at_minute(date(2026, 11, 4), 0, ZONE), at_minute(date(2026, 11, 5), 0, ZONE))


def test_a_series_without_end_grows_as_time_goes_on_and_undo_passes_that_by(desk: Desk) -> None:
    block = lunch(desk, rule=WEDNESDAYS).block
    lunch(desk, rule=f"{MONDAYS};COUNT=3")
    moved = desk.clinic.blocks.update(id=block.id, start=desk.at(14)).block
    assert desk.clinic.series.extend().added == 0
    desk.clock.now = Instant(desk.clock.now + 200 * A_DAY)
    assert desk.clinic.series.extend().added == 28
    rows = [each for each in held(desk) if each.series_id == block.series_id]
    assert {f"{wall(each.start, ZONE):%a %H:%M}" for each in rows[1:]} == {"Wed 12:00"}
    assert rows[-1].start > desk.clock.now + 720 * A_DAY
    assert len({each.recurrence_id for each in rows}) == len(rows) == 133
    desk.clinic.history.undo()
    assert desk.clinic.blocks.get(id=moved.id).block.start == desk.at(12)
    assert len(held(desk)) == 136


def test_a_series_whose_rule_has_ended_does_not_grow(desk: Desk) -> None:
    rows = series(desk)
    desk.clinic.blocks.delete(id=rows[3].id, scope=Scope.FOLLOWING)
    desk.clock.now = Instant(desk.clock.now + 900 * A_DAY)
    assert desk.clinic.series.extend().added == 0


# Changing one


def test_what_is_left_out_of_a_change_stays_and_a_start_takes_the_end_along(desk: Desk) -> None:
    block = lunch(desk).block
    after = desk.clinic.blocks.update(id=block.id, start=desk.at(14)).block
    assert (after.title, after.start, after.end, after.practitioner_id) == (
        "Lunch",
        desk.at(14),
        desk.at(15),
        desk.chen.id,
    )
    assert desk.clinic.blocks.update(id=block.id, title=None).block.title == ""


def test_a_stale_change_is_refused(desk: Desk) -> None:
    block = lunch(desk).block
    desk.clinic.blocks.update(id=block.id, title="Break")
    with pytest.raises(Stale):
        desk.clinic.blocks.update(id=block.id, version=block.version, title="Meeting")


def test_a_block_goes_from_a_practitioner_to_another_but_to_nobody_never(desk: Desk) -> None:
    block = lunch(desk).block
    assert desk.clinic.blocks.update(id=block.id, practitioner=desk.ortega.id).block.practitioner_id == desk.ortega.id
    with pytest.raises(Invalid, match="calendar_or_practitioner"):
        desk.clinic.blocks.update(id=block.id, practitioner=None)


def test_a_block_becomes_a_series_by_a_rule_and_keeps_its_id(desk: Desk) -> None:
    block = lunch(desk).block
    reply = desk.clinic.blocks.update(id=block.id, rule=f"{WEDNESDAYS};COUNT=3")
    assert (reply.count, reply.block.id) == (3, block.id)
    assert clocks(held(desk)) == ["03-18 12:00", "03-25 12:00", "04-01 12:00"]


# Changing a series


def series(desk: Desk, count: int = 5) -> tuple[Appointment, ...]:
    """Make a series of Wednesdays."""
    lunch(desk, rule=f"{WEDNESDAYS};COUNT={count}")
    return held(desk)


def test_this_one_becomes_an_exception_under_its_own_key(desk: Desk) -> None:
    second = series(desk)[1]
    after = desk.clinic.blocks.update(id=second.id, start=desk.at(14, day=7)).block
    assert (after.recurrence_id, after.series_id) == (second.recurrence_id, second.series_id)
    assert clocks(held(desk))[:3] == ["03-18 12:00", "03-25 14:00", "04-01 12:00"]


def test_one_of_a_series_has_no_rule_of_its_own(desk: Desk) -> None:
    with pytest.raises(Invalid, match="rule_of_a_series"):
        desk.clinic.blocks.update(id=series(desk)[1].id, rule="FREQ=DAILY")


def test_those_that_follow_become_a_series_of_their_own_and_the_past_ends_before(desk: Desk) -> None:
    rows = series(desk)
    reply = desk.clinic.blocks.update(id=rows[2].id, scope=Scope.FOLLOWING, start=desk.at(14, day=14))
    assert clocks(held(desk)) == ["03-18 12:00", "03-25 12:00", "04-01 14:00", "04-08 14:00", "04-15 14:00"]
    past, later = desk.clinic.blocks.get(id=rows[0].id), desk.clinic.blocks.get(id=rows[4].id)
    assert (past.rule, past.count) == ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20260331", 2)
    assert (later.rule, later.count) == ("FREQ=WEEKLY;BYDAY=WE;COUNT=3", 3)
    assert later.block.series_id == reply.block.series_id != rows[0].series_id
    assert later.block.id == rows[4].id


def test_a_change_of_all_keeps_past_exceptions_and_tells_which_coming_ones_it_overrides(desk: Desk) -> None:
    rows = series(desk)
    for n in (1, 3):
        desk.clinic.blocks.update(id=rows[n].id, start=desk.at(15, day=7 * n), title="Late lunch")
    desk.clock.now = desk.at(8, day=14)
    reply = desk.clinic.blocks.update(id=rows[4].id, scope=Scope.ALL, start=desk.at(13, day=28), title="Break")
    assert clocks(held(desk)) == ["03-18 13:00", "03-25 15:00", "04-01 13:00", "04-08 13:00", "04-15 13:00"]
    assert [each.title for each in held(desk)] == ["Break", "Late lunch", "Break", "Break", "Break"]
    assert (reply.block.series_id, reply.overridden) == (rows[0].series_id, (rows[3].id,))


def test_a_series_that_moves_to_another_day_takes_its_rule_along(desk: Desk) -> None:
    rows = series(desk, 3)
    reply = desk.clinic.blocks.update(id=rows[0].id, scope=Scope.ALL, start=desk.at(12, day=1))
    assert clocks(held(desk)) == ["03-19 12:00", "03-26 12:00", "04-02 12:00"]
    assert reply.rule == "FREQ=WEEKLY;BYDAY=TH;COUNT=3"


def test_a_rule_that_names_days_of_the_month_holds_its_series_there(desk: Desk) -> None:
    block = lunch(desk, rule="FREQ=MONTHLY;BYMONTHDAY=18;COUNT=3").block
    with pytest.raises(Invalid, match="rule_fixes_days"):
        desk.clinic.blocks.update(id=block.id, scope=Scope.ALL, start=desk.at(12, day=1))


def test_another_rule_keeps_the_rows_of_days_that_both_have(desk: Desk) -> None:
    rows = series(desk, 3)
    reply = desk.clinic.blocks.update(id=rows[0].id, scope=Scope.ALL, rule="FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4")
    assert clocks(held(desk)) == ["03-18 12:00", "03-23 12:00", "03-25 12:00", "03-30 12:00"]
    assert [each.id for each in held(desk)][::2] == [rows[0].id, rows[1].id]
    assert reply.count == 4


def test_no_rule_any_more_leaves_the_one(desk: Desk) -> None:
    rows = series(desk)
    reply = desk.clinic.blocks.update(id=rows[1].id, scope=Scope.ALL, rule=None)
    assert held(desk) == (reply.block,)
    assert (reply.block.id, reply.block.series_id, reply.rule) == (rows[1].id, None, None)


@pytest.mark.parametrize(("scope", "left"), [(Scope.THIS, 4), (Scope.FOLLOWING, 2), (Scope.ALL, 0)])
def test_blocks_are_removed_alone_from_one_on_or_all_and_come_back_in_one_step(
    desk: Desk, scope: Scope, left: int
) -> None:
    rows = series(desk)
    assert desk.clinic.blocks.delete(id=rows[2].id, scope=scope).count == 5 - left
    assert len(held(desk)) == left
    with pytest.raises(NotFound):
        desk.clinic.blocks.get(id=rows[2].id)
    desk.clinic.history.undo()
    assert [(each.id, each.start) for each in held(desk)] == [(each.id, each.start) for each in rows]


def test_a_time_that_was_taken_away_stays_away_when_the_rest_moves(desk: Desk) -> None:
    rows = series(desk, 3)
    desk.clinic.blocks.delete(id=rows[1].id)
    desk.clinic.blocks.update(id=rows[0].id, scope=Scope.ALL, start=desk.at(13))
    assert clocks(held(desk)) == ["03-18 13:00", "04-01 13:00"]


# Calendar files


def exported(desk: Desk) -> list[str]:
    """Give the lines of an export of everything."""
    return desk.clinic.ics.export().text.replace("\r\n ", "").split("\r\n")


def test_a_series_goes_out_as_one_event_with_its_rule_and_what_was_taken_out(desk: Desk) -> None:
    rows = series(desk)
    desk.clinic.blocks.delete(id=rows[1].id)
    lines = exported(desk)
    assert lines.count("BEGIN:VEVENT") == 1
    for line in (
        "DTSTART;TZID=America/New_York:20260318T120000",
        "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=5",
        "EXDATE;TZID=America/New_York:20260325T120000",
        "X-FRONTDESK-TYPE:block",
    ):
        assert line in lines


def test_the_end_of_a_rule_goes_out_in_utc_as_readers_want_it(desk: Desk) -> None:
    lunch(desk, rule=f"{WEDNESDAYS};UNTIL=20260401")
    assert "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20260402T035959Z" in exported(desk)


def test_a_series_of_which_a_part_goes_out_says_no_rule(desk: Desk) -> None:
    series(desk)
    text = desk.clinic.ics.export(start=desk.at(0), end=desk.at(0, day=10)).text
    assert (text.count("BEGIN:VEVENT"), "\r\nRRULE:" in text.split("END:VTIMEZONE")[1]) == (2, False)


def test_a_series_comes_in_again_as_it_went_out(desk: Desk, tmp_path: Path) -> None:
    rows = series(desk)
    desk.clinic.blocks.update(id=rows[2].id, start=desk.at(15, day=14))
    desk.clinic.blocks.delete(id=rows[3].id)
    times = clocks(held(desk))
    file = tmp_path / "blocks.ics"
    file.write_text(desk.clinic.ics.export().text, "utf-8")
    assert desk.clinic.ics.import_files(files=[file]).visits == 0
    desk.clinic.blocks.delete(id=rows[0].id, scope=Scope.ALL)
    desk.clinic.ics.import_files(files=[file])
    blocks = held(desk)
    assert clocks(blocks) == times
    assert {(each.event_type, each.practitioner_id) for each in blocks} == {(EventType.BLOCK, desk.chen.id)}


def test_a_file_cannot_bring_a_block_with_a_patient_or_of_nobody(desk: Desk, tmp_path: Path) -> None:
    visit = desk.book(9)
    text = desk.clinic.ics.export().text.replace("STATUS:CONFIRMED", "STATUS:CONFIRMED\r\nX-FRONTDESK-TYPE:block")
    desk.clinic.appointments.delete(id=visit.id)
    file = tmp_path / "odd.ics"
    file.write_text(text, "utf-8")
    desk.clinic.ics.import_files(files=[file])
    (made,) = desk.clinic.appointments.list().items
    assert (made.event_type, made.patient_id) == (EventType.APPOINTMENT, desk.eva.id)


def test_a_changed_row_of_a_series_is_told_by_its_time_or_its_note(desk: Desk) -> None:
    from frontdesk.services.series.rows import is_changed

    row = series(desk)[0]
    titled = desk.clinic.blocks.update(id=row.id, title="Break").block
    assert not is_changed(row)
    assert is_changed(titled)
    assert is_changed(replace(row, start=desk.at(14)))


def undoable(desk: Desk, block: Id) -> list[bool]:
    return [line.undoable for line in desk.clinic.appointments.history(id=block).lines]


def test_a_step_with_a_whole_series_can_be_taken_back_from_each_of_its_blocks(desk: Desk) -> None:
    sent = {"start": desk.at(12), "end": desk.at(13), "practitioner": desk.chen.id, "rule": "FREQ=DAILY;COUNT=4"}
    first = desk.clinic.blocks.create(**sent).block  # type: ignore[arg-type]
    rows = desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=9))
    assert [undoable(desk, row.id) for row in rows] == [[True]] * 4
    desk.clinic.blocks.update(id=rows[2].id, scope=Scope.FOLLOWING, title="Meeting")
    assert undoable(desk, rows[2].id)[-1]
    desk.clinic.blocks.update(id=first.id, scope=Scope.THIS, title="Lunch")
    assert undoable(desk, first.id)[-1]


def test_a_step_with_more_than_one_series_is_not_taken_back_from_one_block(desk: Desk) -> None:
    sent = {"start": desk.at(12), "end": desk.at(13), "practitioner": desk.chen.id, "rule": "FREQ=DAILY;COUNT=2"}
    one = desk.clinic.blocks.create(**sent).block  # type: ignore[arg-type]
    other = desk.clinic.blocks.create(**{**sent, "practitioner": desk.ortega.id}).block  # type: ignore[arg-type]
    with desk.clinic.writing("test.both", lambda: "Both") as work:
        for each in (one, other):
            work.replace(each, replace(each, description="Both", version=each.version + 1))
    assert not undoable(desk, one.id)[-1]
