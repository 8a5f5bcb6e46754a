"""What stays put while the board scrolls: the header above, the strip of all-day entries, the ruler at the left.

Each is a plain widget that paints the same plan as the board's content, shifted only across or only down.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.board import captions
from frontdesk.gui.board.drawing import RADIUS, STRIPE
from frontdesk.gui.board.ink import Ink, colour, oblique, pen
from frontdesk.gui.board.late import LateMark, chip, draw_chip, told, words
from frontdesk.gui.board.plan import Plan, StripItem
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look.tokens import person_fill, person_text, service_stripe
from frontdesk.services.board import Column

RULER = 57
HEADER = 61
OVERLAP = 9
_COMPACT = 148


class Edge(QWidget):
    """A part of the board that does not scroll both ways."""

    def __init__(self, parent: QWidget, plan: Plan, ink: Ink) -> None:
        super().__init__(parent)
        self.plan = plan
        self.ink = ink
        self.shift = 0
        self.now: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_plan(self, plan: Plan, ink: Ink, now: int | None) -> None:
        """Paint this plan from now on."""
        self.plan, self.ink, self.now = plan, ink, now
        self.update()

    def today(self, column: int) -> bool:
        """Tell whether a column shows the present day."""
        return self.now is not None and self.plan.axes[column].holds(self.now)


class Header(Edge):
    """Who, or which day, each column belongs to, and who runs late; `late_pressed` carries a late column's id."""

    late_pressed = Signal(object)

    def __init__(self, parent: QWidget, plan: Plan, ink: Ink) -> None:
        super().__init__(parent, plan, ink)
        self.late: Mapping[Id, LateMark] = {}

    def show_plan(self, plan: Plan, ink: Ink, now: int | None) -> None:
        """Paint this plan from now on."""
        super().show_plan(plan, ink, now)
        self._name_late()

    def show_late(self, late: Mapping[Id, LateMark]) -> None:
        """Show who runs late, by the columns' ids; a screen reader hears it as the head's name."""
        self.late = late
        self._name_late()
        self.update()

    def chip_of(self, index: int) -> tuple[QRectF, str] | None:
        """Give where the chip of a column's delay stands, and its words; None for one on time."""
        mark = self.late.get(self.plan.board.columns[index].id)
        if mark is None:
            return None
        left, right = (e - self.shift for e in self.plan.columns.edges[index : index + 2])
        x, top = left + self.ink.px(11), self.ink.px(43)
        if not self.plan.is_week:
            x = left + self.ink.px(9 if right - left < self.ink.px(_COMPACT) else 48)
            top = self.ink.px(23)
        return chip(self.ink, mark, x, top, right - x - self.ink.px(6))

    def late_at(self, place: QPoint) -> Column | None:
        """Give the late column whose chip lies under a place."""
        for index, column in enumerate(self.plan.board.columns):
            found = self.chip_of(index)
            if found is not None and found[0].contains(QPointF(place)):
                return column
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask about the delay whose chip was pressed."""
        column = self.late_at(event.position().toPoint())
        if column is not None and event.button() == Qt.MouseButton.LeftButton:
            self.late_pressed.emit(column.id)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the end of a press on a chip too."""
        event.setAccepted(self.late_at(event.position().toPoint()) is not None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show over a chip that it can be pressed."""
        over = self.late_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def _name_late(self) -> None:
        self.setMouseTracking(bool(self.late))
        late = (
            f"{captions.one_line(column.name) or captions.day_head(column)}: {words(self.late[column.id])[0]}"
            for column in self.plan.board.columns
            if column.id in self.late
        )
        self.setAccessibleName("; ".join(late))

    def event(self, event: QEvent) -> bool:
        """Tell a column's whole head in a tooltip, since a narrow one cuts it."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip or not len(self.plan.columns):
            return super().event(event)
        from html import escape

        column = self.plan.board.columns[self.plan.columns.index_at(event.pos().x() + self.shift)]
        # The head itself names a closure only where it takes the whole day.
        named = column.closed if column.open else ""
        zone, mark = self.plan.board.zone, self.late.get(column.id)
        late = "" if mark is None else told(mark, zone)
        parts = (column.name, column.detail, captions.hours(column, zone), named, late)
        lines = "<br>".join(escape(captions.one_line(part)) for part in parts if part)
        QToolTip.showText(event.globalPos(), f"<span>{lines}</span>", self)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns' heads that lie in the dirty area."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.ink.look
        painter.fillRect(event.rect(), colour(look.surface))
        for index, column in enumerate(self.plan.board.columns):
            left, right = (e - self.shift for e in self.plan.columns.edges[index : index + 2])
            if right < event.rect().left() or left > event.rect().right():
                continue
            painter.fillRect(right - 1, 0, 1, self.height(), colour(look.line))
            if self.plan.is_week:
                self._day(painter, column, left, right, self.today(index))
            else:
                self._person(painter, column, left, right)
            late = self.chip_of(index)
            if late is not None:
                draw_chip(painter, self.ink, *late, self.devicePixelRatioF())
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(look.line))

    def _day(self, painter: QPainter, column: Column, left: int, right: int, today: bool) -> None:
        ink, look = self.ink, self.ink.look
        x, room = left + ink.px(11), right - left - ink.px(18)
        painter.setPen(colour(look.accent if today else look.text))
        ink.day.draw(painter, x, ink.px(8), ink.px(21), ink.day.fitted(captions.day_head(column), room)[0])
        painter.setPen(colour(look.muted))
        ink.figures.draw(painter, x, ink.px(29), ink.px(15), self._fitted(captions.day_hours(column), column, room))

    def _person(self, painter: QPainter, column: Column, left: int, right: int) -> None:
        ink, look = self.ink, self.ink.look
        compact = right - left < ink.px(_COMPACT)
        x = left + ink.px(9)
        if compact:
            size = ink.px(8)
            painter.setPen(Qt.PenStyle.NoPen)
            # The column of visits that name nobody has no colour of its own.
            painter.setBrush(colour(service_stripe(column.hue, look) if column.initials else look.muted))
            painter.drawEllipse(QRectF(x, ink.px(7) + (ink.px(17) - size) / 2, size, size))
            name_x = x + size + ink.px(5)
        else:
            self._disc(painter, column, x)
            name_x = x = x + ink.px(39)
        end = right - ink.px(6)
        face = ink.name if compact else ink.head
        painter.setPen(colour(look.text))
        shown = face.fitted(captions.one_line(column.name), end - name_x)[0]
        face.draw(painter, name_x, ink.px(6), ink.px(18), shown)
        painter.setPen(colour(look.muted))
        # The chip of a delay stands in place of what someone is: that is known, and the day's hours stay.
        detail = " " if column.id in self.late else captions.one_line(column.detail)
        lines = [detail, captions.hours(column, self.plan.board.zone)]
        top = ink.px(23)
        for line in filter(None, lines):
            face = ink.figures if line is lines[1] else ink.detail
            fitted = face.fitted(line, end - x)[0] if line is lines[0] else self._fitted(line, column, end - x)
            face.draw(painter, x, top, ink.px(15), fitted)
            top += ink.px(15)

    def _fitted(self, hours: str, column: Column, room: int) -> str:
        """Fit the hours; where there is no room, what closes the day or how full it is tells more than half of them."""
        fitted = self.ink.figures.fitted(hours, room)[0]
        if fitted == hours:
            return fitted
        instead = captions.one_line(column.closed) or captions.load(column)
        return self.ink.figures.fitted(instead, room)[0] if instead else fitted

    def _disc(self, painter: QPainter, column: Column, x: int) -> None:
        ink = self.ink
        size = ink.px(30)
        disc = QRectF(x, ink.px(15), size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(person_fill(column.hue, ink.look) if column.initials else ink.look.raised))
        painter.drawEllipse(disc)
        painter.setPen(colour(person_text(column.hue, ink.look)))
        text = ink.initials.fitted(column.initials, size)
        ink.initials.draw(painter, disc.center().x() - text[1] / 2, disc.y(), size, text[0])


