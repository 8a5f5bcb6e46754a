"""Which clock a time is on: that of the file, of the zone database, or of the clinic."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.instants import HOUR, at_wall, zone
from frontdesk.ics.clocks import IanaClock, Observance, RuleClock, utc
from frontdesk.ics.reader import read
from frontdesk.ics.rule import read_rule
from tests.ics.calendars import berlin, calendar, codes, corpus, event, feed, fixed, shown, vevent


def first(*lines: str, start: str) -> str:
    """Read a calendar of zones and one event, and show its start in UTC."""
    return shown(feed(*lines, *vevent(start=start)).events[0].start)


def test_a_time_without_a_zone_is_on_the_clinics_clock() -> None:
    assert first(start="DTSTART:20260105T090000") == "2026-01-05T08:00:00+00:00"


def test_a_calendars_own_zone_is_that_of_its_times_without_one() -> None:
    assert first("X-WR-TIMEZONE:America/New_York", start="DTSTART:20260105T090000") == "2026-01-05T14:00:00+00:00"


def test_a_calendars_own_zone_may_stand_behind_its_events() -> None:
    lines = (*vevent(start="DTSTART:20260105T090000"), "X-WR-TIMEZONE:America/New_York")
    assert shown(feed(*lines).events[0].start) == "2026-01-05T14:00:00+00:00"


def test_a_zone_is_read_by_its_own_rules_even_under_a_known_name() -> None:
    assert first(*fixed("Europe/Madrid", "+0500"), start="DTSTART;TZID=Europe/Madrid:20260105T090000") == (
        "2026-01-05T04:00:00+00:00"
    )


def test_a_zone_of_one_file_says_nothing_about_the_next() -> None:
    start = "DTSTART;TZID=Custom:20260105T090000"
    first(*fixed("Custom", "+0500"), start=start)
    assert first(*fixed("Custom", "-0300"), start=start) == "2026-01-05T12:00:00+00:00"


def test_each_calendar_of_a_file_has_its_own_zones() -> None:
    lines = vevent(start="DTSTART;TZID=Custom:20260105T090000")
    data = calendar(*fixed("Custom", "+0500"), *lines) + calendar(*fixed("Custom", "-0300"), *lines)
    found = read(data, zone="Europe/Madrid")
    assert [shown(each.start) for each in found.events] == ["2026-01-05T04:00:00+00:00", "2026-01-05T12:00:00+00:00"]


def test_a_zone_may_stand_behind_the_events_that_use_it() -> None:
    lines = (*vevent(start="DTSTART;TZID=Custom:20260105T090000"), *fixed("Custom", "+0500"))
    found = feed(*lines)
    assert (shown(found.events[0].start), codes(found)) == ("2026-01-05T04:00:00+00:00", [])


def test_an_unknown_zone_is_that_of_the_clinic_and_said_once() -> None:
    start = "DTSTART;TZID=Nowhere:20260105T090000"
    found = feed(*vevent(start=start), *vevent(start=start))
    assert [shown(each.start) for each in found.events] == ["2026-01-05T08:00:00+00:00"] * 2
    assert codes(found) == ["unknown_zone"]


@pytest.mark.parametrize(
    "tzid",
    [
        "W. Europe Standard Time",
        '"W. Europe Standard Time"',
        "(UTC+01:00) Amsterdam, Berlin",
        "/a.example/Europe/Berlin",
    ],
)
def test_a_zone_that_only_has_a_name_is_found_by_it(tzid: str) -> None:
    assert first(start=f"DTSTART;TZID={tzid}:20260705T090000") == "2026-07-05T07:00:00+00:00"


def test_a_display_name_is_the_same_in_quotes_and_with_escaped_commas() -> None:
    lines = fixed("(UTC+07:00) Bangkok\\, Hanoi", "+0600")
    assert first(*lines, start='DTSTART;TZID="(UTC+07:00) Bangkok, Hanoi":20260105T090000') == (
        "2026-01-05T03:00:00+00:00"
    )


def test_a_time_in_utc_stays_in_utc_whatever_its_zone_says() -> None:
    assert first(start="DTSTART;TZID=America/New_York:20260105T090000Z") == "2026-01-05T09:00:00+00:00"


def test_a_definition_with_two_names_is_two_zones() -> None:
    found = corpus("node-ical__test_with_multiple_tzids_in_vtimezone.ics")
    assert ("several_names" in codes(found), len(found.events)) == (True, 1)


def test_an_empty_name_is_a_name() -> None:
    found = corpus("ical4j__blankTzid.ics")
    assert (shown(found.events[0].start), codes(found)) == ("2015-08-26T09:00:00+00:00", [])


def test_a_zone_with_an_impossible_offset_of_long_ago_still_counts() -> None:
    found = corpus("khal__invalid_tzoffset.ics")
    assert (shown(found.events[0].start), codes(found)) == ("2012-12-02T07:00:00+00:00", ["bad_offset"])


def test_a_custom_zone_is_shown_under_the_known_name_that_fits() -> None:
    (found,) = feed(
        *berlin("Customized Time Zone"), *vevent(start="DTSTART;TZID=Customized Time Zone:20260705T090000")
    ).events
    assert (shown(found.start), found.zone) == ("2026-07-05T07:00:00+00:00", "Europe/Madrid")


def test_eras_of_a_zone_follow_each_other() -> None:
    found = corpus("node-ical__multi-era-vtimezone.ics")
    assert [shown(each.start) for each in found.events] == ["2025-06-10T18:00:00+00:00", "1985-10-15T18:00:00+00:00"]


@pytest.mark.parametrize(
    ("wall", "utc_hour"),
    [
        ("20260329T023000", "01:30"),
        ("20260329T030000", "01:00"),
        ("20261025T023000", "00:30"),
        ("20261025T030000", "02:00"),
    ],
)
def test_gaps_move_on_and_folds_mean_the_first(wall: str, utc_hour: str) -> None:
    lines = berlin("Custom")
    assert first(*lines, start=f"DTSTART;TZID=Custom:{wall}")[11:16] == utc_hour


EUROPE = RuleClock(
    "Custom",
    "Europe/Berlin",
    (
        Observance(datetime(1996, 10, 27, 3), 7200, 3600, read_rule("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")),
        Observance(datetime(1997, 3, 30, 2), 3600, 7200, read_rule("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")),
    ),
)


@given(st.datetimes(datetime(1997, 1, 1), datetime(2030, 1, 1)))
def test_rules_give_the_same_instants_as_the_zone_database(wall: datetime) -> None:
    wall = wall.replace(microsecond=0)
    assert EUROPE.at(wall) == at_wall(wall, "Europe/Berlin")


@given(st.integers(utc(datetime(1997, 1, 1)), utc(datetime(2030, 1, 1))))
def test_rules_show_the_same_clock_as_the_zone_database(instant: int) -> None:
    assert EUROPE.wall(instant) == IanaClock("Europe/Berlin").wall(instant)


def test_before_its_first_rule_a_known_zone_is_as_the_database_knows_it() -> None:
    later = tuple(line.replace("DTSTART:1970", "DTSTART:2007") for line in berlin("Europe/Berlin"))
    assert first(*later, start="DTSTART;TZID=Europe/Berlin:19440705T090000") == "1944-07-05T07:00:00+00:00"


def test_a_flood_of_observances_is_cut_and_said() -> None:
    flood = fixed("Custom", "+0100")
    lines = (*flood[:2], *flood[2:-1] * 3_000, flood[-1])
    assert "zone_flood" in codes(feed(*lines, *vevent()))


def test_a_zone_that_changes_every_second_ends() -> None:
    lines = [*fixed("Custom", "+0100")]
    lines.insert(4, "RRULE:FREQ=SECONDLY")
    assert first(*lines, start="DTSTART;TZID=Custom:20260105T090000") == "2026-01-05T08:00:00+00:00"


def test_the_end_may_be_on_another_clock() -> None:
    found = event("DTEND;TZID=America/New_York:20260105T050000", start="DTSTART;TZID=Europe/Berlin:20260105T090000")
    assert found.end - found.start == 2 * HOUR


@given(st.sampled_from(("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")), st.data())
def test_no_wall_clock_time_is_read_off_by_more_than_a_gap(name: str, data: st.DataObject) -> None:
    wall = data.draw(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1))).replace(microsecond=0)
    shown_again = IanaClock(name).wall(IanaClock(name).at(wall))
    assert shown_again == wall or timedelta() < shown_again - wall <= timedelta(hours=2)
    assert zone(name)
