"""When a clinic is open: schedules, a calendar's own hours, closures and blocks, put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval, intersection, union, without
from frontdesk.domain.opening import Openings, closed_by, opened
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Schedule, Stretch, Weekday
from tests.domain.hours_by_hand import Scene

MADRID, NEW_YORK = "Europe/Madrid", "America/New_York"
CHEN, ORTEGA = Id(1), Id(2)
HERE, THERE = Id(11), Id(12)
CHECKS, CLASSES = Id(21), Id(22)
ZONES = {HERE: NEW_YORK, THERE: MADRID}
DAY = date(2026, 3, 18)
ONE_DAY = timedelta(days=1)
_HOUR = 3_600_000


def minutes(text: str) -> tuple[Stretch, ...]:
    """Read stretches as in "09:00-12:00 13:00-17:00"."""
    return tuple(
        Stretch(*(Minute(int(each[:2]) * 60 + int(each[3:])) for each in part.split("-"))) for part in text.split()
    )


def every_day(hours: str) -> tuple[Rule, ...]:
    """Make rules of the same hours every day."""
    return tuple(Rule(day=day, intervals=minutes(hours)) for day in WEEKDAYS)


def schedule(hours: str | Sequence[Rule], practitioner: Id | None = CHEN, **more: Any) -> Schedule:
    """Make a schedule of Dr. Chen's, here."""
    rules = every_day(hours) if isinstance(hours, str) else tuple(hours)
    sent = {"id": Id(99), "name": "", "zone": NEW_YORK, "location_id": HERE, **more}
    return Schedule(rules=rules, practitioner_id=practitioner, **sent).checked()


def own(hours: str, calendar: Id = CHECKS, **more: Any) -> Schedule:
    """Make a calendar's own schedule."""
    return schedule(hours, practitioner=None, calendar_id=calendar, **more)


def closure(first: date = DAY, last: date | None = None, **more: Any) -> Closure:
    """Make a closure of one day at all locations."""
    return Closure(id=Id(98), name="Closed", first=first, last=last or first, **more).checked()


def openings(*schedules: Schedule, closures: Sequence[Closure] = ()) -> Openings:
    """Put schedules and closures together."""
    return Openings(schedules, tuple(closures), ZONES)


def span(day: date = DAY, days: int = 1, zone: str = NEW_YORK) -> Interval:
    """Give a date, or several, from midnight to midnight."""
    return Interval(at(day, 0, zone), at(day + days * ONE_DAY, 0, zone))


def at(day: date, hour: float, zone: str = NEW_YORK) -> Instant:
    """Give the instant of an hour of a date that is no odd one."""
    clock = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(hours=hour)
    return Instant(int(clock.timestamp() * 1000))


def clocks(found: Sequence[Interval], zone: str = NEW_YORK) -> str:
    """Write intervals as the wall shows them."""
    tz = ZoneInfo(zone)
    ends = ((datetime.fromtimestamp(i.start / 1000, tz), datetime.fromtimestamp(i.end / 1000, tz)) for i in found)
    return " ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in ends)


# The clock jumps from 02:00 to 03:00 on 8 March, and is set back from 02:00 to 01:00 on 1 November.
GAP, FOLD = date(2026, 3, 8), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("hours", "shown", "length"),
    [
        ("00:00-24:00", "00:00-00:00", 23),
        ("01:00-04:00", "01:00-04:00", 2),
        ("02:00-03:00", "", 0),
        ("02:15-02:45", "03:15-03:45", 0.5),
        ("02:30-05:00", "03:30-05:00", 1.5),
        ("01:00-02:30", "01:00-03:30", 1.5),
        ("02:30-03:15", "", 0),
        ("02:30-03:30", "", 0),
        ("02:00-04:00", "03:00-04:00", 1),
    ],
)
def test_a_time_that_does_not_exist_moves_on_by_the_gap(hours: str, shown: str, length: float) -> None:
    found = opened(schedule(hours), span(GAP))
    assert clocks(found) == shown
    assert sum(i.length for i in found) == length * _HOUR