class Strip(Edge):
    """The entries that last all day."""

    pressed = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget, plan: Plan, ink: Ink) -> None:
        super().__init__(parent, plan, ink)
        self.selected: Id | None = None
        self.down = 0

    def rect_of(self, item: StripItem) -> QRectF:
        """Give where an entry stands in this widget."""
        return QRectF(*item.rect).translated(-self.shift, -self.down)

    def item_at(self, place: QPoint) -> StripItem | None:
        """Give the entry under a place."""
        return next((s for s in self.plan.strip if self.rect_of(s).contains(QPointF(place))), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.ink.look
        painter.fillRect(event.rect(), colour(look.surface))
        for x in self.plan.columns.edges[1:]:
            painter.fillRect(x - 1 - self.shift, 0, 1, self.height(), colour(look.line))
        for item in self.plan.strip:
            self._item(painter, item)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(look.line))

    def _item(self, painter: QPainter, item: StripItem) -> None:
        ink, visit = self.ink, item.visit
        wears = ink.dress(visit)
        rect = self.rect_of(item)
        painter.setPen(pen(wears.border, 1.2, wears.dashed) if wears.border else Qt.PenStyle.NoPen)
        painter.setBrush(colour(wears.fill))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if wears.hatch:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(oblique(wears.hatch))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if wears.stripe:
            painter.setClipRect(QRectF(rect.x(), rect.y(), STRIPE, rect.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(wears.stripe))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            painter.setClipping(False)
        if visit.id == self.selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(ink.look.accent, 2))
            painter.drawRoundedRect(rect, RADIUS + 1, RADIUS + 1)
        face = ink.name if wears.strong else ink.detail
        left = max(rect.x(), 0) + ink.px(10)
        axes = self.plan.axes
        text = captions.all_day(visit, self.plan.board.zone, axes[item.first].start, axes[item.last].end)
        shown, wide = face.fitted(text, int(rect.right() - left - ink.px(8)))
        painter.setPen(colour(wears.name))
        face.draw(painter, left, rect.y(), rect.height(), shown)
        if wears.strike:
            painter.drawLine(QPointF(left, rect.center().y()), QPointF(left + wide, rect.center().y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move through the entries when there are more than the strip has room for."""
        over = max(0, self.plan.strip_height - self.height())
        if not over:
            event.ignore()
            return
        self.down = max(0, min(over, self.down - event.angleDelta().y() // 4))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the entry under the pointer."""
        item = self.item_at(event.position().toPoint())
        self.pressed.emit(item.visit.id if item else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the release from the board behind: the press was for the strip."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the entry under the pointer."""
        item = self.item_at(event.position().toPoint())
        if item is not None:
            self.opened.emit(item.visit.id)


class Ruler(Edge):
    """The hours, and the present moment in a red pill."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hours that lie in the dirty area."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, look, rows = self.ink, self.ink.look, self.plan.rows
        painter.fillRect(event.rect(), colour(look.surface))
        painter.fillRect(self.width() - 1, OVERLAP, 1, self.height(), colour(look.line))
        line = self.plan.now_line(self.now) if self.now is not None else None
        half = ink.px(8)
        painter.setPen(colour(look.muted))
        for minute in range(rows.first, rows.last, 60 if rows.row * 60 >= rows.zoom * ink.px(16) else 120):
            y = rows.y(minute) - self.shift + OVERLAP
            if not -half <= y <= self.height() + half or (line and abs(line.y - rows.y(minute)) < ink.px(16)):
                continue
            text = wording.brief_minute_of_day(minute)
            ink.hour.draw(painter, self.width() - ink.px(9) - ink.hour.width(text), y - half, 2 * half, text)
        if line is not None and self.now is not None:
            self._pill(painter, line.y - self.shift + OVERLAP, wording.brief_clock(self.now, self.plan.board.zone))

    def _pill(self, painter: QPainter, y: int, text: str) -> None:
        ink, look = self.ink, self.ink.look
        wide = ink.clock.width(text)
        pill = QRectF(self.width() - ink.px(10) - wide - ink.px(7), y - ink.px(8.5), wide + ink.px(14), ink.px(17))
        pill.moveLeft(max(1.0, (self.width() - pill.width()) / 2 - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(look.now))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(colour(look.on_now))
        ink.clock.draw(painter, pill.center().x() - wide / 2, pill.y(), pill.height(), text)


class Corner(Edge):
    """The zone, above the ruler, and the strip's name."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two small labels."""
        painter = QPainter(self)
        ink, look = self.ink, self.ink.look
        head = ink.px(HEADER)
        painter.fillRect(event.rect(), colour(look.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour(look.line))
        painter.setPen(colour(look.muted))
        board = self.plan.board
        middle = (board.span.start + board.span.end) // 2
        text, wide = ink.detail.fitted(captions.offset(middle, board.zone), self.width() - ink.px(8))
        # Without a strip the ruler's first hour reaches up into this corner.
        top = head - ink.px(24 if self.height() == head else 18)
        ink.detail.draw(painter, self.width() - ink.px(9) - wide, top, ink.px(13), text)
        if self.height() > head:
            painter.fillRect(0, head - 1, self.width() - 1, 1, colour(look.line))
            text, wide = ink.detail.fitted(captions.translate("Board", "all day"), self.width() - ink.px(8))
            ink.detail.draw(painter, self.width() - ink.px(9) - wide, head + ink.px(4), ink.px(20), text)
