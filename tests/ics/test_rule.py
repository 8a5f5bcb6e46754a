"""Recurrence rules: what is one, and the walk over its times."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.ics.problems import Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.walk import MOST_STEPS, Walk

START = datetime(2026, 1, 5, 9)
END = datetime(2199, 12, 31)


def walk(rule: str, start: datetime = START, many: int = 5, last: datetime = END) -> list[str]:
    found = islice(Walk(read_rule(rule), start, last=last), many)
    return [f"{each:%Y-%m-%d %H:%M}" for each in found]


def days(rule: str, start: datetime = START, many: int = 5) -> list[str]:
    return [each[:10] for each in walk(rule, start, many)]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "INTERVAL=2",
        "FREQ=SOMETIMES",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYMONTH=",
        "FREQ=YEARLY;BYYEARDAY=0",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;BYWODAN=1",
        "FREQ=DAILY;WKST=X",
        "FREQ=DAILY;COUNT=٣",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;COUNT=2;count=3",
        "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU",
    ],
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_rule(rule)
    assert refused.value.what == "bad_rule"


@pytest.mark.parametrize("rule", ["RSCALE=HEBREW;FREQ=YEARLY", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"])
def test_a_rule_of_another_calendar_is_refused_rather_than_read_wrongly(rule: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_rule(rule)
    assert refused.value.what == "rule_not_known"


def test_small_letters_blanks_and_a_last_semicolon_do_no_harm() -> None:
    assert read_rule("freq=weekly;byday=mo, we;") == read_rule("FREQ=WEEKLY;BYDAY=MO,WE")


def test_the_start_comes_first_and_is_counted_even_where_the_rule_would_not_give_it() -> None:
    assert days("FREQ=WEEKLY;BYDAY=TU;COUNT=3") == ["2026-01-05", "2026-01-06", "2026-01-13"]


def test_plain_and_ordinal_weekdays_add_up() -> None:
    assert days("FREQ=MONTHLY;BYDAY=3MO,WE,FR", datetime(2026, 1, 2, 9), 6) == [
        "2026-01-02",
        "2026-01-07",
        "2026-01-09",
        "2026-01-14",
        "2026-01-16",
        "2026-01-19",
    ]


def test_week_numbers_alone_mean_the_weekday_of_the_start() -> None:
    assert days("FREQ=YEARLY;BYWEEKNO=20", datetime(2011, 5, 16), 3) == ["2011-05-16", "2012-05-14", "2013-05-13"]


def test_positions_count_in_the_whole_week_also_in_the_first() -> None:
    found = days("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3", datetime(2024, 10, 23), 3)
    assert found == ["2024-10-23", "2024-10-28", "2024-10-30"]


def test_a_month_without_a_31st_is_left_out() -> None:
    assert days("FREQ=MONTHLY", datetime(2026, 1, 31), 3) == ["2026-01-31", "2026-03-31", "2026-05-31"]


def test_a_leap_day_waits_for_a_leap_year() -> None:
    assert days("FREQ=YEARLY", datetime(2024, 2, 29), 3) == ["2024-02-29", "2028-02-29", "2032-02-29"]


def test_a_yearly_day_of_month_means_the_month_of_the_start() -> None:
    assert days("FREQ=YEARLY;BYMONTHDAY=-1", datetime(2026, 2, 28), 3) == ["2026-02-28", "2027-02-28", "2028-02-29"]


def test_times_that_are_not_real_are_neither_given_nor_counted() -> None:
    rule = read_rule("FREQ=DAILY;COUNT=3")
    found = list(Walk(rule, START, last=END, real=lambda wall: wall.day != 6))
    assert [each.day for each in found] == [5, 7, 8]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=10;BYMONTH=12",
        "FREQ=MINUTELY;BYHOUR=5;BYMINUTE=6;BYDAY=MO;BYYEARDAY=366",
    ],
)
def test_a_rule_that_never_gives_anything_ends(rule: str) -> None:
    assert len(list(Walk(read_rule(rule), START, last=datetime(2200, 1, 1)))) <= 100


def test_a_flood_ends_after_so_many_steps_and_says_so() -> None:
    walk = Walk(read_rule("FREQ=SECONDLY;BYDAY=MO;COUNT=1000000000"), datetime(1970, 1, 1), first=START, last=END)
    assert sum(1 for _ in walk) <= MOST_STEPS
    assert walk.cut


def test_every_second_of_every_day_does_not_hold_a_walk_up_before_its_start() -> None:
    times = {"BYHOUR": 24, "BYMINUTE": 60, "BYSECOND": 60}
    lists = ";".join(f"{name}={','.join(map(str, range(most)))}" for name, most in times.items())
    found = walk(f"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;{lists}", datetime(2026, 11, 5, 9), 3)
    assert found == ["2026-11-05 09:00"] * 3


# What dateutil is right about: no weekday with an ordinal beside one without, no week numbers, no positions.
_LISTS = {
    "BYMONTH": st.lists(st.integers(1, 12), min_size=1, max_size=3),
    "BYMONTHDAY": st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3),
    "BYHOUR": st.lists(st.integers(0, 23), min_size=1, max_size=2),
    "BYMINUTE": st.lists(st.integers(0, 59), min_size=1, max_size=2),
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    every = draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")))
    parts = [f"FREQ={every}", f"INTERVAL={draw(st.integers(1, 5))}"]
    chosen = draw(st.sets(st.sampled_from(sorted(_LISTS)), max_size=2))
    if every == "WEEKLY":
        chosen -= {"BYMONTHDAY"}
    if every == "YEARLY" and "BYMONTHDAY" in chosen:
        chosen |= {"BYMONTH"}
    parts += [f"{name}={','.join(map(str, draw(_LISTS[name])))}" for name in sorted(chosen)]
    if draw(st.booleans()):
        parts.append("BYDAY=" + ",".join(draw(st.sets(st.sampled_from(("MO", "TU", "WE", "SU")), min_size=1))))
        if every == "WEEKLY":
            parts.append(f"WKST={draw(st.sampled_from(('MO', 'SU')))}")
    return ";".join(parts)


@given(rules(), st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)).map(lambda d: d.replace(microsecond=0)))
def test_the_walk_agrees_with_dateutil(rule: str, start: datetime) -> None:
    last = start + timedelta(days=800)
    try:
        judge = list(rrulestr(rule, dtstart=start).between(start, last, inc=True))[:200]
    except ValueError:  # dateutil's answer to a rule that no time ever meets
        judge = []
    assert list(islice(Walk(read_rule(rule), start, last=last, start_counts=False), 200)) == judge


@given(
    rules(), st.datetimes(datetime(2015, 1, 1), datetime(2026, 1, 1)).map(lambda d: d.replace(microsecond=0)), st.data()
)
def test_a_walk_from_later_on_gives_what_the_whole_walk_gives_there(
    rule: str, start: datetime, data: st.DataObject
) -> None:
    first = start + timedelta(days=data.draw(st.integers(0, 1500)))
    last = first + timedelta(days=60)
    count = data.draw(st.sampled_from(("", ";COUNT=50", ";COUNT=1000")))
    whole = [each for each in Walk(read_rule(rule + count), start, last=last) if each >= first]
    part = [each for each in Walk(read_rule(rule + count), start, first=first, last=last) if each >= first]
    assert part == whole
