"""The words on the board."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.instants import HOUR, MINUTE
from frontdesk.gui.board import captions
from frontdesk.services.board import Visit
from tests.gui.board.builders import DAY, ZONE, a_board, a_column, a_visit, a_week, at

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_visit_is_called_after_its_patient() -> None:
    assert captions.name(a_visit(patient="Eva Novák", title="Checkup")) == "Eva Novák"


def test_without_a_patient_it_is_called_after_its_title_or_service() -> None:
    assert captions.name(a_visit(patient="", title="Back-pain class")) == "Back-pain class"
    assert captions.name(a_visit(patient="", title="", service="Consultation")) == "Consultation"


def test_what_has_no_words_at_all_is_named_by_its_kind() -> None:
    assert captions.name(a_visit(patient="", service="", kind=EventType.STAFF)) == "Staff time"
    assert captions.name(a_visit(patient="", service="")) == "Visit"


def test_line_ends_in_a_name_become_spaces() -> None:
    assert captions.name(a_visit(patient="Eva\r\nNovák\t II")) == "Eva Novák II"


def test_what_it_is_about_does_not_repeat_its_name() -> None:
    assert captions.about(a_visit(patient="", service="", title="Ward round")) == ""
    assert captions.about(a_visit(service="", title="Follow-up on knee")) == "Follow-up on knee"


@pytest.mark.parametrize(("waited", "words"), [(0, "0m"), (9, "9m"), (59, "59m"), (65, "1h05"), (60 * 24, "1 day+")])
def test_the_pill_tells_how_long_someone_waits(waited: int, words: str) -> None:
    visit = a_visit(status=Status.ARRIVED, status_at=at(600))
    assert captions.waited(visit, at(600) + waited * MINUTE) == words


def test_a_clock_that_lags_behind_does_not_count_backwards() -> None:
    assert captions.waited(a_visit(status=Status.ARRIVED, status_at=at(600)), at(590)) == "0m"


def test_only_those_who_wait_or_are_in_the_room_have_minutes() -> None:
    assert captions.waited(a_visit(status=Status.CONFIRMED), at(700)) == ""


def test_a_screen_reader_hears_a_visit_in_words() -> None:
    visit = a_visit(start=at(695), end=at(725), status=Status.CONFIRMED)
    board = a_board(visits=[visit])
    spoken = captions.spoken(visit, board, board.columns[0])
    assert spoken == "Eva Novák, 11:35 to 12:05, Consultation, with Dr. Amelia Chen, confirmed"


def test_in_a_week_a_screen_reader_hears_the_day_too() -> None:
    visit = a_visit(start=at(695), end=at(725), column=2)
    board = a_week([visit])
    assert captions.spoken(visit, board, board.columns[2]).startswith("Eva Novák, Wednesday 18 March, 11:35")


def test_a_screen_reader_hears_what_the_small_signs_mean() -> None:
    visit = a_visit(alert=True, overbooked=True, repeats=True)
    spoken = captions.spoken(visit, a_board(), a_column())
    assert spoken.endswith("has an alert, booked over another visit, repeats")


def test_a_screen_reader_hears_how_long_someone_waits() -> None:
    visit = a_visit(status=Status.ARRIVED, status_at=at(600))
    assert "arrived, for 12 min" in captions.spoken(visit, a_board(), a_column(), at(612))


def test_a_room_is_not_with_someone() -> None:
    spoken = captions.spoken(a_visit(), a_board(), a_column(kind="room", name="Room 2"))
    assert "in Room 2" in spoken
    assert "with" not in spoken


def test_a_head_tells_hours_and_load() -> None:
    assert captions.hours(a_column(hours=(540, 1050), load=86), ZONE) == "09:00–17:30 · 86%"


def test_a_day_off_is_closed() -> None:
    assert captions.hours(a_column(hours=None, load=None), ZONE) == "Closed"
    assert captions.day_hours(a_column(hours=None, load=None)) == "Closed"


@pytest.mark.parametrize(("minutes", "words"), [(480, "8 h · 86%"), (510, "8.5 h · 86%"), (495, "8.25 h · 86%")])
def test_a_day_of_a_week_tells_how_many_hours_are_open(minutes: int, words: str) -> None:
    assert captions.day_hours(a_column(hours=(540, 540 + minutes))) == words


def test_a_day_of_a_week_is_headed_by_its_name_and_number() -> None:
    assert captions.day_head(a_column(day=date(2026, 3, 16))) == "Mon 16"


@pytest.mark.parametrize(
    ("zone", "words"),
    [("America/New_York", "GMT−4"), ("Asia/Kolkata", "GMT+5:30"), ("UTC", "GMT"), ("America/St_Johns", "GMT−2:30")],
)
def test_the_corner_tells_the_zone(zone: str, words: str) -> None:
    assert captions.offset(at(720), zone) == words


def test_an_entry_of_days_tells_when_it_begins_inside_one() -> None:
    visit = a_visit(start=at(900), end=at(900) + 40 * HOUR, patient="", title="Conference", service="")
    line = captions.all_day(visit, ZONE, at(0), at(0, DAY + timedelta(days=3)))
    assert line == "Conference · from Wed 18 Mar, 15:00 · until Fri 20 Mar, 07:00"


def a_class(heads: int = 7, seats: int | None = 12, waiting: int = 0) -> Visit:
    return a_visit(patient="", title="Back-pain class", heads=heads, seats=seats, waiting=waiting)


def test_a_class_tells_how_many_of_its_seats_are_taken_in_ever_fewer_words() -> None:
    assert captions.seats(a_class()) == ("7/12 seats", "7/12")
    assert captions.seats(a_class(waiting=2)) == (
        "7/12 seats · 2 waiting",
        "7/12 · 2 waiting",
        "7/12 +2",
        "7/12",
    )


def test_a_full_class_says_so_even_in_the_fewest_words() -> None:
    assert captions.seats(a_class(12, waiting=2)) == (
        "Full 12/12 · 2 waiting",
        "Full 12/12 +2",
        "Full +2",
        "Full",
    )


def test_a_class_without_a_limit_counts_who_comes() -> None:
    assert captions.seats(a_class(3, None)) == ("3 signed up", "3")


def test_a_visit_of_one_patient_tells_of_no_seats() -> None:
    assert captions.seats(a_visit()) == ()
    assert captions.spoken_seats(a_visit()) == ""


def test_a_screen_reader_hears_the_seats_of_a_class() -> None:
    visit = a_class(12, waiting=2)
    board = a_board(visits=[visit])
    assert "12 of 12 seats, full, 2 waiting, booked" in captions.spoken(visit, board, board.columns[0])
