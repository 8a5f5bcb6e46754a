"""What a feed may say, and which time its file holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.feed import MOST_DAYS, Naming, WatchedFeed
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import parse

FEED = WatchedFeed(id=Id(1), path="/calendars/chen.ics")


def test_without_more_said_patients_are_named_by_their_initials() -> None:
    assert FEED.naming is Naming.INITIALS


def test_a_feed_is_of_a_practitioner_or_a_calendar_but_not_of_both() -> None:
    assert replace(FEED, practitioner_id=Id(2)).checked().practitioner_id == 2
    assert replace(FEED, calendar_id=Id(3)).checked().calendar_id == 3
    with pytest.raises(Invalid, match="feed_of_both"):
        replace(FEED, practitioner_id=Id(2), calendar_id=Id(3)).checked()


@pytest.mark.parametrize("name", ["days_back", "days_ahead"])
@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_days_that_are_negative_or_beyond_ten_years_are_refused(name: str, days: int) -> None:
    with pytest.raises(Invalid) as caught:
        (replace(FEED, days_back=days) if name == "days_back" else replace(FEED, days_ahead=days)).checked()
    assert (caught.value.reason, caught.value.facts["field"]) == ("bad_reach", name)


@pytest.mark.parametrize("days", [0, MOST_DAYS])
def test_none_to_ten_years_are_possible(days: int) -> None:
    assert replace(FEED, days_back=days, days_ahead=days).checked().days_back == days


def test_a_feed_of_no_days_back_and_ahead_holds_today() -> None:
    span = replace(FEED, days_back=0, days_ahead=0).span(date(2026, 3, 18), "America/New_York")
    assert span.start == parse("2026-03-18T00:00:00-04:00", field="t")
    assert span.end == parse("2026-03-19T00:00:00-04:00", field="t")


def test_days_are_counted_on_the_wall_clock_when_the_clocks_change() -> None:
    span = replace(FEED, days_back=20, days_ahead=1).span(date(2026, 3, 18), "America/New_York")
    assert span.start == parse("2026-02-26T00:00:00-05:00", field="t")
    assert span.end == parse("2026-03-20T00:00:00-04:00", field="t")


def test_the_path_stands_in_no_record_of_the_program() -> None:
    assert "chen" not in repr(FEED)
