"""The keyboard on the board: arrows travel, Shift with arrows nudges, Enter opens, Space peeks, Escape gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from frontdesk.gui.board.gesture import nudged
from frontdesk.gui.board.meanings import Move, Open
from frontdesk.gui.board.plan import Plan
from frontdesk.gui.board.travel import Stop, Way, stop_at, stop_of, travel

if TYPE_CHECKING:
    from frontdesk.gui.board.view import BoardView

_WAYS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Home: Way.FIRST,
    Qt.Key.Key_End: Way.LAST,
}
_NUDGES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_PLAIN = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """The keys of one board, and the grid cursor that they move."""

    def __init__(self, view: BoardView) -> None:
        self._view = view
        self.stop: Stop | None = None

    def replan(self, plan: Plan) -> None:
        """Find the grid cursor's place again on a new plan."""
        stop = self.stop
        if stop is None:
            return
        if stop.visit is not None:
            self.stop = stop_of(plan, stop.visit)
        elif stop.column < len(plan.by_column):
            found = stop_at(plan, stop.column, stop.minute)
            self.stop = found if found.visit is None else None
        else:
            self.stop = None

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it was one of the board's."""
        key = Qt.Key(event.key())
        pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if pressed == _PLAIN:
            return self._plain(key)
        if pressed == _SHIFT and key in _NUDGES:
            return self._nudge(*_NUDGES[key])
        if pressed & _CTRL and not pressed & Qt.KeyboardModifier.AltModifier:
            return self._zoom(key)
        return False

    def _plain(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            return self._view.escape()
        if key in _WAYS:
            if self._view.dragging:
                return True
            self.go(travel(self._view.plan, self._here(), _WAYS[key]))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._open()
        if key == Qt.Key.Key_Space:
            return self._peek()
        return False

    def go(self, stop: Stop | None) -> None:
        """Put the grid cursor somewhere, selecting the visit there."""
        if stop is None:
            return
        self.stop = stop
        self._view.cursor_moved(stop)

    def _here(self) -> Stop | None:
        """Give where the keys start from: the cursor, unless another visit was selected since."""
        selected = self._view.selected()
        if selected is not None and (self.stop is None or self.stop.visit != selected):
            return stop_of(self._view.plan, selected) or self.stop
        return self.stop

    def _open(self) -> bool:
        here = self._here()
        if here is None:
            return False
        if here.visit is not None:
            self._view.act(Open(here.visit))
        else:
            self._view.act(self._view.create_at(here.column, here.minute))
        return True

    def _peek(self) -> bool:
        here = self._here()
        if here is None or here.visit is None:
            return False
        self._view.toggle_card(here.visit)
        return True

    def _nudge(self, steps: int, columns: int) -> bool:
        selected = self._view.selected()
        if selected is not None and not self._view.dragging:
            wish = nudged(self._view.plan, selected, steps, columns)
            if wish is not None:
                self._show_place(wish)
                self._view.nudge_requested.emit(wish)
        return True

    def _show_place(self, wish: Move) -> None:
        """Bring the place into sight that a nudge goes to."""
        plan = self._view.plan
        visit, column = plan.visit(wish.visit), plan.column_index(wish.column)
        if visit is not None and column is not None:
            self._view.scroll_into_view(plan.rect_of(column, wish.start, wish.start + visit.end - visit.start))

    def _zoom(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._view.zoom_by(-1)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._view.zoom_by(1)
        elif key == Qt.Key.Key_0:
            self._view.set_zoom(15)
        else:
            return False
        return True
