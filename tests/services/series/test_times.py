"""The times of what comes again, and rules as series are moved and split."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, Instant, at_minute, wall
from frontdesk.services.series import record, rows, rules
from frontdesk.services.series.times import Times, checked_rule, expanded, shifted
from frontdesk.services.series.wanted import marked_changed
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
    found = expanded(asked, asked.start)
    assert len(found.slots) == 105
    assert {(wall(s.start, zone).strftime("%H:%M"), wall(s.end, zone).strftime("%H:%M")) for s in found.slots} == {
        ("09:00", "17:00")
    }
    assert len({slot.key for slot in found.slots}) == 105


def test_a_time_that_does_not_exist_moves_on_by_the_gap_on_that_day_alone() -> None:
    asked = times(hour=2, hours=1, rule="FREQ=DAILY;COUNT=3", day=date(2026, 3, 7))
    clocks = [f"{wall(slot.start, ZONE):%d %H:%M}" for slot in expanded(asked, asked.start).slots]
    assert clocks == ["07 02:00", "08 03:00", "09 02:00"]
    assert all(slot.end > slot.start for slot in expanded(asked, asked.start).slots)


def test_a_rule_is_kept_in_one_form_whoever_wrote_it() -> None:
    assert checked_rule(" rrule:freq=weekly;byday=mo; ") == "FREQ=WEEKLY;BYDAY=MO"
    assert checked_rule("  ") is None
    assert checked_rule(None) is None
    with pytest.raises(Invalid, match="bad_rule"):
        checked_rule("FREQ=NOW")


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
    assert rules.moved_rule(rule, before, shifted(before, days * timedelta(days=1), ZONE), ZONE) == after


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYMONTHDAY=18", "FREQ=MONTHLY;BYDAY=3WE", "FREQ=YEARLY;BYMONTH=3"])
def test_a_rule_that_fixes_its_days_does_not_go_along(rule: str) -> None:
    before = at_minute(DAY, 720, ZONE)
    with pytest.raises(Invalid, match="rule_fixes_days"):
        rules.moved_rule(rule, before, shifted(before, timedelta(days=1), ZONE), ZONE)


def test_what_is_left_before_a_split_ends_the_day_before_and_the_rest_counts_on() -> None:
    noon = at_minute(DAY, 720, ZONE)
    assert rules.rule_before("FREQ=DAILY;COUNT=9", noon, ZONE, all_day=False) == "FREQ=DAILY;UNTIL=20260317"
    assert rules.rule_before("FREQ=HOURLY", noon, ZONE, all_day=False) == "FREQ=HOURLY;UNTIL=20260318T155959Z"
    assert rules.rule_from("FREQ=DAILY;COUNT=9", 4) == "FREQ=DAILY;COUNT=5"
    assert rules.rule_from("FREQ=DAILY", 4) == "FREQ=DAILY"


def test_a_row_comes_into_a_series_and_out_again_and_keeps_what_else_is_noted() -> None:
    row = replace(a_row(), extras=("X-OTHER:1",))
    series = record.made(Id(77), "77@frontdesk", times(rule="FREQ=DAILY"), None)
    held = rows.put_into(row, series, "20260318T160000Z")
    assert (held.series_id, held.uid, rows.moment_of(held)) == (77, "77@frontdesk", row.start)
    assert rows.is_changed(marked_changed(held))
    assert rows.taken_out(marked_changed(held)) == replace(row, uid="1@frontdesk")


def test_an_end_in_days_is_told_to_other_programs_as_the_last_second_of_that_day() -> None:
    rule = "FREQ=DAILY;UNTIL=20260401"
    assert rules.exported_rule(rule, ZONE, all_day=False) == "FREQ=DAILY;UNTIL=20260402T035959Z"
    assert rules.exported_rule(rule, ZONE, all_day=True) == rule
