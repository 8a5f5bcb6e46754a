"""The header, the strip, the ruler: what stays while the visits scroll."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.gui.board import captions, edges
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look.tokens import LIGHT, person_fill
from tests.gui.board.builders import NINE, TEN, a_board, a_column, a_visit, a_week, at


def shades(view: BoardView, x: int, width: int = 60) -> set[str]:
    image = view.header.grab().toImage()
    return {image.pixelColor(x + i, y).name().upper() for i in range(width) for y in range(image.height())}


def test_a_head_shows_the_practitioners_disc(view: BoardView) -> None:
    view.show_board(a_board([a_column(1, hue=40), a_column(2, hue=200)]))
    assert person_fill(40, LIGHT) in shades(view, 0)
    assert person_fill(200, LIGHT) in shades(view, view.plan.columns.edges[1])


def test_heads_move_sideways_with_their_columns(view: BoardView) -> None:
    view.show_board(a_board([a_column(n, hue=n * 25) for n in range(1, 13)]))
    before = view.header.grab().toImage()
    view.horizontalScrollBar().setValue(128)
    assert view.header.grab().toImage().copy(0, 0, 300, 60) == before.copy(128, 0, 300, 60)


def test_heads_stay_when_the_visits_scroll_down(view: BoardView) -> None:
    view.show_board(a_board())
    before = view.header.grab().toImage()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.header.grab().toImage() == before


def test_the_head_of_today_is_in_the_accent(view: BoardView) -> None:
    view.show_board(a_week())
    view.set_now(at(TEN))
    lefts = view.plan.columns.edges
    assert LIGHT.accent in shades(view, lefts[2])
    assert LIGHT.accent not in shades(view, lefts[3])


def test_a_head_that_is_cut_tells_all_in_a_tooltip_as_plain_text(
    view: BoardView, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(edges, "QToolTip", SimpleNamespace(showText=lambda place, text, widget: told.append(text)))
    view.show_board(a_board([a_column(1, name="<b>Prof.</b> Achterberg")]))
    place = QPoint(30, 20)
    QApplication.sendEvent(view.header, QHelpEvent(QEvent.Type.ToolTip, place, view.header.mapToGlobal(place)))
    assert len(told) == 1
    assert "&lt;b&gt;Prof.&lt;/b&gt; Achterberg" in told[0]


def test_the_column_of_visits_that_name_nobody_has_no_person_in_its_words(qtbot: QtBot, view: BoardView) -> None:
    column = a_column(0, kind="nobody", name="Nobody named", hours=None, load=None)
    board = a_board([column], [a_visit(column=0)])
    view.show_board(board)
    assert "Nobody" not in captions.spoken(board.visits[0], board, column)


def test_a_strip_with_more_entries_than_room_scrolls_by_the_wheel(view: BoardView) -> None:
    visits = [a_visit(n, start=at(0), end=at(1440), all_day=True) for n in range(30)]
    view.show_board(a_board(visits=[*visits, a_visit(99, start=at(NINE))]))
    assert view.strip.height() < view.plan.strip_height
    last = view.plan.strip[-1]
    assert view.strip.rect_of(last).top() > view.strip.height()
    for _ in range(30):
        turn(view, -120)
    assert view.strip.rect_of(last).bottom() <= view.strip.height()


def turn(view: BoardView, by: int) -> None:
    place = QPointF(20, 20)
    event = QWheelEvent(
        place,
        QPointF(view.strip.mapToGlobal(place)),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.strip, event)
