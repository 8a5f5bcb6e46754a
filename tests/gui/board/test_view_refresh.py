"""Refreshing, zooming and dressing anew leave alone what the user is at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.board.blocks import Pictures
from frontdesk.gui.board.meanings import Move
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import style, tokens
from frontdesk.services.board import Board
from tests.gui.board.builders import DAY, NINE, TEN, a_board, a_column, a_visit, a_week, at

LEFT = Qt.MouseButton.LeftButton


def day(cursor: int = 1, *more: int) -> Board:
    visits = [a_visit(7, start=at(TEN), end=at(TEN + 60)), *(a_visit(n, start=at(n)) for n in more)]
    return a_board([a_column(n) for n in range(1, 13)], visits, cursor=cursor)


def test_the_first_board_is_scrolled_to_its_start(view: BoardView) -> None:
    view.show_board(day())
    assert view.verticalScrollBar().value() == view.plan.rows.y(NINE)


def test_a_refresh_keeps_the_scroll(view: BoardView) -> None:
    view.show_board(day())
    view.verticalScrollBar().setValue(260)
    view.horizontalScrollBar().setValue(90)
    view.show_board(day(2))
    assert (view.horizontalScrollBar().value(), view.verticalScrollBar().value()) == (90, 260)


def test_a_refresh_that_shows_more_hours_keeps_the_same_time_at_the_top(view: BoardView) -> None:
    view.show_board(day())
    view.verticalScrollBar().setValue(view.plan.rows.y(TEN))
    view.show_board(day(2, 5 * 60))
    assert view.plan.rows.first == 5 * 60
    assert view.plan.rows.minute(view.verticalScrollBar().value()) == TEN


def test_another_day_can_be_scrolled_to_its_own_start(view: BoardView) -> None:
    view.show_board(day())
    view.verticalScrollBar().setValue(0)
    view.show_board(day(2), keep_scroll=False)
    assert view.verticalScrollBar().value() == view.plan.rows.y(NINE)


def test_a_refresh_keeps_the_selection_without_telling_anyone(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(day())
    view.select(Id(7))
    with qtbot.assertNotEmitted(view.visit_selected):
        view.show_board(day(2))
    assert view.selected() == 7


def test_a_selected_visit_that_leaves_the_board_is_selected_again_when_it_returns(view: BoardView) -> None:
    view.show_board(day())
    view.select(Id(7))
    view.show_board(a_board(cursor=2))
    view.show_board(day(3))
    assert view.shown().selected == 7


def test_a_refresh_keeps_the_grid_cursor(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(day())
    view.select(Id(7))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    before = view.shown().cell
    view.show_board(day(2))
    assert before is not None
    assert view.shown().cell == before


def test_a_refresh_keeps_a_drag_going(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(day())
    start = view.visit_rect(Id(7)).center()
    by = QPoint(0, 44)
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    qtbot.mouseMove(view.viewport(), start + by)
    before = view.shown().floating
    view.show_board(day(2, 700))
    assert view.dragging
    assert view.shown().floating == before
    with qtbot.waitSignal(view.move_requested) as heard:
        qtbot.mouseRelease(view.viewport(), LEFT, pos=start + by)
    assert heard.args == [Move(Id(7), at(TEN + 30), Id(1))]


def test_a_refresh_that_takes_the_dragged_visit_away_ends_the_drag(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(day())
    start = view.visit_rect(Id(7)).center()
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(0, 44))
    view.show_board(a_board(cursor=2))
    assert view.shown().floating is None
    with qtbot.assertNotEmitted(view.move_requested):
        qtbot.mouseRelease(view.viewport(), LEFT, pos=start)


def test_an_older_answer_does_not_end_the_wait_for_a_drop(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(day())
    start = view.visit_rect(Id(7)).center()
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(0, 44))
    qtbot.mouseRelease(view.viewport(), LEFT, pos=start + QPoint(0, 44))
    view.show_board(day(1))
    assert view.shown().lifted == 7


def test_a_zoom_keeps_the_middle_in_the_middle(view: BoardView) -> None:
    view.show_board(day())
    view.verticalScrollBar().setValue(300)
    half = view.viewport().height() // 2
    before = view.plan.rows.minute(300 + half)
    view.set_zoom(5)
    assert view.plan.rows.minute(view.verticalScrollBar().value() + half) == pytest.approx(before, abs=1)


@pytest.mark.parametrize(("asked", "given"), [(1, 5), (17, 15), (45, 30), (500, 60)])
def test_a_zoom_that_does_not_exist_gives_the_nearest(view: BoardView, asked: int, given: int) -> None:
    view.show_board(day())
    view.set_zoom(asked)
    assert view.zoom() == given


def test_a_zoom_keeps_the_selection(view: BoardView) -> None:
    view.show_board(day())
    view.select(Id(7))
    view.set_zoom(60)
    assert view.shown().selected == 7


def test_revealing_a_visit_scrolls_it_into_view(view: BoardView) -> None:
    view.show_board(day(1, 19 * 60))
    view.select(Id(19 * 60), reveal=True)
    assert view.viewport().rect().contains(view.visit_rect(Id(19 * 60)))


def test_text_of_twice_the_size_makes_everything_twice_as_large(view: BoardView) -> None:
    view.show_board(day())
    view.set_zoom(10)
    before = view.visit_rect(Id(7)).height() + 3
    header = view.header.height()
    view.set_look(tokens.LIGHT, 2.0)
    assert view.visit_rect(Id(7)).height() + 3 == 2 * before
    assert view.header.height() == 2 * header


def test_the_applications_theme_is_followed(qapp: QApplication, view: BoardView) -> None:
    view.show_board(day())
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    try:
        style.apply(qapp, tokens.DARK, 1.5)
        assert (view.ink.look, view.ink.scale) == (tokens.DARK, 1.5)
    finally:
        style.apply(qapp, tokens.LIGHT)
        qapp.setFont(font)
        qapp.setPalette(palette)
        qapp.setStyleSheet(sheet)


def test_a_minute_on_changes_only_the_pictures_that_tell_minutes(view: BoardView) -> None:
    waiting = a_visit(7, status=Status.ARRIVED, status_at=at(TEN))
    view.show_board(a_board(visits=[waiting, a_visit(8, start=at(700))]))
    view.set_now(at(TEN + 5))
    view.grab()
    before = len(view.pictures)
    view.set_now(at(TEN + 6))
    view.grab()
    assert len(view.pictures) == before + 1


def test_the_now_line_moves_with_the_time(view: BoardView) -> None:
    view.show_board(day())
    for minute in (TEN, TEN + 15):
        view.set_now(at(minute))
        line = view.plan.now_line(view.now or 0)
        assert line is not None
        place = QPoint(view.viewport().width() - 3, line.y - view.verticalScrollBar().value())
        assert view.viewport().grab().toImage().pixelColor(place).name().upper() == tokens.LIGHT.now


def test_from_day_to_week_and_back(view: BoardView) -> None:
    view.show_board(day())
    view.show_board(a_week([a_visit(3, column=2)], monday=DAY - timedelta(days=2)), keep_scroll=False)
    assert len(view.plan.columns) == 7
    assert view.visit_rect(Id(3)).isValid()
    view.show_board(day(4), keep_scroll=False)
    assert len(view.plan.columns) == 12
    assert view.visit_rect(Id(3)).isNull()


def test_the_pictures_of_days_long_past_are_thrown_out(view: BoardView) -> None:
    pictures = Pictures(view.ink, "UTC", budget=400_000)
    for turn in range(30):
        board = a_board(visits=[a_visit(n, start=at(NINE) + turn * MINUTE + n * 40 * MINUTE) for n in range(10)])
        view.show_board(board)
        pictures.of(view.plan.blocks, 1.0, None)
    assert 10 <= len(pictures) < 100


def test_today_begins_at_the_present_moment_a_bit_above_the_middle(view: BoardView) -> None:
    view.resize(900, 400)
    view.set_now(at(14 * 60))
    view.show_board(a_board(visits=[a_visit(start=at(TEN))]))
    line = view.plan.now_line(at(14 * 60))
    assert line is not None
    share = (line.y - view.verticalScrollBar().value()) / view.viewport().height()
    assert 0.3 < share < 0.5


def test_a_day_whose_hours_do_not_hold_the_present_moment_begins_at_its_start(view: BoardView) -> None:
    view.resize(900, 400)
    view.set_now(at(14 * 60, DAY + timedelta(days=1)))
    view.show_board(a_board(visits=[a_visit(start=at(TEN))]))
    assert view.verticalScrollBar().value() == view.plan.rows.y(NINE)


def test_the_present_moment_keeps_its_place_while_the_board_gets_its_size(view: BoardView) -> None:
    view.resize(900, 300)
    view.set_now(at(14 * 60))
    view.show_board(a_board())
    view.resize(900, 450)
    line = view.plan.now_line(at(14 * 60))
    assert line is not None
    assert line.y - view.verticalScrollBar().value() == view.viewport().height() * 2 // 5
