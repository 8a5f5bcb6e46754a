"""A page of one record, which is there and never new: its fields over a foot with Save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.list_layout import form_area, form_side, keep_focus, reveal
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

WIDEST = 640


class OneDraft(Protocol):
    """How the one record is read, what was typed is understood, and how it is written."""

    def read(self, clinic: Clinic) -> Item:
        """Read the record as what is edited."""

    def values_of(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read what was typed; Invalid where it cannot be read."""

    def save(self, clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
        """Write what changed."""


class OneRecordPage(Page):
    """The page. Enter writes."""

    def __init__(self, tasks: Tasks, draft: OneDraft, editor: Editor) -> None:
        super().__init__(tasks)
        self.draft, self._form = draft, editor
        editor.changed.connect(self._show_state)
        self.cancel = button(self.tr("Cancel"), does=self.cancel_typing)
        self.save = EnterButton(self.tr("Save"))
        for each in (self.cancel, self.save):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.save.clicked.connect(lambda _checked=False: self.write())
        self._item: Item | None = None
        self._dropped: dict[str, Any] | None = None
        self._sent: dict[str, Any] | None = None
        self._faulty = False
        self._lay_out()
        self._show_state()

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written."""
        return self._item is not None and self._form.said != dict(self._item.typed)

    @property
    def is_writing(self) -> bool:
        """Tell whether something is being written."""
        return self._sent is not None

    def read(self, then: Id | None = None) -> None:
        """Read the record anew."""
        self.tasks.run(self.draft.read, self._read, self._refused, key=f"settings/{id(self)}")

    def begin(self) -> None:
        """Begin with the first field."""
        self._form.begin()

    def put_back(self) -> None:
        """Drop what was typed."""
        if self._item is not None:
            self._dropped = self._form.said if self.is_changed else None
            self._form.show_item(self._item)
            self._show_state()
        self.read()

    @property
    def can_bring_back(self) -> bool:
        """Tell whether what was typed was dropped and nothing was typed since."""
        return self._dropped is not None and self._item is not None and not self.is_changed

    def bring_back(self) -> None:
        """Show again what was typed and dropped."""
        if self.can_bring_back and self._item is not None and self._dropped is not None:
            said, self._dropped = self._dropped, None
            self._form.show_item(replace(self._item, typed=said))
            self.say("")
            self._show_state()

    def write(self) -> bool:
        """Begin to write what was typed."""
        item, said = self._item, self._form.said
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
            self._form.show_item(item)
        self._show_state()
        self.shown.emit()

    @Slot(object)
    def _written(self, _id: Id) -> None:
        assert self._item is not None
        # What was typed on meanwhile stays, and is not written yet.
        self._item, self._sent = replace(self._item, typed=self._sent or {}), None
        self._dropped = None
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
        self.say("" if self._form.refuse(refusal) else refusals.sentence(refusal), wrong=True)
        reveal(self._area)

    def _show_state(self) -> None:
        faults, was = self._form.faults if self.is_changed else 0, self._faulty
        self._faulty = faults > 0
        if not self.is_changed:
            keep_focus(self._form, (self.cancel, self.save), self._form)
        self.cancel.setVisible(self.is_changed)
        self.save.setEnabled(self.is_changed and not faults)
        if was or faults:
            self.say(wording.problems(faults))

    def _lay_out(self) -> None:
        self._area = form_area(self._form)
        self._form.setMaximumWidth(style.scaled(WIDEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(form_side(self._area, self.message, (self.cancel, self.save)), 1)
