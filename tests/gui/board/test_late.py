"""Delays on the board: the chip on a head, and the time beside a visit's own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.board import edges, late
from frontdesk.gui.board.accessible_item import Key
from frontdesk.gui.board.drawing import TWO_LINES
from frontdesk.gui.board.late import Late, LateMark
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look.tokens import LIGHT
from tests.gui.board.builders import NINE, TEN, a_board, a_column, a_visit, a_week, at
from tests.gui.board.test_edges import shades

MARK = LateMark(15)


def one_late(view: BoardView, mark: LateMark = MARK) -> None:
    view.show_board(a_board([a_column(1, name="Dr. Amelia Chen"), a_column(2)]))
    view.show_late(Late({Id(1): mark}))


def test_the_head_of_who_runs_late_has_an_amber_chip_with_words(view: BoardView) -> None:
    one_late(view)
    found = view.header.chip_of(0)
    assert found is not None
    assert found[1] == "15 min late"
    assert LIGHT.warn_bg.upper() in shades(view, 0, 200)
    assert view.header.chip_of(1) is None


def test_the_chip_goes_when_the_delay_does(view: BoardView) -> None:
    one_late(view)
    view.show_late(late.ON_TIME)
    assert LIGHT.warn_bg.upper() not in shades(view, 0, 200)
    assert view.header.accessibleName() == ""


@pytest.mark.parametrize(("room", "shown"), [(400, "15 min late"), (70, "+15 min"), (40, "+15"), (1, "+15")])
def test_a_chip_says_as_much_as_there_is_room_for(view: BoardView, room: int, shown: str) -> None:
    assert late.chip(view.ink, MARK, 0, 0, room)[1] == shown


def test_a_screen_reader_hears_the_delay_as_the_name_of_the_heads(view: BoardView) -> None:
    one_late(view)
    assert view.header.accessibleName() == "Dr. Amelia Chen: 15 min late"


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (MARK, "15 min late, worked out from the day"),
        (LateMark(15, "front-desk", at(NINE)), "15 min late, typed by Front desk at 09:00"),
    ],
)
def test_the_tooltip_says_where_the_delay_comes_from(
    view: BoardView, mark: LateMark, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(edges, "QToolTip", SimpleNamespace(showText=lambda place, text, widget: told.append(text)))
    one_late(view, mark)
    place = QPointF(30, 20).toPoint()
    QApplication.sendEvent(view.header, QHelpEvent(QEvent.Type.ToolTip, place, view.header.mapToGlobal(place)))
    assert said in told[0]


def test_a_press_on_the_chip_tells_the_column_and_one_beside_it_nothing(view: BoardView) -> None:
    one_late(view)
    pressed: list[object] = []
    view.header.late_pressed.connect(pressed.append)
    found = view.header.chip_of(0)
    assert found is not None
    middle = found[0].center().toPoint()
    QTest.mouseClick(view.header, Qt.MouseButton.LeftButton, pos=middle)
    assert pressed == [1]
    assert view.header.late_at(QPointF(found[0].right() + 6, middle.y()).toPoint()) is None
    QTest.mouseMove(view.header, middle)
    assert view.header.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_in_a_week_the_chip_stands_below_the_day(view: BoardView) -> None:
    view.show_board(a_week())
    view.show_late(Late({view.board.columns[2].id: MARK}))
    found = view.header.chip_of(2)
    assert found is not None
    assert found[0].top() >= view.ink.px(43)
    assert view.header.rect().contains(found[0].toAlignedRect())


def test_a_visit_that_begins_later_looks_and_sounds_so(view: BoardView) -> None:
    visit = a_visit(1, start=at(NINE), end=at(TEN))
    view.resize(900, 600)
    view.show_board(a_board([a_column(1)], [visit]))
    key = Key(visit.id, 0)
    before = view.viewport().grab().toImage()
    assert "expected" not in _said(view, key)
    view.show_late(Late(expected={visit.id: Instant(visit.start + 20 * MINUTE)}))
    assert view.viewport().grab().toImage() != before
    assert _said(view, key).endswith("expected about 09:20")
    view.show_card(visit.id)
    assert "Expected about 09:20" in view.card.text()
    view.card.hide()
    view.show_late(late.ON_TIME)
    assert view.viewport().grab().toImage() == before


def test_a_visit_of_a_single_line_shows_when_it_will_begin_before_the_end_of_a_long_name(view: BoardView) -> None:
    visit = a_visit(1, patient="Wilhelmina Featherstonehaugh-Montgomery", start=at(NINE), end=at(NINE + 15))
    view.resize(280, 600)
    view.show_board(a_board([a_column(1)], [visit]))
    assert view.visit_rect(visit.id).height() < view.ink.px(TWO_LINES)
    before = view.viewport().grab().toImage()
    view.show_late(Late(expected={visit.id: Instant(visit.start + 20 * MINUTE)}))
    assert view.viewport().grab().toImage() != before


def _said(view: BoardView, key: Key) -> str:
    from PySide6.QtGui import QAccessible

    from frontdesk.gui.board.accessible_item import Item

    return Item(view, key).text(QAccessible.Text.Name)
