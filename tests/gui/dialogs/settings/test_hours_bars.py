"""Pulling bars: they stop at each other, and nothing a hand does makes them overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.schedule import Stretch
from frontdesk.gui.dialogs.settings import hours_bars as bars
from frontdesk.gui.dialogs.settings.hours_bars import Bars, stretch

MORNING, NOON = stretch(510, 750), stretch(810, 1050)
apart = st.lists(st.integers(0, 288), min_size=2, max_size=10, unique=True).map(
    lambda ends: tuple(stretch(a * 5, b * 5) for a, b in zip(*[iter(sorted(ends))] * 2, strict=False))
)
minute = st.integers(-2000, 4000)


@given(apart, minute, st.sampled_from(("move", "start", "end")), st.data())
def test_no_pull_makes_bars_overlap_or_leave_the_day(held: Bars, to: int, how: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(held) - 1))
    split = data.draw(st.integers(0, len(held)))
    mine, walls = (held[:split], held[split:]) if index < split else (held, ())
    if how == "move":
        after = bars.moved(mine, walls, index, to)
        assert after[index].end - after[index].start == held[index].end - held[index].start
    else:
        after = bars.pulled(mine, walls, index, to, edge=how)
    assert bars.sound((*after, *walls))


@given(apart, st.integers(0, 1440), st.integers(0, 1440))
def test_a_new_bar_keeps_apart_from_all_others(held: Bars, one: int, other: int) -> None:
    after = bars.added(held, (), one, other)
    if after is not None:
        assert bars.sound(after)
        assert bars.minutes(after) > bars.minutes(held)


@given(apart, st.integers(0, 1440), st.integers(5, 600))
def test_a_bar_from_another_day_comes_in_whole_or_not_at_all(held: Bars, start: int, length: int) -> None:
    found = bars.dropped(held, (), start, length)
    if found is not None:
        after, index = found
        assert bars.sound(after)
        assert after[index].end - after[index].start == length


def test_a_bar_stops_at_its_neighbour() -> None:
    assert bars.moved((MORNING, NOON), (), 0, 700)[0] == stretch(570, 810)


def test_bars_that_touch_become_one() -> None:
    assert bars.joined(bars.pulled((MORNING, NOON), (), 0, 900, edge="end")) == (stretch(510, 1050),)


def test_a_bar_stops_at_a_wall_without_joining_it() -> None:
    after = bars.joined(bars.pulled((MORNING,), (NOON,), 0, 900, edge="end"))
    assert after == (stretch(510, 810),)


def test_nothing_is_added_over_a_bar() -> None:
    assert bars.added((MORNING,), (), 600, 900) is None


def test_a_pull_over_a_neighbour_adds_up_to_it() -> None:
    assert bars.added((MORNING,), (), 900, 600) == (stretch(510, 900),)


def test_a_step_goes_to_the_full_quarter_first() -> None:
    assert [bars.stepped(517, 1), bars.stepped(517, -1), bars.stepped(525, 1), bars.stepped(0, -1)] == [
        525,
        510,
        540,
        0,
    ]


@pytest.mark.parametrize(
    ("held", "made"),
    [
        (stretch(540, 1020), (stretch(540, 720), stretch(780, 1020))),
        (stretch(540, 720), (stretch(540, 615), stretch(645, 720))),
        (stretch(705, 765), (stretch(705, 720), stretch(750, 765))),
        (stretch(705, 750), None),
    ],
)
def test_a_break_is_the_hour_after_noon_or_the_middle_of_the_bar(held: Stretch, made: Bars | None) -> None:
    assert bars.with_break((held,), 0) == made
