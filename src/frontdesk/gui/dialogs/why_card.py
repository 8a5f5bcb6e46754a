"""The dark card beside a time that is not free: every reason, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.floating import SHADOW, Floating
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label

WIDTH, LINGER_MS = 330, 300


class WhyCard(Floating):
    """The card. `nearest_asked` wants the nearest free time instead, `anyway_asked` the time all the same.

    It stays while the pointer or the focus is on it or on the time that it tells of, and goes by Esc.
    """

    nearest_asked = Signal()
    anyway_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "toast")
        self._anchor: QAbstractButton | None = None
        self.title = label("", "strong", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(style.scaled(2))
        self.nearest = button("", "link", does=self.nearest_asked.emit)
        self.anyway = button("", "link", does=self.anyway_asked.emit)
        links = FlowLayout(gap=style.scaled(2))
        links.addWidget(self.nearest)
        links.addWidget(self.anyway)
        column = QVBoxLayout()
        column.setContentsMargins(*[style.scaled(n) for n in (12, 9, 12, 7)])
        column.setSpacing(style.scaled(3))
        column.addWidget(self.title)
        column.addLayout(self.lines)
        column.addLayout(links)
        self.body.addLayout(column)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(LINGER_MS)
        self._going.timeout.connect(self._go_unless_used)

    def tell(
        self,
        anchor: QAbstractButton,
        title: str,
        reasons: Sequence[str],
        nearest: str,
        anyway: str,
        *,
        may_overlap: bool,
    ) -> None:
        """Tell why the time on a chip is not free, and offer the nearest one that is, or the time all the same."""
        self._anchor = anchor
        self.title.setText(title)
        while (item := self.lines.takeAt(0)) is not None:
            old = item.widget()
            if isinstance(old, QLabel):
                old.hide()
                old.deleteLater()
        for reason in reasons:
            self.lines.addWidget(label(reason, wrap=True))
        room = style.scaled(WIDTH - 44)
        self.nearest.setText(plain(self.fontMetrics().elidedText(nearest, Qt.TextElideMode.ElideRight, room)))
        self.nearest.setAccessibleName(nearest)
        self.nearest.setVisible(bool(nearest))
        self.anyway.setText(plain(self.fontMetrics().elidedText(anyway, Qt.TextElideMode.ElideRight, room)))
        self.anyway.setAccessibleName(anyway)
        self.anyway.setVisible(may_overlap)
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(reasons))
        self.place()
        self.show()
        self.raise_()
        # From the time by Tab to what can be done about it.
        QWidget.setTabOrder(anchor, self.nearest)
        QWidget.setTabOrder(self.nearest, self.anyway)

    def place(self) -> None:
        """Put the card below its time, above where there is no room, whole inside the dialog."""
        window = self.parentWidget()
        if self._anchor is None or window is None:
            return
        self.setFixedWidth(min(style.scaled(WIDTH) + 2 * SHADOW, window.width()))
        self.body.invalidate()
        self.body.activate()
        self.adjustSize()
        self.resize(self.width(), max(self.heightForWidth(self.width()), self.sizeHint().height()))
        area = QRect(self._anchor.mapTo(window, QPoint(0, 0)), self._anchor.size())
        below = area.bottom() + 6 - SHADOW
        above = area.top() - 6 - self.height() + SHADOW
        fits = below + self.height() - SHADOW <= window.height()
        left = min(area.left() - SHADOW, window.width() - self.width() + SHADOW - 8)
        self.move(max(-SHADOW, left), below if fits or above < -SHADOW else above)

    def leave(self) -> None:
        """Go away in a moment, unless the pointer or the focus has come here by then."""
        self._going.start()

    def close_card(self) -> None:
        """Go away now, and give the focus back to the time where it was here."""
        self._going.stop()
        if self.isHidden():
            return
        focus = QApplication.focusWidget()
        held_focus = focus is not None and self.isAncestorOf(focus)
        self.hide()
        if held_focus and self._anchor is not None:
            self._anchor.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Go away with the time that it stood at."""
        self._anchor = None
        self._going.stop()
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        super().enterEvent(event)
        self._going.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go when the pointer goes."""
        super().leaveEvent(event)
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc; no other key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()

    def _go_unless_used(self) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        kept = self._anchor is not None and (self._anchor.hasFocus() or self._anchor.underMouse())
        if not (inside or kept or self.underMouse()):
            self.forget()
