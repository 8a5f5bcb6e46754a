"""What the board answers to a screen reader, asked from inside the program."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.gui.board import accessible
from frontdesk.gui.board.meanings import Move
from frontdesk.gui.board.view import BoardView
from tests.gui.board.builders import NINE, TEN, a_board, a_visit, a_week, at

Text = QAccessible.Text


def shown(view: BoardView) -> BoardView:
    visits = [
        a_visit(1, start=at(TEN), status=Status.CONFIRMED),
        a_visit(2, start=at(NINE), column=2),
        a_visit(3, start=at(0), end=at(1440), all_day=True, patient="", title="Conference", service=""),
    ]
    view.show_board(a_board(visits=visits))
    return view


def asked(view: BoardView) -> Any:
    found = QAccessible.queryAccessibleInterface(view)
    assert isinstance(found, accessible.BoardItems)
    return found


def item(view: BoardView, index: int) -> Any:
    return asked(view).child(index)


def test_the_board_is_a_list_of_visits_named_after_its_day(view: BoardView) -> None:
    board = asked(shown(view))
    assert (board.role(), board.childCount()) == (QAccessible.Role.List, 3)
    assert board.text(Text.Name) == "Day board, Wednesday, 18 March 2026"


def test_a_week_is_named_after_its_days(view: BoardView) -> None:
    view.show_board(a_week())
    assert asked(view).text(Text.Name) == "Week board, 16 – 22 March 2026"


def test_items_come_strip_first_then_column_by_column(view: BoardView) -> None:
    names = [item(shown(view), i).text(Text.Name).partition(",")[0] for i in range(3)]
    assert names == ["Conference", "Eva Novák", "Eva Novák"]
    assert [asked(view).indexOfChild(item(view, i)) for i in range(3)] == [0, 1, 2]


def test_an_item_speaks_the_visit_in_words(view: BoardView) -> None:
    spoken = item(shown(view), 1).text(Text.Name)
    assert spoken == "Eva Novák, 10:00 to 10:30, Consultation, with Dr. Amelia Chen, confirmed"
    assert item(view, 1).text(Text.Description) == "in Room 2"


def test_an_item_lies_where_the_visit_is_painted(view: BoardView) -> None:
    rect = shown(view).visit_rect(Id(1))
    assert item(view, 1).rect().topLeft() == view.viewport().mapToGlobal(rect.topLeft())
    assert item(view, 1).rect().size() == rect.size()


def test_the_item_under_a_place_of_the_screen_is_found(view: BoardView) -> None:
    board = asked(shown(view))
    place = item(view, 1).rect().center()
    assert board.childAt(place.x(), place.y()) is item(view, 1)
    strip = item(view, 0).rect().center()
    assert board.childAt(strip.x(), strip.y()) is item(view, 0)
    corner = view.mapToGlobal(QPoint(1, 1))
    assert board.childAt(corner.x(), corner.y()) is None


def test_the_selected_item_says_so_and_has_the_focus(view: BoardView) -> None:
    shown(view).select(Id(1))
    state = item(view, 1).state()
    assert (state.focusable, state.selectable, state.selected) == (True, True, True)
    assert asked(view).focusChild() is (item(view, 1) if view.hasFocus() else None)
    assert not item(view, 2).state().selected


def test_an_item_scrolled_away_says_so(view: BoardView) -> None:
    shown(view).verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.set_zoom(5)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert item(view, 1).state().offscreen


def test_actions_reach_the_board(qtbot: QtBot, view: BoardView) -> None:
    actions = item(shown(view), 1).actionInterface()
    with qtbot.waitSignal(view.visit_opened) as heard:
        actions.doAction("Open")
    assert heard.args == [1]
    with qtbot.waitSignal(view.visit_selected) as heard:
        actions.doAction("Select")
    assert heard.args == [1]
    with qtbot.waitSignal(view.nudge_requested) as heard:
        actions.doAction("Move to the next column")
    assert heard.args == [Move(Id(1), at(TEN), Id(2))]


def test_every_action_has_a_name_in_the_users_language(view: BoardView) -> None:
    actions = item(shown(view), 1).actionInterface()
    assert all(actions.localizedActionName(name) for name in actions.actionNames())
    assert actions.keyBindingsForAction("Open") == ["Return"]


def test_an_interface_that_is_not_offered_is_answered_with_nothing(view: BoardView) -> None:
    asked_for = item(shown(view), 1)
    assert QAccessibleInterface.valueInterface(asked_for) is None
    assert QAccessibleInterface.textInterface(asked_for) is None


def test_an_item_whose_visit_is_gone_is_no_longer_valid(view: BoardView) -> None:
    gone = item(shown(view), 1)
    assert gone.isValid()
    view.show_board(a_board(cursor=2))
    assert not gone.isValid()
    assert gone.text(Text.Name) == ""
    assert asked(view).childCount() == 0


def test_new_visits_are_announced_and_old_ones_let_go(view: BoardView) -> None:
    items = asked(shown(view))
    kept = [item(view, i) for i in range(3)]
    view.show_board(a_board(visits=[a_visit(1, start=at(TEN)), a_visit(9)], cursor=2))
    new = items.prune()
    assert [n.key.visit for n in new] == [9]
    assert items.child(0) is kept[1]


def test_a_visit_over_midnight_is_an_item_in_both_days(view: BoardView) -> None:
    view.show_board(a_week([a_visit(1, start=at(1380), end=at(1500), column=2)]))
    first, second = item(view, 0), item(view, 1)
    assert first.rect() != second.rect()
    assert "Wednesday 18 March, 23:00 to Thu 19 Mar, 01:00" in first.text(Text.Name)
    assert "Thursday 19 March, Wed 18 Mar, 23:00 to 01:00" in second.text(Text.Name)


@pytest.mark.usefixtures("qtbot")
def test_boards_come_and_go_and_nothing_of_them_stays() -> None:
    gone = []
    for turn in range(12):
        view = BoardView()
        for cursor in range(4):
            view.show_board(a_board(visits=[a_visit(turn * 100 + cursor * 10 + n) for n in range(6)], cursor=cursor))
            items = asked(view)
            for index in range(items.childCount()):
                items.child(index).text(Text.Name)
            items.prune()
        gone.append(weakref.ref(view))
        view.deleteLater()
        del view, items
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [view() for view in gone] == [None] * 12
