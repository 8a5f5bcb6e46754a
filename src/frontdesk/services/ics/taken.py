"""Whose time is taken while an import is planned: by the book, and by what the import itself lays there."""

from __future__ import annotations

import bisect
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from frontdesk.domain.claim import LONGEST_CLAIM, Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services.ics.preview import Overlap
from frontdesk.store import ics as table
from frontdesk.store.holds import run_out
from frontdesk.store.work import Reading

# An appointment of the book by its id, or a row of the import by its key.
Owner = Id | str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time of one subject that is asked for. `who` is an id, or someone who is to be made."""

    subject: Subject
    who: Hashable
    start: Instant
    end: Instant


@dataclass(slots=True)
class _Line:
    """The taken time of one subject, by start."""

    taken: list[tuple[Instant, Instant, Owner]] = field(default_factory=list)
    longest: int = LONGEST_CLAIM


# A stretch that an appointment of the book leaves, and which one.
Leaving = tuple[Stretch, Id]


class Taken:
    """Tell who stands in the way, and take time that is granted."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Subject, Hashable], _Line] = {}

    def load(self, book: Reading, wanted: Iterable[Stretch], now: Instant) -> None:
        """Read the time that the book has taken wherever any is asked for, once a subject; no hold that ran out."""
        over = run_out(book.connection, now)
        spans: dict[tuple[Subject, Hashable], tuple[Instant, Instant]] = {}
        for each in wanted:
            start, end = spans.get((each.subject, each.who), (each.start, each.end))
            spans[each.subject, each.who] = min(start, each.start), max(end, each.end)
        for (subject, who), (start, end) in spans.items():
            line = self._lines[subject, who] = _Line()
            if isinstance(who, int):
                line.taken = [
                    (h.start, h.end, h.appointment_id)
                    for h in table.held(book.connection, subject, Id(who), start, end)
                    if h.appointment_id not in over
                ]

    def state(self) -> dict[tuple[Subject, Hashable], _Line]:
        """Give what is taken, to come back to it."""
        return {key: _Line(list(line.taken), line.longest) for key, line in self._lines.items()}

    def restore(self, state: dict[tuple[Subject, Hashable], _Line]) -> None:
        """Come back to what was taken."""
        self._lines = {key: _Line(list(line.taken), line.longest) for key, line in state.items()}

    def over(self, wanted: Stretch, *, besides: Id | None = None) -> Iterator[Overlap]:
        """Give what overlaps a stretch."""
        line = self._lines.get((wanted.subject, wanted.who))
        if line is None:
            return
        at = bisect.bisect_left(line.taken, (Instant(wanted.start - line.longest),))
        seen: set[Owner] = set()
        while at < len(line.taken) and line.taken[at][0] < wanted.end:
            start, end, owner = line.taken[at]
            at += 1
            if end > wanted.start and owner != besides and owner not in seen:
                seen.add(owner)
                yield Overlap(start, end, key=owner) if isinstance(owner, str) else Overlap(start, end, owner)

    def take(self, granted: Stretch, owner: Owner) -> None:
        """Take a stretch."""
        line = self._lines[granted.subject, granted.who]
        bisect.insort(line.taken, (granted.start, granted.end, owner), key=_by_start)
        line.longest = max(line.longest, granted.end - granted.start)

    def release(self, given: Stretch, owner: Owner) -> None:
        """Give a stretch back that was taken and is not needed after all."""
        self._lines[given.subject, given.who].taken.remove((given.start, given.end, owner))

    def leave(self, given: Iterable[Stretch], owner: Owner) -> list[tuple[Stretch, Owner]]:
        """Free the time that an appointment of the book holds until now; give what it takes to take it again."""
        freed = []
        for each in given:
            line = self._lines.get((each.subject, each.who))
            if line is None:
                continue
            at = bisect.bisect_left(line.taken, (Instant(each.start - line.longest),))
            while at < len(line.taken) and line.taken[at][0] < each.end:
                start, end, held = line.taken[at]
                if held == owner:
                    freed.append((Stretch(each.subject, each.who, start, end), owner))
                    del line.taken[at]
                else:
                    at += 1
        return freed


def _by_start(taken: tuple[Instant, Instant, Owner]) -> Instant:
    return taken[0]
