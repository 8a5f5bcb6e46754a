"""A small book to arrange tests of the store with, written without the operations above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from frontdesk.domain.appointment import Appointment, native_uid
from frontdesk.domain.calendar import Calendar, CalendarGroup, CalendarKind, Member, Place, PlaceKind
from frontdesk.domain.changes import Changeset, Kind
from frontdesk.domain.clinic import Profile
from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.delay import Delay
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.feed import WatchedFeed
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.kept_component import KeptComponent
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.location import Location, Room
from frontdesk.domain.note import Note
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Minute, Rule, Schedule, Stretch, Weekday
from frontdesk.domain.series import Series
from frontdesk.domain.service import Service
from frontdesk.domain.waitlist import Offer, WaitlistEntry
from frontdesk.store import journal
from frontdesk.store.book import Book, create
from frontdesk.store.engine import plain
from frontdesk.store.work import Record, Work

NOW = Instant(1_773_844_920_000)
NINE = Instant(1_773_838_800_000)
ZONE = "America/New_York"
SITE, CHEN, ORTEGA, ROOM, OTHER_ROOM, SERVICE, EVA, LEO = map(Id, range(11, 19))
VISIT = Id(1)


def new_book(path: Path) -> Book:
    """Make a book with two practitioners, two rooms, a service and two patients."""
    book = create(path)
    with step(book, actor="setup") as work:
        work.create(Profile(name="Main Street", zone=ZONE))
        work.create(Location(id=SITE, name="Main", slug="main", zone=ZONE, is_default=True))
        work.create(
            Room(id=ROOM, location_id=SITE, name="Room 1"), Room(id=OTHER_ROOM, location_id=SITE, name="Room 2")
        )
        work.create(Practitioner(id=CHEN, name="Dr. Chen"), Practitioner(id=ORTEGA, name="Dr. Ortega"))
        work.create(hours_of(CHEN))
        work.create(Service(id=SERVICE, name="Consultation"))
        work.create(
            Patient(id=EVA, number="1001", given_name="Eva", family_name="Novák", phones=("+1 212 555 0142",)),
            Patient(id=LEO, number="1002", given_name="Leo", family_name="Martin"),
        )
    return book


def rules_of_the_clinic(site: Id = SITE) -> list[Record]:
    """Give one of every other record that a clinic is set up with, in the order in which they may be written."""
    group = CalendarGroup(id=Id(21), name="Walk-in", slug="walk-in")
    team = (Member(CHEN, priority=2, places=(Place(PlaceKind.PHONE_IN, "+1 212 555 0100", Id(24)),)),)
    calendar = Calendar(
        id=Id(22), name="Flu", slug="flu", kind=CalendarKind.CLASS, location_id=site, group_id=group.id, team=team
    )
    more = replace(calendar, window=Length(2, Unit.MONTHS), extras={"widgetType": "neo"}, repeating=None)
    return [
        group,
        more,
        Equipment(id=Id(23), location_id=site, name="ECG", quantity=2, calendar_id=calendar.id),
        Closure(id=Id(25), name="Stocktaking", first=date(2026, 3, 20), last=date(2026, 3, 20), location_id=site),
        HolidayChoice(id=site, country="US", through=2030),
        Series(
            id=Id(26), uid="26@frontdesk", zone=ZONE, lines=("RRULE:FREQ=DAILY",), filled=NINE, left_out=("20260320",)
        ),
        WatchedFeed(id=Id(27), path="/feeds/flu.ics", calendar_id=calendar.id),
        KeptComponent(id=Id(28), name="VTODO", uid="t", lines=("BEGIN:VTODO", "END:VTODO")),
    ]


def of_the_counter(patient: Id = EVA, visit: Id = VISIT, practitioner: Id = CHEN) -> list[Record]:
    """Give one of every record that a day at the counter leaves, of a patient and a visit that are there."""
    offer = Offer(Id(29), NINE, Instant(NINE + 30 * MINUTE), NOW, practitioner)
    prefers = Preference((Weekday.MONDAY,), (DayPart.MORNING,))
    who = {"created_by": "front-desk", "created_at": NOW}
    return [
        WaitlistEntry(id=Id(31), patient_id=patient, prefers=prefers, until=date(2026, 4, 1), offer=offer, **who),
        Note(id=Id(32), appointment_id=visit, body="Bring the results", author="front-desk", created_at=NOW),
        Delay(
            id=Id(33),
            practitioner_id=practitioner,
            day=date(2026, 3, 18),
            minutes=20,
            said_by="front-desk",
            said_at=NOW,
        ),
    ]


def hours_of(practitioner: Id) -> Schedule:
    """Give a schedule of Mondays from nine to five, whose id is the practitioner's."""
    rules = (Rule(day=Weekday.MONDAY, intervals=(Stretch(Minute(540), Minute(1020)),)),)
    return Schedule(
        id=practitioner, name="Regular hours", zone=ZONE, location_id=SITE, practitioner_id=practitioner, rules=rules
    )


def at(minute: int) -> Instant:
    """Give an instant so many minutes after nine."""
    return Instant(NINE + minute * MINUTE)


def visit(id: int, start: int = 0, minutes: int = 30, **changes: Any) -> Appointment:
    """Give a visit with Dr. Chen; `start` in minutes after nine."""
    plain = Appointment(
        id=Id(id),
        uid=native_uid(Id(id)),
        status_at=NOW,
        start=at(start),
        end=at(start + minutes),
        zone=ZONE,
        practitioner_id=CHEN,
        created_by="front-desk",
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(plain, **changes).checked()


@contextmanager
def step(book: Book, *, actor: str = "front-desk", kind: Kind = Kind.DO, target: int | None = None) -> Iterator[Work]:
    """Write one changeset."""
    with book.writing("test", actor=actor, now=lambda: NOW, words=lambda: "Test", kind=kind, target=target) as work:
        yield work


def put(book: Book, *visits: Appointment) -> None:
    """Create visits in one step."""
    with step(book) as work:
        work.create(*visits)


def held(book: Book, id: int) -> Appointment:
    """Read a visit."""
    with book.reading() as read:
        return read.get(Appointment, Id(id))


def change(book: Book, id: int, **changes: Any) -> Appointment:
    """Change a visit in one step."""
    with step(book) as work:
        before = work.get(Appointment, Id(id))
        return work.replace(before, replace(before, **changes))


def take_back(book: Book, seq: int) -> Changeset:
    """Reverse a changeset."""
    with step(book, kind=Kind.UNDO, target=seq) as work:
        done = journal.changes_of(work.connection, seq)
        work.apply([each.reversed() for each in reversed(done)], taking_back=seq)
    assert book.last is not None
    return book.last


def ask(path: Path, statement: str, *given: object) -> list[tuple[Any, ...]]:
    """Run one statement on the file, past everything that guards it but the database itself."""
    with closing(plain(path)) as connection:
        return list(connection.execute(statement, given).fetchall())


def claims(path: Path) -> set[tuple[Any, ...]]:
    """Give every claim as subject, id, minutes after nine from and to, holder."""
    rows = ask(path, "SELECT subject, subject_id, starts_at, ends_at, appointment_id FROM claim")
    return {(s, i, (a - NINE) / MINUTE, (b - NINE) / MINUTE, owner) for s, i, a, b, owner in rows}


def contents(path: Path, *, but: Sequence[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table but those of SQLite itself, in order."""
    names = [row[0] for row in ask(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    some = [name for name in names if not name.startswith("sqlite_") and name not in but]
    return {name: sorted(ask(path, f"SELECT * FROM {name}"), key=repr) for name in some}
