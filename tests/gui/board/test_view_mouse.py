"""The mouse on the real widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.gui.board.meanings import Create, Move, Resize
from frontdesk.gui.board.view import BoardView
from tests.gui.board.builders import NINE, NOON, TEN, a_board, a_column, a_visit, at

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
BIG = Id(4_611_686_018_427_387_904)


def shown(view: BoardView) -> BoardView:
    view.show_board(a_board(visits=[a_visit(7, start=at(TEN), end=at(TEN + 60))]))
    return view


def middle(view: BoardView, visit: int = 7) -> QPoint:
    return view.visit_rect(Id(visit)).center()


def down(view: BoardView, minutes: int) -> QPoint:
    return QPoint(0, view.plan.rows.y(TEN + minutes) - view.plan.rows.y(TEN))


def empty(view: BoardView, minute: int, column: int = 0) -> QPoint:
    x = view.plan.columns.edges[column] + 40 - view.horizontalScrollBar().value()
    return QPoint(x, view.plan.rows.y(minute) + 1 - view.verticalScrollBar().value())


def drag(qtbot: QtBot, view: BoardView, start: QPoint, *by: QPoint) -> None:
    port = view.viewport()
    qtbot.mousePress(port, LEFT, pos=start)
    for step in by:
        qtbot.mouseMove(port, start + step)


def drop(qtbot: QtBot, view: BoardView, place: QPoint) -> None:
    qtbot.mouseRelease(view.viewport(), LEFT, pos=place)


def test_a_click_selects_a_visit(qtbot: QtBot, view: BoardView) -> None:
    with qtbot.waitSignal(shown(view).visit_selected) as heard:
        qtbot.mouseClick(view.viewport(), LEFT, pos=middle(view))
    assert heard.args == [7]
    assert view.selected() == 7


def test_an_id_of_63_bits_arrives_whole(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(BIG)]))
    with qtbot.waitSignal(view.visit_selected) as heard:
        qtbot.mouseClick(view.viewport(), LEFT, pos=middle(view, BIG))
    assert heard.args == [BIG]


def test_a_click_on_an_empty_place_selects_nothing(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(7))
    with qtbot.waitSignal(view.visit_selected) as heard:
        qtbot.mouseClick(view.viewport(), LEFT, pos=empty(view, NOON))
    assert heard.args == [None]


def test_a_double_click_opens_a_visit(qtbot: QtBot, view: BoardView) -> None:
    with qtbot.waitSignal(shown(view).visit_opened) as heard:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=middle(view))
    assert heard.args == [7]


def test_a_double_click_on_an_empty_place_books_there(qtbot: QtBot, view: BoardView) -> None:
    shown(view).set_default_length(45)
    with qtbot.waitSignal(view.create_requested) as heard:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=empty(view, NOON, column=1))
    assert heard.args == [Create(Id(2), at(NOON), at(NOON + 45))]


def test_a_drag_moves_a_visit(qtbot: QtBot, view: BoardView) -> None:
    start = middle(shown(view))
    with qtbot.waitSignal(view.move_requested) as heard:
        drag(qtbot, view, start, QPoint(0, 6), down(view, 30))
        drop(qtbot, view, start + down(view, 30))
    assert heard.args == [Move(Id(7), at(TEN + 30), Id(1))]


def test_a_drag_moves_a_visit_to_another_practitioner(qtbot: QtBot, view: BoardView) -> None:
    start = middle(shown(view))
    with qtbot.waitSignal(view.move_requested) as heard:
        drag(qtbot, view, start, QPoint(6, 0), QPoint(420, 0))
        drop(qtbot, view, start + QPoint(420, 0))
    assert heard.args == [Move(Id(7), at(TEN), Id(2))]


def test_a_drag_of_the_lower_edge_resizes_a_visit(qtbot: QtBot, view: BoardView) -> None:
    rect = shown(view).visit_rect(Id(7))
    start = QPoint(rect.center().x(), rect.bottom() - 1)
    with qtbot.waitSignal(view.resize_requested) as heard:
        drag(qtbot, view, start, QPoint(0, 6), down(view, 30))
        drop(qtbot, view, start + down(view, 30))
    assert heard.args == [Resize(Id(7), at(TEN), at(TEN + 90))]


def test_a_drag_over_an_empty_place_books_it(qtbot: QtBot, view: BoardView) -> None:
    start = empty(shown(view), NOON)
    with qtbot.waitSignal(view.create_requested) as heard:
        drag(qtbot, view, start, QPoint(0, 6), down(view, 29))
        drop(qtbot, view, start + down(view, 29))
    assert heard.args == [Create(Id(1), at(NOON), at(NOON + 30))]


def test_a_drop_waits_for_its_answer_and_flies_back_when_refused(qtbot: QtBot, view: BoardView) -> None:
    start = middle(shown(view))
    drag(qtbot, view, start, QPoint(0, 6), down(view, 30))
    drop(qtbot, view, start + down(view, 30))
    assert view.shown().lifted == 7
    view.put_back(Id(7))
    qtbot.waitUntil(lambda: view.shown().floating is None)
    assert view.shown().lifted is None


def test_a_drop_is_over_when_the_answer_comes(qtbot: QtBot, view: BoardView) -> None:
    start = middle(shown(view))
    drag(qtbot, view, start, QPoint(0, 6), down(view, 30))
    drop(qtbot, view, start + down(view, 30))
    view.show_board(a_board(visits=[a_visit(7, start=at(TEN + 30), end=at(TEN + 90))], cursor=2))
    assert view.shown().floating is None


def test_escape_cancels_a_drag(qtbot: QtBot, view: BoardView) -> None:
    start = middle(shown(view))
    drag(qtbot, view, start, QPoint(0, 6), down(view, 30))
    assert view.shown().floating is not None
    with qtbot.assertNotEmitted(view.move_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
        assert view.shown().floating is None
        drop(qtbot, view, start + down(view, 30))


def test_the_other_button_cancels_a_drag(qtbot: QtBot, view: BoardView) -> None:
    start = middle(shown(view))
    drag(qtbot, view, start, QPoint(0, 6), down(view, 30))
    with qtbot.assertNotEmitted(view.move_requested):
        qtbot.mousePress(view.viewport(), RIGHT, pos=start + down(view, 30))
        drop(qtbot, view, start + down(view, 30))


def test_hiding_the_board_cancels_a_drag(qtbot: QtBot, view: BoardView) -> None:
    start = middle(shown(view))
    drag(qtbot, view, start, QPoint(0, 6), down(view, 30))
    view.hide()
    assert not view.dragging


def test_the_ghost_tells_the_new_time(qtbot: QtBot, view: BoardView) -> None:
    drag(qtbot, shown(view), middle(view), QPoint(0, 6), down(view, 30))
    floating = view.shown().floating
    assert floating is not None
    assert (floating.title, floating.line) == ("Eva Novák", "10:30–11:30 · moving")


def test_a_drag_to_the_edge_scrolls_on(qtbot: QtBot, view: BoardView) -> None:
    shown(view)
    bar = view.verticalScrollBar()
    bar.setValue(view.plan.rows.y(NINE))
    before, start = bar.value(), middle(view)
    edge = QPoint(0, view.viewport().height() - 3 - start.y())
    drag(qtbot, view, start, QPoint(0, 6), edge)
    first = view.shown().floating
    qtbot.waitUntil(lambda: bar.value() > before + 20)
    last = view.shown().floating
    assert first is not None
    assert last is not None
    assert last.rect.y > first.rect.y
    drop(qtbot, view, start + edge)
    after = bar.value()
    qtbot.wait(60)
    assert bar.value() == after


def test_the_pointer_over_an_edge_says_that_it_can_be_dragged(qtbot: QtBot, view: BoardView) -> None:
    rect = shown(view).visit_rect(Id(7))
    qtbot.mouseMove(view.viewport(), QPoint(rect.center().x(), rect.bottom() - 1))
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeVerCursor
    qtbot.mouseMove(view.viewport(), rect.center())
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_passing_over_a_visit_is_told_once(qtbot: QtBot, view: BoardView) -> None:
    heard: list[object] = []
    shown(view).hover_changed.connect(heard.append)
    for place in (middle(view), middle(view) + QPoint(2, 2), empty(view, NOON)):
        qtbot.mouseMove(view.viewport(), place)
    assert heard == [7, None]


def test_a_right_click_selects_and_asks_for_the_menu(qtbot: QtBot, view: BoardView) -> None:
    place = middle(shown(view))
    qtbot.mouseClick(view.viewport(), RIGHT, pos=place)
    assert view.selected() == 7
    with qtbot.waitSignal(view.menu_requested) as heard:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place), Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view.viewport(), event)
    assert heard.args == [7, view.viewport().mapToGlobal(place)]


def test_the_wheel_with_ctrl_zooms_and_keeps_the_time_under_the_pointer(qtbot: QtBot, view: BoardView) -> None:
    place = middle(shown(view))
    before = view.plan.rows.minute(place.y() + view.verticalScrollBar().value())
    with qtbot.waitSignal(view.zoom_changed) as heard:
        turn(view, place, 120, Qt.KeyboardModifier.ControlModifier)
    after = view.plan.rows.minute(place.y() + view.verticalScrollBar().value())
    assert heard.args == [10]
    assert after == pytest.approx(before, abs=1.5)


def test_a_touch_pad_zooms_by_whole_notches(view: BoardView) -> None:
    place, seen = middle(shown(view)), []
    for _ in range(6):
        turn(view, place, 30, Qt.KeyboardModifier.ControlModifier)
        seen.append(view.zoom())
    assert seen == [15, 15, 15, 10, 10, 10]


def test_the_wheel_alone_scrolls(qtbot: QtBot, view: BoardView) -> None:
    shown(view)
    before = view.verticalScrollBar().value()
    turn(view, middle(view), -120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > before
    assert view.zoom() == 15


def turn(view: BoardView, place: QPoint, by: int, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_resting_on_a_visit_shows_its_card(qtbot: QtBot, view: BoardView) -> None:
    shown(view)
    qtbot.mouseMove(view.viewport(), empty(view, NOON))
    qtbot.mouseMove(view.viewport(), middle(view))
    assert not view.card.isVisible()
    qtbot.waitUntil(view.card.isVisible, timeout=3000)
    assert view.card.text().splitlines()[0] == "Eva Novák"


def test_the_card_goes_when_the_pointer_does(qtbot: QtBot, view: BoardView) -> None:
    shown(view)
    qtbot.mouseMove(view.viewport(), empty(view, NOON))
    qtbot.mouseMove(view.viewport(), middle(view))
    qtbot.waitUntil(view.card.isVisible, timeout=3000)
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert not view.card.isVisible()


def test_an_all_day_entry_is_selected_and_opened_by_the_mouse(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(9, start=at(0), end=at(1440), all_day=True)]))
    strip = view.strip
    place = strip.rect_of(view.plan.strip[0]).center().toPoint()
    with qtbot.waitSignal(view.visit_selected) as heard:
        qtbot.mouseClick(strip, LEFT, pos=place)
    assert heard.args == [9]
    with qtbot.waitSignal(view.visit_opened) as heard:
        qtbot.mouseDClick(strip, LEFT, pos=place)
    assert heard.args == [9]


def test_many_columns_scroll_sideways_under_their_heads(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(a_board([a_column(n) for n in range(1, 13)]))
    bar = view.horizontalScrollBar()
    assert bar.maximum() == 12 * 128 - view.viewport().width()
    bar.setValue(bar.maximum())
    assert view.visit_at(QPoint(5, 5)) is None
    assert view.header.shift == bar.maximum()
