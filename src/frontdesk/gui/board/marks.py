"""The small signs on a block, drawn as paths so that they are sharp at every size and need no font."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from frontdesk.gui.board.dress import Mark
from frontdesk.gui.board.ink import Face, Ink, colour

SOLID = Qt.PenStyle.SolidLine
ROUND = Qt.PenCapStyle.RoundCap
JOIN = Qt.PenJoinStyle.RoundJoin
# Those that carry a sign before their words.
_SIGNED = frozenset({Mark.RUNNING, Mark.TOO_LONG})
PILLS = frozenset({Mark.WAITING, Mark.TOO_LONG, Mark.RUNNING, Mark.NO_SHOW})


def mark_width(ink: Ink, mark: Mark, text: str) -> int:
    """Give the room that a mark takes; a pill without text is a round one."""
    if mark is Mark.NONE:
        return 0
    if mark not in PILLS:
        return ink.px(10)
    if not text:
        return ink.px(15)
    sign = ink.px(10) if mark in _SIGNED else 0
    return round(_face(ink, mark).width(text)) + sign + ink.px(12)


def stamp(ink: Ink, mark: Mark, wide: int, tall: int, text: str, shade: str, ratio: float) -> QPixmap:
    """Give a mark's picture; the same few marks are wanted again and again, so each is drawn once."""
    key = (mark, wide, tall, text, shade, ratio)
    found = ink.stamps.get(key)
    if found is None:
        if len(ink.stamps) > 2000:
            ink.stamps.clear()
        found = ink.stamps[key] = blank(wide, tall, ratio)
        painter = QPainter(found)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, ink, mark, QRectF(0, 0, wide, tall), text, shade)
        painter.end()
    return found


def blank(wide: int, tall: int, ratio: float) -> QPixmap:
    """Give an empty picture of a size in logical pixels."""
    made = QPixmap(round(wide * ratio), round(tall * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def draw_mark(painter: QPainter, ink: Ink, mark: Mark, area: QRectF, text: str, shade: str) -> None:
    """Draw a mark into its area."""
    if mark in PILLS:
        _pill(painter, ink, mark, area, text)
        return
    middle, size = area.center(), area.width()
    line = QPen(colour(shade), max(1.2, 1.4 * ink.scale), SOLID, ROUND, JOIN)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark is Mark.TICK:
        line.setWidthF(max(1.6, 1.8 * ink.scale))
        painter.setPen(line)
        painter.drawPath(tick(middle, size))
    elif mark is Mark.CROSS:
        painter.setPen(line)
        painter.drawPath(cross(middle, size * 0.62))
    elif mark is not Mark.NONE:
        painter.setPen(line)
        painter.drawEllipse(middle, size * 0.42, size * 0.42)
        if mark is Mark.CLOCK:
            painter.drawPath(hands(middle, size * 0.5))


def _pill(painter: QPainter, ink: Ink, mark: Mark, area: QRectF, text: str) -> None:
    look = ink.look
    fill, on = {
        Mark.WAITING: (look.arrived, look.on_arrived),
        Mark.TOO_LONG: (look.no_show, look.on_no_show),
        Mark.RUNNING: (look.in_progress, look.on_in_progress),
        Mark.NO_SHOW: (look.no_show, look.on_no_show),
    }[mark]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(fill))
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    x, middle = area.x() + ink.px(6), area.center().y()
    painter.setBrush(colour(on))
    if mark is Mark.RUNNING:
        side = min(ink.px(7), area.height() * 0.5)
        painter.drawPath(triangle(QPointF(x + side / 2 if text else area.center().x() + 1, middle), side))
        x += ink.px(10)
    elif mark is Mark.TOO_LONG:
        size = min(ink.px(9), area.height() * 0.62)
        call(painter, QPointF(x + size / 3 if text else area.center().x(), middle), size, on)
        x += ink.px(10)
    elif not text:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(on), 1.5 * ink.scale, SOLID, ROUND, JOIN))
        size = area.height()
        painter.drawPath(cross(area.center(), size * 0.4) if mark is Mark.NO_SHOW else hands(area.center(), size * 0.5))
    if text:
        painter.setPen(colour(on))
        _face(ink, mark).draw(painter, x, area.y(), area.height(), text)


