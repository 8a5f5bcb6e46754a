"""A reason to overlap stands for the time that it was given for, and for no other."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Conflict
from frontdesk.domain.instants import MINUTE
from tests.support.clinics import DAY, Desk
from tests.support.refusals import refused


def test_another_room_needs_a_reason_of_its_own(desk: Desk) -> None:
    desk.book(9, practitioner=desk.ortega.id, room=desk.room.id)
    desk.book(9)
    over = desk.book(9, patient=desk.leo.id, override_reason="Acute pain")
    with pytest.raises(Conflict):
        desk.clinic.appointments.update(id=over.id, room=desk.room.id)
    after = desk.clinic.appointments.update(id=over.id, room=desk.room.id, override_reason="Still acute")
    assert (after.room_id, after.override_reason) == (desk.room.id, "Still acute")


def test_longer_buffers_need_a_reason_of_their_own(desk: Desk) -> None:
    desk.book(9)
    desk.book(10)
    over = desk.book(9, patient=desk.leo.id, override_reason="Acute pain")
    with pytest.raises(Conflict):
        desk.clinic.appointments.update(id=over.id, buffer_after=40 * MINUTE)


def test_words_are_changed_without_a_reason(desk: Desk) -> None:
    desk.book(9)
    over = desk.book(9, patient=desk.leo.id, override_reason="Acute pain")
    after = desk.clinic.appointments.update(id=over.id, title="Toothache")
    assert (after.title, after.override_reason) == ("Toothache", "Acute pain")


def test_a_no_show_who_arrives_late_takes_no_time_that_was_given_away_since(desk: Desk) -> None:
    desk.book(9, minutes=15)
    late = desk.book(9, patient=desk.leo.id, override_reason="Acute pain")
    desk.clinic.appointments.set_status(id=late.id, status=Status.NO_SHOW)
    desk.book(9, 15, minutes=15)
    with pytest.raises(Conflict):
        desk.clinic.appointments.set_status(id=late.id, status=Status.ARRIVED)


def test_a_step_of_the_status_that_keeps_the_time_keeps_the_reason(desk: Desk) -> None:
    desk.book(9)
    over = desk.book(9, patient=desk.leo.id, override_reason="Acute pain")
    after = desk.clinic.appointments.set_status(id=over.id, status=Status.ARRIVED)
    assert after.override_reason == "Acute pain"


@pytest.mark.parametrize("away", ["archive", "cancel"])
def test_what_comes_back_over_a_block_or_a_closure_needs_a_reason_of_its_own(away: str, desk: Desk) -> None:
    visit = desk.book(10)
    getattr(desk.clinic.appointments, away)(id=visit.id)
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(12), practitioner=desk.chen.id, title="Meeting")
    desk.clinic.closures.create(name="Stocktaking", first=DAY)
    desk.book(10, patient=desk.leo.id, override_reason="Acute pain")
    refusal = refused(desk.clinic.appointments.restore, id=visit.id)
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "closed"
    assert {clash.kind for clash in refusal.clashes} == {"block", "closure", "practitioner"}
    back = desk.clinic.appointments.restore(id=visit.id, override_reason="Cannot wait")
    assert (back.takes_time, back.override_reason) == (True, "Cannot wait")


def test_an_archived_visit_is_put_back_by_undo_over_a_block_too(desk: Desk) -> None:
    visit = desk.book(10)
    desk.clinic.appointments.archive(id=visit.id)
    [step] = desk.clinic.history.log().items[:1]
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(12), practitioner=desk.chen.id)
    desk.clinic.history.undo(seq=step.seq)
    assert desk.clinic.appointments.get(id=visit.id).appointment.archived_at is None
