from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain import instants
from frontdesk.domain.errors import Invalid

ZONES = sorted(available_timezones() - {"localtime", "posixrules"})
moments = st.integers(min_value=instants.EARLIEST, max_value=instants.LATEST - 1)


@given(moments, st.sampled_from(ZONES))
def test_what_goes_out_as_iso_comes_back_in(moment: int, zone: str) -> None:
    assert instants.parse(instants.iso(moment, zone), field="start") == moment


@given(moments)
def test_epoch_milliseconds_come_in_as_number_and_as_text(moment: int) -> None:
    assert instants.parse(moment, field="start") == moment
    assert instants.parse(str(moment), field="start") == moment
    assert instants.parse(float(moment), field="start") == moment


def _around_transitions(zone: str) -> list[datetime]:
    """Give wall clocks in the hours around every change of the clock in a few years."""
    tz, found = ZoneInfo(zone), []
    for year in (1999, 2011, 2026, 2037):
        moment = datetime(year, 1, 1, tzinfo=UTC)
        for _ in range(366):
            later = moment + timedelta(days=1)
            if moment.astimezone(tz).utcoffset() != later.astimezone(tz).utcoffset():
                found += [(moment.astimezone(tz) + timedelta(minutes=30 * n)).replace(tzinfo=None) for n in range(50)]
            moment = later
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_a_wall_clock_is_kept_unless_it_falls_in_a_gap(zone: str) -> None:
    for wall in _around_transitions(zone):
        shown = instants.wall(instants.at_wall(wall, zone), zone).replace(tzinfo=None)
        aware = wall.replace(tzinfo=ZoneInfo(zone))
        exists = aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
        assert (shown == wall) is exists
        assert shown >= wall


def test_a_time_that_does_not_exist_moves_on_by_the_gap() -> None:
    moment = instants.at_wall(datetime(2026, 3, 8, 2, 30), "America/New_York")
    assert instants.iso(moment, "America/New_York") == "2026-03-08T03:30:00-04:00"


def test_a_time_that_comes_twice_means_the_first() -> None:
    moment = instants.at_wall(datetime(2026, 11, 1, 1, 30), "America/New_York")
    assert instants.iso(moment, "America/New_York") == "2026-11-01T01:30:00-04:00"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-03-18T11:35:00-04:00", "2026-03-18T15:35:00Z"),
        ("2026-03-18T11:35-0400", "2026-03-18T15:35:00Z"),
        ("20260318T113500-04", "2026-03-18T15:35:00Z"),
        ("2026-03-18 15:35:00.000Z", "2026-03-18T15:35:00Z"),
        ("2026-03-18T24:00:00Z", "2026-03-19T00:00:00Z"),
        ("2026-03-18T15:35:00,25Z", "2026-03-18T15:35:00.250Z"),
    ],
)
def test_forms_of_one_instant_are_equal(text: str, same: str) -> None:
    assert instants.parse(text, field="start") == instants.parse(same, field="start")


@pytest.mark.parametrize(
    "value",
    ["", "tomorrow", "2026-03-18", "2026-02-30T10:00Z", "2026-03-18T25:00Z", "2026-03-18T24:01Z", "2026-03-18T10:00",
     "2026-03-18T10:00+99:00", None, True, 1.5, [], float("nan")],
)  # fmt: skip
def test_what_is_no_time_is_invalid_and_named(value: object) -> None:
    with pytest.raises(Invalid) as caught:
        instants.parse(value, field="start")
    assert caught.value.facts["field"] == "start"


@pytest.mark.parametrize("value", [10**17, -(10**17), "9999-01-01T00:00:00Z", "1800-01-01T00:00:00Z"])
def test_far_past_and_far_future_are_out_of_range(value: object) -> None:
    with pytest.raises(Invalid, match="time_out_of_range"):
        instants.parse(value, field="end")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_a_date_without_a_clock_is_out_of_range(day: date) -> None:
    with pytest.raises(Invalid, match="time_out_of_range") as caught:
        instants.checked_date(day, field="first")
    assert caught.value.facts == {"field": "first", "got": day.isoformat(), "allowed": "the years 1900 to 2199"}


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_a_date_that_is_in_range_has_both_its_midnights(day: date) -> None:
    assert instants.checked_date(day, field="first") == day
    assert instants.start_of_day(day + timedelta(days=1), "Pacific/Auckland") > instants.start_of_day(day, "UTC")


@pytest.mark.parametrize("value", [None, "2026-03-18", 20260318, datetime(2026, 3, 18, tzinfo=UTC)])
def test_what_is_no_date_is_of_the_wrong_type(value: object) -> None:
    with pytest.raises(Invalid, match="wrong_type"):
        instants.checked_date(value, field="first")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "not_a_time"),
        ("2026-03-18T15:35:00Z", "not_a_time"),
        (1.5, "not_a_time"),
        (True, "not_a_time"),
        (10**18, "time_out_of_range"),
        (-(10**18), "time_out_of_range"),
        (instants.LATEST, "time_out_of_range"),
    ],
)
def test_what_is_no_instant_is_refused(value: object, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as caught:
        instants.checked_instant(value, field="start")
    assert (caught.value.facts["field"], caught.value.facts["got"]) == ("start", value)


def test_a_form_without_offset_is_read_in_the_zone_that_is_given() -> None:
    read = instants.parse("2026-03-18T11:35", field="start", zone_name="America/New_York")
    assert instants.iso(read) == "2026-03-18T15:35:00+00:00"


def test_odd_milliseconds_survive() -> None:
    assert instants.iso(1692370044001) == "2023-08-18T14:47:24.001+00:00"


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", " UTC", "Europe/", "..", "a" * 300]
)
def test_a_zone_that_is_none_is_invalid(name: str) -> None:
    with pytest.raises(Invalid, match="unknown_zone"):
        instants.zone(name)


@given(st.sampled_from(ZONES), st.dates(min_value=date(1990, 1, 1), max_value=date(2037, 12, 30)))
def test_a_day_begins_on_its_own_date_and_where_the_one_before_ends(zone: str, day: date) -> None:
    start = instants.start_of_day(day, zone)
    if instants.wall(start, zone).date() == day:  # a few zones skipped whole days
        assert instants.local_date(start - 1, zone) < day


def test_minutes_run_into_the_next_day() -> None:
    assert instants.at_minute(date(2026, 3, 18), 1440, "UTC") == instants.start_of_day(date(2026, 3, 19), "UTC")


def test_an_offset_with_seconds_goes_out_as_utc() -> None:
    assert instants.iso(-2_208_000_000_000, "Europe/Madrid") == "1900-01-12T10:40:00+00:00"
