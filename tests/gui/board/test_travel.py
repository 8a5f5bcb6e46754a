"""Where the arrow keys lead."""

from __future__ import annotations

from frontdesk.gui.board.layout import lay_out
from frontdesk.gui.board.plan import Measures, Plan
from frontdesk.gui.board.travel import Stop, Way, stop_at, stop_of, stops, travel
from frontdesk.services.board import Board
from tests.gui.board.builders import NINE, NOON, TEN, a_board, a_visit, at


def plan(*visits: tuple[int, int, int, int]) -> Plan:
    made = [a_visit(n, start=at(s), end=at(e), column=c) for n, s, e, c in visits]
    return lay_out(a_board(visits=made), Measures(width=400))


def went(laid: Plan, at_: Stop | None, *ways: Way) -> Stop:
    for way in ways:
        at_ = travel(laid, at_, way)
    assert at_ is not None
    return at_


def test_the_first_key_goes_to_the_first_visit() -> None:
    assert went(plan((1, TEN, TEN + 30, 1)), None, Way.DOWN).visit == 1


def test_on_an_empty_day_the_first_key_goes_to_the_start_of_the_shift() -> None:
    stop = went(plan(), None, Way.DOWN)
    assert (stop.column, stop.minute, stop.visit) == (0, NINE, None)


def test_down_goes_from_visit_to_visit_when_they_touch() -> None:
    laid = plan((1, TEN, TEN + 30, 1), (2, TEN + 30, TEN + 60, 1))
    assert went(laid, stop_of(laid, 1), Way.DOWN).visit == 2


def test_down_stops_at_every_free_row_between_visits() -> None:
    laid = plan((1, TEN, TEN + 20, 1), (2, TEN + 60, TEN + 90, 1))
    stop = stop_of(laid, 1)
    minutes = []
    for _ in range(4):
        stop = travel(laid, stop, Way.DOWN)
        assert stop is not None
        minutes.append((stop.minute, stop.visit))
    assert minutes == [(TEN + 20, None), (TEN + 30, None), (TEN + 45, None), (TEN + 60, 2)]


def test_up_comes_back_the_same_way() -> None:
    laid = plan((1, TEN, TEN + 20, 1), (2, TEN + 60, TEN + 90, 1))
    there = went(laid, stop_of(laid, 1), Way.DOWN, Way.DOWN, Way.DOWN, Way.DOWN)
    assert went(laid, there, Way.UP, Way.UP, Way.UP, Way.UP).visit == 1


def test_both_of_two_visits_at_once_are_reached() -> None:
    laid = plan((1, TEN, TEN + 30, 1), (2, TEN, TEN + 30, 1))
    assert went(laid, stop_of(laid, 1), Way.DOWN).visit == 2


def test_right_goes_to_the_visit_beside() -> None:
    laid = plan((1, TEN, TEN + 30, 1), (2, TEN - 15, TEN + 15, 2))
    assert went(laid, stop_of(laid, 1), Way.RIGHT).visit == 2


def test_right_goes_to_the_free_row_beside() -> None:
    laid = plan((1, TEN, TEN + 30, 1))
    stop = went(laid, stop_of(laid, 1), Way.RIGHT)
    assert (stop.column, stop.minute, stop.visit) == (1, TEN, None)


def test_there_and_back_sideways_ends_where_it_began() -> None:
    laid = plan((1, TEN, TEN + 30, 1), (2, NINE, NOON, 2))
    assert went(laid, stop_of(laid, 1), Way.RIGHT, Way.LEFT).visit == 1


def test_the_edges_of_the_board_hold_the_cursor() -> None:
    laid = plan((1, TEN, TEN + 30, 1))
    here = stop_of(laid, 1)
    assert went(laid, here, Way.LEFT) == here
    top = stops(laid, 0)[0]
    assert went(laid, top, Way.UP) == top


def test_home_and_end_go_to_the_first_and_the_last_visit_of_the_column() -> None:
    laid = plan((1, NINE, TEN, 1), (2, TEN, NOON, 1), (3, NOON, NOON + 30, 1))
    assert went(laid, stop_of(laid, 2), Way.FIRST).visit == 1
    assert went(laid, stop_of(laid, 2), Way.LAST).visit == 3


def test_the_stops_of_a_column_leave_nothing_out() -> None:
    laid = plan((1, TEN, TEN + 20, 1), (2, TEN + 10, TEN + 70, 1), (3, NOON, NOON + 5, 1))
    covered = sorted((s.minute, s.last) for s in stops(laid, 0))
    at_: float = laid.rows.first
    for first, last in covered:
        assert first <= at_
        at_ = max(at_, last)
    assert at_ == laid.rows.last


def test_an_all_day_entry_is_a_stop_above_the_morning() -> None:
    visit = a_visit(9, start=at(0), end=at(1440), all_day=True)
    laid = lay_out(a_board(visits=[visit]), Measures(width=400))
    assert stops(laid, 0)[0].visit == 9


def test_a_minute_inside_a_visit_is_its_stop() -> None:
    laid = plan((1, TEN, TEN + 30, 1))
    assert stop_at(laid, 0, TEN + 20).visit == 1
    assert stop_at(laid, 0, TEN + 31).visit is None


def test_a_board_without_columns_has_no_way() -> None:
    empty = lay_out(Board("UTC", a_board().span, (), (), (), 0), Measures(width=400))
    assert travel(empty, None, Way.DOWN) is None
