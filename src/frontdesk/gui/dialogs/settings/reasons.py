"""The page of the reasons why visits do not take place, and of how long patients may wait."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from frontdesk.domain.errors import Refusal
from frontdesk.domain.reason import Away
from frontdesk.gui.dialogs.field import Field, line_edit
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.form import FieldLine, Section, stacked
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.dialogs.settings.one_record import OneRecordPage
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.dialogs.settings.reasons_draft import LIMIT, MOST_DIGITS, ReasonRow, ReasonsDraft, place_of
from frontdesk.gui.dialogs.settings.row_model import Column
from frontdesk.gui.dialogs.settings.row_table import RowTable
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks

_FEW = 160


class ReasonsEditor(Editor):
    """The three lists, and the limit."""

    def __init__(self, draft: ReasonsDraft) -> None:
        super().__init__()
        self._draft = draft
        self._faults = 0
        titles = {
            Away.CANCEL: self.tr("Cancelled"),
            Away.NO_SHOW: self.tr("No-show"),
            Away.LEFT: self.tr("Left without being seen"),
        }
        self.tables = {away.value: self._table(words) for away, words in titles.items()}
        self.limit: Field[QLineEdit] = Field(self.tr("Too long, in minutes"), line_edit(longest=MOST_DIGITS - 1))
        self.limit.control.textEdited.connect(lambda _text: self._touched())
        digits = self.tr("The first nine are chosen by their digit when a visit is cancelled.")
        waits = self.tr("Who waits longer is marked on the board and in the waiting room.")
        stacked(
            self,
            Section(titles[Away.CANCEL], self.tables[Away.CANCEL.value], words=digits),
            Section(titles[Away.NO_SHOW], self.tables[Away.NO_SHOW.value]),
            Section(titles[Away.LEFT], self.tables[Away.LEFT.value]),
            Section(self.tr("Waiting"), FieldLine((self.limit, _FEW), grows=False), words=waits),
        )

    @property
    def said(self) -> dict[str, Any]:
        """Give what the fields say."""
        rows: dict[str, Any] = {name: table.rows for name, table in self.tables.items()}
        return {**rows, LIMIT: self.limit.control.text()}

    @property
    def faults(self) -> int:
        """Count what is wrong."""
        return self._faults

    def show_item(self, item: Item) -> None:
        """Fill the fields."""
        for name, table in self.tables.items():
            table.show_rows(item.typed[name])
        self.limit.control.setText(item.typed[LIMIT])
        self._judge()

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside what it names, and go there."""
        field = str(refusal.facts.get("field", ""))
        place = place_of(field)
        if place is not None and place[0] in self.tables:
            self.tables[place[0]].go_to(place[1], "words")
            return False
        if field == LIMIT:
            self.limit.say_wrong(refusals.sentence(refusal))
            self.limit.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def begin(self) -> None:
        """Go to the first list."""
        self.tables[Away.CANCEL.value].setFocus(Qt.FocusReason.OtherFocusReason)

    def _touched(self) -> None:
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        """Mark what is wrong while it is typed."""
        found = self._draft.problems(self.said)
        self._faults = len(found)
        marked: dict[str, dict[tuple[int, str], str]] = {name: {} for name in self.tables}
        self.limit.clear()
        for fault in found:
            field, words = str(fault.facts["field"]), refusals.sentence(fault)
            place = place_of(field)
            if place is not None:
                marked[place[0]][place[1], "words"] = words
            else:
                self.limit.say_wrong(words)
        for name, table in self.tables.items():
            table.show_faults(marked[name])

    def _table(self, words: str) -> RowTable:
        made = RowTable(words, (Column("words", self.tr("Reason")),), ReasonRow, self.tr("Add a reason"))
        made.changed.connect(self._touched)
        return made


class ReasonsPage(OneRecordPage):
    """The page."""

    def __init__(self, tasks: Tasks) -> None:
        draft = ReasonsDraft()
        self.editor = ReasonsEditor(draft)
        super().__init__(tasks, draft, self.editor)


def reasons_page(tasks: Tasks) -> Page:
    """Make the page."""
    return ReasonsPage(tasks)
