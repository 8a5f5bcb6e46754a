"""What stands in the way of a visit besides other visits: closures, blocks, services not given, rooms too small."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor, Right, Role
from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Clash, Conflict, Forbidden, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, at_minute
from frontdesk.domain.length import Length
from frontdesk.domain.schedule import Minute
from frontdesk.services.service_parts import NewVariation
from tests.support.clinics import DAY, ZONE, Desk, nobody
from tests.support.refusals import refused


def close(desk: Desk, name: str = "Founders' Day", *, location: Id | None = None, **more: object) -> Closure:
    """Write a closure of the test day without asking the closures' own operations."""
    with desk.clinic.writing("test.closure", lambda: "Closure") as work:
        made = Closure(id=work.new_id(), name=name, first=DAY, last=DAY, location_id=location, **more).checked()  # type: ignore[arg-type]
        work.create(made)
    return made


def block(desk: Desk, hour: int, *, minutes: int = 60, title: str = "Meeting", calendar: Id | None = None) -> Id:
    """Block an hour of Dr. Chen, or of a calendar."""
    whose = desk.chen.id if calendar is None else None
    start, end = desk.at(hour), at_minute(DAY, hour * 60 + minutes, ZONE)
    return desk.clinic.blocks.create(start=start, end=end, title=title, practitioner=whose, calendar=calendar).block.id


def clashes(call: object, **sent: object) -> tuple[Clash, ...]:
    refusal = refused(call, **sent)  # type: ignore[arg-type]
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "closed"
    return refusal.clashes


def new_calendar(desk: Desk, **more: object) -> Id:
    sent: dict[str, object] = {"name": "Talks", "kind": CalendarKind.EVENT, **more}
    return desk.clinic.calendars.create(**sent).id  # type: ignore[arg-type]


def test_a_visit_over_a_closure_is_refused_with_its_name_and_times(desk: Desk) -> None:
    held = close(desk)
    [clash] = clashes(desk.book, hour=9)
    assert (clash.kind, clash.subject, clash.subject_id, clash.appointment_id) == ("closure", held.name, held.id, 0)
    assert (clash.start, clash.end) == (desk.at(0), desk.at(0, day=1))
    assert desk.clinic.appointments.list().total == 0


def test_a_closure_of_some_hours_bars_those_alone(desk: Desk) -> None:
    close(desk, start=Minute(12 * 60), end=Minute(13 * 60))
    desk.book(11, 30)
    desk.book(13)
    [clash] = clashes(desk.book, hour=12, minute=30)
    assert (clash.start, clash.end) == (desk.at(12), desk.at(13))


