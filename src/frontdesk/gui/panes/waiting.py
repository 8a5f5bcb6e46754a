"""The waiting room: who has arrived, for whom, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.pressable import Pressable
from frontdesk.gui.parts.sections import SectionHeader


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits, in plain text."""

    visit: Id
    name: str
    detail: str
    since: int


class PersonRow(Pressable):
    """A name, a line below it, a mark before it and a remark at the right; pressing it shows the visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self.detail = self.remark = ""
        self.mark = "arrived"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, name: str, detail: str, remark: str) -> None:
        """Show these words."""
        self.name, self.detail, self.remark = name, detail, remark
        self.setAccessibleName(", ".join(part for part in (name, detail, remark) if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        return QSize(style.scaled(160), style.scaled(42))

    def minimumSizeHint(self) -> QSize:
        """Do with a few letters."""
        return QSize(style.scaled(90), style.scaled(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painting.rounded(painter, self.rect(), look.raised)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, width=1.5)
        side = style.scaled(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(painting.colour(getattr(look, self.mark)))
        painter.drawEllipse(QRectF(style.scaled(4), (self.height() - side) / 2, side, side))
        painter.setFont(fonts.font(12, scale=style.scale()))
        painter.setPen(painting.colour(look.muted))
        area = self.rect().adjusted(style.scaled(20), style.scaled(3), -style.scaled(4), -style.scaled(3))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.remark)
        room = painter.fontMetrics().horizontalAdvance(self.remark)
        words = area.adjusted(0, 0, -room - style.scaled(8), 0)
        half = words.height() // 2
        self._line(painter, QRect(words.left(), words.top(), words.width(), half), self.name, 13, look.text)
        below = QRect(words.left(), words.top() + half, words.width(), words.height() - half)
        self._line(painter, below, self.detail, 12, look.muted)

    def _line(self, painter: QPainter, area: QRect, words: str, px: float, token: str) -> None:
        weight = QFont.Weight.DemiBold if px == 13 else QFont.Weight.Normal
        painter.setFont(fonts.font(px, weight, style.scale()))
        painter.setPen(painting.colour(token))
        shown = painter.fontMetrics().elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)


class WaitingRoom(QWidget):
    """The list, longest waiting first; `chosen` tells the visit that was pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = SectionHeader(self.tr("Waiting room"))
        self._empty = label(self.tr("Nobody is waiting."), "small")
        self._empty.setIndent(style.scaled(4))
        self._waiting: tuple[Waiting, ...] = ()
        self._rows: list[PersonRow] = []
        self._now = 0
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        column.addWidget(self._header)
        column.addWidget(self._empty)
        column.addLayout(self._list)

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """Give the rows that are shown."""
        return tuple(self._rows)

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show who waits."""
        self._waiting = tuple(sorted(waiting, key=lambda w: (w.since, w.visit)))
        while len(self._rows) > len(self._waiting):
            row = self._rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(self._waiting):
            row = PersonRow()
            row.clicked.connect(lambda _checked=False, row=row: self._choose(row))
            self._rows.append(row)
            self._list.addWidget(row)
        self._header.set_count(len(self._waiting))
        self._empty.setVisible(not self._waiting)
        self._fill()

    def set_now(self, now: int) -> None:
        """Count the minutes up to now."""
        self._now = now
        self._fill()

    def _choose(self, row: PersonRow) -> None:
        self.chosen.emit(self._waiting[self._rows.index(row)].visit)

    def _fill(self) -> None:
        for row, one in zip(self._rows, self._waiting, strict=True):
            waited = max(0, self._now - one.since) // MINUTE * MINUTE
            row.say(one.name, one.detail, wording.minutes(waited))
