"""What one step writes, refuses and takes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from frontdesk.domain.appointment import Appointment, Attendee
from frontdesk.domain.errors import Conflict, NotFound, Stale, Unavailable
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.store import journal
from frontdesk.store.book import Book
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.schema import METADATA
from frontdesk.store.work import Work
from tests.store.books import CHEN, EVA, NOW, ask, change, contents, held, put, step, take_back, visit

ONE = visit(1).id


def test_a_save_over_what_someone_else_saved_is_stale_and_changes_nothing(book: Book) -> None:
    put(book, visit(1))
    seen = held(book, 1)
    change(book, 1, title="Theirs")
    with pytest.raises(Stale), step(book) as work:
        work.replace(seen, replace(seen, title="Mine"))
    assert held(book, 1).title == "Theirs"


def test_what_changes_nothing_leaves_no_changeset(book: Book) -> None:
    put(book, visit(1))
    before = book.cursor()
    change(book, 1, updated_at=NOW + 1)
    assert book.cursor() == before
    assert book.last is None


def test_a_step_that_fails_leaves_the_last_step_that_stands(book: Book) -> None:
    put(book, visit(1))
    stands = book.last
    with pytest.raises(Conflict):
        put(book, visit(2))
    assert book.last == stands


def test_a_block_that_fails_writes_nothing_at_all(book: Book, place: Path) -> None:
    before = contents(place)
    with pytest.raises(NotFound), step(book) as work:
        _create_then_fail(work)
    assert contents(place) == before


def _create_then_fail(work: Work) -> None:
    work.create(visit(1))
    work.get(Appointment, Id(999))


def test_who_is_named_by_visits_cannot_go(book: Book) -> None:
    put(book, visit(1, patient_id=EVA))
    with pytest.raises(Conflict, match="in_use"), step(book) as work:
        work.remove(work.get(Patient, EVA))


@pytest.mark.parametrize("field", ["patient_id", "practitioner_id", "room_id", "service_id", "location_id"])
def test_a_visit_that_names_what_is_gone_is_refused(book: Book, field: str) -> None:
    with pytest.raises(Stale, match="gone_since"):
        put(book, visit(1, **{field: Id(999)}))


def test_a_group_that_names_a_patient_who_is_gone_is_refused(book: Book) -> None:
    with pytest.raises(Stale, match="gone_since"):
        put(book, visit(1, group=True, attendees=(Attendee(Id(999)),)))


def test_the_same_id_twice_is_refused(book: Book) -> None:
    put(book, visit(1))
    with pytest.raises(Conflict, match="already_there"):
        put(book, visit(1, 60))


def test_the_same_number_twice_names_the_field(book: Book) -> None:
    with pytest.raises(Conflict) as refusal, step(book) as work:
        work.create(Patient(id=Id(99), number="1001", family_name="Roth"))
    assert refusal.value.facts == {"field": "number"}


@pytest.mark.parametrize("id", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_is_too_large_for_an_id_is_the_id_of_nothing(book: Book, id: int) -> None:
    with book.reading() as read:
        assert read.find(Patient, Id(id)) is None
        assert read.some(Patient, [Id(id), EVA]).keys() == {EVA}
        with pytest.raises(NotFound):
            read.get(Patient, Id(id))


def test_what_comes_back_has_a_version_that_no_earlier_life_had(book: Book) -> None:
    put(book, visit(1))
    change(book, 1, title="Seen by an old screen")
    last = change(book, 1, title="Newer").version
    with step(book) as work:
        work.remove(work.get(Appointment, ONE))
    assert book.last is not None
    take_back(book, book.last.seq)
    assert held(book, 1).title == "Newer"
    assert held(book, 1).version > last


def test_an_undo_of_what_is_gone_says_so(book: Book) -> None:
    put(book, visit(1))
    change(book, 1, title="Other")
    assert book.last is not None
    changed = book.last.seq
    with step(book) as work:
        work.remove(work.get(Appointment, ONE))
    with pytest.raises(Stale, match="gone_since"):
        take_back(book, changed)


def test_a_field_that_an_older_record_did_not_know_has_its_default() -> None:
    entity = BY_TYPE[Appointment]
    row = {k: v for k, v in entity.row(visit(1, title="Old")).items() if k not in ("internal", "extras")}
    assert entity.of(row) == visit(1, title="Old")


UNREADABLE = {
    "a status that does not exist": "UPDATE appointment SET status = 'lost'",
    "a list that is none": "UPDATE appointment SET attendees = '{oops'",
    "a list of something else": "UPDATE appointment SET attendees = '[1, 2]'",
    "text in no encoding": "UPDATE appointment SET title = CAST(x'ff41' AS TEXT)",
}


@pytest.mark.parametrize("harm", UNREADABLE)
def test_a_row_that_nobody_can_have_written_is_damage(book: Book, place: Path, harm: str) -> None:
    put(book, visit(1, title="Secret"))
    ask(place, UNREADABLE[harm])
    with pytest.raises(Unavailable) as refusal:
        held(book, 1)
    assert refusal.value.reason == "damaged"
    assert refusal.value.facts == {"path": str(place)}


def test_a_change_that_nobody_can_have_written_is_damage(book: Book, place: Path) -> None:
    put(book, visit(1))
    ask(place, "DROP TRIGGER change_no_update")
    ask(place, "UPDATE change SET after = '{oops' WHERE entity = 'appointment'")
    with pytest.raises(Unavailable, match="damaged"), book.reading() as read:
        journal.history_of(read.connection, "appointment", 1)


@pytest.mark.parametrize("parent", ["appointment", "patient"])
def test_nothing_is_searched_from_end_to_end_when_a_record_goes(book: Book, parent: str) -> None:
    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name != parent:
                continue
            query = select(1).where(key.parent == 1)
            with book.reading() as read:
                plan = read.connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {query.compile(compile_kwargs={'literal_binds': True})}"
                )
                assert all("SEARCH" in row[3] for row in plan), f"{table.name}.{key.parent.name}"


def test_practitioners_are_read_by_id(book: Book) -> None:
    with book.reading() as read:
        assert [p.id for p in read.all(Practitioner)] == [CHEN, Id(CHEN + 1)]
