"""The fields of a calendar: its kind first, then the rest in parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings import calendars_book
from frontdesk.gui.dialogs.settings.calendars_about import About, Uses
from frontdesk.gui.dialogs.settings.calendars_behaviour import Behaviour
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft, blank_of
from frontdesk.gui.dialogs.settings.calendars_kinds import KindCards
from frontdesk.gui.dialogs.settings.calendars_section import Part
from frontdesk.gui.dialogs.settings.calendars_slots import SlotRules
from frontdesk.gui.dialogs.settings.calendars_team import Repeats, Team
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.form import stacked
from frontdesk.gui.dialogs.settings.judged import Judge
from frontdesk.gui.dialogs.settings.listing import Item


class CalendarEditor(Editor):
    """The editor: cards while no kind is chosen, the form afterwards.

    Its fields are made when there is something to show: made before the editor stands in its window, each would be
    dressed anew with every frame that is put around it.
    """

    built = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_built = False
        self._draft = CalendarDraft()
        self._blank: CalendarDraft | None = None
        self._offers = calendars_book.Offers()

    def _build(self) -> None:
        if self._is_built:
            return
        self._is_built = True
        # Hidden meanwhile: what is put into a window that is shown comes to light one by one, a moment later each.
        self.hide()
        self.kinds = KindCards()
        self.about, self.team, self.slots = About(), Team(), SlotRules()
        self.repeats, self.behaviour, self.uses = Repeats(), Behaviour(), Uses()
        self.parts: tuple[Part, ...] = (self.about, self.team, self.slots, self.repeats, self.behaviour)
        self.fields = {name: field for part in self.parts for name, field in part.fields.items()}
        self.judge = Judge(self.fields, self._problems)
        self._form = QWidget()
        stacked(self._form, self.about, self.team, self.slots, self.repeats, self.uses, self.behaviour)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.kinds)
        column.addWidget(self._form)
        self._wire()
        self.show()
        self.built.emit()

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say; a kind alone that was chosen for a new calendar is nothing to keep."""
        said = self._said()
        return {"draft": self._blank if said == self._draft and self._blank is not None else said}

    @property
    def faults(self) -> int:
        """Count what is wrong."""
        return self.judge.count if self._is_built else 0

    def offer(self, facts: Any) -> None:
        """Take the people, locations and groups that can be chosen."""
        assert isinstance(facts, calendars_book.Offers)
        self._build()
        self._offers = facts
        self.team.offer(facts.people)
        self.about.offer(facts.groups, facts.locations)

    def show_item(self, item: Item) -> None:
        """Fill the fields, or offer the kinds."""
        draft = item.typed["draft"]
        assert isinstance(draft, CalendarDraft)
        self._build()
        self._blank = draft if draft.kind is None else None
        self._show(draft, new=item.id is None)

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside its field."""
        if self._draft.kind is None:
            self.begin()
            return False
        return self.judge.refuse(refusal)

    def begin(self) -> None:
        """Go to the kinds, or to the name."""
        if self._draft.kind is None:
            self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.about.begin()

    def choose_kind(self, kind: CalendarKind | None) -> None:
        """Begin a calendar of a kind, or go back to the kinds; the name that was typed stays."""
        said = self._said()
        if kind is None:
            self._show(CalendarDraft(location=said.location), new=True)
        else:
            self._show(blank_of(kind, said.location, said.name), new=True)
        self.begin()
        self.changed.emit()

    def _show(self, draft: CalendarDraft, *, new: bool) -> None:
        self._draft = draft
        for part in self.parts:
            part.show_draft(draft)
        self.uses.show_uses(draft.id, self._offers.needed_by.get(draft.id or Id(0), ()))
        self._follow()
        self.kinds.setVisible(draft.kind is None)
        self._form.setVisible(draft.kind is not None)
        self.judge.begin(new=new)

    def _said(self) -> CalendarDraft:
        said = {name: value for part in self.parts for name, value in part.said.items()}
        return replace(self._draft, **said)

    def _problems(self) -> tuple[Invalid, ...]:
        return self._said().problems()

    def _touched(self) -> None:
        self._follow()
        self.judge.judge()
        self.changed.emit()

    def _follow(self) -> None:
        draft = self._said()
        people = {choice.id: choice.name for choice in self._offers.people}
        places = {choice.id: choice.name for choice in self._offers.locations}
        first = next((row.practitioner for row in draft.team if row.practitioner is not None), None)
        self.behaviour.practitioner = people.get(first, "") if first is not None else ""
        self.behaviour.location = places.get(draft.location, "") if draft.location is not None else ""
        for part in self.parts:
            part.follow(draft)

    def _wire(self) -> None:
        for part in self.parts:
            part.changed.connect(self._touched)
            part.settled.connect(self.judge.judge)
        self.kinds.chosen.connect(self.choose_kind)
        self.about.kind_asked.connect(lambda: self.choose_kind(None))
        self.uses.asked.connect(self.asked)
