"""The wizard's last page: how many rooms there are, and everything that will be made, in few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout

from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.row_button import RowButton
from frontdesk.gui.dialogs.wizard_draft import Draft, Step, zone_words
from frontdesk.gui.dialogs.wizard_offers import week_words
from frontdesk.gui.dialogs.wizard_page import Page, chain, go_to
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label

translate = QCoreApplication.translate
_NAMED = 6


class EndPage(Page):
    """The page; `step_asked` tells which step a line of the summary asks for."""

    step_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("Rooms, and that is all"))
        self.words.setText(self.tr("Nothing has been written so far. Press a line to change it."))
        self.rooms = Field(self.tr("How many rooms for patients?"), line_edit(longest=4))
        self.rooms.control.setMaximumWidth(style.scaled(120))
        self.lines: list[RowButton] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(style.scaled(2))
        self.column.addWidget(self.rooms)
        self.column.addSpacing(style.scaled(4))
        self.column.addWidget(label(self.tr("What will be made"), "heading"))
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def fill(self, draft: Draft) -> None:
        """Show what the draft says."""
        self.rooms.control.setText(draft.rooms or str(draft.room_count))
        for old in self.lines:
            self._lines.removeWidget(old)
            old.deleteLater()
        self.lines = [self._line(step, *words) for step, *words in summary(draft)]
        chain(self.rooms.control, *self.lines)

    def keep(self, draft: Draft) -> None:
        """Put into the draft what is typed; the number that was only offered follows the practitioners."""
        said = self.rooms.control.text().strip()
        draft.rooms = "" if not draft.rooms and said == str(draft.room_count) else said

    def clear(self) -> None:
        """Take back what was said to be wrong."""
        self.rooms.clear()

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside the number of rooms."""
        if not str(refusal.facts.get("field", "")).startswith("rooms"):
            return False
        self.rooms.say_wrong(refusals.sentence(refusal))
        go_to(self.rooms.control)
        return True

    def begin(self) -> None:
        """Go to the number of rooms."""
        go_to(self.rooms.control)

    def _line(self, step: Step, name: str, detail: str) -> RowButton:
        made = RowButton(name, detail, wording.filled(self.tr("%1: %2. Change"), name, detail))
        made.clicked.connect(lambda _checked=False: self.step_asked.emit(int(step)))
        self._lines.addWidget(made)
        return made


def summary(draft: Draft) -> tuple[tuple[Step, str, str], ...]:
    """Say what will be made, a line for each step, with the step that it is changed in."""
    people, chosen = [p.name for p in draft.people], [offer.name for offer in draft.chosen]
    others = sum(person.week is not None and person.week != draft.week for person in draft.people)
    hours = week_words(draft.week)
    if others:
        hours = wording.filled(translate("Wizard", "%1; other hours for %2"), hours, others)
    none = translate("Wizard", "none yet")
    where = zone_words(draft.zone)
    if draft.land:
        where = wording.filled(translate("Wizard", "%1 · public holidays of %2"), where, draft.land)
    return (
        (Step.CLINIC, draft.called, where),
        (Step.CLINIC, translate("Wizard", "File"), str(draft.path)),
        (Step.PEOPLE, counted_people(len(people)), _listed(people) or none),
        (Step.HOURS, translate("Wizard", "Hours"), hours),
        (Step.SERVICES, counted_services(len(chosen)), _listed(chosen) or none),
    )


def made_words(draft: Draft) -> str:
    """Say what was made, and where it is changed."""
    said = translate("Wizard", "%1 is set up: %2, %3, %4. All of it can be changed in Settings (Ctrl+,).")
    counts = counted_people(len(draft.people)), counted_services(len(draft.chosen)), _rooms(draft.room_count)
    return wording.filled(said, draft.called, *counts)


def counted_people(count: int) -> str:
    """Count practitioners."""
    one, many = translate("Wizard", "%1 practitioner"), translate("Wizard", "%1 practitioners")
    return wording.filled(one if count == 1 else many, count)


def counted_services(count: int) -> str:
    """Count services."""
    one, many = translate("Wizard", "%1 service"), translate("Wizard", "%1 services")
    return wording.filled(one if count == 1 else many, count)


def _rooms(count: int) -> str:
    one, many = translate("Wizard", "%1 room"), translate("Wizard", "%1 rooms")
    return wording.filled(one if count == 1 else many, count)


def _listed(names: list[str]) -> str:
    told = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return told if more <= 0 else wording.filled(translate("Wizard", "%1 and %2 more"), told, more)
