"""The wizard's second page: who sees patients, typed row by row or pasted as a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.names import folded
from frontdesk.gui.dialogs.wizard_draft import Draft, people_in
from frontdesk.gui.dialogs.wizard_offers import specialities
from frontdesk.gui.dialogs.wizard_page import Page, RowLine, chain, go_to
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import IconButton
from frontdesk.gui.parts.labels import label

LEAST_ROWS = 4


class PersonRow(QWidget):
    """One practitioner: name, speciality, and a line for what is wrong."""

    def __init__(self, number: int, words: tuple[str, str, str, str]) -> None:
        super().__init__()
        name, speciality, hint, remove = words
        self.name, self.speciality = RowLine(f"{name} {number}", hint), RowLine(f"{speciality} {number}")
        completer = QCompleter(list(specialities()), self.speciality)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.speciality.setCompleter(completer)
        self.remove = IconButton("x", remove, "quiet", size=14)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(policy)
        self.remove.hide()
        self.wrong = label("", "danger", wrap=True)
        self.wrong.hide()
        fields = QHBoxLayout()
        fields.setSpacing(style.scaled(10))
        fields.addWidget(self.name, 5)
        fields.addWidget(self.speciality, 4)
        fields.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(3))
        column.addLayout(fields)
        column.addWidget(self.wrong)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def cells(self) -> tuple[str, str]:
        """Give what is typed, a speciality that is known in its own letters: it may have been completed."""
        said = " ".join(self.speciality.text().split())
        known = {folded(each): each for each in specialities()}
        return self.name.text(), known.get(folded(said), said)

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody is named."""
        return not self.name.text().strip()

    def show_cells(self, cells: tuple[str, str]) -> None:
        """Show another practitioner."""
        self.name.setText(cells[0])
        self.speciality.setText(cells[1])
        self.remove.setVisible(not self.is_blank)

    def say_wrong(self, words: str, *, speciality: bool = False) -> None:
        """Say what is wrong, nothing when it is empty."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        for line, marked in (
            (self.name, bool(words) and not speciality),
            (self.speciality, bool(words) and speciality),
        ):
            style.set_kind(line, "wrong" if marked else "")
            line.setAccessibleDescription(words if marked else "")


class PeoplePage(Page):
    """The page; below the last practitioner there is always a row for one more."""

    def __init__(self) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("Who sees patients?"))
        self.words.setText(
            self.tr("Enter goes on to the next. A whole list can be pasted: one name a line, the speciality after it.")
        )
        self.rows: list[PersonRow] = []
        head = QHBoxLayout()
        head.setSpacing(style.scaled(10))
        head.addWidget(label(self.tr("Name"), "small"), 5)
        head.addWidget(label(self.tr("Speciality, if you like"), "small"), 4)
        head.addSpacing(style.scaled(24))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.scaled(6))
        self.told = label("", "small")
        self.column.addLayout(head)
        self.column.addLayout(self._rows)
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self._show([])

    def fill(self, draft: Draft) -> None:
        """Show what the draft says."""
        self._show([(person.name, person.speciality) for person in draft.people])

    def keep(self, draft: Draft) -> None:
        """Put into the draft what is typed."""
        draft.with_people([row.cells for row in self.rows])

    def clear(self) -> None:
        """Take back what was said to be wrong."""
        for row in self.rows:
            row.say_wrong("")

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal below the row that it names."""
        field = str(refusal.facts.get("field", ""))
        number, _, name = field.removeprefix("people[").partition("].")
        named = [row for row in self.rows if not row.is_blank]
        if not number.isdecimal() or int(number) >= len(named):
            return False
        row, second = named[int(number)], name == "speciality"
        row.say_wrong(refusals.sentence(refusal), speciality=second)
        go_to(row.speciality if second else row.name)
        return True

    def begin(self) -> None:
        """Go to the first row without a name."""
        go_to(next((row for row in self.rows if row.is_blank), self.rows[-1]).name)

    def _show(self, people: list[tuple[str, str]]) -> None:
        while len(self.rows) < max(len(people) + 1, LEAST_ROWS):
            self._add()
        for n, row in enumerate(self.rows):
            row.show_cells(people[n] if n < len(people) else ("", ""))
            row.say_wrong("")
        self._count()

    def _add(self) -> None:
        words = (
            self.tr("Name of practitioner"),
            self.tr("Speciality of practitioner"),
            self.tr("Dr. Amelia Chen") if not self.rows else "",
            self.tr("Leave out"),
        )
        row = PersonRow(len(self.rows) + 1, words)
        for line in (row.name, row.speciality):
            line.entered.connect(lambda row=row: self._entered(row))
            line.steered.connect(lambda by, row=row, line=line: self._steer(row, by, speciality=line is row.speciality))
            line.textEdited.connect(lambda _text, row=row: self._typed(row))
        row.name.pasted.connect(lambda text, row=row: self._pasted(row, text))
        row.remove.clicked.connect(lambda _checked=False, row=row: self._leave_out(row))
        self._rows.addWidget(row)
        # What is added later would come after the buttons at the foot.
        chain(*([self.rows[-1].speciality] if self.rows else []), row.name, row.speciality)
        self.rows.append(row)

    def _typed(self, row: PersonRow) -> None:
        row.say_wrong("")
        row.remove.setVisible(not row.is_blank)
        if row is self.rows[-1] and not row.is_blank:
            self._add()
        self._count()

    def _entered(self, row: PersonRow) -> None:
        """Go on to the next practitioner; from a row without one, to the next page."""
        if row.is_blank:
            self.done.emit()
            return
        if row is self.rows[-1]:
            self._add()
        go_to(self.rows[self.rows.index(row) + 1].name)

    def _steer(self, row: PersonRow, by: int, *, speciality: bool) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            go_to(self.rows[at].speciality if speciality else self.rows[at].name)

    def _pasted(self, row: PersonRow, text: str) -> None:
        """Take the lines that were pasted in the place of this row, and go to the row after them."""
        at, new = self.rows.index(row), people_in(text)
        before = [each.cells for each in self.rows[:at] if not each.is_blank]
        after = [each.cells for each in self.rows[at + 1 :] if not each.is_blank]
        there = {name for name, _ in (*before, *after)}
        new = [cells for cells in new if cells[0] not in there]
        self._show([*before, *new, *after])
        go_to(self.rows[len(before) + len(new)].name)

    def _leave_out(self, row: PersonRow) -> None:
        at = self.rows.index(row)
        self._show([each.cells for each in self.rows if each is not row and not each.is_blank])
        go_to(self.rows[at].name)

    def _count(self) -> None:
        count = sum(not row.is_blank for row in self.rows)
        words = self.tr("%1 practitioners") if count != 1 else self.tr("%1 practitioner")
        self.told.setText(wording.filled(words, count) if count else "")
