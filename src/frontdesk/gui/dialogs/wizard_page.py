"""What every page of the wizard has: a heading, a line that says more, and fields that tell what is wrong."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs.frame import EDGE
from frontdesk.gui.dialogs.wizard_draft import Draft
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Page(QWidget):
    """One page; `done` asks to go on, as Enter in its last field does."""

    done = Signal()

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.title = label(title, "title")
        self.words = label(words, "soft", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[style.scaled(n) for n in (EDGE, 18, EDGE, 18)])
        self.column.setSpacing(style.scaled(12))
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)

    def fill(self, draft: Draft) -> None:
        """Show what the draft says."""

    def keep(self, draft: Draft) -> None:
        """Put into the draft what is typed."""

    def clear(self) -> None:
        """Take back what was said to be wrong."""

    def refuse(self, refusal: Refusal) -> bool:
        """Say a refusal beside the field that it names; tell whether there was one."""
        return False

    def begin(self) -> None:
        """Go to the first field."""


class RowLine(QLineEdit):
    """A field of a table: Enter and the arrows are the table's, and several lines may be pasted into it.

    `entered` tells of Enter, `steered` of an arrow up (-1) or down (1), `pasted` of text with more than one cell.
    """

    entered = Signal()
    steered = Signal(int)
    pasted = Signal(str)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textEdited.connect(self._look_for_cells)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows, go on by Enter."""
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _ENTER:
            self.entered.emit()
        elif plain and key in _STEPS:
            self.steered.emit(_STEPS[key])
        elif key in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _look_for_cells(self, text: str) -> None:
        if "\n" in text or "\r" in text or "\t" in text:
            self.pasted.emit(text)


def go_to(field: QWidget) -> None:
    """Put the focus into a field, all of its text chosen, so that typing replaces it."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(field, QLineEdit):
        field.selectAll()


def chain(*fields: QWidget) -> None:
    """Have Tab go through fields in this order."""
    for before, after in pairwise(fields):
        QWidget.setTabOrder(before, after)
