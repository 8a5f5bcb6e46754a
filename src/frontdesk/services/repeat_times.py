"""How single times of a series stand, and the next free ones after them, whatever else of the series is placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from frontdesk.domain.availability.question import Question, Team
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services.explaining import reasons_against, verdict
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.searching import Search
from frontdesk.store import occupied
from frontdesk.store.work import Familiar

AHEAD_DAYS = 14
# Most times have a free one within so many days; only where they have none is the rest looked at.
_NEAR_DAYS = 3


class Placed(NamedTuple):
    """A time that a date of the series takes up, without buffers."""

    start: Instant
    end: Instant
    practitioner: Id | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a time stands: with whom it would be, and everything in its way."""

    practitioner: Id | None
    reasons: tuple[Reason, ...]


class SeriesTimes:
    """The times of one series as the book stands at one moment.

    With nobody said, the first date is given to whoever is best, and the others to the same practitioner wherever
    that is possible. `placed` are the dates that have their times already.
    """

    def __init__(self, book: Familiar, asked: Question, kept: KeptTimes, now: Instant, who: Id | None) -> None:
        self._book, self._kept, self._now = book, kept, now
        self._asked = asked
        self._said = who
        self._keep = who
        self._alone = cache(self._search_with)
        self.placed: list[Placed] = []

    @cached_property
    def _all(self) -> Search:
        # Made when it is first needed: whether a time stands well is known without a search.
        return Search(self._book, self._asked, self._kept, self._now)

    @property
    def is_of_one(self) -> bool:
        """Tell whether any one of those that may is enough."""
        return self._asked.team is Team.ANY

    def standing(self, start: Instant, practitioner: Id | None) -> Standing:
        """Judge a time with a practitioner, or with whom the series has, leaving its other dates aside."""
        who = practitioner or self._keep
        if self._asked.team is not Team.ANY:
            return Standing(self._of_team(who), self._against(start, None))
        if who is None:
            return self._with_anyone(start)
        found = self._against(start, who)
        if not found or practitioner is not None or self._said is not None:
            return Standing(who, found)
        other = self._with_anyone(start)
        return other if not other.reasons else Standing(who, found)

    def in_way(self, start: Instant, end: Instant, who: Id | None) -> tuple[Reason, ...]:
        """Tell which placed date of the series itself is in the way of a time: nobody comes twice at once."""
        part = self._asked.parts[0]
        for one in self.placed:
            if start < one.end and end > one.start:
                return (self._reason(Why.VISIT, one),)
            apart = who is None or who != one.practitioner
            if not apart and start - part.before < one.end + part.after and end + part.after > one.start - part.before:
                return (self._reason(Why.BUFFER, one),)
        return ()

    def next_free(self, since: Instant, preferred: Id | None) -> Slot | None:
        """Give the first free time from a moment on, within 14 days, that no placed date of the series takes.

        Whom the series is with comes first, at whatever time; someone else only where that one has none. The first of
        its practitioners is the one to book.
        """
        if self._asked.team is Team.ANY and preferred is not None:
            found = self._first(self._alone(preferred), since)
            if found is not None or self._only_one():
                return found
        return self._first(self._all, since)

    def warnings(self, start: Instant, end: Instant) -> tuple[Reason, ...]:
        """Give the other visits that the patient has at a time."""
        if self._asked.patient is None:
            return ()
        since, until = start - DAY, end + DAY
        found = occupied.of_patient(self._book.connection, self._asked.patient, since, until, self._now, ())
        return tuple(Reason(Why.PATIENT, Instant(a), Instant(b)) for a, b in found if a < end and b > start)

    def _with_anyone(self, start: Instant) -> Standing:
        """Judge a time with whoever is free then, best first."""
        found = verdict(self._book, self._asked, start, None)
        people = self._all.question.parts[0].who
        if found.reasons:
            return Standing(next(iter(people), None), found.reasons)
        best = next((one for one in people if one in found.able), next(iter(found.able), None))
        self._keep = self._keep or best
        return Standing(best, ())

    def _against(self, start: Instant, who: Id | None) -> tuple[Reason, ...]:
        part = self._asked.parts[0]
        if who is None or self._asked.team is not Team.ANY or who not in part.who:
            return reasons_against(self._book, self._asked, start, who)
        # What others do then is of no use to know.
        return reasons_against(self._book, self._narrowed(who), start, who)

    def _narrowed(self, who: Id) -> Question:
        return replace(self._asked, parts=(replace(self._asked.parts[0], who=(who,), tiers=(0,)),))

    def _of_team(self, who: Id | None) -> Id | None:
        """Give whom a visit of everyone, or of nobody, is entered with."""
        if self._asked.team is Team.NOBODY or self._asked.calendar is None:
            return who
        team = self._book.get(Calendar, self._asked.calendar).team
        return who or next((member.practitioner for member in team if member.primary), None)

    def _only_one(self) -> bool:
        """Tell whether nobody else would do: a plain time is whose it is, for nothing says who else might give it."""
        return self._asked.calendar is None and self._asked.parts[0].service is None

    def _first(self, search: Search, since: Instant) -> Slot | None:
        asked = self._asked
        for slots, span in self._steps(search, since):
            counted = search.snapshot(span).counted if slots and asked.per_day is not None else {}
            for slot in slots:
                day = local_date(slot.start, asked.home)
                of_day = sum(local_date(one.start, asked.home) == day for one in self.placed)
                if asked.per_day is not None and counted.get(day, 0) + (of_day + 1) * asked.heads > asked.per_day:
                    continue
                free = [one for one in slot.practitioners if not self.in_way(slot.start, slot.end, one)]
                if asked.team is Team.ANY and free:
                    return slot._replace(practitioners=tuple(free))
                if asked.team is not Team.ANY and not self._any_in_way(slot):
                    return slot
        return None

    def _any_in_way(self, slot: Slot) -> bool:
        people: Sequence[Id | None] = slot.practitioners or (None,)
        return any(self.in_way(slot.start, slot.end, one) for one in people)

    def _steps(self, search: Search, since: Instant) -> Iterator[tuple[list[Slot], Interval]]:
        day = local_date(since, self._asked.home)
        edges = [since]
        for days in (_NEAR_DAYS, AHEAD_DAYS + 1):
            edges.append(start_of_day(day + timedelta(days=days), self._asked.home))
        for a, b in pairwise(edges):
            span = Interval(a, b)
            yield search.slots(span), span

    def _search_with(self, who: Id) -> Search:
        return Search(self._book, self._narrowed(who), self._kept, self._now)

    def _reason(self, why: Why, one: Placed) -> Reason:
        person = None if one.practitioner is None else self._book.find(Practitioner, one.practitioner)
        name = "" if person is None else person.name
        return Reason(why, one.start, one.end, id=one.practitioner, name=name)
