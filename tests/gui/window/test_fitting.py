"""While a visit is moved, the board shows where it would fit; and nothing of it stays."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.window import fitting
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk


@pytest.fixture
def visit(inside: Inside, desk: Desk, settle: Settle) -> Appointment:
    """Show a visit from nine to half past, and another one at eleven, both with the only one who works."""
    desk.book(11, patient=desk.leo.id)
    made = desk.book(9)
    inside.days.refresh()
    settle()
    return made


def tinted(inside: Inside) -> dict[Id, list[tuple[int, int]]]:
    """Give the tinted stretches of each column, in minutes of the day."""
    plan = inside.work.desk.board.plan
    found: dict[Id, list[tuple[int, int]]] = {}
    for tint in inside.work.desk.board.tints:
        column = plan.board.columns[plan.columns.index_at(tint.x)].id
        found.setdefault(column, []).append((round(plan.rows.minute(tint.y)), round(plan.rows.minute(tint.bottom))))
    return found


def drag(inside: Inside, visit: Appointment, by: int = 60) -> QPoint:
    """Take a visit by the pointer, and drag it down a little."""
    board = inside.work.desk.board
    place = board.visit_rect(visit.id).center()
    QTest.mousePress(board.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(board.viewport(), place + QPoint(0, by // 2))
    QTest.mouseMove(board.viewport(), place + QPoint(0, by))
    return place + QPoint(0, by)


def release(inside: Inside, place: QPoint) -> None:
    QTest.mouseRelease(inside.work.desk.board.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_dragged_visit_shows_the_gaps_that_it_fits_into(
    inside: Inside, desk: Desk, visit: Appointment, settle: Settle
) -> None:
    place = drag(inside, visit)
    settle()
    # It does not stand in its own way; half an hour at eleven is somebody else's.
    assert tinted(inside) == {desk.chen.id: [(540, 660), (690, 1020)]}
    release(inside, place)


def test_a_gap_that_is_too_short_is_left_as_it_is(
    inside: Inside, desk: Desk, visit: Appointment, settle: Settle
) -> None:
    desk.book(11, 50, patient=desk.leo.id)
    inside.days.refresh()
    settle()
    place = drag(inside, visit)
    settle()
    assert tinted(inside) == {desk.chen.id: [(540, 660), (740, 1020)]}
    release(inside, place)


def test_the_tint_goes_with_the_drop(inside: Inside, visit: Appointment, settle: Settle) -> None:
    place = drag(inside, visit)
    settle()
    release(inside, place)
    assert tinted(inside) == {}
    settle()
    assert tinted(inside) == {}


def test_the_tint_goes_when_the_drag_is_given_up(
    inside: Inside, visit: Appointment, settle: Settle, qtbot: QtBot
) -> None:
    place = drag(inside, visit)
    settle()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_Escape)
    assert tinted(inside) == {}
    release(inside, place)


def test_an_answer_that_comes_after_the_drop_tints_nothing(
    inside: Inside, visit: Appointment, settle: Settle, qtbot: QtBot
) -> None:
    place = drag(inside, visit)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_Escape)
    settle()
    assert tinted(inside) == {}
    release(inside, place)


def test_a_visit_that_is_carried_by_keys_shows_it_too(
    inside: Inside, desk: Desk, visit: Appointment, settle: Settle, qtbot: QtBot
) -> None:
    board = inside.work.desk.board
    board.select(visit.id)
    inside.selection.select(visit.id)
    settle()
    qtbot.keyClick(board, Qt.Key.Key_M)
    settle()
    assert tinted(inside) == {desk.chen.id: [(540, 660), (690, 1020)]}
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    assert tinted(inside) == {}


def test_paging_while_it_is_carried_shows_the_other_day(
    inside: Inside, desk: Desk, visit: Appointment, settle: Settle, qtbot: QtBot
) -> None:
    inside.work.doing.carry.take_up(next(v for v in inside.work.desk.board.board.visits if v.id == visit.id))
    settle()
    inside.days.step(1)
    settle()
    assert tinted(inside) == {desk.chen.id: [(540, 1020)]}
    inside.days.step(2)
    settle()
    assert tinted(inside) == {}
    inside.work.doing.carry.give_up()


def test_in_a_week_each_day_shows_its_own_gaps(inside: Inside, desk: Desk, visit: Appointment, settle: Settle) -> None:
    inside.days.show_view("week", desk.chen.id)
    settle()
    place = drag(inside, visit)
    settle()
    # Monday and Tuesday are over.
    assert tinted(inside) == {2: [(540, 660), (690, 1020)], 3: [(540, 1020)], 4: [(540, 1020)]}
    release(inside, place)


def test_a_block_fits_anywhere_and_shows_nothing(inside: Inside, desk: Desk, settle: Settle) -> None:
    block = desk.clinic.blocks.create(
        start=desk.at(12), end=Instant(desk.at(12) + 60 * MINUTE), title="Lunch", practitioner=desk.chen.id
    ).block
    inside.days.refresh()
    settle()
    place = drag(inside, block)
    assert inside.work.desk.board.dragging
    settle()
    assert (tinted(inside), toasts(inside)) == ({}, [])
    release(inside, place)


def test_what_others_book_meanwhile_is_taken_out_of_the_tint(
    inside: Inside, desk: Desk, visit: Appointment, settle: Settle
) -> None:
    place = drag(inside, visit)
    settle()
    desk.book(14, patient=desk.leo.id)
    inside.days.look()
    settle()
    assert tinted(inside) == {desk.chen.id: [(540, 660), (690, 840), (870, 1020)]}
    release(inside, place)


def test_what_the_first_drag_needs_is_loaded_away_from_the_screen(
    inside: Inside, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    monkeypatch.setattr(fitting, "_loaded", lambda _clinic: threads.append(threading.current_thread().name))
    inside.work.fitting._load()
    settle()
    assert threads == ["frontdesk-worker"]
