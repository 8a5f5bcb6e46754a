"""Dates and times as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.cli.moments import day_of, moment_of
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import iso

WEDNESDAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-03-18"),
        ("Tomorrow", "2026-03-19"),
        ("wednesday", "2026-03-18"),
        ("thu", "2026-03-19"),
        ("Tue", "2026-03-24"),
        (" 2026-12-01 ", "2026-12-01"),
    ],
)
def test_a_date_is_read_from_the_words_for_it(said: str, day: str) -> None:
    assert day_of(said, WEDNESDAY, field="from").isoformat() == day


@pytest.mark.parametrize("said", ["", "t", "yesterday", "2026-02-30", "18.3.2026"])
def test_other_words_are_no_date(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        day_of(said, WEDNESDAY, field="from")
    assert (refused.value.reason, refused.value.facts["got"]) == ("not_a_date", said)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("14:30", "2026-03-18T14:30:00-04:00"),
        ("9:00", "2026-03-18T09:00:00-04:00"),
        ("tomorrow 14:30", "2026-03-19T14:30:00-04:00"),
        ("2026-03-20T08:15", "2026-03-20T08:15:00-04:00"),
        ("2026-01-20 08:15", "2026-01-20T08:15:00-05:00"),
        ("2026-03-20T08:15:00Z", "2026-03-20T04:15:00-04:00"),
    ],
)
def test_a_time_is_read_on_the_wall_clock_unless_it_says_its_offset(said: str, moment: str) -> None:
    assert iso(moment_of(said, WEDNESDAY, "America/New_York", field="since"), "America/New_York") == moment


@pytest.mark.parametrize("said", ["", "noon", "25:00", "someday 10:00", "2026-03-20T08:15:00", "10:00 11:00 12:00"])
def test_other_words_are_no_time(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        moment_of(said, WEDNESDAY, "America/New_York", field="since")
    assert (refused.value.reason, refused.value.facts["got"]) == ("not_a_time", said)
