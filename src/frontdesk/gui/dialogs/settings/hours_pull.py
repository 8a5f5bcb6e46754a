"""One pull with the mouse over a week of bars: adding, moving, stretching at an edge. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.gui.dialogs.settings import hours_bars
from frontdesk.gui.dialogs.settings.hours_bars import STEP, Bars, snapped

Week = tuple[Bars, ...]


class How(StrEnum):
    """What a pull does."""

    ADD = "add"
    MOVE = "move"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Pulled:
    """The week as the pull makes it, and the bar that it is about."""

    week: Week
    weekday: int
    index: int


@dataclass(frozen=True, slots=True)
class Pull:
    """What was taken hold of, and the week as it was then; `anchor` is the minute under the pointer."""

    how: How
    week: Week
    walls: Week
    weekday: int
    index: int
    anchor: float

    def to(self, weekday: int, minute: float, step: int = STEP) -> Pulled | None:
        """Give what the pull makes at a place; None while it makes nothing."""
        if self.how is How.ADD:
            return self._added(minute, step)
        bars, walls = self.week[self.weekday], self.walls[self.weekday]
        if self.how is not How.MOVE:
            made = hours_bars.pulled(bars, walls, self.index, snapped(minute, step), edge=self.how.value)
            return self._pulled(self.weekday, made, self.index)
        held = bars[self.index]
        start = snapped(held.start + minute - self.anchor, step)
        if weekday != self.weekday:
            found = hours_bars.dropped(self.week[weekday], self.walls[weekday], start, held.end - held.start)
            if found is not None:
                left = _with(self.week, self.weekday, hours_bars.without(bars, self.index))
                return Pulled(_with(left, weekday, found[0]), weekday, found[1])
        return self._pulled(self.weekday, hours_bars.moved(bars, walls, self.index, start), self.index)

    def _added(self, minute: float, step: int) -> Pulled | None:
        bars, walls = self.week[self.weekday], self.walls[self.weekday]
        one = min(max(snapped(self.anchor, step), 0), hours_bars.DAY)
        made = hours_bars.added(bars, walls, one, snapped(minute, step))
        if made is None:
            return None
        place = hours_bars.place_of(made, one) if minute >= self.anchor else hours_bars.place_of(made, one - 1)
        return self._pulled(self.weekday, made, place or 0)

    def _pulled(self, weekday: int, bars: Bars, index: int) -> Pulled:
        return Pulled(_with(self.week, weekday, bars), weekday, index)


def joined(pulled: Pulled) -> Pulled:
    """Let go: bars that touch become one."""
    bars = pulled.week[pulled.weekday]
    whole = hours_bars.joined(bars)
    place = hours_bars.place_of(whole, bars[pulled.index].start) or 0
    return Pulled(_with(pulled.week, pulled.weekday, whole), pulled.weekday, place)


def _with(week: Week, weekday: int, bars: Bars) -> Week:
    return (*week[:weekday], bars, *week[weekday + 1 :])
