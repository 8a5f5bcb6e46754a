"""How late a practitioner runs, and what that does to the visits behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.domain.lateness import ON_TIME, Lateness, Planned, Stage, Typed, lateness

NINE = 9 * 60


def at(minute: int) -> Instant:
    return Instant(minute * MINUTE)


def planned(id: int, start: int, length: int = 30, stage: Stage = Stage.TO_COME, **more: int) -> Planned:
    """Plan a visit; times are minutes of the day."""
    noted = {name: at(more.pop(name)) for name in ("began", "arrived") if name in more}
    buffers: dict[str, Any] = {name: minutes * MINUTE for name, minutes in more.items()}
    return Planned(Id(id), at(start), at(start + length), stage, **buffers, **noted)


def late_by(found: Lateness) -> dict[int, int]:
    return {one.id: one.late for one in found.visits}


def worked_out(now: int, *visits: Planned, typed: Typed | None = None) -> Lateness:
    return lateness(visits, at(now), closes=Instant(DAY), typed=typed)


def test_a_day_that_goes_as_planned_is_on_time() -> None:
    found = worked_out(NINE + 10, planned(1, NINE, stage=Stage.IN, began=NINE), planned(2, NINE + 30))
    assert (found.minutes, late_by(found)) == (0, {2: 0})


def test_a_visit_that_overruns_makes_the_next_ones_late() -> None:
    found = worked_out(
        NINE + 50, planned(1, NINE, stage=Stage.IN, began=NINE), planned(2, NINE + 30), planned(3, NINE + 60)
    )
    assert (found.minutes, late_by(found)) == (20, {2: 20, 3: 20})


def test_a_visit_that_began_late_is_expected_to_take_its_length() -> None:
    found = worked_out(NINE + 26, planned(1, NINE, stage=Stage.IN, began=NINE + 25), planned(2, NINE + 30))
    assert (found.minutes, late_by(found)) == (25, {2: 25})


def test_one_who_has_come_and_waits_beyond_their_time_makes_late() -> None:
    found = worked_out(NINE + 20, planned(1, NINE, stage=Stage.ARRIVED), planned(2, NINE + 30))
    assert (found.minutes, late_by(found)) == (20, {1: 20, 2: 20})


@pytest.mark.parametrize(("now", "minutes"), [(60, 0), (70, 10)])
def test_one_who_came_late_makes_the_practitioner_late_only_since(now: int, minutes: int) -> None:
    came = planned(1, NINE, stage=Stage.ARRIVED, arrived=NINE + 60)
    found = worked_out(NINE + now, came, planned(2, NINE + 30))
    assert (found.minutes, late_by(found)) == (minutes, {1: now, 2: minutes})


def test_one_who_came_early_makes_late_from_their_time_on() -> None:
    assert worked_out(NINE + 20, planned(1, NINE, stage=Stage.ARRIVED, arrived=NINE - 30)).minutes == 20


def test_one_who_has_not_come_makes_nobody_late() -> None:
    assert worked_out(NINE + 20, planned(1, NINE), planned(2, NINE + 30)).minutes == 0


def test_a_gap_takes_from_the_delay_and_no_more_than_there_is() -> None:
    found = worked_out(
        NINE + 50,
        planned(1, NINE, stage=Stage.IN, began=NINE),
        planned(2, NINE + 35),
        planned(3, NINE + 75),
        planned(4, NINE + 180),
    )
    assert (found.minutes, late_by(found)) == (20, {2: 15, 3: 5, 4: 0})


def test_buffers_are_no_gap() -> None:
    found = worked_out(
        NINE + 50, planned(1, NINE, stage=Stage.IN, began=NINE, after=10), planned(2, NINE + 45, before=5)
    )
    assert late_by(found) == {2: 20}


def test_visits_planned_one_over_the_other_are_not_late_by_that() -> None:
    assert late_by(worked_out(NINE, planned(1, NINE), planned(2, NINE + 15), planned(3, NINE + 30))) == {
        1: 0,
        2: 0,
        3: 0,
    }


def test_one_who_was_passed_over_makes_the_later_ones_late_by_their_own_length_only() -> None:
    found = worked_out(
        NINE + 55,
        planned(1, NINE, stage=Stage.ARRIVED),
        planned(2, NINE + 30, stage=Stage.IN, began=NINE + 25),
        planned(3, NINE + 60),
    )
    assert late_by(found) == {1: 55, 3: 25}


def test_one_whose_end_nobody_noted_makes_nobody_late_once_a_later_one_has_begun() -> None:
    found = worked_out(
        NINE + 200,
        planned(1, NINE, stage=Stage.IN, began=NINE),
        planned(2, NINE + 60, stage=Stage.DONE, began=NINE + 60),
        planned(3, NINE + 210),
    )
    assert (found.minutes, late_by(found)) == (0, {3: 0})


def test_one_who_is_seen_early_does_not_hide_who_waits() -> None:
    found = worked_out(
        NINE + 40, planned(1, NINE, stage=Stage.ARRIVED), planned(2, NINE + 300, stage=Stage.DONE, began=NINE)
    )
    assert found.minutes == 40


def test_a_day_that_is_over_or_has_nothing_left_to_begin_has_no_delay() -> None:
    overrun = planned(1, NINE, stage=Stage.IN, began=NINE)
    assert worked_out(NINE + 90, overrun) == ON_TIME
    assert lateness([overrun, planned(2, NINE + 30)], Instant(DAY), closes=Instant(DAY)) == ON_TIME


@pytest.mark.parametrize(("minutes", "phone"), [(14, False), (15, True)])
def test_who_has_not_come_is_phoned_from_a_quarter_of_an_hour_on(minutes: int, phone: bool) -> None:
    now = NINE + 30 + minutes
    found = worked_out(
        now,
        planned(1, NINE, stage=Stage.IN, began=NINE),
        planned(2, NINE + 30),
        planned(3, NINE + 60, stage=Stage.ARRIVED),
    )
    assert [one.phone for one in found.visits] == [phone, False]


def test_what_was_typed_stands_in_place_of_what_the_day_tells() -> None:
    visits = (planned(1, NINE, stage=Stage.IN, began=NINE), planned(2, NINE + 30), planned(3, NINE + 70))
    found = worked_out(NINE + 50, *visits, typed=Typed(60, at(NINE + 5)))
    assert (found.minutes, late_by(found)) == (60, {2: 60, 3: 50})
    assert worked_out(NINE + 50, *visits, typed=Typed(0, at(NINE + 5))).minutes == 0


def test_what_was_typed_before_the_day_is_of_its_first_visit() -> None:
    found = worked_out(NINE - 60, planned(1, NINE), planned(2, NINE + 30), typed=Typed(20, at(-500)))
    assert late_by(found) == {1: 20, 2: 20}


def test_what_was_typed_wears_off_in_the_gaps_of_visits_that_have_begun_since() -> None:
    visits = (
        planned(1, NINE, stage=Stage.DONE, began=NINE + 30),
        planned(2, NINE + 30, stage=Stage.DONE, began=NINE + 60),
        planned(3, NINE + 120),
    )
    found = worked_out(NINE + 110, *visits, typed=Typed(30, at(NINE)))
    assert (found.minutes, late_by(found)) == (0, {3: 0})


def test_what_was_typed_passes_over_those_who_never_came() -> None:
    found = worked_out(NINE + 300, planned(1, NINE), planned(2, NINE + 330), typed=Typed(30, at(NINE + 300)))
    assert late_by(found) == {2: 30}


def test_one_who_waits_beyond_what_was_typed_is_expected_now_and_nobody_behind_is_later() -> None:
    visits = (planned(1, NINE, stage=Stage.ARRIVED), planned(2, NINE + 30))
    found = worked_out(NINE + 25, *visits, typed=Typed(10, at(NINE - 5)))
    assert (found.minutes, late_by(found)) == (10, {1: 25, 2: 10})


STAGES = st.sampled_from(Stage)


@st.composite
def days(draw: st.DrawFn) -> list[Planned]:
    found, start = [], NINE
    for n in range(draw(st.integers(0, 9))):
        start += draw(st.integers(0, 60))
        length = draw(st.integers(5, 60))
        stage = draw(STAGES)
        began = start + draw(st.integers(-20, 90)) if stage in (Stage.IN, Stage.DONE) else None
        one = planned(n + 1, start, length, stage, before=draw(st.integers(0, 10)), after=draw(st.integers(0, 10)))
        found.append(replace(one, began=None if began is None else at(began)))
    return found


typed_delays = st.one_of(st.none(), st.builds(Typed, st.integers(0, 200), st.integers(NINE - 60, NINE + 400).map(at)))


@given(days(), st.integers(NINE - 60, NINE + 700), typed_delays)
def test_nobody_is_expected_before_their_time_and_nobody_who_has_begun_is(
    day: list[Planned], now: int, typed: Typed | None
) -> None:
    found = worked_out(now, *day, typed=typed)
    stages = {one.id: one.stage for one in day}
    assert found.minutes >= 0
    assert all(one.expected >= one.start for one in found.visits)
    assert all(one.expected >= at(now) for one in found.visits if stages[one.id] is Stage.ARRIVED)
    assert all(stages[one.id] in (Stage.TO_COME, Stage.ARRIVED) for one in found.visits)
    assert not any(one.phone for one in found.visits if stages[one.id] is Stage.ARRIVED)


@given(days(), st.integers(NINE - 60, NINE + 700))
def test_without_anyone_in_or_waiting_there_is_no_delay(day: list[Planned], now: int) -> None:
    calm = [one for one in day if one.stage in (Stage.TO_COME, Stage.DONE)]
    assert all(one.expected == one.start for one in worked_out(now, *calm).visits)


@given(days(), st.integers(NINE - 60, NINE + 700), typed_delays, st.randoms(use_true_random=False))
def test_the_order_in_which_visits_are_told_does_not_matter(
    day: list[Planned], now: int, typed: Typed | None, chance: object
) -> None:
    shuffled = list(day)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert worked_out(now, *shuffled, typed=typed) == worked_out(now, *day, typed=typed)


@given(days(), st.integers(NINE - 60, NINE + 700), typed_delays)
def test_a_wide_gap_takes_all_of_the_delay(day: list[Planned], now: int, typed: Typed | None) -> None:
    """Half a day without visits is longer than any delay that a morning makes."""
    quiet = [replace(one, stage=Stage.DONE if one.stage is Stage.ARRIVED else one.stage) for one in day]
    last = planned(99, NINE + 2000)
    said = typed if any(one.end > (typed.at if typed else 0) for one in day) else None
    if said is None or any(one.stage is Stage.TO_COME and one.end > said.at for one in quiet):
        assert late_by(worked_out(now, *quiet, last, typed=said)).get(99, 0) == 0