@pytest.mark.parametrize(
    ("hours", "shown", "length"),
    [
        ("00:00-24:00", "00:00-00:00", 25),
        ("00:00-01:30", "00:00-01:30", 1.5),
        ("01:15-01:45", "01:15-01:45", 0.5),
        ("01:30-02:00", "01:30-02:00", 1.5),
        ("01:30-04:00", "01:30-04:00", 3.5),
        ("02:00-04:00", "02:00-04:00", 2),
    ],
)
def test_of_a_time_that_comes_twice_the_first_counts(hours: str, shown: str, length: float) -> None:
    found = opened(schedule(hours), span(FOLD))
    assert clocks(found) == shown
    assert sum(i.length for i in found) == length * _HOUR
    assert found[0].start == at(FOLD, 0) + (int(hours[:2]) + int(hours[3:5]) / 60 + (hours[:2] >= "02")) * _HOUR


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("America/Sao_Paulo", date(2017, 10, 15), 23),
        ("America/Sao_Paulo", date(2018, 2, 17), 25),
        ("Antarctica/Casey", date(2020, 10, 4), 21),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Pacific/Apia", date(2011, 12, 31), 24),
        ("Pacific/Kwajalein", date(1993, 8, 21), 0),
        ("UTC", date(2026, 3, 29), 24),
    ],
)
def test_a_whole_date_is_as_long_as_the_zone_makes_it(zone: str, day: date, hours: float) -> None:
    rule = Rule(date=day, intervals=minutes("00:00-24:00"))
    week = Interval(Instant(at(day, 0, "UTC") - 72 * _HOUR), Instant(at(day, 0, "UTC") + 96 * _HOUR))
    assert sum(i.length for i in opened(schedule([rule], zone=zone), week)) == hours * _HOUR


def test_days_without_a_midnight_join_on_to_the_day_before() -> None:
    # São Paulo's clock jumped from 00:00 to 01:00 on 15 October 2017.
    day, zone = date(2017, 10, 15), "America/Sao_Paulo"
    (found,) = opened(schedule("00:00-02:00 23:00-24:00", zone=zone), span(day - ONE_DAY, 2, zone))[1:2]
    assert found.length == 2 * _HOUR
    assert clocks([found], zone) == "23:00-02:00"


def test_hours_speak_in_the_zone_of_their_schedule() -> None:
    found = openings(schedule("09:00-17:00", zone=MADRID)).of(CHEN, span())
    assert clocks(found, MADRID) == "09:00-17:00"


def test_a_date_rule_closes_its_date_and_leaves_the_others() -> None:
    rules = [*every_day("09:00-12:00"), Rule(date=DAY)]
    assert clocks(openings(schedule(rules)).of(CHEN, span(DAY - ONE_DAY, 3))) == "09:00-12:00 09:00-12:00"


def test_fortnightly_rules_resolve_in_their_weeks_over_the_end_of_a_year() -> None:
    first = date(2026, 12, 14)
    late = Rule(day=Weekday.MONDAY, every=2, since=first, intervals=minutes("13:00-20:00"))
    early = Rule(day=Weekday.MONDAY, every=2, since=first + 7 * ONE_DAY, intervals=minutes("07:00-13:00"))
    found = openings(schedule([late, early])).of(CHEN, span(first, 28))
    assert clocks(found) == "13:00-20:00 07:00-13:00 13:00-20:00 07:00-13:00"


def test_several_schedules_of_a_practitioner_add_up() -> None:
    both = openings(schedule("09:00-12:00"), schedule("11:00-14:00"), schedule("16:00-17:00"))
    assert clocks(both.of(CHEN, span())) == "09:00-14:00 16:00-17:00"


def test_others_schedules_and_those_put_away_do_not_count() -> None:
    held = openings(schedule("09:00-12:00", archived_at=Instant(1)), schedule("13:00-14:00", practitioner=ORTEGA))
    assert held.of(CHEN, span()) == ()
    assert held.of(None, span()) == ()


def test_schedules_of_two_locations_are_apart_when_one_is_asked_for() -> None:
    held = openings(schedule("09:00-12:00"), schedule("13:00-17:00", location_id=THERE))
    assert clocks(held.of(CHEN, span())) == "09:00-12:00 13:00-17:00"
    assert clocks(held.of(CHEN, span(), location=HERE)) == "09:00-12:00"
    assert clocks(held.of(CHEN, span(), location=THERE)) == "13:00-17:00"


