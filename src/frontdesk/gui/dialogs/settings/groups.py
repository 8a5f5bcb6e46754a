"""The page of calendar groups (C25 to C27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontdesk.gui.dialogs.settings import groups_book
from frontdesk.gui.dialogs.settings.groups_editor import GroupEditor
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone


class GroupsPage(ListPage):
    """The page; a group is hidden by its own switch and not archived."""

    def __init__(self, tasks: Tasks, name: str) -> None:
        super().__init__(tasks, groups_book, GroupEditor(tasks), name, deletes=True)
        self.archived.hide()

    def deletion_words(self, item: Item, gone: Gone | None) -> str:
        """Say which calendars are in no group now."""
        members = self._listed.facts or {}
        names = members.get(item.id, ()) if item.id is not None else ()
        if not names:
            return super().deletion_words(item, gone)
        words = self.tr("Deleted: %1. In no group now: %2. Ctrl+Z brings it back.")
        return wording.filled(words, item.name, ", ".join(names))

    def _show_item(self, item: Item) -> None:
        super()._show_item(item)
        self.away.hide()


def groups_page(tasks: Tasks, name: str) -> ListPage:
    """Make the page."""
    return GroupsPage(tasks, name)
