"""What may be remembered between two questions: who works when, and the free pieces of each practitioner's weeks.

It is dropped exactly where a changeset touches it: a visit that is booked or moved drops its practitioners' weeks
around it, a schedule that is changed its practitioner's, a closure everything. Holds are never part of it, for they
run out without any changeset.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.days import midnights
from frontdesk.domain.availability.engine import REACH
from frontdesk.domain.availability.pieces import Piece
from frontdesk.domain.claim import Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.opening import Openings
from frontdesk.services.openings import openings_about
from frontdesk.store import journal, occupied
from frontdesk.store.remembered import Remembered
from frontdesk.store.work import Familiar, Reading

# A claim so far away from a week may still end one of its gaps.
NEAR = 3 * DAY
ABOUT = 100 * DAY
MOST_WEEKS = 20_000


class Whose(NamedTuple):
    """Whose pieces: a practitioner's at a location, for a calendar or for none, weeks being those of a zone."""

    practitioner: Id
    location: Id | None
    calendar: Id | None
    home: str


Weeks = dict[int, tuple[Piece, ...]]
BlocksOf = Callable[[Interval], Mapping[Id, Sequence[tuple[int, int]]]]  # the blocks of everyone within a span


class KeptTimes:
    """What is known of one book; every look begins by letting go of what has changed since the last."""

    def __init__(self) -> None:
        self.mark: tuple[int, str] | None = None
        self.forget()

    def forget(self) -> None:
        """Let go of everything."""
        self._known: Remembered | None = None
        self._openings: Openings | None = None
        self._closures_of: Interval | None = None
        self._weeks: dict[Whose, Weeks] = {}
        self._many = 0

    def look(self, reading: Reading) -> Familiar:
        """Begin a look at the book."""
        mark = journal.last(reading.connection)
        if mark != self.mark:
            self._let_go(reading)
            self.mark = mark
        if isinstance(reading, Familiar):
            # Within a write, which remembers by itself.
            return reading
        self._known = self._known.moved_on(mark) if self._known is not None else Remembered(mark)
        return Familiar(reading.connection, self._known)

    def openings(self, book: Familiar, span: Interval) -> Openings:
        """Give what decides when the clinic is open about a span: what lies years away stays unread."""
        known = self._closures_of
        if self._openings is None or known is None or span.start < known.start or span.end > known.end:
            start, end = span.start - ABOUT, span.end + ABOUT
            if known is not None:
                start, end = min(start, known.start), max(end, known.end)
            self._closures_of = Interval(Instant(start), Instant(end))
            self._openings = openings_about(book, self._closures_of)
        return self._openings

    def pieces(
        self, book: Familiar, whose: Whose, span: Interval, held: frozenset[int], blocks: BlocksOf
    ) -> list[Piece]:
        """Give the free pieces of every week that a span touches; holds, whose ids are given, are left aside."""
        first, last = _weeks_of(span, whose.home)
        known = self._weeks.setdefault(whose, {})
        lacking = [week for week in range(first, last + 1) if week not in known]
        if lacking:
            if self._many > MOST_WEEKS:
                self._weeks = {whose: known}
                self._many = len(known)
            self._read(book, whose, (lacking[0], lacking[-1]), held, blocks)
        if first == last:
            return list(known[first])
        return [piece for week in range(first, last + 1) for piece in known[week]]

    def _read(
        self, book: Familiar, whose: Whose, lacking: tuple[int, int], held: frozenset[int], blocks: BlocksOf
    ) -> None:
        first, last = lacking
        known = self._weeks[whose]
        edges = [_monday(week, whose.home) for week in range(first, last + 2)]
        span = Interval(edges[0], edges[-1])
        opened = self.openings(book, Interval(span.start, Instant(span.end + REACH)))
        found = read_pieces(book, opened, whose, span, held, blocks)
        cuts = [bisect_left(found, (edge,)) for edge in edges]
        for n, week in enumerate(range(first, last + 1)):
            self._many += week not in known
            known[week] = tuple(found[cuts[n] : cuts[n + 1]])

    def _let_go(self, reading: Reading) -> None:
        if self.mark is None:
            return
        # A first search, which has no time to lose, has nothing to let go of.
        from frontdesk.store.touched import touched

        gone = touched(reading.connection, self.mark)
        if gone.everything:
            self.forget()
            return
        if gone.records:
            self._known, self._openings = None, None
        for whose, weeks in list(self._weeks.items()):
            if whose.practitioner in gone.hours or whose.calendar in gone.hours:
                del self._weeks[whose]
                continue
            for week in list(_touched_weeks(whose, weeks, gone.times)):
                weeks.pop(week, None)


def read_pieces(
    book: Familiar, known: Openings, whose: Whose, span: Interval, besides: frozenset[int], blocks: BlocksOf
) -> list[Piece]:
    """Read the free pieces of a practitioner whose start lies in a span; some appointments are left aside."""
    around = Interval(span.start, Instant(span.end + REACH))
    every = blocks(around)
    mine = [*every.get(whose.practitioner, ()), *every.get(whose.calendar or Id(0), ())]
    hours = known.of(
        whose.practitioner,
        around,
        location=whose.location,
        calendar=whose.calendar,
        blocks=[Interval(Instant(a), Instant(b)) for a, b in mine],
    )
    since, until = span.start - NEAR, span.end + NEAR
    one = (Subject.PRACTITIONER, whose.practitioner, 1)
    if besides:
        taken = occupied.claims_besides(book.connection, *one, since, until, besides)
    else:
        taken = occupied.claims(book.connection, *one, since, until)
    found = cut.pieces(hours, taken, midnights(around, whose.home))
    return found[: bisect_left(found, (span.end,))]


def whole_weeks(span: Interval, home: str) -> Interval:
    """Give the whole weeks that a span touches, so that every grid begins at a midnight of the place."""
    return Interval(_monday(_week_of(span.start, home), home), _monday(_week_of(span.end - 1, home) + 1, home))


def _touched_weeks(whose: Whose, weeks: Weeks, times: Mapping[Id, Interval]) -> Iterator[int]:
    for one in (whose.practitioner, whose.calendar):
        span = None if one is None else times.get(one)
        if span is not None:
            first, last = _week_of(span.start - NEAR, whose.home), _week_of(span.end + NEAR, whose.home)
            yield from (week for week in weeks if first <= week <= last)


@lru_cache(maxsize=256)
def _weeks_of(span: Interval, home: str) -> tuple[int, int]:
    return _week_of(span.start, home), _week_of(span.end - 1, home)


def _week_of(instant: int, home: str) -> int:
    return (local_date(instant, home).toordinal() - 1) // 7


@lru_cache(maxsize=1024)
def _monday(week: int, home: str) -> Instant:
    return start_of_day(date.fromordinal(week * 7 + 1), home)
