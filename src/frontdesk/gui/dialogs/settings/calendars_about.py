"""What a calendar is called and where it belongs, and what it is used by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.names import slug_of
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.hue_row import HueRow
from frontdesk.gui.dialogs.settings import calendars_words as words
from frontdesk.gui.dialogs.settings.boxes import Box
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft
from frontdesk.gui.dialogs.settings.calendars_section import Part
from frontdesk.gui.dialogs.settings.choices import Choice
from frontdesk.gui.dialogs.settings.form import FieldLine, Section
from frontdesk.gui.dialogs.settings.note_edit import NoteEdit
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label


class About(Part):
    """The part that stands first. `kind_asked` tells that another kind is wanted for a new calendar."""

    kind_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._draft = CalendarDraft()
        self.kind = label("", "strong", wrap=True)
        self.fixed = label("", "muted", wrap=True)
        self.other_kind = button(self.tr("Another kind"), "link", does=self.kind_asked.emit)
        self.name, self.slug = line_edit(), line_edit()
        self.group, self.location = Box(), Box()
        self.active = QCheckBox(self.tr("Active: patients and staff can book it"))
        self.hue, self.description = HueRow(), NoteEdit(lines=2)
        self.fields = {
            "name": Field(self.tr("Name"), self.name),
            "group": Field(self.tr("Group"), self.group),
            "location": Field(self.tr("Location"), self.location),
            "description": Field(self.tr("Description"), self.description),
            "hue": Field(self.tr("Colour"), self.hue),
            "slug": Field(self.tr("Short name"), self.slug),
        }
        self._wire()
        self._lay_out()

    @property
    def said(self) -> Mapping[str, Any]:
        """Give what is typed."""
        return {
            "name": self.name.text(),
            "slug": self.slug.text() or None,
            "group": self.group.value,
            "location": self.location.value if self._draft.id is None else self._draft.location,
            "active": self.active.isChecked(),
            "description": self.description.toPlainText(),
            "hue": self.hue.hue,
        }

    def offer(self, groups: Sequence[Choice], locations: Sequence[Choice]) -> None:
        """Take the groups and locations that can be chosen."""
        for box, choices in ((self.group, groups), (self.location, locations)):
            held = box.value
            none = [(None, self.tr("No group"))] if box is self.group else []
            box.offer([*none, *((choice.id, choice.name) for choice in choices)])
            box.set_value(held)
        self.fields["location"].setVisible(len(locations) > 1)

    def begin(self) -> None:
        """Go to the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def show_draft(self, draft: CalendarDraft) -> None:
        """Fill the fields."""
        self._draft = draft
        self.name.setText(draft.name)
        self.slug.setText(draft.slug or "")
        self.group.set_value(draft.group)
        self.location.set_value(draft.location)
        self.active.setChecked(draft.active)
        self.description.setPlainText(draft.description)
        self.hue.set_hue(draft.hue)
        self._show_fixed(draft)

    def follow(self, draft: CalendarDraft) -> None:
        """Show the short name that would be made."""
        self.slug.setPlaceholderText(slug_of(draft.name))

    def _show_fixed(self, draft: CalendarDraft) -> None:
        new = draft.id is None
        if draft.kind is not None:
            said = self.tr("%1: %2.")
            kind, what = words.kind_words(draft.kind), words.kind_explained(draft.kind)
            self.kind.setText(wording.filled(said, kind, what[:1].lower() + what[1:]))
        why = self.tr("Kind and location are chosen once: bookings go by the rules of one and take place at the other.")
        self.fixed.setText("" if new else why)
        self.fixed.setVisible(not new)
        self.other_kind.setVisible(new)
        self.location.setEnabled(new)

    def _wire(self) -> None:
        for line in (self.name, self.slug):
            line.textEdited.connect(self.touched)
        for box in (self.group, self.location):
            box.picked.connect(self.touched)
        self.active.clicked.connect(self.touched)
        self.hue.chosen.connect(self.touched)
        self.description.typed.connect(self.touched)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(style.scaled(8))
        head.addWidget(self.kind, 1)
        head.addWidget(self.other_kind, 0, Qt.AlignmentFlag.AlignTop)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(4))
        column.addLayout(head)
        column.addWidget(self.fixed)
        at = self.fields
        stack = self.lay_out(
            top,
            FieldLine((at["name"], 260), (at["group"], 170), (at["location"], 170)),
            self.active,
            at["description"],
            FieldLine((at["hue"], 320), (at["slug"], 180)),
        )
        stack.setSpacing(style.scaled(12))


class Uses(QWidget):
    """The calendar's own hours, and the rooms and equipment that need it; `asked` (page, id) leads there."""

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._id: Id | None = None
        self.hours = button(self.tr("Open its own hours…"), does=self._ask_hours)
        self.needed = label("", "", wrap=True)
        said = self.tr("It is open when its team works. Hours of its own narrow that.")
        self.section = Section(self.tr("Hours, rooms and equipment"), words=said)
        row = QHBoxLayout()
        row.addWidget(self.hours)
        row.addStretch(1)
        self.section.column.addLayout(row)
        self.section.column.addWidget(self.needed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)

    def show_uses(self, id: Id | None, names: Sequence[str]) -> None:
        """Show what needs a calendar; a new one has nothing yet."""
        self._id = id
        self.setVisible(id is not None)
        told = self.tr("Needs %1. Rooms and equipment say themselves which calendars need them.")
        nothing = self.tr("No room and no equipment is tied to it.")
        self.needed.setText(told.replace("%1", ", ".join(names)) if names else nothing)

    def _ask_hours(self) -> None:
        self.asked.emit("hours", self._id)
