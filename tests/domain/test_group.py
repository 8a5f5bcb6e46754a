"""The seats of a class: who has one, who has one held, who comes and who goes (C11, C24)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment, Attendance, Attendee, Payment
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant

NOW, LATER = Instant(1_000), Instant(2_000)
EVA, LEO, ANN = Id(1), Id(2), Id(3)


def a_class(*people: Attendee, seats: int | None = 2, **more: Any) -> Appointment:
    """Make a class with so many seats and those who come."""
    said: dict[str, Any] = {
        "id": Id(9),
        "uid": "9",
        "status_at": NOW,
        "start": LATER,
        "end": Instant(3_000),
        "zone": "UTC",
    }
    said |= {"group": True, "max_attendees": seats, "attendees": people, "created_by": "x"}
    return Appointment(**{**said, "created_at": NOW, "updated_at": NOW, **more}).checked()


def ids(visit: Appointment) -> list[int]:
    return [one.id for one in visit.attendees]


def test_the_first_held_seat_that_lets_go_says_until_when_seats_are_held() -> None:
    held = a_class(Attendee(EVA, held_until=Instant(9_000)), Attendee(LEO, held_until=Instant(8_000)))
    assert held.seats_until == 8_000
    assert group.signed_off(held, LEO, NOW).seats_until == 9_000
    assert a_class(Attendee(EVA)).seats_until is None


def test_a_held_seat_counts_until_its_very_moment() -> None:
    held = a_class(Attendee(EVA), Attendee(LEO, held_until=LATER))
    assert ids(group.standing(held, Instant(LATER - 1))) == [EVA, LEO]
    over = group.standing(held, LATER)
    assert (ids(over), over.heads, over.seats_until) == ([EVA], 1, None)


def test_held_seats_are_heads_and_the_room_counts_too() -> None:
    held = a_class(Attendee(EVA, held_until=LATER), seats=5)
    assert group.seats_left(held) == 4
    assert group.seats_left(held, 3) == 2
    assert group.seats_left(a_class(Attendee(EVA), Attendee(LEO)), 1) == 0
    assert group.seats_left(a_class(Attendee(EVA), seats=None)) is None
    assert group.seats_left(a_class(Attendee(EVA), seats=None), 4) == 3


def test_whoever_signs_up_stands_last_in_the_list() -> None:
    made = group.signed_up(a_class(Attendee(EVA)), Attendee(LEO, Attendance.GOING), NOW)
    assert made.attendees == (Attendee(EVA), Attendee(LEO, Attendance.GOING, updated_at=NOW))


def test_a_full_class_tells_its_seats_and_heads() -> None:
    with pytest.raises(Conflict) as refusal:
        group.signed_up(a_class(Attendee(EVA), Attendee(LEO)), Attendee(ANN), NOW)
    assert (refusal.value.reason, refusal.value.facts) == ("no_seat_left", {"seats": 2, "taken": 2, "asked": 1})


def test_nobody_comes_twice_nor_holds_a_second_seat() -> None:
    for there in (Attendee(EVA), Attendee(EVA, held_until=LATER)):
        with pytest.raises(Conflict) as refusal:
            group.signed_up(a_class(there, seats=9), Attendee(EVA, held_until=LATER), NOW)
        assert refusal.value.reason == "comes_already"


def test_a_seat_that_is_held_for_someone_is_theirs_when_they_sign_up_though_the_class_is_full() -> None:
    held = a_class(Attendee(EVA, held_until=LATER), Attendee(LEO))
    made = group.signed_up(held, Attendee(EVA, payment=Payment.PAID), NOW)
    assert made.attendees == (Attendee(EVA, payment=Payment.PAID, updated_at=NOW), Attendee(LEO))
    assert made.seats_until is None


def test_who_is_signed_off_is_not_the_patient_of_the_visit_any_more() -> None:
    made = a_class(Attendee(EVA), Attendee(LEO), patient_id=EVA)
    after = group.signed_off(made, EVA, NOW)
    assert (after.patient_id, ids(after)) == (None, [LEO])
    with pytest.raises(NotFound):
        group.signed_off(after, EVA, NOW)


def test_fewer_seats_than_heads_name_everyone_who_comes() -> None:
    crowd = a_class(Attendee(EVA), Attendee(LEO), seats=5, guests=("Jo",))
    small = replace(a_class(Attendee(ANN), seats=5), id=Id(10))
    group.check_seats([(crowd, 3), (small, 1)])
    with pytest.raises(Invalid) as refusal:
        group.check_seats([(crowd, 2), (small, 2)])
    facts = refusal.value.facts
    assert (refusal.value.reason, facts["field"], facts["got"]) == ("max_below_heads", "max_attendees", 2)
    assert (facts["taken"], facts["people"], facts["appointments"]) == (3, ["1", "2"], ["9"])
