"""The waiting list in the left column: the first who wait, each with the first time of the day that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.panes.waiting import PersonRow
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import IconButton, button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import SectionHeader

SHOWN = 6
_MARK = 13


@dataclass(frozen=True, slots=True)
class Listed:
    """One who waits, in plain text; `fits` is the time that can be offered, `urgent` the word for it, or nothing.

    `soon` tells that the time is on the day that is shown.
    """

    entry: Id
    name: str
    detail: str
    fits: str = ""
    urgent: str = ""
    soon: bool = False


class WaitRow(PersonRow):
    """One who waits: pressing it goes to the time that fits. `removed` says that Del was pressed."""

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry: Id | None = None
        self.urgent = ""
        self.soon = False

    def show_one(self, one: Listed) -> None:
        """Show one who waits."""
        self.entry, self.urgent, self.soon = one.entry, one.urgent, one.soon
        self.say(one.name, one.detail, one.fits)
        self.setAccessibleName(", ".join(part for part in (one.name, one.urgent, one.detail, one.fits) if part))

    def event(self, event: QEvent) -> bool:
        """Keep Del from the window, where it would cancel the selected visit."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_delete(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take them off the list by Del."""
        if _is_delete(event):
            event.accept()
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row: no dot before it, a mark and a word where it is urgent."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painting.rounded(painter, self.rect(), look.raised)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, width=1.5)
        weight = QFont.Weight.DemiBold if self.soon else QFont.Weight.Normal
        painter.setFont(fonts.font(12, weight, style.scale()))
        painter.setPen(painting.colour(look.accent if self.soon else look.muted))
        area = self.rect().adjusted(style.scaled(4), style.scaled(3), -style.scaled(4), -style.scaled(3))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.remark)
        room = painter.fontMetrics().horizontalAdvance(self.remark)
        words = area.adjusted(0, 0, -room - style.scaled(8), 0)
        half = words.height() // 2
        self._line(painter, QRect(words.left(), words.top(), words.width(), half), self.name, 13, look.text)
        below = QRect(words.left(), words.top() + half, words.width(), words.height() - half)
        if self.urgent:
            below.setLeft(below.left() + self._paint_urgent(painter, below))
        self._line(painter, below, self.detail, 12, look.muted)

    def _paint_urgent(self, painter: QPainter, area: QRect) -> int:
        side, look = style.scaled(_MARK), style.look()
        top = area.top() + (area.height() - side) / 2
        icons.paint(painter, "circle-alert", look.warn_text, QRectF(area.left(), top, side, side))
        painter.setFont(fonts.font(12, QFont.Weight.DemiBold, style.scale()))
        painter.setPen(painting.colour(look.warn_text))
        beside = area.adjusted(side + style.scaled(3), 0, 0, 0)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter), self.urgent)
        return side + painter.fontMetrics().horizontalAdvance(self.urgent) + style.scaled(9)


def _is_delete(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Delete and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class WaitList(QWidget):
    """The section. `chosen` and `removed` tell an entry; `all_asked` and `add_asked` want the list, a new entry."""

    chosen = Signal(object)
    removed = Signal(object)
    all_asked = Signal()
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = SectionHeader(self.tr("Waiting list"))
        self.add = IconButton("user-plus", self.tr("Put on the waiting list…"), "quiet", size=14)
        self.add.clicked.connect(lambda _checked=False: self.add_asked.emit())
        self._header.row.addWidget(self.add)
        # Else the count would be as tall as the button beside it.
        self._header.row.setAlignment(self._header.count_label, Qt.AlignmentFlag.AlignVCenter)
        self._empty = label(self.tr("Nobody waits for a time."), "small")
        self._empty.setIndent(style.scaled(4))
        self.all = button("", "link", does=self.all_asked.emit)
        self.all.hide()
        self._rows: list[WaitRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(self._header)
        column.addWidget(self._empty)
        column.addLayout(self._list)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> tuple[WaitRow, ...]:
        """Give the rows that are shown."""
        return tuple(self._rows)

    @property
    def count(self) -> str:
        """Give the count in the header."""
        return self._header.count_label.text()

    def show_waiting(self, listed: Sequence[Listed], total: int) -> None:
        """Show the first who wait; whoever has the focus keeps it, wherever they stand now."""
        held = next((row.entry for row in self._rows if row.hasFocus()), None)
        shown = tuple(listed[:SHOWN])
        while len(self._rows) > len(shown):
            self._drop(self._rows.pop())
        while len(self._rows) < len(shown):
            self._rows.append(self._made())
        for row, one in zip(self._rows, shown, strict=True):
            row.show_one(one)
        followed = next((row for row in self._rows if held is not None and row.entry == held), None)
        if followed is not None:
            followed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._header.set_count(total)
        self._empty.setVisible(total == 0)
        words = self.tr("Show all (%1)…").replace("%1", str(total))
        self.all.setText(words)
        self.all.setAccessibleName(words)
        self.all.setVisible(total > 0)

    def _made(self) -> WaitRow:
        row = WaitRow()
        row.clicked.connect(lambda _checked=False: self.chosen.emit(row.entry))
        row.removed.connect(lambda: self.removed.emit(row.entry))
        self._list.addWidget(row)
        return row

    def _drop(self, row: WaitRow) -> None:
        if row.hasFocus():
            # Else Qt gives the focus to whatever comes next, perhaps to a text field.
            (self._rows[-1] if self._rows else self.add).setFocus(Qt.FocusReason.OtherFocusReason)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
