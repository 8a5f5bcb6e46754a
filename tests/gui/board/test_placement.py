"""The laws of standing side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.gui.board.placement import ALONE, Place, place

Span = tuple[int, int]
spans = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda s: (s[0], s[0] + s[1])), max_size=25)


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def across(spot: Place) -> tuple[float, float]:
    return spot.lane / spot.lanes, (spot.lane + spot.span) / spot.lanes


def depth(given_spans: list[Span]) -> int:
    return max((sum(s <= start < e for s, e in given_spans) for start, _ in given_spans), default=0)


@given(spans)
def test_visits_that_overlap_never_share_any_width(given_spans: list[Span]) -> None:
    places = place(given_spans)
    for i, one in enumerate(given_spans):
        for j in range(i):
            if overlap(one, given_spans[j]):
                (left, right), (first, last) = across(places[i]), across(places[j])
                assert right <= first + 1e-9 or last <= left + 1e-9


@given(spans)
def test_no_more_lanes_are_opened_than_visits_run_at_once(given_spans: list[Span]) -> None:
    assert max((p.lanes for p in place(given_spans)), default=0) == depth(given_spans)


@given(spans)
def test_a_visit_that_overlaps_none_has_the_whole_width(given_spans: list[Span]) -> None:
    places = place(given_spans)
    for i, one in enumerate(given_spans):
        if not any(overlap(one, other) for j, other in enumerate(given_spans) if j != i):
            assert places[i] == ALONE


@given(spans)
def test_every_visit_is_as_wide_as_the_lanes_beside_it_allow(given_spans: list[Span]) -> None:
    places = place(given_spans)
    for i, spot in enumerate(places):
        after = spot.lane + spot.span
        if after < spot.lanes:
            beside = [j for j, other in enumerate(places) if other.lanes == spot.lanes and other.lane == after]
            assert any(overlap(given_spans[i], given_spans[j]) for j in beside)


@given(spans)
def test_all_of_one_cluster_have_the_same_number_of_lanes(given_spans: list[Span]) -> None:
    places = place(given_spans)
    for i, one in enumerate(given_spans):
        for j in range(i):
            if overlap(one, given_spans[j]):
                assert places[i].lanes == places[j].lanes


def test_touching_visits_stand_below_each_other() -> None:
    assert place([(0, 30), (30, 60)]) == [ALONE, ALONE]


def test_two_at_once_share_the_width() -> None:
    assert place([(0, 30), (0, 30)]) == [Place(0, 1, 2), Place(1, 1, 2)]


def test_the_third_widens_over_a_lane_that_is_free_again() -> None:
    assert place([(0, 60), (0, 20), (0, 20), (30, 60)])[3] == Place(1, 2, 3)


def test_nothing_gives_nothing() -> None:
    assert place([]) == []
