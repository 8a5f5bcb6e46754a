"""Where a visit fits is tinted; a place that a dialog points at is drawn over the board."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.domain.intervals import Interval
from frontdesk.gui.board.hints import Choice
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look.tokens import LIGHT
from tests.gui.board.builders import ELEVEN, NOON, TEN, a_board, a_visit, a_week, at

FREE = {Id(1): (Interval(at(ELEVEN), at(NOON)),)}


def shade(view: BoardView, minute: int, column: int = 0, across: float = 0.5) -> QColor:
    """Give the colour of the board at a minute of a column, beside the lines of the hours."""
    left, right = view.plan.columns.edges[column : column + 2]
    place = view.plan.rect_of(column, at(minute), at(minute + 10))
    spot = view.on_viewport(place).topLeft()
    x = round(left + (right - left) * across) - view.horizontalScrollBar().value()
    return view.viewport().grab().toImage().pixelColor(x, spot.y() + 4)


def test_a_stretch_where_a_visit_fits_is_tinted_and_nothing_else(view: BoardView) -> None:
    view.show_board(a_board())
    before = [shade(view, minute, column) for minute, column in ((TEN, 0), (ELEVEN + 20, 0), (ELEVEN + 20, 1))]
    view.show_fits(FREE)
    after = [shade(view, minute, column) for minute, column in ((TEN, 0), (ELEVEN + 20, 0), (ELEVEN + 20, 1))]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]


def test_a_tint_is_told_by_a_line_at_its_side_too(view: BoardView) -> None:
    view.show_board(a_board())
    view.show_fits(FREE)
    accent = QColor(LIGHT.accent)
    side = shade(view, ELEVEN + 20, across=0.004)
    assert abs(side.hue() - accent.hue()) < 12
    assert side.lightness() < shade(view, ELEVEN + 20).lightness() - 40


def test_a_tint_lies_below_the_visits(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(1, start=at(ELEVEN))]))
    block = view.visit_rect(Id(1)).adjusted(4, 4, -4, -4)
    before = view.viewport().grab(block).toImage()
    view.show_fits(FREE)
    assert view.viewport().grab(block).toImage() == before


def test_the_tint_goes(view: BoardView) -> None:
    view.show_board(a_board())
    before = view.viewport().grab().toImage()
    view.show_fits(FREE)
    view.show_fits({})
    assert (view.tints, view.viewport().grab().toImage() == before) == ((), True)


def test_the_tint_finds_its_place_again_when_the_rows_change(view: BoardView) -> None:
    view.show_board(a_board())
    view.show_fits(FREE)
    view.set_zoom(60)
    (tint,) = view.tints
    assert (tint.y, tint.bottom) == (view.plan.rows.y(ELEVEN), view.plan.rows.y(NOON))


def test_in_a_week_each_date_is_tinted_at_its_own_times(view: BoardView) -> None:
    view.show_board(a_week())
    view.show_fits({Id(n): (Interval(at(ELEVEN), at(NOON)),) for n in range(7)})
    (tint,) = view.tints
    assert tint.x == view.plan.columns.edges[2]


def moved(view: BoardView) -> list[Id | None]:
    """Note which visit the board says is being moved."""
    told: list[Id | None] = []
    view.moving_changed.connect(lambda visit: told.append(visit and visit.id))
    return told


def test_a_drag_tells_once_that_a_visit_is_moved_and_once_that_it_is_dropped(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(3, start=at(TEN))]))
    told = moved(view)
    place = view.visit_rect(Id(3)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == []
    for step in (20, 40, 60):
        QTest.mouseMove(view.viewport(), place + QPoint(0, step))
    assert told == [3]
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(0, 60))
    assert told == [3, None]


def test_a_drag_that_is_given_up_moves_nothing_any_more(view: BoardView, qtbot: QtBot) -> None:
    view.show_board(a_board(visits=[a_visit(3, start=at(TEN))]))
    told = moved(view)
    place = view.visit_rect(Id(3)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(view.viewport(), place + QPoint(0, 40))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [3, None]


def test_stretching_a_visit_is_no_move(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(3, start=at(TEN), end=at(ELEVEN))]))
    told = moved(view)
    rect = view.visit_rect(Id(3))
    edge = QPoint(rect.center().x(), rect.bottom() - 1)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(view.viewport(), edge + QPoint(0, 40))
    assert (view.dragging, told) == (True, [])
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(0, 40))


def wholly_seen(view: BoardView) -> bool:
    rect = view.choice_rect()
    return rect is not None and view.viewport().rect().contains(view.on_viewport(rect))


def test_a_place_that_is_pointed_at_is_drawn_in_the_accent(view: BoardView) -> None:
    view.show_board(a_board())
    view.show_choice(Choice(at(ELEVEN), at(ELEVEN + 30), Id(2)))
    rect = view.choice_rect()
    assert rect is not None
    seen = view.on_viewport(rect)
    image = view.viewport().grab(seen).toImage()
    row = [image.pixelColor(x, 1).name().upper() for x in range(10, image.width() - 10)]
    assert LIGHT.accent in row
    assert len(set(row)) > 1


def test_it_says_its_time(view: BoardView) -> None:
    view.show_board(a_board())
    view.show_choice(Choice(at(ELEVEN), at(ELEVEN + 30), Id(2)))
    drawn = view.shown().choice
    assert drawn is not None
    assert (drawn.title, drawn.line) == ("New visit", "11:00–11:30 · chosen")


def test_a_place_in_sight_does_not_scroll_the_board(view: BoardView) -> None:
    view.show_board(a_board(), keep_scroll=False)
    at_first = view.verticalScrollBar().value()
    view.show_choice(Choice(at(ELEVEN), at(ELEVEN + 30), Id(1)))
    assert view.verticalScrollBar().value() == at_first


def test_a_place_out_of_sight_is_scrolled_to_and_back_again(view: BoardView) -> None:
    view.set_zoom(5)
    view.show_board(a_board(), keep_scroll=False)
    at_first = view.verticalScrollBar().value()
    for hour in (16, 19):
        view.show_choice(Choice(at(hour * 60), at(hour * 60 + 30), Id(1)))
        assert wholly_seen(view)
    view.end_choice(go_back=True)
    assert (view.verticalScrollBar().value(), view.choice_rect()) == (at_first, None)


def test_what_was_booked_stays_in_sight(view: BoardView) -> None:
    view.set_zoom(5)
    view.show_board(a_board(), keep_scroll=False)
    view.show_choice(Choice(at(19 * 60), at(19 * 60 + 30), Id(1)))
    there = view.verticalScrollBar().value()
    view.end_choice(go_back=False)
    assert view.verticalScrollBar().value() == there


def test_a_place_on_a_day_that_is_not_shown_is_not_drawn(view: BoardView) -> None:
    view.show_board(a_board())
    view.show_choice(Choice(at(ELEVEN + 1440), at(NOON + 1440), Id(1)))
    assert view.choice_rect() is None


def test_a_place_with_one_who_is_not_shown_is_not_drawn(view: BoardView) -> None:
    view.show_board(a_board())
    view.show_choice(Choice(at(ELEVEN), at(NOON), Id(77)))
    assert view.choice_rect() is None


def test_in_a_week_a_place_stands_on_its_date(view: BoardView) -> None:
    view.show_board(a_week())
    view.show_choice(Choice(at(ELEVEN), at(NOON)))
    rect = view.choice_rect()
    assert rect is not None
    assert view.plan.columns.index_at(rect.x) == 2
