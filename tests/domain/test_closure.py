from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from frontdesk.domain.closure import LONGEST_DAYS, Closure
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.schedule import Minute

FIRST = date(2026, 12, 24)


def closure(last: date = FIRST, **more: Any) -> Closure:
    """Make a closure from 24 December on."""
    return Closure(id=Id(1), name="Winter", first=FIRST, last=last, **more)


@pytest.mark.parametrize(
    "held",
    [
        closure(),
        closure(FIRST + timedelta(days=LONGEST_DAYS - 1)),
        closure(start=Minute(0), end=Minute(1440)),
        closure(start=Minute(1439), end=Minute(1440)),
    ],
)
def test_a_closure_that_can_be_is_fine(held: Closure) -> None:
    assert held.checked() is held


@pytest.mark.parametrize(
    ("held", "reason", "field", "got"),
    [
        (closure(FIRST - timedelta(days=1)), "last_before_first", "last", "2026-12-23"),
        (closure(FIRST + timedelta(days=LONGEST_DAYS)), "too_long", "last", "2027-12-25"),
        (closure(start=Minute(540)), "both_times", "end", None),
        (closure(end=Minute(540)), "both_times", "start", None),
        (closure(start=Minute(540), end=Minute(540)), "not_in_one_day", "end", "09:00"),
        (closure(start=Minute(1320), end=Minute(360)), "not_in_one_day", "end", "06:00"),
        (closure(start=Minute(0), end=Minute(1441)), "not_in_one_day", "end", "24:01"),
    ],
)
def test_a_closure_that_cannot_be_is_refused_with_its_field(
    held: Closure, reason: str, field: str, got: object
) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        held.checked()
    assert (refused.value.facts["field"], refused.value.facts["got"]) == (field, got)


def test_a_closure_of_one_location_leaves_the_others_open() -> None:
    assert closure(location_id=Id(1)).closes_at(Id(1))
    assert not closure(location_id=Id(1)).closes_at(Id(2))


def test_a_closure_of_no_location_closes_all() -> None:
    assert closure().closes_at(Id(1))
    assert closure().closes_at(None)


def test_a_holiday_that_was_struck_closes_nothing() -> None:
    assert not closure(holiday=True, struck=True).closes_at(Id(1))


def test_a_closure_that_was_put_away_closes_nothing() -> None:
    assert not closure(archived_at=Instant(5)).closes_at(Id(1))
