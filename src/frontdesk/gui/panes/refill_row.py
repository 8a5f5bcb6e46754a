"""One who could come into a free time: who, why they, and what has become of the offer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import KeyButton
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import ElidedLabel, label


@dataclass(frozen=True, slots=True)
class FitLine:
    """One who could come, in plain text; `repr` leaves the name out.

    `until` is the moment that the time is held for them until, `ends` the same as a time of day; `told` is what else
    became of them, such as an offer that ran out. `alert` and `note` are to be known when they are spoken to.
    """

    entry: Id
    name: str
    phone: str
    detail: str
    why: str
    alert: str = ""
    note: str = ""
    until: Instant | None = None
    ends: str = ""
    told: str = ""

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"FitLine({self.entry})"


class FitRow(QWidget):
    """The row. The one with the focus shows its buttons.

    `offered`, `accepted` and `declined` say which was pressed, `entered` that the focus has come.
    """

    offered = Signal()
    accepted = Signal()
    declined = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: FitLine | None = None
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name, self.phone = ElidedLabel("", "strong"), label("", "soft")
        self.detail, self.why = label("", "small", wrap=True), label("", "small", wrap=True)
        self.alert, self.state = label("", "alert", wrap=True), label("", "accent", wrap=True)
        self.note = label("", "soft", wrap=True)
        self.way = label("", "accent")
        self.way.hide()
        self.offer = KeyButton(self.tr("Offer"), "O", "primary")
        self.accept = KeyButton(self.tr("Accepted"), "Y", "primary")
        self.decline = KeyButton(self.tr("Declined"), "X")
        self.buttons = QWidget()
        flow = FlowLayout(None, style.scaled(6))
        around = QVBoxLayout(self.buttons)
        around.setContentsMargins(0, style.scaled(5), 0, style.scaled(2))
        around.addLayout(flow)
        for made, told in ((self.offer, self.offered), (self.accept, self.accepted), (self.decline, self.declined)):
            made.clicked.connect(lambda _checked=False, signal=told: signal.emit())
            flow.addWidget(made)
        self._lay_out()

    def show_line(self, line: FitLine, now: int) -> None:
        """Show one who could come, as it stands at a moment."""
        self.line = line
        self.name.setText(line.name)
        self.phone.setText(line.phone.replace(" ", "\N{NO-BREAK SPACE}"))
        self.detail.setText(line.detail)
        self.why.setText(line.why)
        state = self._state(line, now)
        for place, words in ((self.alert, line.alert), (self.note, line.note), (self.state, state)):
            place.setText(words)
            place.setVisible(bool(words))
        held = line.until is not None
        self.offer.setVisible(not held)
        self.accept.setVisible(held)
        self.decline.setText(self.tr("Declined") if held else self.tr("Pass over"))
        self.decline.setAccessibleName(self.tr("Declined") if held else self.tr("Pass over"))
        parts = (line.name, line.phone, line.detail, line.why, line.alert, line.note, state)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def choose(self, *, chosen: bool, way: str = "") -> None:
        """Be the one that the keys are for, or no more; with a `way` only once that key has brought the focus here."""
        self._chosen = chosen
        self.buttons.setVisible(chosen)
        self.way.setText(self.tr("%1: go there").replace("%1", way))
        self.way.setVisible(chosen and bool(way))
        for made, keys in ((self.offer, "O"), (self.accept, "Y"), (self.decline, "X")):
            made.set_keys("" if way else keys)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has come."""
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the row that the keys are for, and ring it where the focus is."""
        if not self._chosen:
            return
        look, painter = style.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.rounded(painter, self.rect(), look.raised, look.line)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent)

    def _state(self, line: FitLine, now: int) -> str:
        if line.until is None:
            return line.told
        left = wording.minutes_left(line.until, now)
        return wording.filled(self.tr("Held for them until %1 · %2 left"), line.ends, left)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = QHBoxLayout()
        head.setSpacing(style.scaled(8))
        head.addWidget(self.name, 1)
        head.addWidget(self.phone)
        column = QVBoxLayout(self)
        edge = style.scaled(8)
        column.setContentsMargins(edge, style.scaled(7), edge, style.scaled(7))
        column.setSpacing(style.scaled(2))
        column.addLayout(head)
        for each in (self.detail, self.why, self.alert, self.note, self.state, self.way, self.buttons):
            column.addWidget(each)
        self.buttons.hide()
