"""The free times of thousands of clinics made by chance are those that a search by hand finds."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from frontdesk.domain.availability.days import by_date, span_of
from frontdesk.domain.availability.engine import free_slots, pieces_from
from frontdesk.domain.availability.slots import Slot
from tests.support.free_by_hand import free_by_hand
from tests.support.made_clinics import KINDS, Made, clinics

_SLOW_TO_MAKE = [HealthCheck.too_slow, HealthCheck.data_too_large]
FEW = pytest.param(settings(max_examples=30, suppress_health_check=_SLOW_TO_MAKE), id="few")
MANY = pytest.param(
    settings(max_examples=300, deadline=None, suppress_health_check=_SLOW_TO_MAKE),
    marks=pytest.mark.slow,
    id="many",
)
every_kind = pytest.mark.parametrize("kind", KINDS)
few_or_many = pytest.mark.parametrize("bounds", [FEW, MANY])


def last_of(made: Made) -> date:
    """Give the last date that is asked about."""
    return made.first + timedelta(days=made.days - 1)


def answer(made: Made) -> dict[date, list[Slot]]:
    """Ask the program."""
    asked, last = made.question, last_of(made)
    found = by_date(
        free_slots(asked, made.snapshot, span_of(made.first, last, asked.zone)), asked.zone, made.first, last
    )
    return {day: list(slots) for day, slots in found.items()}


@few_or_many
@every_kind
def test_free_times_are_those_found_by_hand(kind: str, bounds: settings) -> None:
    some: list[bool] = []

    @bounds
    @given(clinics((kind,)))
    def judged(made: Made) -> None:
        by_hand = free_by_hand(made.question, made.snapshot, made.first, made.days)
        some.append(any(by_hand.values()))
        assert answer(made) == by_hand

    judged()
    assert 5 * sum(some) > len(some), "hardly any of the clinics had a free time"


@few_or_many
def test_pieces_kept_of_a_longer_span_give_the_same_answer(bounds: settings) -> None:
    @bounds
    @given(clinics())
    def judged(made: Made) -> None:
        asked, held = made.question, made.snapshot
        more = span_of(made.first - timedelta(days=3), last_of(made) + timedelta(days=3), asked.zone)
        span = span_of(made.first, last_of(made), asked.zone)
        kept = cache(lambda person: pieces_from(asked, held, more, person))
        assert free_slots(asked, held, span, kept) == free_slots(asked, held, span)

    judged()
