"""The board as a thing that shows: one plan laid out, painted where dirty, scrolled under fixed edges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.gui.board import edges
from frontdesk.gui.board.blocks import Pictures
from frontdesk.gui.board.ink import Ink, colour
from frontdesk.gui.board.layout import lay_out
from frontdesk.gui.board.painter import RING, Painter, Shown
from frontdesk.gui.board.plan import Measures, Rect
from frontdesk.gui.board.scale import ZOOMS
from frontdesk.gui.board.waits import USUAL_LIMIT
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.services.board import Board

NOTHING = Board("UTC", Interval(Instant(0), Instant(0)), (), (), (), 0)
USUAL_ZOOM = 15
_ROW, _STRIP_ROW = 22, 24
# A day of a week needs less room than a person's whole name.
_LEAST, _LEAST_DAY = 128, 96
_LINE_ROOM = 6
_SLACK = 0.8


class Surface(QAbstractScrollArea):
    """Shows a plan; knows nothing of mice and keys."""

    zoom_changed = Signal(int)  # minutes a row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Else the style draws a frame where the two scroll bars meet.
        self.setCornerWidget(QWidget(self))
        self._zoom = USUAL_ZOOM
        self._now: int | None = None
        self.lined = True
        self._at_now: int | None = None
        # How many pixels at the right are covered: the last column can be scrolled out from below.
        self._covered = 0
        self._ink = Ink(style.look(), style.scale())
        self._measures = Measures(width=0)
        self.plan = lay_out(NOTHING, self._measures)
        self._limit = USUAL_LIMIT
        self.pictures = self._new_pictures(NOTHING.zone)
        self.painter = Painter(self.plan, self._ink, self.pictures)
        self.header = edges.Header(self, self.plan, self._ink)
        self.strip = edges.Strip(self, self.plan, self._ink)
        self._corner = edges.Corner(self, self.plan, self._ink)
        self.ruler = edges.Ruler(self, self.plan, self._ink)
        self._lay_out(NOTHING)

    @property
    def board(self) -> Board:
        """Give the values that are shown."""
        return self.plan.board

    @property
    def now(self) -> int | None:
        """Give the present moment as the board was told."""
        return self._now

    @property
    def ink(self) -> Ink:
        """Give the fonts and colours that are painted with."""
        return self._ink

    def zoom(self) -> int:
        """Give the minutes in a row."""
        return self._zoom

    def set_zoom(self, minutes: int, at: int | None = None) -> None:
        """Show this many minutes in a row; the minute at a height of the viewport (its middle) stays there."""
        zoom = min(ZOOMS, key=lambda z: abs(z - minutes))
        if zoom == self._zoom:
            return
        place = self.viewport().height() // 2 if at is None else at
        minute = self.plan.rows.minute(place + self.verticalScrollBar().value())
        self._zoom = zoom
        self._lay_out(self.board)
        self.verticalScrollBar().setValue(self.plan.rows.y(minute) - place)
        self.zoom_changed.emit(zoom)

    def zoom_by(self, steps: int, at: int | None = None) -> None:
        """Go some steps towards more minutes a row, or with a negative number towards fewer."""
        index = ZOOMS.index(self._zoom) + steps
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, index))], at)

    def set_look(self, look: Look, scale: float = 1.0) -> None:
        """Paint in this theme, with text of this scale."""
        if (look, scale) == (self._ink.look, self._ink.scale):
            return
        self._ink = Ink(look, scale)
        self.pictures = self._new_pictures(self.board.zone)
        self._lay_out(self.board)

    def set_now(self, instant: int, *, lined: bool = True) -> None:
        """Move the now-line and the minutes in the pills to the present moment; of a past one there is no line."""
        if lined != self.lined:
            self.lined = lined
            self.viewport().update()
        before, self._now = self._now, instant
        for moment in (before, instant):
            line = self.plan.now_line(moment) if moment is not None else None
            if line is not None:
                self.update_content(Rect(0, line.y, self.plan.columns.width, 1), _LINE_ROOM)
        for block in self.plan.blocks:
            if self.pictures.ages(block.visit, before, instant):
                self.update_content(block.rect)
        self._tell_edges()

    @property
    def waiting_limit(self) -> int:
        """Give the minutes after which someone waits too long."""
        return self._limit

    def set_waiting_limit(self, minutes: int) -> None:
        """Mark who waits longer than so many minutes."""
        if minutes != self._limit:
            self._limit = self.pictures.limit = minutes
            self.viewport().update()

    def _new_pictures(self, zone: str) -> Pictures:
        made = Pictures(self._ink, zone)
        made.limit = self._limit
        return made

    def scroll_to_start(self) -> None:
        """Scroll to the first visit or the start of the first shift."""
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(self.plan.rows.y(self.plan.start_minute))

    def scroll_to_now(self) -> bool:
        """Scroll so that the present moment stands a bit above the middle; tell whether it is among what is shown."""
        line = self.plan.now_line(self._now) if self._now is not None else None
        if line is None:
            return False
        bar = self.verticalScrollBar()
        bar.setValue(line.y - self.viewport().height() * 2 // 5)
        self._at_now = bar.value()
        if self.plan.is_week:
            self.scroll_across(line.columns[0])
        return True

    def scroll_across(self, column: int) -> None:
        """Scroll as little as is needed to see a whole column."""
        bar, lines = self.horizontalScrollBar(), self.plan.columns.edges
        bar.setValue(min(max(bar.value(), lines[column + 1] - self.viewport().width()), lines[column]))

    def scroll_into_view(self, rect: Rect) -> None:
        """Scroll as little as is needed to see a rectangle of the content."""
        room, bars = self.viewport().size(), (self.horizontalScrollBar(), self.verticalScrollBar())
        across, down = room.width() - self._covered, room.height()
        spans = (rect.x, rect.right, across, 0), (rect.y, rect.bottom, down, self._ink.px(_ROW))
        for bar, (first, last, length, spare) in zip(bars, spans, strict=True):
            least, most = last + spare - length, first - spare
            bar.setValue(min(max(bar.value(), least), most))

    def content_at(self, place: QPoint) -> tuple[int, int]:
        """Turn a place of the viewport into one of the content."""
        return place.x() + self.horizontalScrollBar().value(), place.y() + self.verticalScrollBar().value()

    def on_viewport(self, rect: Rect) -> QRect:
        """Turn a rectangle of the content into one of the viewport."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRect(rect.x - across, rect.y - down, rect.width, rect.height)

    def visit_at(self, place: QPoint) -> Id | None:
        """Give the visit under a place of the viewport."""
        block = self.plan.block_at(*self.content_at(place))
        return block.visit.id if block else None

    def visit_rect(self, visit: Id) -> QRect:
        """Give where a visit stands, in the viewport; an entry of the strip lies above it. Null when not shown."""
        blocks = self.plan.blocks_of(visit)
        if blocks:
            return self.on_viewport(blocks[0].rect)
        item = self.plan.strip_item_of(visit)
        if item is None:
            return QRect()
        rect = self.strip.rect_of(item).toRect()
        return rect.translated(self.strip.pos() - self.viewport().pos())

    def update_content(self, rect: Rect, margin: int = 0) -> None:
        """Have a rectangle of the content painted anew."""
        self.viewport().update(self.on_viewport(rect).adjusted(-margin, -margin, margin, margin))

    def update_visit(self, visit: Id | None) -> None:
        """Have a visit painted anew, with its ring."""
        if visit is None:
            return
        for block in self.plan.blocks_of(visit):
            self.update_content(block.rect, RING)
        if self.plan.strip_item_of(visit) is not None:
            self.strip.update()

    def shown(self) -> Shown:
        """Give what stands out at the moment."""
        return Shown(now=self._now, lined=self.lined)

    def replanned(self) -> None:
        """Take note of a new plan."""

    def _lay_out(self, board: Board) -> None:
        """Lay a board out for the present size; the minute at the top stays at the top."""
        down = self.verticalScrollBar()
        minute = self.plan.rows.minute(down.value())
        scale = self._ink.scale
        top = self._ink.px(edges.HEADER)
        self._measures = Measures(
            width=self.viewport().width(),
            height=max(0, self.height() - top),
            zoom=self._zoom,
            row=round(_ROW * scale),
            least=self._least(board),
            strip_row=round(_STRIP_ROW * scale),
        )
        if board.zone != self.pictures.zone:
            self.pictures = self._new_pictures(board.zone)
        self.plan = lay_out(board, self._measures)
        self.painter = Painter(self.plan, self._ink, self.pictures)
        self._place_edges(top)
        self._set_ranges()
        down.setValue(self.plan.rows.y(minute))
        self._tell_edges()
        self.replanned()
        self.viewport().update()

    def _least(self, board: Board) -> int:
        """Give the least width of a column; a little less where a week would only just have to be scrolled."""
        if len(board.days) < 2:
            return round(_LEAST * self._ink.scale)
        wanted, shared = round(_LEAST_DAY * self._ink.scale), self.viewport().width() // len(board.days)
        return shared if wanted * _SLACK <= shared < wanted else wanted

    def _place_edges(self, top: int) -> None:
        strip = min(self.plan.strip_height, max(0, self.height() - top) * 2 // 5)
        left = self._ink.px(edges.RULER)
        self.setViewportMargins(left, top + strip, 0, 0)
        view = self.viewport().geometry()
        self.header.setGeometry(left, 0, view.width(), top)
        self.strip.setGeometry(left, top, view.width(), strip)
        self.strip.setVisible(strip > 0)
        self._corner.setGeometry(0, 0, left, top + strip)
        self.ruler.setGeometry(0, top + strip - edges.OVERLAP, left, view.height() + edges.OVERLAP)
        self.ruler.raise_()

    def _set_ranges(self) -> None:
        room, wide = self.viewport().size(), self.plan.columns.width + self._covered
        for bar, whole, length, step in (
            (self.horizontalScrollBar(), wide, room.width(), self._measures.least // 4),
            (self.verticalScrollBar(), self.plan.rows.height + 1, room.height(), self._measures.row),
        ):
            bar.setRange(0, max(0, whole - length))
            bar.setPageStep(length)
            bar.setSingleStep(step)

    def _tell_edges(self) -> None:
        for edge in (self.header, self.strip, self._corner, self.ruler):
            edge.show_plan(self.plan, self._ink, self._now if self.lined else None)
        self._shift_edges()

    def _shift_edges(self) -> None:
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.header.shift = self.strip.shift = across
        self.ruler.shift = down

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the pixels that stay, so that only the uncovered ones are painted."""
        self._shift_edges()
        self.viewport().scroll(dx, dy)
        if dx:
            self.header.scroll(dx, 0)
            self.strip.update()
        if dy:
            self.ruler.scroll(0, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the board out for the new size."""
        super().resizeEvent(event)
        # The first day is shown before the board has its size: unless someone scrolled since, now stays in its place.
        at_now = self.verticalScrollBar().value() == self._at_now
        if (self.viewport().width(), self.height()) != (self._measures.width, self._laid_height):
            self._lay_out(self.board)
        else:
            self._place_edges(self._ink.px(edges.HEADER))
            self._set_ranges()
        if at_now:
            self.scroll_to_now()

    @property
    def _laid_height(self) -> int:
        return self._measures.height + self._ink.px(edges.HEADER)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the application's theme and text scale, and its language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.set_look(style.look(), style.scale())
        elif event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange):
            self.pictures = self._new_pictures(self.board.zone)
            self._lay_out(self.board)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is dirty, rectangle by rectangle."""
        painter = QPainter(self.viewport())
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        shown, ratio = self.shown(), self.viewport().devicePixelRatioF()
        content = QRect(0, 0, self.plan.columns.width, self.plan.rows.height + 1)
        painter.translate(-across, -down)
        for dirty in cast(Iterable[QRect], event.region()):
            area = dirty.translated(across, down)
            painter.setClipRect(area)
            inside = area.intersected(content)
            if inside != area:
                painter.fillRect(area, colour(self._ink.look.ground))
            if not inside.isEmpty():
                painter.setClipRect(inside)
                self.painter.paint(painter, inside, shown, ratio)
