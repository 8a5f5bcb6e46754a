"""Several services in order as one visit, each with someone who may, somewhere, without a break (C28).

Whoever goes on with the same patient needs no buffer in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.pieces import Piece
from frontdesk.domain.availability.question import Part, Question
from frontdesk.domain.availability.resources import Resources, both, within
from frontdesk.domain.availability.slots import Place, Slot
from frontdesk.domain.availability.snapshot import Snapshot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant

PiecesOf = Callable[[Id], Sequence[Piece]]


def chained(question: Question, snapshot: Snapshot, pieces_of: PiecesOf, first: int, last: int) -> list[Slot]:
    """List the starts, from first to last, at which every part of a visit can be done."""
    visit = _Visit(question, snapshot, pieces_of)
    found = [visit.slot(start) for start in visit.starts(first, last)]
    return [slot for slot in found if slot is not None]


class _Visit:
    def __init__(self, question: Question, snapshot: Snapshot, pieces_of: PiecesOf) -> None:
        self._parts = question.parts
        self._step, self._length = question.step, question.length
        self._offsets = [0, *accumulate(part.length for part in question.parts)]
        self._resources = [Resources(part, snapshot) for part in question.parts]
        self._pieces_of = pieces_of

    def starts(self, first: int, last: int) -> list[int]:
        """Give every start at which someone could begin and all rooms and units are free."""
        part = self._parts[0]
        free = (
            cut.starts(self._pieces_of(person), part.length, part.before, 0, self._step, first, last)
            for person in part.who
        )
        found = sorted({start for each in free for start in each})
        allowed = None
        for each, offset in zip(self._resources, self._offsets, strict=False):
            more = each.starts(offset)
            if more is not None:
                allowed = more if allowed is None else both(allowed, more)
        return found if allowed is None else within(found, allowed)

    def slot(self, start: int) -> Slot | None:
        """Give the slot of a start: those who can begin, and the parts with the best of them."""
        begin: list[Id] = []
        chosen: tuple[Id, ...] = ()
        for person in self._parts[0].who:
            people = next(self._goes_on(start, (person,)), None) if self._may_begin(person, start) else None
            if people is not None:
                begin.append(person)
                chosen = chosen or people
        if not begin:
            return None
        places = []
        for n, (part, who) in enumerate(zip(self._parts, chosen, strict=True)):
            a, b = Instant(start + self._offsets[n]), Instant(start + self._offsets[n + 1])
            held = self._resources[n]
            places.append(Place(part.service, a, b, who, held.room(a), held.units(a)))
        end = Instant(start + self._length)
        return Slot(Instant(start), end, tuple(begin), places[0].room, parts=tuple(places))

    def _may_begin(self, person: Id, start: int) -> bool:
        """Tell whether a person is on the grid and free for the first part, whoever goes on."""
        part = self._parts[0]
        return start in cut.starts(self._pieces_of(person), part.length, part.before, 0, self._step, start, start)

    def _goes_on(self, start: int, chosen: tuple[Id, ...]) -> Iterator[tuple[Id, ...]]:
        """Give the ways to fill the parts that are left, the same person before any other."""
        n = len(chosen)
        before = self._parts[n - 1]
        if n == len(self._parts):
            if self._is_free(start, n - 1, chosen, after=before.after):
                yield chosen
            return
        same = chosen[-1]
        part = self._parts[n]
        for person in sorted(part.who, key=lambda one: one != same):
            more = (*chosen, person)
            after = 0 if person == same else before.after
            if not self._is_free(start, n - 1, chosen, after=after) or self._meets_itself(more):
                continue
            lead = 0 if person == same else part.before
            if self._fits(person, start, n, lead, 0):
                yield from self._goes_on(start, more)

    def _is_free(self, start: int, n: int, chosen: tuple[Id, ...], *, after: int) -> bool:
        lead = 0 if n and chosen[n - 1] == chosen[n] else self._parts[n].before
        if not self._fits(chosen[n], start, n, lead, after):
            return False
        return n != len(self._parts) - 1 or not self._meets_itself(chosen)

    def _fits(self, person: Id, start: int, n: int, lead: int, after: int) -> bool:
        a, b = start + self._offsets[n], start + self._offsets[n + 1]
        return cut.fits(self._pieces_of(person), a, b, lead, after)

    def _meets_itself(self, chosen: tuple[Id, ...]) -> bool:
        """Tell whether one person's buffers around parts that do not follow each other meet."""
        stays = list(_stays(self._parts, self._offsets, chosen))
        return any(one[0] == other[0] and one[2] > other[1] for n, one in enumerate(stays) for other in stays[n + 1 :])


def _stays(parts: Sequence[Part], offsets: Sequence[int], chosen: Sequence[Id]) -> Iterator[tuple[Id, int, int]]:
    """Give from when to when each person is taken, buffers included; parts that follow each other are one stay."""
    n = 0
    while n < len(chosen):
        last = n
        while last + 1 < len(chosen) and chosen[last + 1] == chosen[n]:
            last += 1
        yield chosen[n], offsets[n] - parts[n].before, offsets[last + 1] + parts[last].after
        n = last + 1
