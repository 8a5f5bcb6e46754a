"""Where the arrow keys lead: every visit of a column is a stop, and so is every free row between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from frontdesk.domain.ids import Id
from frontdesk.gui.board.plan import Plan


class Way(Enum):
    """A direction of travel."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the grid cursor: a visit, or a free row. `minute` -1 is the strip of all-day entries.

    `wanted` is the minute that a way left or right tries to keep.
    """

    column: int
    minute: float
    last: float
    visit: Id | None
    wanted: float


def stops(plan: Plan, column: int) -> tuple[Stop, ...]:
    """Give the stops of one column from top to bottom."""
    found = [Stop(column, -1, -1, s.visit.id, -1) for s in plan.strip if s.first <= column <= s.last]
    at: float = plan.rows.first
    for block in sorted(plan.by_column[column], key=lambda b: (b.first, b.rect.x)):
        found += _free(plan, column, at, block.first)
        found.append(Stop(column, block.first, block.last, block.visit.id, block.first))
        at = max(at, block.last)
    return (*found, *_free(plan, column, at, plan.rows.last))


def _free(plan: Plan, column: int, first: float, last: float) -> list[Stop]:
    found, zoom = [], plan.rows.zoom
    while first < last:
        after = min(last, (first // zoom + 1) * zoom)
        found.append(Stop(column, first, after, None, first))
        first = after
    return found


def travel(plan: Plan, at: Stop | None, way: Way) -> Stop | None:
    """Give the next stop; the same one at the board's edge, None on a board without columns."""
    if not plan.by_column:
        return None
    if at is None:
        return _opening(plan)
    here = stops(plan, at.column)
    if way is Way.FIRST or way is Way.LAST:
        visits = [s for s in here if s.visit is not None] or list(here)
        return visits[0 if way is Way.FIRST else -1]
    if way is Way.UP or way is Way.DOWN:
        index = _index(here, at) + (1 if way is Way.DOWN else -1)
        return here[max(0, min(len(here) - 1, index))]
    column = at.column + (1 if way is Way.RIGHT else -1)
    if not 0 <= column < len(plan.by_column):
        return at
    landed = stop_at(plan, column, at.wanted)
    return Stop(landed.column, landed.minute, landed.last, landed.visit, at.wanted)


def stop_at(plan: Plan, column: int, minute: float) -> Stop:
    """Give the stop of a column that covers a minute, or else the last one before it."""
    here = stops(plan, column)
    covering = [s for s in here if s.minute <= minute < s.last]
    return covering[-1] if covering else here[_before(here, minute)]


def stop_of(plan: Plan, visit: Id) -> Stop | None:
    """Give the stop of a visit."""
    for column in range(len(plan.by_column)):
        for stop in stops(plan, column):
            if stop.visit == visit:
                return stop
    return None


def _opening(plan: Plan) -> Stop:
    for column in range(len(plan.by_column)):
        if plan.by_column[column]:
            first = min(plan.by_column[column], key=lambda b: (b.first, b.rect.x))
            return Stop(column, first.first, first.last, first.visit.id, first.first)
    return stop_at(plan, 0, plan.start_minute)


def _index(here: tuple[Stop, ...], at: Stop) -> int:
    for index, stop in enumerate(here):
        if stop.visit == at.visit and (at.visit is not None or stop.minute == at.minute):
            return index
    return _before(here, at.minute)


def _before(here: tuple[Stop, ...], minute: float) -> int:
    return max((i for i, s in enumerate(here) if s.minute <= minute), default=0)
