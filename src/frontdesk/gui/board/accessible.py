"""What a screen reader finds on the board: one named item per visit, with its rectangle, states and actions.

The blocks are painted, so nothing would be there by itself: these interfaces speak for them. Two traps, both found
the hard way: `interface_cast` must give the interface object itself or a null `VoidPtr`, never None; and Python has to
hold every interface for as long as Qt may ask it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken

from frontdesk.domain.ids import Id
from frontdesk.gui.board import captions
from frontdesk.gui.board.gesture import nudged
from frontdesk.gui.board.meanings import Open, Select
from frontdesk.gui.ground import wording
from frontdesk.services.board import Visit

if TYPE_CHECKING:
    from frontdesk.gui.board.view import BoardView

# Qt's stubs leave out that no interface is a proper answer; hence Any below.
_NONE = Shiboken.VoidPtr(0)
_Text = QAccessible.Text
_NUDGES = {
    "Move earlier": (-1, 0),
    "Move later": (1, 0),
    "Move to the column before": (0, -1),
    "Move to the next column": (0, 1),
}
_ACTIONS = ("Open", "Select", *_NUDGES)


@dataclass(frozen=True, slots=True)
class Key:
    """One item: a visit, in one of the columns that it stands in. A column of -1 is the strip."""

    visit: Id
    column: int


class Item(QAccessibleInterface):
    """One visit, as a screen reader sees it."""

    def __init__(self, view: BoardView, key: Key) -> None:
        super().__init__()
        self.view = view
        self.key = key
        self._actions = Actions(self)

    def values(self) -> Visit | None:
        """Give the visit's values, None when the board does not show it any more."""
        return self.view.plan.visit(self.key.visit) if shiboken6.isValid(self.view) else None

    def isValid(self) -> bool:
        """Tell whether the visit is still there."""
        return self.values() is not None

    def object(self) -> Any:
        """Give no object: the visit is painted."""
        return None

    def window(self) -> QWindow:
        """Give the window that it lies in."""
        return self.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """Give the board."""
        return QAccessible.queryAccessibleInterface(self.view)

    def child(self, index: int) -> Any:
        """Give nothing: a visit has no parts."""
        return None

    def childAt(self, x: int, y: int) -> Any:
        """Give nothing: a visit has no parts."""
        return None

    def childCount(self) -> int:
        """Count no parts."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Find no part."""
        return -1

    def role(self) -> QAccessible.Role:
        """Call it an item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Tell whether it can be and is selected, has the focus, is in view."""
        state = QAccessible.State()
        chosen = self.view.selected() == self.key.visit
        for name, value in {
            "focusable": True,
            "selectable": True,
            "selected": chosen,
            "focused": chosen and self.view.hasFocus(),
            "offscreen": not self.in_view(),
            "invalid": not self.isValid(),
        }.items():
            setattr(state, name, value)
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Give the visit in words."""
        visit, column = self.values(), self.view.column_of(self.key.visit)
        if visit is None or column is None:
            return ""
        if kind == _Text.Name:
            return captions.spoken(visit, self.view.board, column, self.view.now)
        return captions.placed(visit) if kind == _Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Keep the text: it is changed through the services."""

    def rect(self) -> QRect:
        """Give where it lies on the screen, as far as it can be seen."""
        viewport = self.view.viewport()
        rect, seen = item_rect(self.view, self.key), self._room()
        shown = rect.intersected(seen) if rect.intersects(seen) else rect
        return QRect(viewport.mapToGlobal(shown.topLeft()), shown.size())

    def in_view(self) -> bool:
        """Tell whether any of it can be seen."""
        return item_rect(self.view, self.key).intersects(self._room())

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """Give the actions; nothing else is offered."""
        return self._actions if kind == QAccessible.InterfaceType.ActionInterface else _NONE

    def _room(self) -> QRect:
        viewport = self.view.viewport()
        above = viewport.y() if self.key.column < 0 else 0
        return viewport.rect().adjusted(0, -above, 0, 0)


class Actions(QAccessibleActionInterface):
    """What can be done with a visit."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._view, self._visit = item.view, item.key.visit

    def actionNames(self) -> list[str]:
        """Name the actions, the default one first."""
        return list(_ACTIONS)

    def localizedActionName(self, name: str) -> str:
        """Name an action in the user's language."""
        words = captions.translate
        return {
            "Open": words("Board", "Open"),
            "Select": words("Board", "Select"),
            "Move earlier": words("Board", "Move earlier"),
            "Move later": words("Board", "Move later"),
            "Move to the column before": words("Board", "Move to the column before"),
            "Move to the next column": words("Board", "Move to the next column"),
        }.get(name, name)

    def doAction(self, name: str) -> None:
        """Do one of the actions."""
        if not shiboken6.isValid(self._view):
            return
        if name == "Open":
            self._view.act(Open(self._visit))
        elif name == "Select":
            self._view.act(Select(self._visit))
        elif name in _NUDGES:
            wish = nudged(self._view.plan, self._visit, *_NUDGES[name])
            if wish is not None:
                self._view.nudge_requested.emit(wish)

    def keyBindingsForAction(self, name: str) -> list[str]:
        """Give the key of an action."""
        return ["Return"] if name == "Open" else []


class BoardItems(QAccessibleWidget):
    """The board as a list of visits."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view, QAccessible.Role.List, "")
        self._view = view
        self._items: dict[Key, Item] = {}
        self._plan: object = None
        self._keys: tuple[Key, ...] = ()
        self._index: dict[Key, int] = {}

    def keys(self) -> tuple[Key, ...]:
        """Give the items in reading order: the strip, then column by column from morning to evening."""
        plan = self._view.plan
        if self._plan is not plan:
            self._plan = plan
            timed = (Key(b.visit.id, b.column) for blocks in plan.by_column for b in blocks)
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
        return next((self.item(k) for k in self.keys() if item_rect(self._view, k).contains(place)), None)

    def focusChild(self) -> Any:
        """Give the item that has the focus."""
        return self.item_of(self._view.selected()) if self._view.hasFocus() else None

    def text(self, kind: QAccessible.Text) -> str:
        """Give the board's name: which days it shows."""
        return board_name(self._view) if kind == _Text.Name else ""

    def foregroundColor(self) -> QColor:
        """Give the colour of the text."""
        return QColor(self._view.ink.look.text)


def item_rect(view: BoardView, key: Key) -> QRect:
    """Give where an item lies, in the viewport."""
    if key.column < 0:
        return view.visit_rect(key.visit)
    block = next((b for b in view.plan.blocks_of(key.visit) if b.column == key.column), None)
    return view.on_viewport(block.rect) if block else QRect()


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
