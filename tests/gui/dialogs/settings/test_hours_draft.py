"""A schedule while it is edited: what is not touched stays as it came, whatever the rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.schedule import WEEKDAYS, Rule, Schedule, Stretch, Weekday, checked_rules
from frontdesk.gui.dialogs.settings.hours_bars import stretch
from frontdesk.gui.dialogs.settings.hours_draft import DatePlace, DayPlace, HoursDraft, draft_of
from frontdesk.gui.dialogs.settings.hours_periods import Period, Sheet

MONDAY = date(2026, 3, 23)
MORNING, NOON = stretch(540, 720), stretch(780, 1020)
EVERY_WEEK = Sheet(Period())

bars = st.lists(st.integers(0, 96), min_size=0, max_size=6, unique=True).map(
    lambda ends: tuple(stretch(a * 15, b * 15) for a, b in zip(*[iter(sorted(ends))] * 2, strict=False))
)
near = st.integers(0, 60).map(lambda n: MONDAY + timedelta(days=n))


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Draw rules that the domain takes: weekly, fortnightly, for a time, on dates, with notes, even without hours."""
    made: list[Rule] = []
    for _ in range(draw(st.integers(0, 8))):
        rule = draw(one_rule())
        try:
            checked_rules((*made, rule))
        except Invalid:
            continue
        made.append(rule)
    return tuple(made)


@st.composite
def one_rule(draw: st.DrawFn) -> Rule:
    note, intervals = draw(st.sampled_from(("", "leave"))), draw(bars)
    until = draw(st.none() | near)
    if draw(st.booleans()):
        return Rule(date=draw(near), until=until, intervals=intervals, note=note)
    every = draw(st.integers(1, 3))
    since = draw(near) if every > 1 else draw(st.none() | near)
    return Rule(day=draw(st.sampled_from(WEEKDAYS)), since=since, until=until, every=every, intervals=intervals)


@given(rules())
def test_rules_that_are_not_edited_come_out_as_they_went_in(held: tuple[Rule, ...]) -> None:
    draft = draft_of(held)
    assert draft.rules == held
    again = draft
    for sheet in draft.sheets:
        again = again.put_week(sheet, draft.week(sheet))
    assert again.rules == held


@given(rules())
def test_every_open_stretch_of_a_weekday_rule_is_shown_in_exactly_one_week(held: tuple[Rule, ...]) -> None:
    draft = draft_of(held)
    for rule in held:
        if rule.day is not None:
            where = [sheet for sheet in draft.sheets if sheet.holds(rule)]
            assert len(where) == 1
            shown = draft.bars(where[0], rule.day.number)
            assert all(any(s.start <= each.start and each.end <= s.end for s in shown) for each in rule.intervals)


@given(rules(), bars, st.integers(0, 6))
def test_an_edit_of_one_day_leaves_every_other_rule_as_it_was(
    held: tuple[Rule, ...], new: tuple[Stretch, ...], weekday: int
) -> None:
    draft = draft_of(held)
    sheet = draft.sheets[0]
    mine = {n for n, r in enumerate(held) if sheet.holds(r) and r.day is WEEKDAYS[weekday]}
    after = draft.put(sheet, weekday, new)
    assert after.bars(sheet, weekday) == tuple(sorted(new))
    others = tuple(r for n, r in enumerate(held) if n not in mine)
    assert tuple(r for r in after.rules if r in others) == others


@given(rules(), near, st.integers(1, 3))
def test_new_weeks_from_a_date_on_change_nothing_before_it(held: tuple[Rule, ...], day: date, weeks: int) -> None:
    draft = draft_of(held)
    try:
        after = draft.split(draft.periods[0], day, weeks)
    except Invalid:
        assume(False)
    assume(after.problem() is None)
    before, now = (Schedule(id=Id(1), name="x", zone="UTC", location_id=Id(2), rules=r) for r in (held, after.rules))
    for n in range(1, 80):
        earlier = day - timedelta(days=n)
        assert now.stretches_on(earlier) == before.stretches_on(earlier)


def test_a_rota_begins_with_the_hours_that_were_every_weeks() -> None:
    draft = HoursDraft().put(EVERY_WEEK, 0, (MORNING,)).split(Period(), MONDAY, 2)
    later = Period(MONDAY, None, 2)
    assert draft.periods == (Period(None, MONDAY - timedelta(days=1)), later)
    assert [draft.bars(sheet, 0) for sheet in later.sheets] == [(MORNING,), (MORNING,)]


def test_the_weeks_of_a_rota_hold_in_turn() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(rota,)).put(rota.sheets[0], 0, (MORNING,)).put(rota.sheets[1], 0, (NOON,))
    schedule = Schedule(id=Id(1), name="x", zone="UTC", location_id=Id(2), rules=draft.rules)
    held = [schedule.stretches_on(MONDAY + timedelta(weeks=n)) for n in range(-1, 4)]
    assert held == [(), (MORNING,), (NOON,), (MORNING,), (NOON,)]


