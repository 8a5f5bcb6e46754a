"""A small form that floats over the page: a title, a few fields, and what is done with them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.locale_words import locale_words
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormCard(Popover):
    """The form. Enter does what its button does; Tab stays inside; Esc and a press outside close it."""

    def __init__(self, window: QWidget, title: str, does: str) -> None:
        super().__init__(window)
        self.setAccessibleName(title)
        self.done = EnterButton(does)
        self.done.clicked.connect(lambda _on=False: self.give())
        self.column = QVBoxLayout()
        self.column.setContentsMargins(*[style.scaled(14)] * 4)
        self.column.setSpacing(style.scaled(10))
        self.column.addWidget(label(title, "heading"))
        self.body.addLayout(self.column)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.foot.addWidget(self.done)
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
        self.column.addLayout(self.foot)
        window = self.parentWidget()
        assert window is not None
        self.open_at(QRect(anchor.mapTo(window, QPoint(0, 0)), anchor.size()), width=style.scaled(width))
        stops = self._stops()
        if stops:
            stops[0].setFocus(Qt.FocusReason.TabFocusReason)

    def grow(self) -> None:
        """Make room for what was just said."""
        self.place(QRect(self.pos() + QPoint(14, 10), self.size() * 0))

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
        _gather(self.body, found)
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
