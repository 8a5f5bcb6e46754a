"""Notes on visits (C59, C60)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.note import LONGEST_NOTE, Note
from frontdesk.domain.series import Scope
from tests.support import series
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned

NURSE = Actor("nurse", "Nurse", FRONT_DESK.role)


def written(desk: Desk, visit: Id, *bodies: str) -> list[Note]:
    return [desk.clinic.notes.create(appointment=visit, body=body) for body in bodies]


def bodies(desk: Desk, visit: Id, **sent: Any) -> list[str]:
    return [note.body for note in desk.clinic.notes.list(appointment=visit, **sent).items]


def test_a_note_has_its_author_its_time_and_its_words_without_blank_ends(desk: Desk) -> None:
    [note] = written(desk, desk.book().id, "  Bring the X-ray\r\nand the card \n")
    assert (note.body, note.author, note.edited_by) == ("Bring the X-ray\nand the card", "front-desk", None)
    assert note.created_at == desk.clock.now


def test_the_newest_note_is_first_and_pages_go_on_from_it(desk: Desk) -> None:
    visit = desk.book().id
    written(desk, visit, "one", "two", "three")
    assert bodies(desk, visit) == ["three", "two", "one"]
    assert bodies(desk, visit, limit=1, offset=1) == ["two"]
    found = desk.clinic.notes.list(appointment=visit, limit=1, offset=9)
    assert (found.items, found.total, found.limit, found.offset) == ((), 3, 1, 9)


def test_a_note_is_of_one_visit_only(desk: Desk) -> None:
    made = series.book(desk)
    first, second, _ = made.visits
    written(desk, first.id, "once")
    assert (bodies(desk, first.id), bodies(desk, second.id)) == (["once"], [])


@pytest.mark.parametrize("longest", [1, LONGEST_NOTE])
def test_a_note_has_1_to_5000_characters(desk: Desk, longest: int) -> None:
    [note] = written(desk, desk.book().id, f" {'x' * longest} ")
    assert len(note.body) == longest


@pytest.mark.parametrize("body", ["", "  \n ", "x" * (LONGEST_NOTE + 1), "a\0b", "\ud800", None, 5])
def test_bad_words_are_invalid_and_name_their_field(desk: Desk, body: Any) -> None:
    visit = desk.book().id
    for refusal in (
        refused(desk.clinic.notes.create, appointment=visit, body=body),
        refused(desk.clinic.notes.update, id=written(desk, visit, "old")[0].id, body=body),
    ):
        assert isinstance(refusal, Invalid)
        assert refusal.facts["field"] == "body"


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"limit": 0}, "limit"), ({"limit": 501}, "limit"), ({"offset": -1}, "offset"), ({"limit": None}, "limit")],
)
def test_a_bad_page_is_invalid(desk: Desk, sent: dict[str, Any], field: str) -> None:
    assert refused(desk.clinic.notes.list, appointment=desk.book().id, **sent).facts["field"] == field


def test_an_unknown_visit_or_note_is_not_found(desk: Desk) -> None:
    for call, sent in (
        (desk.clinic.notes.list, {"appointment": nobody()}),
        (desk.clinic.notes.create, {"appointment": nobody(), "body": "x"}),
        (desk.clinic.notes.update, {"id": nobody(), "body": "x"}),
        (desk.clinic.notes.delete, {"id": nobody()}),
    ):
        assert isinstance(refused(call, **sent), NotFound)


def test_a_time_that_is_only_held_takes_no_note(desk: Desk) -> None:
    held = desk.clinic.holds.place(start=desk.at(9), service=desk.service.id, practitioner=desk.chen.id)
    assert refused(desk.clinic.notes.create, appointment=held.id, body="x").reason == "not_on_a_hold"


def test_who_edited_is_recorded_beside_the_author(desk: Desk) -> None:
    [note] = written(desk, desk.book().id, "old")
    with desk.as_actor(NURSE) as nurse:
        changed = nurse.notes.update(id=note.id, body="new", version=note.version)
    assert (changed.body, changed.author, changed.edited_by) == ("new", "front-desk", "nurse")
    assert changed.edited_at is not None
    assert changed.edited_at > note.created_at


def test_the_same_words_change_nothing(desk: Desk) -> None:
    [note] = written(desk, desk.book().id, "same")
    assert desk.clinic.notes.update(id=note.id, body=" same ") == note


def test_an_older_version_is_stale(desk: Desk) -> None:
    [note] = written(desk, desk.book().id, "old")
    desk.clinic.notes.update(id=note.id, body="new")
    assert isinstance(refused(desk.clinic.notes.update, id=note.id, body="mine", version=1), Stale)
    assert isinstance(refused(desk.clinic.notes.delete, id=note.id, version=1), Stale)


def test_each_change_is_a_step_that_is_taken_back(desk: Desk) -> None:
    visit = desk.book().id
    [note] = written(desk, visit, "old")
    desk.clinic.notes.update(id=note.id, body="new")
    desk.clinic.notes.delete(id=note.id)
    assert isinstance(refused(desk.clinic.notes.delete, id=note.id), NotFound)
    steps = []
    for _ in range(3):
        desk.clinic.history.undo()
        steps.append(bodies(desk, visit))
    assert steps == [["new"], ["old"], []]
    desk.clinic.history.redo()
    assert bodies(desk, visit) == ["old"]


def test_notes_go_with_a_deleted_visit_and_come_back_with_it(desk: Desk) -> None:
    visit = desk.book().id
    notes = written(desk, visit, "one", "two")
    desk.clinic.appointments.delete(id=visit)
    assert isinstance(refused(desk.clinic.notes.update, id=notes[0].id, body="x"), NotFound)
    desk.clinic.history.undo()
    back = desk.clinic.notes.list(appointment=visit).items
    assert [unversioned(note) for note in back] == [unversioned(note) for note in reversed(notes)]
    desk.clinic.history.redo()
    assert isinstance(refused(desk.clinic.notes.list, appointment=visit), NotFound)


def test_notes_go_with_a_series_that_is_deleted(desk: Desk) -> None:
    made = series.book(desk)
    for visit in made.visits:
        written(desk, visit.id, "note")
    desk.clinic.appointments.delete(id=made.visits[0].id, scope=Scope.ALL)
    desk.clinic.history.undo()
    assert [bodies(desk, visit.id) for visit in made.visits] == [["note"]] * 3


def test_details_of_a_visit_have_the_newest_notes_and_count_all(desk: Desk) -> None:
    visit = desk.book().id
    written(desk, visit, *"abcdefg")
    found = desk.clinic.appointments.get(id=visit)
    assert ([note.body for note in found.notes], found.note_count) == (list("gfedc"), 7)


def test_a_cancelled_visit_keeps_its_notes(desk: Desk) -> None:
    visit = desk.book().id
    written(desk, visit, "kept")
    desk.clinic.appointments.set_status(id=visit, status=Status.CANCELLED)
    assert bodies(desk, visit) == ["kept"]


def test_who_may_only_look_reads_notes_and_writes_none(desk: Desk) -> None:
    visit = desk.book().id
    [note] = written(desk, visit, "seen")
    with desk.as_actor(READER) as reader:
        assert reader.notes.list(appointment=visit).items == (note,)
        for call, sent in (
            (reader.notes.create, {"appointment": visit, "body": "x"}),
            (reader.notes.update, {"id": note.id, "body": "x"}),
            (reader.notes.delete, {"id": note.id}),
        ):
            assert isinstance(refused(call, **sent), Forbidden)
