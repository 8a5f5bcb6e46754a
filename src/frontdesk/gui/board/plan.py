"""What stands where: a board's values turned into rectangles, once for every change of values, zoom or width.

Everything is in pixels of the board's content: x from the left of the first column, y from the first minute shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.gui.board.placement import ALONE, Place, place
from frontdesk.gui.board.scale import FULL_DAY, Columns, DayAxis, Rows, day_axis
from frontdesk.services.board import Board, Visit

INSET = 4
LEAST_HEIGHT = 4
_USUAL = (7 * 60, 20 * 60)


class Rect(NamedTuple):
    """A rectangle in whole pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Give the first pixel to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Give the first pixel below it."""
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def meets(self, other: Rect) -> bool:
        """Tell whether both share a pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes, in pixels, that a plan is laid out with; they grow with the text."""

    width: int
    height: int = 0
    zoom: int = 15
    row: int = 22
    least: int = 128
    strip_row: int = 24


@dataclass(frozen=True, slots=True)
class Block:
    """One visit in one column. `starts` and `ends` are False where the day cuts it; minutes are of that day."""

    visit: Visit
    column: int
    rect: Rect
    first: float
    last: float
    starts: bool = True
    ends: bool = True
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class StripItem:
    """One entry that lasts all day; its rectangle is in pixels of the strip."""

    visit: Visit
    first: int
    last: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class NowLine:
    """The height of the present moment, and the columns whose date it belongs to."""

    y: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All rectangles of one board."""

    board: Board
    measures: Measures
    axes: tuple[DayAxis, ...]
    rows: Rows
    columns: Columns
    blocks: tuple[Block, ...]
    by_column: tuple[tuple[Block, ...], ...]
    closed: tuple[Rect, ...]
    strip: tuple[StripItem, ...]
    strip_height: int
    start_minute: int

    @property
    def is_week(self) -> bool:
        """Tell whether each column is another date."""
        return _one_day_each(self.board)

    def block_at(self, x: float, y: float) -> Block | None:
        """Give the block under a point."""
        if not self.by_column or not 0 <= x < self.columns.width:
            return None
        here = self.by_column[self.columns.index_at(x)]
        return next((b for b in reversed(here) if b.rect.contains(x, y)), None)

    def blocks_in(self, area: Rect) -> Iterator[Block]:
        """Go through the blocks that share a pixel with an area."""
        return (b for b in self.blocks if b.rect.meets(area))

    def blocks_of(self, visit: Id) -> tuple[Block, ...]:
        """Give the blocks of one visit: several when it runs over midnight."""
        return tuple(b for b in self.blocks if b.visit.id == visit)

    def strip_item_of(self, visit: Id) -> StripItem | None:
        """Give the all-day entry of one visit."""
        return next((s for s in self.strip if s.visit.id == visit), None)

    def visit(self, visit: Id) -> Visit | None:
        """Give one visit's values, None when the board does not show it."""
        found = next((b.visit for b in self.blocks if b.visit.id == visit), None)
        item = self.strip_item_of(visit) if found is None else None
        return item.visit if item else found

    def rect_of(self, column: int, start: int, end: int) -> Rect:
        """Give the rectangle that a time would fill in a column, alone."""
        axis = self.axes[column]
        first, last = axis.minute_of(start), axis.minute_of(end)
        return _block_rect(self.columns, self.rows, column, max(first, self.rows.first), min(last, self.rows.last))

    def now_line(self, instant: int) -> NowLine | None:
        """Give the line of the present moment, None when it is not in view."""
        columns = tuple(i for i, axis in enumerate(self.axes) if axis.holds(instant))
        if not columns:
            return None
        minute = self.axes[columns[0]].minute_of(instant)
        if not self.rows.first <= minute <= self.rows.last:
            return None
        return NowLine(self.rows.y(minute), columns)

    def column_index(self, column: Id) -> int | None:
        """Give the place of a column by its id."""
        return next((i for i, c in enumerate(self.board.columns) if c.id == column), None)


