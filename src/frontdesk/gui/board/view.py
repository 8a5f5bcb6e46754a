"""The board on the screen: what it tells the window, and what the window tells it.

It decides nothing about visits: a drop is a `Move` that someone else carries out or refuses. Until the answer comes
(`show_board` with a later cursor, or `put_back`) the visit floats where it was dropped.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.board import accessible
from frontdesk.gui.board.card import Card
from frontdesk.gui.board.delayed import Delayed
from frontdesk.gui.board.floating import Float
from frontdesk.gui.board.gesture import Ghost, Kind, pointed
from frontdesk.gui.board.keys import Keys
from frontdesk.gui.board.meanings import Close, Create, Meaning, Move, Open, Resize, Select
from frontdesk.gui.board.painter import Cell, Shown
from frontdesk.gui.board.plan import Rect
from frontdesk.gui.board.pointer import Pointer
from frontdesk.gui.board.travel import Stop, stop_at, stop_of
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.services.board import Board, Column, Visit

_NOTCH = 120


class BoardView(Delayed):
    """Shows a day or a week of visits, and turns mouse and keys into wishes.

    Ids travel as Python integers in object signals: a Qt int has 32 bits, and ours have 63.
    """

    visit_selected = Signal(object)  # Id, or None when nothing is selected any more
    visit_opened = Signal(object)  # Id
    move_requested = Signal(object)  # Move
    resize_requested = Signal(object)  # Resize
    create_requested = Signal(object)  # Create
    block_requested = Signal(object)  # Close
    nudge_requested = Signal(object)  # Move
    hover_changed = Signal(object)  # Id or None
    menu_requested = Signal(object, QPoint)  # Id or None, place on the screen
    moving_changed = Signal(object)  # Visit that is being moved, or None
    dragged_out = Signal(object)  # Id of a visit that was dragged out of the window, and stays where it is

    def __init__(self, parent: QWidget | None = None) -> None:
        self._ready = False
        self.items: accessible.BoardItems | None = None
        accessible.install()
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._selected: Id | None = None
        self._clicked: tuple[tuple[date, ...], int, float] | None = None
        self._first = True
        self._turned = 0
        self._moving: Visit | None = None
        self._pointer = Pointer(self, self.plan)
        self._keys = Keys(self)
        self._float = Float(self)
        self.card = Card(self)
        self.strip.pressed.connect(self._pressed_in_strip)
        self.strip.opened.connect(self.visit_opened)
        self._ready = True

    # What the window tells the board.

    def show_board(self, board: Board, keep_scroll: bool = True) -> None:
        """Show these values. Scroll, selection and a drag in progress stay as they are."""
        answered = (board.cursor, board.days) != (self.board.cursor, self.board.days)
        first, self._first = self._first, False
        self._lay_out(board)
        if answered and self._float.waiting:
            self._float.clear()
        if first or not keep_scroll:
            self.scroll_to_start()
            self.scroll_to_now()
        accessible.changed(self)

    def select(self, visit: Id | None, reveal: bool = False) -> None:
        """Make a visit the selected one without telling the window; on demand scroll it into view."""
        if visit != self._selected:
            before, self._selected = self._selected, visit
            self.strip.selected = visit
            for each in (before, visit):
                self.update_visit(each)
            self.card.hide()
            accessible.selected(self, before, visit)
        if visit is not None and self._keys.stop is not None and self._keys.stop.visit is None:
            # The cursor goes along: what is asked for at its place is asked for at the visit.
            self._keys.stop = stop_of(self.plan, visit) or self._keys.stop
            self.viewport().update()
        if reveal and visit is not None:
            self.reveal(visit)

    def selected(self) -> Id | None:
        """Give the selected visit; it stays selected while the board shows another day."""
        return self._selected

    def reveal(self, visit: Id) -> None:
        """Scroll as little as is needed to see a visit."""
        blocks = self.plan.blocks_of(visit)
        if blocks:
            self.scroll_into_view(blocks[0].rect)

    def put_back(self, visit: Id | None = None) -> None:
        """Let what was dropped fly back to its place: the drop was refused, or the booking given up."""
        home = self.plan.blocks_of(visit) if visit is not None else ()
        self._float.fly_home(home[0].rect if home else None)

    def set_default_length(self, minutes: int) -> None:
        """Set how long a visit is that a double-click or Enter on a free row asks for."""
        self._pointer.gesture.default_minutes = minutes

    def set_look(self, look: Look, scale: float = 1.0) -> None:
        """Paint in this theme, with text of this scale."""
        if self._ready:
            self.card.hide()
        super().set_look(look, scale)

    # What pointer, keys and screen readers ask of the board.

    @property
    def dragging(self) -> bool:
        """Tell whether a drag is on."""
        return self._pointer.gesture.dragging

    def act(self, meaning: Meaning | None) -> None:
        """Hand a wish on."""
        match meaning:
            case Select(visit):
                if visit != self._selected:
                    self.select(visit)
                    self.visit_selected.emit(visit)
            case Open(visit):
                self.visit_opened.emit(visit)
            case Move():
                self.move_requested.emit(meaning)
            case Resize():
                self.resize_requested.emit(meaning)
            case Create():
                self.create_requested.emit(meaning)
            case Close():
                self.block_requested.emit(meaning)

    def create_at(self, column: int, minute: float) -> Create:
        """Give the wish to book at a minute of a column."""
        return self._pointer.gesture.create_at(column, minute)

    def cursor_wish(self, *, free: bool = False) -> Create | None:
        """Give the place that the grid cursor stands on, else the selected visit's time, else where the day begins.

        With `free` only a free row counts.
        """
        stop = self._keys.stop
        if stop is not None and stop.visit is None and stop.column < len(self.plan.columns):
            return self.create_at(stop.column, stop.minute)
        if free or not len(self.plan.columns):
            return None
        block = next(iter(self.plan.blocks_of(self._selected)), None) if self._selected is not None else None
        if block is not None:
            return Create(self.board.columns[block.column].id, block.visit.start, block.visit.end)
        return self.create_at(0, self.plan.start_minute)

    @property
    def clicked(self) -> tuple[int, float] | None:
        """Give the column and the minute of the free place that was clicked last on what is shown, None for none."""
        place = self._clicked
        if place is None or place[0] != self.board.days or place[1] >= len(self.plan.columns):
            return None
        return place[1], pointed(self.plan, place[1], place[2])

    def _note_click(self, place: QPoint) -> None:
        """Remember where a free place was clicked: a copy is put there."""
        self._clicked = None
        x, y = self.content_at(place)
        if self.visit_at(place) is None and 0 <= x < self.plan.columns.width:
            self._clicked = (self.board.days, self.plan.columns.index_at(x), self.plan.rows.minute(y))

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Show what a drag would give."""
        self._tell_moving(ghost)
        if ghost is None:
            self._float.clear()
        else:
            self._float.show(ghost)

    def dropped(self, ghost: Ghost | None, meaning: Meaning | None) -> None:
        """Keep what was dropped where it is until the answer comes, and hand the wish on."""
        self._tell_moving(None)
        if ghost is None:
            self._float.clear()
        else:
            self._float.show(ghost, dropped=True)
        self.act(meaning)

    def _tell_moving(self, ghost: Ghost | None) -> None:
        moving = ghost.visit if ghost is not None and ghost.kind is Kind.MOVE else None
        before, self._moving = self._moving, moving
        if (before and before.id) != (moving and moving.id):
            self.moving_changed.emit(moving)

    def escape(self) -> bool:
        """Give up the drag, or hide the card; tell whether there was one."""
        if self._pointer.cancel():
            return True
        shown = self.card.isVisible()
        self.card.hide()
        return shown

    def cursor_moved(self, stop: Stop) -> None:
        """Follow the grid cursor: select the visit under it, and keep it in view."""
        self.card.hide()
        self.act(Select(stop.visit))
        self.viewport().update()
        if stop.minute >= 0:
            self.scroll_into_view(self._stop_rect(stop))

    def hover_moved(self, before: Id | None, visit: Id | None) -> None:
        """Follow the pointer from one visit to another."""
        self.card.hide()
        for each in (before, visit):
            self.update_visit(each)
        self.hover_changed.emit(visit)

    def show_card(self, visit: Id) -> None:
        """Show a visit's card beside it."""
        values, rect, column = self.plan.visit(visit), self.visit_rect(visit), self.column_of(visit)
        if values is None or column is None:
            return
        self.card.expected = self.expected(visit)
        self.card.show_visit(values, self.board, column, self.ink, self.now, self.waiting_limit)
        place = self.viewport().pos()
        self.card.put_beside(rect.translated(place), QRect(place, self.viewport().size()))

    def toggle_card(self, visit: Id) -> None:
        """Show a visit's card, or hide it when it is shown."""
        if self.card.isVisible():
            self.card.hide()
        else:
            self.show_card(visit)

    def column_of(self, visit: Id) -> Column | None:
        """Give the column that a visit stands in."""
        blocks, item = self.plan.blocks_of(visit), self.plan.strip_item_of(visit)
        if not blocks and item is None:
            return None
        return self.board.columns[blocks[0].column if blocks or item is None else item.first]

    def shown(self) -> Shown:
        """Give what stands out at the moment."""
        stop = self._keys.stop
        cell = None
        if stop is not None and stop.visit is None and self.hasFocus() and stop.column < len(self.plan.columns):
            start = self.plan.axes[stop.column].instant_at(stop.minute)
            cell = Cell(self._stop_rect(stop), wording.clock(start, self.board.zone))
        return Shown(
            now=self.now,
            lined=self.lined,
            selected=self._selected,
            hovered=self._pointer.hovered,
            lifted=self._float.lifted,
            floating=self._float.picture(),
            cell=cell,
            tints=self.tints,
            choice=self.choice_picture(),
            gaps=self.gap_chips,
        )

    def replanned(self) -> None:
        """Take note of a new plan, in the middle of whatever goes on."""
        super().replanned()
        if not self._ready:
            return
        self.card.hide()
        self._keys.replan(self.plan)
        self._float.replan()
        self._pointer.replan(self.plan)

    def _stop_rect(self, stop: Stop) -> Rect:
        axis = self.plan.axes[stop.column]
        return self.plan.rect_of(stop.column, axis.instant_at(stop.minute), axis.instant_at(stop.last))

    def _point_at(self, place: QPoint) -> None:
        """Put the grid cursor on what lies under the pointer."""
        visit = self.visit_at(place)
        x, y = self.content_at(place)
        self._keys.stop = None
        if visit is None and 0 <= x < self.plan.columns.width:
            free = stop_at(self.plan, self.plan.columns.index_at(x), self.plan.rows.minute(y))
            self._keys.stop = free if free.visit is None else None
        self.act(Select(visit))
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.viewport().update()

    def _pressed_in_strip(self, visit: Id | None) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.act(Select(visit))

    # What Qt tells the board.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what lies under the pointer."""
        self.card.hide()
        if event.button() == Qt.MouseButton.LeftButton:
            self._float.clear()
            self._keys.stop = None
            self._note_click(event.position().toPoint())
            self._pointer.press(event)
        elif event.button() == Qt.MouseButton.RightButton and not self._pointer.cancel():
            self._point_at(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or pass over."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the visit, or book in the empty place."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the visit under the pointer, or of the selected one when a key asks."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            stop = self._keys.stop
            rect = self.visit_rect(self._selected) if self._selected is not None else QRect()
            if self._selected is None and stop is not None and stop.column < len(self.plan.columns):
                rect = self.on_viewport(self._stop_rect(stop))
            self.menu_requested.emit(self._selected, self.viewport().mapToGlobal(rect.center()))
        else:
            self.menu_requested.emit(self.visit_at(event.pos()), event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom around the pointer."""
        self.card.hide()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A touch pad turns in many small bits; only a whole notch is a step.
            self._turned += event.angleDelta().y()
            steps = int(self._turned / _NOTCH)
            self._turned -= steps * _NOTCH
            self.zoom_by(-steps, event.position().toPoint().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; a card would stand beside something else then."""
        if self._ready:
            self.card.hide()
            self._pointer.slide()
        super().scrollContentsBy(dx, dy)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the pointer when it leaves the visits for the header, the ruler or another widget."""
        if event.type() == QEvent.Type.Leave:
            self._pointer.leave()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Travel, nudge, open, peek, zoom; leave every other key to the window."""
        if self._keys.press(event):
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the grid cursor, and tell a screen reader which visit has the focus."""
        super().focusInEvent(event)
        self.viewport().update()
        accessible.focused(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the grid cursor."""
        super().focusOutEvent(event)
        self.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give up a drag that nobody can see any more."""
        super().hideEvent(event)
        self._pointer.cancel()
        self.card.hide()
