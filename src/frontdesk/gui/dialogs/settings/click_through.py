"""A click beside an open list closes it and is still a click on what lies there.

Qt closes such a list by the first click outside and swallows it on some systems: what is typed next would go on in
the field that was left.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class _Through(QObject):
    """Watches one list, and hands clicks beside it on."""

    def __init__(self, popup: QWidget, owner: QWidget) -> None:
        super().__init__(popup)
        self._popup, self._owner = popup, owner

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the list by a press beside it, and press what lies there."""
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return False
        at = event.globalPosition()
        if self._popup.rect().contains(self._popup.mapFromGlobal(at.toPoint())):
            return False
        self._popup.hide()
        window = self._owner.window()
        below = window.childAt(window.mapFromGlobal(at.toPoint()))
        if below is not None and below is not self._owner and not self._owner.isAncestorOf(below):
            _click(below, at, event)
        return True


def let_clicks_through(popup: QWidget, owner: QWidget) -> None:
    """Let a click beside a list that a field has open reach what was clicked in the field's window."""
    # Said where the system itself would hand the press on: it would arrive twice.
    popup.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
    popup.installEventFilter(_Through(popup, owner))


def _click(below: QWidget, at: QPointF, press: QMouseEvent) -> None:
    """Press and let go: the release that comes from the mouse goes to nobody, since the press went to the list."""
    taker: QWidget | None = below
    while taker is not None and not taker.focusPolicy() & Qt.FocusPolicy.ClickFocus:
        taker = None if taker.isWindow() else taker.parentWidget()
    if taker is not None and taker.isEnabled():
        taker.setFocus(Qt.FocusReason.MouseFocusReason)
    here, held = QPointF(below.mapFromGlobal(at)), press.modifiers()
    for kind, buttons in (
        (QEvent.Type.MouseButtonPress, press.buttons()),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        QApplication.sendEvent(below, QMouseEvent(kind, here, at, press.button(), buttons, held))
