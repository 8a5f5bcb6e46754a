"""A visit of several parts is offered only times that all of it can go to, and explained so."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability.reasons import Explanation, Why
from frontdesk.domain.calendar import CalendarKind, Distribution, Member
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Conflict
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.asking import ServiceAsked
from tests.support.clinics import DAY, Desk
from tests.support.rules import add_schedule, weekdays


@pytest.fixture
def parts(desk: Desk) -> tuple[Appointment, ...]:
    """Book a talk and a laser treatment after it, both with Dr. Chen, with ten minutes around each."""
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    laser = desk.clinic.equipment.create(name="Laser").equipment
    around: dict[str, Any] = {"duration": 30 * MINUTE, "buffer_before": 10 * MINUTE, "buffer_after": 10 * MINUTE}
    talk = desk.clinic.services.create(name="Talk", **around)
    treated = desk.clinic.services.create(name="Laser", equipment=[Need(laser.id)], rooms=[desk.room.id], **around)
    asked = [ServiceAsked(one.id, practitioner=desk.chen.id) for one in (talk, treated)]
    made = desk.clinic.service_bookings.create(services=asked, patient=desk.eva.id, start=desk.at(9, 30))
    return made.parts


def starts(desk: Desk, part: Appointment, who: int) -> set[Instant]:
    found = desk.clinic.availability.free_times(first=DAY, visit=part.id)
    return {slot.start for slot in found.days[DAY] if who in slot.practitioners}


def explained(desk: Desk, part: Appointment, start: Instant, who: int) -> Explanation:
    told: Any = {"start": start, "visit": part.id, "practitioner": who}
    found: Explanation = desk.clinic.availability.explain(**told)
    return found


def test_a_unit_that_another_part_needs_is_in_the_way(desk: Desk, parts: tuple[Appointment, ...]) -> None:
    (unit,) = parts[1].equipment
    other = desk.book(14, practitioner=desk.ortega.id, patient=desk.leo.id, equipment=[unit.equipment_id])
    talk = parts[0]
    assert desk.at(13, 30) not in starts(desk, talk, desk.chen.id)
    assert desk.at(12, 30) in starts(desk, talk, desk.chen.id)
    told = explained(desk, talk, desk.at(13, 30), desk.chen.id)
    assert not told.free
    assert [(reason.why, reason.appointment) for reason in told.reasons] == [(Why.EQUIPMENT, other.id)]
    with pytest.raises(Conflict):
        desk.clinic.appointments.move(id=talk.id, start=desk.at(13, 30))


def test_a_room_that_only_the_other_part_could_have_is_in_the_way(desk: Desk, parts: tuple[Appointment, ...]) -> None:
    desk.book(14, practitioner=desk.ortega.id, patient=desk.leo.id, room=desk.room.id)
    assert desk.at(13, 30) not in starts(desk, parts[0], desk.chen.id)
    assert explained(desk, parts[0], desk.at(13, 30), desk.chen.id).reasons[0].why is Why.ROOM


def test_buffers_come_back_where_one_part_goes_to_someone_else(desk: Desk, parts: tuple[Appointment, ...]) -> None:
    desk.book(13, practitioner=desk.chen.id, patient=desk.leo.id)
    talk, treated = parts
    # The treatment would begin as the visit at 13:00 ends: with Dr. Chen all along that needs ten minutes as well.
    assert desk.at(13) not in starts(desk, talk, desk.ortega.id)
    assert not explained(desk, talk, desk.at(13), desk.ortega.id).free
    with pytest.raises(Conflict):
        desk.clinic.appointments.move(id=talk.id, start=desk.at(13), practitioner=desk.ortega.id)
    assert desk.at(13, 15) in starts(desk, talk, desk.ortega.id)
    desk.clinic.appointments.move(id=talk.id, start=desk.at(13, 15), practitioner=desk.ortega.id)
    assert desk.clinic.appointments.get(id=treated.id).appointment.start == desk.at(13, 45)


def test_every_time_that_is_offered_can_be_taken(desk: Desk, parts: tuple[Appointment, ...]) -> None:
    for hour in (11, 13, 15):
        desk.book(hour, practitioner=desk.chen.id, patient=desk.leo.id)
        desk.book(hour, 40, practitioner=desk.ortega.id, patient=desk.leo.id)
    taken = 0
    for part in parts:
        for slot in desk.clinic.availability.free_times(first=DAY, visit=part.id).days[DAY]:
            for who in slot.practitioners:
                desk.clinic.appointments.move(id=part.id, start=slot.start, practitioner=who)
                desk.clinic.history.undo()
                taken += 1
    assert taken > 10


def test_a_part_that_has_begun_is_in_the_way_where_it_is(desk: Desk, parts: tuple[Appointment, ...]) -> None:
    talk, treated = parts
    for status in ("arrived", "in_progress"):
        desk.clinic.appointments.set_status(id=talk.id, status=type(talk.status)(status))
    assert desk.at(9, 30) not in starts(desk, treated, desk.chen.id)
    assert desk.at(10) in starts(desk, treated, desk.chen.id)


def test_where_a_collective_fits_is_where_everyone_does(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    team = [Member(desk.chen.id, primary=True), Member(desk.ortega.id)]
    calendar = desk.clinic.calendars.create(name="Both", kind=CalendarKind.COLLECTIVE, team=team)
    desk.book(12, minutes=60, practitioner=desk.chen.id)
    for fit in desk.clinic.availability.fits(first=DAY, calendar=calendar.id):
        assert [(i.start, i.end - 1) for i in fit.times] == [
            (desk.at(9), desk.at(11, 30)),
            (desk.at(13), desk.at(16, 30)),
        ]


def test_what_is_equal_goes_round_from_day_to_day(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    team = [Member(desk.chen.id), Member(desk.ortega.id)]
    calendar = desk.clinic.calendars.create(
        name="Equal", kind=CalendarKind.ROUND_ROBIN, team=team, distribution=Distribution.EQUAL
    )
    seen = []
    for day in (5, 6, 7, 8):  # from Monday to Thursday
        start = desk.at(9, day=day)
        (first,) = desk.clinic.availability.next_free(calendar=calendar.id, since=start).slots
        made = desk.clinic.appointments.book(calendar=calendar.id, start=start, patient=desk.eva.id)
        assert made.practitioner_id == first.practitioners[0]
        seen.append(made.practitioner_id)
    assert seen == [desk.chen.id, desk.ortega.id] * 2
