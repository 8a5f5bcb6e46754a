"""A book of the first revision, as the first version left it, brought to the present one."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, at_minute
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Room
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import Schedule
from frontdesk.domain.service import Service
from frontdesk.services.clinic import open_clinic
from frontdesk.store import guards
from frontdesk.store.book import open_book, stamp
from frontdesk.store.check import faults
from frontdesk.store.engine import connect, driver_of, for_writing
from frontdesk.store.upgrade import migrate
from tests.store.books import ask

ZONE = "America/New_York"
MONDAY = date(2026, 3, 16)
ROWS = (
    "INSERT INTO clinic VALUES (1, 'Main Street', 'America/New_York', 3)",
    "INSERT INTO location VALUES (11, 'Main', 'main', 'address', '', '', 'America/New_York', 1, NULL, 1)",
    "INSERT INTO practitioner VALUES (12, 'Dr. Chen', '', '', '', 210, 0, NULL, 1)",
    "INSERT INTO practitioner VALUES (13, 'Dr. Ortega', '', '', '', 30, 1, NULL, 1)",
    "INSERT INTO week VALUES (12, '[[0, 540, 720], [0, 780, 1020], [2, 540, 1440]]', 4)",
    "INSERT INTO week VALUES (13, NULL, 1)",
    "INSERT INTO room (id, location_id, name, capacity, position, version) VALUES (14, 11, 'Room 1', 2, 0, 5)",
    "INSERT INTO service (id, name, description, duration, buffer_before, buffer_after, hue, position, version) "
    "VALUES (16, 'Consultation', 'First visit', 1800000, 0, 600000, 222, 0, 2)",
    "INSERT INTO appointment (id, starts_at, ends_at, title, description, event_type, status, status_at, zone, "
    "interaction, created_by, sequence, buffer_before, buffer_after, created_at, updated_at, version, all_day, "
    'occupies, "group", internal, practitioner_id, location_id, room_id, service_id) VALUES '
    "(100, 1773838800000, 1773840600000, 'Check', '', 'appointment', 'booked', 0, 'America/New_York', 'in_person', "
    "'x', 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, "
    "12, 11, 14, 16)",
    "INSERT INTO changeset VALUES (1, 0, 'front-desk', 'working_hours.put', 'Working hours changed', 'do', NULL, 'h')",
    "INSERT INTO change VALUES (1, 0, 'week', 12, '{\"hours\":[]}', '{\"hours\":[[0,540,720]]}')",
)


def first_schema(connection: Connection) -> None:
    migrate(connection, "0001")
    guards.put_up(connection)
    # Seats came later: these guards look at columns that such a book does not have.
    for name in [name for name in guards.SQLITE_TRIGGERS if name.startswith("seat_guard")]:
        driver_of(connection).execute(f"DROP TRIGGER {name}")


@pytest.fixture
def old(place: Path) -> Path:
    """Leave a book as the first version wrote it."""
    place.touch()
    engine = connect(place)
    with for_writing(engine) as connection:
        driver_of(connection).execute("PRAGMA journal_mode = WAL")
    with for_writing(engine) as connection, connection.begin():
        first_schema(connection)
        stamp(connection, "0001")
        for row in ROWS:
            driver_of(connection).execute(row)
    engine.dispose()
    return place


def test_weeks_become_regular_hours_in_the_zone_of_the_usual_location(old: Path) -> None:
    with closing(open_book(old)) as book, book.reading() as look:
        held = {s.practitioner_id: s for s in look.all(Schedule)}
        openings = Openings(look.all(Schedule), (), {Id(11): ZONE})
    assert (held[Id(12)].name, held[Id(12)].zone, held[Id(12)].location_id) == ("Regular hours", ZONE, 11)
    assert held[Id(13)].rules == ()
    day = Interval(at_minute(MONDAY, 0, ZONE), at_minute(MONDAY, 1440, ZONE))
    expected = [(540, 720), (780, 1020)]
    assert openings.of(Id(12), day) == tuple(Interval(*(at_minute(MONDAY, m, ZONE) for m in e)) for e in expected)


def test_the_table_of_weeks_is_gone(old: Path) -> None:
    open_book(old).close()
    assert ask(old, "SELECT name FROM sqlite_master WHERE name = 'week'") == []


def test_what_was_there_is_as_it_was_and_new_fields_are_as_usual(old: Path) -> None:
    with closing(open_book(old)) as book, book.reading() as look:
        service, room = look.get(Service, 16), look.get(Room, 14)
        visit, profile = look.get(Appointment, 100), look.get(Profile, THE_CLINIC)
    assert (service.name, service.buffer_after, service.version) == ("Consultation", 600_000, 2)
    assert (service.price, service.practitioners, service.max_attendees, service.private) == (0, (), 1, False)
    assert (room.capacity, room.description, room.calendars, room.version) == (2, "", (), 5)
    assert (visit.start, visit.service_id, visit.calendar_id, visit.equipment) == (1773838800000, 16, None, ())
    assert (profile.name, profile.currency, profile.version) == ("Main Street", "USD", 3)


def test_a_step_that_changed_a_week_is_refused_to_be_undone_and_nothing_is_lost(old: Path) -> None:
    with open_clinic(old, clock=lambda: Instant(1)) as clinic:
        with pytest.raises(Stale, match="changed_since"):
            clinic.history.undo(seq=1)
        assert len(clinic.working_hours.get(practitioner=Id(12)).hours) == 3


def test_the_record_says_what_the_upgrade_made_of_the_book_and_stays_whole(old: Path) -> None:
    open_book(old).close()
    found = {fault.kind: fault.places for fault in faults(old)}
    # The visit was put in by hand, so the record never knew of it; all that the upgrade made it knows.
    assert found["record"] == ("appointment 100",)
    assert "schema" not in found
    assert ask(old, "SELECT seq, operation FROM changeset ORDER BY seq") == [
        (1, "working_hours.put"),
        (2, "book.upgrade"),
    ]
    entries = ask(old, "SELECT entity, entity_id, before IS NULL, after IS NULL FROM change WHERE seq = 2")
    assert ("week", 12, 0, 1) in entries
    assert ("schedule", 12, 1, 0) in entries
    assert ("service", 16, 1, 0) in entries
