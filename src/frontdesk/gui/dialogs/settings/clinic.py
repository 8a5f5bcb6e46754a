"""The page of the clinic itself: name, zone, currency, and how a new visit stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Status
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.frame import EDGE, scrolling
from frontdesk.gui.dialogs.settings.fields_draft import Entry, FieldsDraft
from frontdesk.gui.dialogs.settings.fields_editor import HALF, WHOLE, FieldsEditor
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.sections import line

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

WIDEST = 640
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


class ClinicPage(Page):
    """The page. Enter writes."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self.draft = ClinicDraft()
        statuses = [(each, wording.status_words(each)) for each in (Status.BOOKED, Status.CONFIRMED)]
        self.editor = FieldsEditor(ClinicDraft.entries, _LINES, choices={"new_status": statuses})
        self.editor.changed.connect(self._show_state)
        self.save = EnterButton(self.tr("Save"))
        self.save.clicked.connect(lambda _checked=False: self.write())
        self._item: Item | None = None
        self._sent: dict[str, Any] | None = None
        self._lay_out()
        self._show_state()

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written."""
        return self._item is not None and self.editor.said != dict(self._item.typed)

    @property
    def is_writing(self) -> bool:
        """Tell whether something is being written."""
        return self._sent is not None

    def read(self, then: Id | None = None) -> None:
        """Read the particulars anew."""
        self.tasks.run(self.draft.read, self._read, self._refused, key="settings/clinic")

    def begin(self) -> None:
        """Begin with the name."""
        self.editor.begin()

    def put_back(self) -> None:
        """Drop what was typed."""
        self._item = None
        self.read()

    def write(self) -> bool:
        """Begin to write what was typed."""
        item, said = self._item, self.editor.said
        if item is None or self.is_writing or not self.is_changed:
            return True
        try:
            self.draft.values_of(said)
        except Refusal as refusal:
            self._refused(refusal)
            return False
        self._sent = said
        self.tasks.run(lambda clinic: self.draft.save(clinic, item, said), self._written, self._refused_write)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write by Enter."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _read(self, item: Item) -> None:
        if self.is_writing:
            return
        if not self.is_changed:
            self._item = item
            self.editor.show_item(item)
        self._show_state()
        self.shown.emit()

    @Slot(object)
    def _written(self, _id: Id) -> None:
        assert self._item is not None
        # What was typed on meanwhile stays, and is not written yet.
        self._item, self._sent = replace(self._item, typed=self._sent or {}), None
        self.say(self.tr("Saved."))
        self.read()
        self.written.emit()
        self.settled.emit(True)

    @Slot(object)
    def _refused_write(self, refusal: Refusal) -> None:
        self._sent = None
        self._refused(refusal)
        self.settled.emit(False)

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        self.say("" if self.editor.refuse(refusal) else refusals.sentence(refusal), wrong=True)

    def _show_state(self) -> None:
        self.save.setEnabled(self.is_changed)

    def _lay_out(self) -> None:
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(*[style.scaled(n) for n in (EDGE, 16, EDGE, 16)])
        around.addWidget(self.editor, 1)
        self.editor.setMaximumWidth(style.scaled(WIDEST))
        foot = QHBoxLayout()
        foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
        foot.setSpacing(style.scaled(10))
        foot.addWidget(self.message, 1)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolling(inside), 1)
        column.addWidget(line())
        column.addLayout(foot)