def test_another_locations_closure_and_a_struck_holiday_bar_nothing(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    close(desk, location=north.id)
    close(desk, holiday=True, struck=True)
    desk.book(9)
    assert len(clashes(desk.book, hour=11, location=north.id)) == 1


def test_a_closure_is_read_on_the_clock_of_the_visits_location(desk: Desk) -> None:
    tokyo = desk.clinic.locations.create(name="Tokyo", zone_name="Asia/Tokyo")
    close(desk)
    evening_before = desk.at(20, day=-1)  # already the test day in Tokyo
    desk.book(start=evening_before)
    assert len(clashes(desk.book, start=evening_before, location=tokyo.id, practitioner=desk.ortega.id)) == 1


def test_a_reason_books_over_a_closure_and_stays_with_the_visit(desk: Desk) -> None:
    close(desk)
    assert desk.book(9, override_reason="Acute pain").override_reason == "Acute pain"


def test_a_reason_still_goes_where_nothing_is_in_the_way(desk: Desk) -> None:
    close(desk)
    assert desk.book(start=desk.at(9, day=1), override_reason="Acute pain").override_reason is None


def test_a_visit_in_a_closure_does_not_let_the_next_one_over_it(desk: Desk) -> None:
    close(desk)
    first = desk.book(9, override_reason="Acute pain")
    found = clashes(desk.book, hour=9, patient=desk.leo.id)
    assert [(c.kind, c.appointment_id) for c in found] == [("closure", 0), ("practitioner", first.id)]


def test_to_book_over_a_closure_needs_the_right_to_overbook(desk: Desk) -> None:
    close(desk)
    some = Actor("temp", "Temp", Role("temp", FRONT_DESK.role.rights - {Right.OVERBOOK}))
    with desk.as_actor(some) as temp:
        refusal = refused(temp.appointments.book, start=desk.at(9), end=desk.at(10), override_reason="Acute pain")
    assert isinstance(refusal, Forbidden)


def test_a_visit_over_a_block_is_refused_and_beside_it_is_not(desk: Desk) -> None:
    held = block(desk, 12)
    desk.book(11, 30)
    desk.book(13)
    [clash] = clashes(desk.book, hour=12, minute=30)
    assert (clash.kind, clash.subject, clash.appointment_id) == ("block", "Meeting", held)
    assert (clash.start, clash.end) == (desk.at(12), desk.at(13))


def test_a_block_without_a_title_goes_by_its_practitioners_name(desk: Desk) -> None:
    block(desk, 12, title="")
    assert [c.subject for c in clashes(desk.book, hour=12)] == [desk.chen.name]


def test_a_long_block_bars_its_last_day_too(desk: Desk) -> None:
    block(desk, 0, minutes=5 * 24 * 60, title="Leave")
    assert [c.subject for c in clashes(desk.book, start=desk.at(9, day=4))] == ["Leave"]
    desk.book(start=desk.at(9, day=5))


def test_another_practitioners_block_bars_nothing(desk: Desk) -> None:
    block(desk, 12)
    assert desk.book(12, practitioner=desk.ortega.id).start == desk.at(12)


def test_an_archived_block_bars_nothing(desk: Desk) -> None:
    desk.clinic.appointments.archive(id=block(desk, 12))
    assert desk.book(12).start == desk.at(12)


def test_a_calendars_block_bars_its_visits_alone(desk: Desk) -> None:
    talks = new_calendar(desk)
    block(desk, 12, calendar=talks, title="")
    desk.book(12)
    assert [c.subject for c in clashes(desk.book, hour=12, practitioner=desk.ortega.id, calendar=talks)] == ["Talks"]


def test_blocks_lie_over_closures_blocks_and_visits(desk: Desk) -> None:
    desk.book(12)
    close(desk)
    block(desk, 12)
    assert desk.clinic.appointments.get(id=block(desk, 12)).appointment.event_type is EventType.BLOCK


def test_a_move_into_a_closure_is_refused_and_with_a_reason_it_is_not(desk: Desk) -> None:
    visit = desk.book(start=desk.at(9, day=1))
    close(desk)
    clashes(desk.clinic.appointments.move, id=visit.id, start=desk.at(9))
    moved = desk.clinic.appointments.move(id=visit.id, start=desk.at(9), override_reason="Acute pain")
    assert (moved.start, moved.override_reason) == (desk.at(9), "Acute pain")


def test_a_move_to_a_practitioner_who_is_blocked_is_refused(desk: Desk) -> None:
    visit = desk.book(12, practitioner=desk.ortega.id)
    block(desk, 12)
    clashes(desk.clinic.appointments.move, id=visit.id, start=desk.at(12), practitioner=desk.chen.id)


def test_a_visit_that_lies_in_a_closure_can_still_be_edited(desk: Desk) -> None:
    visit = desk.book(9)
    close(desk)
    block(desk, 9)
    assert desk.clinic.appointments.update(id=visit.id, title="Toothache").title == "Toothache"
    assert desk.clinic.appointments.move(id=visit.id, start=desk.at(9), room=desk.room.id).room_id == desk.room.id
    assert desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED).status is Status.ARRIVED


def test_the_reason_for_a_closure_outlives_an_edit_that_takes_other_free_time(desk: Desk) -> None:
    close(desk)
    visit = desk.book(9, override_reason="Acute pain")
    after = desk.clinic.appointments.update(id=visit.id, room=desk.room.id)
    assert (after.room_id, after.override_reason) == (desk.room.id, "Acute pain")


def test_the_reason_for_a_closure_opens_no_room_that_is_taken(desk: Desk) -> None:
    desk.book(9, practitioner=desk.ortega.id, room=desk.room.id)
    close(desk)
    visit = desk.book(9, patient=desk.leo.id, override_reason="Acute pain")
    assert refused(desk.clinic.appointments.update, id=visit.id, room=desk.room.id).reason == "time_taken"


