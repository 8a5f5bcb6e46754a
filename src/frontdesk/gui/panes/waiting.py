"""The waiting room: who has arrived, for whom, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.ground import waited, wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.pressable import Pressable
from frontdesk.gui.parts.sections import SectionHeader


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits, in plain text: since when, for a visit at which time; `next` is whose turn it is."""

    visit: Id
    name: str
    detail: str
    since: int
    start: int = 0
    next: bool = False


class PersonRow(Pressable):
    """A name, a line below it, a mark before it and a remark at the right; pressing it shows the visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self.detail = self.remark = ""
        self.mark = "arrived"
        self.too_long = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, name: str, detail: str, remark: str, past: str = "") -> None:
        """Show these words; `past` says that it is too long, which is marked then."""
        self.name, self.detail, self.remark, self.too_long = name, detail, remark, bool(past)
        self.setAccessibleName(", ".join(part for part in (name, detail, remark, past) if part))
        self.setToolTip(past)
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
        self._sign(painter)
        weight = QFont.Weight.DemiBold if self.too_long else QFont.Weight.Normal
        painter.setFont(fonts.font(12, weight, style.scale()))
        painter.setPen(painting.colour(look.danger if self.too_long else look.muted))
        area = self.rect().adjusted(style.scaled(20), style.scaled(3), -style.scaled(4), -style.scaled(3))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.remark)
        room = painter.fontMetrics().horizontalAdvance(self.remark)
        words = area.adjusted(0, 0, -room - style.scaled(8), 0)
        half = words.height() // 2
        self._line(painter, QRect(words.left(), words.top(), words.width(), half), self.name, 13, look.text)
        below = QRect(words.left(), words.top() + half, words.width(), words.height() - half)
        self._line(painter, below, self.detail, 12, look.muted)

    def _sign(self, painter: QPainter) -> None:
        """Draw the dot of one who waits, or a clock on red where it is too long."""
        look = style.look()
        side = style.scaled(14 if self.too_long else 8)
        area = QRectF(style.scaled(1 if self.too_long else 4), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(painting.colour(look.no_show if self.too_long else getattr(look, self.mark)))
        painter.drawEllipse(area)
        if self.too_long:
            line = QPen(painting.colour(look.on_no_show), 1.4 * style.scale())
            line.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(line)
            middle = area.center()
            painter.drawLine(middle, middle - QPointF(0, side * 0.3))
            painter.drawLine(middle, middle + QPointF(side * 0.22, side * 0.12))

    def _line(self, painter: QPainter, area: QRect, words: str, px: float, token: str) -> None:
        weight = QFont.Weight.DemiBold if px == 13 else QFont.Weight.Normal
        painter.setFont(fonts.font(px, weight, style.scale()))
        painter.setPen(painting.colour(token))
        shown = painter.fontMetrics().elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)


class WaitingRoom(QWidget):
    """The list, who waits too long first, then by how long; `chosen` tells the visit that was pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = SectionHeader(self.tr("Waiting room"))
        self._empty = label(self.tr("Nobody is waiting."), "small")
        self._empty.setIndent(style.scaled(4))
        self._waiting: tuple[Waiting, ...] = ()
        self._rows: list[PersonRow] = []
        self._now = 0
        self._limit = waited.USUAL_LIMIT
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
        self._waiting = tuple(waiting)
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

    def set_limit(self, minutes: int) -> None:
        """Mark who waits longer than so many minutes."""
        self._limit = minutes
        self._fill()

    def _is_too_long(self, one: Waiting) -> bool:
        return waited.is_too_long(one.since, one.start, self._now, self._limit)

    def _choose(self, row: PersonRow) -> None:
        self.chosen.emit(self._waiting[self._rows.index(row)].visit)

    def _fill(self) -> None:
        late, turn = self.tr("longer than %1"), self.tr("next")
        past = late.replace("%1", wording.minutes(self._limit * MINUTE))
        # The limit is passed while time goes on: so the order is made here.
        self._waiting = tuple(sorted(self._waiting, key=lambda w: (not self._is_too_long(w), w.since, w.visit)))
        for row, one in zip(self._rows, self._waiting, strict=True):
            length = max(0, self._now - one.since) // MINUTE * MINUTE
            detail = f"{turn} · {one.detail}" if one.next else one.detail
            row.say(one.name, detail, wording.minutes(length), past if self._is_too_long(one) else "")
