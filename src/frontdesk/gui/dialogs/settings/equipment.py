"""The page of equipment, with the visits that lose theirs while numbers are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.affected_list import AffectedList
from frontdesk.gui.dialogs.settings.fields_editor import FEW, HALF, WHOLE, FieldsEditor, translate
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.dialogs.settings.subjects import EquipmentDraft, Places
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.affected import Affected
    from frontdesk.services.clinic import Clinic

PAUSE_MS = 120
_LINES = (
    (("name", HALF), ("location", HALF)),
    (("quantity", FEW), ("out_of_service", FEW), ("calendar", HALF)),
    (("description", WHOLE),),
)


class Numbers(NamedTuple):
    """The numbers of an equipment that were asked about, as they were typed."""

    id: Id | None
    quantity: str
    out: str


class EquipmentEditor(FieldsEditor):
    """Name, numbers, location and calendar; below them whose bookings lose theirs."""

    def __init__(self) -> None:
        super().__init__(EquipmentDraft.entries, _LINES, fixed=EquipmentDraft.fixed, problems=EquipmentDraft().problems)
        self._places: Places | None = None
        self._held: Any = None
        self._asked: Numbers | None = None
        self.told_losing = label("", "warn", wrap=True)
        self.losing = AffectedList(self.tr("Visits that lose theirs"))
        self.losing.visit_asked.connect(self.visit_asked)
        self.box("location").picked.connect(self._offer_calendars)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(self.told_losing)
        column.addWidget(self.losing)
        self.below(holder)

    def offer(self, facts: Any) -> None:
        """Take locations and calendars."""
        self._places = facts
        self.box("location").offer([(each.id, each.name) for each in facts.locations])
        self.fields["location"].setVisible(len(facts.locations) > 1)

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        self._held = item.typed["calendar"]
        self.box("location").set_value(item.typed["location"])
        self._offer_calendars()
        super().show_item(item)
        if self._asked != Numbers(item.id, item.typed["quantity"], item.typed["out_of_service"]):
            self.show_losing(())

    def show_losing(self, found: Sequence[Affected], zone: str = "UTC", asked: Numbers | None = None) -> None:
        """List the visits that lose their units by some numbers; they stay on the page when those are written."""
        self._asked = asked
        one = self.tr("1 booked visit loses its unit. It stays booked, and needs another or a new time:")
        many = self.tr("%1 booked visits lose their units. They stay booked, and need others or new times:")
        self.told_losing.setText(one if len(found) == 1 else many.replace("%1", str(len(found))))
        self.told_losing.setVisible(bool(found))
        self.losing.show_visits(found, zone)

    def _offer_calendars(self) -> None:
        """Offer the calendars of the location, also one that is held and put away since."""
        if self._places is None:
            return
        here = self._places.calendars.get(self.box("location").value, ())
        offered = [(None, translate("Settings", "Any")), *((each.id, each.name) for each in here)]
        if self._held is not None and all(each.id != self._held for each in here):
            offered.append((self._held, translate("Settings", "A calendar that was put away")))
        self.box("calendar").offer(offered)
        self.box("calendar").set_value(None)
        self.fields["calendar"].setVisible(len(offered) > 1)


class EquipmentPage(ListPage):
    """The page. Nothing is written by the look at who would lose theirs."""

    def __init__(self, tasks: Tasks, title: str) -> None:
        self.fields = EquipmentEditor()
        super().__init__(tasks, EquipmentDraft(), self.fields, title, deletes=True)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        for name in ("quantity", "out_of_service"):
            self.fields.fields[name].control.textEdited.connect(lambda _text: self._pause.start())

    @property
    def pausing(self) -> bool:
        """Tell whether it waits for the next digit before it looks."""
        return self._pause.isActive()

    def _look(self) -> None:
        """Ask who would lose theirs by the numbers as they are typed."""
        item = self.item
        if item is None or item.id is None or item.archived:
            return
        try:
            values = self.draft.values_of(self.fields.said)
        except Refusal as refusal:
            self._losing_refused(refusal)
            return
        one, quantity, out = item.id, values["quantity"], values["out_of_service"]
        asked = Numbers(one, str(quantity), str(out))

        def call(clinic: Clinic) -> tuple[Numbers, Sequence[Affected], str]:
            found = clinic.equipment.losing(id=one, quantity=quantity, out_of_service=out)
            return asked, found, clinic.profile.get().zone

        self.tasks.run(call, self._show_losing, self._losing_refused, key="settings/losing")

    @Slot(object)
    def _show_losing(self, answer: tuple[Numbers, Sequence[Affected], str]) -> None:
        asked, found, zone = answer
        if self.item is not None and self.item.id == asked.id:
            self.fields.show_losing(found, zone, asked)

    @Slot(object)
    def _losing_refused(self, refusal: Refusal) -> None:
        """Say beside the number what is wrong, without taking the focus from whoever types."""
        self.fields.show_losing(())
        field = self.fields.fields.get(str(refusal.facts.get("field", "")))
        if field is not None:
            field.say_wrong(refusals.sentence(refusal))


def equipment_page(tasks: Tasks, title: str) -> Page:
    """Make the page."""
    return EquipmentPage(tasks, title)
