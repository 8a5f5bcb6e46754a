"""What the pointer means."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from frontdesk.domain.instants import HOUR, MINUTE
from frontdesk.gui.board.gesture import THRESHOLD, Gesture, Kind, nudged, zone_at
from frontdesk.gui.board.layout import lay_out
from frontdesk.gui.board.meanings import Create, Move, Open, Resize, Select
from frontdesk.gui.board.plan import Measures, Plan
from frontdesk.services.board import Board, Visit
from tests.gui.board.builders import DAY, NINE, NOON, TEN, a_board, a_column, a_visit, a_week, at

VISIT = a_visit(7, start=at(TEN), end=at(TEN + 45))


def plan(board: Board | None = None, zoom: int = 15) -> Plan:
    return lay_out(board or a_board(visits=[VISIT]), Measures(width=400, zoom=zoom))


def middle(laid: Plan, number: int = 7) -> tuple[int, int]:
    rect = laid.blocks_of(number)[0].rect
    return rect.x + rect.width // 2, rect.y + rect.height // 2


def drag(laid: Plan, start: tuple[int, int], by: tuple[int, int]) -> Gesture:
    gesture = Gesture(laid)
    gesture.press(*start)
    gesture.move(start[0] + by[0], start[1] + by[1])
    return gesture


def down(laid: Plan, minutes: int) -> int:
    return laid.rows.y(TEN + minutes) - laid.rows.y(TEN)


def test_a_press_on_a_visit_selects_it() -> None:
    laid = plan()
    assert Gesture(laid).press(*middle(laid)) == Select(7)


def test_a_click_on_an_empty_place_selects_nothing() -> None:
    gesture = Gesture(plan())
    assert gesture.press(20, 5) is None
    assert gesture.release() == Select(None)


def test_a_press_that_hardly_moves_is_no_drag() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (THRESHOLD - 1, THRESHOLD - 1))
    assert not gesture.dragging
    assert gesture.release() is None


def test_a_drag_down_moves_the_visit_by_whole_steps() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (0, down(laid, 30) + 2))
    assert gesture.release() == Move(7, at(TEN + 30), 1)


def test_a_drag_into_another_column_moves_the_visit_there() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (200, 0))
    assert gesture.release() == Move(7, at(TEN), 2)


def test_a_drag_into_another_day_of_a_week_keeps_the_time_of_day() -> None:
    laid = plan(a_week([VISIT._replace(column=2)]))
    gesture = drag(laid, middle(laid), (laid.columns.edges[1], 0))
    assert gesture.release() == Move(7, at(TEN, DAY + timedelta(days=1)), 3)


def test_a_drag_into_the_day_when_the_clock_changes_keeps_the_time_of_day() -> None:
    saturday = date(2026, 3, 28)
    visit = a_visit(7, start=at(TEN, saturday), end=at(TEN + 45, saturday), column=5)
    laid = plan(a_week([visit], monday=date(2026, 3, 23)))
    gesture = drag(laid, middle(laid), (laid.columns.edges[1], 0))
    assert gesture.release() == Move(7, at(TEN, date(2026, 3, 29)), 6)


def test_a_drag_that_ends_where_it_began_asks_for_nothing() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (0, 60))
    gesture.move(*middle(laid))
    assert gesture.dragging
    assert gesture.release() is None


def test_a_visit_at_an_odd_minute_can_be_put_back_exactly() -> None:
    odd = a_visit(7, start=at(TEN + 2), end=at(TEN + 47))
    laid = plan(a_board(visits=[odd]))
    gesture = drag(laid, middle(laid), (0, 60))
    gesture.move(middle(laid)[0], middle(laid)[1] + 1)
    assert gesture.release() is None


def test_a_visit_at_an_odd_minute_lands_on_a_step() -> None:
    odd = a_visit(7, start=at(TEN + 2), end=at(TEN + 47))
    laid = plan(a_board(visits=[odd]))
    gesture = drag(laid, middle(laid), (0, down(laid, 30)))
    assert gesture.release() == Move(7, at(TEN + 30), 1)


@pytest.mark.parametrize("zoom", [5, 15, 20, 30, 60])
def test_every_zoom_snaps_to_its_own_step(zoom: int) -> None:
    laid = plan(zoom=zoom)
    meaning = drag(laid, middle(laid), (0, down(laid, 77))).release()
    assert isinstance(meaning, Move)
    assert (meaning.start - at(TEN)) % (laid.rows.step * MINUTE) == 0


def test_a_move_stops_at_midnight() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (0, -5000))
    assert gesture.release() == Move(7, at(0), 1)
    gesture = drag(laid, middle(laid), (0, 5000))
    assert gesture.release() == Move(7, at(1435), 1)


def test_the_lower_edge_changes_the_end() -> None:
    laid = plan()
    rect = laid.blocks[0].rect
    gesture = drag(laid, (rect.x + 9, rect.bottom - 2), (0, down(laid, 15)))
    assert gesture.release() == Resize(7, at(TEN), at(TEN + 60))


def test_the_upper_edge_changes_the_start() -> None:
    laid = plan()
    rect = laid.blocks[0].rect
    gesture = drag(laid, (rect.x + 9, rect.y + 2), (0, -down(laid, 15)))
    assert gesture.release() == Resize(7, at(TEN - 15), at(TEN + 45))


def test_an_edge_dragged_sideways_stays_in_its_column() -> None:
    laid = plan()
    rect = laid.blocks[0].rect
    gesture = drag(laid, (rect.x + 9, rect.bottom - 2), (200, down(laid, 15)))
    assert gesture.release() == Resize(7, at(TEN), at(TEN + 60))


def test_a_visit_keeps_at_least_one_step() -> None:
    laid = plan()
    rect = laid.blocks[0].rect
    gesture = drag(laid, (rect.x + 9, rect.bottom - 2), (0, -300))
    assert gesture.release() == Resize(7, at(TEN), at(TEN + 5))
    gesture = drag(laid, (rect.x + 9, rect.y + 2), (0, 300))
    assert gesture.release() == Resize(7, at(TEN + 40), at(TEN + 45))


def test_an_edge_put_back_asks_for_nothing() -> None:
    laid = plan()
    rect = laid.blocks[0].rect
    gesture = drag(laid, (rect.x + 9, rect.bottom - 2), (0, 40))
    gesture.move(rect.x + 9, rect.bottom)
    assert gesture.release() is None


def test_a_low_block_can_be_taken_hold_of_and_only_its_lower_edge_stretches_it() -> None:
    laid = plan(a_board(visits=[a_visit(7, end=at(TEN + 10))]))
    rect = laid.blocks[0].rect
    assert [zone_at(laid, rect.x + 5, rect.y + y)[1] for y in (0, 6, rect.height - 1)] == [
        Kind.MOVE,
        Kind.MOVE,
        Kind.BOTTOM,
    ]


def test_an_edge_where_midnight_cuts_the_visit_off_does_not_stretch_it() -> None:
    laid = plan(a_board(visits=[a_visit(7, start=at(1380), end=at(1500))]))
    rect = laid.blocks[0].rect
    assert zone_at(laid, rect.x + 5, rect.bottom - 1)[1] is Kind.MOVE


def test_a_drag_over_an_empty_place_books_what_it_covers() -> None:
    laid = plan()
    gesture = drag(laid, (20, laid.rows.y(NOON) + 1), (0, down(laid, 40)))
    assert gesture.release() == Create(1, at(NOON), at(NOON + 45))


def test_a_drag_upwards_books_the_same() -> None:
    laid = plan()
    gesture = drag(laid, (20, laid.rows.y(NOON + 40) - 1), (0, -down(laid, 40) + 2))
    assert gesture.release() == Create(1, at(NOON), at(NOON + 40))


def test_a_double_click_on_a_visit_opens_it() -> None:
    laid = plan()
    assert Gesture(laid).double(*middle(laid)) == Open(7)


def test_a_double_click_on_an_empty_place_books_the_usual_length() -> None:
    laid = plan()
    place = 250, laid.rows.y(NOON + 3)
    assert Gesture(laid, default_minutes=20).double(*place) == Create(2, at(NOON), at(NOON + 20))


def test_escape_gives_the_drag_up() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (0, 60))
    assert gesture.escape()
    assert gesture.move(0, 0) is None
    assert gesture.release() is None


def test_escape_without_a_drag_says_so() -> None:
    assert not Gesture(plan()).escape()


def test_a_drag_goes_on_over_a_refreshed_board() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (0, down(laid, 15)))
    gesture.replan(plan(a_board(visits=[a_visit(3, column=2), VISIT._replace(version=2)], cursor=5)))
    gesture.move(middle(laid)[0], middle(laid)[1] + down(laid, 30))
    assert gesture.release() == Move(7, at(TEN + 30), 1)


def test_a_drag_ends_when_its_visit_is_gone() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (0, 60))
    gesture.replan(plan(a_board()))
    assert not gesture.dragging
    assert gesture.release() is None


def test_a_drag_ends_when_another_desk_has_moved_its_visit() -> None:
    laid = plan()
    gesture = drag(laid, middle(laid), (0, 60))
    gesture.replan(plan(a_board(visits=[VISIT._replace(start=at(NINE), end=at(NINE + 45))])))
    assert gesture.release() is None


def test_a_board_without_columns_hears_nothing() -> None:
    empty = lay_out(Board("UTC", a_board().span, (), (), (), 0), Measures(width=400))
    gesture = Gesture(empty)
    assert gesture.press(5, 5) is None
    assert gesture.double(5, 5) is None
    assert gesture.release() is None


def test_a_nudge_moves_by_a_step_or_a_column() -> None:
    laid = plan()
    assert nudged(laid, 7, steps=1) == Move(7, at(TEN + 5), 1)
    assert nudged(laid, 7, steps=-1) == Move(7, at(TEN - 5), 1)
    assert nudged(laid, 7, columns=1) == Move(7, at(TEN), 2)


def test_a_nudge_beyond_the_board_is_none() -> None:
    laid = plan()
    assert nudged(laid, 7, columns=-1) is None
    assert nudged(laid, 99, steps=1) is None
    early = plan(a_board([a_column()], [a_visit(7, start=at(0), end=at(30))]))
    assert nudged(early, 7, steps=-1) is None


def test_a_visit_keeps_its_length_over_the_change_of_the_clock() -> None:
    spring = date(2026, 3, 29)
    visit = a_visit(7, start=at(60, spring), end=at(60, spring) + HOUR)
    laid = plan(a_board([a_column(day=spring)], [visit]))
    gesture = drag(laid, middle(laid), (0, down(laid, 30)))
    assert gesture.ghost is not None
    assert gesture.ghost.end - gesture.ghost.start == HOUR


@pytest.mark.parametrize(
    ("pressed", "start"),
    [
        (NOON + 13, NOON),
        (NOON + 17, NOON + 15),
        # The visit ends at 10:40: its end is nearer than the row that was pressed, or the row began before it.
        (TEN + 41, TEN + 40),
        (TEN + 46, TEN + 40),
        (TEN + 52, TEN + 45),
    ],
)
def test_a_double_click_starts_on_a_row_or_where_the_gap_begins(pressed: int, start: int) -> None:
    laid = plan(a_board(visits=[a_visit(7, start=at(TEN), end=at(TEN + 40))]))
    wish = Gesture(laid).double(20, laid.rows.y(pressed) + 1)
    assert wish == Create(1, at(start), at(start + 30))


def test_a_double_click_starts_where_an_odd_opening_begins() -> None:
    laid = plan(a_board([a_column(1, hours=(NINE + 10, NOON))]))
    assert Gesture(laid).double(20, laid.rows.y(NINE + 12)) == Create(1, at(NINE + 10), at(NINE + 40))


@pytest.mark.parametrize(("zoom", "start"), [(5, 725), (10, 720), (30, 720), (60, 720)])
def test_a_double_click_follows_the_rows_of_the_zoom(zoom: int, start: int) -> None:
    laid = plan(zoom=zoom)
    assert Gesture(laid).double(250, laid.rows.y(NOON + 7)) == Create(2, at(start), at(start + 30))


@pytest.mark.parametrize(
    ("visits", "until"),
    [
        ([], NOON + 300),
        ([a_visit(7, start=at(NOON + 20))], NOON + 20),
        ([a_visit(7, start=at(NOON + 20), buffer_before=5 * MINUTE)], NOON + 15),
        ([a_visit(7, start=at(NOON + 20), occupies=False)], NOON + 300),
        ([a_visit(7, start=at(TEN))], NOON + 300),
    ],
)
def test_a_double_click_tells_where_the_free_time_ends(visits: list[Visit], until: int) -> None:
    laid = plan(a_board([a_column(1, hours=(NINE, NOON + 300))], visits))
    wish = Gesture(laid).double(20, laid.rows.y(NOON) + 1)
    assert isinstance(wish, Create)
    assert (wish.start, wish.until) == (at(NOON), at(until))


def test_a_stretch_that_is_drawn_says_nothing_of_the_free_time() -> None:
    laid = plan()
    gesture = drag(laid, (20, laid.rows.y(NOON) + 1), (0, down(laid, 45)))
    wish = gesture.release()
    assert isinstance(wish, Create)
    assert wish.until is None


def test_a_double_click_leaves_the_time_that_a_visit_keeps_free_after_it() -> None:
    laid = plan(a_board(visits=[a_visit(7, start=at(TEN), end=at(TEN + 40), buffer_after=5 * MINUTE)]))
    wish = Gesture(laid).double(20, laid.rows.y(TEN + 46) + 1)
    assert wish == Create(1, at(TEN + 45), at(TEN + 75))
