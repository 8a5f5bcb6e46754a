"""Carrying a visit to another time by keys or pointer: M takes it up, the pinboard gives it back, Enter puts it down.

The board shows where it would stand; paging to another day takes it along.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from frontdesk.domain.instants import Instant, wall
from frontdesk.gui.board.gesture import Ghost, Kind
from frontdesk.gui.board.meanings import Move
from frontdesk.gui.board.scale import FULL_DAY
from frontdesk.gui.board.view import BoardView
from frontdesk.services.board import Visit

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class Carry(QObject):
    """What is carried over one board. `put_down` (Visit, Move) is the wish, `changed` tells whether something is."""

    put_down = Signal(object, object)
    changed = Signal(bool)

    def __init__(self, board: BoardView) -> None:
        super().__init__(board)
        self._board = board
        self._visit: Visit | None = None
        self.is_copy = False
        self._column = 0
        self._minute = 0.0

    @property
    def visit(self) -> Visit | None:
        """Give what is carried."""
        return self._visit

    def take_up(self, visit: Visit, *, copy: bool = False) -> None:
        """Begin to carry a visit, from where it stands if that is on the board; a copy from the last click."""
        if self._visit is None:
            self._board.installEventFilter(self)
            self._board.viewport().installEventFilter(self)
        self._visit, self.is_copy = visit, copy
        place = self._board.clicked if copy else None
        if place is None:
            self._find_start(visit)
        else:
            self._column, self._minute = place
        self._board.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show()
        self.changed.emit(True)

    def give_up(self) -> None:
        """Carry nothing more; the visit is where it was."""
        if self._visit is None:
            return
        self._visit = None
        self._board.removeEventFilter(self)
        self._board.viewport().removeEventFilter(self)
        self._board.show_ghost(None)
        self.changed.emit(False)

    def replan(self) -> None:
        """Go on over what the board shows now."""
        if self._visit is not None:
            self._column = min(self._column, max(0, len(self._board.plan.columns) - 1))
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys and pointer of the board for the visit that is carried."""
        if self._visit is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if isinstance(event, QMouseEvent) and watched is self._board.viewport():
            return self._point(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _STEPS:
            self._walk(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._put_down()
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return False
        return True

    def _point(self, event: QMouseEvent) -> bool:
        plan = self._board.plan
        if event.type() == QEvent.Type.MouseMove and len(plan.columns):
            x, y = self._board.content_at(event.position().toPoint())
            self._column = plan.columns.index_at(x)
            self._minute = self._kept(plan.rows.snapped_down(plan.rows.minute(y)))
            self._show(reveal=False)
            return True
        if event.type() == QEvent.Type.MouseButtonPress:
            if event.button() == Qt.MouseButton.LeftButton:
                self._put_down()
            else:
                self.give_up()
            return True
        return event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)

    def _walk(self, steps: int, columns: int) -> None:
        plan = self._board.plan
        self._column = min(max(self._column + columns, 0), max(0, len(plan.columns) - 1))
        self._minute = self._kept(self._minute + steps * plan.rows.step)
        self._show()

    def _kept(self, minute: float) -> float:
        return min(max(minute, 0), FULL_DAY - self._board.plan.rows.step)

    def _find_start(self, visit: Visit) -> None:
        plan = self._board.plan
        blocks = plan.blocks_of(visit.id)
        if blocks:
            self._column, self._minute = blocks[0].column, blocks[0].first
            return
        ids = [column.id for column in plan.board.columns]
        self._column = ids.index(visit.column) if visit.column in ids else 0
        self._minute = self._usual_minute(visit)

    def _usual_minute(self, visit: Visit) -> float:
        """Give the time of day that a visit from another day has, else the first open hour, if that is in sight."""
        plan = self._board.plan
        if not len(plan.columns):
            return plan.start_minute
        moment = wall(visit.start, plan.board.zone)
        axis, opened = plan.axes[self._column], plan.board.columns[self._column].open
        first = axis.minute_of(opened[0].start) if opened else plan.start_minute
        own = moment.hour * 60 + moment.minute
        return own if plan.rows.first <= own < plan.rows.last else first

    def _ghost(self) -> Ghost | None:
        plan, visit = self._board.plan, self._visit
        if visit is None or not len(plan.columns):
            return None
        start = plan.axes[self._column].instant_at(self._minute)
        kind = Kind.COPY if self.is_copy else Kind.MOVE
        return Ghost(kind, visit, self._column, start, Instant(start + visit.end - visit.start))

    def _show(self, *, reveal: bool = True) -> None:
        ghost = self._ghost()
        self._board.show_ghost(ghost)
        if ghost is not None and reveal:
            self._board.scroll_into_view(self._board.plan.rect_of(self._column, ghost.start, ghost.end))

    def _put_down(self) -> None:
        ghost, visit = self._ghost(), self._visit
        if ghost is None or visit is None:
            return
        column = self._board.board.columns[ghost.column].id
        self.give_up()
        self.put_down.emit(visit, Move(visit.id, ghost.start, column))
