"""The team of a calendar, how it is chosen from, where visits take place, and how they repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox

from frontdesk.domain.calendar import CalendarKind, Distribution, Frequency, PlaceKind, Taken
from frontdesk.gui.dialogs.field import line_edit
from frontdesk.gui.dialogs.settings import calendars_words as words
from frontdesk.gui.dialogs.settings.boxes import Box
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft, MemberRow, PlaceRow
from frontdesk.gui.dialogs.settings.calendars_section import Part
from frontdesk.gui.dialogs.settings.choices import Choice
from frontdesk.gui.dialogs.settings.form import FieldLine, Section, fields_of
from frontdesk.gui.dialogs.settings.row_model import Column, Entry
from frontdesk.gui.dialogs.settings.row_table import RowTable


class Team(Part):
    """The part; which columns the team has follows the kind."""

    def __init__(self) -> None:
        super().__init__()
        self.team = RowTable(
            self.tr("Team"), self._columns(CalendarKind.PERSONAL), MemberRow, self.tr("Add a practitioner")
        )
        self.places = RowTable(self.tr("Places"), self._place_columns(), PlaceRow, self.tr("Add a place"))
        everywhere = [Choice(kind, words.place_words(kind)) for kind in PlaceKind]
        self.places.model.offer("place", everywhere)
        self.team.model.offer("place", [Choice(None, words.place_words(None)), *everywhere])
        self.distribution = Box()
        self.distribution.offer([(each, words.distribution_words(each)) for each in Distribution])
        self.distribution.picked.connect(self.touched)
        for table in (self.team, self.places):
            table.changed.connect(self.touched)
            table.settled.connect(self.settled)
        self._who = Section(self.tr("Team"))
        self.fields = fields_of(
            {
                "team": ("", self.team),
                "distribution": (self.tr("Who takes a visit"), self.distribution),
                "places": ("", self.places),
            }
        )
        self._picking = FieldLine((self.fields["distribution"], 260), grows=False)
        self._who.column.addWidget(self.fields["team"])
        self._who.column.addWidget(self._picking)
        where = self.tr("Where visits take place, unless the team's own places say otherwise.")
        self.lay_out(self._who, Section(self.tr("Places"), self.fields["places"], words=where))

    @property
    def said(self) -> Mapping[str, Any]:
        """Give what is typed."""
        return {"team": self.team.rows, "places": self.places.rows, "distribution": self.distribution.value}

    def offer(self, people: Sequence[Choice]) -> None:
        """Take the practitioners that can be chosen."""
        self.team.model.offer("practitioner", people)

    def show_draft(self, draft: CalendarDraft) -> None:
        """Fill the fields."""
        self.team.show_rows(draft.team)
        self.places.show_rows(draft.places)
        self.distribution.set_value(draft.distribution)

    def follow(self, draft: CalendarDraft) -> None:
        """Show what this kind has use for."""
        kind = draft.kind or CalendarKind.PERSONAL
        self.team.show_columns(self._columns(kind))
        self._picking.setVisible(kind is CalendarKind.ROUND_ROBIN)
        self._who.say(self._explained(kind))

    def _explained(self, kind: CalendarKind) -> str:
        return {
            CalendarKind.ROUND_ROBIN: self.tr("The higher priority is asked first; among equals the one with fewest."),
            CalendarKind.COLLECTIVE: self.tr("Times that everyone has free. The primary practitioner holds the visit."),
            CalendarKind.EVENT: self.tr("An event can do without a team."),
        }.get(kind, "")

    def _columns(self, kind: CalendarKind) -> tuple[Column, ...]:
        more: tuple[Column, ...] = ()
        if kind is CalendarKind.ROUND_ROBIN:
            more = (Column("priority", self.tr("Priority"), Entry.TEXT, 2, "0"),)
        elif kind is CalendarKind.COLLECTIVE:
            more = (Column("primary", self.tr("Primary"), Entry.CHECK, 2),)
        who = Column("practitioner", self.tr("Practitioner"), Entry.CHOICE, 5, self.tr("Type a name"))
        return (who, *more, *self._place_columns())

    def _place_columns(self) -> tuple[Column, ...]:
        where = Column("place", self.tr("Where"), Entry.CHOICE, 4)
        return (where, Column("detail", self.tr("Details"), Entry.TEXT, 5))


class Repeats(Part):
    """Whether and how patients may book a series."""

    def __init__(self) -> None:
        super().__init__()
        self.on = QCheckBox(self.tr("Patients may book a series"))
        self.on.clicked.connect(self.touched)
        self.frequency, self.taken = Box(), Box()
        self.frequency.offer([(each, words.frequency_words(each)) for each in Frequency])
        self.taken.offer([(each, words.taken_words(each)) for each in Taken])
        self.count = line_edit(longest=3)
        self.count.textEdited.connect(self.touched)
        for box in (self.frequency, self.taken):
            box.picked.connect(self.touched)
        self.fields = fields_of(
            {
                "repeating": ("", self.on),
                "repeating.frequency": (self.tr("How often"), self.frequency),
                "repeating.count": (self.tr("Times"), self.count),
                "repeating.taken": (self.tr("When a time is taken"), self.taken),
            }
        )
        at = self.fields
        self._how = FieldLine(
            (at["repeating.frequency"], 170), (at["repeating.count"], 80), (at["repeating.taken"], 210), grows=False
        )
        self.lay_out(Section(self.tr("Repeats"), at["repeating"], self._how))

    @property
    def said(self) -> Mapping[str, Any]:
        """Give what is typed."""
        return {
            "repeats": self.on.isChecked(),
            "frequency": self.frequency.value,
            "count": self.count.text(),
            "taken": self.taken.value,
        }

    def show_draft(self, draft: CalendarDraft) -> None:
        """Fill the fields."""
        self.on.setChecked(draft.repeats)
        self.frequency.set_value(draft.frequency)
        self.count.setText(draft.count)
        self.taken.set_value(draft.taken)

    def follow(self, draft: CalendarDraft) -> None:
        """Show how only where visits repeat."""
        self._how.setVisible(draft.repeats)
