"""The mouse over the board: presses and drags become wishes, resting on a visit shows its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from frontdesk.domain.ids import Id
from frontdesk.gui.board.gesture import Gesture, Ghost, Kind, zone_at
from frontdesk.gui.board.plan import Plan

if TYPE_CHECKING:
    from frontdesk.gui.board.view import BoardView

REST_MS = 500
_SCROLL_MS = 16
_MARGIN = 28
_FASTEST = 22


class Pointer(QObject):
    """One mouse over one board."""

    def __init__(self, view: BoardView, plan: Plan) -> None:
        super().__init__(view)
        self.gesture = Gesture(plan)
        self.hovered: Id | None = None
        self._view = view
        self._place = QPoint()
        self._handing = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)
        self._scroll = QTimer(self, interval=_SCROLL_MS)
        self._scroll.timeout.connect(self._scrolled)

    @property
    def ghost(self) -> Ghost | None:
        """Give what the drag would give if it ended now."""
        return self.gesture.ghost

    def replan(self, plan: Plan) -> None:
        """Go on over a new plan, in the middle of a drag too."""
        dragged = self.gesture.dragging
        self.gesture.replan(plan)
        if self.gesture.holding:
            self._drag()
        else:
            self._scroll.stop()
            if dragged:
                self._view.show_ghost(None)
            if self.hovered is not None and plan.visit(self.hovered) is None:
                self._hover(None)

    def press(self, event: QMouseEvent) -> None:
        """Take hold of what lies under the pointer."""
        self._rest.stop()
        self._place = event.position().toPoint()
        x, y = self._view.content_at(self._place)
        # Shift draws a block: many desktops keep Alt with a drag for themselves.
        self._handing = False
        closing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._view.act(self.gesture.press(x, y, closing=closing))

    def move(self, event: QMouseEvent) -> None:
        """Drag, or pass over."""
        self._place = event.position().toPoint()
        if self.gesture.holding:
            self._handing = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._drag()
            return
        block, kind = zone_at(self._view.plan, *self._view.content_at(self._place))
        shape = Qt.CursorShape.SizeVerCursor if kind in (Kind.TOP, Kind.BOTTOM) else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(shape)
        self._hover(block.visit.id if block else None)

    def release(self, event: QMouseEvent) -> None:
        """Let go; a finished drag becomes a wish, but nothing is moved by letting go of it outside the window."""
        self._scroll.stop()
        self._place = event.position().toPoint()
        if self._carried() is not None and self._is_outside():
            self.cancel()
            return
        ghost = self.gesture.ghost
        meaning = self.gesture.release()
        self._view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self._view.dropped(ghost if meaning is not None else None, meaning)

    def double(self, event: QMouseEvent) -> None:
        """Open the visit, or book in the empty place."""
        self._view.act(self.gesture.double(*self._view.content_at(event.position().toPoint())))

    def slide(self) -> None:
        """Forget what the pointer was on: the board slid away below it."""
        self._rest.stop()
        self.leave()

    def leave(self) -> None:
        """Forget the pointer, which has left the board."""
        if not self.gesture.holding:
            self._hover(None)

    def cancel(self) -> bool:
        """Give the drag up; tell whether there was one."""
        self._scroll.stop()
        was = self.gesture.escape()
        if was:
            self._view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            self._view.show_ghost(None)
        return was

    def _drag(self) -> None:
        ghost = self.gesture.move(*self._view.content_at(self._place))
        if ghost is None:
            return
        visit = self._carried()
        if visit is not None and (self._handing or self._is_outside()):
            self.cancel()
            self._view.dragged_out.emit(visit)
            return
        self._hover(None)
        closed = ghost.kind is Kind.MOVE
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor if closed else Qt.CursorShape.SizeVerCursor)
        self._view.show_ghost(ghost)
        if any(self._push()):
            if not self._scroll.isActive():
                self._scroll.start()
        else:
            self._scroll.stop()

    def _carried(self) -> Id | None:
        """Give the visit that is being moved, None while anything else is dragged."""
        ghost = self.gesture.ghost
        return ghost.visit.id if ghost is not None and ghost.visit is not None and ghost.kind is Kind.MOVE else None

    def _is_outside(self) -> bool:
        """Tell whether the pointer has left the window with its frame."""
        return not self._view.window().frameGeometry().contains(self._view.viewport().mapToGlobal(self._place))

    def _push(self) -> tuple[int, int]:
        """Tell how far to scroll in one tick: faster the nearer the pointer is to an edge, or beyond it."""
        size = self._view.viewport().size()
        ghost = self.gesture.ghost
        across = ghost is not None and ghost.kind is Kind.MOVE
        return (
            _speed(self._place.x(), size.width()) if across else 0,
            _speed(self._place.y(), size.height()),
        )

    def _scrolled(self) -> None:
        across, down = self._push()
        for bar, by in ((self._view.horizontalScrollBar(), across), (self._view.verticalScrollBar(), down)):
            bar.setValue(bar.value() + by)
        self._drag()

    def _hover(self, visit: Id | None) -> None:
        if visit == self.hovered:
            return
        self._rest.stop()
        if visit is not None:
            self._rest.start()
        before, self.hovered = self.hovered, visit
        self._view.hover_moved(before, visit)

    def _rested(self) -> None:
        if self.hovered is not None and not self.gesture.holding:
            self._view.show_card(self.hovered)


def _speed(at: int, length: int) -> int:
    if at < _MARGIN:
        return -min(_FASTEST, (_MARGIN - at) // 3 + 1)
    if at > length - _MARGIN:
        return min(_FASTEST, (at - length + _MARGIN) // 3 + 1)
    return 0
