"""The times that a visit fits into, on days that were read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.domain.intervals import Interval
from frontdesk.gui.dialogs import free_times as free
from frontdesk.gui.dialogs.free_times import FreeTime, Need, Part, TimeSearch
from frontdesk.services.board import Board, Column, Shut, Visit

ZONE = "Europe/Madrid"
DAY = date(2026, 3, 18)
CHEN, ORTEGA, ROOM = Id(1), Id(2), Id(9)
HALF_HOUR = Need(30 * MINUTE)


def at(clock: str, day: date = DAY) -> Instant:
    hour, _, minute = clock.partition(":")
    return at_minute(day, int(hour) * 60 + int(minute), ZONE)


def visit(start: str, end: str, who: Id | None = CHEN, day: date = DAY, **more: Any) -> Visit:
    held = {
        "id": Id(100),
        "version": 1,
        "start": at(start, day),
        "end": at(end, day),
        "status": Status.BOOKED,
        "status_at": Instant(0),
        "event_type": EventType.APPOINTMENT,
        "column": who or Id(0),
        "practitioner_id": who,
        "room_id": None,
        "patient_id": None,
        "patient": "",
        "title": "",
        "service": "",
        "hue": None,
        "room": "",
    }
    return Visit(**{**held, **more})


@dataclass
class Day:
    """A day of two practitioners from 9 to 12, to be filled."""

    day: date = DAY
    hours: dict[Id, list[tuple[str, str]]] = field(
        default_factory=lambda: {CHEN: [("9:00", "12:00")], ORTEGA: [("9:00", "12:00")]}
    )
    loads: dict[Id, int] = field(default_factory=dict)

    def board(self, *visits: Visit) -> Board:
        span = Interval(at("0:00", self.day), at("24:00", self.day))
        columns = tuple(
            Column(
                one,
                self.day,
                "practitioner",
                f"Dr. {one}",
                "",
                "",
                0,
                tuple(Interval(at(a, self.day), at(b, self.day)) for a, b in hours),
                self.loads.get(one, 0),
            )
            for one, hours in self.hours.items()
        )
        return Board(ZONE, span, (self.day,), columns, visits, 0)


def starts(board: Board, need: Need = HALF_HOUR, since: str = "0:00") -> list[str]:
    found = free.free_times(board, need, {CHEN}, at(since))
    return [f"{(t.start - board.span.start) // 3_600_000}:{(t.start // MINUTE) % 60:02d}" for t in found]


def test_an_empty_day_is_offered_by_quarters_of_an_hour_while_the_visit_fits() -> None:
    board = Day(hours={CHEN: [("9:00", "10:00")]}).board()
    assert starts(board) == ["9:00", "9:15", "9:30"]


def test_a_gap_is_offered_from_its_first_five_minutes_on() -> None:
    assert starts(Day().board(visit("9:00", "11:02"))) == ["11:05", "11:15", "11:30"]


def a_block(start: str, end: str, **more: Any) -> Visit:
    return visit(start, end, id=Id(300), event_type=EventType.BLOCK, title="Lunch", **more)


def test_blocked_time_is_not_offered_but_a_buffer_may_reach_into_it() -> None:
    board = Day().board(a_block("10:00", "11:30"))
    need = Need(30 * MINUTE, after=0)
    assert starts(board, need) == ["9:00", "9:15", "9:30", "11:30"]


def test_a_block_is_in_the_way_of_its_own_practitioner_alone() -> None:
    board = Day().board(a_block("9:00", "12:00", who=ORTEGA))
    assert len(starts(board)) == 11


def test_a_block_and_a_closure_are_told_like_what_is_taken() -> None:
    board = Day().board(a_block("10:00", "11:00"))
    shut = Shut(Id(7), "Stocktaking", Interval(at("11:00"), at("24:00")))
    board = replace(board, columns=tuple(replace(c, shut=(shut,)) for c in board.columns))
    found = free.clashes(board, Need(60 * MINUTE), CHEN, at("10:30"))
    assert [(c.kind, c.subject, c.appointment_id) for c in found] == [
        ("block", "Lunch", 300),
        ("closure", "Stocktaking", 0),
    ]
    assert free.clashes(board, Need(30 * MINUTE), CHEN, at("9:30")) == ()
    assert [c.kind for c in free.clashes(board, Need(30 * MINUTE), ORTEGA, at("10:30"))] == []


def test_both_buffers_keep_their_own_time() -> None:
    board = Day().board(visit("10:00", "10:30", buffer_after=10 * MINUTE))
    need = Need(30 * MINUTE, before=5 * MINUTE, after=5 * MINUTE)
    assert starts(board, need) == ["9:05", "9:15", "10:45", "11:00", "11:15"]


def test_nothing_is_offered_before_the_moment_that_is_searched_from() -> None:
    assert starts(Day().board(), since="11:12") == ["11:15", "11:30"]


def test_a_visit_that_takes_no_time_is_in_nobodys_way() -> None:
    cancelled = visit("9:00", "12:00", status=Status.NO_SHOW)
    note = visit("9:00", "12:00", occupies=False)
    assert len(starts(Day().board(cancelled, note))) == 11


def test_the_visit_that_is_moved_is_not_in_its_own_way() -> None:
    board = Day().board(visit("9:00", "12:00"))
    assert starts(board, Need(30 * MINUTE, visit=Id(100)))[0] == "9:00"


def test_a_room_must_be_free_as_well() -> None:
    board = Day().board(visit("9:00", "11:00", ORTEGA, room_id=ROOM))
    assert starts(board, Need(30 * MINUTE, room=ROOM))[0] == "11:00"


def test_a_lunch_break_is_not_bridged() -> None:
    board = Day(hours={CHEN: [("9:00", "9:45"), ("10:00", "10:30")]}).board()
    assert starts(board) == ["9:00", "9:15", "10:00"]


def test_of_several_who_are_free_the_one_with_the_least_to_do_is_offered() -> None:
    board = Day(loads={CHEN: 80, ORTEGA: 20}).board()
    times = free.one_each(board, free.free_times(board, HALF_HOUR, None, 0))
    assert {time.practitioner for time in times} == {ORTEGA}
    assert len({time.start for time in times}) == len(times)


def test_clashes_name_the_practitioner_and_the_room_with_buffers() -> None:
    other = visit("9:00", "9:30", ORTEGA, room_id=ROOM, room="Room 2", id=Id(101))
    board = Day().board(visit("9:00", "9:30", buffer_after=10 * MINUTE), other)
    found = free.clashes(board, Need(30 * MINUTE, room=ROOM), CHEN, at("9:15"))
    assert [(c.kind, c.subject, c.end) for c in found] == [
        ("practitioner", "Dr. 1", at("9:40")),
        ("room", "Room 2", at("9:30")),
    ]


def test_touching_ends_do_not_clash() -> None:
    board = Day().board(visit("9:00", "9:30"))
    assert free.clashes(board, HALF_HOUR, CHEN, at("9:30")) == ()


@given(
    st.lists(st.tuples(st.integers(0, 35), st.integers(1, 12), st.integers(0, 3), st.integers(0, 3)), max_size=6),
    st.integers(1, 12),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_what_is_offered_never_clashes_and_lies_in_open_hours(
    taken: list[tuple[int, int, int, int]], length: int, before: int, after: int
) -> None:
    start = at("9:00")
    visits = [
        visit("9:00", "9:05")._replace(
            id=Id(200 + i),
            start=Instant(start + s * 5 * MINUTE),
            end=Instant(start + (s + n) * 5 * MINUTE),
            buffer_before=b * 5 * MINUTE,
            buffer_after=a * 5 * MINUTE,
        )
        for i, (s, n, b, a) in enumerate(taken)
    ]
    board = Day().board(*visits)
    need = Need(length * 5 * MINUTE, before * 5 * MINUTE, after * 5 * MINUTE)
    for time in free.free_times(board, need, {CHEN}, 0):
        assert not free.clashes(board, need, CHEN, time.start)
        assert free.in_hours(board, CHEN, time.start - need.before, time.start + need.length + need.after)


def test_the_nearest_free_time_may_lie_before() -> None:
    days = [free.DayTimes(DAY, (FreeTime(at("9:00"), CHEN, ""), FreeTime(at("11:00"), CHEN, "")))]
    nearest = free.nearest(days, at("9:30"))
    assert nearest is not None
    assert nearest.start == at("9:00")


def search(days: int = 0, since: str = "8:00") -> TimeSearch:
    made = TimeSearch(at(since), ZONE)
    for n in range(days):
        day = DAY + timedelta(days=n)
        made.read(day, Day(day).board())
    return made


def test_days_are_read_until_there_is_enough() -> None:
    for read in range(free.ENOUGH_DAYS):
        assert search(read).lacking(HALF_HOUR, None, Part.FIRST, DAY) == DAY + timedelta(days=read)
    assert search(free.ENOUGH_DAYS).lacking(HALF_HOUR, None, Part.FIRST, DAY) is None


def test_the_search_ends_at_the_horizon() -> None:
    assert search(free.HORIZON).lacking(Need(600 * MINUTE), None, Part.FIRST, DAY) is None


def test_afternoons_are_searched_further() -> None:
    made = search(free.ENOUGH_DAYS)
    assert made.lacking(HALF_HOUR, None, Part.AFTERNOONS, DAY) == DAY + timedelta(days=free.ENOUGH_DAYS)


def test_one_day_is_shown_even_when_nothing_is_free_on_it() -> None:
    made = search(1)
    assert made.offered(Need(600 * MINUTE), None, Part.DAY, DAY) == (free.DayTimes(DAY, ()),)


@pytest.mark.parametrize(("part", "hours"), [(Part.MORNINGS, {9, 10, 11}), (Part.AFTERNOONS, {12, 13})])
def test_noon_divides_the_day(part: Part, hours: set[int]) -> None:
    made = TimeSearch(at("8:00"), ZONE)
    made.read(DAY, Day(hours={CHEN: [("9:00", "14:00")]}).board())
    offered = made.offered(HALF_HOUR, None, part, DAY)
    assert {(t.start - at("0:00")) // 3_600_000 for t in offered[0].times} == hours


def test_a_day_that_was_changed_is_read_anew() -> None:
    made = search(4)
    assert made.offered(HALF_HOUR, None, Part.FIRST, DAY)[0].day == DAY
    made.read(DAY, Day().board(visit("9:00", "12:00"), visit("9:00", "12:00", ORTEGA)))
    assert made.offered(HALF_HOUR, None, Part.FIRST, DAY)[0].day == DAY + timedelta(days=1)


def test_times_stay_on_the_wall_clock_when_it_changes() -> None:
    day = date(2026, 3, 29)
    board = Day(day, hours={CHEN: [("1:00", "4:00")]}).board()
    found = free.free_times(board, Need(60 * MINUTE), {CHEN}, 0)
    # From 2:00 to 3:00 there is nothing: two hours are open in all.
    assert [t.start for t in found] == [at(c, day) for c in ("1:00", "1:15", "1:30", "1:45", "3:00")]
