"""Which room a visit gets, keeps and exchanges, and rooms and equipment that a calendar needs (C32, C62)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.equipment import Need, Use
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from tests.support.clinics import DAY, Desk
from tests.support.diaries import a_class, book_in, patients, personal
from tests.support.refusals import refused


@pytest.fixture(autouse=True)
def _needs_a_room(desk: Desk) -> None:
    """Consultations take place in room 2, else in room 1."""
    rooms = [desk.other_room.id, desk.room.id]
    desk.clinic.services.update(id=desk.service.id, rooms=rooms, buffer_after=0)


def consult(desk: Desk, hour: int = 9, **sent: Any) -> Appointment:
    """Book a consultation of nobody in particular, so that rooms alone can be short."""
    return desk.book(hour, **{"practitioner": None, "service": desk.service.id, **sent})


def room(desk: Desk, id: Id) -> Id | None:
    return desk.clinic.appointments.get(id=id).appointment.room_id


def test_a_visit_gets_the_first_free_room_in_the_services_order(desk: Desk) -> None:
    assert consult(desk).room_id == desk.other_room.id
    assert consult(desk).room_id == desk.room.id
    assert consult(desk, 10).room_id == desk.other_room.id


def test_the_room_that_is_offered_is_the_one_that_is_got(desk: Desk) -> None:
    consult(desk)
    slots = desk.clinic.availability.free_times(first=DAY, service=desk.service.id).days[DAY]
    slot = next(each for each in slots if each.start == desk.at(9))
    made = consult(desk, practitioner=slot.practitioners[0])
    assert made.room_id == slot.room == desk.room.id


def test_no_room_is_taken_where_none_is_sent(desk: Desk) -> None:
    assert consult(desk, room=None).room_id is None


def test_a_room_that_is_sent_is_taken_whatever_the_service_lists(desk: Desk) -> None:
    third = desk.clinic.rooms.create(name="Room 3")
    assert consult(desk, room=third.id).room_id == third.id


def test_a_service_without_rooms_takes_none(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, rooms=None)
    assert consult(desk).room_id is None


def test_when_no_room_is_free_it_is_told_who_has_each(desk: Desk) -> None:
    first, second = consult(desk), consult(desk)
    refusal = refused(consult, desk=desk)
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "time_taken"
    assert {(clash.kind, clash.subject, clash.appointment_id) for clash in refusal.clashes} == {
        ("room", "Room 2", first.id),
        ("room", "Room 1", second.id),
    }


def test_with_the_rooms_everyone_else_who_is_taken_is_told(desk: Desk) -> None:
    consult(desk)
    consult(desk, practitioner=desk.chen.id)
    refusal = refused(consult, desk=desk, practitioner=desk.chen.id)
    assert isinstance(refusal, Conflict)
    assert [clash.subject for clash in refusal.clashes] == ["Room 2", "Room 1", desk.chen.name]


def test_for_a_reason_the_first_room_is_shared(desk: Desk) -> None:
    consult(desk)
    consult(desk)
    made = consult(desk, override_reason="Acute pain")
    assert (made.room_id, made.override_reason) == (desk.other_room.id, "Acute pain")


def test_a_room_that_is_put_away_is_passed_over(desk: Desk) -> None:
    desk.clinic.rooms.archive(id=desk.other_room.id)
    assert consult(desk).room_id == desk.room.id


def test_a_room_of_another_location_is_none(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    refusal = refused(consult, desk=desk, location=north.id)
    assert (refusal.reason, refusal.facts["field"]) == ("room_elsewhere", "room")
    far = desk.clinic.rooms.create(name="Far", location=north.id)
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.room.id, far.id])
    assert consult(desk, location=north.id).room_id == far.id


def test_a_visit_at_no_place_needs_no_room(desk: Desk) -> None:
    assert consult(desk, location=None).room_id is None


def test_a_room_must_hold_all_who_come(desk: Desk) -> None:
    desk.clinic.rooms.update(id=desk.room.id, capacity=3)
    everyone = [one.id for one in patients(desk, 2)]
    assert consult(desk, group=True, attendees=everyone).room_id == desk.room.id
    assert consult(desk, 10, guests=1).room_id == desk.room.id
    refusal = refused(consult, desk=desk, hour=11, guests=3)
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, refusal.facts["got"]) == ("room_too_small", 4)
    assert "3" in str(refusal.facts["allowed"])


def test_a_room_that_is_sent_must_hold_guests_too(desk: Desk) -> None:
    assert refused(desk.book, room=desk.room.id, guests=1).reason == "room_too_small"
    assert desk.book(room=desk.room.id).room_id == desk.room.id


def test_a_move_keeps_the_room_while_it_is_free(desk: Desk) -> None:
    consult(desk)
    second = consult(desk)
    assert desk.clinic.appointments.move(id=second.id, start=desk.at(11)).room_id == desk.room.id


def test_a_move_takes_another_room_of_the_service_where_its_own_is_taken(desk: Desk) -> None:
    consult(desk, 11)
    made = consult(desk)
    assert desk.clinic.appointments.move(id=made.id, start=desk.at(11)).room_id == desk.room.id


def test_a_move_into_a_room_that_is_sent_takes_that_or_nothing(desk: Desk) -> None:
    consult(desk, 11)
    made = consult(desk)
    move = desk.clinic.appointments.move
    refusal = refused(move, id=made.id, start=desk.at(11), room=desk.other_room.id)
    assert refusal.reason == "time_taken"
    assert room(desk, made.id) == desk.other_room.id
    assert move(id=made.id, start=desk.at(11), room=None).room_id is None


def test_a_visit_that_has_no_room_stays_without_when_it_moves(desk: Desk) -> None:
    made = consult(desk, room=None)
    assert desk.clinic.appointments.move(id=made.id, start=desk.at(11)).room_id is None


def test_a_room_that_no_service_brought_is_not_exchanged(desk: Desk) -> None:
    desk.book(11, practitioner=None, room=desk.room.id)
    made = desk.book(9, practitioner=None, room=desk.room.id)
    assert refused(desk.clinic.appointments.move, id=made.id, start=desk.at(11)).reason == "time_taken"


def test_another_service_brings_its_room(desk: Desk) -> None:
    made = desk.book(9)
    assert made.room_id is None
    after = desk.clinic.appointments.update(id=made.id, service=desk.service.id)
    assert after.room_id == desk.other_room.id


def test_a_room_that_would_do_is_kept_with_another_service(desk: Desk) -> None:
    made = desk.book(9, room=desk.room.id)
    assert desk.clinic.appointments.update(id=made.id, service=desk.service.id).room_id == desk.room.id


def test_a_visit_that_comes_back_takes_another_room_where_its_own_was_given_away(desk: Desk) -> None:
    made = consult(desk)
    desk.clinic.appointments.cancel(id=made.id)
    assert consult(desk).room_id == desk.other_room.id
    assert desk.clinic.appointments.restore(id=made.id).room_id == desk.room.id


def test_a_visit_comes_back_into_its_own_room_while_that_is_free(desk: Desk) -> None:
    consult(desk)
    made = consult(desk)
    desk.clinic.appointments.archive(id=made.id)
    assert desk.clinic.appointments.restore(id=made.id).room_id == desk.room.id


def test_a_visit_does_not_come_back_where_no_room_is_left(desk: Desk) -> None:
    made = consult(desk)
    desk.clinic.appointments.cancel(id=made.id)
    consult(desk)
    consult(desk)
    refusal = refused(desk.clinic.appointments.restore, id=made.id)
    assert isinstance(refusal, Conflict)
    assert [clash.kind for clash in refusal.clashes] == ["room", "room"]
    assert desk.clinic.appointments.restore(id=made.id, override_reason="Acute").room_id == desk.other_room.id


def test_a_calendar_without_a_service_takes_the_first_room_that_is_for_it(desk: Desk) -> None:
    held = personal(desk)
    desk.clinic.rooms.update(id=desk.room.id, calendars=[held.id])
    assert book_in(desk, held).room_id == desk.room.id
    desk.book(11, room=desk.room.id, practitioner=None)
    refusal = refused(lambda: book_in(desk, held, desk.at(11)))
    assert isinstance(refusal, Conflict)
    assert [(clash.kind, clash.subject) for clash in refusal.clashes] == [("room", "Room 1")]
    assert book_in(desk, held, desk.at(11), room=None).room_id is None


def test_the_room_of_a_class_holds_all_its_seats(desk: Desk) -> None:
    held = a_class(desk, 4)
    for one, seats in ((desk.room, 3), (desk.other_room, 4)):
        desk.clinic.rooms.update(id=one.id, capacity=seats, calendars=[held.id])
    assert book_in(desk, held).room_id == desk.other_room.id


def test_a_calendar_without_a_service_takes_a_unit_of_each_equipment_that_serves_it(desk: Desk) -> None:
    held = personal(desk)
    laser = desk.clinic.equipment.create(name="Laser", quantity=2, calendar=held.id).equipment
    assert book_in(desk, held).equipment == (Use(laser.id, 1),)
    for _ in range(2):
        desk.book(11, practitioner=None, equipment=[laser.id])
    refusal = refused(lambda: book_in(desk, held, desk.at(11)))
    assert isinstance(refusal, Conflict)
    assert {clash.subject for clash in refusal.clashes} == {"Laser"}
    assert book_in(desk, held, desk.at(11), equipment=None).equipment == ()


def test_every_time_that_a_service_is_offered_at_can_be_booked(desk: Desk) -> None:
    scanner = desk.clinic.equipment.create(name="Scanner", quantity=1).equipment
    desk.clinic.services.update(
        id=desk.service.id, equipment=[Need(scanner.id)], buffer_before=10 * MINUTE, duration=50 * MINUTE
    )
    desk.book(10, practitioner=None, room=desk.other_room.id)
    desk.book(13, practitioner=None, equipment=[scanner.id])
    made = 0
    while slots := desk.clinic.availability.free_times(first=DAY, service=desk.service.id).days[DAY]:
        slot = slots[len(slots) // 3]
        visit = desk.clinic.appointments.book(
            start=slot.start, service=desk.service.id, practitioner=slot.practitioners[0], patient=desk.eva.id
        )
        assert visit.room_id == slot.room
        made += 1
    assert made > 3