def test_a_move_to_a_closed_location_is_refused(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    far = desk.clinic.rooms.create(name="Far", location=north.id)
    visit = desk.book(9)
    close(desk, location=north.id)
    clashes(desk.clinic.appointments.update, id=visit.id, room=far.id)


def test_outside_of_working_hours_staff_still_book(desk: Desk) -> None:
    assert desk.book(22).start == desk.at(22)


def test_a_practitioner_who_does_not_give_the_service_is_refused_and_a_reason_helps(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.ortega.id])
    refusal = refused(desk.book, hour=9, service=desk.service.id)
    assert (refusal.code, refusal.reason) == ("invalid", "does_not_give")
    assert (refusal.facts["field"], refusal.facts["allowed"]) == ("practitioner", [str(desk.ortega.id)])
    made = desk.book(9, service=desk.service.id, override_reason="Stands in")
    assert made.override_reason == "Stands in"
    assert desk.book(9, service=desk.service.id, practitioner=desk.ortega.id, patient=desk.leo.id).service_id


def test_who_gives_the_service_is_asked_when_a_visit_is_moved_or_gets_another_service(desk: Desk) -> None:
    talk = desk.clinic.services.create(name="Talk", practitioners=[desk.ortega.id]).id
    visit = desk.book(9, service=talk, practitioner=desk.ortega.id)
    other = desk.book(11)
    move = desk.clinic.appointments.move
    assert refused(move, id=visit.id, start=desk.at(9), practitioner=desk.chen.id).reason == "does_not_give"
    assert refused(desk.clinic.appointments.update, id=other.id, service=talk).reason == "does_not_give"
    desk.clinic.services.update(id=talk, practitioners=[desk.chen.id])
    assert desk.clinic.appointments.update(id=visit.id, title="Still hers").title == "Still hers"
    assert move(id=visit.id, start=desk.at(10)).start == desk.at(10)


def test_a_group_larger_than_its_room_is_refused(desk: Desk) -> None:
    both = [desk.eva.id, desk.leo.id]
    refusal = refused(desk.book, hour=9, group=True, attendees=both, room=desk.room.id)
    assert (refusal.reason, refusal.facts["field"], refusal.facts["got"]) == ("room_too_small", "room", 2)
    desk.clinic.rooms.update(id=desk.other_room.id, capacity=2)
    held = desk.book(9, group=True, attendees=both, room=desk.other_room.id)
    move = desk.clinic.appointments.move
    assert refused(move, id=held.id, start=desk.at(9), room=desk.room.id).reason == "room_too_small"


def test_a_group_in_a_room_that_shrank_since_can_still_be_edited_and_not_grow(desk: Desk) -> None:
    desk.clinic.rooms.update(id=desk.room.id, capacity=2)
    held = desk.book(9, group=True, attendees=[desk.eva.id, desk.leo.id], room=desk.room.id)
    desk.clinic.rooms.update(id=desk.room.id, capacity=1)
    assert desk.clinic.appointments.update(id=held.id, title="Yoga").title == "Yoga"
    assert len(desk.clinic.appointments.update(id=held.id, attendees=[desk.eva.id]).attendees) == 1
    refusal = refused(desk.clinic.appointments.update, id=held.id, attendees=[desk.eva.id, desk.leo.id])
    assert refusal.reason == "room_too_small"


def varied(desk: Desk) -> tuple[Id, Id]:
    sent = [NewVariation("Long", 60 * MINUTE, 5 * MINUTE, 15 * MINUTE), NewVariation("Short", 10 * MINUTE)]
    long, short = desk.clinic.services.update(id=desk.service.id, variations=sent).variations
    return long.id, short.id


def test_a_variation_gives_the_end_and_the_buffers(desk: Desk) -> None:
    long, _ = varied(desk)
    made = desk.clinic.appointments.book(start=desk.at(9), service=desk.service.id, variation=long)
    assert (made.end, made.buffer_before, made.buffer_after) == (desk.at(10), 5 * MINUTE, 15 * MINUTE)
    assert made.variation_id == long


def test_what_is_sent_beats_the_variation(desk: Desk) -> None:
    long, _ = varied(desk)
    made = desk.book(9, service=desk.service.id, variation=long, buffer_after=MINUTE)
    assert (made.end, made.buffer_before, made.buffer_after) == (desk.at(9, 30), 5 * MINUTE, MINUTE)


