"""Changing what is booked: C03, C09, C10, C18, C21, C23, move, cancel, archive, restore, delete."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.appointment import Interaction, Status
from frontdesk.domain.changes import Kind
from frontdesk.domain.errors import Conflict, Invalid, NotFound, Stale
from frontdesk.domain.instants import MINUTE, Instant
from tests.support.clinics import Desk, nobody


def test_an_update_keeps_what_is_left_out_and_null_clears(desk: Desk) -> None:
    made = desk.book(title="Check", description="bring results", address="Main St")
    changed = desk.clinic.appointments.update(id=made.id, title="Check-up")
    assert (changed.title, changed.description, changed.address) == ("Check-up", "bring results", "Main St")
    cleared = desk.clinic.appointments.update(id=made.id, description=None, address=None)
    assert (cleared.title, cleared.description, cleared.address) == ("Check-up", "", None)


def test_an_update_of_an_unknown_id_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.clinic.appointments.update(id=nobody(), title="x")


def test_an_update_to_what_may_not_be_changes_nothing(desk: Desk) -> None:
    made = desk.book(title="Check")
    with pytest.raises(Invalid, match="actual_end_before_start"):
        desk.clinic.appointments.update(id=made.id, title="Other", actual_start=made.start, actual_end=Instant(1))
    assert desk.clinic.appointments.get(id=made.id).appointment == made


def test_a_save_from_an_older_version_is_refused(desk: Desk) -> None:
    made = desk.book()
    desk.clinic.appointments.update(id=made.id, title="First", version=made.version)
    with pytest.raises(Stale):
        desk.clinic.appointments.update(id=made.id, title="Second", version=made.version)
    assert desk.clinic.appointments.get(id=made.id).appointment.title == "First"


def test_an_update_that_changes_nothing_leaves_no_record(desk: Desk) -> None:
    made = desk.book(title="Check")
    before = desk.clinic.history.log().total
    assert desk.clinic.appointments.update(id=made.id, title="Check").version == made.version
    assert desk.clinic.history.log().total == before


def test_another_service_brings_its_buffers_and_keeps_the_length(desk: Desk) -> None:
    made = desk.book(minutes=45)
    changed = desk.clinic.appointments.update(id=made.id, service=desk.service.id)
    assert (changed.end - changed.start, changed.buffer_after) == (45 * MINUTE, 10 * MINUTE)
    assert desk.clinic.appointments.update(id=made.id, service=None).buffer_after == 0


def test_longer_buffers_into_the_next_visit_are_a_conflict(desk: Desk) -> None:
    made = desk.book(9)
    desk.book(9, 30)
    with pytest.raises(Conflict):
        desk.clinic.appointments.update(id=made.id, buffer_after=5 * MINUTE)


def test_a_list_that_is_sent_replaces_the_whole_list(desk: Desk) -> None:
    made = desk.book(group=True, attendees=[desk.leo.id])
    changed = desk.clinic.appointments.update(id=made.id, attendees=[])
    assert [a.id for a in changed.attendees] == [desk.eva.id]
    assert desk.clinic.appointments.list(patient=desk.leo.id).total == 0


def test_another_patient_takes_the_place_of_the_first(desk: Desk) -> None:
    made = desk.book()
    changed = desk.clinic.appointments.update(id=made.id, patient=desk.leo.id)
    assert (changed.patient_id, [a.id for a in changed.attendees]) == (desk.leo.id, [desk.leo.id])


def test_internal_entries_have_reference_patients_and_no_service(desk: Desk) -> None:
    made = desk.clinic.appointments.book(
        start=desk.at(9), end=desk.at(10), internal=True, reference_patients=[desk.eva.id]
    )
    assert made.reference_patients == (desk.eva.id,)
    with pytest.raises(Invalid, match="internal_has_no_service"):
        desk.clinic.appointments.update(id=made.id, service=desk.service.id)
    with pytest.raises(Invalid, match="reference_patients_only_internal"):
        desk.clinic.appointments.update(id=made.id, internal=False)


def test_video_goes_with_the_call(desk: Desk) -> None:
    made = desk.book(interaction=Interaction.VIDEO_CALL, video_url="https://x")
    with pytest.raises(Invalid, match="video_only_for_video_call"):
        desk.clinic.appointments.update(id=made.id, interaction=Interaction.IN_PERSON)
    changed = desk.clinic.appointments.update(id=made.id, interaction=Interaction.IN_PERSON, video_url=None)
    assert changed.video_url is None


def test_a_move_keeps_the_length_and_is_recorded_as_a_move(desk: Desk) -> None:
    made = desk.book(9, minutes=45)
    moved = desk.clinic.appointments.move(id=made.id, start=desk.at(14))
    assert (moved.start, moved.end) == (desk.at(14), desk.at(14, 45))
    assert desk.clinic.appointments.history(id=made.id).lines[-1].operation == "appointments.move"


def test_a_move_may_change_length_practitioner_and_room(desk: Desk) -> None:
    made = desk.book(9, room=desk.room.id)
    moved = desk.clinic.appointments.move(
        id=made.id, start=desk.at(9), end=desk.at(11), practitioner=desk.ortega.id, room=None
    )
    assert (moved.end, moved.practitioner_id, moved.room_id) == (desk.at(11), desk.ortega.id, None)
    assert desk.book(9, patient=desk.leo.id, room=desk.room.id)


def test_a_move_onto_another_is_refused_and_the_visit_stays(desk: Desk) -> None:
    made, other = desk.book(9), desk.book(11)
    with pytest.raises(Conflict) as caught:
        desk.clinic.appointments.move(id=made.id, start=desk.at(10, 45))
    assert [c.appointment_id for c in caught.value.clashes] == [other.id]
    assert desk.clinic.appointments.get(id=made.id).appointment == made


def test_a_move_onto_its_own_time_is_no_clash(desk: Desk) -> None:
    made = desk.book(9)
    assert desk.clinic.appointments.move(id=made.id, start=desk.at(9, 15)).start == desk.at(9, 15)


def test_a_visit_that_overlapped_on_purpose_needs_a_reason_again_to_overlap_elsewhere(desk: Desk) -> None:
    desk.book(9)
    desk.book(11)
    over = desk.book(9, patient=desk.leo.id, override_reason="urgent")
    with pytest.raises(Conflict):
        desk.clinic.appointments.move(id=over.id, start=desk.at(11))
    assert desk.clinic.appointments.move(id=over.id, start=desk.at(13)).override_reason is None


def test_statuses_follow_one_another_and_the_clock(desk: Desk) -> None:
    made = desk.book()
    arrived = desk.clinic.appointments.set_status(id=made.id, status=Status.ARRIVED)
    assert arrived.status_at > made.status_at
    started = desk.clinic.appointments.set_status(id=made.id, status=Status.IN_PROGRESS)
    done = desk.clinic.appointments.set_status(id=made.id, status=Status.COMPLETED)
    assert (done.actual_start, done.actual_end) == (started.status_at, done.status_at)


def test_a_status_that_cannot_follow_is_invalid(desk: Desk) -> None:
    made = desk.book(status=Status.COMPLETED)
    with pytest.raises(Invalid, match="no_such_status_path"):
        desk.clinic.appointments.set_status(id=made.id, status=Status.BOOKED)


def test_changing_the_status_of_a_visit_under_an_overlap_is_no_conflict(desk: Desk) -> None:
    made = desk.book(9)
    desk.book(9, patient=desk.leo.id, override_reason="urgent")
    assert desk.clinic.appointments.set_status(id=made.id, status=Status.ARRIVED).status is Status.ARRIVED


def test_a_no_show_frees_the_time_and_a_late_arrival_needs_it_free(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.set_status(id=made.id, status=Status.NO_SHOW)
    desk.book(9, patient=desk.leo.id)
    with pytest.raises(Conflict):
        desk.clinic.appointments.set_status(id=made.id, status=Status.ARRIVED)


def test_a_cancel_keeps_the_reason_and_frees_the_time(desk: Desk) -> None:
    made = desk.book(9)
    assert desk.clinic.appointments.cancel(id=made.id, reason="ill").cancel_reason == "ill"
    assert desk.book(9, patient=desk.leo.id)


def test_a_completed_visit_is_not_cancelled(desk: Desk) -> None:
    made = desk.book(status=Status.COMPLETED)
    with pytest.raises(Invalid, match="no_such_status_path"):
        desk.clinic.appointments.cancel(id=made.id)


def test_an_archived_visit_is_hidden_and_its_time_free_and_twice_is_harmless(desk: Desk) -> None:
    made = desk.book(9)
    first = desk.clinic.appointments.archive(id=made.id)
    assert desk.clinic.appointments.archive(id=made.id) == first
    assert desk.clinic.appointments.list().total == 0
    assert desk.clinic.appointments.list(archived=True).total == 1
    assert desk.book(9, patient=desk.leo.id)


def test_restore_brings_back_what_was_archived_or_cancelled(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.archive(id=made.id)
    assert desk.clinic.appointments.restore(id=made.id).archived_at is None
    desk.clinic.appointments.cancel(id=made.id, reason="ill")
    back = desk.clinic.appointments.restore(id=made.id)
    assert (back.status, back.cancel_reason) == (Status.BOOKED, None)
    assert desk.clinic.appointments.restore(id=made.id) == back


def test_restore_onto_taken_time_is_a_conflict(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.cancel(id=made.id)
    desk.book(9, patient=desk.leo.id)
    with pytest.raises(Conflict):
        desk.clinic.appointments.restore(id=made.id)
    assert desk.clinic.appointments.restore(id=made.id, override_reason="agreed").override_reason == "agreed"


def test_a_second_delete_is_not_found_and_history_stays(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.delete(id=made.id)
    with pytest.raises(NotFound):
        desk.clinic.appointments.delete(id=made.id)
    assert [line.operation for line in desk.clinic.appointments.history(id=made.id).lines] == [
        "appointments.book",
        "appointments.delete",
    ]
    assert desk.book(9, patient=desk.leo.id)


def test_each_status_change_adds_one_row_and_undo_adds_one_too(desk: Desk) -> None:
    made = desk.book()
    desk.clinic.appointments.set_status(id=made.id, status=Status.CONFIRMED)
    desk.clinic.appointments.update(id=made.id, title="x")
    desk.clinic.appointments.set_status(id=made.id, status=Status.ARRIVED)
    desk.clinic.history.undo()
    told = [(s.status.value, s.actor) for s in desk.clinic.appointments.history(id=made.id).statuses]
    assert told == [(s, "front-desk") for s in ("booked", "confirmed", "arrived", "confirmed")]


def test_history_tells_each_field_before_and_after(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.move(id=made.id, start=desk.at(10))
    line = desk.clinic.appointments.history(id=made.id).lines[-1]
    told = {c.field: (c.before, c.after) for c in line.changes}
    assert told["starts_at"] == (made.start, desk.at(10))
    assert line.kind is Kind.DO


def test_only_the_newest_standing_line_can_be_undone(desk: Desk) -> None:
    made = desk.book(9)
    desk.clinic.appointments.move(id=made.id, start=desk.at(10))
    desk.clinic.appointments.set_status(id=made.id, status=Status.CONFIRMED)
    assert [line.undoable for line in desk.clinic.appointments.history(id=made.id).lines] == [False, False, True]
    desk.clinic.history.undo()
    lines = desk.clinic.appointments.history(id=made.id).lines
    assert [line.undoable for line in lines] == [False, True, False, False]


def test_a_step_that_changed_other_records_too_is_not_undone_from_one_visit(desk: Desk) -> None:
    made, other = desk.book(9), desk.book(11)
    with desk.clinic.writing("test.both", lambda: "Both") as work:
        for visit in (made, other):
            work.replace(visit, replace(visit, title="Together"))
    assert [line.undoable for line in desk.clinic.appointments.history(id=made.id).lines] == [False, False]


def test_history_of_an_unknown_id_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.clinic.appointments.history(id=nobody())
