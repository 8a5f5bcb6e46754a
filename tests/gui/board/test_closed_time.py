"""Blocks on the board: closed time lies below the visits, looks unlike them, and is drawn with Shift."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.gui.board import captions
from frontdesk.gui.board.accessible import items_of
from frontdesk.gui.board.card import Card
from frontdesk.gui.board.dress import dress
from frontdesk.gui.board.floating import is_taken
from frontdesk.gui.board.gesture import Gesture, Ghost, Kind
from frontdesk.gui.board.layout import lay_out
from frontdesk.gui.board.meanings import Close, Create, Move, Resize, Select
from frontdesk.gui.board.plan import Measures, Plan
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look.tokens import DARK, LIGHT, Look, contrast
from frontdesk.services.board import Board, Shut, Visit
from tests.gui.board.builders import DAY, NINE, NOON, TEN, ZONE, a_board, a_column, a_visit, a_week, at

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def a_block(number: int = 50, *, start: int = NOON, end: int = NOON + 60, title: str = "Lunch", **more: Any) -> Visit:
    """Make a block of the first column, from noon to one."""
    made = a_visit(number, start=at(start), end=at(end), kind=EventType.BLOCK, patient="", service="", **more)
    return made._replace(patient_id=None, title=title, hue=None, room="")


def planned(*visits: Visit) -> Plan:
    """Lay out a day on a wide board."""
    return lay_out(a_board(visits=visits), Measures(width=800, height=700))


def rects(plan: Plan) -> dict[int, Any]:
    return {block.visit.id: block.rect for block in plan.blocks}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_closed_time_can_be_read_on_its_ground_and_on_its_lines(look: Look) -> None:
    wears = dress(Status.BOOKED, EventType.BLOCK, None, look)
    for ground in (wears.fill, wears.hatch):
        assert min(contrast(wears.name, ground), contrast(wears.detail, ground)) >= 4.5
    assert wears.hatch != wears.fill


def test_a_visit_over_a_block_has_the_whole_width_and_the_block_shows_beside_it() -> None:
    alone = rects(planned(a_visit(1, start=at(NOON))))
    both = rects(planned(a_visit(1, start=at(NOON)), a_block()))
    assert both[1] == alone[1]
    assert both[50].x < both[1].x
    assert both[50].right > both[1].right


def test_a_visit_is_painted_over_the_block_and_taken_hold_of_before_it() -> None:
    plan = planned(a_block(), a_visit(1, start=at(NOON)))
    assert [block.visit.id for block in plan.by_column[0]] == [50, 1]
    rect = rects(plan)[1]
    assert plan.block_at(rect.x + 5, rect.y + 5).visit.id == 1  # type: ignore[union-attr]
    assert plan.block_at(rects(plan)[50].x, rect.y + 5).visit.id == 50  # type: ignore[union-attr]


def test_blocks_that_overlap_stand_side_by_side() -> None:
    found = rects(planned(a_block(50), a_block(51, start=NOON + 30, end=NOON + 90)))
    assert found[50].right <= found[51].x


def test_the_words_stand_where_no_visit_lies() -> None:
    plan = planned(a_block(end=NOON + 120), a_visit(1, start=at(NOON)))
    clear = plan.by_column[0][0].clear
    assert clear is not None
    assert rects(plan)[50].y + clear[0] >= rects(plan)[1].bottom


def test_a_block_that_visits_cover_has_no_room_for_words() -> None:
    plan = planned(a_block(), a_visit(1, start=at(NOON), end=at(NOON + 60)))
    assert (plan.by_column[0][0].clear or (0, 99))[1] < 8


def test_an_early_block_does_not_begin_the_day() -> None:
    plan = planned(a_block(start=5 * 60, end=6 * 60), a_visit(1, start=at(TEN)))
    assert plan.start_minute == NINE


def a_whole_day(column: int = 1) -> Visit:
    sent = {"start": start_of_day(DAY, ZONE), "end": start_of_day(DAY + timedelta(days=1), ZONE)}
    return a_block(all_day=True, column=column)._replace(**sent)  # type: ignore[arg-type]


def test_a_block_of_whole_days_stands_in_the_strip_and_closes_its_column() -> None:
    plan = planned(a_whole_day())
    assert [item.visit.id for item in plan.strip] == [50]
    first = [rect for rect in plan.closed if rect.x == 0]
    assert sum(rect.height for rect in first) == plan.rows.height
    assert sum(rect.height for rect in plan.closed if rect.x) < plan.rows.height


def test_in_a_week_a_block_of_whole_days_closes_its_days_alone() -> None:
    plan = lay_out(a_week([a_whole_day(2)._replace(column=Id(2))]), Measures(width=900, height=700))
    whole = [n for n, x in enumerate(plan.columns.edges[:-1]) if any(
        rect.x == x and rect.height == plan.rows.height for rect in plan.closed
    )]  # fmt: skip
    assert whole == [2]


# Words


def board_with(*visits: Visit) -> tuple[Board, Any]:
    board = a_board(visits=visits)
    return board, board.columns[0]


def test_a_screen_reader_says_what_is_closed_when_and_whose() -> None:
    board, column = board_with(a_block())
    assert captions.spoken(board.visits[0], board, column) == "Block: Lunch, 12:00 to 13:00, Dr. Amelia Chen"


def test_a_block_without_a_title_is_called_blocked_and_one_of_a_series_repeats() -> None:
    board, column = board_with(a_block(title="", repeats=True))
    said = captions.spoken(board.visits[0], board, column)
    assert said == "Block: Blocked, 12:00 to 13:00, Dr. Amelia Chen, repeats"


def test_the_card_says_that_it_is_closed_and_nothing_of_a_status(view: BoardView) -> None:
    board, column = board_with(a_block())
    card = Card(view)
    card.show_visit(board.visits[0], board, column, view.ink, None)
    assert card.text() == "Lunch\nWed 18 Mar, 12:00–13:00 · 1 h\nDr. Amelia Chen\nClosed for bookings"


@pytest.mark.parametrize(
    ("hours", "closed", "said"),
    [
        (None, "Good Friday", "Closed · Good Friday"),
        (None, "", "Closed"),
        ((NINE, NOON), "Christmas Eve", "09:00–12:00 · 86%"),
        ((NINE, NOON), "", "09:00–12:00 · 86%"),
    ],
)
def test_the_head_of_a_column_names_what_closes_it(hours: tuple[int, int] | None, closed: str, said: str) -> None:
    from dataclasses import replace

    column = replace(a_column(hours=hours, load=86 if hours else None), closed=closed)
    assert captions.hours(column, ZONE) == said
    assert captions.day_hours(column).endswith("86%" if hours else said)


# Gestures


def test_a_drag_with_shift_draws_a_block_even_over_a_visit() -> None:
    plan = planned(a_visit(1, start=at(TEN)))
    gesture, y = Gesture(plan), plan.rows.y
    gesture.press(30, y(TEN) + 5, closing=True)
    gesture.move(30, y(NOON))
    assert gesture.release() == Close(plan.board.columns[0].id, at(TEN), at(NOON))


def test_a_press_with_shift_alone_selects() -> None:
    plan = planned(a_visit(1, start=at(TEN)))
    gesture = Gesture(plan)
    assert gesture.press(30, plan.rows.y(TEN) + 5, closing=True) == Select(Id(1))
    assert gesture.release() is None


@pytest.mark.parametrize("kind", [Kind.CLOSE, Kind.MOVE])
def test_a_block_may_be_put_over_visits(kind: Kind) -> None:
    plan = planned(a_visit(1, start=at(TEN)))
    ghost = Ghost(kind, a_block() if kind is Kind.MOVE else None, 0, at(TEN), at(TEN + 60))
    assert not is_taken(plan, ghost)


def test_a_visit_over_a_block_is_told_to_be_not_free() -> None:
    plan = planned(a_block())
    assert is_taken(plan, Ghost(Kind.MOVE, a_visit(1), 0, at(NOON + 30), at(NOON + 60)))


def test_a_visit_may_not_be_put_under_a_whole_day_that_is_blocked_or_into_a_closure() -> None:
    from dataclasses import replace

    ghost = Ghost(Kind.MOVE, a_visit(1), 0, at(TEN), at(TEN + 30))
    assert is_taken(planned(a_whole_day()), ghost)
    assert not is_taken(planned(a_whole_day(2)), ghost)
    closed = replace(a_column(1), shut=(Shut(Id(5), "Good Friday", Interval(at(0), at(1440))),))
    plan = lay_out(a_board([closed, a_column(2)]), Measures(width=800, height=700))
    assert is_taken(plan, ghost)
    assert not is_taken(plan, replace(ghost, column=1))


def test_what_is_kept_free_around_a_visit_may_reach_into_a_block() -> None:
    wide = a_visit(1, buffer_after=10 * 60_000)
    assert not is_taken(planned(a_block()), Ghost(Kind.MOVE, wide, 0, at(NOON - 30), at(NOON)))


# The widget


def place(view: BoardView, minute: int, x: int = 40) -> QPoint:
    return QPoint(x, view.plan.rows.y(minute) + 2 - view.verticalScrollBar().value())


def test_shift_with_the_mouse_asks_for_a_block(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(a_board())
    port = view.viewport()
    with qtbot.waitSignal(view.block_requested) as heard:
        qtbot.mousePress(port, LEFT, SHIFT, place(view, TEN))
        qtbot.mouseMove(port, place(view, TEN + 30))
        qtbot.mouseMove(port, place(view, TEN + 55))
        qtbot.mouseRelease(port, LEFT, SHIFT, place(view, TEN + 55))
    assert heard.args == [Close(Id(1), at(TEN), at(TEN + 60))]


def test_a_block_is_moved_and_stretched_by_drag(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(a_board(visits=[a_block()]))
    middle, port = view.visit_rect(Id(50)).center(), view.viewport()
    by = QPoint(0, view.plan.rows.y(TEN + 30) - view.plan.rows.y(TEN))
    with qtbot.waitSignal(view.move_requested) as heard:
        qtbot.mousePress(port, LEFT, pos=middle)
        qtbot.mouseMove(port, middle + by)
        qtbot.mouseRelease(port, LEFT, pos=middle + by)
    assert heard.args == [Move(Id(50), at(NOON + 30), Id(1))]
    foot = QPoint(middle.x(), view.visit_rect(Id(50)).bottom() - 1)
    with qtbot.waitSignal(view.resize_requested) as stretched:
        qtbot.mousePress(port, LEFT, pos=foot)
        qtbot.mouseMove(port, foot + by)
        qtbot.mouseRelease(port, LEFT, pos=foot + by)
    assert stretched.args == [Resize(Id(50), at(NOON), at(NOON + 90))]


def test_arrows_stop_at_a_block_and_shift_with_arrows_nudges_it(qtbot: QtBot, view: BoardView) -> None:
    view.show_board(a_board(visits=[a_block(), a_visit(1, start=at(TEN))]))
    view.select(Id(1))
    while view.selected() != 50:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.nudge_requested) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert heard.args == [Move(Id(50), at(NOON + 5), Id(1))]


def test_the_right_button_puts_the_cursor_on_the_empty_place(view: BoardView, qtbot: QtBot) -> None:
    view.show_board(a_board())
    spot = place(view, TEN + 15)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=spot)
    assert view.cursor_wish(free=True) == Create(Id(1), at(TEN + 15), at(TEN + 45))


def test_the_menu_of_an_empty_place_opens_beside_the_cursor_by_key(view: BoardView, qtbot: QtBot) -> None:
    view.show_board(a_board())
    qtbot.keyClick(view, Qt.Key.Key_Down)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(view.menu_requested) as heard:
        QApplication.sendEvent(view, asked)
    assert heard.args is not None
    assert view.viewport().rect().contains(view.viewport().mapFromGlobal(heard.args[1]))


def test_without_a_cursor_the_wish_is_the_selected_time_else_where_the_day_begins(view: BoardView) -> None:
    assert view.cursor_wish() is None
    view.show_board(a_board(visits=[a_visit(1, start=at(TEN))]))
    assert view.cursor_wish() == Create(Id(1), at(NINE), at(NINE + 30))
    view.select(Id(1))
    assert view.cursor_wish() == Create(Id(1), at(TEN), at(TEN + 30))
    assert view.cursor_wish(free=True) is None


def test_a_screen_reader_comes_to_a_block_in_its_turn(view: BoardView, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QAccessible

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    view.show_board(a_board(visits=[a_block(), a_visit(1, start=at(TEN)), a_visit(2, start=at(NOON + 90))]))
    items = items_of(view)
    assert items is not None
    keys = items.keys()
    assert [key.visit for key in keys] == [1, 50, 2]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_a_block_is_seen_beside_the_visit_on_it(view: BoardView, look: Look) -> None:
    view.set_look(look)
    view.show_board(a_board(visits=[a_visit(1, start=at(NOON), end=at(NOON + 60))]))
    before = view.viewport().grab().toImage()
    view.show_board(a_board(visits=[a_block(), a_visit(1, start=at(NOON), end=at(NOON + 60))], cursor=2))
    after = view.viewport().grab().toImage()
    rect = view.visit_rect(Id(1))
    side = QPoint(rect.left() - 2, rect.center().y())
    assert before.pixelColor(side) != after.pixelColor(side)
    assert before.pixelColor(rect.center()) == after.pixelColor(rect.center())


def test_another_day_has_its_own_blocks() -> None:
    plan = planned(a_block()._replace(start=at(NOON, date(2026, 3, 19)), end=at(NOON + 60, date(2026, 3, 19))))
    assert plan.blocks == ()


def shut(first: int, last: int, name: str = "Staff training", hours: tuple[int, int] = (NINE, NOON)) -> Any:
    """Make a column of which a closure takes some hours."""
    from dataclasses import replace

    closure = Shut(Id(70), name, Interval(at(first), at(last)))
    return replace(a_column(hours=hours), closed=name, shut=(closure,))


def shut_labels(view: BoardView, column: Any, *visits: Visit) -> list[tuple[str, ...]]:
    view.show_board(a_board([column, a_column(2)], visits))
    return [label.lines for label in view.painter.shut_labels(0)]


@pytest.mark.parametrize(
    ("first", "last", "hours", "words"),
    [
        (NOON + 60, 24 * 60, (NINE, NOON + 60), "Staff training from 13:00"),
        (0, NOON, (NOON, NOON + 300), "Staff training until 12:00"),
        (NOON, NOON + 60, (NINE, NOON), "Staff training 12:00–13:00"),
    ],
)
def test_a_closure_of_some_hours_is_named_with_its_times_where_it_is(
    view: BoardView, first: int, last: int, hours: tuple[int, int], words: str
) -> None:
    view.show_board(a_board([shut(first, last, hours=hours), a_column(2)]))
    label = view.painter.shut_labels(0)[0]
    rows = view.plan.rows
    assert " ".join(label.lines) == words
    assert rows.y(max(first, rows.first)) <= label.y < rows.y(min(last, rows.last))


def test_the_words_of_a_closure_keep_clear_of_the_visits_on_it(view: BoardView) -> None:
    visit = a_visit(1, start=at(NOON + 60), end=at(NOON + 120))
    assert shut_labels(view, shut(NOON + 60, NOON + 120), visit) == []
    assert shut_labels(view, shut(NOON + 60, 24 * 60), visit) == [("Staff training from 13:00",)]
    assert view.painter.shut_labels(0)[0].y >= view.plan.blocks[0].rect.bottom


def test_the_words_of_a_closure_are_painted(view: BoardView) -> None:
    def picture(name: str) -> Any:
        view.show_board(a_board([shut(NOON + 60, 24 * 60, name), a_column(2)]))
        return view.viewport().grab().toImage()

    assert picture("Staff training") != picture("Inventory")
