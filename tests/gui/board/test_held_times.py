"""What the board says of a time that is held, and that it counts down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from frontdesk.domain.appointment import Status
from frontdesk.gui.board import captions
from frontdesk.gui.board.view import BoardView
from frontdesk.services.board import Visit
from tests.gui.board.builders import TEN, a_board, a_column, a_visit, at

NOW = at(TEN - 20)


def held(minutes: int = 30, **more: str | int) -> Visit:
    """Make a time that is held from ten o'clock on, for eight minutes more."""
    who = str(more.pop("held_by", "Front desk"))
    return a_visit(
        5,
        start=at(TEN),
        end=at(TEN + minutes),
        status=Status.HELD,
        held_by=who,
        expires_at=at(TEN - 12),
        **more,  # type: ignore[arg-type]
    )


def words(view: BoardView, visit: Visit, now: int = NOW) -> list[str]:
    """Give the texts that are written on a block."""
    view.set_now(now)
    view.show_board(a_board(visits=[visit]), keep_scroll=False)
    written: list[str] = []
    face = view.ink.detail
    plain = face.width

    def width(text: str) -> float:
        written.append(text)
        return plain(text)

    face.width = width  # type: ignore[method-assign]
    try:
        view.pictures.of(view.plan.blocks, 1.0, now)
    finally:
        face.width = plain  # type: ignore[method-assign]
    return written


def shown(view: BoardView, visit: Visit, now: int = NOW) -> QImage:
    view.set_now(now)
    view.show_board(a_board(visits=[visit]), keep_scroll=False)
    return view.viewport().grab(view.visit_rect(visit.id)).toImage()


def test_it_says_who_holds_it_and_for_how_long_still() -> None:
    assert captions.held(held(), captions.left(held(), NOW))[0] == "Held by Front desk · 8 min"


def test_where_there_is_less_room_it_says_fewer_words() -> None:
    assert captions.held(held(), "8 min") == ("Held by Front desk · 8 min", "Held · 8 min", "8 min")


@pytest.mark.parametrize(
    ("before", "left"), [(0, "8 min"), (1, "8 min"), (59_999, "8 min"), (60_000, "7 min"), (480_000, "0 min")]
)
def test_the_minute_that_runs_counts_as_a_whole_one(before: int, left: str) -> None:
    assert captions.left(held(), NOW + before) == left


def test_a_time_that_is_held_for_nobody_is_called_held() -> None:
    assert captions.name(held(patient="", service="")) == "Held"


def test_below_the_word_held_it_is_not_said_again() -> None:
    assert captions.held_below(held(patient="", service=""), "8 min") == ("by Front desk · 8 min", "8 min")
    assert captions.held_below(held(), "8 min") == captions.held(held(), "8 min")


def test_a_screen_reader_hears_who_holds_it_and_for_how_long_still() -> None:
    spoken = captions.spoken(held(), a_board(), a_column(), NOW)
    assert spoken.endswith("with Dr. Amelia Chen, held by Front desk, 8 min left")


def test_the_block_carries_the_words(view: BoardView) -> None:
    assert "Held by Front desk · 8 min" in words(view, held())


def test_a_narrow_block_carries_the_minutes_at_least(view: BoardView) -> None:
    view.resize(330, 700)
    assert "8 min" in words(view, held(15, held_by="A name that is far too long for any block"))


def test_its_picture_changes_with_the_minute_and_not_in_between(view: BoardView) -> None:
    first = shown(view, held())
    assert shown(view, held(), NOW + 30_000) == first
    assert shown(view, held(), NOW + 60_000) != first


def test_only_the_block_is_painted_anew_when_a_minute_passes(view: BoardView) -> None:
    shown(view, held())
    assert view.pictures.ages(held(), NOW, NOW + 60_000)
    assert not view.pictures.ages(held(), NOW, NOW + 30_000)


def test_it_has_a_clock_and_no_ring(view: BoardView) -> None:
    corners = []
    for status in (Status.HELD, Status.BOOKED):
        image = shown(view, held(60)._replace(status=status, hue=None))
        ground = image.pixelColor(image.width() // 2, image.height() - 5)
        middle = QRect(image.width() - 13, 7, 5, 9)
        corners.append(
            sum(
                image.pixelColor(x, y) != ground
                for x in range(middle.left(), middle.right() + 1)
                for y in range(middle.top(), middle.bottom() + 1)
            )
        )
    assert corners[0] > corners[1]


def test_the_card_says_who_holds_it(view: BoardView) -> None:
    view.set_now(NOW)
    view.show_board(a_board(visits=[held()]))
    view.show_card(held().id)
    assert "Held by Front desk · 8 min" in view.card.text()


def test_where_one_line_is_too_narrow_the_owner_has_one_of_their_own(view: BoardView) -> None:
    view.resize(330, 700)
    shown_words = words(view, held(90))
    assert shown_words.count("Held by Front desk") > 0
    assert shown_words[-1] != "Held · 8 min"
    assert "8 min" in shown_words
