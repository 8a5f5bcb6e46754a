"""The page of the clinic itself: name, zone, currency, and how a new visit stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from frontdesk.domain.appointment import Status
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings.fields_draft import Entry, FieldsDraft
from frontdesk.gui.dialogs.settings.fields_editor import HALF, WHOLE, FieldsEditor
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.one_record import OneRecordPage
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

_LINES = ((("name", WHOLE),), (("zone_name", WHOLE),), (("currency", HALF), ("new_status", HALF)))


class ClinicDraft(FieldsDraft):
    """The clinic's own particulars: there is one record of them, and it is never new."""

    area = "profile"
    entries: ClassVar[Mapping[str, Entry]] = {
        "name": Entry.LINE,
        "zone_name": Entry.ZONE,
        "currency": Entry.CURRENCY,
        "new_status": Entry.CHOICE,
    }

    def read(self, clinic: Clinic) -> Item:
        """Read them."""
        return self.item(clinic.profile.get(), None)

    def item(self, record: Profile, facts: Any) -> Item:
        """Show them as what is edited."""
        said = {
            "name": record.name,
            "zone_name": record.zone,
            "currency": record.currency,
            "new_status": record.new_status,
        }
        return Item(record.id, record.version, record.name, typed=said)

    def save(self, clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
        """Write what changed."""
        values, held = self.values_of(said), self.values_of(item.typed)
        changed = {name: value for name, value in values.items() if value != held[name]}
        return clinic.profile.update(**changed).id if changed else item.id or THE_CLINIC


class ClinicPage(OneRecordPage):
    """The page."""

    def __init__(self, tasks: Tasks) -> None:
        draft = ClinicDraft()
        statuses = [(each, wording.status_words(each)) for each in (Status.BOOKED, Status.CONFIRMED)]
        self.editor = FieldsEditor(
            ClinicDraft.entries, _LINES, choices={"new_status": statuses}, problems=draft.problems
        )
        super().__init__(tasks, draft, self.editor)
