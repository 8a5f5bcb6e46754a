"""Free times where weeks end, where a class sits in another room than usual, and for visits that are moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import Calendar, CalendarKind, Member
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.domain.length import Length
from frontdesk.domain.schedule import WEEKDAYS
from frontdesk.services.asking import ServiceAsked
from tests.support.clinics import DAY, Desk, add_patient
from tests.support.rules import on

SUNDAY = DAY + timedelta(days=4)


@pytest.fixture
def always(desk: Desk) -> Desk:
    """Let Dr. Ortega work at any hour."""
    rules = [on(day, "00:00-24:00") for day in WEEKDAYS]
    desk.clinic.schedules.create(name="Always", practitioner=desk.ortega.id, rules=rules)
    return desk


def a_class(desk: Desk, seats: int = 4) -> Calendar:
    """Make a class of Dr. Ortega's, with an hour for each."""
    return desk.clinic.calendars.create(
        name="Back school",
        kind=CalendarKind.CLASS,
        team=[Member(desk.ortega.id)],
        duration=Length(60),
        interval=Length(60),
        per_slot=seats,
    )


def join(desk: Desk, calendar: Calendar, hour: int, patient: Id) -> Appointment:
    """Book a patient into the class of an hour."""
    return desk.clinic.appointments.book(start=desk.at(hour), calendar=calendar.id, patient=patient)


def slot_at(desk: Desk, calendar: Calendar, hour: int) -> Slot | None:
    """Find the free time of an hour of the test day."""
    found = desk.clinic.availability.free_times(first=DAY, calendar=calendar.id)
    return next((slot for slot in found.days[DAY] if slot.start == desk.at(hour)), None)


def test_the_later_parts_of_a_visit_may_lie_in_the_week_after(always: Desk) -> None:
    both = [always.clinic.services.create(name=name, duration=HOUR).id for name in ("Check", "Cleaning")]
    services = [ServiceAsked(one) for one in both]
    found = always.clinic.availability.free_times(first=SUNDAY, services=services)
    last = found.days[SUNDAY][-1]
    assert last.start == always.at(23, 45, day=4)
    done = always.clinic.service_bookings.create(services=services, patient=always.eva.id, start=last.start)
    assert [part.practitioner_id for part in done.parts] == [always.ortega.id, always.ortega.id]


def test_a_class_has_no_more_seats_than_the_room_that_it_was_put_in(always: Desk) -> None:
    calendar = a_class(always, seats=4)
    small = always.clinic.rooms.create(name="Small", capacity=2)
    start = always.at(10)
    always.clinic.appointments.book(start=start, calendar=calendar.id, patient=always.eva.id, room=small.id)
    slot = slot_at(always, calendar, 10)
    assert slot is not None
    assert slot.seats == 1
    join(always, calendar, 10, always.leo.id)
    assert slot_at(always, calendar, 10) is None


def test_a_class_that_everyone_left_has_all_its_seats(always: Desk) -> None:
    calendar = a_class(always, seats=3)
    session = join(always, calendar, 10, always.eva.id)
    always.clinic.appointments.update(id=session.id, attendees=[])
    slot = slot_at(always, calendar, 10)
    assert slot is not None
    assert (slot.session, slot.seats) == (session.id, 3)


def test_a_class_that_is_moved_joins_no_other(always: Desk) -> None:
    calendar = a_class(always)
    first = join(always, calendar, 10, always.eva.id)
    join(always, calendar, 12, always.leo.id)
    found = always.clinic.availability.free_times(first=DAY, visit=first.id).days[DAY]
    starts = [slot.start for slot in found]
    assert always.at(12) not in starts
    assert {always.at(10), always.at(11), always.at(13)} <= set(starts)
    judged = always.clinic.availability.explain(start=always.at(12), practitioner=always.ortega.id, visit=first.id)
    assert not judged.free
    with pytest.raises(Conflict):
        always.clinic.appointments.move(id=first.id, start=always.at(12))


def test_a_visit_is_moved_with_the_room_that_it_has(always: Desk) -> None:
    said = {"practitioner": always.ortega.id, "room": always.room.id}
    visit = always.book(9, **said)
    always.book(11, **(said | {"practitioner": always.chen.id, "patient": always.leo.id}))
    found = always.clinic.availability.free_times(first=DAY, visit=visit.id, step=30 * MINUTE)
    starts = {slot.start for slot in found.days[DAY]}
    assert always.at(11) not in starts
    assert {always.at(10, 30), always.at(11, 30)} <= starts


def test_seats_are_counted_anew_when_patients_come_and_go(always: Desk) -> None:
    calendar = a_class(always, seats=2)
    people = [add_patient(always.clinic, f"Patient {n}", "Novák", str(n)).id for n in range(2)]
    for n, one in enumerate(people):
        join(always, calendar, 14, one)
        slot = slot_at(always, calendar, 14)
        assert (slot.seats if slot is not None else 0) == 1 - n
    always.clinic.history.undo()
    again = slot_at(always, calendar, 14)
    assert again is not None
    assert again.seats == 1


def test_dates_of_another_zone_take_the_hours_of_this_one(always: Desk) -> None:
    found = always.clinic.availability.free_times(first=SUNDAY, duration=HOUR, zone_name="Asia/Kathmandu")
    assert list(found.days) == [date(2026, 3, 22)]
    assert found.days[SUNDAY][0].start == Instant(always.at(14, 15, day=3))


def test_a_start_that_is_counted_off_from_a_block_is_on_the_grid(always: Desk) -> None:
    always.clinic.blocks.create(practitioner=always.ortega.id, start=always.at(9, 10), end=always.at(9, 25))
    for minute, counted in ((10, True), (0, False)):
        start = always.at(13, minute)
        judged = always.clinic.availability.explain(start=start, practitioner=always.ortega.id, duration=HOUR)
        assert (judged.free, judged.on_grid) == (True, counted)
