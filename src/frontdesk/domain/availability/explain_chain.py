"""Several services in order: who could do each part, and what stands in the way of the most hopeful of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from frontdesk.domain.availability import explain_claims as claims
from frontdesk.domain.availability.explain_facts import Facts
from frontdesk.domain.availability.explain_people import Verdict, limits, membership, personal
from frontdesk.domain.availability.question import Question
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval

People = tuple[Id, ...]
Stays = tuple[tuple[Id, int], ...]  # until when someone's last part keeps them, buffer included


def several(question: Question, facts: Facts, start: Instant, asked: Id | None) -> Verdict:
    """Judge a visit of several parts; who is asked for begins it."""
    chain = _Chain(question, facts, start, asked)
    common = (*limits(question, facts, start), *chain.things())
    end = Instant(start + question.length)
    nobody = tuple(chain.nobody())
    if nobody:
        return Verdict(end, (), tuple(dict.fromkeys((*common, *nobody))))
    able = tuple(chain.able())
    if able:
        return Verdict(end, able, tuple(dict.fromkeys((*common, *chain.missing(able[0])))))
    people = chain.hopeful()
    return Verdict(end, (), tuple(dict.fromkeys((*common, *chain.missing(people[0]), *chain.reasons(people)))))


class _Stay(NamedTuple):
    who: Id
    time: Interval
    before: int
    after: int


class _Chain:
    def __init__(self, question: Question, facts: Facts, start: Instant, asked: Id | None) -> None:
        self._question, self._facts = question, facts
        self._parts = question.parts
        edges = [Instant(start + offset) for offset in accumulate((p.length for p in question.parts), initial=0)]
        self._times = [Interval(a, b) for a, b in pairwise(edges)]
        self._who = [part.who for part in question.parts]
        if asked is not None:
            self._who[0] = (asked,)
        self._known: dict[tuple[int, Id, bool, bool], tuple[Reason, ...]] = {}
        self._filled: dict[tuple[int, Id, Stays], People | None] = {}

    def things(self) -> Iterator[Reason]:
        """Give the rooms and equipment that some part lacks."""
        for part, time in zip(self._parts, self._times, strict=True):
            yield from claims.rooms(self._question, part, self._facts, time)
            yield from claims.equipment(part, self._facts, time)

    def nobody(self) -> Iterator[Reason]:
        """Give the parts that nobody gives at all."""
        for part, time, who in zip(self._parts, self._times, self._who, strict=True):
            if not who:
                yield from membership(part, self._facts, None, time)

    def missing(self, who: Id) -> Iterator[Reason]:
        """Give that whoever is to begin does not give the first part."""
        return membership(self._parts[0], self._facts, who, self._times[0])

    def able(self) -> Iterator[Id]:
        """Give who could begin so that everything that follows can be done by someone, too."""
        for person in self._who[0]:
            begins = not self._in_the_way(0, person, lead=True, trail=False)
            if begins and self._goes_on(1, person, ()) is not None:
                yield person

    def _goes_on(self, n: int, last: Id, stays: Stays) -> People | None:
        """Fill the parts from the n-th on; what was found is kept, for many beginnings go on alike."""
        key = (n, last, stays)
        if key not in self._filled:
            self._filled[key] = self._fill(n, last, stays)
        return self._filled[key]

    def _fill(self, n: int, last: Id, stays: Stays) -> People | None:
        ends = not self._in_the_way(n - 1, last, lead=False, trail=True)
        if n == len(self._parts):
            return () if ends else None
        begins = self._times[n].start
        kept = {who: until for who, until in stays if until > begins - DAY and who != last}
        after = {**kept, last: begins + self._parts[n - 1].after}
        for person in sorted(self._who[n], key=lambda one: one != last):
            same = person == last
            if (not same and not ends) or self._in_the_way(n, person, lead=not same, trail=False):
                continue
            if same:
                # Whoever goes on has the end of an earlier stay still to keep away from.
                rest = self._goes_on(n + 1, person, stays)
            elif after.get(person, begins - DAY) > begins - self._parts[n].before:
                continue
            else:
                rest = self._goes_on(n + 1, person, tuple(sorted(after.items())))
            if rest is not None:
                return (person, *rest)
        return None

    def hopeful(self) -> People:
        """Give the people with the fewest things in their way, part by part."""
        best: dict[Id, tuple[int, People]] = {
            who: (len(self._in_the_way(0, who, lead=True, trail=False)), (who,)) for who in self._who[0]
        }
        for n in range(1, len(self._parts)):
            left = sorted(
                (cost + len(self._in_the_way(n - 1, who, lead=False, trail=True)), people)
                for who, (cost, people) in best.items()
            )
            found: dict[Id, tuple[int, People]] = {}
            for who in self._who[n]:
                ways = [
                    (cost + len(self._in_the_way(n, who, lead=True, trail=False)), (*people, who))
                    for cost, people in left[:2]
                    if people[-1] != who
                ]
                if who in best:
                    cost, people = best[who]
                    ways.append((cost + len(self._in_the_way(n, who, lead=False, trail=False)), (*people, who)))
                if ways:
                    found[who] = min(ways, key=lambda way: way[0])
            best = found
        last = len(self._parts) - 1
        return min(
            (cost + len(self._in_the_way(last, who, lead=False, trail=True)), people)
            for who, (cost, people) in best.items()
        )[1]

    def reasons(self, people: People) -> Iterator[Reason]:
        """Give everything that is in the way of these people, and that one's own parts may be too close together."""
        for n, who in enumerate(people):
            lead = n == 0 or people[n - 1] != who
            trail = n == len(people) - 1 or people[n + 1] != who
            yield from self._in_the_way(n, who, lead=lead, trail=trail)
        stays = list(self._stays(people))
        for n, one in enumerate(stays):
            for other in stays[n + 1 :]:
                needed, between = one.after + other.before, other.time.start - one.time.end
                if one.who == other.who and needed > between:
                    gap = (one.time.end, other.time.start)
                    name = self._facts.names.get(one.who, "")
                    yield Reason(Why.BUFFER, *gap, one.who, name, practitioner=one.who, limit=needed, count=between)

    def _stays(self, people: People) -> Iterator[_Stay]:
        """Give from when to when each person is needed; parts that follow each other are one stay."""
        for who, run in groupby(enumerate(people), key=lambda each: each[1]):
            numbers = [n for n, _ in run]
            first, last = numbers[0], numbers[-1]
            time = Interval(self._times[first].start, self._times[last].end)
            yield _Stay(who, time, self._parts[first].before, self._parts[last].after)

    def _in_the_way(self, n: int, who: Id, *, lead: bool, trail: bool) -> tuple[Reason, ...]:
        """Give what is in the way of one part with one person, with the buffers at either side or without."""
        key = (n, who, lead, trail)
        found = self._known.get(key)
        if found is None:
            part = self._parts[n]
            before, after = part.before if lead else 0, part.after if trail else 0
            found = self._known[key] = tuple(personal(self._question, self._facts, self._times[n], who, before, after))
        return found
