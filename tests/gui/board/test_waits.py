"""Who waits too long, in words and in colour."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.gui.board import captions, waits
from frontdesk.gui.board.card import Card
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look.tokens import LIGHT
from tests.gui.board.builders import NINE, TEN, a_board, a_visit, at
from tests.gui.board.test_pixels import hour, picture, pixels

pytestmark = pytest.mark.usefixtures("qapp")


def test_minutes_are_counted_from_when_the_patient_came() -> None:
    visit = a_visit(status=Status.ARRIVED, status_at=at(NINE + 50), arrived_at=at(NINE + 40))
    assert captions.waited(visit, at(TEN)) == "20m"


@pytest.mark.parametrize(("minute", "too_long"), [(TEN + 15, False), (TEN + 16, True)])
def test_who_came_early_waits_too_long_only_after_the_visits_time(minute: int, too_long: bool) -> None:
    visit = a_visit(start=at(TEN), status=Status.ARRIVED, arrived_at=at(NINE))
    assert waits.is_too_long(visit, at(minute), 15) is too_long


def test_who_is_in_does_not_wait() -> None:
    assert not waits.is_too_long(a_visit(status=Status.IN_PROGRESS, arrived_at=at(NINE)), at(TEN + 59), 15)


def test_a_screen_reader_says_that_it_is_too_long() -> None:
    visit = a_visit(status=Status.ARRIVED, arrived_at=at(TEN))
    board = a_board(visits=(visit,))
    said = captions.spoken(visit, board, board.columns[0], at(TEN + 18), 15)
    assert said.endswith("arrived, for 18 min, longer than 15 min")


def test_the_card_says_that_it_is_too_long(view: BoardView) -> None:
    visit = a_visit(status=Status.ARRIVED, arrived_at=at(TEN))
    board = a_board(visits=(visit,))
    card = Card(view)
    card.show_visit(visit, board, board.columns[0], view.ink, at(TEN + 18), 15)
    assert "Arrived · 18 min · longer than 15 min" in card.text()


def test_the_pill_turns_red_past_the_limit(view: BoardView) -> None:
    visit = hour(Status.ARRIVED, arrived_at=at(TEN))
    before = list(pixels(picture(view, visit, now=at(TEN + 15))))
    after = list(pixels(picture(view, visit, now=at(TEN + 16))))
    # The line of the present moment is as red: so the reds are counted.
    assert after.count(LIGHT.no_show) - before.count(LIGHT.no_show) > 100
    assert (LIGHT.arrived in before, LIGHT.arrived in after) == (True, False)


def test_another_limit_is_shown_at_once(view: BoardView) -> None:
    visit = hour(Status.ARRIVED, arrived_at=at(TEN))
    picture(view, visit, now=at(TEN + 16))
    view.set_waiting_limit(30)
    assert LIGHT.arrived in pixels(picture(view, visit, now=at(TEN + 16)))
