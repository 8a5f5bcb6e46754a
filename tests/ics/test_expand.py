"""A series to its occurrences."""

from __future__ import annotations

import pytest

from frontdesk.domain.instants import HOUR, Instant, parse
from frontdesk.domain.intervals import Interval
from frontdesk.ics.expand import Expansion, occurrences
from tests.ics.calendars import ZONE, feed, shown, vevent

MADRID = "DTSTART;TZID=Europe/Madrid:20260105T090000"


def window(first: str = "2024-01-01", last: str = "2030-01-01") -> Interval:
    return Interval(parse(f"{first}T00:00Z", field="first"), parse(f"{last}T00:00Z", field="last"))


def expand(*events: tuple[str, ...], over: Interval | None = None, limit: int = 2_000) -> Expansion:
    found = feed(*(line for lines in events for line in lines)).events
    master = next(each for each in found if each.recurrence_id is None)
    others = [each for each in found if each.recurrence_id is not None]
    return occurrences(master, others, over or window(), limit=limit)


def starts(*events: tuple[str, ...], over: Interval | None = None, zone: str = ZONE) -> list[str]:
    return [shown(each.start, zone)[:16] for each in expand(*events, over=over).occurrences]


def test_a_series_keeps_its_wall_clock_over_a_change_of_clocks() -> None:
    found = starts(vevent("RRULE:FREQ=WEEKLY;COUNT=3", start="DTSTART;TZID=Europe/Madrid:20260322T090000"))
    assert found == ["2026-03-22T09:00", "2026-03-29T09:00", "2026-04-05T09:00"]


def test_a_series_in_utc_does_not() -> None:
    found = starts(vevent("RRULE:FREQ=WEEKLY;COUNT=2", start="DTSTART:20260322T080000Z"))
    assert found == ["2026-03-22T09:00", "2026-03-29T10:00"]


def test_a_start_that_does_not_exist_moves_on_by_the_gap() -> None:
    found = starts(vevent("RRULE:FREQ=DAILY;COUNT=3", start="DTSTART;TZID=Europe/Madrid:20260328T023000"))
    assert found == ["2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30"]


def test_an_hour_that_the_rule_names_and_that_does_not_exist_is_left_out() -> None:
    found = starts(vevent("RRULE:FREQ=DAILY;COUNT=2;BYHOUR=2", start="DTSTART;TZID=Europe/Madrid:20260328T020000"))
    assert found == ["2026-03-28T02:00", "2026-03-30T02:00"]


def test_until_in_utc_counts_on_the_clock_of_the_series() -> None:
    assert len(starts(vevent("RRULE:FREQ=DAILY;UNTIL=20260107T080000Z", start=MADRID))) == 3


def test_until_on_the_wall_clock_takes_the_last_one_in() -> None:
    assert len(starts(vevent("RRULE:FREQ=DAILY;UNTIL=20260107T090000", start=MADRID))) == 3


def test_until_a_date_takes_all_of_it_in() -> None:
    assert len(starts(vevent("RRULE:FREQ=DAILY;UNTIL=20260107", start=MADRID))) == 3


def test_until_before_the_start_leaves_the_start() -> None:
    assert starts(vevent("RRULE:FREQ=DAILY;UNTIL=20250101T000000Z", start=MADRID)) == ["2026-01-05T09:00"]


@pytest.mark.parametrize("until", ["20260107", "20260106T230000Z"])
def test_until_of_whole_days_is_a_date(until: str) -> None:
    assert len(starts(vevent(f"RRULE:FREQ=DAILY;UNTIL={until}", start="DTSTART;VALUE=DATE:20260105"))) == 3


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Europe/Madrid:20260106T090000",
        "EXDATE:20260106T080000Z",
        "EXDATE;VALUE=DATE:20260106",
        "EXDATE:20260106T090000",
    ],
)
def test_an_excluded_time_is_left_out_however_it_is_written(line: str) -> None:
    assert starts(vevent("RRULE:FREQ=DAILY;COUNT=3", line, start=MADRID)) == ["2026-01-05T09:00", "2026-01-07T09:00"]


def test_the_start_itself_can_be_excluded() -> None:
    assert starts(vevent("RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20260105T080000Z", start=MADRID)) == ["2026-01-06T09:00"]


def test_an_excluding_rule_excludes() -> None:
    found = starts(vevent("RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=DAILY;INTERVAL=3", start=MADRID))
    assert found == ["2026-01-06T09:00", "2026-01-07T09:00"]


def test_dates_are_added_once() -> None:
    found = starts(vevent("RRULE:FREQ=DAILY;COUNT=2", "RDATE:20260106T080000Z,20260110T080000Z", start=MADRID))
    assert found == ["2026-01-05T09:00", "2026-01-06T09:00", "2026-01-10T09:00"]


def test_an_added_period_has_its_own_length() -> None:
    found = expand(vevent("DURATION:PT1H", "RDATE;VALUE=PERIOD:20260110T080000Z/PT3H", start=MADRID)).occurrences
    assert [each.end - each.start for each in found] == [HOUR, 3 * HOUR]


