"""How a calendar behaves: what a visit is called, what patients may do and are asked, what they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from frontdesk.domain.calendar import TITLE_FIELDS, Guests
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.settings import calendars_words as words
from frontdesk.gui.dialogs.settings.boxes import Box
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft
from frontdesk.gui.dialogs.settings.calendars_section import Part
from frontdesk.gui.dialogs.settings.form import FieldLine, Section
from frontdesk.gui.dialogs.settings.note_edit import NoteEdit
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label


class Behaviour(Part):
    """The part. The names of practitioner and location for the title's example are handed in."""

    def __init__(self) -> None:
        super().__init__()
        self.practitioner = self.location = ""
        self.checks = {
            "auto_confirm": QCheckBox(self.tr("Confirm visits at once")),
            "allow_reschedule": QCheckBox(self.tr("Patients may move their visit")),
            "allow_cancel": QCheckBox(self.tr("Patients may cancel their visit")),
            "sticky_patient": QCheckBox(self.tr("Patients keep their practitioner")),
            "assign_patient": QCheckBox(self.tr("Make the practitioner the patient's own")),
        }
        self.title, self.form, self.consent = line_edit(), line_edit(), line_edit()
        self.look_busy = line_edit(hint="0", longest=4)
        self.guests, self.notes = Box(), NoteEdit(lines=3)
        self.guests.offer([(each, words.guests_words(each)) for each in Guests])
        self.example = label("", "small", wrap=True)
        self.fields = self._named()
        self._wire()
        self._lay_out()

    @property
    def said(self) -> Mapping[str, Any]:
        """Give what is typed."""
        return {
            **{name: check.isChecked() for name, check in self.checks.items()},
            "title_template": self.title.text(),
            "guests": self.guests.value,
            "form": self.form.text(),
            "consent_label": self.consent.text(),
            "notes": self.notes.toPlainText(),
            "look_busy": self.look_busy.text(),
        }

    def show_draft(self, draft: CalendarDraft) -> None:
        """Fill the fields."""
        for name, check in self.checks.items():
            check.setChecked(getattr(draft, name))
        self.title.setText(draft.title_template)
        self.guests.set_value(draft.guests)
        self.form.setText(draft.form)
        self.consent.setText(draft.consent_label)
        self.notes.setPlainText(draft.notes)
        self.look_busy.setText(draft.look_busy)

    def follow(self, draft: CalendarDraft) -> None:
        """Show what a visit would be called."""
        title = words.title_example(draft.calendar(), self.practitioner, self.location)
        self.example.setText(self.tr("Such as: %1").replace("%1", title))

    def _insert(self, name: str) -> None:
        self.title.insert(f"{{{{{name}}}}}")
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.touched()

    def _named(self) -> dict[str, Field[Any]]:
        return {
            "title_template": Field(self.tr("Title of a visit"), self.title),
            "guests": Field(self.tr("Guests"), self.guests),
            "form": Field(self.tr("Booking form"), self.form),
            "consent_label": Field(self.tr("Consent that is asked for"), self.consent),
            "notes": Field(self.tr("Notes"), self.notes),
            "look_busy": Field(self.tr("Percent of free times to hide"), self.look_busy),
        }

    def _wire(self) -> None:
        for line in (self.title, self.form, self.consent, self.look_busy):
            line.textEdited.connect(self.touched)
        for check in self.checks.values():
            check.clicked.connect(self.touched)
        self.guests.picked.connect(self.touched)
        self.notes.typed.connect(self.touched)

    def _lay_out(self) -> None:
        at = self.fields
        inserts = FieldLine(*((self._inserting(name), 0) for name in TITLE_FIELDS), grows=False, gap=4)
        self.lay_out(
            Section(self.tr("Title"), at["title_template"], inserts, self.example),
            Section(self.tr("Patients"), *self.checks.values()),
            Section(
                self.tr("Booking"),
                FieldLine((at["guests"], 190), (at["form"], 190), (at["consent_label"], 260)),
                FieldLine((at["look_busy"], 280), grows=False),
                at["notes"],
            ),
        )

    def _inserting(self, name: str) -> Any:
        spoken = self.tr("Insert: %1").replace("%1", words.field_words(name))
        return button(words.field_words(name), "link", does=lambda: self._insert(name), name=spoken)
