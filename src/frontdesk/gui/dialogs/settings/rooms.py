"""The page of rooms."""

from __future__ import annotations

from typing import Any

from frontdesk.gui.dialogs.settings.fields_editor import FEW, HALF, WHOLE, FieldsEditor
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.dialogs.settings.subjects import Places, RoomsDraft
from frontdesk.gui.ground.tasks import Tasks

_LINES = (
    (("name", HALF), ("location", HALF)),
    (("capacity", FEW),),
    (("description", WHOLE),),
    (("calendars", WHOLE),),
)


class RoomsEditor(FieldsEditor):
    """Name, seats, location, words, and the calendars of that location that need the room."""

    def __init__(self) -> None:
        super().__init__(RoomsDraft.entries, _LINES, fixed=RoomsDraft.fixed, problems=RoomsDraft().problems)
        self._places: Places | None = None
        self.box("location").picked.connect(self._offer_calendars)

    def offer(self, facts: Any) -> None:
        """Take locations and calendars."""
        self._places = facts
        self.box("location").offer([(each.id, each.name) for each in facts.locations])
        self.fields["location"].setVisible(len(facts.locations) > 1)

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        self.box("location").set_value(item.typed["location"])
        self._offer_calendars()
        super().show_item(item)

    def _offer_calendars(self) -> None:
        if self._places is not None:
            here = self._places.calendars.get(self.box("location").value, ())
            self.fields["calendars"].control.offer(here)
            self.fields["calendars"].control.show_ticks(())


def rooms_page(tasks: Tasks, title: str) -> Page:
    """Make the page."""
    return ListPage(tasks, RoomsDraft(), RoomsEditor(), title, deletes=True)
