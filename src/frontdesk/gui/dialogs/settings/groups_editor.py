"""The fields of a group of calendars; whether its short name is free is said while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.names import slug_of
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.settings import groups_book
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.form import FieldLine, Lines, Section, fields_of, stacked
from frontdesk.gui.dialogs.settings.judged import Judge
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.note_edit import NoteEdit
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.slugs import SlugReply


class GroupEditor(Editor):
    """The fields: name, short name, description, whether it is shown, and its calendars."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._id: Id | None = None
        self._own = ""
        self._taken: str | None = None
        self._members: groups_book.Members = {}
        self.name, self.slug, self.description = line_edit(), line_edit(), NoteEdit(lines=3)
        self.active = QCheckBox(self.tr("Shown"))
        self.hides = label("", "muted", wrap=True)
        self.calendars = label("", "", wrap=True)
        self.fields: dict[str, Field[Any]] = fields_of(
            {
                "name": (self.tr("Name"), self.name),
                "slug": (self.tr("Short name"), self.slug),
                "description": (self.tr("Description"), self.description),
                "active": ("", self.active),
            }
        )
        self.judge = Judge(self.fields, lambda: groups_book.problems(self.said))
        self._wire()
        self._lay_out()

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say."""
        return {
            "name": self.name.text(),
            "slug": self.slug.text(),
            "description": self.description.toPlainText(),
            "active": self.active.isChecked(),
        }

    @property
    def faults(self) -> int:
        """Count what is wrong; a short name that another group has is."""
        return self.judge.count + (self._taken is not None)

    def offer(self, facts: Any) -> None:
        """Take the names of the calendars in each group."""
        self._members = facts or {}

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        self._id, self._own = item.id, item.typed["slug"]
        self.name.setText(item.typed["name"])
        self.slug.setText(item.typed["slug"])
        self.description.setPlainText(item.typed["description"])
        self.active.setChecked(item.typed["active"])
        self._taken = None
        self.judge.begin(new=item.id is None)
        self._show_calendars()
        self._show_slug()

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside its field."""
        return self.judge.refuse(refusal)

    def begin(self) -> None:
        """Go to the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _touched(self, *_: object) -> None:
        self._taken = None
        self.judge.judge()
        self._show_calendars()
        self._show_slug()
        self.changed.emit()

    def _show_calendars(self) -> None:
        names = self._members.get(self._id, ()) if self._id is not None else ()
        self.calendars.setText(", ".join(names) or self.tr("None yet. A calendar says itself which group it is in."))
        shown = self.tr("Its calendars stand in every list.")
        hidden = self.tr("Its calendars stand in no list and cannot be booked; what is booked stays.")
        self.hides.setText(shown if self.active.isChecked() else hidden)

    def _show_slug(self) -> None:
        """Ask whether the short name is free; without one that was typed the book makes a free one of the name."""
        typed, made = self.slug.text().strip(), slug_of(self.name.text())
        self.slug.setPlaceholderText(made)
        asked = typed or ("" if self._id is not None else made)
        if not slug_of(asked) or asked == self._own:
            return
        self._tasks.run(
            lambda clinic: clinic.calendar_groups.validate_slug(slug=asked, id=self._id),
            self._show_free,
            self._not_asked,
            key=f"slug/{id(self)}",
        )

    @Slot(object)
    def _show_free(self, reply: SlugReply) -> None:
        if not self.slug.text().strip():
            told = self.tr("“%1” is taken by another group: a number is put behind it.").replace("%1", reply.slug)
            self.fields["slug"].tell("" if reply.free or slug_of(self.name.text()) != reply.slug else told)
            return
        if slug_of(self.slug.text()) != reply.slug:
            return
        words = self.tr("“%1” is free.") if reply.free else self.tr("“%1” is taken by another group.")
        told = words.replace("%1", reply.slug)
        if reply.free:
            self.fields["slug"].tell(told)
        else:
            self.fields["slug"].say_wrong(told)
        taken = None if reply.free else reply.slug
        if taken != self._taken:
            self._taken = taken
            self.changed.emit()

    @Slot(object)
    def _not_asked(self, _refusal: Refusal) -> None:
        """Leave it to the save: a group that is gone meanwhile has no short name to ask about."""

    def _wire(self) -> None:
        for line in (self.name, self.slug):
            line.textEdited.connect(self._touched)
        self.description.typed.connect(self._touched)
        self.active.clicked.connect(self._touched)

    def _lay_out(self) -> None:
        at = self.fields
        stacked(
            self,
            Lines(FieldLine((at["name"], 260), (at["slug"], 220)), at["description"]),
            Section(self.tr("In lists"), at["active"], self.hides),
            Section(self.tr("Its calendars"), self.calendars),
        )
