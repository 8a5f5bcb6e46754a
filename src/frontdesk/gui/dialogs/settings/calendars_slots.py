"""The slot rules of a calendar: how long, how often, how many, how soon, how far ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frontdesk.domain.calendar import CalendarKind
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.settings import calendars_words as words
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft
from frontdesk.gui.dialogs.settings.calendars_section import Part
from frontdesk.gui.dialogs.settings.form import FieldLine, Section
from frontdesk.gui.dialogs.settings.length_edit import AHEAD, LONG, SHORT, LengthEdit
from frontdesk.gui.parts.labels import label

_LENGTHS = ("duration", "interval", "buffer_before", "buffer_after", "notice", "window")


class SlotRules(Part):
    """The part; under its fields a sentence says the rules in words."""

    def __init__(self) -> None:
        super().__init__()
        none, any_time = self.tr("none"), self.tr("no limit")
        self.lengths = {
            "duration": LengthEdit(self.tr("Length of a visit"), SHORT),
            "interval": LengthEdit(self.tr("A time every"), SHORT),
            "buffer_before": LengthEdit(self.tr("Kept free before"), SHORT, none),
            "buffer_after": LengthEdit(self.tr("Kept free after"), SHORT, none),
            "notice": LengthEdit(self.tr("Notice"), LONG, none),
            "window": LengthEdit(self.tr("Bookable ahead"), AHEAD, any_time),
        }
        self.per_slot = line_edit(longest=6)
        self.per_day = line_edit(hint=any_time, longest=6)
        for each in self.lengths.values():
            each.changed.connect(self.touched)
        for line in (self.per_slot, self.per_day):
            line.textEdited.connect(self.touched)
        self.fields = {name: Field(edit.accessibleName(), edit) for name, edit in self.lengths.items()}
        self.fields["per_slot"] = Field(self.tr("Bookings at a time"), self.per_slot)
        self.fields["per_day"] = Field(self.tr("Bookings a day"), self.per_day)
        self.sentence = label("", "strong", wrap=True)
        at = self.fields
        self.lay_out(
            Section(
                self.tr("Times"),
                self.sentence,
                FieldLine(*((at[name], 190) for name in _LENGTHS)),
                FieldLine((at["per_slot"], 130), (at["per_day"], 130), grows=False),
            )
        )

    @property
    def said(self) -> Mapping[str, Any]:
        """Give what is typed."""
        lengths = {name: edit.said for name, edit in self.lengths.items()}
        return {**lengths, "per_slot": self.per_slot.text(), "per_day": self.per_day.text()}

    def show_draft(self, draft: CalendarDraft) -> None:
        """Fill the fields."""
        for name, edit in self.lengths.items():
            edit.show_measure(getattr(draft, name))
        self.per_slot.setText(draft.per_slot)
        self.per_day.setText(draft.per_day)

    def follow(self, draft: CalendarDraft) -> None:
        """Say the rules in words, and count seats where it is a class."""
        seats = draft.kind is CalendarKind.CLASS
        named = self.tr("Seats") if seats else self.tr("Bookings at a time")
        self.fields["per_slot"].caption.setText(named)
        self.per_slot.setAccessibleName(named)
        wrong = {str(fault.facts["field"]).partition(".")[0] for fault in draft.problems()} & set(self.fields)
        unclear = self.tr("What is marked below is to be put right first.")
        self.sentence.setText(unclear if wrong else words.rules_in_words(draft.calendar()))