def test_several_rules_add_up() -> None:
    found = starts(vevent("RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2", start=MADRID))
    assert found == ["2026-01-05T09:00", "2026-01-06T09:00", "2026-01-12T09:00"]


def override(key: str, start: str, *more: str) -> tuple[str, ...]:
    return vevent(f"RECURRENCE-ID{key}", *more, start=f"DTSTART;TZID=Europe/Madrid:{start}")


SERIES = vevent("DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3", start=MADRID)


@pytest.mark.parametrize("key", [";TZID=Europe/Madrid:20260106T090000", ":20260106T080000Z", ";VALUE=DATE:20260106"])
def test_a_version_of_one_occurrence_takes_its_place(key: str) -> None:
    found = starts(SERIES, override(key, "20260108T110000"))
    assert found == ["2026-01-05T09:00", "2026-01-07T09:00", "2026-01-08T11:00"]


def test_a_version_that_was_moved_into_the_window_is_in_it() -> None:
    found = starts(SERIES, override(":20260106T080000Z", "20270101T090000"), over=window("2026-12-01", "2027-02-01"))
    assert found == ["2027-01-01T09:00"]


def test_a_version_of_nothing_that_the_rule_gives_stands_beside_the_series() -> None:
    assert len(starts(SERIES, override(":20260909T080000Z", "20260909T090000"))) == 4


def test_a_cancelled_occurrence_is_told() -> None:
    found = expand(SERIES, override(":20260106T080000Z", "20260106T090000", "STATUS:CANCELLED")).occurrences
    assert [each.cancelled for each in found] == [False, True, False]


def test_a_change_for_all_that_follow_moves_them_and_keeps_their_keys() -> None:
    found = expand(SERIES, override(";RANGE=THISANDFUTURE:20260106T080000Z", "20260106T103000", "DURATION:PT2H"))
    assert [shown(each.start, ZONE)[:16] for each in found.occurrences] == [
        "2026-01-05T09:00",
        "2026-01-06T10:30",
        "2026-01-07T10:30",
    ]
    assert [each.key for each in found.occurrences][1:] == ["20260106T080000Z", "20260107T080000Z"]
    assert [each.end - each.start for each in found.occurrences] == [HOUR, 2 * HOUR, 2 * HOUR]


def test_whole_days_go_by_their_dates() -> None:
    series = vevent("RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260106T000000", start="DTSTART;VALUE=DATE:20260105")
    found = expand(series).occurrences
    assert [each.key for each in found] == ["20260105", "20260107"]


def test_a_night_shift_over_a_change_of_clocks_stays_as_long() -> None:
    lines = ("DTEND;TZID=Europe/Madrid:20260328T060000", "RRULE:FREQ=DAILY;COUNT=3")
    found = expand(vevent(*lines, start="DTSTART;TZID=Europe/Madrid:20260327T220000")).occurrences
    assert {each.end - each.start for each in found} == {8 * HOUR}


def test_what_touches_the_window_only_with_its_end_is_not_in_it() -> None:
    over = Interval(parse("2026-01-05T09:00Z", field="a"), parse("2026-01-06T08:00Z", field="b"))
    assert starts(SERIES, over=over) == []


def test_what_reaches_into_the_window_is_in_it() -> None:
    over = Interval(parse("2026-01-05T08:59Z", field="a"), parse("2026-01-06T08:01Z", field="b"))
    assert len(starts(SERIES, over=over)) == 2


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=1000000000",
        "FREQ=SECONDLY;COUNT=1000000000;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=HOURLY;BYMINUTE=0,15,30,45",
    ],
)
def test_a_flood_is_cut_at_the_limit_and_said(rule: str) -> None:
    found = expand(vevent(f"RRULE:{rule}", start="DTSTART:20150105T090000Z"), limit=100)
    assert (len(found.occurrences) <= 100, found.cut) == (True, True)
    assert [problem.what for problem in found.problems] == ["too_many_occurrences"]


def test_a_minutely_series_of_eleven_years_shows_any_one_day() -> None:
    found = expand(
        vevent("RRULE:FREQ=MINUTELY", start="DTSTART:20150105T090000Z"), over=window("2026-01-05", "2026-01-06")
    )
    assert (len(found.occurrences), found.cut) == (1440, False)


def test_many_floods_together_take_no_more_steps_than_one() -> None:
    rules = [f"RRULE:FREQ=SECONDLY;BYDAY=MO;COUNT={10**9 + n}" for n in range(20)]
    found = expand(vevent(*rules, start="DTSTART:19700105T090000Z"))
    assert (found.occurrences, found.cut) == ((), True)


def test_a_series_from_the_first_year_of_all_is_expanded() -> None:
    found = expand(vevent("RRULE:FREQ=YEARLY", start="DTSTART;VALUE=DATE:00010105"))
    assert [each.key for each in found.occurrences] == [f"{year}0105" for year in range(2024, 2030)]


def test_a_window_at_the_end_of_time_holds_nothing_and_harms_nothing() -> None:
    over = Interval(Instant(250_000_000_000_000), Instant(260_000_000_000_000))
    assert expand(SERIES, over=over).occurrences == ()
