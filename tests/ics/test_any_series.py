"""What holds for every series, whatever its rule, its zone, and what was taken out, added or changed."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.ics.event import Event
from frontdesk.ics.expand import Occurrence
from frontdesk.ics.reader import read
from frontdesk.ics.writer import write
from tests.ics.any_series import Series, series
from tests.ics.calendars import ZONE
from tests.support.strict_ics import breaches

STAMP = Instant(0)


def inside(each: Occurrence, window: Interval) -> bool:
    return each.start < window.end and (each.end > window.start or each.start >= window.start)


def windows_give_what_the_whole_gives(found: Series, cuts: list[int]) -> None:
    whole = found.over(found.span)
    assume(not whole.cut)
    span = found.span.end - found.span.start
    edges = sorted(
        {found.span.start, found.span.end, *(Instant(found.span.start + cut * span // 1000) for cut in cuts)}
    )
    for begin, end in pairwise(edges):
        window = Interval(begin, end)
        assert [each for each in whole.occurrences if inside(each, window)] == list(found.over(window).occurrences)


def comes_back_the_same(found: Series) -> None:
    first = write(found.events, stamp=STAMP)
    again = read(first, zone=ZONE)
    assert [said(each) for each in again.events] == [said(each) for each in found.events]
    assert [problem.what for problem in again.problems] == []
    other = Series(found.lines, again.events, found.span)
    shown, shown_again = found.over(found.span), other.over(found.span)
    assert [moments(each) for each in shown_again.occurrences] == [moments(each) for each in shown.occurrences]
    assert write(again.events, stamp=STAMP) == first


def said(event: Event) -> dict[str, object]:
    """Give all of an event but its line and its clocks: a zone of the database comes back with a definition."""
    return {each.name: getattr(event, each.name) for each in fields(event) if each.name not in PLACE}


PLACE = {"line", "clock", "end_clock"}


def moments(each: Occurrence) -> tuple[str, int, int, bool]:
    return each.key, each.start, each.end, each.cancelled


CUTS = st.lists(st.integers(1, 999), min_size=1, max_size=4)


@given(series(), CUTS)
def test_a_series_in_windows_is_the_whole_series(found: Series, cuts: list[int]) -> None:
    windows_give_what_the_whole_gives(found, cuts)


@given(series())
def test_a_series_comes_back_from_a_file_as_it_went(found: Series) -> None:
    comes_back_the_same(found)


@given(series())
def test_a_series_goes_out_without_a_breach(found: Series) -> None:
    assert breaches(write(found.events, stamp=STAMP)) == []


@pytest.mark.slow
@given(series(), CUTS)
@settings(max_examples=2_000, derandomize=False)
def test_many_series_hold_in_windows_and_in_files(found: Series, cuts: list[int]) -> None:
    windows_give_what_the_whole_gives(found, cuts)
    comes_back_the_same(found)
    assert breaches(write(found.events, stamp=STAMP)) == []
