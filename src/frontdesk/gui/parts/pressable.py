"""Buttons that Enter presses as well as Space: outside of dialogs Qt would have it by Space alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


class Pressable(QAbstractButton):
    """What every painted button of ours is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter too."""
        if not pressed_by(self, event):
            super().keyPressEvent(event)


def pressed_by(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by Enter; tell whether the key was one."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
        return False
    event.accept()
    button.click()
    return True
