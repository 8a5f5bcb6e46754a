from __future__ import annotations

from collections.abc import Iterable
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


@given(some, some)
def test_putting_together_is_the_same_either_way_round(ones: list[Interval], others: list[Interval]) -> None:
    assert union([*ones, *others]) == union([*others, *ones])
    assert intersection(ones, others) == intersection(others, ones)


@given(some)
def test_putting_the_same_together_changes_nothing(ones: list[Interval]) -> None:
    assert union(union(ones)) == union([*ones, *ones]) == union(ones)
    assert intersection(ones, ones) == union(ones)
    assert without(ones, ones) == ()


@given(some)
def test_nothing_is_what_adds_nothing_and_takes_nothing(ones: list[Interval]) -> None:
    assert without(ones, ()) == union(ones)
    assert without((), ones) == intersection(ones, ()) == intersection((), ones) == ()


@given(some, some, some)
def test_of_three_any_two_may_be_put_together_first(
    ones: list[Interval], others: list[Interval], thirds: list[Interval]
) -> None:
    assert union([*union([*ones, *others]), *thirds]) == union([*ones, *union([*others, *thirds])])
    assert intersection(intersection(ones, others), thirds) == intersection(ones, intersection(others, thirds))
    assert without(without(ones, others), thirds) == without(ones, [*others, *thirds])


@given(some, some, some)
def test_intersection_and_without_reach_into_a_union(
    ones: list[Interval], others: list[Interval], thirds: list[Interval]
) -> None:
    both = union([*others, *thirds])
    assert intersection(ones, both) == union([*intersection(ones, others), *intersection(ones, thirds)])
    assert without(both, ones) == union([*without(others, ones), *without(thirds, ones)])
    assert without(ones, intersection(others, thirds)) == union([*without(ones, others), *without(ones, thirds)])


@given(some, some)
def test_what_lies_in_both_and_in_the_first_alone_make_up_the_first(
    ones: list[Interval], others: list[Interval]
) -> None:
    assert union([*intersection(ones, others), *without(ones, others)]) == union(ones)
    assert _length(intersection(ones, others)) + _length(without(ones, others)) == _length(union(ones))


@given(some, some)
def test_a_union_is_as_long_as_both_less_what_they_share(ones: list[Interval], others: list[Interval]) -> None:
    joined, shared = _length(union([*ones, *others])), _length(intersection(ones, others))
    assert joined + shared == _length(union(ones)) + _length(union(others))


@given(some, some)
def test_what_comes_out_is_sorted_and_apart_and_never_empty(ones: list[Interval], others: list[Interval]) -> None:
    for found in (union(ones), intersection(ones, others), without(ones, others)):
        assert all(i.start < i.end for i in found)
        assert all(a.end < b.start for a, b in pairwise(found))


@given(some, st.integers(-5, 20))
def test_moving_all_in_time_moves_what_comes_out(ones: list[Interval], by: int) -> None:
    moved = [_moved(i, by) for i in ones]
    assert union(moved) == tuple(_moved(i, by) for i in union(ones))


def test_intervals_that_touch_merge_share_nothing_and_take_nothing() -> None:
    morning, noon = Interval(Instant(1), Instant(5)), Interval(Instant(5), Instant(9))
    assert union([noon, morning]) == (Interval(Instant(1), Instant(9)),)
    assert intersection([morning], [noon]) == ()
    assert without([morning], [noon]) == (morning,)


def test_a_hole_parts_what_is_around_it() -> None:
    day, hole = Interval(Instant(1), Instant(9)), Interval(Instant(3), Instant(4))
    assert without([day], [hole]) == (Interval(Instant(1), Instant(3)), Interval(Instant(4), Instant(9)))


def test_one_hole_may_reach_over_several_stretches() -> None:
    days = [Interval(Instant(n), Instant(n + 5)) for n in (0, 10, 20)]
    assert without(days, [Interval(Instant(3), Instant(22))]) == (
        Interval(Instant(0), Instant(3)),
        Interval(Instant(22), Instant(25)),
    )


def _length(intervals: Iterable[Interval]) -> int:
    return sum(i.length for i in intervals)


def _moved(interval: Interval, by: int) -> Interval:
    return Interval(Instant(interval.start + by), Instant(interval.end + by))
