"""Hours around every change of every zone's clock, against a walk over the wall."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zlib import crc32

import pytest

from frontdesk.domain.closure import Closure
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.opening import closed_by, opened
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Schedule, Stretch
from tests.domain.hours_by_hand import Change, Timeline, WallClock, changes_of, every_zone
from tests.domain.hours_by_hand import close as close_by_hand
from tests.domain.hours_by_hand import opened as opened_by_hand

_HOUR = 3_600
REGIONS = sorted({name.partition("/")[0] if "/" in name else "" for name in every_zone()})
by_region = pytest.mark.parametrize("region", REGIONS, ids=lambda region: region or "others")


def zones_of(region: str) -> list[str]:
    """Give the zones of one part of the zone database."""
    return [name for name in every_zone() if (name.partition("/")[0] if "/" in name else "") == region]


def sample(region: str) -> Iterator[tuple[Change, int]]:
    """Give a change of every shape that there is, and of every zone one that is picked by its name.

    The number beside it says to try every stretch, or every so many when the shape has been tried before.
    """
    shapes = set()
    for name in zones_of(region):
        changes = changes_of(name) or (Change(name, crc32(name.encode()), 0, 0),)
        picked = crc32(name.encode()) % len(changes)
        for n, change in enumerate(changes):
            if change.shape not in shapes:
                shapes.add(change.shape)
                yield change, 1
            elif n == picked:
                yield change, 5


def telling_minutes(change: Change) -> list[int]:
    """Give the minutes of a day around what the clock skips or shows twice, and the day's own ends."""
    low, high = sorted((change.at + change.before, change.at + change.after))
    around = (low - 1800, low, low + (high - low) // 4, (low + high) // 2, high, high + 2700)
    return sorted({0, 1440, *(each % 86_400 // 60 for each in around)})


def all_week(start: int, end: int, zone: str) -> Schedule:
    """Make a schedule that is open at the same time every day."""
    open_then = (Stretch(Minute(start), Minute(end)),)
    rules = tuple(Rule(day=day, intervals=open_then) for day in WEEKDAYS)
    return Schedule(id=Id(1), name="", zone=zone, location_id=Id(1), rules=rules)


def differences(change: Change, every: int) -> Iterator[str]:
    """Say where the hours that are resolved are not those of the walk, for every n-th stretch of telling minutes."""
    clock = WallClock(change.zone, change.at, days=2)
    # Within the dates that are walked whole, and to both sides of the change.
    start, end = (change.at - 14 * _HOUR) * 1000, (change.at + 14 * _HOUR) * 1000
    span = Interval(Instant(start), Instant(end))
    for a, b in list(combinations(telling_minutes(change), 2))[::every]:
        schedule = all_week(a, b, change.zone)
        got = [(i.start, i.end) for i in opened(schedule, span)]
        wanted = opened_by_hand(schedule, clock).runs(start, end)
        if got != wanted:
            yield f"{change.zone} {datetime.fromtimestamp(change.at, UTC)} {a}-{b}: {got} for {wanted}"


def first_few(changes: Iterable[tuple[Change, int]]) -> list[str]:
    """Look for differences until there are some."""
    found: list[str] = []
    for change, every in changes:
        found += differences(change, every)
        if len(found) > 5:
            break
    return found


@by_region
def test_hours_around_a_change_of_the_clock_are_those_of_a_walk_over_the_wall(region: str) -> None:
    assert first_few(sample(region)) == []


@pytest.mark.slow
@by_region
def test_hours_around_many_changes_of_every_zone_are_those_of_a_walk_over_the_wall(region: str) -> None:
    """Try one change in twenty; all 30,000 of them take ten minutes, and are tried with FRONTDESK_EVERY_CHANGE=1."""
    every = int(os.environ.get("FRONTDESK_EVERY_CHANGE", "20"))
    changes = [change for name in zones_of(region) for change in changes_of(name)]
    assert first_few((change, 1) for change in changes[:: max(1, every)]) == []


def test_every_zone_of_the_database_and_every_kind_of_change_is_looked_at() -> None:
    looked_at = [change for region in REGIONS for change, _ in sample(region)]
    assert {change.zone for change in looked_at} == set(every_zone())
    assert len({change.shape for change in looked_at}) > 200
    steps = {abs(change.after - change.before) for change in looked_at}
    assert {0, 1800, 3600, 7200, 24 * _HOUR} <= steps


ODD = [
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
    ("America/Sao_Paulo", date(2017, 10, 15)),
    ("America/St_Johns", date(2006, 10, 29)),
    ("Antarctica/Casey", date(2010, 3, 5)),
    ("Asia/Dhaka", date(2009, 6, 20)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("America/New_York", date(2026, 3, 8)),
]


@pytest.mark.parametrize(("zone", "day"), ODD)
@pytest.mark.parametrize(("start", "end"), [(None, None), (0, 1440), (30, 135), (150, 180), (1380, 1440)])
def test_a_closure_over_an_odd_day_takes_what_a_walk_over_the_wall_takes(
    zone: str, day: date, start: int | None, end: int | None
) -> None:
    times = {} if start is None or end is None else {"start": Minute(start), "end": Minute(end)}
    closure = Closure(id=Id(1), name="", first=day, last=day, **times)
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    clock = WallClock(zone, noon)
    span = Interval(Instant((noon - 40 * _HOUR) * 1000), Instant((noon + 40 * _HOUR) * 1000))
    line = Timeline(clock)
    line.mark(clock.start, clock.end)
    close_by_hand(line, [closure], 1, clock)
    open_still = line.runs(span.start, span.end)
    closed = [(i.start, i.end) for i in closed_by(closure, zone, span)]
    assert closed == _between(open_still, span)


def _between(runs: list[tuple[int, int]], span: Interval) -> list[tuple[int, int]]:
    edges = [span.start, *(edge for run in runs for edge in run), span.end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Pacific/Kwajalein", "Pacific/Enderbury"])
def test_a_date_that_a_zone_left_out_neither_opens_nor_closes_anything(zone: str) -> None:
    (change,) = (c for c in changes_of(zone) if c.after - c.before > 20 * _HOUR)
    gone = date(1970, 1, 1) + timedelta(days=(change.at + change.before) // 86_400)
    nine_to_five = (Stretch(Minute(540), Minute(1020)),)
    schedule = Schedule(
        id=Id(1), name="", zone=zone, location_id=Id(1), rules=(Rule(date=gone, intervals=nine_to_five),)
    )
    span = Interval(Instant((change.at - 90_000) * 1000), Instant((change.at + 90_000) * 1000))
    assert opened(schedule, span) == ()
    assert closed_by(Closure(id=Id(1), name="", first=gone, last=gone), zone, span) == ()
    partly = Closure(id=Id(1), name="", first=gone, last=gone, start=Minute(540), end=Minute(600))
    assert closed_by(partly, zone, span) == ()
