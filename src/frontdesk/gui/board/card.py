"""The card that a visit shows when the pointer rests on it, or Space asks for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.board import captions, late, waits
from frontdesk.gui.board.ink import Ink, colour, pen, veil
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.labels import label
from frontdesk.services.board import Board, Column, Visit

_WIDEST = 320
_SHADE = 6
_LEFT, _RIGHT = 16, 14


class Card(QWidget):
    """A small sheet with a visit's words; the pointer goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ink: Ink | None = None
        self._stripe = ""
        # When the visit will begin that is shown next, where that is later than planned.
        self.expected: Instant | None = None
        self._name = label(kind="heading", wrap=True, parent=self)
        self._lines = [label(kind="soft", wrap=True, parent=self) for _ in range(4)]
        self._signs = label(kind="small", wrap=True, parent=self)
        box = QVBoxLayout(self)
        box.setContentsMargins(_LEFT + _SHADE, 9 + _SHADE, _RIGHT + _SHADE, 10 + _SHADE)
        box.setSpacing(1)
        for each in (self._name, *self._lines, self._signs):
            box.addWidget(each)
        self.hide()

    def show_visit(
        self, visit: Visit, board: Board, column: Column, ink: Ink, now: int | None, limit: int = waits.USUAL_LIMIT
    ) -> None:
        """Fill the card with a visit's words."""
        self._ink = ink
        wears = ink.dress(visit)
        self._stripe = wears.stripe or wears.border
        self._name.setText(captions.name(visit))
        for place, text in zip(self._lines, _words(visit, board, column, now, limit), strict=True):
            place.setText(text)
            place.setVisible(bool(text))
        later = late.spoken(self.expected, board.zone)
        remarks = " · ".join(part for part in (later, *captions.remarks(visit)) if part)
        self._signs.setText(remarks[:1].upper() + remarks[1:])
        self._signs.setVisible(bool(remarks))

    def text(self) -> str:
        """Give all the card's words, a line each."""
        shown = [w.text() for w in (self._name, *self._lines, self._signs) if not w.isHidden()]
        return "\n".join(shown)

    def put_beside(self, block: QRect, room: QRect) -> None:
        """Stand beside a block, to the right if there is room, and inside the board."""
        labels = [w for w in (self._name, *self._lines, self._signs) if not w.isHidden()]
        natural = max(w.fontMetrics().horizontalAdvance(w.text()) for w in labels) + 1
        sides = _LEFT + _RIGHT + 2 * _SHADE
        width = min(natural + sides, round(_WIDEST * (self._ink.scale if self._ink else 1)), room.width())
        layout = self.layout()
        tall = layout.totalHeightForWidth(width) if layout else self.sizeHint().height()
        size = QSize(width, tall)
        x = block.right() + 2
        if x + size.width() > room.right():
            x = block.left() - size.width() - 1
        x = max(room.left(), min(x, room.right() - size.width()))
        y = max(room.top(), min(block.top() - _SHADE, room.bottom() - size.height()))
        self.setGeometry(QRect(QPoint(x, y), size))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet with its shadow."""
        if self._ink is None:
            return
        look = self._ink.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(_SHADE, _SHADE - 2, -_SHADE, -_SHADE)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(_SHADE, 0, -1):
            painter.setBrush(veil("#000000", 0.05 if look.dark else 0.018))
            painter.drawRoundedRect(sheet.adjusted(-spread, 1 - spread, spread, spread), 8 + spread, 8 + spread)
        painter.setPen(pen(look.line))
        painter.setBrush(colour(look.raised if look.dark else look.surface))
        painter.drawRoundedRect(sheet, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._stripe))
        painter.drawRoundedRect(QRectF(sheet.x() + 6, sheet.y() + 8, 3, sheet.height() - 16), 1.5, 1.5)


def _words(visit: Visit, board: Board, column: Column, now: int | None, limit: int) -> tuple[str, str, str, str]:
    when = wording.when(visit.start, visit.end, board.zone, all_day=visit.all_day)
    if not visit.all_day:
        when += " · " + wording.minutes(visit.end - visit.start)
    where = " · ".join(p for p in (captions.one_line(column.name), captions.one_line(visit.room)) if p)
    if visit.event_type is EventType.BLOCK:
        return when, captions.about(visit), where, QCoreApplication.translate("Board", "Closed for bookings")
    if visit.status is Status.HELD:
        return when, captions.about(visit), where, captions.held(visit, captions.left(visit, now))[0]
    status = wording.status_words(visit.status)
    if now is not None and now - waits.counted_from(visit) >= MINUTE and captions.counts_minutes(visit):
        status += " · " + wording.minutes(now - waits.counted_from(visit))
        status += " · " + waits.past(limit) if waits.is_too_long(visit, now, limit) else ""
    return when, captions.about(visit), where, " · ".join((status, *captions.seats(visit)[:1]))
