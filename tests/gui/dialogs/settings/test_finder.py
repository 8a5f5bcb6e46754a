"""What the search of the settings finds: pages by titles and phrases, things by name."""

from __future__ import annotations

from frontdesk.gui.dialogs.settings import pages
from frontdesk.gui.dialogs.settings.finder import Entry, find, read_entries
from frontdesk.gui.dialogs.settings.pages import PageSpec
from tests.support.clinics import Desk

SPECS = (
    PageSpec("services", "Catalogue", "Services", "clipboard-list", ("price", "buffer before and after")),
    PageSpec("rooms", "Places", "Rooms", "door-open", ("seats of a room",)),
)


def test_a_page_is_found_by_the_beginning_of_its_title() -> None:
    assert [(f.page, f.id, f.where) for f in find("serv", SPECS, ())] == [("services", None, "Catalogue")]


def test_a_page_is_found_by_a_phrase_which_is_shown() -> None:
    assert [(f.title, f.where) for f in find("buffer", SPECS, ())] == [("Services", "buffer before and after")]


def test_all_words_must_fit() -> None:
    assert find("buffer seats", SPECS, ()) == ()


def test_nothing_typed_finds_nothing() -> None:
    assert find("  ", SPECS, ()) == ()


def test_a_thing_is_found_by_any_word_of_its_name(desk: Desk) -> None:
    desk.clinic.rooms.create(name="Big Theatre")
    entries = read_entries(desk.clinic, ["rooms", "services"])
    assert [(f.page, f.title, f.where) for f in find("thea", SPECS, entries)] == [("rooms", "Big Theatre", "Rooms")]


def test_a_practitioner_is_found_with_the_hours_of_the_same(desk: Desk) -> None:
    entries = read_entries(desk.clinic, ["practitioners"])
    found = find("chen", pages.table(), entries)
    assert [(f.page, f.id) for f in found] == [("practitioners", desk.chen.id), ("hours", desk.chen.id)]


def test_accents_and_case_do_not_matter(desk: Desk) -> None:
    desk.clinic.rooms.create(name="Sala de Vacunación")
    entries = read_entries(desk.clinic, ["rooms"])
    assert [f.title for f in find("VACUNACION", SPECS, entries)] == ["Sala de Vacunación"]


def test_what_was_archived_is_not_found(desk: Desk) -> None:
    desk.clinic.rooms.archive(id=desk.room.id)
    assert [e.name for e in read_entries(desk.clinic, ["rooms"])] == ["Room 2"]


def test_things_of_one_name_are_found_once(desk: Desk) -> None:
    for _ in range(2):
        desk.clinic.rooms.create(name="Lab")
    assert [e.name for e in read_entries(desk.clinic, ["rooms"])].count("Lab") == 1


def test_names_stay_out_of_what_is_logged() -> None:
    assert "Chen" not in repr(Entry("practitioners", 1, "Dr. Amelia Chen", ("chen",)))  # type: ignore[arg-type]


def test_every_page_that_is_shown_can_be_searched(desk: Desk) -> None:
    desk.clinic.rooms.create(name="Zebra")
    names = [spec.name for spec in pages.table()]
    assert any(entry.name == "Zebra" for entry in read_entries(desk.clinic, names))
    for spec in pages.table():
        assert spec.name in {found.page for found in find(spec.title, pages.table(), ())}
        assert all(spec.name in {f.page for f in find(phrase, pages.table(), ())} for phrase in spec.keywords)
