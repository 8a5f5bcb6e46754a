"""The page of locations."""

from __future__ import annotations

from frontdesk.domain.location import LocationKind
from frontdesk.gui.dialogs.settings.fields_editor import HALF, WHOLE, FieldsEditor, translate
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.dialogs.settings.subjects import LocationsDraft
from frontdesk.gui.ground.tasks import Tasks

_LINES = (
    (("name", WHOLE),),
    (("kind", HALF), ("phone", HALF)),
    (("address", WHOLE),),
    (("zone_name", WHOLE),),
    (("is_default", WHOLE),),
)


class LocationsEditor(FieldsEditor):
    """Name, whether the place is known or asked for, address, phone and zone."""

    def __init__(self) -> None:
        kinds = (
            (LocationKind.ADDRESS, translate("Settings", "At an address")),
            (LocationKind.ASK_BOOKER, translate("Settings", "Asked of whoever books")),
        )
        super().__init__(LocationsDraft.entries, _LINES, choices={"kind": kinds}, problems=LocationsDraft().problems)
        self.box("kind").picked.connect(self._show_address)

    def show_item(self, item: Item) -> None:
        """Fill the fields; the usual location stays so until another is."""
        super().show_item(item)
        self.fields["is_default"].control.setEnabled(not item.typed["is_default"])
        self._show_address()

    def _show_address(self) -> None:
        known = self.box("kind").value is LocationKind.ADDRESS
        line = self.fields["address"].parentWidget()
        assert line is not None
        self.fields["address"].setVisible(known)
        # Else its empty line would leave a gap.
        line.setVisible(known)


def locations_page(tasks: Tasks, title: str) -> Page:
    """Make the page."""
    return ListPage(tasks, LocationsDraft(), LocationsEditor(), title, deletes=True)
