"""A time that is held for some minutes: as firm as a visit while it lasts, and nothing afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.domain.actor import AUDITOR, Actor
from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.length import Length
from frontdesk.services.first import first_day
from tests.support.clinics import DAY, Desk, nobody
from tests.support.held_times import BOOKER, OTHER, hold, later
from tests.support.refusals import refused
from tests.support.rules import add_closure

# Placing


def test_a_hold_lasts_ten_minutes_and_needs_no_patient(desk: Desk) -> None:
    held = desk.clinic.holds.place(start=desk.at(9), practitioner=desk.chen.id, service=desk.service.id)
    assert (held.status, held.patient_id, held.event_type) == (Status.HELD, None, EventType.APPOINTMENT)
    assert held.expires_at == held.created_at + 10 * MINUTE
    assert held.end == desk.at(9, 30)


def test_a_held_time_is_taken_with_practitioner_room_units_and_buffers(desk: Desk) -> None:
    probe = desk.clinic.equipment.create(name="Probe").equipment
    hold(desk, room=desk.room.id, service=desk.service.id, equipment=[probe.id])
    for taken in (
        {"practitioner": desk.chen.id, "start": desk.at(9, 30)},
        {"practitioner": desk.ortega.id, "room": desk.room.id},
        {"practitioner": desk.ortega.id, "equipment": [probe.id]},
    ):
        with pytest.raises(Conflict):
            desk.book(9, **taken)


def test_what_is_taken_cannot_be_held(desk: Desk) -> None:
    visit = desk.book(9)
    refusal = refused(hold, desk=desk)
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [visit.id]


def test_what_is_held_cannot_be_held_again(desk: Desk) -> None:
    hold(desk)
    assert refused(hold, desk=desk).reason == "time_taken"


def test_a_closure_is_in_the_way_of_a_hold_and_a_reason_lets_it_through(desk: Desk) -> None:
    add_closure(desk.clinic, DAY)
    assert refused(hold, desk=desk).reason == "closed"
    assert hold(desk, override_reason="Acute pain").override_reason == "Acute pain"


@pytest.mark.parametrize("minutes", [0, 121, -1, 1.5, True, None])
def test_a_hold_lasts_1_to_120_whole_minutes(minutes: int, desk: Desk) -> None:
    refusal = refused(hold, desk=desk, minutes=minutes)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == "minutes"


@pytest.mark.parametrize("minutes", [1, 120])
def test_the_shortest_and_the_longest_hold_are_taken(minutes: int, desk: Desk) -> None:
    held = hold(desk, minutes=minutes)
    assert held.expires_at == held.created_at + minutes * MINUTE


def test_a_block_is_not_held(desk: Desk) -> None:
    assert refused(hold, desk=desk, type=EventType.BLOCK).facts["field"] == "type"


def test_holding_takes_the_right_to_book(desk: Desk) -> None:
    looking = desk.as_actor(Actor("auditor", "Auditor", AUDITOR))
    with pytest.raises(Forbidden):
        hold(desk, clinic=looking)
    looking.close()


# Listing, extending, releasing


def test_holds_tell_who_holds_which_time_until_when(desk: Desk) -> None:
    mine = hold(desk, 10, room=desk.room.id, title="Ms. N. will ring back")
    evening = desk.as_actor(OTHER)
    theirs = hold(desk, 9, clinic=evening, minutes=30)
    first, second = desk.clinic.holds.list()
    assert (first.id, first.by, first.mine, first.expires_at) == (theirs.id, "Evening desk", False, theirs.expires_at)
    assert (second.id, second.by, second.mine, second.room_id) == (mine.id, "Front desk", True, desk.room.id)
    assert (second.start, second.end, second.title) == (mine.start, mine.end, mine.title)
    evening.close()


def test_a_released_time_is_free_at_once(desk: Desk) -> None:
    held = hold(desk)
    desk.clinic.holds.release(id=held.id)
    assert desk.clinic.holds.list() == ()
    assert desk.book(9).status is Status.BOOKED


def test_a_hold_is_extended_from_now(desk: Desk) -> None:
    held = hold(desk, minutes=10)
    later(desk, 9)
    after = desk.clinic.holds.extend(id=held.id, minutes=20)
    assert after.expires_at == after.updated_at + 20 * MINUTE
    later(desk, 19)
    assert [one.id for one in desk.clinic.holds.list()] == [held.id]


def test_a_hold_that_lasts_longer_already_is_not_cut_short(desk: Desk) -> None:
    held = hold(desk, minutes=60)
    assert desk.clinic.holds.extend(id=held.id, minutes=5) == held


@pytest.mark.parametrize("call", ["release", "extend"])
def test_a_hold_that_has_run_out_is_gone(call: str, desk: Desk) -> None:
    held = hold(desk)
    later(desk, 11)
    refusal = refused(getattr(desk.clinic.holds, call), id=held.id)
    assert (type(refusal), refusal.reason) == (Conflict, "hold_gone")


@pytest.mark.parametrize("call", ["release", "extend"])
def test_a_visit_is_no_hold(call: str, desk: Desk) -> None:
    assert refused(getattr(desk.clinic.holds, call), id=desk.book(9).id).reason == "hold_gone"


@pytest.mark.parametrize("call", ["release", "extend"])
def test_an_unknown_hold_is_not_found(call: str, desk: Desk) -> None:
    assert isinstance(refused(getattr(desk.clinic.holds, call), id=nobody()), NotFound)


@pytest.mark.parametrize("call", ["release", "extend"])
def test_what_another_holds_takes_the_right_to_overbook(call: str, desk: Desk) -> None:
    held, trainee, evening = hold(desk), desk.as_actor(BOOKER), desk.as_actor(OTHER)
    assert isinstance(refused(getattr(trainee.holds, call), id=held.id), Forbidden)
    getattr(evening.holds, call)(id=held.id)
    trainee.close()
    evening.close()


def test_what_another_holds_is_not_moved_without_the_right_to_overbook(desk: Desk) -> None:
    held, trainee = hold(desk), desk.as_actor(BOOKER)
    assert isinstance(refused(trainee.appointments.move, id=held.id, start=desk.at(11)), Forbidden)
    trainee.close()


def test_a_held_time_that_is_moved_stays_held_for_as_long(desk: Desk) -> None:
    held = hold(desk)
    moved = desk.clinic.appointments.move(id=held.id, start=desk.at(11))
    assert (moved.status, moved.expires_at) == (Status.HELD, held.expires_at)


# Running out


def test_a_hold_that_has_run_out_is_in_nobodys_way(desk: Desk) -> None:
    hold(desk, room=desk.room.id)
    later(desk, 11)
    assert desk.book(9, room=desk.room.id).status is Status.BOOKED


def test_expiring_tells_how_many_ran_out(desk: Desk) -> None:
    hold(desk, 9)
    hold(desk, 10)
    hold(desk, 11, minutes=60)
    later(desk, 11)
    assert desk.clinic.holds.expire() == 2
    assert desk.clinic.holds.expire() == 0


def test_no_read_shows_a_hold_that_has_run_out(desk: Desk) -> None:
    held = hold(desk, patient=desk.eva.id, service=desk.service.id)
    clinic = desk.clinic
    reads: dict[str, Callable[[], list[Id]]] = {
        "list": lambda: [one.id for one in clinic.appointments.list(patient=desk.eva.id).items],
        "total": lambda: clinic.appointments.list().total * [held.id],
        "preview": lambda: [one.id for one in clinic.appointments.preview(ids=[held.id])],
        "find": lambda: [one.id for one in clinic.appointments.find(text="Eva")],
        "holds": lambda: [one.id for one in clinic.holds.list()],
        "day": lambda: [one.id for one in clinic.board.day(day=DAY).visits],
        "week": lambda: [one.id for one in clinic.board.week(day=DAY, practitioner=desk.chen.id).visits],
        "first": lambda: [one.id for one in first_day(desk.path, desk.clock).board.visits],  # type: ignore[union-attr]
        "loads": lambda: [held.id] if clinic.board.loads(first=DAY, days=1)[0].percent else [],
        "column": lambda: [held.id] if clinic.board.day(day=DAY).columns[0].load else [],
    }
    assert {name: read() for name, read in reads.items()} == {name: [held.id] for name in reads}
    later(desk, 11)
    assert {name: read() for name, read in reads.items()} == {name: [] for name in reads}
    assert isinstance(refused(clinic.appointments.get, id=held.id), NotFound)


def test_the_board_tells_who_holds_a_time_until_when(desk: Desk) -> None:
    held, visit = hold(desk, 9), desk.book(10)
    found = {one.id: (one.held_by, one.expires_at) for one in desk.clinic.board.day(day=DAY).visits}
    assert found == {held.id: ("Front desk", held.expires_at), visit.id: ("", None)}


def test_the_first_day_tells_of_holds_what_the_board_does(desk: Desk) -> None:
    hold(desk, 9, patient=desk.eva.id)
    found = first_day(desk.path, desk.clock)
    assert found is not None
    assert found.board == desk.clinic.board.day(day=DAY)


def test_a_held_time_is_no_visit_that_a_closure_would_touch(desk: Desk) -> None:
    hold(desk)
    visit = desk.book(10)
    touched = desk.clinic.closures.touched(first=DAY, last=DAY)
    assert [one.id for one in touched] == [visit.id]


# The visit that it was held for


def test_a_hold_becomes_the_visit_in_the_same_row(desk: Desk) -> None:
    held = hold(desk, room=desk.room.id, service=desk.service.id)
    visit = desk.clinic.appointments.book(hold=held.id, patient=desk.eva.id)
    assert (visit.id, visit.status, visit.expires_at) == (held.id, Status.BOOKED, None)
    kept = (visit.start, visit.end, visit.practitioner_id, visit.room_id, visit.service_id, visit.buffer_after)
    assert kept == (held.start, held.end, desk.chen.id, desk.room.id, desk.service.id, 10 * MINUTE)
    assert [a.id for a in visit.attendees] == [desk.eva.id]
    assert visit.event_type is EventType.APPOINTMENT


def test_what_is_said_of_the_visit_goes_before_what_was_held(desk: Desk) -> None:
    held = hold(desk, room=desk.room.id)
    sent = {"room": desk.other_room.id, "practitioner": desk.ortega.id, "status": Status.CONFIRMED}
    visit = desk.clinic.appointments.book(hold=held.id, start=desk.at(11), patient=desk.eva.id, **sent)  # type: ignore[arg-type]
    assert (visit.room_id, visit.practitioner_id, visit.status) == (desk.other_room.id, desk.ortega.id, "confirmed")
    assert (visit.start, visit.end) == (desk.at(11), desk.at(11, 30))
    desk.book(9, room=desk.room.id)


def test_a_visit_from_a_hold_is_judged_where_it_goes_elsewhere(desk: Desk) -> None:
    held, taken = hold(desk, 9), desk.book(11)
    refusal = refused(desk.clinic.appointments.book, hold=held.id, start=desk.at(11), patient=desk.leo.id)
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [taken.id]
    assert [one.id for one in desk.clinic.holds.list()] == [held.id]


def test_a_hold_booked_without_a_patient_is_a_staff_event(desk: Desk) -> None:
    assert desk.clinic.appointments.book(hold=hold(desk).id).event_type is EventType.STAFF


@pytest.mark.parametrize("how", ["ran out", "released", "booked"])
def test_a_hold_that_is_no_more_cannot_be_booked(how: str, desk: Desk) -> None:
    held = hold(desk)
    if how == "ran out":
        later(desk, 11)
    elif how == "released":
        desk.clinic.holds.release(id=held.id)
    else:
        desk.clinic.appointments.book(hold=held.id, patient=desk.leo.id)
    refusal = refused(desk.clinic.appointments.book, hold=held.id, patient=desk.eva.id)
    assert (type(refusal), refusal.reason, refusal.facts["field"]) == (Conflict, "hold_gone", "hold")


def test_what_never_was_is_not_found_as_a_hold(desk: Desk) -> None:
    assert isinstance(refused(desk.clinic.appointments.book, hold=nobody()), NotFound)


def test_a_booking_needs_a_start_or_a_hold(desk: Desk) -> None:
    refusal = refused(desk.clinic.appointments.book, patient=desk.eva.id)
    assert (refusal.reason, refusal.facts["field"]) == ("missing_field", "start")


def test_what_another_holds_is_booked_only_with_the_right_to_overbook(desk: Desk) -> None:
    held, trainee, evening = hold(desk), desk.as_actor(BOOKER), desk.as_actor(OTHER)
    assert isinstance(refused(trainee.appointments.book, hold=held.id, patient=desk.eva.id), Forbidden)
    assert evening.appointments.book(hold=held.id, patient=desk.eva.id).id == held.id
    trainee.close()
    evening.close()


def test_confirming_a_held_visit_ends_the_hold(desk: Desk) -> None:
    held = hold(desk, patient=desk.eva.id)
    after = desk.clinic.appointments.set_status(id=held.id, status=Status.CONFIRMED)
    assert after.expires_at is None
    later(desk, 200)
    assert desk.clinic.holds.expire() == 0


def test_a_hold_of_a_calendar_takes_what_its_visit_takes(desk: Desk) -> None:
    diary = desk.clinic.calendars.create(
        name="Checks", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)], duration=Length(45)
    )
    held = desk.clinic.holds.place(start=desk.at(10), practitioner=desk.chen.id, calendar=diary.id)
    assert (held.calendar_id, held.end, held.practitioner_id) == (diary.id, desk.at(10, 45), desk.chen.id)