@dataclass(frozen=True, slots=True)
class _Part:
    """The stretch of one visit on one date, in minutes of that date."""

    visit: Visit
    column: int
    first: float
    last: float


def lay_out(board: Board, measures: Measures, usual: tuple[int, int] = _USUAL) -> Plan:
    """Lay a board out: the usual hours are shown, and more where shifts or visits ask for it."""
    axes = tuple(day_axis(c.day, board.zone) for c in board.columns)
    columns = Columns.fit(len(axes), measures.width, measures.least)
    timed = [v for v in board.visits if not _lasts_all_day(v)]
    parts = list(_parts(board, axes, timed))
    rows = _rows(board, axes, parts, measures, usual)
    by_column = tuple(
        tuple(_blocks([p for p in parts if p.column == i], columns, rows, axes[i])) for i in range(len(axes))
    )
    strip, strip_height = _strip(board, axes, columns, measures)
    return Plan(
        board=board,
        measures=measures,
        axes=axes,
        rows=rows,
        columns=columns,
        blocks=tuple(b for column in by_column for b in column),
        by_column=by_column,
        closed=tuple(_closed(board, axes, columns, rows)),
        strip=strip,
        strip_height=strip_height,
        start_minute=_start_minute(board, axes, parts, rows),
    )


def _lasts_all_day(visit: Visit) -> bool:
    return visit.all_day or visit.end - visit.start >= DAY


def _one_day_each(board: Board) -> bool:
    return len(board.columns) > 1 and len({c.day for c in board.columns}) == len(board.columns)


def _standing(board: Board, axes: tuple[DayAxis, ...], visit: Visit) -> Iterator[int]:
    """Give the columns that a visit stands in: its own, and in a week every date that it reaches into."""
    week = _one_day_each(board)
    for index, (column, axis) in enumerate(zip(board.columns, axes, strict=True)):
        here = visit.start < axis.end and axis.start < visit.end
        if (here and week) or (column.id == visit.column and (here or not week)):
            yield index


def _parts(board: Board, axes: tuple[DayAxis, ...], visits: Iterable[Visit]) -> Iterator[_Part]:
    week = _one_day_each(board)
    index_of = {c.id: i for i, c in enumerate(board.columns)}
    seen: set[tuple[Id, int]] = set()
    for visit in visits:
        own = index_of.get(visit.column)
        if own is not None and axes[own].start <= visit.start and visit.end <= axes[own].end:
            standing: Iterable[int] = (own,)
        else:
            standing = _standing(board, axes, visit) if week or own is not None else ()
        for index in standing:
            first, last = axes[index].minute_of(visit.start), axes[index].minute_of(visit.end)
            if last > 0 and first < FULL_DAY and (visit.id, index) not in seen:
                seen.add((visit.id, index))
                yield _Part(visit, index, first, last)


