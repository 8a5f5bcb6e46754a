"""Free times as they are shown: by day, by part of the day, and with the ones that are not free among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, at_minute, wall
from frontdesk.domain.intervals import Interval
from frontdesk.gui.dialogs import free_times as free
from frontdesk.gui.dialogs.free_times import DayTimes, FreeTime, Part
from frontdesk.services.board import Board, Column, Shut

ZONE = "Europe/Madrid"
DAY = date(2026, 3, 18)
CHEN, ORTEGA, ROOM = Id(1), Id(2), Id(9)
QUARTER, HALF_HOUR = 15 * MINUTE, 30 * MINUTE


def at(clock: str) -> Instant:
    hour, _, minute = clock.partition(":")
    return at_minute(DAY, int(hour) * 60 + int(minute), ZONE)


def clocks(times: Iterable[FreeTime]) -> list[str]:
    return [f"{wall(t.start, ZONE):%H:%M}" for t in times]


def column(who: Id, *hours: tuple[str, str], shut: tuple[Shut, ...] = ()) -> Column:
    opened = tuple(Interval(at(a), at(b)) for a, b in hours)
    return Column(who, DAY, "practitioner", f"Dr. {who}", "", "", 0, opened, 0, shut=shut)


def board(*columns: Column) -> Board:
    return Board(ZONE, Interval(at("0:00"), at("24:00")), (DAY,), columns, (), 0)


def taken(
    day: DayTimes, on: Board, *, who: set[Id] | None = None, since: str = "0:00", part: Part = Part.FIRST
) -> DayTimes:
    return free.with_taken(day, on, who, HALF_HOUR, QUARTER, at(since), part)


def test_a_slot_is_shown_with_the_one_to_pick_first() -> None:
    slot = Slot(at("9:00"), at("9:30"), (ORTEGA, CHEN), ROOM, 3, None, True)
    time = free.time_of(slot, lambda who: f"Dr. {who}")
    assert (time.practitioner, time.name, time.room, time.seats, time.busy) == (ORTEGA, "Dr. 2", ROOM, 3, True)


def test_a_slot_without_anyone_has_no_name() -> None:
    assert free.time_of(Slot(at("9:00"), at("9:30"), ()), lambda who: "" if who is None else "x").name == ""


def test_a_time_is_the_same_whatever_else_is_known_of_it() -> None:
    time = FreeTime(at("9:00"), CHEN, "")
    assert time.is_at(FreeTime(at("9:00"), CHEN, "Dr. Chen", room=ROOM))
    assert not time.is_at(FreeTime(at("9:00"), ORTEGA, ""))
    assert not time.is_at(None)


@pytest.mark.parametrize(
    ("part", "clock", "inside"),
    [
        (Part.MORNINGS, "11:59", True),
        (Part.MORNINGS, "12:00", False),
        (Part.AFTERNOONS, "12:00", True),
        (Part.AFTERNOONS, "11:59", False),
        (Part.DAY, "7:00", True),
    ],
)
def test_noon_divides_the_day(part: Part, clock: str, inside: bool) -> None:
    assert free.in_part(at(clock), part, ZONE) is inside


def test_the_nearest_free_time_may_lie_before() -> None:
    days = [DayTimes(DAY, (FreeTime(at("9:00"), CHEN, ""), FreeTime(at("11:00"), CHEN, "")))]
    found = free.nearest(days, at("9:30"))
    assert found is not None
    assert found.start == at("9:00")


def test_a_time_that_is_not_free_is_never_the_nearest() -> None:
    days = [DayTimes(DAY, (FreeTime(at("9:00"), CHEN, "", free=False), FreeTime(at("11:00"), CHEN, "")))]
    found = free.nearest(days, at("9:05"))
    assert found is not None
    assert found.start == at("11:00")


def test_starts_within_hours_that_are_not_free_stand_among_those_that_are() -> None:
    day = DayTimes(DAY, (FreeTime(at("9:15"), CHEN, "Dr. 1"),))
    shown = taken(day, board(column(CHEN, ("9:00", "10:00"))))
    assert clocks(shown.times) == ["09:00", "09:15", "09:30"]
    assert [time.free for time in shown.times] == [False, True, False]
    assert shown.free == day.times


def test_what_is_over_or_in_another_part_of_the_day_is_not_shown_as_taken() -> None:
    hours = board(column(CHEN, ("11:00", "13:00")))
    assert clocks(taken(DayTimes(DAY, ()), hours, since="12:10").times) == ["12:15", "12:30"]
    assert clocks(taken(DayTimes(DAY, ()), hours, part=Part.MORNINGS).times) == ["11:00", "11:15", "11:30", "11:45"]


def test_only_those_who_may_be_asked_are_shown_as_taken() -> None:
    hours = board(column(CHEN, ("9:00", "9:30")), column(ORTEGA, ("10:00", "10:30")))
    assert [t.practitioner for t in taken(DayTimes(DAY, ()), hours, who={ORTEGA}).times] == [ORTEGA]


def test_a_start_that_several_have_taken_is_shown_once() -> None:
    hours = board(column(CHEN, ("9:00", "9:30")), column(ORTEGA, ("9:00", "9:30")))
    assert [t.practitioner for t in taken(DayTimes(DAY, ()), hours).times] == [CHEN]


def test_a_closure_within_a_day_is_shown_as_not_free() -> None:
    shut = Shut(Id(5), "Stocktaking", Interval(at("9:30"), at("10:00")))
    hours = board(column(CHEN, ("9:00", "9:30"), shut=(shut,)))
    assert clocks(taken(DayTimes(DAY, ()), hours).times) == ["09:00", "09:15", "09:30"]


def test_a_day_that_is_closed_altogether_shows_nothing_as_not_free() -> None:
    shut = Shut(Id(5), "Holiday", Interval(at("0:00"), at("24:00")))
    assert taken(DayTimes(DAY, ()), board(column(CHEN, shut=(shut,)))).times == ()
