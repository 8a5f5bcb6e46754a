"""What stands at the right of a list page: the fields of one item."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs.settings.listing import Item


class Editor(QWidget):
    """The fields of one item.

    `changed` tells that a person typed or chose something: never tell it from `show_item` or `offer`. `asked`
    (page, id) and `visit_asked` (id, date) are handed on by the page. Everything below is each editor's own.
    """

    changed = Signal()
    asked = Signal(str, object)
    visit_asked = Signal(object, object)

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say; equal to `item.typed` while nothing was touched."""
        raise NotImplementedError

    @property
    def faults(self) -> int:
        """Count what is known to be wrong with what is typed; while anything is, nothing is saved."""
        return 0

    def offer(self, facts: Any) -> None:
        """Take the choices that the list was read with; called before every `show_item` of that list."""

    def show_item(self, item: Item) -> None:
        """Fill the fields and take back what was said to be wrong."""
        raise NotImplementedError

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside the field that it names and go there; tell whether there was one."""
        raise NotImplementedError

    def begin(self) -> None:
        """Give the first field the focus, its text selected."""
        raise NotImplementedError
