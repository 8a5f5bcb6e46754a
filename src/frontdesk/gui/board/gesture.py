"""What the pointer means: presses, drags and releases on a plan, turned into wishes.

A drag remembers the visit and where it was grabbed, never a rectangle: so the board may be refreshed, zoomed or
scrolled in the middle of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from frontdesk.domain.appointment import EventType
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.board.meanings import Close, Create, Meaning, Move, Open, Resize, Select
from frontdesk.gui.board.plan import Block, Plan
from frontdesk.gui.board.scale import FULL_DAY
from frontdesk.services.board import Visit

THRESHOLD = 4
_EDGE = 6
_NARROW_EDGE = 4
# In minutes: where an hour is one row, a place in it still tells its half.
_COARSEST = 30


class Kind(Enum):
    """What a drag does."""

    MOVE = "move"
    TOP = "top"
    BOTTOM = "bottom"
    CREATE = "create"
    CLOSE = "close"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Ghost:
    """What a drag would give if it ended now; `visit` is None while a new one is drawn."""

    kind: Kind
    visit: Visit | None
    column: int
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True)
class _Hold:
    """A pressed button: where, on what, and how far below the start (or the edge that it holds), in minutes."""

    x: float
    y: float
    kind: Kind
    column: int
    visit: Visit | None = None
    grab: float = 0.0
    anchor: float = 0.0


def zone_at(plan: Plan, x: float, y: float) -> tuple[Block | None, Kind]:
    """Tell what a drag that starts here would do, and on which block."""
    block = plan.block_at(x, y)
    if block is None:
        return None, Kind.CREATE
    height = block.rect.height
    edge = _EDGE if height >= 4 * _EDGE else _NARROW_EDGE if height >= 3 * _NARROW_EDGE else 0
    if block.ends and block.rect.bottom - y <= edge:
        return block, Kind.BOTTOM
    # A low block keeps only its lower edge: otherwise nothing would be left to take hold of it by.
    if block.starts and height >= 4 * _EDGE and y - block.rect.y < edge:
        return block, Kind.TOP
    return block, Kind.MOVE


class Gesture:
    """One pointer over one board; places are in pixels of the content."""

    def __init__(self, plan: Plan, default_minutes: int = 30) -> None:
        self.plan = plan
        self.default_minutes = default_minutes
        self.ghost: Ghost | None = None
        self._hold: _Hold | None = None

    @property
    def dragging(self) -> bool:
        """Tell whether a drag is on."""
        return self.ghost is not None

    @property
    def holding(self) -> bool:
        """Tell whether the button is down on something that a drag could take."""
        return self._hold is not None

    def press(self, x: float, y: float, *, closing: bool = False) -> Meaning | None:
        """Take hold of what lies here; a visit is selected at once, an empty place only on release.

        With `closing` a drag draws a block, whatever lies below: it is laid over visits.
        """
        block, kind = zone_at(self.plan, x, y)
        self.ghost = None
        if not len(self.plan.columns):
            return None
        column = block.column if block else self.plan.columns.index_at(x)
        minute = self.plan.rows.minute(y)
        if closing:
            self._hold = _Hold(x, y, Kind.CLOSE, column, anchor=minute)
            return Select(block.visit.id) if block is not None else None
        if block is None:
            self._hold = _Hold(x, y, kind, column, anchor=minute)
            return None
        held = block.last if kind is Kind.BOTTOM else block.first
        self._hold = _Hold(x, y, kind, column, block.visit, grab=minute - held)
        return Select(block.visit.id)

    def move(self, x: float, y: float) -> Ghost | None:
        """Follow the pointer; a drag begins once it has left the place of the press."""
        hold = self._hold
        if hold is None:
            return None
        if self.ghost is None and abs(x - hold.x) < THRESHOLD and abs(y - hold.y) < THRESHOLD:
            return None
        self.ghost = self._ghost(hold, x, y)
        return self.ghost

    def release(self) -> Meaning | None:
        """Let go: the wish that the drag ends in, or nothing when it ends where it began."""
        hold, ghost, self._hold, self.ghost = self._hold, self.ghost, None, None
        if hold is None:
            return None
        if ghost is None:
            return Select(None) if hold.kind is Kind.CREATE else None
        column = self.plan.board.columns[ghost.column].id
        if ghost.visit is None:
            wish = Close if ghost.kind is Kind.CLOSE else Create
            return wish(column, ghost.start, ghost.end)
        if ghost.kind is Kind.MOVE:
            same = ghost.start == ghost.visit.start and ghost.column == hold.column
            return None if same else Move(ghost.visit.id, ghost.start, column)
        if (ghost.start, ghost.end) == (ghost.visit.start, ghost.visit.end):
            return None
        return Resize(ghost.visit.id, ghost.start, ghost.end)

    def double(self, x: float, y: float) -> Meaning | None:
        """Open the visit here, or book the usual length in an empty place."""
        self.escape()
        block = self.plan.block_at(x, y)
        if block is not None:
            return Open(block.visit.id)
        if not len(self.plan.columns):
            return None
        column = self.plan.columns.index_at(x)
        return self.create_at(column, pointed(self.plan, column, self.plan.rows.minute(y)), exact=True)

    def create_at(self, column: int, minute: float, *, exact: bool = False) -> Create:
        """Ask for a visit of the usual length that starts at this minute of a column, or the step before it."""
        wanted = minute if exact else self.plan.rows.snapped_down(minute)
        first = min(max(wanted, 0), FULL_DAY - self.plan.rows.step)
        start = self.plan.axes[column].instant_at(first)
        end, until = Instant(start + self.default_minutes * MINUTE), free_until(self.plan, column, start)
        return Create(self.plan.board.columns[column].id, start, end, until)

    def escape(self) -> bool:
        """Give the drag up; tell whether there was one."""
        was, self._hold, self.ghost = self.dragging, None, None
        return was

    def replan(self, plan: Plan) -> None:
        """Go on over a new plan; a drag whose visit is gone, or has other times now, is given up."""
        held = self._hold
        self.plan = plan
        if held is None:
            return
        fits = held.column < len(plan.columns)
        if held.visit is not None:
            now = plan.visit(held.visit.id)
            fits = fits and now is not None and (now.start, now.end) == (held.visit.start, held.visit.end)
            if fits and now is not None:
                self._hold = replace(held, visit=now)
                self.ghost = self.ghost and replace(self.ghost, visit=now)
        if not fits or (self.ghost is not None and self.ghost.column >= len(plan.columns)):
            self.escape()

    def _ghost(self, hold: _Hold, x: float, y: float) -> Ghost:
        minute = self.plan.rows.minute(y) - hold.grab
        if hold.visit is None:
            return self._drawn(hold, minute)
        if hold.kind is Kind.MOVE:
            return self._moved(hold.visit, self.plan.columns.index_at(x), minute, hold.column)
        return self._stretched(hold.visit, hold.kind, hold.column, minute)

    def _drawn(self, hold: _Hold, minute: float) -> Ghost:
        rows, axis = self.plan.rows, self.plan.axes[hold.column]
        low, high = sorted((hold.anchor, minute))
        first = min(max(rows.snapped_down(low), 0), FULL_DAY - rows.step)
        last = min(max(-rows.snapped_down(-high), first + rows.step), FULL_DAY)
        return Ghost(hold.kind, None, hold.column, axis.instant_at(first), axis.instant_at(last))

    def _moved(self, visit: Visit, column: int, first: float, home: int) -> Ghost:
        rows, axis = self.plan.rows, self.plan.axes[column]
        if column == home and abs(first - axis.minute_of(visit.start)) < rows.step / 2:
            # A visit at an odd minute may be put back where it was.
            return Ghost(Kind.MOVE, visit, column, visit.start, visit.end)
        least = 0 if visit.start >= axis.start or column != home else axis.minute_of(visit.start)
        start = axis.instant_at(min(max(rows.snapped(first), least), FULL_DAY - rows.step))
        return Ghost(Kind.MOVE, visit, column, start, Instant(start + visit.end - visit.start))

    def _stretched(self, visit: Visit, kind: Kind, column: int, minute: float) -> Ghost:
        rows, axis = self.plan.rows, self.plan.axes[column]
        own = visit.start if kind is Kind.TOP else visit.end
        at = axis.instant_at(min(max(rows.snapped(minute), 0), FULL_DAY))
        if abs(minute - axis.minute_of(own)) < rows.step / 2:
            at = own
        if kind is Kind.TOP:
            return Ghost(kind, visit, column, Instant(min(at, visit.end - rows.step * MINUTE)), visit.end)
        return Ghost(kind, visit, column, visit.start, Instant(max(at, visit.start + rows.step * MINUTE)))


def pointed(plan: Plan, column: int, minute: float) -> float:
    """Give the minute that a place of a free gap stands for: its row's, or the gap's own beginning.

    That is taken where it is nearer than half a row, or where the row began before it.
    """
    grid = min(plan.rows.zoom, _COARSEST)
    row = minute // grid * grid
    axis = plan.axes[column]
    edges = [block.last + _kept_after(block.visit) / MINUTE for block in plan.by_column[column]]
    edges += [axis.minute_of(stretch.start) for stretch in plan.board.columns[column].open]
    edge = max((each for each in edges if each <= minute), default=None)
    if edge is not None and (row < edge or minute - edge < grid / 2):
        return edge
    return row


def _kept_after(visit: Visit) -> int:
    return visit.buffer_after if visit.occupies and visit.event_type is not EventType.BLOCK else 0


def free_until(plan: Plan, column: int, start: Instant) -> Instant:
    """Give where the free time ends that a moment of a column lies in: at a visit, or where it closes."""
    ends = [
        block.visit.start - (0 if block.visit.event_type is EventType.BLOCK else block.visit.buffer_before)
        for block in plan.by_column[column]
        if block.visit.occupies and block.visit.start > start
    ]
    ends += [each.end for each in plan.board.columns[column].open if each.start <= start < each.end]
    return Instant(max(start, min(ends, default=plan.axes[column].end)))


def nudged(plan: Plan, visit: Id, steps: int = 0, columns: int = 0) -> Move | None:
    """Give the move by some steps down or columns to the right; None at the board's edge."""
    block = next((b for b in plan.blocks_of(visit) if b.starts), None)
    if block is None or not 0 <= block.column + columns < len(plan.columns):
        return None
    column = block.column + columns
    minute = block.first + steps * plan.rows.step
    if not 0 <= minute <= FULL_DAY - plan.rows.step:
        return None
    return Move(visit, plan.axes[column].instant_at(minute), plan.board.columns[column].id)
