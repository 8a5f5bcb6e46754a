"""What people type for times, lengths and dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.typed import Words

TODAY = date(2026, 3, 18)  # a Wednesday
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
WORDS = Words(
    months={name: n for n, name in enumerate((*MONTHS, "november", "december"), 1)},
    weekdays={name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday"))},
    near={"today": 0, "tomorrow": 1},
    coming=frozenset({"next"}),
)
AMERICAN = Words(WORDS.months, WORDS.weekdays, WORDS.near, day_first=False)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("9", 540),
        ("09", 540),
        ("930", 570),
        ("1130", 690),
        ("11:30", 690),
        ("11.30", 690),
        ("11 30", 690),
        ("9h", 540),
        ("9h15", 555),
        ("2pm", 840),
        ("2:30 p.m.", 870),
        ("12 am", 0),
        ("12pm", 720),
        ("24:00", 1440),
        (" 9 ", 540),
    ],
)
def test_a_time_of_day_is_read(text: str, minute: int) -> None:
    assert typed.minute_of_day(text) == minute


@pytest.mark.parametrize("text", ["", "x", "25", "960", "24:01", "13 pm", "-3", "9:5x", "1130000"])
def test_what_is_no_time_of_day_is_not_read(text: str) -> None:
    assert typed.minute_of_day(text) is None


@given(st.integers(0, 1439))
def test_every_minute_is_read_as_it_is_written(minute: int) -> None:
    hour, rest = divmod(minute, 60)
    for text in (f"{hour:02d}:{rest:02d}", f"{hour}.{rest:02d}", f"{hour}{rest:02d}"):
        assert typed.minute_of_day(text) == minute


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45", 45), ("45 min", 45), ("1h", 60), ("1 h 30", 90), ("1h30", 90), ("1:30", 90), ("1.5 h", 90), ("1,5h", 90)],
)
def test_a_length_is_read(text: str, minutes: int) -> None:
    assert typed.length(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "x", "-5", "25 h", "1:75", "0 h"])
def test_what_is_no_length_is_not_read(text: str) -> None:
    assert typed.length(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8:30-12:30, 13:30-17:30", ((510, 750), (810, 1050))),
        ("9-5", ((540, 1020),)),
        ("9–17", ((540, 1020),)),
        ("9 to 5 pm", ((540, 1020),)),
        ("8-12; 14-18", ((480, 720), (840, 1080))),
        ("0-24", ((0, 1440),)),
        ("", ()),
    ],
)
def test_the_hours_of_a_day_are_read(text: str, read: tuple[tuple[int, int], ...]) -> None:
    assert typed.hours(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9-12, 1-5pm", ((540, 720), (780, 1020))),
        ("9-5pm", ((540, 1020),)),
        ("9am-1pm", ((540, 780),)),
        ("1pm-5", ((780, 1020),)),
        ("12-5 p.m.", ((720, 1020),)),
        ("8:30-12:30pm", ((510, 750),)),
        ("13-5pm", ((780, 1020),)),
        ("1-5am", ((60, 300),)),
        ("5pm-12am", ((1020, 1440),)),
    ],
)
def test_am_or_pm_at_one_end_is_meant_for_both_where_that_makes_sense(
    text: str, read: tuple[tuple[int, int], ...]
) -> None:
    assert typed.hours(text) == read


@pytest.mark.parametrize("text", ["9am-5am", "9-5am", "5pm-1pm", "13-12"])
def test_hours_that_end_before_they_begin_are_not_read(text: str) -> None:
    assert typed.hours(text) is None


@pytest.mark.parametrize("text", ["9", "9-", "early", "9-5-7", "9-25"])
def test_what_is_no_hours_is_not_read(text: str) -> None:
    assert typed.hours(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("tomorrow", TODAY + timedelta(days=1)),
        ("+3", TODAY + timedelta(days=3)),
        ("fri", date(2026, 3, 20)),
        ("wed", date(2026, 3, 25)),
        ("18", TODAY),
        ("17", date(2026, 4, 17)),
        ("18.3.", TODAY),
        ("17/3", date(2027, 3, 17)),
        ("mar 20", date(2026, 3, 20)),
        ("Fri 20 Mar", date(2026, 3, 20)),
        ("next tue", date(2026, 3, 24)),
        ("29.2.", date(2028, 2, 29)),
        ("31", date(2026, 3, 31)),
        ("2026-04-01", date(2026, 4, 1)),
        ("1.4.26", date(2026, 4, 1)),
        ("010426", date(2026, 4, 1)),
    ],
)
def test_a_day_to_come_is_read(text: str, day: date) -> None:
    assert typed.day(text, TODAY, WORDS) == day


def test_the_locale_says_whether_the_day_or_the_month_comes_first() -> None:
    assert typed.day("4/5", TODAY, WORDS) == date(2026, 5, 4)
    assert typed.day("4/5", TODAY, AMERICAN) == date(2026, 4, 5)


@pytest.mark.parametrize(
    "text", ["", "x", "99", "m", "32.1.", "1 2 3 4", "30.2.", "11:30", "9:05", "next", "20.7.27 11:30"]
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert typed.day(text, TODAY, WORDS) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20 jul 2027", date(2027, 7, 20)),
        ("20/7/2027", date(2027, 7, 20)),
        ("2027-07-20", date(2027, 7, 20)),
        ("tomorrow", TODAY + timedelta(days=1)),
        ("next tue", date(2026, 3, 24)),
    ],
)
def test_a_day_that_is_written_out_is_told_from_other_things(text: str, day: date) -> None:
    assert typed.whole_day(text, TODAY, WORDS) == day


@pytest.mark.parametrize("text", ["18", "+3", "1001", "079 123 45", "jul nov 2", "eva", "mar", "20 xyz 2027", ""])
def test_a_number_or_a_name_is_no_day_that_is_written_out(text: str) -> None:
    assert typed.whole_day(text, TODAY, WORDS) is None


@pytest.mark.parametrize(
    "text",
    ["1979-06-02", "2.6.1979", "2/6/79", "02061979", "19790602", "020679", "2 jun 1979", "June 2, 1979", "2. 6. 79"],
)
def test_a_birth_date_is_read_in_any_common_form(text: str) -> None:
    assert typed.birth_date(text, TODAY, WORDS) == date(1979, 6, 2)


def test_a_month_that_cannot_be_one_is_the_day() -> None:
    assert typed.birth_date("6/13/79", TODAY, WORDS) == date(1979, 6, 13)


@pytest.mark.parametrize(("text", "year"), [("2.1.26", 2026), ("2.6.26", 1926), ("2.6.25", 2025)])
def test_a_short_year_of_birth_is_never_to_come(text: str, year: int) -> None:
    read = typed.birth_date(text, TODAY, WORDS)
    assert read is not None
    assert read.year == year


@pytest.mark.parametrize("text", ["2.6.2030", "2.6", "79", "32.13.1979", "2 xyz 1979", "1.1.1700"])
def test_what_is_no_birth_date_is_not_read(text: str) -> None:
    assert typed.birth_date(text, TODAY, WORDS) is None


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_birth_date_is_read_as_it_is_written(born: date) -> None:
    for text in (born.isoformat(), f"{born:%d.%m.%Y}", f"{born:%d%m%Y}", f"{born.day} {MONTHS[0]} {born.year}"):
        want = born.replace(month=1) if MONTHS[0] in text else born
        assert typed.birth_date(text, TODAY, WORDS) == want


@given(st.text(max_size=30))
def test_nothing_that_is_typed_raises(text: str) -> None:
    typed.minute_of_day(text)
    typed.length(text)
    typed.hours(text)
    typed.day(text, TODAY, WORDS)
    typed.birth_date(text, TODAY, WORDS)
