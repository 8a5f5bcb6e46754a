"""Over clinics made by chance: a free time has no reason, one that is not has some, and those are all there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.domain.availability.days import span_of
from frontdesk.domain.availability.engine import free_slots
from frontdesk.domain.availability.explain import explained, judged
from frontdesk.domain.availability.question import Question, Team
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from tests.support.facts import facts_of, without
from tests.support.made_clinics import HERE, STRANGER, Made, clinics

HOUR = 60 * MINUTE
_SLOW_TO_MAKE = [HealthCheck.too_slow, HealthCheck.data_too_large]
FEW = pytest.param(settings(max_examples=25, deadline=None, suppress_health_check=_SLOW_TO_MAKE), id="few")
MANY = pytest.param(
    settings(max_examples=500, deadline=None, suppress_health_check=_SLOW_TO_MAKE),
    marks=pytest.mark.slow,
    id="many",
)
few_or_many = pytest.mark.parametrize("bounds", [FEW, MANY])


def asked_of(made: Made) -> Question:
    """Give the question as staff ask it: nothing is kept from them."""
    return replace(made.question, hide=0)


def slots_of(made: Made, question: Question) -> dict[int, Slot]:
    """Give the free times of the dates that are asked about, by their starts."""
    span = span_of(made.first, made.first + timedelta(days=made.days - 1), question.zone)
    return {slot.start: slot for slot in free_slots(question, made.snapshot, span)}


@few_or_many
def test_every_free_time_is_free_by_explanation_for_those_who_have_it_and_for_nobody_else(bounds: settings) -> None:
    @bounds
    @given(clinics())
    def tried(made: Made) -> None:
        question = asked_of(made)
        for start, slot in slots_of(made, question).items():
            facts = facts_of(question, made.snapshot, start)
            found = explained(question, facts, slot.start, None)
            assert (found.free, found.on_grid, found.reasons) == (True, True, ())
            if question.team is Team.ANY:
                each = {who: explained(question, facts, slot.start, who) for who in question.parts[0].who}
                assert {who for who, one in each.items() if one.free and one.on_grid} == set(slot.practitioners)

    tried()


@few_or_many
def test_every_time_of_the_grid_that_is_not_free_has_a_reason(bounds: settings) -> None:
    @bounds
    @given(clinics())
    def tried(made: Made) -> None:
        question = asked_of(made)
        slots = slots_of(made, question)
        span = span_of(made.first, made.first + timedelta(days=made.days - 1), question.zone)
        for at in range(span.start, span.end, 15 * MINUTE):
            start = Instant(at)
            if start not in slots:
                found = explained(question, facts_of(question, made.snapshot, start), start, None)
                assert found.reasons or not found.on_grid

    tried()


def draw_a_time(made: Made, data: st.DataObject) -> tuple[Question, Instant, Id | None]:
    """Draw a moment, with or without someone who is asked for, who may be a stranger; notice and the past too."""
    asked = replace(asked_of(made), location=HERE)
    notice = data.draw(st.sampled_from((0, 1, 24, 8 * 24))) * HOUR
    question = replace(asked, now=Instant(asked.earliest - notice))
    span = span_of(made.first, made.first + timedelta(days=made.days - 1), question.zone)
    start = span.start + data.draw(st.integers(0, (span.end - span.start) // (5 * MINUTE))) * 5 * MINUTE
    people = (None, *question.parts[0].who, STRANGER) if question.team is not Team.NOBODY else (None,)
    return question, Instant(start), data.draw(st.sampled_from(people))


@few_or_many
def test_without_the_named_causes_the_time_is_free(bounds: settings) -> None:
    @bounds
    @given(clinics(), st.data())
    def tried(made: Made, data: st.DataObject) -> None:
        question, start, asked = draw_a_time(made, data)
        facts = facts_of(question, made.snapshot, start)
        reasons = judged(question, facts, start, asked).reasons
        assert judged(*without(question, facts, reasons), start, asked).reasons == ()

    tried()


@few_or_many
def test_with_any_one_of_the_named_causes_left_the_time_is_not_free(bounds: settings) -> None:
    @bounds
    @given(clinics(), st.data())
    def tried(made: Made, data: st.DataObject) -> None:
        question, start, asked = draw_a_time(made, data)
        # Several parts, or anyone of several people, can be had in more ways than one.
        if len(question.parts) > 1 or (asked is None and question.team is Team.ANY):
            return
        facts = facts_of(question, made.snapshot, start)
        reasons = judged(question, facts, start, asked).reasons
        for left in reasons:
            others = [each for each in reasons if not belongs(each, left)]
            assert judged(*without(question, facts, others), start, asked).reasons

    tried()


def belongs(one: Reason, left: Reason) -> bool:
    """Tell whether a reason is left along with another: one room is enough of all, and so are a few units."""
    rooms: Collection[Why] = (Why.ROOM, Why.ROOM_TOO_SMALL)
    if left.why in rooms:
        return one.why in rooms
    return one == left or (one.why is left.why is Why.EQUIPMENT and one.id == left.id)
