"""A visit that is dragged out of the window becomes a file for others, and is never moved by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk

LEFT = Qt.MouseButton.LeftButton
FAR = QPoint(0, 4000)


@pytest.fixture
def visit(inside: Inside, desk: Desk, settle: Settle) -> Appointment:
    """Give a visit that the board shows."""
    made = desk.book(10)
    inside.days.refresh()
    settle()
    return made


@pytest.fixture
def begun(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QDrag]]:
    """Note the drags that would begin: without a screen none ever ends."""
    drags: list[QDrag] = []
    monkeypatch.setattr(inside.work.areas.passing.dragging_out, "_begin", drags.append)
    yield drags
    for drag in drags:
        drag.deleteLater()


def taken_out(inside: Inside, visit: Appointment, qtbot: QtBot, *, by: QPoint = FAR) -> None:
    """Take hold of a visit and go out of the window with it; the button stays down."""
    port = inside.work.desk.board.viewport()
    start = inside.work.desk.board.visit_rect(visit.id).center()
    qtbot.mousePress(port, LEFT, pos=start)
    for step in (QPoint(0, 8), QPoint(0, 40), by):
        qtbot.mouseMove(port, start + step)


def dropped(inside: Inside, qtbot: QtBot, at: QPoint) -> None:
    qtbot.mouseRelease(inside.work.desk.board.viewport(), LEFT, pos=at)


def stands_still(inside: Inside, desk: Desk, visit: Appointment) -> bool:
    now = desk.clinic.appointments.get(id=visit.id).appointment
    return (now.start, now.version, inside.work.desk.board.dragging) == (visit.start, visit.version, False)


def test_outside_the_window_it_is_a_file_in_the_hand(
    inside: Inside, desk: Desk, visit: Appointment, begun: list[QDrag], settle: Settle, qtbot: QtBot
) -> None:
    taken_out(inside, visit, qtbot)
    settle()
    (drag,) = begun
    (url,) = drag.mimeData().urls()
    assert Path(url.toLocalFile()).name == "visit-2026-03-18-1000.ics"
    assert b"BEGIN:VEVENT" in bytes(drag.mimeData().data("text/calendar").data())
    dropped(inside, qtbot, QPoint(10, 4000))
    settle()
    assert stands_still(inside, desk, visit)


def test_coming_back_and_letting_go_on_the_board_moves_nothing(
    inside: Inside, desk: Desk, visit: Appointment, begun: list[QDrag], settle: Settle, qtbot: QtBot
) -> None:
    taken_out(inside, visit, qtbot)
    port, start = inside.work.desk.board.viewport(), inside.work.desk.board.visit_rect(visit.id).center()
    qtbot.mouseMove(port, start + QPoint(0, 120))
    dropped(inside, qtbot, start + QPoint(0, 120))
    settle()
    assert stands_still(inside, desk, visit)
    assert toasts(inside) == []


def test_a_button_that_is_let_go_before_the_file_is_ready_begins_nothing(
    inside: Inside, desk: Desk, visit: Appointment, begun: list[QDrag], settle: Settle, qtbot: QtBot
) -> None:
    taken_out(inside, visit, qtbot)
    dropped(inside, qtbot, QPoint(10, 4000))
    settle()
    assert begun == []
    assert stands_still(inside, desk, visit)


def test_a_jump_out_of_the_window_moves_nothing_either(
    inside: Inside, desk: Desk, visit: Appointment, begun: list[QDrag], settle: Settle, qtbot: QtBot
) -> None:
    taken_out(inside, visit, qtbot, by=QPoint(0, 60))
    dropped(inside, qtbot, QPoint(10, 4000))
    settle()
    assert stands_still(inside, desk, visit)


def test_ctrl_begins_it_inside_the_window(
    inside: Inside, desk: Desk, visit: Appointment, begun: list[QDrag], settle: Settle, qtbot: QtBot
) -> None:
    port, start = inside.work.desk.board.viewport(), inside.work.desk.board.visit_rect(visit.id).center()
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, start + QPoint(0, 8))
    place = QPointF(start + QPoint(0, 40))
    over = QPointF(port.mapToGlobal(place.toPoint()))
    moved = QMouseEvent(QEvent.Type.MouseMove, place, over, LEFT, LEFT, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(port, moved)
    settle()
    assert len(begun) == 1
    dropped(inside, qtbot, start + QPoint(0, 40))
    settle()
    assert stands_still(inside, desk, visit)


def test_inside_the_window_a_drag_moves_the_visit_as_ever(
    inside: Inside, desk: Desk, visit: Appointment, begun: list[QDrag], settle: Settle, qtbot: QtBot
) -> None:
    taken_out(inside, visit, qtbot, by=QPoint(0, 60))
    start = inside.work.desk.board.visit_rect(visit.id).center()
    dropped(inside, qtbot, start + QPoint(0, 60))
    settle()
    assert desk.clinic.appointments.get(id=visit.id).appointment.start > visit.start
    assert begun == []
