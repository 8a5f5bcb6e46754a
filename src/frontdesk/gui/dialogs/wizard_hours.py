"""The wizard's third page: one week for everyone, and another for whoever keeps other hours."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.week_editor import WeekEditor
from frontdesk.gui.dialogs.wizard_draft import PATTERNS, Draft, Person, Week, pattern_of
from frontdesk.gui.dialogs.wizard_offers import pattern_choices, week_words
from frontdesk.gui.dialogs.wizard_page import Page
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.hits import Hit, HitList

LIST_WIDTH = 210
_SAME, _OWN = "same", "own"


class HoursPage(Page):
    """The page: whose hours at the left, the hours at the right."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("When do you see patients?"))
        self.words.setText(
            self.tr("Choose the hours that most keep; whoever keeps others is chosen at the left and gets their own.")
        )
        self._draft = draft
        self._people: list[Person] = []
        self._week: Week = draft.week
        self._filling = False
        self.list = HitList(self.tr("Whose hours"))
        self.list.setFixedWidth(style.scaled(LIST_WIDTH))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_week())
        self.pattern = Field(self.tr("Hours"), QComboBox())
        self.pattern.control.setMinimumContentsLength(16)
        self.pattern.control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pattern.control.activated.connect(lambda _index: self._choose_pattern())
        self.week = Field(self.tr("Change any day: 8:30-12:30, 13:30-17:30"), WeekEditor())
        self.week.control.changed.connect(self._typed)
        right = QVBoxLayout()
        right.setSpacing(style.scaled(12))
        right.addWidget(self.pattern)
        right.addWidget(self.week)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(style.scaled(18))
        across.addWidget(self.list)
        across.addLayout(right, 1)
        self.column.addLayout(across, 1)

    def fill(self, draft: Draft) -> None:
        """Show what the draft says."""
        self._people, self._week = list(draft.people), draft.week
        self.list.setVisible(bool(self._people))
        self._show_list()
        self._show_week()

    def keep(self, draft: Draft) -> None:
        """Put into the draft what is typed."""
        draft.week, draft.people = self._week, tuple(self._people)

    def clear(self) -> None:
        """Take back what was said to be wrong."""
        self.week.clear()

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside the week that it names, and go to its day."""
        field = str(refusal.facts.get("field", ""))
        if not field.startswith("hours["):
            return False
        whose = field.removeprefix("hours[").removesuffix("]")
        self._choose(int(whose) + 1 if whose.isdecimal() else 0)
        self.week.say_wrong(refusals.sentence(refusal))
        self.week.control.mark_wrong(int(str(refusal.facts["weekday"])))
        return True

    def begin(self) -> None:
        """Go to the choice of hours."""
        self.pattern.control.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _person(self) -> int | None:
        """Give the number of the practitioner whose hours are shown; None for everyone's."""
        row = self.list.currentIndex().row()
        return row - 1 if self._people and row > 0 else None

    def _shown(self) -> Week:
        at = self._person
        own = self._people[at].week if at is not None else None
        return self._week if own is None else own

    def _show_list(self) -> None:
        """Write beside each name which hours they keep."""
        row = max(self.list.currentIndex().row(), 0)
        same = self.tr("as everyone")
        hits = [Hit(self.tr("Everyone"), week_words(self._week))]
        hits += [Hit(p.name, same if p.week is None else week_words(p.week)) for p in self._people]
        self._filling = True
        self.list.show_hits(hits)
        self._choose(min(row, len(hits) - 1))
        self._filling = False

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.model().index(row, 0))

    def _show_week(self) -> None:
        if self._filling:
            return
        self.week.clear()
        self.week.control.set_days(self._shown())
        self._show_pattern()

    def _show_pattern(self) -> None:
        """Offer the patterns, and say which of them the hours that are shown keep."""
        at, box = self._person, self.pattern.control
        same = at is not None and self._people[at].week is None
        box.clear()
        if at is not None:
            box.addItem(self.tr("The same as everyone"), _SAME)
        for name, words in pattern_choices(self._draft.workdays):
            box.addItem(words, name)
        box.addItem(self.tr("Other hours, typed below"), _OWN)
        kept = _SAME if same else pattern_of(self._shown(), self._draft.workdays) or _OWN
        box.setCurrentIndex(box.findData(kept))

    def _choose_pattern(self) -> None:
        name = self.pattern.control.currentData()
        if name == _OWN:
            self.week.control.setFocus(Qt.FocusReason.TabFocusReason)
            self._take(self._shown())
            return
        self._take(next((p.week(self._draft.workdays) for p in PATTERNS if p.id == name), None))
        self.week.clear()
        self.week.control.set_days(self._shown())

    def _typed(self) -> None:
        self.week.clear()
        self._take(self.week.control.days)
        self._show_pattern()

    def _take(self, week: Week | None) -> None:
        """Take hours for whoever is shown; None for everyone's."""
        at = self._person
        if at is not None:
            self._people[at] = replace(self._people[at], week=week)
        elif week is not None:
            self._week = week
        self._show_list()
