"""What a drag says before the drop."""

from __future__ import annotations

import pytest

from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.board.gesture import Ghost, Kind
from frontdesk.gui.board.view import BoardView
from tests.gui.board.builders import TEN, a_board, a_visit, at


def line(view: BoardView, minute: int, column: int = 0, **other: bool | int) -> tuple[str, bool]:
    """Give what the ghost of a half-hour visit says beside another one from eleven to half past."""
    own = a_visit(1, start=at(TEN))
    view.show_board(a_board(visits=[own, a_visit(2, start=at(TEN + 60), **other)]))
    view.show_ghost(Ghost(Kind.MOVE, own, column, at(minute), Instant(at(minute) + 30 * MINUTE)))
    floating = view.shown().floating
    assert floating is not None
    return floating.line.rpartition(" · ")[2], floating.taken


@pytest.mark.parametrize("minute", [TEN + 35, TEN + 60, TEN + 85])
def test_a_drag_over_another_visit_says_that_it_is_not_free(view: BoardView, minute: int) -> None:
    assert line(view, minute) == ("Not free", True)


@pytest.mark.parametrize("minute", [TEN + 5, TEN + 30, TEN + 90])
def test_a_drag_to_a_free_time_or_over_the_visit_itself_moves(view: BoardView, minute: int) -> None:
    assert line(view, minute) == ("moving", False)


def test_a_drag_into_another_column_asks_only_that_column(view: BoardView) -> None:
    assert line(view, TEN + 60, column=1) == ("moving", False)


def test_the_time_kept_free_around_a_visit_is_not_free(view: BoardView) -> None:
    assert line(view, TEN + 90, buffer_after=10 * MINUTE) == ("Not free", True)


def test_a_visit_that_takes_no_time_is_in_nobodys_way(view: BoardView) -> None:
    assert line(view, TEN + 60, occupies=False) == ("moving", False)


def test_what_is_not_free_is_outlined_in_the_colour_of_danger(view: BoardView) -> None:
    reds = []
    for minute in (TEN + 60, TEN + 90):
        line(view, minute)
        image = view.viewport().grab().toImage()
        danger = view.ink.look.danger.casefold()
        rect = view.on_viewport(view.plan.rect_of(0, at(minute), at(minute + 30)))
        edge = range(rect.left() + 10, rect.right() - 10)
        reds.append(any(image.pixelColor(x, rect.top() + 1).name() == danger for x in edge))
    assert reds == [True, False]


def test_a_copy_that_is_carried_says_so(view: BoardView) -> None:
    own = a_visit(1, start=at(TEN))
    view.show_board(a_board(visits=[own]))
    view.show_ghost(Ghost(Kind.COPY, own, 0, at(TEN + 120), at(TEN + 150)))
    floating = view.shown().floating
    assert floating is not None
    assert floating.line == "12:00–12:30 · copy"
