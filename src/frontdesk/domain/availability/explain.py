"""For any time: free, or every true reason why it is not, and the nearest changes that make it fit (C74).

Facts about the time come in, read by someone else; the other free times of the days around it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from frontdesk.domain.availability import explain_claims as claims
from frontdesk.domain.availability.explain_chain import several
from frontdesk.domain.availability.explain_facts import Facts
from frontdesk.domain.availability.explain_hours import on_grid
from frontdesk.domain.availability.explain_people import Verdict, single
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.reasons import Explanation, Fix, Nearest, Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant

Nearby = Callable[[], Sequence[Slot]]
STEP = 5 * MINUTE
# What no other practitioner and no shorter visit can help with.
_EVERYONES = frozenset({Why.PAST, Why.NOTICE, Why.WINDOW, Why.PER_DAY})


def judged(question: Question, facts: Facts, start: Instant, asked: Id | None) -> Verdict:
    """Judge a start, with the practitioner who was asked for or with anyone who may."""
    judge = several if len(question.parts) > 1 else single
    return judge(question, facts, start, asked)


def explained(
    question: Question, facts: Facts, start: Instant, asked: Id | None, nearby: Nearby = tuple
) -> Explanation:
    """Explain a start; `nearby` gives free times of the days around it, in order, where it is not free."""
    found = judged(question, facts, start, asked)
    offered = [one for one in found.able if _is_offered(question, facts, start, one)]
    if question.team is Team.ANY and not found.able:
        others = (asked,) if asked is not None else question.parts[0].who
        on_the_grid = any(_is_offered(question, facts, start, one) for one in others)
    else:
        on_the_grid = bool(offered)
    best = asked if asked is not None else next(iter(offered or found.able), None)
    return Explanation(
        start,
        found.end,
        best if found.free or asked is not None else None,
        found.free,
        on_the_grid,
        found.reasons,
        tuple(_warnings(facts, start, found.end)),
        () if found.free else tuple(_nearest(question, facts, found, start, asked, nearby())),
    )


def _is_offered(question: Question, facts: Facts, start: Instant, who: Id | None) -> bool:
    """Tell whether a start is one of someone's grid, or that of a class which others have booked."""
    if claims.session_of(question, facts, who, start) is not None:
        return True
    return on_grid(question, facts, question.parts[0].who if question.team is Team.ALL else (who,), start)


def _warnings(facts: Facts, start: Instant, end: Instant) -> Iterator[Reason]:
    for each in facts.patient:
        if each.own_start < end and each.own_end > start:
            yield Reason(Why.PATIENT, each.own_start, each.own_end, appointment=each.visit, words=each.words)


def _nearest(
    question: Question, facts: Facts, found: Verdict, start: Instant, asked: Id | None, nearby: Sequence[Slot]
) -> Iterator[Nearest]:
    """Give the changes that make it fit: someone else at the same time, another time, a shorter visit."""
    alterable = not any(reason.why in _EVERYONES for reason in found.reasons)
    if alterable and asked is not None and question.team is Team.ANY:
        yield from _someone_else(question, facts, start, asked)
    times = [*_another_time(question, start, asked, nearby)]
    yield from sorted(times, key=lambda each: abs(each.start - start))
    if alterable and len(question.parts) == 1:
        yield from _shorter(question, facts, start, asked)


def _someone_else(question: Question, facts: Facts, start: Instant, asked: Id) -> Iterator[Nearest]:
    for other in question.parts[0].who:
        if other != asked:
            found = judged(question, facts, start, other)
            if found.free:
                yield Nearest(Fix.OTHER_PRACTITIONER, start, found.end, other)
                return


def _another_time(question: Question, start: Instant, asked: Id | None, nearby: Sequence[Slot]) -> Iterator[Nearest]:
    fitting = [slot for slot in nearby if asked is None or question.team is not Team.ANY or asked in slot.practitioners]
    later = next((slot for slot in fitting if slot.start > start), None)
    earlier = next((slot for slot in reversed(fitting) if slot.start < start), None)
    for fix, slot in ((Fix.LATER, later), (Fix.EARLIER, earlier)):
        if slot is not None:
            who = asked if asked is not None else next(iter(slot.practitioners), None)
            yield Nearest(fix, slot.start, slot.end, who)


def _shorter(question: Question, facts: Facts, start: Instant, asked: Id | None) -> Iterator[Nearest]:
    """Give the longest visit at the same start that is free; what fits for long fits for less as well."""
    part = question.parts[0]
    fits, too_long = 1, -(-part.length // STEP)
    if too_long <= fits:
        return
    best = judged(_lasting(question, part, STEP), facts, start, asked)
    if not best.free:
        return
    # Whoever is not even free for the shortest need not be looked at again.
    able = tuple(who for who in best.able if who is not None)
    if question.team is Team.ANY and asked is None and able:
        part = replace(part, who=able, tiers=())
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        found = judged(_lasting(question, part, middle * STEP), facts, start, asked)
        if found.free:
            fits, best = middle, found
        else:
            too_long = middle
    yield Nearest(Fix.SHORTER, start, best.end, asked if asked is not None else next(iter(best.able), None))


def _lasting(question: Question, part: Part, length: int) -> Question:
    return replace(question, parts=(replace(part, length=length),))
