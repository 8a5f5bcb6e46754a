"""The keyboard on the real widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.gui.board.meanings import Create, Move
from frontdesk.gui.board.view import BoardView
from tests.gui.board.builders import NINE, TEN, a_board, a_column, a_visit, at

Key, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def shown(view: BoardView) -> BoardView:
    visits = [
        a_visit(1, start=at(TEN), end=at(TEN + 30)),
        a_visit(2, start=at(TEN + 30), end=at(TEN + 60)),
        a_visit(3, start=at(TEN), end=at(TEN + 30), column=2),
    ]
    view.show_board(a_board(visits=visits))
    return view


@pytest.mark.parametrize(
    ("start", "key", "reached"),
    [(1, Key.Key_Down, 2), (2, Key.Key_Up, 1), (1, Key.Key_Right, 3), (3, Key.Key_Left, 1), (2, Key.Key_Home, 1)],
)
def test_arrows_go_from_visit_to_visit(qtbot: QtBot, view: BoardView, start: int, key: Qt.Key, reached: int) -> None:
    shown(view).select(Id(start))
    with qtbot.waitSignal(view.visit_selected) as heard:
        qtbot.keyClick(view, key)
    assert heard.args == [reached]


def test_in_a_gap_the_grid_cursor_shows_the_time(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(2))
    qtbot.keyClick(view, Key.Key_Down)
    cell = view.shown().cell
    assert cell is not None
    assert cell.text == "11:00"
    assert view.selected() is None


def test_the_grid_cursor_hides_without_the_focus(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(2))
    qtbot.keyClick(view, Key.Key_Down)
    view.clearFocus()
    assert view.shown().cell is None


def test_enter_opens_the_selected_visit(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(2))
    with qtbot.waitSignal(view.visit_opened) as heard:
        qtbot.keyClick(view, Key.Key_Return)
    assert heard.args == [2]


def test_enter_on_a_free_row_books_there(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(2))
    qtbot.keyClick(view, Key.Key_Down)
    with qtbot.waitSignal(view.create_requested) as heard:
        qtbot.keyClick(view, Key.Key_Return)
    assert heard.args == [Create(Id(1), at(TEN + 60), at(TEN + 90))]


def test_space_peeks_and_peeks_no_more(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(2))
    qtbot.keyClick(view, Key.Key_Space)
    assert view.card.isVisible()
    qtbot.keyClick(view, Key.Key_Space)
    assert not view.card.isVisible()


def test_escape_hides_the_card(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(2))
    qtbot.keyClick(view, Key.Key_Space)
    qtbot.keyClick(view, Key.Key_Escape)
    assert not view.card.isVisible()


@pytest.mark.parametrize(
    ("key", "move"),
    [
        (Key.Key_Down, Move(Id(1), at(TEN + 5), Id(1))),
        (Key.Key_Up, Move(Id(1), at(TEN - 5), Id(1))),
        (Key.Key_Right, Move(Id(1), at(TEN), Id(2))),
    ],
)
def test_shift_and_an_arrow_nudge_the_selected_visit(qtbot: QtBot, view: BoardView, key: Qt.Key, move: Move) -> None:
    shown(view).select(Id(1))
    with qtbot.waitSignal(view.nudge_requested) as heard:
        qtbot.keyClick(view, key, SHIFT)
    assert heard.args == [move]


def test_a_nudge_off_the_board_asks_for_nothing(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(1))
    with qtbot.assertNotEmitted(view.nudge_requested):
        qtbot.keyClick(view, Key.Key_Left, SHIFT)


def test_a_nudge_into_a_column_out_of_sight_scrolls_there(qtbot: QtBot, view: BoardView) -> None:
    view.resize(300, 500)
    view.show_board(a_board([a_column(n) for n in range(1, 6)], [a_visit(1, column=1)]))
    view.select(Id(1))
    qtbot.keyClick(view, Key.Key_Right, SHIFT)
    assert view.viewport().rect().contains(view.on_viewport(view.plan.rect_of(1, at(TEN), at(TEN + 30))))


def test_ctrl_plus_and_minus_zoom(qtbot: QtBot, view: BoardView) -> None:
    shown(view)
    seen = []
    for key in (Key.Key_Plus, Key.Key_Plus, Key.Key_Plus, Key.Key_Minus, Key.Key_0):
        qtbot.keyClick(view, key, CTRL)
        seen.append(view.zoom())
    assert seen == [10, 5, 5, 10, 15]


def test_the_cursor_scrolls_into_view(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(1, start=at(NINE)), a_visit(2, start=at(18 * 60))]))
    view.select(Id(1))
    qtbot.keyClick(view, Key.Key_End)
    assert view.selected() == 2
    assert view.viewport().rect().contains(view.visit_rect(Id(2)))


def test_keys_that_are_not_the_boards_go_to_the_window(qtbot: QtBot, view: BoardView) -> None:
    class Window(QWidget):
        heard: list[int]

        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
            self.heard.append(event.key())

    window = Window()
    window.heard = []
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(view)
    shown(view)
    for key in (Key.Key_A, Key.Key_PageDown, Key.Key_Delete, Key.Key_Escape):
        qtbot.keyClick(view, key)
    assert window.heard == [Key.Key_A, Key.Key_PageDown, Key.Key_Delete, Key.Key_Escape]
    view.setParent(None)


def test_after_a_click_the_arrows_start_from_there(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(3))
    qtbot.keyClick(view, Key.Key_Right)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visit_rect(Id(1)).center())
    qtbot.keyClick(view, Key.Key_Down)
    assert view.selected() == 2


def test_the_menu_key_asks_for_the_selected_visits_menu(qtbot: QtBot, view: BoardView) -> None:
    shown(view).select(Id(1))
    with qtbot.waitSignal(view.menu_requested) as heard:
        place = QPoint(1, 1)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), event)
    assert heard.args == [1, view.viewport().mapToGlobal(view.visit_rect(Id(1)).center())]


def test_an_empty_board_takes_every_key_in_its_stride(qtbot: QtBot, view: BoardView) -> None:
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Return, Key.Key_Space, Key.Key_Escape):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Key.Key_Up, SHIFT)
    assert view.selected() is None