def test_a_calendar_that_schedules_are_tied_to_has_those_alone() -> None:
    held = openings(schedule("09:00-12:00"), schedule("13:00-17:00", calendars=(CHECKS,)))
    assert clocks(held.of(CHEN, span(), calendar=CHECKS)) == "13:00-17:00"
    assert clocks(held.of(CHEN, span(), calendar=CLASSES)) == "09:00-12:00"
    assert clocks(held.of(CHEN, span())) == "09:00-12:00 13:00-17:00"


def test_a_calendar_is_closed_to_those_whose_schedules_are_all_for_others() -> None:
    held = openings(schedule("13:00-17:00", calendars=(CHECKS,)), own("09:00-17:00", CLASSES))
    assert held.of(CHEN, span(), calendar=CLASSES) == ()


def test_a_calendars_own_hours_and_the_practitioners_both_must_be_open() -> None:
    held = openings(schedule("09:00-12:00 13:00-17:00"), own("11:00-14:00"))
    assert clocks(held.of(CHEN, span(), calendar=CHECKS)) == "11:00-12:00 13:00-14:00"
    assert clocks(held.of(CHEN, span(), calendar=CLASSES)) == "09:00-12:00 13:00-17:00"


def test_a_calendars_own_hours_alone_hold_for_one_without_a_schedule() -> None:
    held = openings(schedule("09:00-12:00"), own("11:00-14:00"))
    assert clocks(held.of(ORTEGA, span(), calendar=CHECKS)) == "11:00-14:00"
    assert clocks(held.of(None, span(), calendar=CHECKS)) == "11:00-14:00"


def test_own_hours_in_another_zone_meet_the_practitioners_in_time() -> None:
    held = openings(schedule("04:00-12:00"), own("09:00-12:00", zone=MADRID))
    # On 18 March New York is five hours behind Madrid, for three weeks of the year.
    assert clocks(held.of(CHEN, span(), calendar=CHECKS), MADRID) == "09:00-12:00"


def test_a_closure_takes_its_whole_day_away() -> None:
    held = openings(schedule("00:00-24:00"), closures=[closure()])
    assert held.of(CHEN, span()) == ()
    assert sum(i.length for i in held.of(CHEN, span(DAY - ONE_DAY, 3))) == 48 * _HOUR


def test_a_closure_of_part_of_each_day_takes_that_part() -> None:
    partly = closure(DAY, DAY + ONE_DAY, start=Minute(720), end=Minute(840))
    held = openings(schedule("09:00-17:00"), closures=[partly])
    assert clocks(held.of(CHEN, span(DAY, 3))) == "09:00-12:00 14:00-17:00 09:00-12:00 14:00-17:00 09:00-17:00"


def test_a_closure_of_one_location_leaves_the_other_open() -> None:
    held = openings(
        schedule("09:00-12:00"),
        schedule("13:00-14:00", location_id=THERE),
        closures=[closure(location_id=THERE)],
    )
    assert clocks(held.of(CHEN, span())) == "09:00-12:00"


def test_a_closure_of_all_locations_is_a_day_of_each_ones_own_zone() -> None:
    held = openings(schedule("00:00-24:00", location_id=THERE), closures=[closure()])
    # Madrid's 18 March lies from 19:00 to 19:00 in New York.
    assert clocks(held.of(CHEN, span(DAY - ONE_DAY, 3))) == "00:00-19:00 19:00-00:00"


def test_struck_and_archived_closures_take_nothing_away() -> None:
    gone = [closure(holiday=True, struck=True), closure(archived_at=Instant(1))]
    held = openings(schedule("09:00-12:00"), closures=gone)
    assert clocks(held.of(CHEN, span())) == "09:00-12:00"
    assert held.shut(HERE, span()) == ()


def test_a_closure_of_a_calendars_location_closes_its_own_hours_too() -> None:
    held = openings(own("09:00-12:00", location_id=THERE), closures=[closure(location_id=THERE)])
    assert held.of(None, span(), calendar=CHECKS) == ()


def test_blocks_are_taken_off() -> None:
    block = Interval(at(DAY, 10), at(DAY, 11))
    found = openings(schedule("09:00-12:00")).of(CHEN, span(), blocks=[block])
    assert clocks(found) == "09:00-10:00 11:00-12:00"


