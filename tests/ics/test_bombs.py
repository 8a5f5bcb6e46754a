"""Hostile files end: what they give is bounded, and what was cut is said. tests/benchmarks/ics_bombs.py times them."""

from __future__ import annotations

import pytest

from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.ics.expand import MOST, occurrences
from frontdesk.ics.reader import Feed, read
from frontdesk.ics.writer import write
from tests.ics.bombs import RULES, SMALL, rule_bomb
from tests.ics.calendars import ZONE, codes

TWO_YEARS = Interval(Instant(1_767_571_200_000), Instant(1_830_643_200_000))
# Of the rules, those that give more in two years than anyone may ask for, or take more steps than they may.
CUT = {
    "a rule every second without an end",
    "a rule every second since 1970",
    "a rule every minute since 1970",
    "a rule every minute since 2015",
    "a thousand million Mondays by the second",
    "every second of every year",
}


def gone_off(data: bytes) -> tuple[Feed, list[str]]:
    """Read, expand and write a file; give what was read and what the expansions said."""
    found = read(data, zone=ZONE)
    assert len(found.events) + found.lost == found.begun
    said = []
    versions = [each for each in found.events if each.recurrence_id is not None]
    for each in found.events[:20]:
        expansion = occurrences(each, versions, TWO_YEARS)
        assert len(expansion.occurrences) <= MOST
        assert expansion.cut is bool(expansion.problems)
        said += [problem.what for problem in expansion.problems]
    assert write(found.events, stamp=Instant(0))
    return found, said


@pytest.mark.parametrize("name", RULES)
def test_a_rule_without_bounds_is_cut_where_it_must_be_and_says_so(name: str) -> None:
    found, said = gone_off(rule_bomb(*RULES[name])())
    assert len(found.events) == 1
    assert ("too_many_occurrences" in said) is (name in CUT)
    assert codes(found) == (["bad_rule"] if name == "an interval of nothing" else [])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in SMALL if name not in RULES])
def test_a_megabyte_of_anything_ends_and_is_accounted_for(name: str) -> None:
    data = SMALL[name]()
    assert len(data) < 1_100_000
    gone_off(data)
