"""The field that a note is written in, in its place: Ctrl Enter saves, Esc gives up and keeps what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.notes_words import room_words
from frontdesk.gui.parts.buttons import KeyButton, button
from frontdesk.gui.parts.labels import label

LINES = 4


class _Text(QPlainTextEdit):
    """Several lines; Tab goes on, Ctrl Enter and Esc belong to the field around it."""

    finished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + style.scaled(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save, give up, or type."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NoteField(QWidget):
    """The field. `saved` carries what was typed, `left` says that it was given up."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = _Text()
        self.text.setAccessibleName(self.tr("Note"))
        self.text.setPlaceholderText(self.tr("What others at the desk should know"))
        self.room = label("", "small", wrap=True)
        self.give_up = button(self.tr("Cancel"), does=self.left.emit)
        self.save = KeyButton(self.tr("Save"), self.tr("Ctrl Enter"), "primary")
        self.save.clicked.connect(lambda _checked=False: self._save())
        self.text.finished.connect(self._save)
        self.text.left.connect(self.left)
        self.text.textChanged.connect(self._count)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.scaled(6))
        buttons.addWidget(self.save)
        buttons.addWidget(self.give_up)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(self.text)
        column.addWidget(self.room)
        column.addLayout(buttons)
        self._count()

    @property
    def said(self) -> str:
        """Give what is typed."""
        return self.text.toPlainText()

    def begin(self, text: str) -> None:
        """Show a text to go on with."""
        self.text.setPlainText(text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """Say below the text why it is not in the book; it stays."""
        self._say(words, wrong=True)

    def _save(self) -> None:
        if self.save.isEnabled():
            self.saved.emit(self.said)

    def _count(self) -> None:
        words, wrong = room_words(self.said)
        self._say(words, wrong=wrong)
        self.save.setEnabled(bool(self.said.strip()) and not wrong)

    def _say(self, words: str, *, wrong: bool) -> None:
        style.set_kind(self.room, "danger" if wrong else "small")
        self.room.setText(words)
        self.room.setVisible(bool(words))
