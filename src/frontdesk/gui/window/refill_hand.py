"""Where the hand is while a free time is filled: the panel takes the focus only from where it may."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

KEPT_MS = 2_000
_TYPED = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Hand(QObject):
    """Watches one board.

    An Enter that comes after a visit was cancelled and before the panel is there was meant for whoever is offered:
    it must not open the visit that is gone. Nobody has seen yet whom it would offer the time to, so it does nothing.
    """

    def __init__(self, board: QWidget) -> None:
        super().__init__(board)
        self._board = board
        self._keeping = QTimer(self, singleShot=True, interval=KEPT_MS)
        board.installEventFilter(self)

    def keep_enter(self) -> None:
        """Let Enter open nothing until it is let go, or for so long as an answer may take."""
        self._keeping.start()

    def let_go(self) -> None:
        """Let Enter open what it opens."""
        self._keeping.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an Enter that comes too early."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return event.key() in _ENTER and self._keeping.isActive()

    def may_be_led(self) -> bool:
        """Tell whether the focus may be taken: not out of a field, not from a dialog or a menu."""
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return False
        return not isinstance(self._board.window().focusWidget(), _TYPED)
