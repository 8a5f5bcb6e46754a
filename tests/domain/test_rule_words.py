"""A recurrence rule as a sentence: exact for what is common, true for what is odd, and its own text otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from frontdesk.cli.rules_told import English, series_told
from frontdesk.domain.instants import Instant, at_wall
from frontdesk.domain.rule import Every, Rule
from frontdesk.domain.rule_text import rule_text
from frontdesk.domain.rule_words import rule_told
from frontdesk.ics.rule import read_rule
from frontdesk.ics.walk import Walk

ZONE = "America/New_York"
# A Wednesday.
START = datetime(2026, 3, 18, 9)
BY_ITSELF = "by the rule "

TOLD = {
    "FREQ=DAILY": "every day",
    "FREQ=DAILY;INTERVAL=3": "every 3 days",
    "FREQ=DAILY;COUNT=1": "every day, once",
    "FREQ=DAILY;COUNT=10": "every day, 10 times",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR": "every weekday from Monday to Friday",
    "FREQ=DAILY;BYDAY=TU,SU": "every Tuesday and Sunday",
    "FREQ=DAILY;BYMONTH=1,8": "every day, only in January and August",
    "FREQ=DAILY;INTERVAL=2;BYDAY=MO": "every 2 days, only on Monday",
    "FREQ=DAILY;BYMONTHDAY=1,-1": "every day, only on the 1st and the last day",
    "FREQ=DAILY;BYHOUR=9": "every day",
    "FREQ=DAILY;BYHOUR=14": "every day at 14:00",
    "FREQ=DAILY;BYHOUR=9,14": "every day at 09:00 and 14:00",
    "FREQ=DAILY;BYHOUR=9,14;BYMINUTE=30;BYSECOND=0,15": "every day at 09:30, 09:30:15, 14:30 and 14:30:15",
    "FREQ=DAILY;BYHOUR=8,9,10,11;BYMINUTE=0,20": "every day at minutes 0 and 20 of hours 8 to 11",
    "FREQ=DAILY;BYHOUR=9,14;BYSETPOS=-1": "every day at 09:00 and 14:00, in each day only the last of them",
    "FREQ=WEEKLY": "every Wednesday",
    "FREQ=WEEKLY;BYDAY=TU": "every Tuesday",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR": "every Monday, Wednesday and Friday",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU": "every day",
    "FREQ=WEEKLY;INTERVAL=2": "every 2 weeks on Wednesday",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6": "every 2 weeks on Tuesday, 6 times",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR": "every 2 weeks on Monday to Friday",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=SU": "every 2 weeks on Wednesday",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU": "every 2 weeks on Tuesday and Sunday, weeks beginning on Sunday",
    "FREQ=WEEKLY;BYDAY=TU,SU;WKST=SU": "every Tuesday and Sunday",
    "FREQ=WEEKLY;BYMONTH=6": "every Wednesday, only in June",
    "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1": "every Monday and Friday, in each week only the first of them",
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261224": "every Tuesday until 24 December 2026",
    # Midnight of the 24th in UTC is the 23rd in New York, and before nine on that day, it is the 22nd.
    "FREQ=DAILY;UNTIL=20261224T000000Z": "every day until 23 December 2026",
    "FREQ=DAILY;UNTIL=20261224T120000Z": "every day until 23 December 2026",
    "FREQ=DAILY;UNTIL=20261224T140000Z": "every day until 24 December 2026",
    "FREQ=DAILY;UNTIL=20261224T085959": "every day until 23 December 2026",
    "FREQ=DAILY;BYHOUR=9,14;UNTIL=20261224T120000": "every day at 09:00 and 14:00 until 24 December 2026 at 12:00",
    "FREQ=MONTHLY": "on the 18th of every month",
    "FREQ=MONTHLY;INTERVAL=2": "every 2 months on the 18th",
    "FREQ=MONTHLY;BYMONTHDAY=1": "on the 1st of every month",
    "FREQ=MONTHLY;BYMONTHDAY=2,23": "on the 2nd and the 23rd of every month",
    "FREQ=MONTHLY;BYMONTHDAY=31": "on the 31st of every month (where there is one)",
    "FREQ=MONTHLY;BYMONTHDAY=-1": "on the last day of every month",
    "FREQ=MONTHLY;BYMONTHDAY=-3": "on the third to last day of every month",
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR": "on the 13th of every month if it is Friday",
    "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261224": "on the last Friday of every month until 24 December 2026",
    "FREQ=MONTHLY;BYDAY=1MO,-2FR": "on the first Monday and the second to last Friday of every month",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU": "every 3 months on the second Tuesday",
    "FREQ=MONTHLY;BYDAY=MO": "on every Monday of every month",
    "FREQ=MONTHLY;BYDAY=3MO,WE": "on every Wednesday and the third Monday of every month",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": "on the last weekday of every month",
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,2": "on the first weekend day and the second weekend day of every month",
    "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=3": "on the third Tuesday of every month",
    "FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1": (
        "on every Monday and Wednesday of every month, in each month only the first of them"
    ),
    "FREQ=MONTHLY;BYMONTH=3,10;BYDAY=-1SU": "on the last Sunday of every month, only in March and October",
    "FREQ=YEARLY": "every year on 18 March",
    "FREQ=YEARLY;INTERVAL=2": "every 2 years on 18 March",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": "every year on 29 February (leap years)",
    "FREQ=YEARLY;BYMONTH=1,7": "every year on the 18th of January and July",
    "FREQ=YEARLY;BYMONTHDAY=5,6": "every year on 5 March and 6 March",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1": "every year on the last day of February",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU": "every year on the last Sunday of March and October",
    "FREQ=YEARLY;BYDAY=20MO": "every year on the 20th Monday of the year",
    "FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR": "every year on the 13th of every month if it is Friday",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO": "every year on Monday of week 20",
    "FREQ=YEARLY;BYWEEKNO=1,-1": "every year on Wednesday of week 1 and the last week of the year",
    "FREQ=YEARLY;BYWEEKNO=20;WKST=SU": "every year on Wednesday of week 20, weeks beginning on Sunday",
    "FREQ=YEARLY;BYYEARDAY=100": "every year on day 100 of the year",
    "FREQ=YEARLY;BYYEARDAY=1,2,3,-1": "every year on days 1 to 3 of the year and the last day of the year",
    "FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1": "every year on the first weekday of January",
    "FREQ=HOURLY;INTERVAL=4": "every 4 hours",
    "FREQ=HOURLY;BYMINUTE=0,30;BYHOUR=9,10,11": "every hour at minutes 0 and 30, only in hours 9 to 11",
    "FREQ=MINUTELY;INTERVAL=15;BYDAY=MO;BYHOUR=9": "every 15 minutes, only on Monday, only in hour 9",
    "FREQ=SECONDLY;INTERVAL=30": "every 30 seconds",
    # What has no plain words is told by its own text, whole.
    "FREQ=YEARLY;BYYEARDAY=100;BYMONTHDAY=9": "by the rule FREQ=YEARLY;BYYEARDAY=100;BYMONTHDAY=9",
    "FREQ=YEARLY;BYMONTHDAY=13;BYDAY=20FR;COUNT=2": "by the rule FREQ=YEARLY;BYMONTHDAY=13;BYDAY=20FR;COUNT=2",
}


def at(moment: datetime) -> Instant:
    return at_wall(moment, ZONE)


def words(rule: Rule, start: datetime = START) -> str:
    return rule_told(rule, start, ZONE, English())


def dates(rule: Rule, start: datetime = START) -> tuple[datetime, ...]:
    """Walk a rule over twelve years, or far enough to tell it from others."""
    far = start + timedelta(days=40 if rule.every >= Every.HOURLY else 366 * 12)
    return tuple(moment for _, moment in zip(range(400), Walk(rule, start, last=far), strict=False))


@pytest.mark.parametrize(("rule", "told"), TOLD.items(), ids=TOLD)
def test_a_rule_is_told_in_words(rule: str, told: str) -> None:
    assert series_told([read_rule(rule)], at(START), ZONE) == told


def test_several_rules_are_joined() -> None:
    rules = [read_rule("FREQ=WEEKLY;BYDAY=MO"), read_rule("FREQ=MONTHLY;BYMONTHDAY=1")]
    assert series_told(rules, at(START), ZONE) == "every Monday; also on the 1st of every month"


def test_the_same_rule_twice_is_told_once() -> None:
    rule = read_rule("FREQ=WEEKLY;BYDAY=MO")
    assert series_told([rule, rule], at(START), ZONE) == "every Monday"


def test_one_date_more_is_named() -> None:
    told = series_told([read_rule("FREQ=WEEKLY")], at(START), ZONE, added=[at(datetime(2026, 5, 1, 9))])
    assert told == "every Wednesday, and on 1 May 2026"


def test_several_dates_more_are_counted() -> None:
    added = [at(datetime(2026, 5, day, 9)) for day in (1, 2, 3)]
    assert series_told([read_rule("FREQ=WEEKLY")], at(START), ZONE, added=added) == (
        "every Wednesday, and on 3 other dates"
    )


def test_dates_without_any_rule_are_named_with_the_first() -> None:
    assert series_told([], at(START), ZONE, added=[at(datetime(2026, 5, 1, 9))]) == "on 18 March 2026 and 1 May 2026"


def test_many_dates_without_any_rule_are_counted() -> None:
    added = [at(datetime(2026, 5, day, 9)) for day in range(1, 10)]
    assert series_told([], at(START), ZONE, added=added) == "on 10 dates, from 18 March 2026 to 9 May 2026"


def test_the_times_of_day_mean_nothing_for_whole_days() -> None:
    rule = read_rule("FREQ=DAILY;BYHOUR=14;UNTIL=20261224T000000Z")
    assert series_told([rule], at(datetime(2026, 3, 18)), ZONE, all_day=True) == "every day until 23 December 2026"


def test_hours_of_whole_days_are_told_by_the_rule() -> None:
    assert series_told([read_rule("FREQ=HOURLY")], at(datetime(2026, 3, 18)), ZONE, all_day=True) == (
        "by the rule FREQ=HOURLY"
    )


def common() -> Iterator[Rule]:
    """List rules as people make them, each way of saying it."""
    for every, interval in product((Every.DAILY, Every.WEEKLY, Every.MONTHLY, Every.YEARLY), (1, 2, 3)):
        for start in (0, 6):
            yield Rule(every, interval, week_start=start)
            for named in ((1,), (2, 6), (0, 4, 6), (0, 1, 2, 3, 4), (5, 6)):
                yield Rule(every, interval, week_start=start, weekdays=tuple((0, day) for day in named))
        for months, days in product(((), (2,), (3, 10)), ((), (1,), (29,), (31,), (-1,), (5, -2))):
            yield Rule(every, interval, months=months, month_days=days if every != Every.WEEKLY else ())
            yield Rule(every, interval, months=months, weekdays=((0, 3),), month_days=days)
        if every <= Every.MONTHLY:
            for ordinal, months in product((1, 2, 5, -1, -2), ((), (1,), (3, 10))):
                yield Rule(every, interval, weekdays=((ordinal, 4),), months=months)
                working = tuple((0, day) for day in range(5))
                yield Rule(every, interval, weekdays=working, positions=(ordinal,), months=months)
        of_day: tuple[tuple[int, ...], ...] = ((9, 14), (14,), tuple(range(8, 16)))
        for hours in of_day:
            yield Rule(every, interval, hours=hours, minutes=(0, 30))
    for number in (1, 20, 53, -1):
        yield Rule(Every.YEARLY, weeks=(number,))
        yield Rule(Every.YEARLY, weeks=(number,), weekdays=((0, 0),))
        yield Rule(Every.YEARLY, year_days=(number,))


def test_no_two_common_rules_with_other_dates_are_told_alike() -> None:
    seen: dict[str, tuple[Rule, tuple[datetime, ...]]] = {}
    for rule in common():
        told, found = words(rule), dates(rule)
        first, before = seen.setdefault(told, (rule, found))
        assert before == found, f"{told}: {rule_text(first)} and {rule_text(rule)}"


small = some.lists(some.integers(1, 12), max_size=2, unique=True).map(lambda each: tuple(sorted(each)))
signed = some.lists(some.integers(-31, 31).filter(bool), max_size=2, unique=True).map(lambda each: tuple(sorted(each)))
weekday = some.tuples(some.sampled_from((0, 0, 1, -1, 2)), some.integers(0, 6))
PARTS: dict[str, some.SearchStrategy[Any]] = {
    "interval": some.integers(1, 3),
    "week_start": some.sampled_from((0, 6)),
    "months": small,
    "month_days": signed,
    "weekdays": some.lists(weekday, max_size=3, unique=True).map(lambda each: tuple(sorted(each))),
    "hours": some.sampled_from(((), (9,), (8, 17))),
    "minutes": some.sampled_from(((), (0,), (15, 45))),
    "positions": some.sampled_from(((), (), (1,), (-1,), (-2, 2))),
    "weeks": some.sampled_from(((), (), (), (20,), (-1, 1))),
    "year_days": some.sampled_from(((), (), (), (100,), (-1, 60))),
}


def drawn(data: some.DataObject, every: Every) -> Rule:
    said: dict[str, Any] = {name: data.draw(part, name) for name, part in PARTS.items()}
    return Rule(every, **said)


@given(some.data(), some.sampled_from(list(Every)[:6]), some.datetimes(START, START + timedelta(days=400)))
def test_a_rule_that_gives_other_dates_than_its_neighbour_is_told_otherwise(
    data: some.DataObject, every: Every, moment: datetime
) -> None:
    start = moment.replace(second=0, microsecond=0)
    rule = drawn(data, every)
    name = data.draw(some.sampled_from(sorted(PARTS)))
    other: Rule = replace(rule, **{name: data.draw(PARTS[name], "other")})
    assert words(rule, start) != words(other, start) or dates(rule, start) == dates(other, start)


@given(some.data(), some.sampled_from(list(Every)))
def test_a_rule_that_is_written_out_reads_the_same(data: some.DataObject, every: Every) -> None:
    rule = drawn(data, every)
    assert read_rule(rule_text(rule)) == rule


@pytest.mark.parametrize("end", ["COUNT=3", "UNTIL=20270101", "UNTIL=20270101T080000", "UNTIL=20270101T080000Z"])
def test_an_end_that_is_written_out_reads_the_same(end: str) -> None:
    rule = read_rule(f"FREQ=DAILY;{end}")
    assert read_rule(rule_text(rule)) == rule
