"""Gaps that someone who waits fits into: told, pressed, found under the cursor, spoken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.gui.board.gaps import GapChip, GapMark
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import tokens
from frontdesk.gui.ground.look.tokens import contrast
from tests.gui.board.builders import NINE, NOON, TEN, a_board, a_visit, a_week, at

LEFT = Qt.MouseButton.LeftButton
BIG = Id(4_611_686_018_427_387_904)


def a_gap(start: int = NOON, end: int = NOON + 60, *, who: int = 1, count: int = 3) -> GapMark:
    return GapMark(Id(who), at(start), at(end), count)


def shown(view: BoardView, *gaps: GapMark) -> tuple[GapChip, ...]:
    view.show_board(a_board(visits=[a_visit(7, start=at(TEN), end=at(TEN + 60))]))
    view.show_gaps(gaps)
    return view.gap_chips


def middle(view: BoardView, chip: GapChip) -> QPoint:
    return view.on_viewport(chip.rect).center()


def test_a_gap_says_in_words_how_many_fit(view: BoardView) -> None:
    chips = shown(view, a_gap(count=3), a_gap(NINE, NINE + 30, count=1))
    assert [chip.words for chip in chips] == ["3 fit", "1 fits"]


def test_a_gap_that_nobody_fits_into_is_not_marked(view: BoardView) -> None:
    assert shown(view, a_gap(count=0)) == ()


def test_the_chip_lies_inside_its_gap(view: BoardView) -> None:
    [chip] = shown(view, a_gap(who=2))
    gap = QRect(*view.plan.rect_of(1, at(NOON), at(NOON + 60)))
    assert gap.contains(QRect(*chip.rect))


def test_a_low_gap_tells_the_number_alone(view: BoardView) -> None:
    view.set_zoom(60)
    [chip] = shown(view, a_gap(NOON, NOON + 30, count=4))
    assert chip.words == "4"


def test_in_a_week_a_gap_stands_on_its_date(view: BoardView) -> None:
    view.show_board(a_week())
    view.show_gaps([a_gap(who=99)])
    [chip] = view.gap_chips
    assert chip.column == 2


def test_a_gap_of_a_column_that_is_hidden_is_not_there(view: BoardView) -> None:
    assert shown(view, a_gap(who=9)) == ()


def test_the_chips_follow_another_zoom(view: BoardView) -> None:
    [before] = shown(view, a_gap())
    view.set_zoom(5)
    [after] = view.gap_chips
    assert after.rect.y > before.rect.y


def test_a_press_on_the_chip_chooses_the_gap_and_nothing_else(qtbot: QtBot, view: BoardView) -> None:
    [chip] = shown(view, a_gap())
    with qtbot.assertNotEmitted(view.create_requested), qtbot.waitSignal(view.gap_chosen) as heard:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=middle(view, chip))
        qtbot.mouseClick(view.viewport(), LEFT, pos=middle(view, chip))
    assert heard.args == [a_gap()]


def test_beside_the_chip_the_gap_is_a_free_place_as_ever(qtbot: QtBot, view: BoardView) -> None:
    [chip] = shown(view, a_gap())
    place = middle(view, chip) - QPoint(chip.rect.width + 20, 0)
    with qtbot.assertNotEmitted(view.gap_chosen), qtbot.waitSignal(view.create_requested):
        qtbot.mouseDClick(view.viewport(), LEFT, pos=place)


def test_the_pointer_shows_that_a_chip_can_be_pressed(qtbot: QtBot, view: BoardView) -> None:
    [chip] = shown(view, a_gap())
    qtbot.mouseMove(view.viewport(), middle(view, chip) - QPoint(chip.rect.width + 20, 0))
    beside = view.viewport().cursor().shape()
    qtbot.mouseMove(view.viewport(), middle(view, chip))
    assert (beside, view.viewport().cursor().shape()) == (
        Qt.CursorShape.ArrowCursor,
        Qt.CursorShape.PointingHandCursor,
    )


@pytest.mark.parametrize(
    ("minute", "found"), [(NOON, True), (NOON + 59, True), (NOON + 60, False), (NOON - 14, True), (NOON - 15, False)]
)
def test_the_gap_that_shares_some_of_a_row_is_found(view: BoardView, minute: int, found: bool) -> None:
    shown(view, a_gap())
    assert (view.gap_of(Id(1), at(minute), at(minute + 15)) == a_gap()) is found


def test_a_moment_of_another_column_is_in_no_gap(view: BoardView) -> None:
    shown(view, a_gap())
    assert view.gap_of(Id(2), at(NOON), at(NOON + 15)) is None


def test_a_screen_reader_is_told_who_is_free_and_how_many_could_come(view: BoardView) -> None:
    shown(view, a_gap(count=2), a_gap(NINE, NINE + 30, who=2, count=1))
    spoken = QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Description)
    assert spoken == (
        "12:00–13:00, Dr. Amelia Chen is free: 2 who wait could come; "
        "09:00–09:30, Dr. Luis Ortega is free: 1 who waits could come"
    )


@pytest.mark.parametrize("look", [tokens.LIGHT, tokens.DARK])
def test_the_words_of_a_chip_can_be_read_in_both_themes(look: tokens.Look) -> None:
    assert contrast(look.accent, look.accent_soft) >= 4.5


def test_a_chip_is_painted_where_it_stands(view: BoardView) -> None:
    [chip] = shown(view, a_gap())
    shot = view.viewport().grab().toImage()
    place = view.on_viewport(chip.rect)
    inside = shot.pixelColor(place.left() + 3, place.center().y()).name().upper()
    view.show_gaps([])
    bare = view.viewport().grab().toImage().pixelColor(place.left() + 3, place.center().y()).name().upper()
    assert (inside, bare) == (tokens.LIGHT.accent_soft, tokens.LIGHT.surface)


def test_a_chip_lies_above_a_visit_of_who_did_not_come(view: BoardView) -> None:
    missed = a_visit(7, start=at(NOON), end=at(NOON + 60), status=Status.NO_SHOW)
    view.show_board(a_board(visits=[missed]))
    view.show_gaps([a_gap()])
    [chip] = view.gap_chips
    place = view.on_viewport(chip.rect)
    shot = view.viewport().grab().toImage()
    assert shot.pixelColor(place.left() + 3, place.center().y()).name().upper() == tokens.LIGHT.accent_soft
