"""Why a time is not free, in sentences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from frontdesk.domain.availability.reasons import Explanation, Fix, Nearest, Reason, Why
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant, at_wall
from frontdesk.gui.ground import why

ZONE = "America/New_York"
CHEN, ORTEGA = Id(5), Id(6)


def at(hour: int, minute: int = 0, day: int = 18) -> Instant:
    return at_wall(datetime(2026, 3, day, hour, minute), ZONE)


START = at(9, 15)


def visit(kind: Why = Why.VISIT, start: Instant | None = None, minutes: int = 30, **more: Any) -> Reason:
    start = at(9) if start is None else start
    said = {"id": CHEN, "name": "Dr. Chen", "appointment": Id(1), "words": "Ana Ruiz", "practitioner": CHEN, **more}
    return Reason(kind, start, Instant(start + minutes * MINUTE), **said)


def reason(kind: Why, start: Instant = START, end: Instant | None = None, **more: Any) -> Reason:
    return Reason(kind, start, at(9, 45) if end is None else end, **more)


def told(*reasons: Reason, practitioner: Id | None = CHEN) -> Explanation:
    return Explanation(START, at(9, 45), practitioner, False, True, reasons, (), ())


def said(one: Reason, **more: Any) -> str:
    return why.sentence(one, START, ZONE, **more)


@pytest.mark.parametrize("kind", list(Why))
def test_every_reason_has_a_sentence_of_its_own(kind: Why) -> None:
    others = {said(visit(other)) for other in Why if other is not kind}
    # What stands in a room is told like what has equipment, with the other's name.
    assert said(visit(kind)) not in others or kind in (Why.ROOM, Why.EQUIPMENT)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (visit(after=10 * MINUTE), "09:00–09:30 Ana Ruiz, plus 10 min after"),
        (visit(before=5 * MINUTE), "09:00–09:30 Ana Ruiz, plus 5 min before"),
        (visit(before=5 * MINUTE, after=10 * MINUTE), "09:00–09:30 Ana Ruiz, plus 5 min before and 10 min after"),
        (visit(words=""), "09:00–09:30 another visit"),
        (visit(start=at(9, day=17), minutes=24 * 60), "Tue 17 Mar, 09:00 – Wed 18 Mar, 09:00 Ana Ruiz"),
        (
            visit(Why.BUFFER, at(8, 40), after=10 * MINUTE, limit=10 * MINUTE, count=5 * MINUTE),
            "08:40–09:10 Ana Ruiz, plus 10 min after",
        ),
        (
            visit(Why.BUFFER, at(9, 45), before=10 * MINUTE, limit=10 * MINUTE, count=0),
            "09:45–10:15 Ana Ruiz, plus 10 min before",
        ),
        (
            visit(Why.BUFFER, at(8, 40), after=5 * MINUTE, limit=15 * MINUTE, count=5 * MINUTE),
            "08:40–09:10 Ana Ruiz, and 15 min must stay free in between",
        ),
        (
            reason(Why.BUFFER, id=CHEN, name="Dr. Chen", limit=20 * MINUTE, count=5 * MINUTE),
            "Dr. Chen needs 20 min between the parts of the visit",
        ),
        (visit(Why.HOLD, words="Front desk", until=at(8, 55)), "09:00–09:30 held by Front desk until 08:55"),
        (reason(Why.ROOM, at(9), at(9, 40), id=Id(3), name="Room 2"), "Room 2 is used until 09:40"),
        (
            reason(Why.ROOM, at(9), at(9, 40), id=Id(3), name="Room 2", until=at(8, 55)),
            "Room 2 is held for someone until 09:40",
        ),
        (reason(Why.ROOM), "There is no room for it here"),
        (
            reason(Why.ROOM_TOO_SMALL, id=Id(3), name="Room 2", limit=1, count=4),
            "Room 2 is too small: it holds 1, not 4",
        ),
        (reason(Why.EQUIPMENT, at(9), at(9, 40), id=Id(4), name="Laser"), "Laser is used until 09:40"),
        (reason(Why.OUT_OF_SERVICE, id=Id(4), name="Laser", limit=1, count=2), "Laser: 2 needed, 1 can be used"),
        (reason(Why.OUT_OF_SERVICE, id=Id(4), name="Laser", limit=0, count=2), "Laser cannot be used here"),
        (reason(Why.SEATS, limit=8, count=8), "All 8 seats are taken"),
        (reason(Why.SEATS, limit=8, count=6), "Only 2 of 8 seats are left"),
        (reason(Why.PER_DAY, limit=5, count=5), "The day is full: 5 of 5 bookings"),
        (reason(Why.NOTICE, at(14), at(14)), "Too soon: from 14:00 on it can be booked"),
        (reason(Why.NOTICE, at(14, day=19), at(14, day=19)), "Too soon: from Thu 19 Mar, 14:00 on it can be booked"),
        (reason(Why.WINDOW, at(0, day=19), at(0, day=19)), "Too far ahead: until Wed 18 Mar it can be booked"),
        (reason(Why.OUTSIDE_HOURS, at(10), at(17), name="Dr. Chen"), "Dr. Chen works 10:00–17:00"),
        (
            reason(Why.OUTSIDE_HOURS, at(10, day=19), at(17, day=19), name="Dr. Chen"),
            "Dr. Chen works Thu 19 Mar, 10:00–17:00",
        ),
        (reason(Why.OUTSIDE_HOURS, START, START, name="Dr. Chen"), "Dr. Chen does not work here then"),
        (reason(Why.CALENDAR_HOURS, at(10), at(12), name="Check-ups"), "Check-ups is open 10:00–12:00"),
        (reason(Why.CLOSURE, at(0), at(0, day=19), name="Stocktaking"), "Closed: Stocktaking"),
        (reason(Why.CLOSURE, at(9), at(10), name="Stocktaking"), "Closed: Stocktaking, 09:00–10:00"),
        (reason(Why.HOLIDAY, at(0), at(0, day=19), name="Good Friday"), "Public holiday: Good Friday"),
        (reason(Why.BLOCK, at(9), at(10), id=Id(7), name="Lunch", practitioner=CHEN), "Blocked: Lunch, 09:00–10:00"),
        (reason(Why.DOES_NOT_GIVE, id=CHEN, name="Dr. Chen"), "Dr. Chen does not give this service"),
        (reason(Why.DOES_NOT_GIVE), "Nobody gives this service"),
        (reason(Why.NOT_ON_TEAM, id=CHEN, name="Dr. Chen"), "Dr. Chen is not on the team"),
        (reason(Why.PATIENT, at(9), at(9, 30), words="Dr. Ortega"), "The patient is with Dr. Ortega, 09:00–09:30"),
    ],
)
def test_a_reason_reads(one: Reason, sentence: str) -> None:
    assert said(one) == sentence


def test_no_patient_is_named_while_names_are_masked() -> None:
    assert said(visit(), masked=True) == "09:00–09:30 another visit"


def test_no_title_of_a_block_is_told_while_names_are_masked() -> None:
    assert said(reason(Why.BLOCK, at(9), at(10), name="Ana Ruiz"), masked=True) == "Blocked: 09:00–10:00"


def test_no_title_of_the_patients_other_visit_is_told_while_names_are_masked() -> None:
    one = Explanation(START, at(9, 45), CHEN, True, True, (), (reason(Why.PATIENT, at(9), words="Ana"),), ())
    assert why.warnings(one, ZONE, masked=True) == ("The patient has another visit, 09:00–09:45",)


def test_the_reasons_of_one_practitioner_are_told_without_the_name() -> None:
    room = reason(Why.ROOM, at(9), at(9, 40), id=Id(3), name="Room 2")
    assert why.sentences(told(visit(), room), ZONE) == ("09:00–09:30 Ana Ruiz", "Room 2 is used until 09:40")


def test_the_reasons_of_several_say_whose_time_it_is() -> None:
    other = visit(id=ORTEGA, name="Dr. Ortega", practitioner=ORTEGA, words="Leo Martin")
    found = why.sentences(told(visit(), other, practitioner=None), ZONE)
    assert found == ("Dr. Chen: 09:00–09:30 Ana Ruiz", "Dr. Ortega: 09:00–09:30 Leo Martin")


def test_the_same_is_said_once() -> None:
    assert len(why.sentences(told(visit(), visit()), ZONE)) == 1


def test_a_name_that_looks_like_a_place_for_another_stays_as_it_is() -> None:
    assert said(visit(words="%2", after=10 * MINUTE)) == "09:00–09:30 %2, plus 10 min after"


def change(fix: Fix, start: Instant, minutes: int = 30) -> str:
    found = Nearest(fix, start, Instant(start + minutes * MINUTE), ORTEGA)
    return why.nearest(found, START, ZONE, {ORTEGA: "Dr. Ortega"}.__getitem__)


@pytest.mark.parametrize(
    ("fix", "start", "sentence"),
    [
        (Fix.LATER, at(10, 45), "Next free: 10:45 Dr. Ortega"),
        (Fix.LATER, at(10, 45, day=19), "Next free: Thu 19 Mar, 10:45 Dr. Ortega"),
        (Fix.EARLIER, at(8, 30), "Free before: 08:30 Dr. Ortega"),
        (Fix.OTHER_PRACTITIONER, START, "Free then: Dr. Ortega"),
    ],
)
def test_a_change_reads(fix: Fix, start: Instant, sentence: str) -> None:
    assert change(fix, start) == sentence


def test_a_shorter_visit_is_told_by_its_length() -> None:
    assert change(Fix.SHORTER, START, minutes=20) == "Free for 20 min"


def test_a_change_without_a_practitioner_has_no_name() -> None:
    found = Nearest(Fix.LATER, at(10), at(11), None)
    assert why.nearest(found, START, ZONE, str) == "Next free: 10:00"


def test_a_whole_day_is_one_whatever_the_clock_does() -> None:
    end = Instant(at(0, day=18) + DAY - 60 * MINUTE)
    assert said(reason(Why.CLOSURE, at(0), end, name="Stocktaking")) == "Closed: Stocktaking"
