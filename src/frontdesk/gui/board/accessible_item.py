"""One painted visit, as a screen reader meets it: its words, its place, its states and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QWindow
from shiboken6 import Shiboken

from frontdesk.domain.ids import Id
from frontdesk.gui.board import captions, late
from frontdesk.gui.board.gesture import nudged
from frontdesk.gui.board.meanings import Open, Select
from frontdesk.services.board import Column, Visit

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

    def column(self, visit: Visit) -> Column:
        """Give the column that it stands in; an entry of several days begins in one."""
        item = self.view.plan.strip_item_of(visit.id) if self.key.column < 0 else None
        return self.view.board.columns[item.first if item else self.key.column]

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
        visit = self.values()
        if visit is None:
            return ""
        if kind == _Text.Name:
            view = self.view
            said = captions.spoken(visit, view.board, self.column(visit), view.now, view.waiting_limit)
            later = late.spoken(view.expected(visit.id), view.board.zone)
            return f"{said}, {later}" if later else said
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


def item_rect(view: BoardView, key: Key) -> QRect:
    """Give where an item lies, in the viewport."""
    if key.column < 0:
        return view.visit_rect(key.visit)
    block = next((b for b in view.plan.blocks_of(key.visit) if b.column == key.column), None)
    return view.on_viewport(block.rect) if block else QRect()
