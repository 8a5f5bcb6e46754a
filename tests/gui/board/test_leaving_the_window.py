"""A visit that leaves the window in the hand goes home, and the window is told which it was."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.gui.board.meanings import Resize
from frontdesk.gui.board.view import BoardView
from tests.gui.board.builders import TEN, a_board, a_visit, at

LEFT = Qt.MouseButton.LeftButton
FAR = QPoint(0, 5000)


def held(qtbot: QtBot, view: BoardView, *, edge: bool = False) -> QPoint:
    """Take hold of a visit, or of its lower edge, and begin to drag."""
    view.show_board(a_board(visits=[a_visit(7, start=at(TEN), end=at(TEN + 60))]))
    rect = view.visit_rect(Id(7))
    start = QPoint(rect.center().x(), rect.bottom() - 1) if edge else rect.center()
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(0, 20))
    return start


def let_go(qtbot: QtBot, view: BoardView, place: QPoint) -> None:
    qtbot.mouseRelease(view.viewport(), LEFT, pos=place)


def test_outside_the_window_the_drag_is_given_up_and_told(qtbot: QtBot, view: BoardView) -> None:
    start = held(qtbot, view)
    with qtbot.waitSignal(view.dragged_out) as heard:
        qtbot.mouseMove(view.viewport(), start + FAR)
    assert (heard.args, view.dragging, view.shown().lifted) == ([7], False, None)
    let_go(qtbot, view, start + FAR)


def test_nothing_is_moved_after_that_wherever_it_is_let_go(qtbot: QtBot, view: BoardView) -> None:
    start = held(qtbot, view)
    qtbot.mouseMove(view.viewport(), start + FAR)
    with qtbot.assertNotEmitted(view.move_requested):
        qtbot.mouseMove(view.viewport(), start + QPoint(0, 60))
        let_go(qtbot, view, start + QPoint(0, 60))


def test_a_jump_out_is_no_move(qtbot: QtBot, view: BoardView) -> None:
    start = held(qtbot, view)
    with qtbot.assertNotEmitted(view.move_requested):
        let_go(qtbot, view, start + FAR)


def test_an_edge_may_be_pulled_beyond_the_window(qtbot: QtBot, view: BoardView) -> None:
    start = held(qtbot, view, edge=True)
    qtbot.mouseMove(view.viewport(), start + FAR)
    with qtbot.waitSignal(view.resize_requested) as heard:
        let_go(qtbot, view, start + FAR)
    (wish,) = heard.args
    assert isinstance(wish, Resize)
    assert wish.end > at(TEN + 60)
