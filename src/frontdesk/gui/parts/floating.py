"""Cards that float over a window: toasts and popovers.

They are children of the window and no windows of their own: so they move, scale and close with it, screen readers
find them inside it, and no desktop decides where they go.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import RADIUS
from frontdesk.gui.parts import painting

SHADOW = 14


class Floating(QWidget):
    """A card with a soft shadow around it; what it holds goes into `body`."""

    def __init__(self, parent: QWidget, kind: str) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        self.body.setSpacing(0)
        self.hide()

    def card(self) -> QRect:
        """Give the card inside the shadow."""
        return self.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shadow ring by ring, then the card."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for ring in range(SHADOW, 0, -2):
            painter.setBrush(QColor(0, 0, 0, (9 if look.dark else 4)))
            area = QRectF(self.card()).adjusted(-ring, -ring + 4, ring, ring)
            painter.drawRoundedRect(area, RADIUS + ring, RADIUS + ring)
        dark_card = self.property("kind") == "toast"
        fill, line = (look.text, "") if dark_card else (look.surface, look.line)
        painting.rounded(painter, self.card(), fill, line, RADIUS + 2)


class Popover(Floating):
    """A card that goes away by Esc, by a press outside it, or when its work is done.

    Focus goes back to where it was. `closed` is told once it is gone.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "popover")
        self._before: QWidget | None = None
        self._anchor: QWidget | None = None

    def open_at(self, area: QRect, *, width: int | None = None, anchor: QWidget | None = None) -> None:
        """Show the card under an area of its parent, above it where there is more room.

        Presses on `anchor` do not close it.
        """
        self._anchor = anchor
        self._before = QApplication.focusWidget()
        if width is not None:
            self.setFixedWidth(width + 2 * SHADOW)
        self.place(area)
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def place(self, area: QRect) -> None:
        """Put the card beside an area, whole inside its parent."""
        # What has just been shown, hidden or made taller inside counts now, not at the next event.
        self.body.invalidate()
        self.body.activate()
        self.adjustSize()
        if self.hasHeightForWidth():
            self.resize(self.width(), self.heightForWidth(self.width()))
        parent = self.parentWidget()
        assert parent is not None
        room = parent.rect()
        below = area.bottom() + 4 - SHADOW + 1
        above = area.top() - 4 - self.height() + SHADOW
        fits_below = below + self.height() - SHADOW <= room.bottom()
        top = below if fits_below or above < -SHADOW else above
        left = min(area.left() - SHADOW, room.right() - self.width() + SHADOW)
        bottom_most = max(-SHADOW, room.bottom() - self.height() + SHADOW)
        self.move(QPoint(max(-SHADOW, left), max(-SHADOW, min(top, bottom_most))))

    def close_card(self) -> None:
        """Go away and give the focus back."""
        if self.isHidden():
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        held_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if held_focus and self._before is not None and self._before.isVisible():
            # Not as after a menu: a button of the card that had the focus would stay the one that Enter presses.
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Keep single keys from the window, where they would do something with what lies below."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
            if not held:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc; no other key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close by a press outside the card, which then still does what it does there."""
        pressed = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(watched, QWidget) and not self._belongs(watched):
            self.close_card()
        return False

    def _belongs(self, widget: QWidget) -> bool:
        inside = widget is self or self.isAncestorOf(widget)
        anchored = self._anchor is not None and (widget is self._anchor or self._anchor.isAncestorOf(widget))
        return inside or anchored or widget.window() is not self.window()
