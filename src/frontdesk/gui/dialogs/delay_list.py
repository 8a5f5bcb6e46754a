"""Whom to phone because it will be later: ticked off one by one, each number copied by a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.labels import ElidedLabel, label


@dataclass(frozen=True, slots=True)
class Call:
    """One to phone: for which visit, in words when it was and will be, the name and the number as they may be shown.

    `number` is what is copied, empty where none is known.
    """

    visit: Id
    person: Id
    when: str
    name: str
    shown: str
    number: str
    done: bool = False


class CallRow(QWidget):
    """One line: a box to tick, when and who, the number, and a button that copies it."""

    def __init__(self, call: Call, ticked: Callable[[bool], object]) -> None:
        super().__init__()
        self.call = call
        self.box = QCheckBox(plain(call.name))
        self.box.setChecked(call.done)
        self.box.setAccessibleName(self.tr("%1, phoned").replace("%1", f"{call.when}, {call.name}, {call.shown}"))
        self.box.toggled.connect(ticked)
        self.copy: QPushButton | None = None
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.box)
        below = ElidedLabel(" · ".join((call.when, call.shown or self.tr("no number"))), "small")
        below.setContentsMargins(style.scaled(28), 0, 0, 0)
        words.addWidget(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        if call.number:
            name = self.tr("Copy the number of %1").replace("%1", call.name)
            self.copy = button(self.tr("Copy"), does=self._copy, name=name)
            row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.call.number)


class CallList(QWidget):
    """All to phone, soonest first; `ticked` tells visit, person, and whether they have been phoned."""

    ticked = Signal(object, object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[CallRow] = []
        self._none = label(self.tr("Nobody need be phoned."), "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, style.scaled(4), 0)
        self._column.setSpacing(style.scaled(6))
        self._column.addWidget(self._none)

    def focus_first(self) -> None:
        """Put the focus on the first who has not been phoned."""
        left = next((row for row in self.rows if not row.box.isChecked()), None)
        if left is not None:
            left.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_calls(self, calls: Sequence[Call]) -> None:
        """Show these."""
        if [row.call for row in self.rows] == list(calls) and self.rows:
            return
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [CallRow(call, partial(self.ticked.emit, call.visit, call.person)) for call in calls]
        for row in self.rows:
            self._column.addWidget(row)
            row.show()
        self._none.setVisible(not self.rows)
