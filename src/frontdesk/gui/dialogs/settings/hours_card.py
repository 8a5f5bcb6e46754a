"""A small form that floats over the page: a title, a few fields, and what is done with them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.frame import scrolling
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import SHADOW, Popover
from frontdesk.gui.parts.labels import label

_EDGE = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormCard(Popover):
    """The form. Enter does what its button does; Tab stays inside; Esc and a press outside close it."""

    def __init__(self, window: QWidget, title: str, does: str) -> None:
        super().__init__(window)
        self.setAccessibleName(title)
        self._width = 0
        self.done = EnterButton(does)
        self.done.clicked.connect(lambda _on=False: self.give())
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(*[style.scaled(n) for n in (_EDGE, _EDGE, _EDGE, 4)])
        self.column.setSpacing(style.scaled(10))
        self.column.addWidget(label(title, "heading"))
        self._area = scrolling(inside)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(*[style.scaled(n) for n in (_EDGE, 6, _EDGE, _EDGE)])
        self.foot.addStretch(1)
        self.foot.addWidget(self.done)
        # The line of the card stays free on all sides.
        self.body.setContentsMargins(*[SHADOW + 2] * 4)
        self.body.addWidget(self._area)
        self.body.addLayout(self.foot)
        self.closed.connect(self.deleteLater)

    def give(self) -> None:
        """Take what was typed, or say beside the field what is wrong."""
        raise NotImplementedError

    def offer_removal(self, words: str) -> None:
        """Offer to take away what the form is about; `remove` does it."""
        self.foot.insertWidget(0, button(words, "danger", does=self.remove))

    def remove(self) -> None:
        """Take away what the form is about."""
        self.close_card()

    def ask(self, anchor: QWidget, width: int = 300) -> None:
        """Open under a widget, its first field ready to be typed over."""
        window = self.parentWidget()
        assert window is not None
        self._width = style.scaled(width)
        self._fit()
        self.open_at(QRect(anchor.mapTo(window, QPoint(0, 0)), anchor.size()), width=self._width)
        stops = self._stops()
        if stops:
            stops[0].setFocus(Qt.FocusReason.TabFocusReason)

    def grow(self) -> None:
        """Make room for what was just said."""
        if self.isVisible():
            self._fit()
            self.place(QRect(self.pos() + QPoint(SHADOW, SHADOW - 4), self.size() * 0))

    def _fit(self) -> None:
        """Be as tall as the fields are, but never taller than the window: what has no room scrolls."""
        window = self.parentWidget()
        assert window is not None
        self.column.invalidate()
        self.column.activate()
        width = self._width - 4
        tall = self.column.hasHeightForWidth()
        wanted = self.column.totalHeightForWidth(width) if tall else self.column.totalSizeHint().height()
        # A scrolled widget is never given less than it says it needs at least, even where its words take fewer lines.
        wanted = max(wanted, self.column.totalMinimumSize().height())
        room = window.height() - self.foot.sizeHint().height() - style.scaled(16)
        self._area.setFixedHeight(max(min(wanted, room), style.scaled(60)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what was typed by Enter."""
        if Qt.Key(event.key()) in _ENTER:
            event.accept()
            self.give()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round inside the form."""
        stops = self._stops()
        focused = QApplication.focusWidget()
        here = stops.index(focused) if focused in stops else -1
        if stops:
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return bool(stops)

    def _stops(self) -> list[QWidget]:
        found: list[QWidget] = []
        _gather(self.column, found)
        _gather(self.foot, found)
        return found


def _gather(layout: object, found: list[QWidget]) -> None:
    """List what Tab stops at, in the order in which it is laid out."""
    for n in range(layout.count()):  # type: ignore[attr-defined]
        item = layout.itemAt(n)  # type: ignore[attr-defined]
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            _gather(inner, found)
        elif widget is not None and widget.isVisibleTo(widget.window()) and widget.isEnabled():
            own = widget.focusProxy() or widget
            if widget.layout() is not None and not isinstance(own, QLineEdit) and own is widget:
                _gather(widget.layout(), found)
            elif own.focusPolicy() & Qt.FocusPolicy.TabFocus:
                found.append(own)


def read_date(field: Field[QLineEdit], today: date, *, needed: bool, how: str) -> tuple[date | None, bool]:
    """Read a typed date, or say beside its field how it is written; tell whether it could be read."""
    text = field.control.text().strip()
    if not text and not needed:
        field.clear()
        return None, True
    words = locale_words()
    found = typed.dated(text, words) or typed.day(text, today, words)
    if found is None:
        field.say_wrong(how)
        return None, False
    field.clear()
    return found, True
