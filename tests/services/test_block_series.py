"""The times of blocks that come again, and their rules as series are moved and split."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, Instant, at_minute, wall
from frontdesk.services import block_series as series
from frontdesk.services.block_series import Times
from tests.support.clinics import DAY, ZONE

ZONES = (
    "Africa/Casablanca",
    "America/Asuncion",
    "America/Havana",
    "America/Nuuk",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
)


def times(zone: str = ZONE, *, hour: int = 9, hours: int = 8, rule: str | None = None, day: date = DAY) -> Times:
    start = at_minute(day, hour * 60, zone)
    return Times(start, at_minute(day, (hour + hours) * 60, zone), zone, rule=rule)


def a_row(zone: str = ZONE, *, all_day: bool = False) -> Appointment:
    start = at_minute(DAY, 720, zone)
    never = Instant(0)
    return Appointment(
        id=Id(1),
        uid="",
        event_type=EventType.BLOCK,
        status_at=never,
        start=start,
        end=Instant(start + HOUR),
        zone=zone,
        all_day=all_day,
        practitioner_id=Id(2),
        created_by="",
        created_at=never,
        updated_at=never,
    )


@pytest.mark.parametrize("zone", ZONES)
def test_every_time_is_on_the_same_wall_clock_whatever_the_zone_does(zone: str) -> None:
    asked = times(zone, rule="FREQ=WEEKLY")
    found = series.expanded(asked, asked.start)
    assert len(found.slots) == 105
    assert {(wall(s.start, zone).strftime("%H:%M"), wall(s.end, zone).strftime("%H:%M")) for s in found.slots} == {
        ("09:00", "17:00")
    }
    assert len({slot.key for slot in found.slots}) == 105


def test_a_time_that_does_not_exist_moves_on_by_the_gap_on_that_day_alone() -> None:
    asked = times(hour=2, hours=1, rule="FREQ=DAILY;COUNT=3", day=date(2026, 3, 7))
    clocks = [f"{wall(slot.start, ZONE):%d %H:%M}" for slot in series.expanded(asked, asked.start).slots]
    assert clocks == ["07 02:00", "08 03:00", "09 02:00"]
    assert all(slot.end > slot.start for slot in series.expanded(asked, asked.start).slots)


def test_what_lies_before_is_counted_though_it_is_left_out() -> None:
    asked = times(rule="FREQ=DAILY;COUNT=10")
    whole = series.expanded(asked, asked.start).slots
    late = series.expanded(asked, asked.start, since=whole[6].start).slots
    assert late[-1] == whole[-1]
    assert len(late) <= 4


def test_a_rule_is_kept_in_one_form_whoever_wrote_it() -> None:
    assert series.checked_rule(" rrule:freq=weekly;byday=mo; ") == "FREQ=WEEKLY;BYDAY=MO"
    assert series.checked_rule("  ") is None
    assert series.checked_rule(None) is None
    with pytest.raises(Invalid, match="bad_rule"):
        series.checked_rule("FREQ=NOW")


@pytest.mark.parametrize(
    ("rule", "days", "after"),
    [
        ("FREQ=WEEKLY;BYDAY=SU,MO", 1, "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("FREQ=WEEKLY;BYDAY=MO", -1, "FREQ=WEEKLY;BYDAY=SU"),
        ("FREQ=DAILY;UNTIL=20260401", 2, "FREQ=DAILY;UNTIL=20260403"),
        ("FREQ=DAILY;UNTIL=20260401T120000Z", 1, "FREQ=DAILY;UNTIL=20260402T120000Z"),
        ("FREQ=MONTHLY", 1, "FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=18", 0, "FREQ=MONTHLY;BYMONTHDAY=18"),
    ],
)
def test_a_rule_goes_along_with_its_series(rule: str, days: int, after: str) -> None:
    before = at_minute(DAY, 720, ZONE)
    assert series.moved_rule(rule, before, series.shifted(before, days * series._DAY, ZONE), ZONE) == after


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYMONTHDAY=18", "FREQ=MONTHLY;BYDAY=3WE", "FREQ=YEARLY;BYMONTH=3"])
def test_a_rule_that_fixes_its_days_does_not_go_along(rule: str) -> None:
    before = at_minute(DAY, 720, ZONE)
    with pytest.raises(Invalid, match="rule_fixes_days"):
        series.moved_rule(rule, before, series.shifted(before, series._DAY, ZONE), ZONE)


def test_what_is_left_before_a_split_ends_the_day_before_and_the_rest_counts_on() -> None:
    row = a_row()
    assert series.rule_before("FREQ=DAILY;COUNT=9", row.start, row) == "FREQ=DAILY;UNTIL=20260317"
    assert series.rule_before("FREQ=HOURLY", row.start, row) == "FREQ=HOURLY;UNTIL=20260318T155959Z"
    assert series.rule_from("FREQ=DAILY;COUNT=9", 4) == "FREQ=DAILY;COUNT=5"
    assert series.rule_from("FREQ=DAILY", 4) == "FREQ=DAILY"


def test_the_notes_of_a_series_come_and_go_and_leave_the_others_alone() -> None:
    from dataclasses import replace

    row = replace(a_row(), extras=("X-OTHER:1",))
    held = series.put_into(row, Id(77), "20260318T160000Z", "FREQ=DAILY", "20260318T160000Z")
    assert (held.series_id, held.uid, series.rule_of(held)) == (77, "77@frontdesk", "FREQ=DAILY")
    assert series.first_moment([held]) == row.start == series.moment_of(held)
    assert series.put_into(held, Id(77), "20260318T160000Z", "FREQ=WEEKLY", "20260318T160000Z").extras[0] == "X-OTHER:1"
    assert series.taken_out(series.marked_changed(held)) == replace(row, uid="1@frontdesk")


def test_an_end_in_days_is_told_to_other_programs_as_the_last_second_of_that_day() -> None:
    rule = "FREQ=DAILY;UNTIL=20260401"
    assert series.exported_rule(rule, ZONE, all_day=False) == "FREQ=DAILY;UNTIL=20260402T035959Z"
    assert series.exported_rule(rule, ZONE, all_day=True) == rule