def test_another_variation_brings_its_buffers_and_leaves_the_times(desk: Desk) -> None:
    long, short = varied(desk)
    made = desk.book(9, service=desk.service.id, variation=long)
    after = desk.clinic.appointments.update(id=made.id, variation=short)
    assert (after.variation_id, after.end, after.buffer_after) == (short, made.end, 0)
    none = desk.clinic.appointments.update(id=made.id, variation=None)
    assert (none.variation_id, none.buffer_after) == (None, 10 * MINUTE)


def test_another_service_takes_the_variation_away(desk: Desk) -> None:
    long, _ = varied(desk)
    made = desk.book(9, service=desk.service.id, variation=long)
    talk = desk.clinic.services.create(name="Talk").id
    after = desk.clinic.appointments.update(id=made.id, service=talk)
    assert (after.variation_id, after.buffer_after) == (None, 0)


def test_a_variation_belongs_to_its_service(desk: Desk) -> None:
    long, _ = varied(desk)
    talk = desk.clinic.services.create(name="Talk").id
    refusal = refused(desk.book, hour=9, service=talk, variation=long)
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "variation", "id": str(long)}
    assert refused(desk.book, hour=9, variation=long).reason == "variation_without_service"


def test_a_removed_variation_is_not_newly_chosen_and_stays_where_it_is(desk: Desk) -> None:
    long, _ = varied(desk)
    made = desk.book(9, service=desk.service.id, variation=long)
    desk.clinic.services.update(id=desk.service.id, variations=[])
    refusal = refused(desk.book, hour=11, service=desk.service.id, variation=long)
    assert (refusal.reason, refusal.facts["field"]) == ("variation_removed", "variation")
    assert desk.clinic.appointments.update(id=made.id, variation=long, title="A").variation_id == long


def test_a_calendar_gives_the_place_and_without_a_service_the_length(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    talks = new_calendar(desk, location=north.id, duration=Length(45))
    made = desk.clinic.appointments.book(start=desk.at(9), calendar=talks, ignore_free_slots=True)
    assert (made.calendar_id, made.location_id, made.end) == (talks, north.id, desk.at(9, 45))


def test_a_calendar_of_another_location_is_invalid(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    talks = new_calendar(desk, location=north.id)
    refusal = refused(desk.book, hour=9, calendar=talks, room=desk.room.id)
    assert (refusal.reason, refusal.facts["field"]) == ("calendar_elsewhere", "calendar")


def test_an_unknown_calendar_is_not_found_and_an_archived_one_not_newly_chosen(desk: Desk) -> None:
    assert isinstance(refused(desk.book, hour=9, calendar=nobody()), NotFound)
    team = [Member(desk.chen.id)]
    own = new_calendar(desk, kind=CalendarKind.PERSONAL, team=team)
    made = desk.book(9, calendar=own)
    desk.clinic.calendars.archive(id=own)
    assert refused(desk.book, hour=11, calendar=own).reason == "archived"
    assert desk.clinic.appointments.update(id=made.id, title="A", calendar=own).calendar_id == own
    assert desk.clinic.appointments.update(id=made.id, calendar=None).calendar_id is None


def test_a_visit_without_a_status_has_the_clinics_usual_one(desk: Desk) -> None:
    desk.clinic.profile.update(new_status=Status.CONFIRMED)
    assert desk.book(9).status is Status.CONFIRMED
    assert desk.book(11, status=Status.BOOKED).status is Status.BOOKED


def test_what_neither_end_nor_service_nor_calendar_says_is_asked_for(desk: Desk) -> None:
    refusal = refused(desk.clinic.appointments.book, start=desk.at(9))
    assert isinstance(refusal, Invalid)
    assert refusal.reason == "end_or_service_needed"


@pytest.mark.parametrize("first", [date(2026, 3, 8), date(2026, 11, 1)])
def test_closed_on_a_day_when_the_clock_changes_is_closed_all_of_it(desk: Desk, first: date) -> None:
    with desk.clinic.writing("test.closure", lambda: "Closure") as work:
        work.create(Closure(id=work.new_id(), name="Closed", first=first, last=first))
    for minute in (0, 23 * 60 + 30):
        clashes(desk.book, start=at_minute(first, minute, ZONE))
    desk.book(start=at_minute(first, 24 * 60, ZONE))
