"""One practitioner's day as a slim line: closed hours hatched, visits in their colours, the chosen time on top."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant, at_minute, wall
from frontdesk.domain.intervals import Interval
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import service_stripe, service_tint
from frontdesk.gui.parts import painting
from frontdesk.services.board import Board, Column, Visit

RULER, BAND = 17, 38
_FROM, _TO = 8, 18
_GREY = 220


@dataclass(frozen=True, slots=True)
class StripDay:
    """What the line shows of a board: one column of it, and the time that would be booked."""

    board: Board
    column: Column
    visits: tuple[Visit, ...]
    chosen: Interval | None
    besides: Id | None = None
    masked: bool = False

    def span(self) -> Interval:
        """Give the hours shown: all open hours, visits and the chosen time, and no less than the usual day."""
        day, zone = self.column.day, self.board.zone
        pieces = [*self.column.open, *(Interval(v.start, v.end) for v in self.visits if not v.all_day)]
        pieces += [self.chosen] if self.chosen else []
        start = min([at_minute(day, _FROM * 60, zone), *(p.start for p in pieces)])
        end = max([at_minute(day, _TO * 60, zone), *(p.end for p in pieces)])
        whole = self.board.span
        start, end = max(start, whole.start), min(end, whole.end)
        return Interval(Instant(start - start % HOUR), Instant(-(-end // HOUR) * HOUR))


def strip_day(
    board: Board, practitioner: Id | None, chosen: Interval | None, besides: Id | None, *, masked: bool
) -> StripDay | None:
    """Take one practitioner's day out of a board, None where they have no column on it."""
    column = next((c for c in board.columns if c.id == practitioner), None)
    if column is None:
        return None
    visits = tuple(v for v in board.visits if v.practitioner_id == column.id and v.status.occupies and v.id != besides)
    return StripDay(board, column, visits, chosen, besides, masked)


