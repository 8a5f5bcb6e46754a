"""The painting of the board's content: ground, closed hours, lines, visits, the present moment, and what moves above.

It paints the area asked for and nothing else, in pixels of the content; the view moves the painter to where that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from frontdesk.domain.appointment import EventType
from frontdesk.domain.ids import Id
from frontdesk.gui.board import captions
from frontdesk.gui.board.blocks import Picture, Pictures
from frontdesk.gui.board.drawing import RADIUS, STRIPE, TWO_LINES
from frontdesk.gui.board.gaps import GapChip, draw_chips
from frontdesk.gui.board.ink import Ink, colour, hatching, pen, veil
from frontdesk.gui.board.plan import Block, Plan, Rect
from frontdesk.gui.ground.look.tokens import mixed
from frontdesk.services.board import Shut

RING = 4
SHADOW = 10
TINT, SIDE = 0.7, 3


@dataclass(frozen=True, slots=True)
class Floating:
    """What floats above the board while it is dragged or flies back: its place and its words.

    `line` is the second line; `whole` and `start` are the time where there is room for one line only.
    `taken` says that somebody is there already; what is not `lifted` lies on the board and throws no shadow.
    """

    rect: Rect
    title: str
    line: str
    whole: str
    start: str
    taken: bool = False
    lifted: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """The free row that the grid cursor stands on, and the time to write into it."""

    rect: Rect
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands out at the moment."""

    now: int | None = None
    selected: Id | None = None
    hovered: Id | None = None
    lifted: Id | None = None
    floating: Floating | None = None
    cell: Cell | None = None
    tints: tuple[Rect, ...] = ()
    choice: Floating | None = None
    gaps: tuple[GapChip, ...] = ()
    lined: bool = True


@dataclass(frozen=True, slots=True)
class ShutLabel:
    """The words of a closure of some hours, line by line, and where the first of them stands."""

    lines: tuple[str, ...]
    x: int
    y: int


