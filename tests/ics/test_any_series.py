"""What holds for every series, whatever its rule, its zone, and what was taken out, added or changed."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta, timezone, tzinfo
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.ics.event import Event
from frontdesk.ics.expand import Occurrence
from frontdesk.ics.reader import read
from frontdesk.ics.rule import read_rule
from frontdesk.ics.walk import Walk
from frontdesk.ics.writer import write
from tests.ics.any_series import Series, series
from tests.ics.calendars import ZONE
from tests.support.strict_ics import breaches

STAMP = Instant(0)


def inside(each: Occurrence, window: Interval) -> bool:
    return each.start < window.end and (each.end > window.start or each.start >= window.start)


def windows_give_what_the_whole_gives(found: Series, cuts: list[int]) -> None:
    whole = found.over(found.span)
    assume(not whole.cut)
    span = found.span.end - found.span.start
    edges = sorted(
        {found.span.start, found.span.end, *(Instant(found.span.start + cut * span // 1000) for cut in cuts)}
    )
    for begin, end in pairwise(edges):
        window = Interval(begin, end)
        assert [each for each in whole.occurrences if inside(each, window)] == list(found.over(window).occurrences)


def comes_back_the_same(found: Series) -> None:
    first = write(found.events, stamp=STAMP)
    again = read(first, zone=ZONE)
    assert [said(each) for each in again.events] == [said(each) for each in found.events]
    assert [problem.what for problem in again.problems] == []
    other = Series(found.lines, again.events, found.span)
    shown, shown_again = found.over(found.span), other.over(found.span)
    assert [moments(each) for each in shown_again.occurrences] == [moments(each) for each in shown.occurrences]
    assert write(again.events, stamp=STAMP) == first


def said(event: Event) -> dict[str, object]:
    """Give all of an event but its line and its clocks: a zone of the database comes back with a definition."""
    return {each.name: getattr(event, each.name) for each in fields(event) if each.name not in PLACE}


PLACE = {"line", "clock", "end_clock"}


def moments(each: Occurrence) -> tuple[str, int, int, bool]:
    return each.key, each.start, each.end, each.cancelled


def resolve(wall: datetime, found: Series) -> int:
    """Resolve a wall-clock time without the program: in a gap by the offset before it, of two equal times the first."""
    if found.master.all_day:
        return moment_of(wall, ZoneInfo(ZONE))
    place = {"Own": ZoneInfo("Europe/Berlin"), "Far": timezone(timedelta(hours=5, minutes=45))}.get(found.place)
    return moment_of(wall, place or ZoneInfo(found.place))


def moment_of(wall: datetime, place: tzinfo) -> int:
    return int(wall.replace(tzinfo=place).timestamp()) * 1000


def fair(rule: str) -> bool:
    """Tell whether dateutil does a rule right (see the table of recurrences for what it does wrong)."""
    parts = dict(part.split("=") for part in rule.split(";"))
    days = parts.get("BYDAY", "").split(",")
    mixed = len({each[-2:] == each for each in days}) > 1
    alone = parts["FREQ"] == "YEARLY" and "BYMONTHDAY" in parts and not parts.keys() & {"BYMONTH", "BYDAY", "BYYEARDAY"}
    first_week = parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts
    return not mixed and not alone and not first_week and "BYWEEKNO" not in parts


def judged(found: Series) -> list[int]:
    """Expand a series by dateutil, and add, leave out and count by sets."""
    parts = dict(part.split("=") for part in found.rule.split(";"))
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    bare = ";".join(f"{name}={value}" for name, value in parts.items())
    far = found.wall + timedelta(milliseconds=found.span.end - found.span.start)
    walls = [found.wall, *given_by(bare, found.wall, far)]
    if parts.keys() & {"BYHOUR", "BYMINUTE"}:
        walls = [found.wall, *(each for each in walls[1:] if exists(each, found))]
    starts = [resolve(each, found) for each in walls]
    if until is not None and found.master.all_day:
        starts = starts[:1] + [at for at, each in zip(starts[1:], walls[1:], strict=True) if f"{each:%Y%m%d}" <= until]
    elif until is not None:
        last = int(datetime.strptime(until, "%Y%m%dT%H%M%S%z").timestamp()) * 1000
        starts = [starts[0], *(at for at in starts[1:] if at <= last)]
    chosen = set(starts[: int(count)] if count else starts) | {resolve(each, found) for each in found.added}
    return sorted(chosen - {resolve(each, found) for each in found.left_out})


def given_by(rule: str, start: datetime, far: datetime) -> list[datetime]:
    """Walk a rule by dateutil, which would look until the year 9999 for the next time of one that has no more."""
    ours = Walk(read_rule(rule), start, last=far + timedelta(days=4_000))
    assume(len(list(islice((each for each in ours if each > far), 1))) == 1)
    return list(rrulestr(rule, dtstart=start).between(start, far))


def exists(each: datetime, found: Series) -> bool:
    return found.master.clock.wall(resolve(each, found)) == each


CUTS = st.lists(st.integers(1, 999), min_size=1, max_size=4)


@given(series(), CUTS)
def test_a_series_in_windows_is_the_whole_series(found: Series, cuts: list[int]) -> None:
    windows_give_what_the_whole_gives(found, cuts)


@given(series())
def test_a_series_comes_back_from_a_file_as_it_went(found: Series) -> None:
    comes_back_the_same(found)


@given(series())
def test_a_series_goes_out_without_a_breach(found: Series) -> None:
    assert breaches(write(found.events, stamp=STAMP)) == []


def dateutil_agrees(found: Series) -> None:
    assume(fair(found.rule))
    ours = found.over(found.span)
    assume(not ours.cut)
    theirs = [at for at in judged(found) if at < found.span.end]
    assert [each.start for each in ours.occurrences] == theirs


@given(series(versions=False))
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_dateutil_agrees_about_every_series_that_it_does_right(found: Series) -> None:
    dateutil_agrees(found)


@pytest.mark.slow
@given(series(versions=False))
@settings(max_examples=1_000, suppress_health_check=[HealthCheck.filter_too_much])
def test_dateutil_agrees_about_many_series(found: Series) -> None:
    dateutil_agrees(found)


@pytest.mark.slow
@given(series(), CUTS)
@settings(max_examples=1_000)
def test_many_series_hold_in_windows_and_in_files(found: Series, cuts: list[int]) -> None:
    windows_give_what_the_whole_gives(found, cuts)
    comes_back_the_same(found)
    assert breaches(write(found.events, stamp=STAMP)) == []