def _rows(
    board: Board, axes: tuple[DayAxis, ...], parts: list[_Part], measures: Measures, usual: tuple[int, int]
) -> Rows:
    first, last = float(usual[0]), float(usual[1])
    for part in parts:
        first, last = min(first, part.first), max(last, part.last)
    for column, axis in zip(board.columns, axes, strict=True):
        for stretch in column.open:
            first = min(first, axis.minute_of(stretch.start))
            last = max(last, axis.minute_of(stretch.end))
    top = max(0, int(first // 60) * 60)
    bottom = min(FULL_DAY, -int(-last // 60) * 60)
    # Rows that are low leave room: the evening fills it first, then the night before, then the rows themselves grow.
    room = -int(-measures.height * measures.zoom // (measures.row * 60)) * 60
    bottom = min(FULL_DAY, max(bottom, top + room))
    top = max(0, min(top, bottom - room))
    filled = (measures.height - 1) * measures.zoom / (bottom - top)
    return Rows(top, bottom, measures.zoom, max(measures.row, filled))


def _blocks(parts: list[_Part], columns: Columns, rows: Rows, axis: DayAxis) -> Iterator[Block]:
    # A visit too short for its height to be seen still takes a few pixels, and others keep clear of those.
    least = (LEAST_HEIGHT + sum(_gaps(rows))) * rows.zoom / rows.row
    spans = [(max(0.0, p.first), min(FULL_DAY, max(p.last, p.first + least))) for p in parts]
    for part, (first, last), spot in zip(parts, spans, place(spans), strict=True):
        rect = _block_rect(columns, rows, part.column, first, last, spot)
        visit = part.visit
        yield Block(
            visit=visit,
            column=part.column,
            rect=rect,
            first=part.first,
            last=part.last,
            starts=part.first >= 0,
            ends=part.last <= FULL_DAY,
            before=max(0, rect.y - rows.y(axis.minute_of(visit.start - visit.buffer_before)))
            if visit.buffer_before
            else 0,
            after=max(0, rows.y(axis.minute_of(visit.end + visit.buffer_after)) - rect.bottom)
            if visit.buffer_after
            else 0,
        )


def _block_rect(columns: Columns, rows: Rows, column: int, first: float, last: float, spot: Place = ALONE) -> Rect:
    left, right = columns.edges[column] + INSET, columns.edges[column + 1] - INSET + 1
    x = left + (right - left) * spot.lane // spot.lanes
    end = left + (right - left) * (spot.lane + spot.span) // spot.lanes
    gap = 2 if spot.lane + spot.span < spot.lanes else 0
    above, below = _gaps(rows)
    top, bottom = rows.y(first) + above, rows.y(last) - below
    return Rect(x, top, max(1, end - x - gap), max(LEAST_HEIGHT, bottom - top))


def _gaps(rows: Rows) -> tuple[int, int]:
    """Give the pixels left free above and below a block: fewer where an hour is so low that every one counts."""
    return (1, 2) if rows.row * 60 / rows.zoom >= 60 else (1, 0)


def _closed(board: Board, axes: tuple[DayAxis, ...], columns: Columns, rows: Rows) -> Iterator[Rect]:
    for index, (column, axis) in enumerate(zip(board.columns, axes, strict=True)):
        opened = [(axis.minute_of(o.start), axis.minute_of(o.end)) for o in column.open]
        at: float = rows.first
        for first, last in [*_without(opened, axis.missing), (float(rows.last), float(rows.last))]:
            if first > at:
                x = columns.edges[index]
                top, bottom = rows.y(at), rows.y(min(first, rows.last))
                yield Rect(x, top, columns.edges[index + 1] - x, bottom - top)
            at = max(at, last)


def _without(
    opened: Iterable[tuple[float, float]], missing: tuple[tuple[float, float], ...]
) -> Iterator[tuple[float, float]]:
    for first, last in opened:
        for gap_first, gap_last in missing:
            if first < gap_first and gap_last < last:
                yield first, gap_first
                first = gap_last
        yield first, last


def _strip(
    board: Board, axes: tuple[DayAxis, ...], columns: Columns, measures: Measures
) -> tuple[tuple[StripItem, ...], int]:
    taken: list[list[tuple[int, int]]] = []
    items: list[StripItem] = []
    seen: set[Id] = set()
    for visit in board.visits:
        standing = list(_standing(board, axes, visit)) if _lasts_all_day(visit) and visit.id not in seen else []
        if not standing:
            continue
        seen.add(visit.id)
        first, last = standing[0], standing[-1]
        row = next((n for n, held in enumerate(taken) if all(last < f or t < first for f, t in held)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((first, last))
        x, right = columns.edges[first] + INSET, columns.edges[last + 1] - INSET + 1
        rect = Rect(x, INSET + row * measures.strip_row, right - x, measures.strip_row - 3)
        items.append(StripItem(visit, first, last, rect))
    height = 2 * INSET + len(taken) * measures.strip_row - 3 if taken else 0
    return tuple(items), height


def _start_minute(board: Board, axes: tuple[DayAxis, ...], parts: list[_Part], rows: Rows) -> int:
    starts = [max(0.0, p.first) for p in parts]
    starts += [axis.minute_of(c.open[0].start) for c, axis in zip(board.columns, axes, strict=True) if c.open]
    start = min(starts, default=8 * 60.0)
    return max(rows.first, int(start // 60) * 60)