class Painter:
    """Paints one plan in one theme."""

    def __init__(self, plan: Plan, ink: Ink, pictures: Pictures) -> None:
        self.plan = plan
        self.ink = ink
        self.pictures = pictures

    def paint(self, painter: QPainter, area: QRect, shown: Shown, ratio: float) -> None:
        """Paint one area of the content."""
        around = Rect(area.x(), area.y(), area.width(), area.height())
        painter.fillRect(area, colour(self.ink.look.surface))
        self._today(painter, around, shown)
        self._tinted(painter, around, shown.tints)
        self._lines(painter, around)
        self._closed(painter, around, ratio)
        self._sides(painter, around, shown.tints)
        self._separators(painter, around)
        self._shut(painter, around)
        blocks = list(self.plan.blocks_in(around))
        pictures = self.pictures.of(blocks, ratio, shown.now)
        self._buffers(painter, around)
        for block, picture in zip(blocks, pictures, strict=True):
            lifted = block.visit.id == shown.lifted
            painter.setOpacity(0.4 if lifted else 1.0)
            picture.draw(painter, block.rect.x, block.rect.y)
            if block.visit.event_type is EventType.BLOCK and block.visit.id in (shown.selected, shown.hovered):
                # Below the visits that lie on it: across their names the line would strike them out.
                self._mark(painter, block, chosen=block.visit.id == shown.selected)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setOpacity(1.0)
        # Above the visits: in a gap there may still lie one of a patient who did not come.
        draw_chips(painter, self.ink, around, shown.gaps, ratio)
        self._now(painter, around, list(zip(blocks, pictures, strict=True)), shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._marked(painter, around, shown)
        if shown.cell is not None:
            self._cell(painter, shown.cell)
        for each in (shown.choice, shown.floating):
            if each is not None:
                draw_floating(painter, self.ink, each)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _today(self, painter: QPainter, around: Rect, shown: Shown) -> None:
        if shown.now is None or not shown.lined or not self.plan.is_week:
            return
        tint = mixed(self.ink.look.accent_soft, self.ink.look.surface, 0.38)
        for index, axis in enumerate(self.plan.axes):
            if axis.holds(shown.now):
                left, right = self.plan.columns.edges[index], self.plan.columns.edges[index + 1]
                painter.fillRect(_clipped(Rect(left, 0, right - left, self.plan.rows.height), around), colour(tint))

    def _tinted(self, painter: QPainter, around: Rect, tints: Iterable[Rect]) -> None:
        """Tint where a visit that is moved would fit."""
        shade = colour(mixed(self.ink.look.accent_soft, self.ink.look.surface, TINT))
        for rect in tints:
            if rect.meets(around):
                painter.fillRect(_clipped(rect, around), shade)

    def _sides(self, painter: QPainter, around: Rect, tints: Iterable[Rect]) -> None:
        """Draw a line along what is tinted, which tells it to those too who do not see so faint a colour."""
        shade = colour(mixed(self.ink.look.accent, self.ink.look.surface, 0.7))
        for rect in tints:
            if rect.meets(around):
                painter.fillRect(_clipped(rect._replace(width=SIDE), around), shade)

    def _closed(self, painter: QPainter, around: Rect, ratio: float) -> None:
        brush = hatching(self.ink.look, ratio)
        for rect in self.plan.closed:
            if rect.meets(around):
                painter.fillRect(_clipped(rect, around), brush)

    def _shut(self, painter: QPainter, around: Rect) -> None:
        """Name the closures of some hours where they are; one of a whole day stands in the column's head."""
        for index, column in enumerate(self.plan.board.columns):
            left, right = self.plan.columns.edges[index : index + 2]
            if column.open and left < around.right and around.x < right:
                for label in self.shut_labels(index):
                    self._shut_label(painter, label)

    def shut_labels(self, index: int) -> tuple[ShutLabel, ...]:
        """Place the words of a column's closures where no visit covers them; one without such a place has none."""
        column = self.plan.board.columns[index]
        every = (self._placed(closure, index) for closure in column.shut)
        return tuple(label for label in every if label is not None)

    def _placed(self, closure: Shut, index: int) -> ShutLabel | None:
        ink, axis, rows = self.ink, self.plan.axes[index], self.plan.rows
        left, right = self.plan.columns.edges[index : index + 2]
        room, line = right - left - ink.px(16), ink.px(15)
        words = [part for part in captions.shut(closure, axis, self.plan.board.zone) if part]
        joined = [" ".join(words)]
        first, last = axis.minute_of(closure.time.start), axis.minute_of(closure.time.end)
        within = Rect(left, rows.y(max(first, rows.first)), right - left, 0)
        within = within._replace(height=rows.y(min(last, rows.last)) - within.y)
        gaps = _clear(within, [block.rect for block in self.plan.by_column[index]])
        if closure.time.start <= axis.start:
            # It ends within the day: its words stand at that end, beside the hours that are open.
            gaps = [(max(top, bottom - len(words) * line - ink.px(8)), bottom) for top, bottom in reversed(gaps)]
        for lines in (joined,) if ink.detail.width(joined[0]) <= room else (words, joined):
            top = next((top for top, bottom in gaps if bottom - top >= len(lines) * line + ink.px(2)), None)
            if top is not None:
                shown = tuple(ink.detail.fitted(each, room)[0] for each in lines)
                return ShutLabel(shown, left + ink.px(8), top + ink.px(2))
        return None

    def _shut_label(self, painter: QPainter, label: ShutLabel) -> None:
        ink, line = self.ink, self.ink.px(15)
        for number, words in enumerate(label.lines):
            top = label.y + number * line
            # The hatching would run through the letters.
            painter.fillRect(label.x - 2, top, int(ink.detail.width(words)) + 4, line, colour(ink.look.surface))
            painter.setPen(colour(ink.look.muted))
            ink.detail.draw(painter, label.x, top, line, words)

    def _lines(self, painter: QPainter, around: Rect) -> None:
        rows, look = self.plan.rows, self.ink.look
        faint = mixed(look.line, look.surface, 0.55)
        part = 15 if rows.zoom == 5 else 30 if rows.zoom < 60 else 60
        first = int(rows.minute(around.y) // part) * part
        width = min(around.right, self.plan.columns.width) - around.x
        for minute in range(max(first, rows.first), min(rows.last, int(rows.minute(around.bottom)) + part) + 1, part):
            shade = look.line if minute % 60 == 0 else faint
            painter.fillRect(around.x, rows.y(minute), width, 1, colour(shade))

    def _separators(self, painter: QPainter, around: Rect) -> None:
        look = self.ink.look
        for x in self.plan.columns.edges[1:]:
            if around.x <= x - 1 < around.right:
                painter.fillRect(x - 1, around.y, 1, around.height, colour(look.line))

    def _buffers(self, painter: QPainter, around: Rect) -> None:
        """Draw the time kept free around visits as a thin tail of their stripe: taken, but not the patient's."""
        for block in self.plan.blocks:
            if not (block.before or block.after) or block.rect.x > around.right or block.rect.right < around.x:
                continue
            wears = self.ink.dress(block.visit)
            shade = veil(wears.stripe or wears.border, 0.3)
            x, y = block.rect.x, block.rect.y
            if block.before and block.starts:
                painter.fillRect(x, y - block.before, STRIPE - 1, block.before - 1, shade)
            if block.after and block.ends:
                painter.fillRect(x, block.rect.bottom + 1, STRIPE - 1, block.after - 1, shade)

    def _now(self, painter: QPainter, around: Rect, blocks: list[tuple[Block, Picture]], shown: Shown) -> None:
        line = self.plan.now_line(shown.now) if shown.now is not None and shown.lined else None
        if line is None or not around.y - 2 <= line.y <= around.bottom + 1:
            return
        shade = self.ink.look.now
        worded = list(_worded(blocks, line.y))
        whole = len(line.columns) == len(self.plan.columns)
        for first, last in _gaps(around.x, min(around.right, self.plan.columns.width), worded):
            painter.fillRect(first, line.y - (1 if whole else 0), last - first, 2 if whole else 1,
                             colour(shade) if whole else veil(shade, 0.4))  # fmt: skip
        if whole:
            return
        for index in line.columns:
            left, right = self.plan.columns.edges[index : index + 2]
            for first, last in _gaps(max(left, around.x), min(right, around.right), worded):
                painter.fillRect(first, line.y - 1, last - first, 2, colour(shade))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(shade))
            painter.drawEllipse(QPointF(left, line.y), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _marked(self, painter: QPainter, around: Rect, shown: Shown) -> None:
        for visit, chosen in ((shown.hovered, False), (shown.selected, True)):
            for block in self.plan.blocks_of(visit) if visit is not None else ():
                if block.visit.event_type is not EventType.BLOCK and _grown(block.rect, RING).meets(around):
                    self._mark(painter, block, chosen=chosen)

    def _mark(self, painter: QPainter, block: Block, *, chosen: bool) -> None:
        rect, look = block.rect, self.ink.look
        radius = min(RADIUS, rect.height / 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if chosen:
            painter.setPen(QPen(colour(look.accent), 2))
            painter.drawRoundedRect(QRectF(*rect).adjusted(-1.5, -1.5, 1.5, 1.5), radius + 1.5, radius + 1.5)
        else:
            painter.setPen(pen(self.ink.dress(block.visit).stripe or look.muted, 1.0))
            painter.drawRoundedRect(QRectF(*rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _cell(self, painter: QPainter, cell: Cell) -> None:
        look, ink = self.ink.look, self.ink
        painter.setPen(QPen(colour(look.accent), 2))
        painter.setBrush(veil(look.accent, 0.1))
        radius = min(RADIUS, cell.rect.height / 3)
        painter.drawRoundedRect(QRectF(*cell.rect).adjusted(1, 1, -1, -1), radius, radius)
        if cell.rect.height >= ink.px(13):
            painter.setPen(colour(look.accent))
            face = ink.pill_figures if cell.rect.height < ink.px(16) else ink.clock
            face.draw(painter, cell.rect.x + ink.px(10), cell.rect.y, cell.rect.height, cell.text)


def draw_floating(painter: QPainter, ink: Ink, floating: Floating) -> None:
    """Draw what is being dragged or pointed at: dashed, in the accent, with the time that it would get."""
    rect, look = QRectF(*floating.rect), ink.look
    painter.setPen(Qt.PenStyle.NoPen)
    for spread in range(SHADOW - 2, 0, -2) if floating.lifted else ():
        painter.setBrush(veil("#000000", 0.05 if look.dark else 0.022))
        painter.drawRoundedRect(
            rect.adjusted(-spread / 2, 0, spread / 2, spread), RADIUS + spread / 2, RADIUS + spread / 2
        )
    painter.setBrush(colour(look.accent_soft))
    shade = look.danger if floating.taken else look.accent
    border = QPen(colour(shade), 2)
    border.setDashPattern([3, 2])
    painter.setPen(border)
    radius = min(RADIUS, rect.height() / 3)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.setPen(colour(shade))
    left, room = floating.rect.x + ink.px(10), floating.rect.width - ink.px(16)
    if floating.rect.height < ink.px(TWO_LINES):
        _draw_in_one_line(painter, ink, floating, left, room)
        return
    top, line = floating.rect.y + ink.px(3), ink.px(15)
    ink.name.draw(painter, left, top, line, ink.name.fitted(floating.title, room)[0])
    ink.figures.draw(painter, left, top + line, ink.px(14), ink.figures.fitted(floating.line, room)[0])


def _draw_in_one_line(painter: QPainter, ink: Ink, floating: Floating, left: int, room: int) -> None:
    """Draw the time whole, since it is what the drag is about, and as much of the name as fits before it."""
    gap, least = ink.px(6), ink.px(36)
    when = floating.whole
    if ink.clock.width(when) > room - gap - least:
        when = floating.start
    named, wide = ink.name.fitted(floating.title, room - gap - ink.clock.width(when))
    top, height = floating.rect.y, floating.rect.height
    ink.name.draw(painter, left, top, height, named)
    ink.clock.draw(painter, left + wide + (gap if named else 0), top, height, when)


def _worded(blocks: list[tuple[Block, Picture]], y: int) -> Iterator[tuple[int, int]]:
    """Give the stretches across where the line would strike words out: it must not look like a no-show."""
    for block, picture in blocks:
        rect = block.rect
        if not rect.y - 1 <= y <= rect.bottom:
            continue
        for x, top, width, height in picture.words:
            if rect.y + top - 1 <= y <= rect.y + top + height:
                yield rect.x + x, rect.x + x + width


def _clear(within: Rect, over: Iterable[Rect]) -> list[tuple[int, int]]:
    """Give the stretches down, from top to bottom, that nothing lies on."""
    found, at = [], within.y
    for rect in sorted((each for each in over if each.meets(within)), key=lambda each: each.y):
        if rect.y > at:
            found.append((at, rect.y))
        at = max(at, rect.bottom)
    return [*found, (at, within.bottom)] if at < within.bottom else found


def _clipped(rect: Rect, around: Rect) -> QRect:
    x, y = max(rect.x, around.x), max(rect.y, around.y)
    return QRect(x, y, max(0, min(rect.right, around.right) - x), max(0, min(rect.bottom, around.bottom) - y))


def _grown(rect: Rect, by: int) -> Rect:
    return Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by)


def _gaps(first: int, last: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = first
    for start, end in sorted(taken):
        if start >= last:
            break
        if start > at:
            yield at, start
        at = max(at, end)
    if at < last:
        yield at, last
