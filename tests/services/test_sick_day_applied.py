"""What a plan of an absence does to the book: all of it in one step, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.actor import Actor, Right, Role
from frontdesk.domain.appointment import Attendee, EventType, Status
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, Stale
from frontdesk.domain.sick_day import REASON, How
from frontdesk.domain.waitlist import EntryState, Urgency, WaitlistEntry
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.sick_day_planning import RowWanted
from tests.support.clinics import Desk
from tests.support.sick_days import applied, as_planned, now, planned, visit, with_a_third, with_ortega_at_work
from tests.support.waiting_list import offer, waits


def waiting(desk: Desk) -> list[WaitlistEntry]:
    """Read the waiting list without asking its own operations, which have tests of their own."""
    with desk.clinic.book.reading() as book:
        return list(book.all(WaitlistEntry))


def test_a_visit_is_with_the_colleague_then_and_its_time_is_blocked(desk: Desk) -> None:
    with_ortega_at_work(desk)
    booked = visit(desk, 10)
    done = applied(desk, as_planned(planned(desk)), title="Flu")
    moved = now(desk, booked.id)
    assert (moved.start, moved.practitioner_id, done.moved) == (booked.start, desk.ortega.id, (booked.id,))
    block = now(desk, done.block)
    assert (block.event_type, block.title, block.practitioner_id) == (EventType.BLOCK, "Flu", desk.chen.id)
    assert (block.start, block.end) == (desk.at(0), desk.at(0, day=1))


def test_a_visit_is_at_its_new_time_in_a_room_that_is_free(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.room.id, desk.other_room.id])
    booked = visit(desk, 10)
    assert booked.room_id == desk.room.id
    visit(desk, 10, practitioner=desk.ortega.id, patient=desk.leo.id, start=desk.at(10, day=1), room=desk.room.id)
    applied(desk, as_planned(planned(desk)))
    moved = now(desk, booked.id)
    assert (moved.start, moved.room_id) == (desk.at(10, day=1), desk.other_room.id)


def test_a_visit_gets_a_unit_that_is_free_at_its_new_time(desk: Desk) -> None:
    probe = desk.clinic.equipment.create(name="Probe", quantity=2).equipment
    booked = visit(desk, 10, equipment=[probe.id])
    visit(desk, 10, start=desk.at(10, day=1), practitioner=desk.ortega.id, patient=desk.leo.id, equipment=[probe.id])
    applied(desk, [RowWanted(booked.id, How.MOVE, desk.at(10, day=1), desk.chen.id)])
    assert [use.unit for use in now(desk, booked.id).equipment] == [2]


def test_a_date_of_a_series_is_an_exception_from_then_on(desk: Desk) -> None:
    booked = visit(desk, 10, rrule="FREQ=WEEKLY;COUNT=3", ignore_free_slots=True)
    applied(desk, [RowWanted(booked.id, How.MOVE, desk.at(10, day=1), desk.chen.id)])
    alone = visit(desk, 12, rrule="FREQ=WEEKLY;COUNT=3", ignore_free_slots=True, patient=desk.leo.id)
    by_hand = desk.clinic.appointments.move(id=alone.id, start=desk.at(14, day=1), override_reason="Blocked")
    assert now(desk, booked.id).extras == by_hand.extras != booked.extras


def test_one_whose_seat_is_only_held_is_not_called(desk: Desk) -> None:
    [made] = desk.clinic.group_appointments.create(
        service=desk.service.id, start=desk.at(10), practitioner=desk.chen.id, max_attendees=4, attendees=[desk.eva.id]
    ).visits
    with desk.clinic.writing("test.seat", lambda: "Seat held") as work:
        held = work.get(type(made), made.id)
        seat = Attendee(desk.leo.id, held_until=desk.at(9))
        work.replace(held, replace(held, attendees=(*held.attendees, seat), seats_until=desk.at(9)))
    done = applied(desk, [RowWanted(made.id, How.CANCEL)])
    assert [call.patient.id for call in done.phone_list] == [desk.eva.id]


def test_one_who_waits_is_on_the_list_and_has_no_visit_any_more(desk: Desk) -> None:
    booked = visit(desk, 15)
    done = applied(desk, [RowWanted(booked.id, How.WAIT)])
    [entry] = waiting(desk)
    assert done.waitlisted == (entry.id,)
    assert (entry.patient_id, entry.service_id) == (desk.eva.id, desk.service.id)
    assert (entry.state, entry.urgency, entry.gives_up) == (EntryState.WAITING, Urgency.SOON, None)
    assert entry.prefers is not None
    assert [part.value for part in entry.prefers.parts] == ["afternoon"]
    gone = now(desk, booked.id)
    assert (gone.status, gone.cancel_reason) == (Status.CANCELLED, REASON)


def test_what_is_called_off_says_why(desk: Desk) -> None:
    booked = visit(desk, 10)
    done = applied(desk, [RowWanted(booked.id, How.CANCEL)])
    gone = now(desk, booked.id)
    assert (gone.status, gone.cancel_reason, done.cancelled) == (Status.CANCELLED, REASON, (booked.id,))


def test_what_is_left_stays_as_it_was_under_the_block(desk: Desk) -> None:
    booked = visit(desk, 10)
    done = applied(desk, [RowWanted(booked.id, How.LEAVE)])
    assert (now(desk, booked.id), done.left, done.phone_list) == (booked, (booked.id,), ())


def test_visits_may_change_places_in_one_step(desk: Desk) -> None:
    with_ortega_at_work(desk)
    one, other = visit(desk, 10), visit(desk, 10, 45, patient=desk.leo.id)
    rows = [
        RowWanted(one.id, How.MOVE, other.start, desk.ortega.id),
        RowWanted(other.id, How.MOVE, one.start, desk.ortega.id),
    ]
    applied(desk, rows)
    assert (now(desk, one.id).start, now(desk, other.id).start) == (other.start, one.start)


def test_one_undo_takes_everything_back(desk: Desk) -> None:
    with_ortega_at_work(desk)
    booked = [visit(desk, 10), visit(desk, 11, patient=desk.leo.id), visit(desk, 13)]
    plan = planned(desk, RowWanted(booked[1].id, How.WAIT), RowWanted(booked[2].id, How.CANCEL))
    done = applied(desk, as_planned(plan))
    desk.clinic.history.undo()
    for one in booked:
        back = now(desk, one.id)
        assert replace(back, version=one.version, updated_at=one.updated_at) == one
    assert waiting(desk) == []
    assert desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=1)) == ()
    assert done.moved == (booked[0].id,)


def test_the_phone_list_tells_whom_to_call_about_what_the_soonest_first(desk: Desk) -> None:
    with_ortega_at_work(desk)
    desk.clinic.patients.update(id=desk.leo.id, phones=["555 0101"])
    later, sooner = visit(desk, 14), visit(desk, 9, patient=desk.leo.id)
    rows = [RowWanted(later.id, How.CANCEL), RowWanted(sooner.id, How.COLLEAGUE, sooner.start, desk.ortega.id)]
    first, second = applied(desk, rows).phone_list
    assert (first.patient.name, first.patient.phones, first.how) == ("Leo Martin", ("555 0101",), How.COLLEAGUE)
    assert (first.was, first.was_with) == (sooner.start, desk.chen.name)
    assert (first.start, first.practitioner, first.service) == (sooner.start, desk.ortega.name, "Consultation")
    assert (second.patient.id, second.how, second.start) == (desk.eva.id, How.CANCEL, None)


def test_everyone_of_a_class_is_on_the_phone_list(desk: Desk) -> None:
    [made] = desk.clinic.group_appointments.create(
        service=desk.service.id,
        start=desk.at(10),
        practitioner=desk.chen.id,
        max_attendees=4,
        attendees=[desk.eva.id, desk.leo.id],
    ).visits
    done = applied(desk, [RowWanted(made.id, How.CANCEL)])
    assert {call.patient.id for call in done.phone_list} == {desk.eva.id, desk.leo.id}
    assert now(desk, made.id).status is Status.CANCELLED


def test_a_class_goes_to_the_colleague_with_its_people(desk: Desk) -> None:
    with_ortega_at_work(desk)
    [made] = desk.clinic.group_appointments.create(
        service=desk.service.id, start=desk.at(10), practitioner=desk.chen.id, max_attendees=4, attendees=[desk.eva.id]
    ).visits
    applied(desk, as_planned(planned(desk)))
    moved = now(desk, made.id)
    assert (moved.practitioner_id, [one.id for one in moved.attendees]) == (desk.ortega.id, [desk.eva.id])


def test_parts_of_a_booking_move_together(desk: Desk) -> None:
    with_ortega_at_work(desk)
    parts = [
        ServiceAsked(desk.service.id, practitioner=desk.chen.id),
        ServiceAsked(desk.service.id, practitioner=desk.ortega.id),
    ]
    made = desk.clinic.service_bookings.create(services=parts, patient=desk.eva.id, start=desk.at(10))
    first, second = made.parts
    applied(desk, [RowWanted(first.id, How.MOVE, desk.at(10, day=1), desk.chen.id)])
    assert now(desk, first.id).start == desk.at(10, day=1)
    assert (now(desk, second.id).start, now(desk, second.id).practitioner_id) == (
        second.start + 24 * 3_600_000,
        desk.ortega.id,
    )


def test_another_practitioner_is_for_the_part_of_the_absent_alone(desk: Desk) -> None:
    with_ortega_at_work(desk)
    third = with_a_third(desk)
    parts = [
        ServiceAsked(desk.service.id, practitioner=desk.chen.id),
        ServiceAsked(desk.service.id, practitioner=desk.ortega.id),
    ]
    made = desk.clinic.service_bookings.create(services=parts, patient=desk.eva.id, start=desk.at(10))
    first, second = made.parts
    applied(desk, [RowWanted(first.id, How.COLLEAGUE, desk.at(10), third.id)])
    assert now(desk, first.id).practitioner_id == third.id
    assert now(desk, second.id).practitioner_id == desk.ortega.id


def test_one_who_has_arrived_and_gets_another_date_is_booked_again(desk: Desk) -> None:
    booked = visit(desk, 10)
    desk.clinic.appointments.set_status(id=booked.id, status=Status.ARRIVED)
    applied(desk, [RowWanted(booked.id, How.MOVE, desk.at(10, day=1), desk.chen.id)])
    moved = now(desk, booked.id)
    assert (moved.status, moved.arrived_at) == (Status.BOOKED, None)


def test_a_visit_that_was_changed_since_is_named_and_nothing_is_done(desk: Desk) -> None:
    with_ortega_at_work(desk)
    same, changed = visit(desk, 10), visit(desk, 11, patient=desk.leo.id)
    rows = as_planned(planned(desk))
    desk.clinic.appointments.update(id=changed.id, description="Bring the letter")
    with pytest.raises(Stale) as refused:
        applied(desk, rows)
    assert (refused.value.reason, refused.value.facts["visits"]) == ("plan_outdated", [str(changed.id)])
    assert now(desk, same.id) == same
    assert desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=1)) == ()


def test_a_visit_that_was_booked_since_is_named(desk: Desk) -> None:
    with_ortega_at_work(desk)
    visit(desk, 10)
    rows = as_planned(planned(desk))
    new = visit(desk, 11, patient=desk.leo.id)
    with pytest.raises(Stale) as refused:
        applied(desk, rows)
    assert refused.value.facts["visits"] == [str(new.id)]


def test_a_visit_that_was_cancelled_since_is_named(desk: Desk) -> None:
    gone = visit(desk, 10)
    rows = as_planned(planned(desk))
    desk.clinic.appointments.cancel(id=gone.id)
    with pytest.raises(Stale) as refused:
        applied(desk, rows)
    assert refused.value.facts["visits"] == [str(gone.id)]


def test_a_visit_whose_new_time_was_taken_since_is_named(desk: Desk) -> None:
    with_ortega_at_work(desk)
    booked = visit(desk, 10)
    rows = as_planned(planned(desk))
    visit(desk, 10, practitioner=desk.ortega.id, patient=desk.leo.id)
    with pytest.raises(Stale) as refused:
        applied(desk, rows)
    assert refused.value.facts["visits"] == [str(booked.id)]
    assert now(desk, booked.id) == booked


def test_two_rows_that_want_the_same_time_are_refused(desk: Desk) -> None:
    with_ortega_at_work(desk)
    one, other = visit(desk, 10), visit(desk, 11, patient=desk.leo.id)
    place = (How.MOVE, desk.at(15), desk.ortega.id)
    with pytest.raises(Stale, match="plan_outdated"):
        applied(desk, [RowWanted(one.id, *place), RowWanted(other.id, *place)])


def test_who_may_not_cancel_may_not_call_off_by_a_plan(desk: Desk) -> None:
    booked = visit(desk, 10)
    mover = Actor("mover", "Mover", Role("mover", frozenset({Right.SEE, Right.MOVE, Right.BOOK})))
    with desk.as_actor(mover) as clinic, pytest.raises(Forbidden):
        clinic.sick_day.apply(
            practitioner=desk.chen.id,
            start=desk.at(0),
            end=desk.at(0, day=1),
            rows=[RowWanted(booked.id, How.CANCEL)],
        )


def test_a_time_that_is_offered_is_withdrawn_and_its_patient_called(desk: Desk) -> None:
    made = offer(desk, waits(desk), 11)
    assert made.offer is not None
    [listed] = planned(desk).held
    assert (listed.hold, listed.entry, listed.start) == (made.offer.hold_id, made.id, desk.at(11))
    done = applied(desk, [])
    assert done.withdrawn == (made.offer.hold_id,)
    [call] = done.phone_list
    assert (call.patient.id, call.offer, call.was, call.start) == (desk.eva.id, True, desk.at(11), None)
    assert (waiting(desk)[0].state, waiting(desk)[0].offer, desk.clinic.holds.list()) == (EntryState.WAITING, None, ())
    with pytest.raises(Conflict, match="offer_gone"):
        desk.clinic.waitlist.accept(id=made.id)


def test_undo_gives_back_the_offer_that_was_withdrawn(desk: Desk) -> None:
    made = offer(desk, waits(desk), 11)
    applied(desk, [])
    desk.clinic.history.undo()
    assert desk.clinic.waitlist.accept(id=made.id).appointment.start == desk.at(11)


def test_an_offer_beside_the_absence_stands(desk: Desk) -> None:
    made = offer(desk, waits(desk), 11)
    assert applied(desk, [], end=desk.at(11)).withdrawn == ()
    assert desk.clinic.waitlist.get(id=made.id).offered


def test_what_a_visit_can_never_become_is_refused_naming_the_row_and_its_choices(desk: Desk) -> None:
    booked = desk.book(10)
    with pytest.raises(Invalid, match="never_possible") as refused:
        applied(desk, [RowWanted(booked.id, How.WAIT)])
    facts = refused.value.facts
    assert (facts["field"], facts["got"], facts["visit"]) == ("rows[0].how", "wait", str(booked.id))
    assert facts["allowed"] == ["move", "cancel", "leave"]
