"""What the rows of one booking do together: move, arrive, are called off, put away and brought back (C28)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Conflict, Invalid, Stale
from frontdesk.domain.instants import MINUTE
from tests.support.bookings import (
    claims_due,
    claims_in_the_book,
    now,
    people,
    rows,
    starts,
    tied,
    two_parts,
    with_buffers,
)
from tests.support.clinics import Desk
from tests.support.refusals import refused, unversioned

BOOKED, ARRIVED, UNDERWAY, DONE = Status.BOOKED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED


def statuses(desk: Desk, *visits: Any) -> list[Status]:
    return [one.status for one in now(desk, *visits)]


def test_moving_one_part_moves_the_others_by_the_same_difference(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.move(id=one.id, start=desk.at(14))
    assert starts(desk, one, two) == [desk.at(14), desk.at(14, 30)]
    desk.clinic.appointments.move(id=two.id, start=desk.at(10))
    assert starts(desk, one, two) == [desk.at(9, 30), desk.at(10)]


def test_every_claim_goes_along(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.move(id=two.id, start=desk.at(15))
    assert claims_in_the_book(desk) == claims_due(*now(desk, one, two))


def test_a_move_onto_the_visits_own_old_time_is_no_clash(desk: Desk) -> None:
    one, two = two_parts(desk, second=desk.chen.id)
    desk.clinic.appointments.move(id=one.id, start=desk.at(9, 30))
    assert starts(desk, one, two) == [desk.at(9, 30), desk.at(10)]


def test_a_move_is_one_step_that_is_undone_and_done_again_as_one(desk: Desk) -> None:
    one, two = two_parts(desk)
    before = [unversioned(row) for row in now(desk, one, two)]
    desk.clinic.appointments.move(id=one.id, start=desk.at(14))
    desk.clinic.history.undo()
    undone = [unversioned(row) for row in now(desk, one, two)]
    assert [row | {"updated_at": 0} for row in undone] == [row | {"updated_at": 0} for row in before]
    desk.clinic.history.redo()
    assert starts(desk, one, two) == [desk.at(14), desk.at(14, 30)]


def test_another_practitioner_is_for_the_moved_part_alone(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.move(id=two.id, start=desk.at(10), practitioner=desk.chen.id)
    assert [row.practitioner_id for row in now(desk, one, two)] == [desk.chen.id, desk.chen.id]
    assert starts(desk, one, two) == [desk.at(9, 30), desk.at(10)]


def test_another_room_is_for_the_moved_part_alone(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.move(id=one.id, start=desk.at(14), room=desk.other_room.id)
    assert [row.room_id for row in now(desk, one, two)] == [desk.other_room.id, desk.other_room.id]


def test_what_is_in_the_way_of_another_part_keeps_all_of_them_where_they_are(desk: Desk) -> None:
    one, two = two_parts(desk)
    other = desk.book(14, 30, practitioner=desk.ortega.id, patient=desk.leo.id)
    conflict = refused(desk.clinic.appointments.move, id=one.id, start=desk.at(14))
    assert isinstance(conflict, Conflict)
    assert [(clash.subject_id, clash.appointment_id) for clash in conflict.clashes] == [(desk.ortega.id, other.id)]
    assert starts(desk, one, two) == [desk.at(9), desk.at(9, 30)]
    assert claims_in_the_book(desk) == claims_due(*now(desk, one, two, other))


def test_a_refusal_tells_of_everything_that_is_in_the_way_of_any_part(desk: Desk) -> None:
    _, two = two_parts(desk)
    mine = desk.book(14, patient=desk.leo.id)
    theirs = desk.book(14, 30, practitioner=desk.ortega.id, patient=desk.leo.id)
    block = desk.clinic.blocks.create(
        title="Lunch", start=desk.at(14, 45), end=desk.at(15), practitioner=desk.ortega.id
    ).block
    conflict = refused(desk.clinic.appointments.move, id=two.id, start=desk.at(14, 30))
    assert isinstance(conflict, Conflict)
    assert conflict.reason == "closed"
    assert {clash.appointment_id for clash in conflict.clashes} == {mine.id, theirs.id, block.id}


def test_with_a_reason_all_parts_overlap_what_is_in_their_way(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.book(14, 30, practitioner=desk.ortega.id, patient=desk.leo.id)
    desk.clinic.appointments.move(id=one.id, start=desk.at(14), override_reason="Agreed")
    assert [row.override_reason for row in now(desk, one, two)] == [None, "Agreed"]


def test_a_longer_part_takes_along_what_follows_it(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.move(id=one.id, start=desk.at(9), end=desk.at(9, 45))
    assert [(row.start, row.end) for row in now(desk, two)] == [(desk.at(9, 45), desk.at(10, 15))]


def test_a_later_start_of_a_part_takes_along_what_comes_before_it(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.move(id=two.id, start=desk.at(9, 40), end=desk.at(10))
    assert [(row.start, row.end) for row in now(desk, one)] == [(desk.at(9, 10), desk.at(9, 40))]


def test_who_overlaps_on_purpose_is_no_reason_to_refuse_another_room(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.book(9, patient=desk.leo.id, override_reason="Agreed")
    desk.clinic.appointments.move(id=one.id, start=one.start, room=None)
    desk.clinic.appointments.move(id=two.id, start=two.start, end=desk.at(10, 15))
    one, two = now(desk, one, two)
    assert (one.room_id, two.end) == (None, desk.at(10, 15))


@pytest.mark.parametrize("status", [UNDERWAY, DONE])
def test_a_part_that_has_begun_stays_where_it_is(desk: Desk, status: Status) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.set_status(id=one.id, status=status)
    desk.clinic.appointments.move(id=two.id, start=desk.at(10))
    assert starts(desk, one, two) == [desk.at(9), desk.at(10)]


def test_a_buffer_comes_back_when_the_next_part_goes_to_someone_else(desk: Desk) -> None:
    with_buffers(desk, before=5, after=10)
    one, two = two_parts(desk, second=desk.chen.id)
    desk.clinic.appointments.move(id=two.id, start=two.start, practitioner=desk.ortega.id)
    one, two = now(desk, one, two)
    assert (one.buffer_after, two.buffer_before) == (10 * MINUTE, 5 * MINUTE)
    desk.clinic.appointments.move(id=two.id, start=two.start, practitioner=desk.chen.id)
    one, two = now(desk, one, two)
    assert (one.buffer_after, two.buffer_before) == (0, 0)
    assert claims_in_the_book(desk) == claims_due(one, two)


def test_another_service_of_a_part_brings_no_buffer_that_faces_its_neighbour(desk: Desk) -> None:
    one, two = two_parts(desk, second=desk.chen.id)
    other = desk.clinic.services.create(name="Check", buffer_before=5 * MINUTE, buffer_after=5 * MINUTE)
    desk.clinic.appointments.update(id=one.id, service=other.id)
    desk.clinic.appointments.update(id=two.id, service=other.id)
    one, two = now(desk, one, two)
    assert [one.buffer_before, one.buffer_after] == [5 * MINUTE, 0]
    assert [two.buffer_before, two.buffer_after] == [0, 5 * MINUTE]


@pytest.mark.parametrize("status", [Status.CONFIRMED, ARRIVED, Status.NO_SHOW, Status.CANCELLED, Status.INVALID])
def test_a_status_of_the_patient_is_of_all_parts(desk: Desk, status: Status) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.set_status(id=two.id, status=status)
    assert statuses(desk, one, two) == [status, status]
    desk.clinic.history.undo()
    assert statuses(desk, one, two) == [BOOKED, BOOKED]


@pytest.mark.parametrize("status", [UNDERWAY, DONE])
def test_a_part_begins_and_ends_by_itself(desk: Desk, status: Status) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.set_status(id=one.id, status=status)
    assert statuses(desk, one, two) == [status, BOOKED]


def test_a_part_that_is_underway_stays_so_when_the_rest_is_called_off(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.set_status(id=one.id, status=UNDERWAY)
    desk.clinic.appointments.cancel(id=two.id)
    assert statuses(desk, one, two) == [UNDERWAY, Status.CANCELLED]


def test_whoever_turns_up_after_all_has_arrived_for_all_parts(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.set_status(id=one.id, status=Status.NO_SHOW)
    assert claims_in_the_book(desk) == set()
    desk.clinic.appointments.set_status(id=two.id, status=ARRIVED)
    assert statuses(desk, one, two) == [ARRIVED, ARRIVED]
    assert claims_in_the_book(desk) == claims_due(*now(desk, one, two))


def test_cancelling_frees_the_time_of_all_parts_and_keeps_the_reason_with_each(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.cancel(id=one.id, reason="Ill")
    assert statuses(desk, one, two) == [Status.CANCELLED, Status.CANCELLED]
    assert [row.cancel_reason for row in now(desk, one, two)] == ["Ill", "Ill"]
    assert claims_in_the_book(desk) == set()


def test_restoring_brings_all_parts_back(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.cancel(id=one.id, reason="Ill")
    desk.clinic.appointments.restore(id=two.id)
    assert statuses(desk, one, two) == [BOOKED, BOOKED]
    assert [row.cancel_reason for row in now(desk, one, two)] == [None, None]
    assert claims_in_the_book(desk) == claims_due(*now(desk, one, two))


def test_nothing_comes_back_where_one_part_is_taken(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.archive(id=one.id)
    taken = desk.book(9, 30, practitioner=desk.ortega.id, patient=desk.leo.id)
    conflict = refused(desk.clinic.appointments.restore, id=one.id)
    assert isinstance(conflict, Conflict)
    assert [clash.appointment_id for clash in conflict.clashes] == [taken.id]
    assert all(row.archived_at is not None for row in now(desk, one, two))


def test_archiving_puts_all_parts_away_and_twice_is_harmless(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.archive(id=two.id)
    away = now(desk, one, two)
    assert all(row.archived_at is not None for row in away)
    desk.clinic.appointments.archive(id=one.id)
    assert now(desk, one, two) == away
    desk.clinic.appointments.restore(id=one.id)
    assert all(row.archived_at is None for row in now(desk, one, two))


def test_restoring_a_part_that_is_there_changes_nothing(desk: Desk) -> None:
    one, two = two_parts(desk)
    assert desk.clinic.appointments.restore(id=one.id) == one
    assert now(desk, one, two) == (one, two)


def test_deleting_takes_all_parts_and_undo_brings_them_back(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.delete(id=two.id)
    assert rows(desk, one.booking_id) == ()
    assert claims_in_the_book(desk) == set()
    desk.clinic.history.undo()
    assert [row.id for row in rows(desk, one.booking_id)] == [one.id, two.id]
    assert claims_in_the_book(desk) == claims_due(*now(desk, one, two))


def test_patient_and_words_reach_all_parts(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.update(id=two.id, patient=desk.leo.id, title="Yearly", description="Fasting")
    for row in now(desk, one, two):
        assert (row.patient_id, people(row), row.title, row.description) == (
            desk.leo.id,
            (desk.leo.id,),
            "Yearly",
            "Fasting",
        )
    desk.clinic.history.undo()
    assert [row.patient_id for row in now(desk, one, two)] == [desk.eva.id, desk.eva.id]


def test_the_room_and_the_note_of_a_part_are_its_own(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.update(id=one.id, room=None, visit_note="N-1", buffer_after=5 * MINUTE)
    assert now(desk, two) == (two,)


def test_a_version_that_is_outdated_changes_no_part(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.update(id=one.id, visit_note="N-1")
    stale = refused(desk.clinic.appointments.move, id=one.id, start=desk.at(14), version=one.version)
    assert isinstance(stale, Stale)
    assert starts(desk, one, two) == [desk.at(9), desk.at(9, 30)]


def test_a_part_that_has_ended_is_not_moved_itself(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.set_status(id=one.id, status=DONE)
    refusal = refused(desk.clinic.appointments.move, id=one.id, start=desk.at(14))
    assert isinstance(refusal, Invalid)
    assert refusal.reason == "status_forbids_move"
    assert starts(desk, one, two) == [desk.at(9), desk.at(9, 30)]


def test_equipment_that_is_taken_is_exchanged_for_every_part(desk: Desk) -> None:
    lamp = desk.clinic.equipment.create(name="Lamp", quantity=2).equipment
    one, two = two_parts(desk, equipment=[lamp.id])
    desk.book(14, 30, practitioner=None, patient=None, equipment=[lamp.id])
    desk.clinic.appointments.move(id=one.id, start=desk.at(14))
    assert [use.unit for row in now(desk, one, two) for use in row.equipment] == [1, 2]


def test_a_step_on_a_booking_can_be_undone_from_the_history_of_each_part(desk: Desk) -> None:
    one, two = two_parts(desk)
    desk.clinic.appointments.move(id=one.id, start=desk.at(14))
    for row in (one, two):
        assert desk.clinic.appointments.history(id=row.id).lines[-1].undoable


def test_a_step_on_two_bookings_cannot(desk: Desk) -> None:
    one, two = two_parts(desk)
    other = desk.book(15, patient=desk.leo.id)
    with desk.clinic.writing("test.both", lambda: "Both") as work:
        for row in (one, two, other):
            work.replace(row, replace(row, title="Same"))
    assert not desk.clinic.appointments.history(id=one.id).lines[-1].undoable


def test_details_tell_of_all_parts_in_order_and_of_the_price(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, price=4000)
    one, two = two_parts(desk)
    details = desk.clinic.appointments.get(id=two.id)
    assert [(part.id, part.practitioner, part.service) for part in details.parts] == [
        (one.id, desk.chen.name, desk.service.name),
        (two.id, desk.ortega.name, desk.service.name),
    ]
    assert details.price == 8000


def test_a_visit_of_its_own_has_no_parts_and_the_price_of_its_service(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, price=4000)
    plain, offered = desk.book(11), desk.book(12, service=desk.service.id)
    assert desk.clinic.appointments.get(id=plain.id).parts == ()
    assert desk.clinic.appointments.get(id=plain.id).price is None
    assert desk.clinic.appointments.get(id=offered.id).price == 4000


def test_rows_of_another_booking_stay(desk: Desk) -> None:
    one, _ = two_parts(desk)
    others = tied(desk, desk.book(11, patient=desk.leo.id), desk.book(12, patient=desk.leo.id))
    desk.clinic.appointments.move(id=one.id, start=desk.at(14))
    desk.clinic.appointments.cancel(id=one.id)
    assert now(desk, *others) == others
