"""The dates of what comes again: days, weeks, months, leap days, changes of the clock, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import HOUR, MINUTE, at_minute, iso
from frontdesk.domain.repeats import RepeatRule, dates_of, rule_read, times_of
from frontdesk.domain.schedule import WEEKDAYS, Weekday
from frontdesk.services.series.times import Times, expanded

WEDNESDAY = date(2026, 3, 18)
NEW_YORK = "America/New_York"


def rule(frequency: Frequency = Frequency.WEEKLY, **more: Any) -> RepeatRule:
    """Give a rule of three times, unless more is said."""
    if "until" not in more:
        more.setdefault("count", 3)
    return RepeatRule(frequency=frequency, **more)


def dates(first: date, frequency: Frequency = Frequency.WEEKLY, **more: Any) -> list[str]:
    """Give the dates as they are written."""
    return [day.isoformat() for day in dates_of(rule(frequency, **more), first).found]


def refused(first: date = WEDNESDAY, frequency: Frequency = Frequency.WEEKLY, **more: Any) -> str:
    """Give why a rule is refused."""
    with pytest.raises(Invalid) as caught:
        dates_of(RepeatRule(frequency=frequency, **more), first)
    return caught.value.reason


def test_every_other_day() -> None:
    assert dates(WEDNESDAY, Frequency.DAILY, interval=2) == ["2026-03-18", "2026-03-20", "2026-03-22"]


def test_every_second_week_on_the_weekday_of_the_start() -> None:
    assert dates(WEDNESDAY, interval=2) == ["2026-03-18", "2026-04-01", "2026-04-15"]


def test_weeks_begin_on_monday() -> None:
    days = (Weekday.FRIDAY, Weekday.MONDAY)
    assert dates(date(2026, 3, 20), interval=2, weekdays=days) == ["2026-03-20", "2026-03-30", "2026-04-03"]


def test_a_start_off_the_weekdays_gives_way_to_the_first_date_on_them() -> None:
    assert dates(WEDNESDAY, weekdays=(Weekday.MONDAY,)) == ["2026-03-23", "2026-03-30", "2026-04-06"]


def test_the_date_it_lasts_until_counts() -> None:
    assert dates(WEDNESDAY, until=date(2026, 4, 1)) == ["2026-03-18", "2026-03-25", "2026-04-01"]


def test_months_without_a_31st_are_left_out_and_not_counted() -> None:
    assert dates(date(2026, 1, 31), Frequency.MONTHLY) == ["2026-01-31", "2026-03-31", "2026-05-31"]


def test_months_that_are_left_out_are_told() -> None:
    found = dates_of(rule(Frequency.MONTHLY), date(2026, 1, 31))
    assert found.left_out == (date(2026, 2, 1), date(2026, 4, 1))


def test_nothing_is_left_out_after_the_last_date() -> None:
    found = dates_of(rule(Frequency.MONTHLY, until=date(2026, 4, 29)), date(2026, 1, 31))
    assert found.left_out == (date(2026, 2, 1), date(2026, 4, 1))


def test_a_year_after_a_leap_day_february_is_left_out() -> None:
    found = dates_of(rule(Frequency.MONTHLY, interval=12, count=2), date(2028, 2, 29))
    assert found == ((date(2028, 2, 29), date(2032, 2, 29)), tuple(date(y, 2, 1) for y in (2029, 2030, 2031)))


def test_days_walk_over_a_leap_day() -> None:
    assert dates(date(2028, 2, 28), Frequency.DAILY) == ["2028-02-28", "2028-02-29", "2028-03-01"]


def test_the_time_on_the_wall_clock_stays_when_the_clock_changes() -> None:
    start = at_minute(date(2026, 3, 4), 9 * 60, NEW_YORK)
    times, _ = times_of(rule(), start, 30 * MINUTE, NEW_YORK)
    assert [iso(each.start, NEW_YORK)[10:] for each in times] == ["T09:00:00-05:00", *["T09:00:00-04:00"] * 2]


def test_a_time_that_the_clock_skips_moves_on_by_the_gap() -> None:
    start = at_minute(date(2026, 3, 1), 2 * 60 + 30, NEW_YORK)
    times, _ = times_of(rule(), start, HOUR, NEW_YORK)
    assert [iso(each.start, NEW_YORK)[:16] for each in times][1] == "2026-03-08T03:30"


def test_every_time_is_as_long_as_the_first() -> None:
    start = at_minute(date(2026, 3, 7), 23 * 60, NEW_YORK)
    times, _ = times_of(rule(Frequency.DAILY), start, 5 * HOUR, NEW_YORK)
    assert {each.end - each.start for each in times} == {5 * HOUR}


def test_the_start_stays_the_second_of_a_time_that_comes_twice() -> None:
    start = at_minute(date(2026, 11, 1), 90, NEW_YORK) + HOUR
    times, _ = times_of(rule(Frequency.DAILY), start, HOUR, NEW_YORK)  # type: ignore[arg-type]
    assert times[0].start == start


def test_a_rule_is_written_as_rfc_5545_has_it() -> None:
    made = rule(interval=2, weekdays=(Weekday.THURSDAY, Weekday.MONDAY), until=date(2026, 12, 31))
    assert made.written() == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261231"


def test_a_count_is_written() -> None:
    assert rule(Frequency.MONTHLY).written() == "FREQ=MONTHLY;COUNT=3"


@pytest.mark.parametrize(
    "made",
    [
        rule(Frequency.MONTHLY),
        rule(Frequency.DAILY, interval=3),
        rule(interval=2, weekdays=(Weekday.MONDAY, Weekday.THURSDAY), until=date(2026, 12, 31)),
    ],
)
def test_a_rule_that_was_written_is_read_again(made: RepeatRule) -> None:
    assert rule_read(made.written()) == made


@pytest.mark.parametrize(
    "written",
    [
        "",
        "FREQ=YEARLY;COUNT=2",
        "FREQ=MONTHLY;BYDAY=1MO;COUNT=2",
        "FREQ=DAILY",
        "FREQ=DAILY;UNTIL=20261231T100000Z",
        "FREQ=MONTHLY;BYMONTHDAY=5;COUNT=2",
    ],
)
def test_a_rule_of_someone_else_that_says_more_is_not_read(written: str) -> None:
    assert rule_read(written) is None


@pytest.mark.parametrize("count", [0, 1, 105, -2])
def test_fewer_than_two_or_more_than_104_times_are_refused(count: int) -> None:
    assert refused(count=count) == "bad_times"


def test_104_times_are_fine() -> None:
    assert len(dates(WEDNESDAY, count=104)) == 104


@pytest.mark.parametrize("interval", [0, -1, 100])
def test_an_interval_of_none_or_of_a_hundred_is_refused(interval: int) -> None:
    assert refused(interval=interval, count=3) == "bad_interval"


def test_a_rule_without_an_end_is_refused() -> None:
    assert refused() == "count_or_until"


def test_two_ends_are_refused() -> None:
    assert refused(count=3, until=date(2027, 1, 1)) == "count_or_until"


def test_an_end_before_the_start_is_refused() -> None:
    assert refused(until=date(2026, 3, 17)) == "until_before_start"


def test_an_end_before_any_date_is_refused() -> None:
    assert refused(until=date(2026, 3, 20), weekdays=(Weekday.MONDAY,)) == "until_before_start"


def test_an_end_that_takes_more_than_104_dates_is_refused() -> None:
    assert refused(frequency=Frequency.DAILY, until=date(2026, 6, 30)) == "too_many_times"


def test_dates_of_more_than_ten_years_are_refused() -> None:
    assert refused(frequency=Frequency.MONTHLY, interval=12, count=20) == "repeats_too_far"


@pytest.mark.parametrize("frequency", [Frequency.DAILY, Frequency.MONTHLY])
def test_weekdays_are_those_of_weeks_only(frequency: Frequency) -> None:
    assert refused(frequency=frequency, count=3, weekdays=(Weekday.MONDAY,)) == "weekdays_only_weekly"


@given(
    first=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    frequency=st.sampled_from(Frequency),
    interval=st.integers(1, 6),
    count=st.integers(2, 12),
    until=st.none() | st.integers(0, 90),
    weekdays=st.sets(st.sampled_from(WEEKDAYS)),
)
def test_a_reader_of_the_written_rule_finds_the_same_times(
    first: date, frequency: Frequency, interval: int, count: int, until: int | None, weekdays: set[Weekday]
) -> None:
    days = tuple(weekdays) if frequency is Frequency.WEEKLY else ()
    last = None if until is None else first + timedelta(days=until)
    made = RepeatRule(
        frequency=frequency, interval=interval, count=count if last is None else None, until=last, weekdays=days
    )
    start = at_minute(first, 2 * 60 + 30, NEW_YORK)
    try:
        times, _ = times_of(made, start, HOUR, NEW_YORK)
    except Invalid:
        return
    end = at_minute(first, 3 * 60 + 30, NEW_YORK)
    read = expanded(Times(start, end, NEW_YORK, rule=made.written()), times[-1].start, limit=200)
    assert [each.start for each in times] == [slot.start for slot in read.slots]
