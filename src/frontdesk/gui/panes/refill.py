"""Who could come into a time that is free: asked one after the other, each offer held for a while.

It stands in the inspector's place. One key goes on from each step to the next, so that a cancelled visit is filled
again while the phone is still warm.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.refill_row import FitLine, FitRow
from frontdesk.gui.parts.buttons import IconButton
from frontdesk.gui.parts.labels import label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OFFER, _ACCEPT = Qt.Key.Key_O, Qt.Key.Key_Y
_DECLINE = (Qt.Key.Key_X, Qt.Key.Key_Delete)
_WAYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class RefillPanel(QScrollArea):
    """The panel. What is asked for goes out with the id of the entry.

    `offer_asked` wants the time held, `accept_asked` and `decline_asked` tell what they said to an offer, `pass_asked`
    goes on from one who was offered nothing; `closed` says that Esc was pressed.
    """

    offer_asked = Signal(object)
    accept_asked = Signal(object)
    decline_asked = Signal(object)
    pass_asked = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Who could come"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: list[FitRow] = []
        self._chosen: Id | None = None
        self._now = 0
        self._way = "W"
        self.title = label("", "heading", wrap=True)
        self.count = label("", "muted", wrap=True)
        self.hint = label("", "small", wrap=True)
        self.close_button = IconButton("x", self.tr("Close"), "quiet", size=14)
        self.close_button.clicked.connect(lambda _checked=False: self.closed.emit())
        self._lay_out()
        self.hide()
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    @property
    def rows(self) -> tuple[FitRow, ...]:
        """Give the rows that are shown."""
        return tuple(self._rows)

    @property
    def chosen(self) -> FitLine | None:
        """Give the line that the keys are for."""
        return next((row.line for row in self._rows if row.line is not None and row.line.entry == self._chosen), None)

    def show_fits(self, title: str, count: str, lines: Sequence[FitLine], now: int) -> None:
        """Show who could come, best first; the keys stay on whom they were on, else go to the first."""
        self._now = now
        self.title.setText(title)
        self.setAccessibleDescription(f"{title}, {count}")
        self.count.setText(count)
        held_focus = self.has_focus
        place = next((i for i, row in enumerate(self._rows) if row.line and row.line.entry == self._chosen), 0)
        while len(self._rows) > len(lines):
            self._drop(self._rows.pop())
        while len(self._rows) < len(lines):
            self._rows.append(self._made())
        for row, line in zip(self._rows, lines, strict=True):
            row.show_line(line, now)
        if self.chosen is None:
            held = next((line for line in lines if line.until is not None), None)
            after = lines[min(place, len(lines) - 1)] if lines else None
            self._chosen = held.entry if held else after.entry if after else None
        self._mark()
        if held_focus:
            self.focus_chosen()

    def set_key(self, keys: str) -> None:
        """Say which key brings the focus here."""
        self._way = keys
        self._mark()

    def begin(self, first: Id | None = None) -> None:
        """Begin with another time: the keys are for the first, or for a named one."""
        self._chosen = first

    def set_now(self, now: int) -> None:
        """Count down what is held."""
        self._now = now
        for row in self._rows:
            if row.line is not None and row.line.until is not None:
                row.show_line(row.line, now)

    def focus_chosen(self) -> None:
        """Put the focus on the one that the keys are for."""
        row = next((row for row in self._rows if row.line is not None and row.line.entry == self._chosen), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(row, 0, style.scaled(20))

    @property
    def has_focus(self) -> bool:
        """Tell whether the focus is in here."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def event(self, event: QEvent) -> bool:
        """Keep our keys from the window, where they would do something with the selected visit."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer, accept, decline, go up and down, close."""
        if self._is_ours(event) and self._press(Qt.Key(event.key())):
            event.accept()
        else:
            event.ignore()

    def _is_ours(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = (*_ENTER, _OFFER, _ACCEPT, *_DECLINE, *_WAYS, *_ENDS, Qt.Key.Key_Escape)
        return plain and Qt.Key(event.key()) in keys

    def _press(self, key: Qt.Key) -> bool:
        line = self.chosen
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif line is None:
            return False
        elif key in _WAYS or key in _ENDS:
            self._go(key)
        elif key in _DECLINE:
            self._decline(line)
        elif line.until is not None and key in (*_ENTER, _ACCEPT):
            self.accept_asked.emit(line.entry)
        elif line.until is None and key in (*_ENTER, _OFFER):
            self.offer_asked.emit(line.entry)
        return True

    def _ask(self, row: FitRow, key: Qt.Key) -> None:
        """Do what a button asks for, which does what its key does."""
        self._choose(row)
        self._press(key)

    def _decline(self, line: FitLine) -> None:
        (self.decline_asked if line.until is not None else self.pass_asked).emit(line.entry)

    def _go(self, key: Qt.Key) -> None:
        here = next((i for i, row in enumerate(self._rows) if row.line and row.line.entry == self._chosen), 0)
        there = here + _WAYS[key] if key in _WAYS else _ENDS[key] % len(self._rows)
        self._rows[max(0, min(len(self._rows) - 1, there))].setFocus(Qt.FocusReason.OtherFocusReason)
        self.focus_chosen()

    def _choose(self, row: FitRow) -> None:
        if row.line is not None and row.line.entry != self._chosen:
            self._chosen = row.line.entry
            self._mark()

    def _mark(self) -> None:
        led = self.has_focus
        for row in self._rows:
            chosen = row.line is not None and row.line.entry == self._chosen
            row.choose(chosen=chosen, way="" if led else self._way)
        self._tell_keys(led=led)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Say what the keys do: nothing here while the focus is elsewhere, such as on the board."""
        if any(each is not None and self.isAncestorOf(each) for each in (old, new)):
            self._mark()

    def _tell_keys(self, *, led: bool) -> None:
        chosen = self.chosen
        held = chosen is not None and chosen.until is not None
        first = self.tr("Enter or Y: they come · X: declined, on to the next")
        second = self.tr("Enter: hold it for them for 10 minutes · X: pass over")
        here = f"{first if held else second} · {self.tr('Esc closes, what is held stays held')}"
        there = self.tr("%1: go there, then one key offers the time").replace("%1", self._way)
        self.hint.setText(here if led else there)
        self.hint.setVisible(chosen is not None)

    def _made(self) -> FitRow:
        row = FitRow()
        row.entered.connect(lambda: self._choose(row))
        row.offered.connect(lambda: self._ask(row, _OFFER))
        row.accepted.connect(lambda: self._ask(row, _ACCEPT))
        row.declined.connect(lambda: self._ask(row, _DECLINE[0]))
        self._list.addWidget(row)
        # Now, not when the layout comes to it: what is not shown cannot have the focus.
        row.show()
        return row

    def _drop(self, row: FitRow) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _lay_out(self) -> None:
        page = QWidget(self.viewport())
        page.setProperty("kind", "side")
        self.setWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column, edge = QVBoxLayout(page), style.scaled(14)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(style.scaled(8))
        column.addLayout(head)
        column.addWidget(self.count)
        self._list = QVBoxLayout()
        self._list.setSpacing(style.scaled(4))
        column.addLayout(self._list)
        column.addWidget(self.hint)
        column.addStretch(1)
