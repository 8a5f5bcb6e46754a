"""The notes of the selected visit: newest first, written and edited in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.notes_field import NoteField
from frontdesk.gui.panes.notes_words import NoteLine
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import IconButton, button
from frontdesk.gui.parts.labels import label, plain_tip

# More are folded away until they are asked for.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Begun:
    """What is being written: on which visit, and which note of it is edited, None for a new one."""

    visit: Id
    note: NoteLine | None = None


class NoteRow(QWidget):
    """One note on a calm ground, with its author; `edit_asked` and `delete_asked` come from its two buttons."""

    edit_asked = Signal()
    delete_asked = Signal()

    def __init__(self, line: NoteLine, parent: QWidget, *, fixed: bool) -> None:
        super().__init__(parent)
        self.line = line
        self.words = label(line.body, wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName(f"{line.body} — {line.below}")
        self.below = label(line.below, "small", wrap=True)
        self.below.setToolTip(plain_tip(line.whole))
        self.edit = IconButton("pencil", self.tr("Edit the note"), "quiet", size=13)
        self.delete = IconButton("x", self.tr("Delete the note"), "quiet", size=13)
        self.edit.clicked.connect(lambda _checked=False: self.edit_asked.emit())
        self.delete.clicked.connect(lambda _checked=False: self.delete_asked.emit())
        foot = QHBoxLayout()
        foot.setSpacing(style.scaled(2))
        foot.addWidget(self.below, 1)
        for each in (self.edit, self.delete):
            foot.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.scaled(n) for n in (10, 7, 6, 6)])
        column.setSpacing(style.scaled(2))
        column.addWidget(self.words)
        column.addLayout(foot)
        for each in (self.edit, self.delete):
            each.setHidden(fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.rounded(painter, self.rect(), style.look().ground, radius=5)


class NotesList(QWidget):
    """The list and its field.

    `written` (visit, text), `edited` (line, text) and `deleted` (line) ask for a change of the book; what was typed
    and given up is kept for its visit or note, and offered again. `begun_at` (the field) tells what is to be seen now.
    """

    written = Signal(object, str)
    edited = Signal(object, str)
    deleted = Signal(object)
    begun_at = Signal(QWidget)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notes"))
        self._visit: Id | None = None
        self._lines: tuple[NoteLine, ...] = ()
        self._all = self._fixed = False
        self.begun: Begun | None = None
        self.drafts: dict[Id, str] = {}
        self.rows: list[NoteRow] = []
        self.field = NoteField(self)
        self.field.saved.connect(self._save)
        self.field.left.connect(self.give_up)
        self.field.hide()
        self.more = button("", "inline", does=self._unfold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(6))
        self._column.addWidget(self.field)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def show_notes(self, visit: Id | None, lines: Sequence[NoteLine], *, fixed: bool = False) -> None:
        """Show the notes of a visit; `fixed` ones cannot be changed. What is being written there goes on."""
        if visit != self._visit:
            self.give_up()
            self._all = False
        elif (tuple(lines), fixed) == (self._lines, self._fixed):
            return
        self._visit, self._lines, self._fixed = visit, tuple(lines), fixed
        self._fill()

    def begin(self, line: NoteLine | None = None) -> None:
        """Begin a note on the visit that is shown, or go on with one of its notes."""
        if self._visit is None or self._fixed:
            return
        self._put_away()
        self.begun = Begun(self._visit, line)
        self._fill()
        self.field.show()
        kept = self.drafts.get(self._key, "" if line is None else line.body)
        self.field.begin(kept)
        self.begun_at.emit(self.field)

    def give_up(self) -> None:
        """Leave the field; what was typed is kept."""
        if self.begun is None:
            return
        self._put_away()
        self.begun = None
        self.field.hide()
        self._fill()
        self.left.emit()

    def took(self) -> None:
        """Close the field, since what was typed is in the book."""
        if self.begun is not None:
            self.drafts.pop(self._key, None)
            self.begun = None
            self.field.hide()
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Ask for what is shown."""
        return self._column.sizeHint()

    @property
    def _key(self) -> Id:
        assert self.begun is not None
        return self.begun.visit if self.begun.note is None else self.begun.note.id

    def _put_away(self) -> None:
        """Keep what is typed, unless it is nothing new."""
        if self.begun is None:
            return
        held = "" if self.begun.note is None else self.begun.note.body
        self.drafts.pop(self._key, None)
        if self.field.said.strip() not in ("", held.strip()):
            self.drafts[self._key] = self.field.said

    def _save(self, text: str) -> None:
        if self.begun is None:
            return
        if self.begun.note is None:
            self.written.emit(self.begun.visit, text)
        else:
            self.edited.emit(self.begun.note, text)

    def _unfold(self) -> None:
        self._all = not self._all
        self._fill()

    def _fill(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = self._lines if self._all else self._lines[:SHOWN]
        editing = self.begun.note.id if self.begun is not None and self.begun.note is not None else None
        self.rows = [self._made(line) for line in shown if line.id != editing]
        folded = len(self._lines) - SHOWN
        fewer = self.tr("Show fewer notes")
        self.more.setText(fewer if self._all else self.tr("%1 more notes").replace("%1", str(folded)))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(folded > 0)
        self.updateGeometry()

    def _made(self, line: NoteLine) -> NoteRow:
        row = NoteRow(line, self, fixed=self._fixed)
        row.edit_asked.connect(lambda: self.begin(line))
        row.delete_asked.connect(lambda: self.deleted.emit(line))
        self._column.insertWidget(self._column.indexOf(self.more), row)
        row.show()
        return row
