"""What a screen reader finds on the board: a list with one named item per visit.

The blocks are painted, so nothing would be there by itself: these interfaces speak for them. Two traps, both found
the hard way: `interface_cast` must give the interface object itself or a null `VoidPtr`, never None; and Python has to
hold every interface for as long as Qt may ask it.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAccessibleWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.board import captions
from frontdesk.gui.board.accessible_item import Item, Key, item_rect
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.gui.board.view import BoardView

_Text = QAccessible.Text


class BoardItems(QAccessibleWidget):
    """The board as a list of visits."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view, QAccessible.Role.List, "")
        # Weakly: PySide never lets go of an interface that Qt has taken over.
        self._held = weakref.ref(view)
        self._items: dict[Key, Item] = {}
        self._plan: object = None
        self._keys: tuple[Key, ...] = ()
        self._index: dict[Key, int] = {}

    @property
    def _view(self) -> BoardView:
        view = self._held()
        if view is None:
            raise RuntimeError("the board is gone")
        return view

    def keys(self) -> tuple[Key, ...]:
        """Give the items in reading order: the strip, then column by column from morning to evening."""
        plan = self._view.plan
        if self._plan is not plan:
            self._plan = plan
            # Closed time lies below the visits, but comes in its turn.
            downwards = (sorted(blocks, key=lambda b: b.first) for blocks in plan.by_column)
            timed = (Key(b.visit.id, b.column) for blocks in downwards for b in blocks)
            self._keys = (*(Key(s.visit.id, -1) for s in plan.strip), *timed)
            self._index = {key: i for i, key in enumerate(self._keys)}
        return self._keys

    def item(self, key: Key) -> Item:
        """Give the interface of one item, making it when it is first asked for."""
        found = self._items.get(key)
        if found is None:
            found = self._items[key] = Item(self._view, key)
            QAccessible.registerAccessibleInterface(found)
        return found

    def item_of(self, visit: Id | None) -> Item | None:
        """Give the item of a visit, None when the board does not show it."""
        key = next((k for k in self.keys() if k.visit == visit), None)
        return self.item(key) if key is not None else None

    def prune(self) -> tuple[Item, ...]:
        """Let go of the items that are not on the board any more, and give the new ones."""
        now = self.keys()
        for key in [k for k in self._items if k not in self._index]:
            gone = self._items.pop(key)
            QAccessible.updateAccessibility(QAccessibleEvent(gone, QAccessible.Event.ObjectDestroyed))
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(gone))
        return tuple(self.item(key) for key in now if key not in self._items)

    def release(self) -> None:
        """Let go of all items: the board is no more, and Qt would keep them, and through them the board, for ever."""
        for gone in self._items.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(gone))
        self._items.clear()
        self._plan, self._keys, self._index = None, (), {}

    def childCount(self) -> int:
        """Count the visits."""
        return len(self.keys())

    def child(self, index: int) -> Any:
        """Give one visit's item."""
        keys = self.keys()
        return self.item(keys[index]) if 0 <= index < len(keys) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Give the place of an item."""
        self.keys()
        return self._index.get(child.key, -1) if isinstance(child, Item) else -1

    def childAt(self, x: int, y: int) -> Any:
        """Give the item at a place of the screen."""
        place = self._view.viewport().mapFromGlobal(QPoint(x, y))
        found = [k for k in self.keys() if item_rect(self._view, k).contains(place)]
        above = self._view.visit_at(place)
        key = next((k for k in found if k.visit == above), found[0] if found else None)
        return self.item(key) if key is not None else None

    def focusChild(self) -> Any:
        """Give the item that has the focus."""
        return self.item_of(self._view.selected()) if self._view.hasFocus() else None

    def text(self, kind: QAccessible.Text) -> str:
        """Give the board's name: which days it shows; and the gaps that someone who waits fits into."""
        if kind == _Text.Description:
            return self._view.told_gaps()
        return board_name(self._view) if kind == _Text.Name else ""

    def foregroundColor(self) -> QColor:
        """Give the colour of the text."""
        return QColor(self._view.ink.look.text)


def board_name(view: BoardView) -> str:
    """Give what the board shows, in words."""
    days = view.board.days
    if not days:
        return captions.translate("Board", "Board")
    if len(days) == 7:
        return captions.translate("Board", "Week board, %1").replace("%1", wording.week_title(days[0]))
    return captions.translate("Board", "Day board, %1").replace("%1", wording.day_title(days[0]))


_installed = False


def install() -> None:
    """Have Qt ask here about boards, once for the whole program."""
    global _installed
    if not _installed:
        QAccessible.installFactory(_made)
        _installed = True


def _made(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    from frontdesk.gui.board.view import BoardView

    if not isinstance(thing, BoardView):
        return None
    thing.items = BoardItems(thing)
    thing.destroyed.connect(thing.items.release)
    return thing.items


def items_of(view: BoardView) -> BoardItems | None:
    """Give a board's items while a screen reader is about, else None: nothing is made for nobody."""
    if not QAccessible.isActive():
        return None
    if view.items is None:
        QAccessible.queryAccessibleInterface(view)
    return view.items


def changed(view: BoardView) -> None:
    """Tell a screen reader which visits came and went."""
    items = items_of(view)
    for item in items.prune() if items else ():
        QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.ObjectCreated))


def selected(view: BoardView, before: Id | None, after: Id | None) -> None:
    """Tell a screen reader which visit is selected, and that it has the focus."""
    items = items_of(view)
    if items is None:
        return
    for visit, kind in ((before, QAccessible.Event.SelectionRemove), (after, QAccessible.Event.SelectionAdd)):
        item = items.item_of(visit)
        if item is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(item, kind))
    focused(view)


def focused(view: BoardView) -> None:
    """Tell a screen reader which visit has the focus."""
    items = items_of(view) if view.hasFocus() else None
    item = items.focusChild() if items else None
    if item is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.Focus))
