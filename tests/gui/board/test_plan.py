"""What stands where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.intervals import Interval
from frontdesk.gui.board.layout import lay_out
from frontdesk.gui.board.plan import INSET, LEAST_HEIGHT, Measures, Plan, Rect
from frontdesk.services.board import Board, Visit
from tests.gui.board.builders import DAY, NINE, TEN, a_board, a_column, a_visit, a_week, at

MEASURES = Measures(width=400)
HOUR_PX = 88


def plan(board: Board, **more: int) -> Plan:
    return lay_out(board, Measures(**{"width": 400, **more}))


def test_a_visit_stands_from_its_start_to_its_end() -> None:
    laid = plan(a_board(visits=[a_visit(start=at(TEN), end=at(TEN + 60))]))
    rect = laid.blocks[0].rect
    assert (laid.rows.y(TEN) + 1, laid.rows.y(TEN + 60) - 2) == (rect.y, rect.bottom)


def test_a_visit_stands_in_its_own_column() -> None:
    laid = plan(a_board(visits=[a_visit(column=2)]))
    rect = laid.blocks[0].rect
    assert laid.columns.edges[1] < rect.x < rect.right <= laid.columns.edges[2]


def test_two_at_once_share_the_column() -> None:
    one, other = plan(a_board(visits=[a_visit(1), a_visit(2)])).blocks
    assert one.rect.right <= other.rect.x
    assert one.rect.y == other.rect.y


def test_there_is_air_between_two_at_once() -> None:
    one, other = plan(a_board(visits=[a_visit(1), a_visit(2)])).blocks
    assert other.rect.x - one.rect.right == 2


@pytest.mark.parametrize("zoom", [15, 60])
def test_visits_too_short_for_their_pixels_stand_side_by_side(zoom: int) -> None:
    visits = [a_visit(n, start=at(TEN + n), end=at(TEN + n + 1)) for n in range(3)]
    blocks = plan(a_board(visits=visits), zoom=zoom).blocks
    assert not any(a.rect.meets(b.rect) for a in blocks for b in blocks if a is not b)
    assert {b.rect.height for b in blocks} == {LEAST_HEIGHT}


def test_buffers_do_not_push_visits_aside() -> None:
    first = a_visit(1, buffer_after=20 * MINUTE)
    second = a_visit(2, start=first.end, buffer_before=10 * MINUTE)
    one, other = plan(a_board(visits=[first, second])).blocks
    assert (one.rect.x, one.rect.width) == (other.rect.x, other.rect.width)


def test_buffers_are_measured_outside_the_block() -> None:
    laid = plan(a_board(visits=[a_visit(buffer_before=15 * MINUTE, buffer_after=30 * MINUTE)]))
    block = laid.blocks[0]
    assert block.rect.y - block.before == laid.rows.y(TEN - 15)
    assert block.rect.bottom + block.after == laid.rows.y(TEN + 60)


def test_a_visit_outside_the_usual_hours_extends_them_to_the_full_hour() -> None:
    visits = [a_visit(1, start=at(5 * 60 + 20)), a_visit(2, start=at(21 * 60), end=at(21 * 60 + 40))]
    rows = plan(a_board(visits=visits)).rows
    assert (rows.first, rows.last) == (5 * 60, 22 * 60)


def test_a_shift_outside_the_usual_hours_extends_them() -> None:
    rows = plan(a_board([a_column(hours=(6 * 60 + 30, 23 * 60 + 15))])).rows
    assert (rows.first, rows.last) == (6 * 60, 1440)


def test_the_usual_hours_are_seven_to_twenty() -> None:
    rows = plan(a_board()).rows
    assert (rows.first, rows.last) == (7 * 60, 20 * 60)


def test_low_rows_show_more_hours_before_they_leave_the_board_empty() -> None:
    rows = plan(a_board(), zoom=30, height=800).rows
    assert (rows.first, rows.last) == (5 * 60, 1440)
    assert rows.row == 22


def test_rows_grow_when_even_the_whole_day_would_leave_the_board_empty() -> None:
    rows = plan(a_board(), zoom=60, height=1000).rows
    assert (rows.first, rows.last, rows.height) == (0, 1440, 999)


def test_the_scroll_starts_at_the_hour_of_the_first_visit_or_shift() -> None:
    assert plan(a_board(visits=[a_visit(start=at(8 * 60 + 10))])).start_minute == 8 * 60
    assert plan(a_board(visits=[a_visit(start=at(12 * 60))])).start_minute == NINE


def test_an_empty_day_starts_at_eight() -> None:
    assert plan(a_board([a_column(hours=None)])).start_minute == 8 * 60


def test_all_outside_the_open_hours_is_closed() -> None:
    laid = plan(a_board([a_column(hours=(NINE, 17 * 60))]))
    tops = [(r.y, r.bottom) for r in laid.closed]
    assert tops == [(0, laid.rows.y(NINE)), (laid.rows.y(17 * 60), laid.rows.height)]


def test_a_break_between_two_open_stretches_is_closed() -> None:
    column = a_column()
    opened = (Interval(at(NINE), at(TEN)), Interval(at(TEN + 60), at(17 * 60)))
    broken = type(column)(*(getattr(column, f) if f != "open" else opened for f in column.__slots__))
    laid = plan(a_board([broken]))
    assert (laid.rows.y(TEN), laid.rows.y(TEN + 60)) in [(r.y, r.bottom) for r in laid.closed]


def test_a_column_without_hours_is_closed_all_day() -> None:
    laid = plan(a_board([a_column(hours=None)]))
    assert [(r.y, r.height) for r in laid.closed] == [(0, laid.rows.height)]


def test_the_hour_that_the_clock_skips_is_closed() -> None:
    spring = date(2026, 3, 29)
    laid = plan(a_board([a_column(day=spring, hours=(0, 1440))]))
    assert [(r.y, r.bottom) for r in laid.closed] == [(laid.rows.y(120), laid.rows.y(180))]


def test_a_visit_over_midnight_is_cut_off_in_a_day() -> None:
    visits = [a_visit(start=at(23 * 60), end=at(24 * 60 + 60))]
    laid = plan(a_board(visits=visits))
    assert (laid.blocks[0].starts, laid.blocks[0].ends) == (True, False)
    assert laid.blocks[0].rect.bottom == laid.rows.height - 2


def test_a_visit_over_midnight_stands_in_both_days_of_a_week() -> None:
    visit = a_visit(start=at(23 * 60), end=at(24 * 60 + 60), column=2)
    blocks = plan(a_week([visit])).blocks_of(visit.id)
    assert [(b.column, b.starts, b.ends) for b in blocks] == [(2, True, False), (3, False, True)]


def test_a_visit_given_once_for_each_column_stands_once_in_each() -> None:
    visit = a_visit(start=at(23 * 60), end=at(24 * 60 + 60), column=2)
    again = visit._replace(column=Id(3))
    assert [b.column for b in plan(a_week([visit, again])).blocks] == [2, 3]


def test_an_all_day_entry_stands_in_the_strip() -> None:
    visit = a_visit(start=at(0), end=at(1440), all_day=True)
    laid = plan(a_board(visits=[visit]))
    assert laid.blocks == ()
    assert [(s.visit, s.first, s.last) for s in laid.strip] == [(visit, 0, 0)]
    assert laid.strip_height > laid.strip[0].rect.height


def test_an_entry_of_several_days_spans_them_in_a_week() -> None:
    friday = DAY + timedelta(days=2)
    visit = a_visit(start=at(15 * 60, friday), end=at(0, friday + timedelta(days=3)), column=4)
    item = plan(a_week([visit]), width=700).strip[0]
    assert (item.first, item.last) == (4, 6)
    assert (item.rect.x, item.rect.right) == (4 * 128 + INSET, 7 * 128 - INSET + 1)


def test_strip_entries_that_meet_stand_below_each_other() -> None:
    visits = [a_visit(n, start=at(0), end=at(1440), all_day=True) for n in (1, 2)]
    laid = plan(a_board(visits=visits))
    assert laid.strip[0].rect.bottom <= laid.strip[1].rect.y


def test_without_all_day_entries_there_is_no_strip() -> None:
    assert plan(a_board(visits=[a_visit()])).strip_height == 0


def test_a_point_finds_the_block_under_it_and_nothing_beside_it() -> None:
    laid = plan(a_board(visits=[a_visit(7)]))
    rect = laid.blocks[0].rect
    found = laid.block_at(rect.x + 1, rect.y + 1)
    assert found is not None
    assert found.visit.id == 7
    assert laid.block_at(rect.x + 1, rect.bottom) is None
    assert laid.block_at(laid.columns.width + 5, rect.y + 1) is None


def test_the_now_line_stands_in_the_column_of_today() -> None:
    laid = plan(a_week(), width=900)
    line = laid.now_line(at(TEN))
    assert line is not None
    assert (line.y, line.columns) == (laid.rows.y(TEN), (2,))


def test_another_day_has_no_now_line() -> None:
    assert plan(a_board()).now_line(at(TEN, DAY + timedelta(days=1))) is None


def test_the_night_outside_the_shown_hours_has_no_now_line() -> None:
    assert plan(a_board()).now_line(at(3 * 60)) is None


def test_a_board_without_columns_has_an_empty_plan() -> None:
    laid = lay_out(Board("UTC", Interval(at(0), at(0)), (), (), (), 0), MEASURES)
    assert (laid.blocks, laid.closed, laid.block_at(5, 5)) == ((), (), None)


visit_times = st.lists(st.tuples(st.integers(0, 1430), st.integers(1, 300), st.integers(1, 3)), max_size=20)


@given(visit_times, st.sampled_from([5, 15, 30, 60]))
def test_no_two_blocks_share_a_pixel(times: list[tuple[int, int, int]], zoom: int) -> None:
    visits = [a_visit(n, start=at(s), end=at(s + d), column=c) for n, (s, d, c) in enumerate(times)]
    blocks = plan(a_board([a_column(c) for c in (1, 2, 3)], visits), zoom=zoom, width=900).blocks
    for index, one in enumerate(blocks):
        assert not [o for o in blocks[:index] if o.rect.meets(one.rect)]


@given(visit_times)
def test_every_visit_can_be_seen(times: list[tuple[int, int, int]]) -> None:
    visits = [a_visit(n, start=at(s), end=at(s + d), column=c) for n, (s, d, c) in enumerate(times)]
    laid = plan(a_board([a_column(c) for c in (1, 2, 3)], visits), zoom=60)
    whole = Rect(0, 0, laid.columns.width, laid.rows.height + LEAST_HEIGHT)
    assert {b.visit.id for b in laid.blocks_in(whole)} == {v.id for v in visits}
    assert all(b.rect.height >= LEAST_HEIGHT for b in laid.blocks)


def test_only_what_meets_an_area_is_painted_for_it() -> None:
    visits: list[Visit] = [a_visit(n, start=at(NINE + n * 30)) for n in range(10)]
    laid = plan(a_board(visits=visits))
    third = laid.blocks[3].rect
    assert [b.visit.id for b in laid.blocks_in(Rect(0, third.y + 2, 50, 4))] == [3]
