"""What is wrong with a form, said beside its fields while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.settings.length_edit import LengthEdit
from frontdesk.gui.dialogs.settings.row_table import RowTable
from frontdesk.gui.ground import refusals

_CELL = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?.*")
# What is not yet there is no mistake of someone who has just begun.
_NOT_YET = {"empty", "choose_one", "member_needed"}


class Judge:
    """Knows the fields by the names that refusals have for them.

    `problems` gives all that is wrong with what is typed now. Until someone tried to write a new item, what merely
    is not there yet is no mistake: it is told faintly beside its field, from the first letter typed on.
    """

    def __init__(self, fields: Mapping[str, Field[Any]], problems: Callable[[], Sequence[Invalid]]) -> None:
        self._fields, self._problems = fields, problems
        self._tables = {n: f.control for n, f in fields.items() if isinstance(f.control, RowTable)}
        self._patient = False
        self._said: dict[str, str] = {}
        self._hinted: set[str] = set()
        self.count = 0

    def begin(self, *, new: bool) -> None:
        """Begin with another item."""
        self._patient = new
        for field in self._fields.values():
            self._mark(field, "")
        for table in self._tables.values():
            table.show_faults({})
        self._said, self._hinted = {}, set()
        self.judge(hints=False)

    def judge(self, *, hints: bool = True) -> None:
        """Say what is wrong now, and no longer what is right."""
        problems = tuple(self._problems())
        self.count = len(problems)
        beside: dict[str, str] = {}
        missing: dict[str, str] = {}
        cells: dict[str, dict[tuple[int, str], str]] = {name: {} for name in self._tables}
        for problem in problems:
            name, row, column = _place(str(problem.facts["field"]))
            if self._is_quiet(problem, name, row):
                if row is None:
                    missing.setdefault(self._nearest(name), refusals.sentence(problem))
                continue
            words = refusals.sentence(problem)
            beside.setdefault(self._nearest(name), words)
            if row is not None and name in cells:
                cells[name].setdefault((row, column), words)
        for name, table in self._tables.items():
            table.show_faults(cells[name])
        for name in {*beside, *self._said} & set(self._fields):
            if beside.get(name, "") != self._said.get(name, ""):
                self._mark(self._fields[name], beside.get(name, ""))
        self._said = beside
        self._hint({name: words for name, words in missing.items() if hints and name not in beside})

    def refuse(self, refusal: Refusal) -> bool:
        """Say everything that is wrong, and this too, and go to where it is; tell whether there is a field for it."""
        self._patient = False
        self.judge()
        name, row, column = _place(str(refusal.facts.get("field", "")))
        field = self._fields.get(self._nearest(name))
        if field is None:
            return False
        words = refusals.sentence(refusal)
        self._mark(field, words)
        self._said[self._nearest(name)] = words
        table = self._tables.get(name)
        if table is not None and row is not None:
            table.show_faults({(row, column): words})
            table.go_to(row, column)
        else:
            _focus(field.control)
        return True

    def _is_quiet(self, problem: Invalid, name: str, row: int | None) -> bool:
        if problem.reason not in _NOT_YET and not (problem.reason == "one_member" and not problem.facts["got"]):
            return False
        table = self._tables.get(name)
        return self._patient or (table is not None and row is not None and table.is_editing)

    def _hint(self, missing: Mapping[str, str]) -> None:
        """Tell faintly what is still missing, and no longer what is there."""
        for name in (self._hinted | set(missing)) & set(self._fields):
            field = self._fields[name]
            if not field.is_wrong:
                field.tell(missing.get(name, ""))
        self._hinted = set(missing)

    def _nearest(self, name: str) -> str:
        """Give the field that a name is told beside: its own, or that of the whole which it is a part of."""
        return name if name in self._fields else name.partition(".")[0]

    def _mark(self, field: Field[Any], words: str) -> None:
        if words:
            field.say_wrong(words)
        else:
            field.clear()
        if isinstance(field.control, LengthEdit):
            field.control.set_wrong(wrong=bool(words))


def _focus(control: QWidget) -> None:
    control.setFocus(Qt.FocusReason.OtherFocusReason)


def _place(name: str) -> tuple[str, int | None, str]:
    """Part variations[2].price into the field, the row and the column."""
    match = _CELL.fullmatch(name)
    if match is None:
        return name, None, ""
    return match[1], int(match[2]), match[3] or ""