class DayStrip(QWidget):
    """The line. `pointed` tells the instant of a click where nobody is."""

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._day: StripDay | None = None
        self._span = Interval(Instant(0), Instant(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the hours and the band."""
        return QSize(style.scaled(400), style.scaled(RULER + BAND))

    def minimumSizeHint(self) -> QSize:
        """Do with little width."""
        return QSize(style.scaled(160), style.scaled(RULER + BAND))

    def show_day(self, day: StripDay | None) -> None:
        """Show another day or choice."""
        self._day = day
        if day is not None:
            self._span = day.span()
            self.setAccessibleName(self._spoken(day))
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell who a block is for in a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            visit = self._visit_at(event.pos().x())
            if visit is None or event.pos().y() < style.scaled(RULER):
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), f"<span>{escape(self._words(visit))}</span>", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the time that was pointed at, to five minutes."""
        x = round(event.position().x())
        if self._day is None or event.button() != Qt.MouseButton.LeftButton or self._visit_at(x) is not None:
            return
        instant = self._span.start + x * self._span.length // max(1, self.width())
        self.pointed.emit(Instant(instant - instant % (5 * MINUTE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw hours, closed time, visits and the chosen time."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = style.scaled(RULER)
        band = QRectF(0, top, self.width(), self.height() - top)
        painting.rounded(painter, band, look.ground)
        self._paint_hatch(painter, band)
        if self._day is None:
            return
        for hours in self._day.column.open:
            open_area = self._area(hours).intersected(band).adjusted(0, 1, 0, -1)
            painter.fillRect(open_area, painting.colour(look.surface))
        self._paint_hours(painter)
        for visit in self._day.visits:
            if not visit.all_day:
                self._paint_visit(painter, visit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(painting.colour(look.line), 1))
        painter.drawRoundedRect(band.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._day.chosen is not None:
            self._paint_chosen(painter, self._day.chosen)

    def _paint_hatch(self, painter: QPainter, band: QRectF) -> None:
        """Draw closed hours as the board does: slanted lines, under everything that is open."""
        painter.save()
        painter.setClipRect(band)
        painter.setPen(QPen(painting.colour(style.look().hatch), 2 * style.scale()))
        step, height = style.scaled(7), band.height()
        for n in range(int((band.width() + height) / step) + 1):
            x = n * step
            painter.drawLine(QPointF(x - height, band.bottom()), QPointF(x, band.top()))
        painter.restore()

    def _paint_hours(self, painter: QPainter) -> None:
        assert self._day is not None
        look = style.look()
        painter.setFont(fonts.font(11, scale=style.scale()))
        hour, widest = self._span.start, painter.fontMetrics().horizontalAdvance("00:00")
        every = 1
        while self._x(Instant(hour + every * HOUR)) - self._x(hour) < widest + style.scaled(6):
            every += 1
        at = hour
        while at < self._span.end:
            x = self._x(at)
            if at > hour:
                painter.fillRect(QRectF(x, style.scaled(RULER), 1, self.height()), painting.colour(look.line))
            if (at - hour) // HOUR % every == 0:
                painter.setPen(painting.colour(look.muted))
                words = f"{wall(at, self._day.board.zone).hour:02d}"
                painter.drawText(QRectF(x + 2, 0, widest, style.scaled(RULER - 2)), 0, words)
            at = Instant(at + HOUR)

    def _paint_visit(self, painter: QPainter, visit: Visit) -> None:
        look = style.look()
        hue = _GREY if visit.hue is None else visit.hue
        area = self._area(Interval(visit.start, visit.end)).adjusted(0.5, 3, -0.5, -3)
        painting.rounded(painter, area, service_tint(hue, look), radius=3)
        painter.fillRect(
            QRectF(area.left(), area.top() + 1, 2.5, area.height() - 2), painting.colour(service_stripe(hue, look))
        )
        words = self._name(visit)
        painter.setFont(fonts.font(11, QFont.Weight.Medium, style.scale()))
        room = area.adjusted(style.scaled(6), 0, -2, 0).toRect()
        if room.width() < style.scaled(26) or not words:
            return
        painter.setPen(painting.colour(look.text))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_chosen(self, painter: QPainter, chosen: Interval) -> None:
        look = style.look()
        area = self._area(chosen).adjusted(0, 1, 0, -1)
        painter.setPen(QPen(painting.colour(look.accent), 2))
        painter.setBrush(painting.colour(look.accent, 0.18))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        words = wording.clock(chosen.start, self._day.board.zone) if self._day else ""
        painter.setFont(fonts.font(11.5, QFont.Weight.DemiBold, style.scale()))
        room: QRect = area.toRect()
        if painter.fontMetrics().horizontalAdvance(words) < room.width() - 4:
            painter.setPen(painting.colour(look.accent))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), words)

    def _area(self, interval: Interval) -> QRectF:
        left, right = self._x(interval.start), self._x(interval.end)
        top = style.scaled(RULER)
        return QRectF(left, top, right - left, self.height() - top)

    def _x(self, instant: int) -> float:
        return (
            (min(max(instant, self._span.start), self._span.end) - self._span.start) / self._span.length * self.width()
        )

    def _visit_at(self, x: int) -> Visit | None:
        visits = self._day.visits if self._day else ()
        inside = (v for v in visits if not v.all_day and self._x(v.start) <= x < self._x(v.end))
        return next(inside, None)

    def _name(self, visit: Visit) -> str:
        if self._day is not None and self._day.masked:
            return visit.service
        return visit.patient or visit.title or visit.service

    def _words(self, visit: Visit) -> str:
        assert self._day is not None
        parts = (wording.time_range(visit.start, visit.end, self._day.board.zone), self._name(visit), visit.service)
        return " · ".join(dict.fromkeys(part for part in parts if part))

    def _spoken(self, day: StripDay) -> str:
        told = "; ".join(self._words(visit) for visit in day.visits) or self.tr("no visits yet")
        return f"{day.column.name}, {wording.day_short(day.column.day)}: {told}"
