"""What painting the board costs: prints milliseconds and ratios to a bare fill of the same window.

Run with `QT_QPA_PLATFORM=offscreen python tests/benchmarks/board.py`. It judges nothing: the figures depend on the
machine, the ratios less so.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[2])]

# ruff: noqa: E402
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.intervals import Interval
from frontdesk.gui.board.gaps import GapMark
from frontdesk.gui.board.layout import lay_out
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import fonts, style, tokens
from frontdesk.services.board import Board
from tests.gui.board.builders import a_board, a_column, a_visit, at

COLUMNS, EACH = 12, 40
SIZE = 1600, 1000
STATUSES = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED, Status.NO_SHOW)
TARGETS = {
    "full repaint": 12,
    "scroll 9 px": 6,
    "drag one visit": 2,
    "tint where it fits": 12,
    "drag one visit over tints": 2,
    "mark who fits": 12,
    "full repaint with gaps": 12,
    "scroll 9 px with gaps": 6,
    "day change, plan and paint": 30,
}


class Step(NamedTuple):
    """What one step took, in milliseconds of the clock and of the processor."""

    wall: float
    cpu: float


class Bare(QWidget):
    """A window that only fills itself: what the same pixels cost at least."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Fill the dirty area."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("#ffffff"))


def full_day(day: date, shift: int = 0) -> Board:
    """Make a day of 480 visits, a quarter of an hour each, from 08:00 on."""
    columns = [a_column(c + 1, day=day, name=f"Dr. Practitioner {c}", hue=c * 30) for c in range(COLUMNS)]
    visits = [
        a_visit(
            c * EACH + i + 1 + shift,
            start=at(480 + i * 15, day),
            end=at(495 + i * 15, day),
            column=c + 1,
            status=STATUSES[(i + c + shift) % len(STATUSES)],
            patient=f"Patient Number {i * 7 + c + shift}",
            service=f"Service {(c + i) % 8}",
            hue=(c + i) % 8 * 45,
        )
        for c in range(COLUMNS)
        for i in range(EACH)
    ]
    return a_board(columns, visits, cursor=shift + 1)


def free_hours(board: Board) -> dict[Id, tuple[Interval, ...]]:
    """Give every other half an hour of each column, as if a visit fitted there."""
    day = board.days[0]
    halves = tuple(Interval(at(minute, day), at(minute + 30, day)) for minute in range(480, 1080, 60))
    return {column.id: halves for column in board.columns}


def gap_marks(board: Board) -> tuple[GapMark, ...]:
    """Give every other hour of each column, as if some of those who wait fitted there: 60 in all."""
    day = board.days[0]
    starts = [(column.id, minute) for column in board.columns for minute in range(480, 1080, 120)]
    return tuple(GapMark(one, at(minute, day), at(minute + 60, day), 1 + minute % 7) for one, minute in starts)


def settle(app: QApplication) -> None:
    """Let everything that waits be painted."""
    app.processEvents()


def measured(app: QApplication, act: Callable[[int], object], times: int) -> list[Step]:
    """Do something again and again, each time painted to the end; give what each took."""
    found = []
    for index in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        act(index)
        settle(app)
        found.append(Step((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    return found


def tell(name: str, steps: list[Step], bare: float) -> None:
    """Print one line: on a busy machine the processor's time says more than the clock's."""
    middle = statistics.median(s.wall for s in steps)
    cpu = statistics.median(s.cpu for s in steps)
    target = TARGETS.get(name)
    wanted = f"  (target {target} ms)" if target else ""
    print(
        f"{name:28} median {middle:7.2f} ms   best {min(s.wall for s in steps):7.2f} ms   "
        f"processor {cpu:7.2f} ms   {middle / bare:6.1f} x bare fill{wanted}"
    )


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    fonts.load()
    style.apply(app, tokens.LIGHT)
    bare = Bare()
    bare.resize(*SIZE)
    bare.show()
    settle(app)
    least = statistics.median(s.wall for s in measured(app, lambda _: bare.update(), 60))
    bare.hide()
    view = BoardView()
    view.resize(*SIZE)
    view.show()
    settle(app)
    days = [date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 18)]
    boards = [full_day(day, shift=index * 1000) for index, day in enumerate(days)]
    first = measured(app, lambda _: view.show_board(boards[0]), 1)
    view.set_now(at(640, days[0]))
    settle(app)
    print(f"{len(boards[0].visits)} visits in {COLUMNS} columns at {SIZE[0]}x{SIZE[1]}, "
          f"device pixel ratio {view.devicePixelRatioF():g}")  # fmt: skip
    print(f"{'bare fill':28} median {least:7.2f} ms")
    tell("first day, plan and paint", first, least)
    tell("full repaint", measured(app, lambda _: view.viewport().update(), 60), least)
    bar = view.verticalScrollBar()
    tell("scroll 9 px", measured(app, lambda i: bar.setValue(9 * (i % 14)), 140), least)
    bar.setValue(0)
    settle(app)
    tell("drag one visit", dragged(app, view, boards[0]), least)
    tints = free_hours(boards[0])
    tell("tint where it fits", measured(app, lambda i: view.show_fits(tints if i % 2 == 0 else {}), 60), least)
    view.show_fits(tints)
    settle(app)
    tell("drag one visit over tints", dragged(app, view, boards[0]), least)
    view.show_fits({})
    marks = gap_marks(boards[0])
    tell("mark who fits", measured(app, lambda i: view.show_gaps(marks if i % 2 == 0 else ()), 60), least)
    view.show_gaps(marks)
    settle(app)
    tell("full repaint with gaps", measured(app, lambda _: view.viewport().update(), 60), least)
    tell("scroll 9 px with gaps", measured(app, lambda i: bar.setValue(9 * (i % 14)), 140), least)
    bar.setValue(0)
    view.show_gaps(())
    settle(app)
    fresh = [full_day(days[0], shift=5000 + i * 1000) for i in range(15)]
    tell("day change, plan and paint", measured(app, lambda i: view.show_board(fresh[i]), 15), least)
    tell("back to a day seen before", measured(app, lambda i: view.show_board(fresh[12 + i % 2]), 20), least)
    tell("plan alone", measured(app, lambda i: lay_out(boards[i % 3], view.plan.measures), 30), least)
    tell("minute tick", measured(app, lambda i: view.set_now(at(641 + i, days[0])), 20), least)


def dragged(app: QApplication, view: BoardView, board: Board) -> list[Step]:
    """Drag a visit about by real mouse events; give what each step took."""
    place = view.visit_rect(board.visits[5 * EACH + 10].id).center()
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(port, place + QPoint(0, 8))
    settle(app)

    def step(index: int) -> None:
        QTest.mouseMove(port, place + QPoint((index % 5) * 30, 10 + (index * 7) % 200))

    times = measured(app, step, 120)
    assert view.dragging
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place)
    assert QRect(port.rect()).contains(place)
    return times


if __name__ == "__main__":
    main()
