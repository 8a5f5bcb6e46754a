"""Which part of the day the week shows, from 0 to 24 o'clock, and where a minute lies in it. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.domain.schedule import Stretch

DAY = 1440
FROM, TO = 6 * 60, 22 * 60
NARROWEST = 4 * 60
EVERY = 120


@dataclass(frozen=True, slots=True)
class View:
    """The minutes that are shown, laid over a width from `left` on."""

    first: float = FROM
    last: float = TO
    left: float = 0
    width: float = 1

    def x(self, minute: float) -> float:
        """Give where a minute lies."""
        return self.left + (minute - self.first) / (self.last - self.first) * self.width

    def minute(self, x: float) -> float:
        """Give the minute at a place, within the day."""
        return min(max(self.first + (x - self.left) / self.width * (self.last - self.first), 0), DAY)

    def laid(self, left: float, width: float) -> View:
        """Lay the same minutes over another width."""
        return View(self.first, self.last, left, max(width, 1))

    def zoomed(self, factor: float, around: float) -> View:
        """Show more (above 1) or less of the day, keeping a minute where it is as far as the day goes."""
        length = min(max((self.last - self.first) * factor, NARROWEST), DAY)
        share = (around - self.first) / (self.last - self.first)
        return self._from(around - share * length, length)

    def panned(self, minutes: float) -> View:
        """Show an earlier or a later part of the day."""
        return self._from(self.first + minutes, self.last - self.first)

    def holding(self, start: float, end: float) -> View:
        """Show as much more as is needed to see a stretch."""
        if self.first <= start and end <= self.last:
            return self
        length = max(self.last - self.first, end - start)
        return self._from(min(max(self.first, end - length), start), length)

    def ticks(self) -> tuple[int, ...]:
        """Give the full hours that are shown."""
        return tuple(range(-(-int(self.first) // 60) * 60, int(self.last) + 1, 60))

    def captions(self, room: float) -> tuple[int, ...]:
        """Give the hours that are written, as many as there is room for, so many pixels each."""
        every = next((h for h in (60, 120, 180, 240, 360) if self.x(h) - self.x(0) >= room), 720)
        wanted = max(every, EVERY) if self.last - self.first > NARROWEST * 2 else every
        return tuple(t for t in self.ticks() if t % wanted == 0)

    def _from(self, first: float, length: float) -> View:
        first = min(max(first, 0), DAY - length)
        return View(first, first + length, self.left, self.width)


def around(stretches: Iterable[Stretch]) -> View:
    """Show 6 to 22 o'clock, and as many full hours more as have something in them."""
    held = tuple(stretches)
    first = min([FROM, *(s.start // EVERY * EVERY for s in held)])
    last = max([TO, *(-(-s.end // EVERY) * EVERY for s in held)])
    return View(first, min(last, DAY))
