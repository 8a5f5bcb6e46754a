"""The notes of a visit in the inspector: folded, counted, kept as drafts; and what else a menu offers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.note import LONGEST_NOTE, Note
from frontdesk.gui.panes import notes_words
from frontdesk.gui.panes.deeds import more_for
from frontdesk.gui.panes.notes import NotesList
from tests.support.clinics import ZONE, Desk

VISIT, OTHER = Id(2**50), Id(2**50 + 1)


def some(desk: Desk, count: int) -> tuple[notes_words.NoteLine, ...]:
    notes = [
        Note(id=Id(n), appointment_id=VISIT, body=f"Note {n}", author="front-desk", created_at=desk.at(9))
        for n in range(1, count + 1)
    ]
    return notes_words.lines(notes, desk.at(10), ZONE)


@pytest.fixture
def notes(room: QWidget) -> NotesList:
    made = NotesList(room)
    made.resize(260, 400)
    made.show()
    return made


def bodies(notes: NotesList) -> list[str]:
    return [row.words.text() for row in notes.rows]


def test_more_than_three_notes_are_folded_until_they_are_asked_for(notes: NotesList, desk: Desk, qtbot: QtBot) -> None:
    notes.show_notes(VISIT, some(desk, 5))
    before, offer = bodies(notes), notes.more.text()
    qtbot.mouseClick(notes.more, Qt.MouseButton.LeftButton)
    assert (before, offer, len(bodies(notes))) == (["Note 1", "Note 2", "Note 3"], "2 more notes", 5)


def test_a_note_tells_its_author_and_when_and_who_edited_it(desk: Desk) -> None:
    held = Note(id=Id(1), appointment_id=VISIT, body="x", author="front-desk", created_at=desk.at(9))
    edited = replace(held, edited_by="marta-g", edited_at=desk.at(9, 30))
    (line,) = notes_words.lines([edited], desk.at(10), ZONE)
    assert line.below == "Front desk, 09:00 · edited"
    assert line.whole.endswith("edited by Marta g, Wed 18 Mar, 09:30")


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (LONGEST_NOTE - 501, ("", False)),
        (LONGEST_NOTE - 500, ("500 characters left", False)),
        (LONGEST_NOTE, ("0 characters left", False)),
        (LONGEST_NOTE + 2, ("2 characters too many", True)),
    ],
)
def test_the_room_is_counted_near_the_end(length: int, told: tuple[str, bool]) -> None:
    assert notes_words.room_words("x" * length) == told


def test_a_note_that_is_too_long_cannot_be_saved(notes: NotesList, qtbot: QtBot) -> None:
    notes.show_notes(VISIT, ())
    notes.begin()
    notes.field.text.setPlainText("x" * (LONGEST_NOTE + 1))
    with qtbot.assertNotEmitted(notes.written):
        qtbot.keyClick(notes.field.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not notes.field.save.isEnabled()


def test_what_was_typed_for_one_visit_is_not_offered_for_another(notes: NotesList, qtbot: QtBot) -> None:
    notes.show_notes(VISIT, ())
    notes.begin()
    qtbot.keyClicks(notes.field.text, "half")
    notes.show_notes(OTHER, ())
    closed = notes.field.isHidden()
    notes.begin()
    other = notes.field.said
    notes.show_notes(VISIT, ())
    notes.begin()
    assert (closed, other, notes.field.said) == (True, "", "half")


def test_what_others_write_meanwhile_leaves_the_field_alone(notes: NotesList, desk: Desk, qtbot: QtBot) -> None:
    notes.show_notes(VISIT, ())
    notes.begin()
    qtbot.keyClicks(notes.field.text, "half")
    notes.show_notes(VISIT, some(desk, 1))
    assert (notes.field.said, notes.field.isVisible(), bodies(notes)) == ("half", True, ["Note 1"])


def test_the_menu_of_a_visit_offers_what_needs_no_button(desk: Desk) -> None:
    visit = desk.book()
    assert more_for(visit) == ["book_again", "note", "archive"]
    assert more_for(replace(visit, status=Status.NO_SHOW)) == ["note", "why", "archive"]
    assert more_for(replace(visit, status=Status.ARRIVED, arrived_at=desk.at(9))) == [
        "book_again",
        "note",
        "times",
        "archive",
    ]
    assert more_for(replace(visit, archived_at=desk.at(9))) == ["book_again", "note"]
