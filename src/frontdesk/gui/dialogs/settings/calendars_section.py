"""What the parts of a calendar's form have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft
from frontdesk.gui.dialogs.settings.form import stacked


class Part(QWidget):
    """One part of the form. `changed` tells that a person typed or chose, `settled` that a cell of a table was left."""

    changed = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field[Any]] = {}

    @property
    def said(self) -> Mapping[str, Any]:
        """Give the fields of the draft that are typed here."""
        raise NotImplementedError

    def show_draft(self, draft: CalendarDraft) -> None:
        """Fill the fields."""
        raise NotImplementedError

    def follow(self, draft: CalendarDraft) -> None:
        """Take on what was typed in other parts."""

    def lay_out(self, *sections: QWidget) -> QVBoxLayout:
        """Put sections below each other."""
        column = stacked(self, *sections)
        last = column.takeAt(column.count() - 1)
        del last
        return column

    def touched(self, *_: object) -> None:
        """Tell that a person typed or chose."""
        self.changed.emit()
