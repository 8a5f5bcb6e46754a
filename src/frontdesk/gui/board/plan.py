"""What stands where: a board's values turned into rectangles, once for every change of values, zoom or width.

Everything is in pixels of the board's content: x from the left of the first column, y from the first minute shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from frontdesk.domain.ids import Id
from frontdesk.gui.board.placement import ALONE, Place
from frontdesk.gui.board.scale import Columns, DayAxis, Rows
from frontdesk.services.board import Board, Visit

INSET = 4
LEAST_HEIGHT = 4


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
    """One visit in one column. `starts` and `ends` are False where the day cuts it; minutes are of that day.

    `clear` is where words can be read on closed time that visits lie on: how far below its top, and how tall.
    """

    visit: Visit
    column: int
    rect: Rect
    first: float
    last: float
    starts: bool = True
    ends: bool = True
    before: int = 0
    after: int = 0
    clear: tuple[int, int] | None = None


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
        return one_day_each(self.board)

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
        return block_rect(self.columns, self.rows, column, max(first, self.rows.first), min(last, self.rows.last))

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


def one_day_each(board: Board) -> bool:
    """Tell whether a board shows several days of one practitioner, a date in each column."""
    return len(board.columns) > 1 and len({c.day for c in board.columns}) == len(board.columns)


def block_rect(columns: Columns, rows: Rows, column: int, first: float, last: float, spot: Place = ALONE) -> Rect:
    """Give the rectangle of a time in a column, in its lane."""
    left, right = columns.edges[column] + INSET, columns.edges[column + 1] - INSET + 1
    x = left + (right - left) * spot.lane // spot.lanes
    end = left + (right - left) * (spot.lane + spot.span) // spot.lanes
    gap = 2 if spot.lane + spot.span < spot.lanes else 0
    above, below = gaps(rows)
    top, bottom = rows.y(first) + above, rows.y(last) - below
    return Rect(x, top, max(1, end - x - gap), max(LEAST_HEIGHT, bottom - top))


def closing_rect(columns: Columns, rows: Rows, column: int, first: float, last: float, spot: Place = ALONE) -> Rect:
    """Give the rectangle of a block: wider than any visit, so that its edges show beside one that lies on it."""
    left, right = columns.edges[column] + 1, columns.edges[column + 1] - 1
    x = left + (right - left) * spot.lane // spot.lanes
    end = left + (right - left) * (spot.lane + spot.span) // spot.lanes
    gap = 2 if spot.lane + spot.span < spot.lanes else 0
    top, bottom = rows.y(first), rows.y(last)
    return Rect(x, top, max(1, end - x - gap), max(LEAST_HEIGHT, bottom - top))


def gaps(rows: Rows) -> tuple[int, int]:
    """Give the pixels left free above and below a block: fewer where an hour is so low that every one counts."""
    return (1, 2) if rows.row * 60 / rows.zoom >= 60 else (1, 0)
