"""Times, dates, counts and statuses in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Interaction, Status
from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant, at_wall
from frontdesk.gui.ground import wording
from frontdesk.services.operations import CATALOGUE, load_catalogue

ZONE = "America/New_York"


def at(hour: int, minute: int = 0, day: int = 18) -> Instant:
    return at_wall(datetime(2026, 3, day, hour, minute), ZONE)


@pytest.fixture
def american() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    wording.locale_changed()
    yield
    QLocale.setDefault(before)
    wording.locale_changed()


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_words(status: Status) -> None:
    assert wording.status_words(status)


def test_no_two_statuses_have_the_same_words() -> None:
    assert len({wording.status_words(status) for status in Status}) == len(Status)


def test_the_step_of_confirmed_is_brief() -> None:
    assert wording.status_step(Status.CONFIRMED) == "Conf."


@pytest.mark.parametrize("interaction", list(Interaction))
def test_every_way_to_meet_has_words(interaction: Interaction) -> None:
    assert wording.interaction_words(interaction)


def test_a_time_is_told_in_the_zone_of_the_clinic() -> None:
    assert wording.clock(at(9, 5), ZONE) == "09:05"


def test_the_end_of_a_day_is_told_as_24_hours() -> None:
    assert wording.minute_of_day(1440) == "24:00"


@pytest.mark.usefixtures("american")
@pytest.mark.parametrize(
    ("minute", "told"), [(0, "12:00 am"), (570, "9:30 am"), (720, "12:00 pm"), (1439, "11:59 pm"), (1440, "12:00 am")]
)
def test_a_locale_that_counts_twelve_hours_twice_is_followed(minute: int, told: str) -> None:
    assert wording.minute_of_day(minute) == told


@pytest.mark.usefixtures("american")
@pytest.mark.parametrize(("minute", "told"), [(0, "12 am"), (600, "10 am"), (630, "10:30"), (780, "1 pm")])
def test_beside_a_ruler_a_time_is_brief(minute: int, told: str) -> None:
    assert wording.brief_minute_of_day(minute) == told


def test_a_time_of_24_hours_is_brief_already() -> None:
    assert (wording.brief_minute_of_day(600), wording.brief_clock(at(9, 5), ZONE)) == ("10:00", "09:05")


@pytest.mark.usefixtures("american")
def test_a_range_says_once_which_half_of_the_day_it_is() -> None:
    told = [wording.time_range(at(9, 30), end, ZONE) for end in (at(10, 15), at(13))]
    assert told == ["9:30–10:15 am", "9:30 am–1:00 pm"]


@pytest.mark.usefixtures("american")
@pytest.mark.parametrize(
    ("start", "end", "told"),
    [(at(9), at(17, 30), "9 am–5:30 pm"), (at(8), at(11), "8–11 am"), (at(8, 30), at(12), "8:30 am–12 pm")],
)
def test_working_hours_are_brief_at_full_hours(start: Instant, end: Instant, told: str) -> None:
    assert wording.hours_range(start, end, ZONE) == told


def test_working_hours_of_24_hours_stay_aligned() -> None:
    assert wording.hours_range(at(9), at(17, 30), ZONE) == "09:00–17:30"


def test_a_range_has_a_dash_without_spaces() -> None:
    assert wording.time_range(at(11, 35), at(12, 5), ZONE) == "11:35–12:05"


def test_a_visit_is_told_by_day_and_time() -> None:
    assert wording.when(at(11, 35), at(12, 5), ZONE) == "Wed 18 Mar, 11:35–12:05"


def test_a_visit_over_midnight_stays_brief() -> None:
    assert wording.when(at(23), at(1, day=19), ZONE) == "Wed 18 Mar, 23:00–01:00"


def test_a_stretch_over_several_days_names_both() -> None:
    assert wording.when(at(9), at(17, day=20), ZONE) == "Wed 18 Mar, 09:00 – Fri 20 Mar, 17:00"


def test_a_whole_day_has_no_times() -> None:
    assert wording.when(at(0), at(0, day=19), ZONE, all_day=True) == "Wed 18 Mar"


def test_whole_days_name_the_first_and_the_last() -> None:
    assert wording.when(at(0), at(0, day=21), ZONE, all_day=True) == "Wed 18 Mar – Fri 20 Mar"


@pytest.mark.parametrize(
    ("then", "told"),
    [
        (at(10, 31), "10:31"),
        (at(10, 31, day=16), "Mon 16"),
        (at(10, 31, day=4), "4 Mar"),
        (Instant(at(10, 31) - 365 * DAY), "18 Mar 2025"),
        (at(10, 31, day=19), "19 Mar"),
    ],
)
def test_the_past_is_told_as_briefly_as_it_is_still_clear(then: Instant, told: str) -> None:
    assert wording.since(then, at(12), ZONE) == told


def test_a_day_is_told_in_words() -> None:
    assert wording.day_title(date(2026, 3, 18)) == "Wednesday, 18 March 2026"


@pytest.mark.parametrize(
    ("monday", "told"),
    [
        (date(2026, 3, 16), "16 – 22 March 2026"),
        (date(2026, 3, 30), "30 March – 5 April 2026"),
        (date(2026, 12, 28), "28 December 2026 – 3 January 2027"),
    ],
)
def test_a_week_names_month_and_year_once_where_they_are_the_same(monday: date, told: str) -> None:
    assert wording.week_title(monday) == told


@pytest.mark.parametrize(
    ("monday", "told"), [(date(2026, 3, 16), "16 – 22 Mar"), (date(2026, 3, 30), "30 Mar – 5 Apr")]
)
def test_a_week_can_be_told_briefly(monday: date, told: str) -> None:
    assert wording.week_short(monday) == told


def test_a_birth_date_can_be_read_only_one_way() -> None:
    assert wording.birth(date(1979, 6, 2)) == "1979-06-02"


def test_weekday_letters_begin_with_monday() -> None:
    assert "".join(wording.weekday_letter(n) for n in range(7)) == "MTWTFSS"


@pytest.mark.usefixtures("american")
def test_the_week_starts_as_the_locale_has_it() -> None:
    assert wording.first_weekday() == 6


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (0, "0 min"),
        (45 * MINUTE, "45 min"),
        (HOUR, "1 h"),
        (90 * MINUTE, "1 h 30 min"),
        (DAY, "1 day"),
        (2 * DAY, "2 days"),
        (-MINUTE, "0 min"),
    ],
)
def test_a_length_is_told_in_hours_and_minutes(length: int, told: str) -> None:
    assert wording.minutes(length) == told


def test_buffers_are_told_around_the_length() -> None:
    told = wording.length_with_buffers(30 * MINUTE, 5 * MINUTE, 10 * MINUTE)
    assert told == "5 min before + 30 min + 10 min after"


def test_a_length_without_buffers_stands_alone() -> None:
    assert wording.length_with_buffers(30 * MINUTE, 0, 0) == "30 min"


@pytest.mark.parametrize(("count", "told"), [(0, "0 appointments"), (1, "1 appointment"), (128, "128 appointments")])
def test_appointments_are_counted(count: int, told: str) -> None:
    assert wording.appointments(count) == told


def test_practitioners_are_counted() -> None:
    assert (wording.practitioners(1), wording.practitioners(6)) == ("1 practitioner", "6 practitioners")


def test_a_load_is_a_share() -> None:
    assert wording.booked_share(79) == "79% booked"


load_catalogue()
# Calendar entries are read before they are imported; nothing else with a right to change only reads.
_READS = {Right.SEE, Right.EXPORT, Right.UNDO}
_WRITING = sorted(one.name for one in CATALOGUE.values() if one.right not in _READS and one.name != "ics.preview")


@pytest.mark.parametrize("operation", _WRITING)
def test_every_step_that_can_be_undone_has_words(operation: str) -> None:
    assert wording.operation_words(operation) != "last step"


def test_a_step_of_a_later_version_has_words_too() -> None:
    assert wording.operation_words("something.new") == "last step"


def test_bytes_are_told_for_people() -> None:
    assert wording.size(1536 * 1024) == "1.5 MB"


def test_values_that_look_like_places_stay_as_they_are() -> None:
    assert wording.filled("%1 has %2", "%2", "%1") == "%2 has %1"
