"""The part of the day that the week shows, and the words that its weeks are told in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.ids import Id
from frontdesk.domain.schedule import Rule, Schedule, Weekday
from frontdesk.gui.dialogs.settings import hours_view
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_bars import stretch
from frontdesk.gui.dialogs.settings.hours_periods import Period, Sheet
from frontdesk.gui.dialogs.settings.hours_view import DAY, View

MONDAY = date(2026, 3, 23)
ROTA = Period(MONDAY, None, 2)


@given(st.integers(0, DAY), st.floats(0.2, 4), st.integers(0, DAY), st.integers(-900, 900))
def test_a_minute_is_found_again_where_it_is_drawn(minute: int, factor: float, around: int, pan: int) -> None:
    view = View().laid(52, 640).zoomed(factor, around).panned(pan)
    assert 0 <= view.first < view.last <= DAY + 1e-6
    assert view.minute(view.x(minute)) == pytest.approx(minute, abs=1e-6)


def test_six_to_twenty_two_is_shown_unless_something_lies_outside() -> None:
    assert (hours_view.around(()).first, hours_view.around(()).last) == (360, 1320)
    early = hours_view.around((stretch(315, 600), stretch(1000, 1440)))
    assert (early.first, early.last) == (240, 1440)


def test_a_stretch_is_brought_into_sight() -> None:
    view = View(600, 840).holding(1000, 1100)
    assert view.first <= 1000 < 1100 <= view.last


def test_the_hours_above_have_room() -> None:
    wide = View().laid(0, 960).captions(30)
    narrow = View().laid(0, 200).captions(60)
    assert wide == (360, 480, 600, 720, 840, 960, 1080, 1200, 1320)
    laid = View().laid(0, 200)
    assert all(laid.x(b) - laid.x(a) >= 60 for a, b in pairwise(narrow))


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(), "Every week"),
        (Period(until=date(2026, 3, 22)), "Every week, until 22 Mar"),
        (Period(first=MONDAY), "From 23 Mar"),
        (Period(MONDAY, date(2026, 4, 30)), "23 Mar – 30 Apr"),
        (ROTA, "Week 1 · 23 Mar"),
        (Period(MONDAY, date(2026, 4, 30), 2), "Week 1 · 23 Mar, until 30 Apr"),
    ],
)
def test_a_week_is_named_by_when_it_holds(period: Period, said: str) -> None:
    assert words.sheet_words(Sheet(period), date(2026, 3, 18)) == said


@given(st.integers(1, 5), st.integers(0, 4), st.integers(-60, 60), st.integers(0, 6))
def test_the_next_week_of_a_rota_is_one_that_it_holds_on(weeks: int, week: int, days: int, begins: int) -> None:
    period = Period(MONDAY + timedelta(days=begins), None, weeks)
    sheet = Sheet(period, week % weeks)
    today = MONDAY + timedelta(days=days)
    found = words.next_week(sheet, today)
    rules = tuple(
        Rule(day=day, since=period.since(sheet.week), every=weeks, intervals=(stretch(0, 60),)) for day in Weekday
    )
    schedule = Schedule(id=Id(1), name="x", zone="UTC", location_id=Id(2), rules=rules)
    assert schedule.stretches_on(found)
    assert found >= today - timedelta(days=6)
    assert found <= max(today, MONDAY + timedelta(days=begins)) + timedelta(weeks=weeks)


def test_the_week_that_is_on_is_the_one_to_begin_with() -> None:
    sheets = (Sheet(Period(until=MONDAY - timedelta(days=1))), *ROTA.sheets)
    assert words.sheet_of(sheets, MONDAY - timedelta(days=3)) == sheets[0]
    assert words.sheet_of(sheets, MONDAY + timedelta(days=2)) == ROTA.sheets[0]
    assert words.sheet_of(sheets, MONDAY + timedelta(days=9)) == ROTA.sheets[1]
    assert words.sheet_of((Sheet(Period(MONDAY)),), MONDAY - timedelta(days=9)) == Sheet(Period(MONDAY))


def test_the_only_weekday_that_changed_is_named() -> None:
    before = (Rule(day=Weekday.MONDAY, intervals=(stretch(0, 60),)),)
    assert words.only_weekday(before, (Rule(day=Weekday.MONDAY, intervals=(stretch(0, 30),)),)) == 0
    assert words.only_weekday(before, (Rule(day=Weekday.FRIDAY, intervals=(stretch(0, 30),)),)) is None
    assert words.only_weekday(before, (*before, Rule(date=MONDAY))) is None


@pytest.mark.parametrize(("minutes", "said"), [(2160, "36 h"), (570, "9.5 h"), (435, "7.25 h"), (0, "0 h")])
def test_hours_are_told_without_needless_digits(minutes: int, said: str) -> None:
    assert words.hours(minutes) == said
