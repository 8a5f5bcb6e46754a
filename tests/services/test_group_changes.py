"""Groups changed, archived, brought back, and what is in their way (C15, C16, C17)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor, Right, Role
from frontdesk.domain.appointment import Interaction, Status
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.series import Scope
from frontdesk.services.group_rows import GroupAppointment
from tests.support.clinics import DAY, Desk
from tests.support.made_classes import a_class, classes, comes, people
from tests.support.refusals import refused


def update(desk: Desk, id: Id, **sent: Any) -> GroupAppointment:
    return desk.clinic.group_appointments.update(id=id, **sent)


def kinds(desk: Desk, id: Id) -> list[str]:
    return [clash.kind for clash in desk.clinic.group_appointments.conflicts(id=id).clashes]


def test_what_is_left_out_stays(desk: Desk) -> None:
    made = a_class(desk, title="Yoga", notes="Mats", attendees=[desk.eva.id])
    before = desk.clinic.group_appointments.get(id=made.id)
    after = update(desk, made.id, title="Yin yoga")
    same = {name for name in before.__slots__ if getattr(before, name) == getattr(after, name)}
    assert set(before.__slots__) - same == {"title", "version", "updated_at"}


def test_everything_that_may_be_said_is_written(desk: Desk) -> None:
    hall = desk.clinic.rooms.create(name="Hall", capacity=9)
    mat = desk.clinic.equipment.create(name="Mat").equipment
    made = a_class(desk)
    after = update(
        desk,
        made.id,
        title="Yin",
        notes="Mats",
        start=desk.at(14),
        end=desk.at(15, 30),
        practitioner=desk.ortega.id,
        room=hall.id,
        equipment=[mat.id],
        attendees=[desk.leo.id],
        max_attendees=9,
        video_url="https://meet.example/1",
    )
    assert (after.title, after.notes, after.start, after.end) == ("Yin", "Mats", desk.at(14), desk.at(15, 30))
    assert (after.practitioner_id, after.room_id, after.max_attendees) == (desk.ortega.id, hall.id, 9)
    assert ([use.equipment_id for use in after.equipment], after.patients) == ([mat.id], (desk.leo.id,))
    assert (after.interaction, after.video_url) == (Interaction.VIDEO_CALL, "https://meet.example/1")
    desk.clinic.history.undo()
    assert desk.clinic.group_appointments.get(id=made.id).start == made.start


def test_no_end_keeps_it_and_null_works_it_out_of_the_service(desk: Desk) -> None:
    made = a_class(desk, end=desk.at(11, 30))
    assert update(desk, made.id, start=desk.at(10, 15)).end == desk.at(11, 30)
    assert update(desk, made.id, end=None).end == desk.at(10, 45)
    assert update(desk, made.id, start=desk.at(9), end=None).end == desk.at(9, 30)


def test_an_end_before_the_start_is_invalid(desk: Desk) -> None:
    made = a_class(desk)
    assert refused(update, desk=desk, id=made.id, start=desk.at(11)).reason == "end_not_after_start"


def test_another_service_brings_its_end_only_where_null_says_so(desk: Desk) -> None:
    longer = desk.clinic.services.create(name="Back class", duration=HOUR, max_attendees=7)
    made = a_class(desk)
    assert update(desk, made.id, service=longer.id).end == made.end
    after = update(desk, made.id, service=longer.id, end=None, max_attendees=None)
    assert (after.end, after.max_attendees) == (Instant(made.start + HOUR), 7)


def test_null_seats_are_the_services(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, max_attendees=6)
    assert update(desk, a_class(desk).id, max_attendees=None).max_attendees == 6


@pytest.mark.parametrize(("seats", "reason"), [(0, "bad_max_attendees"), (101, "bad_max_attendees")])
def test_one_to_a_hundred_seats(seats: int, reason: str, desk: Desk) -> None:
    assert refused(update, desk=desk, id=a_class(desk).id, max_attendees=seats).reason == reason


def test_fewer_seats_than_heads_are_refused_and_name_those_who_come(desk: Desk) -> None:
    made = a_class(desk, max_attendees=12, attendees=people(desk, 10))
    refusal = refused(update, desk=desk, id=made.id, max_attendees=8)
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, refusal.facts["got"], refusal.facts["taken"]) == ("max_below_heads", 8, 10)
    assert refusal.facts["people"] == [str(one) for one in comes(desk, made)]
    assert update(desk, made.id, max_attendees=10).max_attendees == 10


def test_fewer_seats_on_all_dates_name_those_of_the_dates_that_are_too_full(desk: Desk) -> None:
    first, second, third = classes(desk)
    desk.clinic.attendees.add(appointment=second.id, patient=desk.eva.id)
    desk.clinic.attendees.add(appointment=second.id, patient=desk.leo.id)
    desk.clinic.attendees.add(appointment=third.id, patient=desk.leo.id)
    refusal = refused(update, desk=desk, id=first.id, max_attendees=1, scope=Scope.ALL)
    assert refusal.facts["people"] == [str(desk.eva.id), str(desk.leo.id)]
    assert refusal.facts["appointments"] == [str(second.id)]
    assert update(desk, third.id, max_attendees=1, scope=Scope.FOLLOWING).max_attendees == 1


def test_a_list_of_attendees_that_is_too_long_has_no_seat_left(desk: Desk) -> None:
    made = a_class(desk)
    assert refused(update, desk=desk, id=made.id, attendees=people(desk, 4)).reason == "no_seat_left"


def test_more_seats_than_its_room_holds_are_invalid(desk: Desk) -> None:
    room = desk.clinic.rooms.create(name="Small hall", capacity=4)
    made = a_class(desk, room=room.id)
    assert refused(update, desk=desk, id=made.id, max_attendees=5).reason == "room_too_small"
    assert refused(update, desk=desk, id=made.id, room=desk.room.id).reason == "room_too_small"
    assert update(desk, made.id, max_attendees=4).max_attendees == 4


def test_a_time_that_is_taken_is_a_conflict_that_names_who_has_it(desk: Desk) -> None:
    made, other = a_class(desk), desk.book(14)
    refusal = refused(update, desk=desk, id=made.id, start=desk.at(14), end=None)
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [other.id]
    assert desk.clinic.group_appointments.get(id=made.id).start == made.start
    moved = update(desk, made.id, start=desk.at(14), end=None, override_reason="Both know")
    assert moved.start == desk.at(14)


def test_to_move_one_takes_the_right_to(desk: Desk) -> None:
    made = a_class(desk)
    role = Role("temp", FRONT_DESK.role.rights - {Right.MOVE})
    with desk.as_actor(Actor("temp", "Temp", role)) as clinic:
        clinic.group_appointments.update(id=made.id, title="Yoga")
        with pytest.raises(Forbidden):
            clinic.group_appointments.update(id=made.id, start=desk.at(9))


def test_a_scope_reaches_the_dates_that_are_meant_with_fields_and_time(desk: Desk) -> None:
    first, second, third = classes(desk)
    update(desk, second.id, scope=Scope.FOLLOWING, title="Yin", start=desk.at(15, day=7), end=desk.at(16, day=7))
    told = [desk.clinic.group_appointments.get(id=one.id) for one in (first, second, third)]
    assert [one.title for one in told] == ["", "Yin", "Yin"]
    assert [one.start for one in told] == [first.start, desk.at(15, day=7), desk.at(15, day=14)]
    assert [one.end - one.start for one in told] == [30 * MINUTE, HOUR, HOUR]
    assert desk.clinic.history.log().items[0].words == "2 group appointments changed"
    desk.clinic.history.undo()
    assert desk.clinic.group_appointments.get(id=third.id).repeats == (first.id, second.id)


def test_one_comes_again_and_does_not_any_more(desk: Desk) -> None:
    made = a_class(desk)
    again = update(desk, made.id, repeat=RepeatRule(frequency=Frequency.WEEKLY, count=3))
    assert (again.rule, len(again.repeats)) == ("FREQ=WEEKLY;COUNT=3", 2)
    once = update(desk, made.id, repeat=None, scope=Scope.ALL)
    assert once.repeats == ()


def test_an_older_version_is_stale(desk: Desk) -> None:
    made = a_class(desk)
    update(desk, made.id, title="Yoga")
    for operation in ("update", "archive", "restore"):
        call = getattr(desk.clinic.group_appointments, operation)
        assert isinstance(refused(call, id=made.id, version=made.version), Stale)


def test_what_is_no_group_is_not_changed_put_away_or_brought_back(desk: Desk) -> None:
    visit = desk.book(14)
    groups = desk.clinic.group_appointments
    for call in (groups.update, groups.archive, groups.restore, groups.conflicts):
        refusal = refused(call, id=visit.id)
        assert isinstance(refusal, NotFound)
        assert refusal.facts["kind"] == "group_appointment"


def test_archiving_frees_time_room_and_equipment_at_once_and_twice_is_harmless(desk: Desk) -> None:
    hall = desk.clinic.rooms.create(name="Hall", capacity=9)
    mat = desk.clinic.equipment.create(name="Mat").equipment
    made = a_class(desk, room=hall.id, equipment=[mat.id], attendees=[desk.eva.id])
    away = desk.clinic.group_appointments.archive(id=made.id)
    assert (away.archived_at is not None, away.patients) == (True, (desk.eva.id,))
    assert desk.clinic.group_appointments.archive(id=made.id) == away
    other = a_class(desk, room=hall.id, equipment=[mat.id])
    assert (other.start, other.room_id) == (made.start, hall.id)


def test_restoring_checks_conflicts_again_and_lists_them(desk: Desk) -> None:
    made = a_class(desk)
    desk.clinic.group_appointments.archive(id=made.id)
    other = desk.book(10)
    refusal = refused(desk.clinic.group_appointments.restore, id=made.id)
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [other.id]
    desk.clinic.appointments.cancel(id=other.id)
    back = desk.clinic.group_appointments.restore(id=made.id)
    assert back.archived_at is None
    assert desk.clinic.group_appointments.restore(id=made.id) == back


def test_no_date_comes_back_where_a_block_was_laid_over_one_since(desk: Desk) -> None:
    made = classes(desk)
    desk.clinic.group_appointments.archive(id=made[0].id, scope=Scope.ALL)
    later: dict[str, Any] = {"start": desk.at(9, day=7), "end": desk.at(12, day=7)}
    desk.clinic.blocks.create(**later, practitioner=desk.chen.id, title="Meeting")
    refusal = refused(desk.clinic.group_appointments.restore, id=made[0].id, scope=Scope.ALL)
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, [clash.subject for clash in refusal.clashes]) == ("closed", ["Meeting"])
    assert desk.clinic.group_appointments.list().total == 0
    desk.clinic.group_appointments.restore(id=made[0].id, scope=Scope.ALL, override_reason="Agreed")
    assert desk.clinic.group_appointments.list().total == 3


def test_one_comes_back_into_no_room_that_is_too_small_for_it_by_now(desk: Desk) -> None:
    hall = desk.clinic.rooms.create(name="Hall", capacity=9)
    made = a_class(desk, room=hall.id, max_attendees=9, attendees=[desk.eva.id])
    desk.clinic.group_appointments.archive(id=made.id)
    desk.clinic.rooms.update(id=hall.id, capacity=1)
    refusal = refused(desk.clinic.group_appointments.restore, id=made.id, override_reason="They squeeze in")
    assert (refusal.reason, refusal.facts["field"], refusal.facts["got"]) == ("room_too_small", "room", 9)
    desk.clinic.group_appointments.update(id=made.id, max_attendees=1)
    assert desk.clinic.group_appointments.restore(id=made.id).room_id == hall.id


def test_a_cancelled_one_comes_back_as_booked_with_all_who_come(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.eva.id])
    desk.clinic.appointments.cancel(id=made.id, reason="Ill")
    back = desk.clinic.group_appointments.restore(id=made.id)
    assert (back.status, back.patients, back.cancel_reason) == (Status.BOOKED, (desk.eva.id,), None)


def test_all_dates_are_archived_and_restored_as_one_step(desk: Desk) -> None:
    first, *_ = classes(desk)
    groups = desk.clinic.group_appointments
    groups.archive(id=first.id, scope=Scope.ALL)
    assert groups.list().total == 0
    assert groups.archive(id=first.id, scope=Scope.ALL).archived_at is not None
    groups.restore(id=first.id, scope=Scope.ALL)
    assert groups.list().total == 3
    assert groups.restore(id=first.id, scope=Scope.ALL).archived_at is None
    words = [head.words for head in desk.clinic.history.log().items[:2]]
    assert words == ["3 group appointments restored", "3 group appointments archived"]


def test_one_that_nothing_is_in_the_way_of_has_no_conflicts_not_with_itself_either(desk: Desk) -> None:
    told = desk.clinic.group_appointments.conflicts(id=a_class(desk).id)
    assert (told.exist, told.clashes) == (False, ())


def test_touching_ends_do_not_conflict_and_buffers_count(desk: Desk) -> None:
    made = a_class(desk)
    # The service keeps ten minutes after it.
    desk.book(10, 40, override_reason="x")
    assert kinds(desk, made.id) == []
    beside = desk.book(10, 30, minutes=10, override_reason="Quick word")
    assert [
        (clash.kind, clash.appointment_id) for clash in desk.clinic.group_appointments.conflicts(id=made.id).clashes
    ] == [("practitioner", beside.id)]


def test_practitioner_room_and_equipment_are_named_apart(desk: Desk) -> None:
    hall = desk.clinic.rooms.create(name="Hall", capacity=9)
    mat = desk.clinic.equipment.create(name="Mat", quantity=2).equipment
    desk.clinic.services.update(id=desk.service.id, equipment=[Need(mat.id, 2)])
    made = a_class(desk, room=hall.id)
    over: dict[str, Any] = {"override_reason": "Fits", "room": hall.id, "equipment": [mat.id]}
    other = desk.book(10, **over)
    assert sorted(set(kinds(desk, made.id))) == ["equipment", "practitioner", "room"]
    told = desk.clinic.group_appointments.conflicts(id=made.id)
    assert {(clash.subject, clash.appointment_id) for clash in told.clashes} == {
        ("Dr. Amelia Chen", other.id),
        ("Hall", other.id),
        ("Mat", other.id),
    }
    assert kinds(desk, made.id) == kinds(desk, made.id)


def test_closures_and_blocks_are_named_apart(desk: Desk) -> None:
    made = a_class(desk)
    desk.clinic.blocks.create(start=desk.at(10), end=desk.at(11), practitioner=desk.chen.id, title="Meeting")
    desk.clinic.closures.create(name="Stocktaking", first=date.fromordinal(DAY.toordinal()))
    assert kinds(desk, made.id) == ["closure", "block"]


def test_archived_and_cancelled_ones_and_holds_that_ran_out_are_ignored(desk: Desk) -> None:
    made = a_class(desk)
    others = [desk.book(10, override_reason="x") for _ in range(2)]
    hold = desk.clinic.holds.place(
        start=desk.at(10), end=desk.at(10, 20), practitioner=desk.chen.id, minutes=5, override_reason="x"
    )
    assert len(kinds(desk, made.id)) == 3
    desk.clinic.appointments.cancel(id=others[0].id)
    desk.clinic.appointments.archive(id=others[1].id)
    found = desk.clinic.group_appointments.conflicts(id=made.id).clashes
    assert [clash.appointment_id for clash in found] == [hold.id]
    desk.clock.now = Instant(desk.clock.now + 6 * MINUTE)
    assert kinds(desk, made.id) == []


def test_one_that_is_archived_itself_is_in_nobodys_way(desk: Desk) -> None:
    made = a_class(desk)
    desk.book(10, override_reason="x")
    desk.clinic.group_appointments.archive(id=made.id)
    assert not desk.clinic.group_appointments.conflicts(id=made.id).exist
