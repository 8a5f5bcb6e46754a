"""Letters that are typed where no text stands: they go to the field that is to be filled next, never nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class BookingLetters(QObject):
    """Watches the keys that reach one dialog because nothing in it took them, and those that a list of choices takes.

    A list goes by letters to one of its choices. Whoever meant another field has not seen that, so the next Enter
    only goes to the button that books.
    """

    def __init__(self, dialog: BookingDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._list = dialog.fields.how
        self._swallowed = False
        dialog.installEventFilter(self)
        self._list.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send letters on to where they can be read."""
        if watched is self._list and event.type() == QEvent.Type.FocusIn:
            self._swallowed = False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self._list and Qt.Key(event.key()) in _ENTER and self._swallowed:
            self._swallowed = False
            self._dialog.book.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if not _is_letter(event):
            return False
        if watched is self._list and _chooses(self._list, event.text()):
            self._swallowed = True
            return False
        return self._send_on(event)

    def _send_on(self, event: QKeyEvent) -> bool:
        field = self._wanted()
        if not field.isVisible() or field.hasFocus():
            return False
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        copy = QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text())
        QApplication.sendEvent(field, copy)
        return True

    def _wanted(self) -> QWidget:
        fields, draft = self._dialog.fields, self._dialog.draft
        if draft.staff or draft.person is None:
            return fields.first_empty()
        return fields.service


def _is_letter(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text) and text.isprintable() and not text.isspace() and not event.modifiers() & _MODIFIED


def _chooses(choices: QComboBox, letter: str) -> bool:
    words = (choices.itemText(n).casefold() for n in range(choices.count()))
    return any(each.startswith(letter.casefold()) for each in words)
