"""A book that is written at once holds what the same book written step by step holds, or it is not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Attendee, Interaction, Status, native_uid
from frontdesk.domain.clinic import Profile
from frontdesk.domain.errors import Conflict, Unavailable
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant
from frontdesk.domain.location import Location, Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.store import guards, journal
from frontdesk.store.book import create, open_book
from frontdesk.store.bulk import building
from frontdesk.store.engine import connect, for_writing
from frontdesk.store.registry import ENTITIES
from frontdesk.store.work import Record, Work
from tests.store.books import hours_of, of_the_counter, rules_of_the_clinic

NOW = Instant(1_773_844_920_000)
NINE = Instant(1_773_838_800_000)
CHEN, ROOM, OWN, EVA, OMAR = Id(10), Id(20), Id(30), Id(40), Id(41)


def the_site() -> list[Record]:
    return [
        Profile(name="Main Street clinic", zone="America/New_York"),
        Location(id=Id(5), name="Main", slug="main", zone="America/New_York", is_default=True),
        Room(id=ROOM, location_id=Id(5), name="Room 1"),
        Practitioner(id=CHEN, name="Dr. Amelia Chen", hue=215),
        *rules_of_the_clinic(Id(5)),
        replace(hours_of(CHEN), location_id=Id(5)),
        Service(id=OWN, name="Consultation"),
        Patient(
            id=EVA,
            number="10482",
            given_name="Eva",
            family_name="Novák",
            birth_date=date(1979, 6, 2),
            phones=("+1 212 555 0142", "+1 917 555 0143"),
            alert="Penicillin allergy",
        ),
        Patient(id=OMAR, number="10483", given_name="Omar", family_name="Aziz"),
    ]


def a_visit(id: int, start: int = NINE, **changes: Any) -> Appointment:
    plain = Appointment(
        id=Id(id),
        uid=native_uid(Id(id)),
        status_at=NOW,
        start=Instant(start),
        end=Instant(start + 30 * MINUTE),
        zone="America/New_York",
        practitioner_id=CHEN,
        created_by="sample",
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(plain, **changes).checked()


def the_visits() -> list[Record]:
    return [
        a_visit(101, patient_id=EVA, room_id=ROOM, service_id=OWN, buffer_after=10 * MINUTE, title="Gespräch"),
        a_visit(102, NINE + HOUR, group=True, attendees=(Attendee(EVA), Attendee(OMAR, no_show=True))),
        a_visit(103, NINE, patient_id=OMAR, status=Status.CANCELLED, cancel_reason="Patient ill"),
        a_visit(104, NINE + 10 * MINUTE, patient_id=OMAR, override_reason="Acute pain"),
        a_visit(105, NINE + DAY, end=Instant(NINE + 4 * DAY), internal=True, reference_patients=(EVA,)),
        a_visit(106, NINE + 2 * HOUR, uid="abc@elsewhere", extras=("X-A:1",), interaction=Interaction.PHONE),
        *of_the_counter(EVA, Id(101), CHEN),
    ]


def a_head() -> dict[str, Any]:
    return {"at": NOW, "actor": "sample", "operation": "demo.make", "words": "Sample"}


def build(path: Path, *changesets: Sequence[Record]) -> None:
    with building(path) as book:
        for records in changesets:
            book.write(a_head(), records)


def build_and(path: Path, meanwhile: Callable[[], object]) -> None:
    with building(path) as book:
        book.write(a_head(), the_site())
        meanwhile()


def work_through(path: Path, *changesets: Sequence[Record]) -> None:
    """Write the same step by step, as operations do."""
    create(path).close()
    engine = connect(path)
    for records in changesets:
        with for_writing(engine) as connection, connection.begin():
            work = Work(connection, now=NOW)
            for _, run in groupby(records, type):
                work.create(*run)
            work.finish(a_head())
    engine.dispose()


def contents(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Give every row of every table but those that SQLite keeps for itself."""
    engine = connect(path)
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        rows = {
            name: {tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")}
            for name in names
            if not name.startswith("sqlite_")
        }
    engine.dispose()
    return rows


def ask(path: Path, statement: str) -> list[Any]:
    engine = connect(path)
    with engine.connect() as connection:
        found = [row[0] for row in connection.exec_driver_sql(statement)]
    engine.dispose()
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a folder for one book, which is empty again after a refusal."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    return folder / "sample.frontdesk"


def test_rows_claims_words_and_changes_are_those_of_step_by_step(place: Path, tmp_path: Path) -> None:
    work_through(tmp_path / "steps.frontdesk", the_site(), the_visits())
    build(place, the_site(), the_visits())
    steps, bulk = contents(tmp_path / "steps.frontdesk"), contents(place)
    assert bulk.keys() == steps.keys()
    for name, rows in steps.items():
        assert bulk[name] == rows, name


def test_what_is_compared_holds_every_kind_of_record(place: Path) -> None:
    build(place, the_site(), the_visits())
    held = {name for name, rows in contents(place).items() if rows}
    assert held >= {entity.name for entity in ENTITIES} | {
        "claim",
        "attendee",
        "patient_word",
        "patient_phone",
        "change",
    }


def test_the_chain_of_changes_holds_over_all_changesets(place: Path) -> None:
    build(place, the_site(), the_visits(), [a_visit(200, NINE + 10 * DAY)])
    with open_book(place).reading() as book:
        assert journal.cursor(book.connection) == 3
        assert journal.broken_link(book.connection) is None


def test_the_guard_refuses_an_overlap_and_nothing_is_left(place: Path) -> None:
    with pytest.raises(Conflict, match="time_taken"):
        build(place, the_site(), [a_visit(1), a_visit(2, NINE + 20 * MINUTE)])
    assert list(place.parent.iterdir()) == []


def test_the_guard_refuses_an_overlap_with_an_earlier_changeset(place: Path) -> None:
    with pytest.raises(Conflict, match="time_taken"):
        build(place, the_site(), [a_visit(1, NINE + HOUR)], [a_visit(2, NINE + 50 * MINUTE)])


def test_an_overlap_with_a_reason_is_written_whichever_comes_first(place: Path) -> None:
    build(place, the_site(), [a_visit(1, NINE - 10 * MINUTE, override_reason="Acute pain"), a_visit(2)])
    assert ask(place, "SELECT count(*) FROM claim") == [2]


def test_visits_may_come_in_any_order(place: Path) -> None:
    build(place, the_site(), [a_visit(1, NINE + HOUR), a_visit(2), a_visit(3, NINE + 30 * MINUTE)])
    assert ask(place, "SELECT count(*) FROM claim") == [3]


def test_a_visit_of_an_unknown_patient_is_refused(place: Path) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        build(place, the_site(), [a_visit(1, patient_id=Id(999))])
    assert list(place.parent.iterdir()) == []


def test_the_book_is_settled_sound_guarded_and_alone_in_its_folder(place: Path) -> None:
    build(place, the_site(), the_visits())
    assert list(place.parent.iterdir()) == [place]
    assert ask(place, "PRAGMA journal_mode") == ["wal"]
    assert ask(place, "PRAGMA integrity_check") == ["ok"]
    assert ask(place, "PRAGMA foreign_key_check") == []
    held = set(ask(place, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    assert held >= guards.SQLITE_TRIGGERS.keys()


def test_the_planner_knows_how_many_rows_there_are(place: Path) -> None:
    build(place, the_site(), the_visits())
    found = ask(place, "SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_appointment_starts_at'")
    assert [stat.split()[0] for stat in found] == ["6"]


def test_it_opens_like_any_book_and_is_written_on(place: Path) -> None:
    build(place, the_site(), the_visits())
    book = open_book(place)
    with book.writing("patients.create", actor="front-desk", now=lambda: NOW, words=lambda: "Added") as work:
        work.create(Patient(id=Id(42), number="10484", family_name="Roth"))
    with book.reading() as read:
        assert read.get(Patient, 42).family_name == "Roth"
        assert journal.broken_link(read.connection) is None
    book.close()


def test_a_file_that_is_there_is_left_alone(place: Path) -> None:
    place.write_bytes(b"my notes")
    with pytest.raises(Unavailable, match="already_there"):
        build(place, the_site())
    assert place.read_bytes() == b"my notes"


def test_the_log_that_is_left_of_a_lost_book_is_not_taken_up(place: Path) -> None:
    log = place.with_name(place.name + "-wal")
    log.write_bytes(b"pages of another book")
    with pytest.raises(Unavailable, match="already_there"):
        build(place, the_site())
    assert list(place.parent.iterdir()) == [log]


def test_a_file_that_comes_meanwhile_is_not_written_over(place: Path) -> None:
    with pytest.raises(Unavailable, match="already_there"):
        build_and(place, lambda: place.write_bytes(b"somebody was faster"))
    assert place.read_bytes() == b"somebody was faster"
    assert list(place.parent.iterdir()) == [place]


def test_what_breaks_off_leaves_nothing(place: Path) -> None:
    def break_off() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_and(place, break_off)
    assert list(place.parent.iterdir()) == []


def test_until_it_is_finished_there_is_no_file_of_that_name(place: Path) -> None:
    seen: list[bool] = []
    build_and(place, lambda: seen.append(place.exists()))
    assert (seen, place.exists()) == ([False], True)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no_such_folder"):
        build(tmp_path / "nowhere" / "sample.frontdesk", the_site())
