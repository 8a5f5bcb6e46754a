"""What stands in one practitioner's way, and in everyone's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frontdesk.domain.availability import explain_claims as claims
from frontdesk.domain.availability.explain_facts import Facts
from frontdesk.domain.availability.explain_hours import around, closed
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.intervals import Interval

MOST_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about a time: whether it is free, and all that stands in the way.

    `able` are those in whose way nothing of their own stands, best first.
    """

    end: Instant
    able: tuple[Id | None, ...]
    reasons: tuple[Reason, ...]

    @property
    def free(self) -> bool:
        """Tell whether nothing stands in the way."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class _One:
    """What stands in one practitioner's way; `end` is that of the class that they would join."""

    who: Id | None
    reasons: tuple[Reason, ...]
    end: Instant | None = None


def limits(question: Question, facts: Facts, start: Instant) -> Iterator[Reason]:
    """Give the limits of a calendar that a start lies outside of, whoever would come."""
    now = Instant(question.now - question.now % MINUTE)
    if start < question.earliest:
        if start < now:
            yield Reason(Why.PAST, start, now)
        if question.earliest > now:
            yield Reason(Why.NOTICE, question.earliest, question.earliest)
    if question.latest is not None and start >= question.latest:
        yield Reason(Why.WINDOW, question.latest, question.latest)
    if question.per_day is not None and facts.counted + question.heads > question.per_day:
        day = around(start, start + 1, question.home)
        yield Reason(Why.PER_DAY, day.start, day.end, limit=question.per_day, count=facts.counted)


def membership(part: Part, facts: Facts, who: Id | None, time: Interval) -> Iterator[Reason]:
    """Give that someone does not give the service or is not on the team; without anyone, that nobody is."""
    if who is None or who not in part.who:
        why = Why.NOT_ON_TEAM if part.service is None else Why.DOES_NOT_GIVE
        name = facts.names.get(who, "") if who is not None else ""
        yield Reason(why, time.start, time.end, who, name, practitioner=who)


def single(question: Question, facts: Facts, start: Instant, asked: Id | None) -> Verdict:
    """Judge a visit of one part."""
    part = question.parts[0]
    time = Interval(start, Instant(start + part.length))
    common = tuple(limits(question, facts, start))
    things = (*claims.rooms(question, part, facts, time), *claims.equipment(part, facts, time))
    if question.team is Team.ANY:
        return _any(question, facts, time, asked, common, things)
    missing = tuple(membership(part, facts, asked, time)) if asked is not None else ()
    everyone = _everyone(question, facts, time, asked)
    if everyone.end is None:
        missing = (*missing, *things)
    end = time.end if everyone.end is None else everyone.end
    return Verdict(end, part.who or (None,), _each_once((*common, *missing, *everyone.reasons)))


def _any(
    question: Question,
    facts: Facts,
    time: Interval,
    asked: Id | None,
    common: tuple[Reason, ...],
    things: tuple[Reason, ...],
) -> Verdict:
    """Judge a time that one practitioner is enough for: the one who was asked for, or whoever may."""
    part = question.parts[0]
    people = [_one(question, facts, time, who) for who in ((asked,) if asked is not None else part.who)]
    if asked is None and (open_class := claims.session_of(question, facts, None, time.start)) is not None:
        # A class that lost its practitioner can still be joined.
        people.append(_One(None, tuple(claims.seats(question, open_class, time, None)), open_class.end))
    if not people:
        nobody = tuple(membership(part, facts, None, time))
        return Verdict(time.end, (), (*common, *nobody, *things))
    # What a class needs it has already, so that its seats alone count.
    able = [each for each in people if not each.reasons and (each.end is not None or not things)]
    if able:
        return Verdict(able[0].end or time.end, tuple(each.who for each in able), common)
    ready = next((each for each in people if not each.reasons), None)
    hopeful = [] if ready is not None else sorted(people, key=lambda each: len(each.reasons))[:MOST_PEOPLE]
    theirs = (reason for each in hopeful for reason in each.reasons)
    needed = things if ready is not None or any(each.end is None for each in hopeful) else ()
    return Verdict(time.end, (), _each_once((*common, *needed, *theirs)))


def _one(question: Question, facts: Facts, time: Interval, who: Id) -> _One:
    part = question.parts[0]
    missing = membership(part, facts, who, time)
    session = claims.session_of(question, facts, who, time.start)
    full = claims.seats(question, session, time, who)
    if session is not None:
        return _One(who, (*missing, *full), session.end)
    return _One(who, (*missing, *full, *personal(question, facts, time, who, part.before, part.after)))


def _everyone(question: Question, facts: Facts, time: Interval, asked: Id | None) -> _One:
    """Judge a time that all of a team must come to, or nobody of a calendar without one.

    Whoever is asked for without being of the team would have to come as well.
    """
    part = question.parts[0]
    session = claims.session_of(question, facts, None, time.start)
    full = tuple(claims.seats(question, session, time, None))
    if session is not None:
        return _One(None, full, session.end)
    if question.team is Team.NOBODY:
        return _One(None, (*full, *personal(question, facts, time, None, part.before, part.after)))
    if not part.who:
        return _One(None, (*full, *membership(part, facts, None, time)))
    people = part.who if asked is None else dict.fromkeys((*part.who, asked))
    theirs = (reason for who in people for reason in personal(question, facts, time, who, part.before, part.after))
    return _One(None, (*full, *theirs))


def personal(
    question: Question, facts: Facts, time: Interval, who: Id | None, before: int, after: int
) -> Iterator[Reason]:
    """Give what closes a time for someone, and who has it."""
    yield from closed(question, facts, who, time)
    yield from claims.visits(facts, who, time, before, after)


def _each_once(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Leave out what was said already: a holiday is everyone's."""
    return tuple(dict.fromkeys(reasons))
