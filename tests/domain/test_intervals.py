from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval, intersection, union, without

pairs = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: Interval(Instant(min(p)), Instant(max(p))))
some = st.lists(pairs, max_size=8)


def _points(intervals: object) -> set[int]:
    return {t for i in intervals for t in range(i.start, i.end)}  # type: ignore[attr-defined]


@given(some)
def test_a_union_holds_the_same_moments_sorted_and_apart(ones: list[Interval]) -> None:
    merged = union(ones)
    assert _points(merged) == _points(ones)
    assert all(a.end < b.start for a, b in pairwise(merged))


@given(some, some)
def test_an_intersection_holds_what_lies_in_both(ones: list[Interval], others: list[Interval]) -> None:
    assert _points(intersection(ones, others)) == _points(ones) & _points(others)


@given(some, some)
def test_without_holds_what_lies_in_the_first_alone(ones: list[Interval], taken: list[Interval]) -> None:
    assert _points(without(ones, taken)) == _points(ones) - _points(taken)


def test_touching_ends_share_no_time() -> None:
    assert not Interval(Instant(1), Instant(5)).overlaps(Interval(Instant(5), Instant(9)))


def test_the_start_lies_inside_and_the_end_does_not() -> None:
    interval = Interval(Instant(1), Instant(5))
    assert interval.contains(1)
    assert not interval.contains(5)


@pytest.mark.parametrize("end", [4, 5])
def test_an_interval_must_end_after_it_starts(end: int) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        Interval.checked(5, end)
