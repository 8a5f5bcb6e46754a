"""What another time or another practitioner costs a patient."""

from __future__ import annotations

import pytest

from frontdesk.domain import sick_day as rules
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, at_minute
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.sick_day import Wish, clock_of, cost_of_person, cost_of_time
from tests.support.clinics import DAY, ZONE

CHEN, ORTEGA, THIRD = Id(1), Id(2), Id(3)


def at(hour: int, minute: int = 0, days: int = 0) -> Instant:
    """Give an instant on the test day, or days after it."""
    return at_minute(DAY.fromordinal(DAY.toordinal() + days), hour * 60 + minute, ZONE)


TEN = Wish(at(10), CHEN, ZONE)


def cost(start: Instant, wish: Wish = TEN) -> int:
    """Give what it costs to come at another time than at ten."""
    return cost_of_time(wish, clock_of(wish.start, ZONE), start, clock_of(start, ZONE))


def test_the_same_time_costs_least() -> None:
    assert cost(at(10)) == rules.SAME_TIME < cost(at(10, 15))


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (at(10, 15), at(10, days=1)),
        (at(10, days=1), at(10, days=2)),
        (at(10, days=1), at(9, 45, days=1)),
        (at(9, days=1), at(13, days=1)),
        (at(10, days=5), at(14, days=1)),
    ],
)
def test_nearer_dates_and_hours_and_the_same_part_of_day_come_first(nearer: Instant, farther: Instant) -> None:
    assert cost(nearer) < cost(farther)


def test_a_part_of_day_that_the_patient_has_asked_for_costs_no_more_than_the_old_one() -> None:
    afternoons = Wish(at(10), CHEN, ZONE, prefers=Preference(parts=(DayPart.AFTERNOON,)))
    assert cost(at(14, days=1), afternoons) < cost(at(11, days=1), afternoons)


def test_one_who_is_here_already_stays_that_day_rather_than_comes_again() -> None:
    here = Wish(at(10), CHEN, ZONE, here=True)
    assert cost(at(16), here) < cost(at(10, days=1), here)


def test_whom_they_had_or_belong_to_costs_nothing_and_one_who_leaves_their_own_costs_more() -> None:
    own = Wish(at(10), CHEN, ZONE, own=CHEN)
    other = Wish(at(10), CHEN, ZONE, own=ORTEGA)
    assert (cost_of_person(own, CHEN), cost_of_person(other, ORTEGA)) == (0, 0)
    assert 0 < cost_of_person(other, THIRD) < cost_of_person(own, THIRD)


def test_to_wait_costs_more_than_any_time_of_the_weeks_ahead_and_nobody_is_called_off_instead() -> None:
    worst = Wish(at(10), CHEN, ZONE, own=CHEN, prefers=Preference(parts=(DayPart.MORNING,)))
    assert cost(at(20, days=28), worst) + cost_of_person(worst, THIRD) < rules.WAIT < rules.CANCEL < rules.LEAVE
