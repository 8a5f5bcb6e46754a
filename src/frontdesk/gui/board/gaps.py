"""How many of those who wait could come into a free time: a quiet chip in each gap of the board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.board.ink import Ink, colour
from frontdesk.gui.board.marks import blank
from frontdesk.gui.board.plan import Plan, Rect
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
_TALL, _LEAST, _AIR, _SIGN, _LOW = 17, 9, 6, 9, 13


@dataclass(frozen=True, slots=True)
class GapMark:
    """A free time of a practitioner, and how many who wait fit into it."""

    practitioner: Id
    start: Instant
    end: Instant
    count: int


@dataclass(frozen=True, slots=True)
class GapChip:
    """Where a gap's words stand, in pixels of the content; a low one has room for the number alone."""

    mark: GapMark
    column: int
    rect: Rect
    words: str


def count_words(count: int) -> str:
    """Say in the fewest words how many fit."""
    return translate("Board", "1 fits") if count == 1 else translate("Board", "%1 fit").replace("%1", str(count))


def told(mark: GapMark, name: str, zone: str) -> str:
    """Say whole who is free when, and how many could come."""
    when = wording.time_range(mark.start, mark.end, zone)
    words = translate("Board", "%1, %2 is free: 1 who waits could come")
    if mark.count != 1:
        words = translate("Board", "%1, %2 is free: %3 who wait could come")
    return wording.filled(words, when, name, mark.count)


def place_chips(plan: Plan, ink: Ink, marks: Iterable[GapMark]) -> Iterator[GapChip]:
    """Place a chip at the upper right end of each gap that a column shows."""
    for mark in marks:
        index = _column_of(plan, mark)
        if index is None:
            continue
        gap = plan.rect_of(index, mark.start, mark.end)
        tall = min(ink.px(_TALL), gap.height - 1)
        if tall < ink.px(_LEAST):
            continue
        low = tall < ink.px(_LOW)
        words = str(mark.count) if low else count_words(mark.count)
        face = ink.tiny if low else ink.pill
        wide = round(face.width(words)) + ink.px(_SIGN) + ink.px(2 * _AIR + 2)
        if wide <= gap.width:
            yield GapChip(mark, index, Rect(gap.right - wide - 1, gap.y + 1, wide, tall), words)


def draw_chips(painter: QPainter, ink: Ink, around: Rect, chips: Sequence[GapChip], ratio: float) -> None:
    """Draw the chips that share a pixel with an area."""
    for chip in chips:
        if chip.rect.meets(around):
            painter.drawPixmap(chip.rect.x, chip.rect.y, _picture(ink, chip, ratio))


def _picture(ink: Ink, chip: GapChip, ratio: float) -> QPixmap:
    """Give a chip's picture; the same few numbers are wanted again and again, so each is drawn once."""
    wide, tall = chip.rect.width, chip.rect.height
    key = ("gap", wide, tall, chip.words, ratio)
    found = ink.stamps.get(key)
    if found is None:
        found = ink.stamps[key] = blank(wide, tall, ratio)
        painter = QPainter(found)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter, ink, wide, tall, chip.words)
        painter.end()
    return found


def _draw(painter: QPainter, ink: Ink, wide: int, tall: int, words: str) -> None:
    look, radius = ink.look, tall / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(look.accent_soft))
    painter.drawRoundedRect(QRectF(0, 0, wide, tall), radius, radius)
    side, left = min(ink.px(_SIGN), tall - 4), ink.px(_AIR)
    painter.setBrush(colour(look.accent))
    painter.drawPath(_someone(left, (tall - side) / 2, side))
    painter.setPen(colour(look.accent))
    face = ink.tiny if tall < ink.px(_LOW) else ink.pill
    face.draw(painter, left + ink.px(_SIGN) + ink.px(2), 0, tall, words)


def _someone(left: float, top: float, side: float) -> QPainterPath:
    """Give head and shoulders, the mark of one who waits."""
    path = QPainterPath()
    head = side * 0.24
    path.addEllipse(QPointF(left + side / 2, top + head), head, head)
    path.moveTo(left + side * 0.06, top + side)
    path.arcTo(QRectF(left + side * 0.06, top + side * 0.58, side * 0.88, side * 0.84), 180, -180)
    path.closeSubpath()
    return path


def _column_of(plan: Plan, mark: GapMark) -> int | None:
    """Find a gap's column: in a week that of its date, since all are of one practitioner."""
    for index, (column, axis) in enumerate(zip(plan.board.columns, plan.axes, strict=True)):
        if axis.holds(mark.start) and (plan.is_week or column.id == mark.practitioner):
            return index
    return None