def test_the_closures_over_a_time_are_those_that_take_any_of_it() -> None:
    whole, partly = closure(), closure(start=Minute(720), end=Minute(840))
    held = openings(closures=[whole, partly, closure(location_id=THERE), closure(DAY + ONE_DAY)])
    one, two = Interval(at(DAY, 13), at(DAY, 15)), Interval(at(DAY, 14), at(DAY, 15))
    assert held.shut(HERE, one) == ((whole, (one,)), (partly, (Interval(at(DAY, 13), at(DAY, 14)),)))
    assert held.shut(HERE, two) == ((whole, (two,)),)


def test_a_location_is_closed_within_the_span_alone() -> None:
    held = openings(closures=[closure(DAY - ONE_DAY, DAY + ONE_DAY)])
    noon = Interval(at(DAY, 12), at(DAY, 13))
    assert held.closed(HERE, noon) == (noon,)


def test_a_closure_gives_whole_days_whatever_part_of_them_is_asked_for() -> None:
    assert closed_by(closure(), NEW_YORK, Interval(at(DAY, 12), at(DAY, 13))) == (span(),)


# Moments around which the clock, or the date, does what most clocks never do, and the zones that do it.
MOMENTS = [
    ("America/New_York", datetime(2026, 3, 8, 7)),
    ("America/New_York", datetime(2026, 11, 1, 6)),
    ("America/St_Johns", datetime(2006, 10, 29, 2, 31)),
    ("America/St_Johns", datetime(1988, 10, 30, 1, 31)),
    ("Asia/Dhaka", datetime(2009, 6, 19, 17)),
    ("Antarctica/Casey", datetime(2010, 3, 4, 15)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15)),
    ("America/Sao_Paulo", datetime(2017, 10, 15, 3)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10)),
    ("Pacific/Kwajalein", datetime(1993, 8, 21, 12)),
    ("UTC", datetime(2028, 2, 29)),
]
any_zone = st.sampled_from([zone for zone, _ in MOMENTS])
any_moment = st.sampled_from([int(moment.replace(tzinfo=ZoneInfo("UTC")).timestamp()) for _, moment in MOMENTS])
any_minute = st.sampled_from([0, 1, 60, 90, 120, 150, 165, 180, 540, 720, 1380, 1395, 1410, 1440]) | st.integers(
    0, 1440
)
any_hours = st.tuples(any_minute, any_minute).map(lambda m: Stretch(Minute(min(m)), Minute(max(m))))
days_off = st.integers(-4, 4)


