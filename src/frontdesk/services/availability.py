"""Free times: find them, the next ones, the best ones, where a visit would fit, and why a time is not free.

Capabilities C05, C45, C73 and C74. Nothing here writes. What is offered can be booked as it stands, and held too but
for a seat at a time that others come to already: only whole times are held (`seat_not_held`), a seat is booked at once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.availability.days import by_date, days_between, span_of
from frontdesk.domain.availability.question import LONGEST_SPAN, Question
from frontdesk.domain.availability.reasons import Explanation, Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import LATEST, MINUTE, Instant, checked_instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.services import checks
from frontdesk.services.asking import Asked, question
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.operations import Area, operation
from frontdesk.services.searching import COUNTED, Search
from frontdesk.store.work import Familiar

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

MOST_TIMES = 100
# Without a booking window nobody books further ahead than this.
FARTHEST = 731
_WEEK = 7
_MOST_WEEKS = 8


class FreeTimes(NamedTuple):
    """The free times of each date of a zone; a date without any is there, empty."""

    zone: str
    days: Mapping[date, tuple[Slot, ...]]


class NextFree(NamedTuple):
    """The next free times; all starts before `searched_to` were looked at.

    `ended` tells that there are no more, because the booking window ends there (two years on where there is none).
    """

    zone: str
    slots: tuple[Slot, ...]
    searched_to: Instant
    ended: bool


class Suggestion(NamedTuple):
    """A time with whom to take it, and why it stands where it does.

    `why` names what speaks for it: "soonest", "no_gap" (it leaves no gap that is of no use), "usual" (the patient's
    usual practitioner), "preferred" (a time that the patient would rather have).
    """

    slot: Slot
    practitioner: Id | None
    why: tuple[str, ...]


class Fit(NamedTuple):
    """Where a visit would fit with one practitioner: every instant of `times` is a start that is free."""

    practitioner: Id
    times: tuple[Interval, ...]


class Availability(Area):
    """Questions about free times. Instants and lengths in milliseconds; dates are those of the asked zone."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__(clinic)
        self._kept = KeptTimes()

    @property
    def kept(self) -> KeptTimes:
        """Give what is remembered between two questions, for others who ask the same."""
        return self._kept

    @operation("availability.free_times", right=Right.SEE)
    def free_times(self, *, first: date, last: date | None = None, **sent: Unpack[Asked]) -> FreeTimes:
        """Find every free time of some dates, at most 31 of them, of a calendar, a service or several (C05, C45).

        Without a last date it is the first alone. Times that notice, the booking window or a limit rule out are none,
        nor is the past.
        """
        last = first if last is None else last
        days_between(first, last, LONGEST_SPAN)
        with self._looking() as (book, now):
            asked = question(book, sent, now)
            span = _bookable(span_of(first, last, asked.zone), asked)
            slots = Search(book, asked, self._kept, now).slots(span)
        return FreeTimes(asked.zone, by_date(slots, asked.zone, first, last))

    @operation("availability.next_free", right=Right.SEE)
    def next_free(self, *, count: int = 1, since: Instant | None = None, **sent: Unpack[Asked]) -> NextFree:
        """Find the next free times from now or a later moment on, however far ahead they are (C73)."""
        with self._looking() as (book, now):
            asked = question(book, sent, now)
            return self._next(Search(book, asked, self._kept, now), asked, checked_count(count), since)

    @operation("availability.suggest", right=Right.SEE)
    def suggest(self, *, count: int = 5, since: Instant | None = None, **sent: Unpack[Asked]) -> tuple[Suggestion, ...]:
        """Rank the times of the next days that have any, best first, and say what speaks for each (C73).

        The sooner day comes first; within it a time that breaks the day up least, then the usual practitioner, then
        what the patient prefers, then the earlier.
        """
        from frontdesk.services.ranking import ranked

        with self._looking() as (book, now):
            asked = question(book, sent, now)
            search = Search(book, asked, self._kept, now)
            found = self._next(search, asked, MOST_TIMES, since)
            best = ranked(book, search, found.slots, now)
        return tuple(Suggestion(*each) for each in best[: checked_count(count)])

    @operation("availability.fits", right=Right.SEE)
    def fits(self, *, first: date, last: date | None = None, **sent: Unpack[Asked]) -> tuple[Fit, ...]:
        """Find where a visit would fit to the minute with each practitioner who may, on at most 31 dates."""
        from frontdesk.services.fitting import fitting

        last = first if last is None else last
        days_between(first, last, LONGEST_SPAN)
        with self._looking() as (book, now):
            asked = replace(question(book, sent, now), step=MINUTE)
            span = _bookable(span_of(first, last, asked.zone), asked)
            found = fitting(Search(book, asked, self._kept, now), span)
        return tuple(Fit(person, times) for person, times in found.items())

    @operation("availability.explain", right=Right.SEE)
    def explain(self, *, start: Instant, practitioner: Id | None = None, **sent: Unpack[Asked]) -> Explanation:
        """Say whether a time is free, or every reason why not, with the nearest change that makes it fit (C74)."""
        from frontdesk.services.explaining import explain

        checked_instant(start, field="start")
        checks.known_or_none(practitioner, field="practitioner")
        with self._looking() as (book, now):
            asked = question(book, sent, now)
            kept = self._kept

            def search(other: Question, span: Interval) -> list[Slot]:
                return Search(book, other, kept, now).slots(span)

            if asked.visit is None:
                return _as_patients_see(asked, explain(book, asked, start, practitioner, search), search)
            from frontdesk.services.moving_along import reasons_along, with_its_buffers

            whole = Search(book, asked, kept, now)
            told = explain(book, with_its_buffers(whole, practitioner), start, practitioner, search)
            more = reasons_along(whole, start, practitioner)
            return replace(told, free=False, reasons=(*told.reasons, *more)) if more else told

    def _next(self, search: Search, asked: Question, count: int, since: Instant | None) -> NextFree:
        begin = max(asked.earliest, asked.earliest if since is None else checked_instant(since, field="since"))
        end = asked.latest or start_of_day(local_date(begin, asked.home) + timedelta(days=FARTHEST), asked.home)
        end = _bookable(Interval(begin, end), asked).end
        found: list[Slot] = []
        # What is kept from patients is chosen of a whole date's times, whenever on it the search begins.
        first = start_of_day(local_date(begin, asked.zone), asked.zone) if asked.hide else begin
        counted = Interval(Instant(begin - COUNTED), Instant(begin + COUNTED))
        for span in _ahead(first, end, asked.zone):
            steps = list(_weeks(span, asked.zone))
            for step, slots in zip(steps, search.slots_by(span, steps, counted), strict=True):
                found += [slot for slot in slots if slot.start >= begin] if step.start < begin else slots
                if len(found) >= count:
                    return NextFree(asked.zone, tuple(found[:count]), Instant(found[count - 1].start + 1), ended=False)
        return NextFree(asked.zone, tuple(found), Instant(max(begin, end)), ended=True)

    @contextmanager
    def _looking(self) -> Iterator[tuple[Familiar, Instant]]:
        now = self._clinic.clock()
        with uncollected(), self._book.reading() as reading:
            yield self._kept.look(reading), now


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python's collector from walking over the rows of a search again and again: they hold no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _as_patients_see(
    asked: Question, told: Explanation, search: Callable[[Question, Interval], Sequence[Slot]]
) -> Explanation:
    """Give an explanation in which a free time that is kept from patients is none (C57)."""
    if not asked.hide or not told.free or not told.on_grid:
        return told
    day = local_date(told.start, asked.zone)
    if any(slot.start == told.start for slot in search(asked, span_of(day, day, asked.zone))):
        return told
    return replace(told, free=False, reasons=(Reason(Why.KEPT_BACK, told.start, told.end),))


def checked_count(count: int) -> int:
    """Return how many times are asked for, refusing none and too many."""
    if not 1 <= checks.whole(count, field="count") <= MOST_TIMES:
        raise Invalid("bad_count", field="count", got=count, allowed=f"1 to {MOST_TIMES}")
    return count


def _bookable(span: Interval, asked: Question) -> Interval:
    """Cut a span where a visit would reach beyond the years that visits are booked in."""
    return Interval(span.start, max(span.start, min(span.end, Instant(LATEST - asked.length))))


def _ahead(begin: Instant, end: Instant, zone: str) -> Iterator[Interval]:
    """Cut the time ahead into spans that begin at midnight, each twice as long as the one before."""
    weeks = 1
    at = begin
    while at < end:
        day = local_date(at, zone) + timedelta(days=_WEEK * weeks)
        until = min(end, start_of_day(day, zone))
        yield Interval(at, Instant(until))
        at, weeks = until, min(_MOST_WEEKS, weeks * 2)


def _weeks(span: Interval, zone: str) -> Iterator[Interval]:
    at = span.start
    while at < span.end:
        until = min(span.end, start_of_day(local_date(at, zone) + timedelta(days=_WEEK), zone))
        yield Interval(at, Instant(until))
        at = until
