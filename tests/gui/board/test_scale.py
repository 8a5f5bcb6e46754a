"""Minutes and pixels, on days of 23, 24 and 25 hours."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.instants import HOUR, MINUTE, at_minute, wall
from frontdesk.gui.board.scale import ZOOMS, Columns, Rows, day_axis

SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 18)
MADRID = "Europe/Madrid"
ZONES = (MADRID, "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata", "Africa/Cairo", "UTC")
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
zones = st.sampled_from(ZONES)


@given(days, zones, st.integers(0, 1439))
def test_a_wall_clock_time_that_comes_once_stands_at_its_minute(day: date, zone: str, minute: int) -> None:
    axis = day_axis(day, zone)
    instant = at_minute(day, minute, zone)
    shown = wall(instant, zone)
    once = shown.replace(fold=0).utcoffset() == shown.replace(fold=1).utcoffset()
    if once and shown.hour * 60 + shown.minute == minute:
        assert axis.minute_of(instant) == pytest.approx(minute, abs=1e-6)


@given(days, zones, st.lists(st.integers(0, 25 * HOUR), min_size=2, max_size=8))
def test_later_is_never_higher(day: date, zone: str, offsets: list[int]) -> None:
    axis = day_axis(day, zone)
    minutes = [axis.minute_of(axis.start + o) for o in sorted(offsets)]
    assert minutes == sorted(minutes)


@given(days, zones, st.integers(0, 25 * HOUR))
def test_an_instant_comes_back_from_its_minute(day: date, zone: str, offset: int) -> None:
    axis = day_axis(day, zone)
    instant = axis.start + offset
    if axis.holds(instant):
        assert axis.instant_at(axis.minute_of(instant)) == pytest.approx(instant, abs=1)


@given(days, zones)
def test_a_day_ends_at_24_00(day: date, zone: str) -> None:
    axis = day_axis(day, zone)
    assert axis.minute_of(axis.end) == 1440
    assert axis.instant_at(1440) == axis.end


def test_the_day_of_23_hours_lacks_the_hour_that_the_clock_skips() -> None:
    axis = day_axis(SPRING, MADRID)
    assert axis.end - axis.start == 23 * HOUR
    assert axis.missing == ((120.0, 180.0),)
    assert axis.minute_of(at_minute(SPRING, 119, MADRID)) == 119
    assert axis.minute_of(at_minute(SPRING, 180, MADRID)) == 180


def test_an_hour_that_does_not_exist_means_the_moment_the_clock_jumps() -> None:
    axis = day_axis(SPRING, MADRID)
    assert axis.instant_at(150) == at_minute(SPRING, 180, MADRID)


def test_the_hour_that_comes_twice_holds_both_passes_in_half_the_height() -> None:
    axis = day_axis(AUTUMN, MADRID)
    two = at_minute(AUTUMN, 120, MADRID)
    assert axis.end - axis.start == 25 * HOUR
    assert [axis.minute_of(two + m * MINUTE) for m in (0, 30, 60, 90, 120)] == [120, 135, 150, 165, 180]


def test_nine_o_clock_stands_at_the_same_height_on_every_day() -> None:
    assert {day_axis(d, MADRID).minute_of(at_minute(d, 540, MADRID)) for d in (SPRING, AUTUMN, PLAIN)} == {540}


def test_a_day_that_begins_at_one_has_no_midnight() -> None:
    axis = day_axis(date(2016, 10, 16), "America/Sao_Paulo")
    assert axis.missing == ((0.0, 60.0),)
    assert axis.minute_of(axis.start) == 60


def test_the_axis_goes_on_beyond_its_day() -> None:
    axis = day_axis(PLAIN, MADRID)
    assert axis.minute_of(axis.start - 30 * MINUTE) == -30
    assert axis.minute_of(axis.end + 30 * MINUTE) == 1470
    assert axis.instant_at(-30) == axis.start - 30 * MINUTE


@given(st.sampled_from(ZOOMS), st.floats(0, 1440), st.integers(10, 60))
def test_a_minute_comes_back_from_its_height_within_a_pixel(zoom: int, minute: float, row: int) -> None:
    rows = Rows(0, 1440, zoom, row)
    assert abs(rows.minute(rows.y(minute)) - minute) <= zoom / row


def test_the_first_minute_stands_at_the_top() -> None:
    rows = Rows(480, 1200, 15, 22)
    assert (rows.y(480), rows.y(540), rows.height) == (0, 88, 88 * 12)


def test_the_step_grows_with_the_rows() -> None:
    steps = [Rows(0, 60, z, 22).step for z in ZOOMS]
    assert steps == sorted(steps)
    assert all(zoom % step == 0 for zoom, step in zip(ZOOMS, steps, strict=True))


def test_snapping_goes_to_the_nearest_step_or_to_the_one_before() -> None:
    rows = Rows(0, 1440, 15, 22)
    assert [rows.snapped(m) for m in (602, 603, 607.4)] == [600, 605, 605]
    assert [rows.snapped_down(m) for m in (600, 604.9)] == [600, 600]


@given(st.integers(1, 60), st.integers(0, 4000), st.integers(60, 300))
def test_columns_fill_the_width_and_keep_the_least(count: int, width: int, least: int) -> None:
    columns = Columns.fit(count, width, least)
    widths = [b - a for a, b in pairwise(columns.edges)]
    assert columns.width == max(width, count * least)
    assert min(widths) >= least
    assert max(widths) - min(widths) <= 1


@given(st.integers(1, 40), st.integers(0, 3000))
def test_every_column_is_found_at_its_own_place(count: int, width: int) -> None:
    columns = Columns.fit(count, width, 100)
    for index in range(count):
        assert columns.index_at(columns.edges[index]) == index
        assert columns.index_at(columns.edges[index + 1] - 1) == index


def test_beside_the_columns_the_nearest_counts() -> None:
    columns = Columns.fit(3, 300, 50)
    assert (columns.index_at(-20), columns.index_at(5000)) == (0, 2)
