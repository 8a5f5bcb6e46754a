"""The card of a visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.gui.board.view import BoardView
from tests.gui.board.builders import NINE, TEN, a_board, a_column, a_visit, a_week, at


def card(view: BoardView, visit: int = 7) -> list[str]:
    view.show_card(Id(visit))
    return view.card.text().splitlines()


def test_a_card_tells_name_time_service_room_and_status_in_words(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(7, status=Status.CONFIRMED)]))
    assert card(view) == [
        "Eva Novák",
        "Wed 18 Mar, 10:00–10:30 · 30 min",
        "Consultation",
        "Dr. Amelia Chen · Room 2",
        "Confirmed",
    ]


def test_a_card_tells_how_long_someone_waits(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(7, status=Status.ARRIVED, status_at=at(TEN))]))
    view.set_now(at(TEN + 12))
    assert card(view)[-1] == "Arrived · 12 min"


def test_a_card_tells_what_the_small_signs_mean(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(7, alert=True, overbooked=True)]))
    assert card(view)[-1] == "Has an alert · booked over another visit"


def test_a_card_shows_text_from_outside_as_it_is_written(view: BoardView) -> None:
    view.show_board(a_board(visits=[a_visit(7, patient="<h1>Eva</h1>")]))
    assert card(view)[0] == "<h1>Eva</h1>"
    assert all(w.textFormat() == Qt.TextFormat.PlainText for w in view.card.findChildren(QLabel))


def test_a_card_of_a_visit_that_is_not_shown_stays_away(view: BoardView) -> None:
    view.show_board(a_board())
    view.show_card(Id(7))
    assert not view.card.isVisible()


@pytest.mark.parametrize("column", [0, 3, 6])
@pytest.mark.parametrize("minute", [NINE, 19 * 60])
def test_a_card_stands_beside_its_visit_and_inside_the_board(view: BoardView, column: int, minute: int) -> None:
    day = date(2026, 3, 16) + timedelta(days=column)
    view.show_board(a_week([a_visit(7, start=at(minute, day), end=at(minute + 30, day), column=column)]))
    view.reveal(Id(7))
    view.show_card(Id(7))
    block = view.visit_rect(Id(7)).translated(view.viewport().pos())
    assert view.rect().contains(view.card.geometry())
    assert not view.card.geometry().adjusted(8, 8, -8, -8).intersects(block)


def test_a_scroll_puts_the_card_away(view: BoardView) -> None:
    view.show_board(a_board([a_column()], [a_visit(7)]))
    view.show_card(Id(7))
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 5)
    assert not view.card.isVisible()


def test_a_card_that_was_about_to_come_stays_away_after_a_scroll(view: BoardView, qtbot: QtBot) -> None:
    view.resize(900, 300)
    view.show_board(a_board([a_column()], [a_visit(7)]))
    qtbot.mouseMove(view.viewport(), view.visit_rect(Id(7)).center())
    hovered = view._pointer.hovered
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 5)
    view._pointer._rested()
    assert (hovered, view._pointer.hovered, view._pointer._rest.isActive()) == (7, None, False)
    assert not view.card.isVisible()