def _face(ink: Ink, mark: Mark) -> Face:
    return ink.pill if mark is Mark.NO_SHOW else ink.pill_figures


def call(painter: QPainter, middle: QPointF, size: float, shade: str) -> None:
    """Draw an exclamation mark."""
    painter.setPen(QPen(colour(shade), max(1.4, 0.22 * size), SOLID, ROUND))
    top, bottom = middle.y() - size / 2, middle.y() + size / 2
    painter.drawLine(QPointF(middle.x(), top), QPointF(middle.x(), top + 0.5 * size))
    painter.drawPoint(QPointF(middle.x(), bottom))


def tick(middle: QPointF, size: float) -> QPainterPath:
    """Give a tick."""
    path = QPainterPath(middle + QPointF(-0.42 * size, 0.02 * size))
    path.lineTo(middle + QPointF(-0.12 * size, 0.32 * size))
    path.lineTo(middle + QPointF(0.44 * size, -0.32 * size))
    return path


def cross(middle: QPointF, size: float) -> QPainterPath:
    """Give a cross."""
    half = size / 2
    path = QPainterPath(middle + QPointF(-half, -half))
    path.lineTo(middle + QPointF(half, half))
    path.moveTo(middle + QPointF(half, -half))
    path.lineTo(middle + QPointF(-half, half))
    return path


def hands(middle: QPointF, size: float) -> QPainterPath:
    """Give the hands of a clock."""
    path = QPainterPath(middle + QPointF(0, -0.55 * size))
    path.lineTo(middle)
    path.lineTo(middle + QPointF(0.4 * size, 0.25 * size))
    return path


def triangle(middle: QPointF, size: float) -> QPainterPath:
    """Give a triangle that points to the right."""
    half = size / 2
    path = QPainterPath(middle + QPointF(-half * 0.8, -half))
    path.lineTo(middle + QPointF(half, 0))
    path.lineTo(middle + QPointF(-half * 0.8, half))
    path.closeSubpath()
    return path


def draw_alert(painter: QPainter, ink: Ink, area: QRectF, fill: str) -> None:
    """Draw the sign of an alert: a warning triangle."""
    painter.setPen(QPen(colour(ink.look.arrived), 1.5, SOLID, ROUND, JOIN))
    painter.setBrush(colour(ink.look.arrived))
    path = QPainterPath(QPointF(area.center().x(), area.top() + 1))
    path.lineTo(area.right() - 1, area.bottom() - 1.5)
    path.lineTo(area.left() + 1, area.bottom() - 1.5)
    path.closeSubpath()
    painter.drawPath(path)
    painter.setPen(QPen(colour(ink.look.on_arrived), 1.4 * ink.scale, SOLID, ROUND))
    x, size = area.center().x(), area.height()
    painter.drawLine(QPointF(x, area.top() + 0.36 * size), QPointF(x, area.top() + 0.56 * size))
    painter.drawPoint(QPointF(x, area.top() + 0.75 * size))


def draw_overbooked(painter: QPainter, ink: Ink, area: QRectF, fill: str) -> None:
    """Draw the sign of a visit booked over another: two sheets, one over the other."""
    side = area.width() * 0.62
    painter.setPen(QPen(colour(ink.look.danger), 1.3 * ink.scale, SOLID, ROUND, JOIN))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area.right() - side - 0.5, area.top() + 0.5, side, side), 1.5, 1.5)
    painter.setBrush(colour(fill))
    painter.drawRoundedRect(QRectF(area.left() + 0.5, area.bottom() - side - 0.5, side, side), 1.5, 1.5)
