"""The page of those who see patients."""

from __future__ import annotations

from PySide6.QtCore import Qt

from frontdesk.gui.dialogs.settings.fields_editor import HALF, WHOLE, FieldsEditor
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.dialogs.settings.subjects import PractitionersDraft
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button

_LINES = ((("name", HALF), ("speciality", HALF)), (("email", HALF), ("phone", HALF)), (("hue", WHOLE),))


class PractitionersEditor(FieldsEditor):
    """Name, speciality, how to reach them, colour, and the way to their hours."""

    def __init__(self) -> None:
        super().__init__(PractitionersDraft.entries, _LINES, problems=PractitionersDraft().problems)
        self._item: Item | None = None
        self.hours = button(self.tr("Working hours…"), does=self._ask_hours)
        self.below(self.hours)
        self.column.setAlignment(self.hours, Qt.AlignmentFlag.AlignLeft)

    def show_item(self, item: Item) -> None:
        """Fill the fields; hours come after the first saving."""
        super().show_item(item)
        self._item = item
        self.hours.setVisible(item.id is not None)

    def _ask_hours(self) -> None:
        if self._item is not None:
            self.asked.emit("hours", self._item.id)


def practitioners_page(tasks: Tasks, title: str) -> Page:
    """Make the page."""
    return ListPage(tasks, PractitionersDraft(), PractitionersEditor(), title)