def test_a_rota_that_begins_in_the_middle_of_a_week_has_its_second_week_from_monday_on() -> None:
    rota = Period(MONDAY + timedelta(days=2), None, 2)
    assert rota.since(1) == MONDAY + timedelta(days=7)


def test_a_period_gets_another_first_date_with_all_its_weeks() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(rota,)).put(rota.sheets[1], 4, (NOON,))
    moved = draft.reshaped(rota, Period(MONDAY + timedelta(days=14), None, 2))
    assert moved.rules == (Rule(day=Weekday.FRIDAY, since=MONDAY + timedelta(days=21), every=2, intervals=(NOON,)),)


def test_a_third_week_comes_in_like_the_first() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(rota,)).put(rota.sheets[0], 0, (MORNING,))
    wider = Period(MONDAY, None, 3)
    assert [draft.reshaped(rota, wider).bars(s, 0) for s in wider.sheets] == [(MORNING,), (), (MORNING,)]


def test_hours_of_other_weeks_on_the_same_dates_are_walls() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(Period(), rota)).put(EVERY_WEEK, 5, (MORNING,))
    assert draft.walls(rota.sheets[1], 5) == (MORNING,)
    assert draft.walls(rota.sheets[1], 4) == ()


def test_the_weeks_of_one_rota_are_no_walls_for_each_other() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(rota,)).put(rota.sheets[0], 0, (MORNING,))
    assert draft.walls(rota.sheets[1], 0) == ()


def test_the_hours_of_a_rota_are_those_of_its_weeks_in_turn() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(rota,)).put(rota.sheets[0], 0, (MORNING,))
    assert draft.minutes_of_weeks(rota, MONDAY) == (180, 0)
    assert draft.minutes_of_weeks(rota, MONDAY + timedelta(days=9)) == (0, 180)


def test_hours_of_other_weeks_count_in_the_sum() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(Period(), rota)).put(EVERY_WEEK, 0, (NOON,)).put(rota.sheets[1], 5, (MORNING,))
    assert draft.minutes_of_weeks(Period(), MONDAY) == (240, 420)


def test_the_sum_ends_with_the_weeks() -> None:
    short = Period(MONDAY, MONDAY + timedelta(days=6), 2)
    draft = HoursDraft(periods=(short,)).put(short.sheets[0], 0, (MORNING,))
    assert draft.minutes_of_weeks(short, MONDAY - timedelta(days=30)) == (180,)
    assert draft.minutes_of_weeks(short, MONDAY + timedelta(days=300)) == (180,)


def test_a_date_is_added_changed_and_taken_away() -> None:
    day = Rule(date=MONDAY, note="leave")
    draft = draft_of((Rule(day=Weekday.MONDAY, intervals=(MORNING,)),)).with_date(day)
    assert [rule for _, rule in draft.dates] == [day]
    index = draft.dates[0][0]
    other = Rule(date=MONDAY, intervals=(NOON,))
    assert [rule for _, rule in draft.with_date(other, index).dates] == [other]
    assert draft.without_date(index).dates == ()


def test_a_refusal_is_told_where_its_rule_is_shown() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(Period(), rota)).put(rota.sheets[1], 3, (MORNING,)).with_date(Rule(date=MONDAY))
    assert draft.place_of("rules[0].intervals[0].to") == DayPlace(rota.sheets[1], 3)
    assert draft.place_of("rules[1].date") == DatePlace(1)
    assert draft.place_of("zone_name") is None


def test_dates_that_cross_are_found_before_they_are_saved() -> None:
    draft = HoursDraft().with_date(Rule(date=MONDAY)).with_date(Rule(date=MONDAY))
    problem = draft.problem()
    assert problem is not None
    assert (problem.reason, draft.place_of(str(problem.facts["field"]))) == ("dates_cross", DatePlace(1))


def test_weeks_cannot_be_split_before_they_begin() -> None:
    period = Period(MONDAY)
    with pytest.raises(Invalid):
        HoursDraft(periods=(period,)).put(Sheet(period), 0, (NOON,)).split(period, MONDAY, 2)


def test_weeks_that_go_take_their_hours_along() -> None:
    draft = HoursDraft().put(EVERY_WEEK, 0, (MORNING,)).split(Period(), MONDAY, 1)
    gone = draft.without_period(Period(MONDAY))
    assert gone.periods == (Period(None, MONDAY - timedelta(days=1)),)
    assert len(gone.rules) == 1


def test_a_rota_that_is_split_goes_on_with_the_week_whose_turn_it_is() -> None:
    rota = Period(MONDAY, None, 2)
    draft = HoursDraft(periods=(rota,)).put(rota.sheets[0], 0, (MORNING,)).put(rota.sheets[1], 0, (NOON,))
    later = Period(MONDAY + timedelta(weeks=3), None, 2)
    after = draft.split(rota, MONDAY + timedelta(weeks=3), 2)
    assert [after.bars(sheet, 0) for sheet in later.sheets] == [(NOON,), (MORNING,)]
