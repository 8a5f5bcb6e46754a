from __future__ import annotations

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours, checked_week, clock, parse_clock


def test_adjacent_stretches_merge() -> None:
    week = checked_week([WeeklyHours(0, 720, 800), WeeklyHours(0, 540, 720)])
    assert week == (WeeklyHours(0, 540, 800),)


def test_stretches_of_different_days_do_not_merge() -> None:
    assert len(checked_week([WeeklyHours(0, 540, 1440), WeeklyHours(1, 0, 60)])) == 2


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ([WeeklyHours(0, 540, 720), WeeklyHours(0, 719, 800)], "hours_overlap"),
        ([WeeklyHours(0, 540, 720), WeeklyHours(0, 540, 720)], "hours_overlap"),
        ([WeeklyHours(7, 540, 720)], "no_such_weekday"),
        ([WeeklyHours(-1, 540, 720)], "no_such_weekday"),
        ([WeeklyHours(0, 1320, 360)], "hours_not_in_one_day"),
        ([WeeklyHours(0, 540, 540)], "hours_not_in_one_day"),
        ([WeeklyHours(0, 540, 1441)], "hours_not_in_one_day"),
        ([WeeklyHours(0, -1, 60)], "hours_not_in_one_day"),
    ],
)
def test_hours_that_cannot_be_are_invalid(hours: list[WeeklyHours], reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        checked_week(hours)


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("9:05", 545), ("09:05", 545), ("24:00", 1440)])
def test_clock_times_are_read(text: str, minute: int) -> None:
    assert parse_clock(text, field="from") == minute


@pytest.mark.parametrize("text", ["", "9", "25:00", "24:01", "10:60", "10:5", "-1:00", "ten"])
def test_what_is_no_clock_time_is_invalid(text: str) -> None:
    with pytest.raises(Invalid, match="not_a_clock_time"):
        parse_clock(text, field="from")


def test_minutes_are_written_as_a_clock() -> None:
    assert [clock(m) for m in (0, 545, 1440)] == ["00:00", "09:05", "24:00"]