@st.composite
def rules(draw: st.DrawFn, today: date) -> tuple[Rule, ...]:
    """Draw rules, leaving out what contradicts those before."""
    found: tuple[Rule, ...] = ()
    for _ in range(draw(st.integers(0, 6))):
        hours = (draw(any_hours),) if draw(st.integers(0, 4)) else ()
        first = today + draw(days_off) * ONE_DAY
        until = draw(st.none() | st.integers(0, 4))
        if draw(st.booleans()):
            every = draw(st.integers(1, 3))
            since = first - draw(st.integers(0, 9)) * ONE_DAY if every > 1 or draw(st.booleans()) else None
            rule = Rule(day=draw(st.sampled_from(WEEKDAYS)), since=since, every=every, intervals=hours)
        else:
            rule = Rule(date=first, until=None if until is None else first + until * ONE_DAY, intervals=hours)
        try:
            found = schedule([*found, rule]).rules
        except Invalid:
            continue
    # Some day is open in most of the clinics that are drawn.
    return found or every_day("09:00-17:00")


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Draw a clinic of two locations with schedules, calendars and closures, around a moment."""
    around = draw(any_moment)
    today = datetime.fromtimestamp(around, ZoneInfo("UTC")).date()
    zones = {HERE: draw(any_zone), THERE: draw(any_zone)}
    some_place = st.sampled_from([HERE, THERE])
    held = [
        schedule(
            draw(rules(today)),
            practitioner=draw(st.sampled_from([CHEN, CHEN, ORTEGA])),
            zone=draw(any_zone),
            location_id=draw(some_place),
            calendars=draw(st.sampled_from([(), (), (CHECKS,), (CHECKS, CLASSES)])),
            archived_at=draw(st.sampled_from([None, None, None, Instant(1)])),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    if draw(st.booleans()):
        whole = draw(rules(today))
        held.append(schedule(whole, None, calendar_id=CHECKS, zone=draw(any_zone), location_id=draw(some_place)))
    return Scene(around, tuple(held), tuple(draw(st.lists(closings(today), max_size=3))), zones)


@st.composite
def closings(draw: st.DrawFn, today: date) -> Closure:
    """Draw a closure of whole days or of a part of each."""
    first = today + draw(days_off) * ONE_DAY
    a, b = sorted((draw(any_minute), draw(any_minute)))
    times = {"start": Minute(a), "end": Minute(b)} if a < b and draw(st.booleans()) else {}
    where = draw(st.sampled_from([None, HERE, THERE]))
    struck = draw(st.integers(0, 5)) == 0
    return closure(first, first + draw(st.integers(0, 3)) * ONE_DAY, location_id=where, struck=struck, **times)


# Minutes before and after the moment, two days to either side.
any_cut = st.integers(-2880, 2880)
any_who = st.sampled_from([CHEN, CHEN, CHEN, ORTEGA, None])
any_calendar = st.sampled_from([None, CHECKS, CLASSES])
any_place = st.sampled_from([None, HERE, THERE])


def between(scene: Scene, a: int, b: int) -> Interval:
    """Give the time between two minutes around the moment of a scene."""
    first, last = sorted((a, b))
    return Interval(Instant((scene.around + first * 60) * 1000), Instant((scene.around + last * 60) * 1000))


@given(scenes(), any_who, any_place, any_calendar, any_cut, any_cut)
def test_what_is_open_is_what_a_walk_over_the_walls_finds(
    scene: Scene, who: Id | None, place: Id | None, calendar: Id | None, a: int, b: int
) -> None:
    when = between(scene, a, b)
    walked = scene.open(who, place, calendar)
    found = scene.openings().of(who, when, location=place, calendar=calendar)
    assert [(i.start, i.end) for i in found] == ([] if walked is None else walked.runs(when.start, when.end))


@given(scenes(), any_who, any_calendar, st.lists(any_cut, min_size=3, max_size=5))
def test_a_span_cut_anywhere_and_joined_again_is_the_same(
    scene: Scene, who: Id | None, calendar: Id | None, cuts: list[int]
) -> None:
    held = scene.openings()
    whole = between(scene, min(cuts), max(cuts))
    ordered = sorted(cuts)
    parts = [between(scene, a, b) for a, b in pairwise(ordered)]
    assert union(i for part in parts for i in held.of(who, part, calendar=calendar)) == held.of(
        who, whole, calendar=calendar
    )
    assert union(i for part in parts for i in held.closed(HERE, part)) == held.closed(HERE, whole)


@given(scenes(), any_who, any_calendar, any_cut, any_cut)
def test_a_window_shows_what_the_whole_shows_there(
    scene: Scene, who: Id | None, calendar: Id | None, a: int, b: int
) -> None:
    held, window = scene.openings(), between(scene, a, b)
    whole = held.of(who, between(scene, -4000, 4000), calendar=calendar)
    assert held.of(who, window, calendar=calendar) == intersection(whole, [window])


@given(scenes(), any_who, any_calendar, st.lists(st.tuples(any_cut, any_cut), max_size=3))
def test_blocks_take_their_time_and_no_more(
    scene: Scene, who: Id | None, calendar: Id | None, blocked: list[tuple[int, int]]
) -> None:
    held, whole = scene.openings(), between(scene, -2880, 2880)
    blocks = [between(scene, a, b) for a, b in blocked]
    free = held.of(who, whole, calendar=calendar)
    assert held.of(who, whole, calendar=calendar, blocks=blocks) == without(free, blocks)


@given(scenes(), any_who, any_calendar)
def test_a_closure_more_never_opens_anything(scene: Scene, who: Id | None, calendar: Id | None) -> None:
    whole = between(scene, -2880, 2880)
    fewer = Openings(scene.schedules, scene.closures[1:], scene.zones).of(who, whole, calendar=calendar)
    found = scene.openings().of(who, whole, calendar=calendar)
    assert without(found, fewer) == ()
