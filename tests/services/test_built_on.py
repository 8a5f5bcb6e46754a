"""A step is not taken back beneath what refers to the visit that it made."""

from __future__ import annotations

import pytest

from frontdesk.domain.errors import Stale
from tests.support.clinics import Desk
from tests.support.held_times import OTHER
from tests.support.waiting_list import a_session, someone, waits


def made_by(desk: Desk, operation: str) -> int:
    """Give the number of the last step of an operation."""
    return next(line.seq for line in desk.clinic.history.log().items if line.operation == operation)


def refused_undo(desk: Desk, operation: str) -> Stale:
    """Take back the last step of an operation, which must be refused."""
    with pytest.raises(Stale, match="changed_since") as caught:
        desk.clinic.history.undo(seq=made_by(desk, operation))
    return caught.value


def test_a_class_that_somebody_waits_for_is_not_taken_back(desk: Desk) -> None:
    session = a_session(desk, attendees=[someone(desk).id])
    with desk.as_actor(OTHER) as other:
        other.waitlist.add(patient=desk.eva.id, appointment=session.id)
    refusal = refused_undo(desk, "group_appointments.create")
    assert (refusal.facts["kind"], refusal.facts["who"]) == ("waitlist_entry", OTHER.id)
    assert refusal.facts["operation"] == "waitlist.add"


def test_a_visit_that_would_be_given_up_is_not_taken_back(desk: Desk) -> None:
    waits(desk, gives_up=desk.book(15).id)
    assert refused_undo(desk, "appointments.book").facts["kind"] == "waitlist_entry"


def test_a_visit_with_a_note_is_not_taken_back(desk: Desk) -> None:
    desk.clinic.notes.create(appointment=desk.book(15).id, body="Needs a chair")
    assert refused_undo(desk, "appointments.book").facts["kind"] == "note"


def test_once_nobody_waits_it_is_taken_back(desk: Desk) -> None:
    session = a_session(desk, attendees=[someone(desk).id])
    entry = waits(desk, appointment=session.id)
    desk.clinic.waitlist.remove(id=entry.id)
    desk.clinic.history.undo(seq=made_by(desk, "group_appointments.create"))
    assert desk.clinic.appointments.list().total == 0


def test_steps_are_taken_back_one_after_the_other(desk: Desk) -> None:
    session = a_session(desk, attendees=[])
    waits(desk, appointment=session.id)
    desk.clinic.history.undo()
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list().total == 0
