"""Imported series grow with time, and what is added is what an import of their file would make (C39, C78)."""

from __future__ import annotations

import random
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.instants import DAY, Instant, iso
from frontdesk.domain.series import Scope, Series
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.services.series.imported import window_around
from frontdesk.store import appointments as table
from frontdesk.store.appointments import Wanted
from tests.ics.calendars import CORPORA, calendar
from tests.services.ics.conftest import post  # noqa: F401 - a fixture
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE, Clock

LATER = 400 * DAY
# Whose rows they are is compared by name; these are of the book alone, or of the moment.
_OF_THE_BOOK = {"id", "series_id", "location_id", "created_at", "updated_at", "status_at", "created_by"}
NEW_YORK = f"TZID={ZONE}"
PEOPLE = (
    "ORGANIZER;CN=Amelia Chen:mailto:chen@x.example",
    "ATTENDEE;CN=Ana Ruiz;PARTSTAT=ACCEPTED:mailto:ana@x.example",
)
OTHERS = ("ORGANIZER;CN=Luis Ortega:mailto:ortega@x.example", "ATTENDEE;CN=Ana Ruiz:mailto:ana@x.example")
OWN_ZONE = (
    *("BEGIN:VTIMEZONE", "TZID:Our own", "BEGIN:STANDARD", "DTSTART:20001029T020000", "TZOFFSETFROM:-0400"),
    *("TZOFFSETTO:-0500", "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU", "END:STANDARD", "BEGIN:DAYLIGHT"),
    *("DTSTART:20000402T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1SU"),
    *("END:DAYLIGHT", "END:VTIMEZONE"),
)


def a_series(*lines: str, start: str = f"DTSTART;{NEW_YORK}:20260105T090000", length: str = "PT30M") -> tuple[str, ...]:
    return vevent(*lines, start=start, end=f"DURATION:{length}" if length else "")


def a_version(key: str, start: str, *lines: str, future: bool = False) -> tuple[str, ...]:
    named = "RECURRENCE-ID;RANGE=THISANDFUTURE" if future else "RECURRENCE-ID"
    return vevent(f"{named};{NEW_YORK}:{key}", *lines, start=f"DTSTART;{NEW_YORK}:{start}", end="DURATION:PT45M")


def a_day(*lines: str, start: str) -> tuple[str, ...]:
    return vevent(*lines, start=f"DTSTART;VALUE=DATE:{start}", end="")


WEEKLY = a_series("RRULE:FREQ=WEEKLY", "SUMMARY:usual", *PEOPLE)
MADE_UP: dict[str, tuple[tuple[str, ...], ...]] = {
    "weekly": (WEEKLY,),
    "the last day of a month": (a_series("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"),),
    "one that ends between": (a_series("RRULE:FREQ=WEEKLY;UNTIL=20280701T000000Z"),),
    "one that ends by itself": (a_series("RRULE:FREQ=WEEKLY;COUNT=130", start=f"DTSTART;{NEW_YORK}:20260706T090000"),),
    "with exceptions": (
        a_series("RRULE:FREQ=WEEKLY", f"EXDATE;{NEW_YORK}:20280501T090000", "EXRULE:FREQ=MONTHLY;BYMONTHDAY=8"),
    ),
    "with additions": (
        a_series("RRULE:FREQ=YEARLY", f"RDATE;{NEW_YORK}:20280502T100000", "RDATE;VALUE=PERIOD:20280604T120000Z/PT2H"),
    ),
    "a version yet to come": (
        WEEKLY,
        a_version("20280501T090000", "20280502T150000", "SUMMARY:another day", "LOCATION:Annex", *PEOPLE),
    ),
    "a version with others": (
        WEEKLY,
        a_version("20260202T090000", "20260202T110000", *OTHERS),
        a_version("20280501T090000", "20280502T150000", *OTHERS),
    ),
    "a version put behind the window": (WEEKLY, a_version("20260601T090000", "20280503T080000", *PEOPLE)),
    "a version put before the edge": (WEEKLY, a_version("20280501T090000", "20260401T080000", *PEOPLE)),
    "a time yet to come is called off": (
        WEEKLY,
        a_version("20280501T090000", "20280501T090000", "STATUS:CANCELLED", *PEOPLE),
    ),
    "all that follow change": (
        WEEKLY,
        a_version("20260601T090000", "20260602T143000", "SUMMARY:moved", "LOCATION:Annex", *PEOPLE, future=True),
    ),
    "all that follow change behind the window": (
        WEEKLY,
        a_version("20280605T090000", "20280606T143000", "SUMMARY:moved", *PEOPLE, future=True),
        a_version("20280612T090000", "20280615T080000", "SUMMARY:once", *PEOPLE),
    ),
    "whole days": (a_day("RRULE:FREQ=WEEKLY", "SUMMARY:Garden day", start="20260106"),),
    "birthdays": (a_day("RRULE:FREQ=YEARLY", "SUMMARY:Ana", start="19800719"),),
    "floating": (a_series("RRULE:FREQ=WEEKLY", start="DTSTART:20260105T090000"),),
    "in UTC": (a_series("RRULE:FREQ=WEEKLY", start="DTSTART:20260105T090000Z"),),
    "on a clock of its own": (
        OWN_ZONE,
        a_series("RRULE:FREQ=WEEKLY", start="DTSTART;TZID=Our own:20260105T090000"),
    ),
    "nobody's time": (a_series("RRULE:FREQ=DAILY", "TRANSP:TRANSPARENT"),),
    "a moment": (a_series("RRULE:FREQ=WEEKLY", length=""),),
    "private, with an alarm": (
        a_series("RRULE:FREQ=WEEKLY", "CLASS:PRIVATE", "CATEGORIES:A,B", "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM"),
    ),
    "with an attachment": (a_series("RRULE:FREQ=WEEKLY", "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * 9_000),),
    "what lies on itself": (a_series("RRULE:FREQ=WEEKLY;BYHOUR=9,10", *PEOPLE, length="PT90M"),),
}
FILES = (
    "ical4j__google_aus_holidays.ics",
    "ical4j__phpicalendar_sample.ics",
    "ical4j__BCP321928.ics",
    "ical4j__2207678.ics",
    "ics-parser__ICal.ics",
)


def rows_of(clinic: Clinic, since: Instant) -> dict[Any, dict[str, Any]]:
    """Give what the book says of each row from a moment on, with names for the people."""
    names: dict[Any, Any] = {None: None}
    names |= {each.id: each.name for each in clinic.practitioners.list(archived=True)}
    names |= {each.id: each.name for each in clinic.patients.list(archived=True, size=500).items}
    with clinic.book.reading() as book:
        found = [row for row in table.every(book.connection, Wanted(blocks=True)) if row.end > since]
    told: dict[Any, dict[str, Any]] = {}
    for row in found:
        said = {each.name: getattr(row, each.name) for each in fields(Appointment) if each.name not in _OF_THE_BOOK}
        said["practitioner_id"], said["patient_id"] = names[row.practitioner_id], names[row.patient_id]
        said["attendees"] = [(names[each.id], each.attendance) for each in row.attendees]
        told[row.uid, row.recurrence_id or row.start] = said
    return told


def records_of(clinic: Clinic) -> list[tuple[Any, ...]]:
    with clinic.book.reading() as book:
        return sorted((each.uid, each.filled, each.lines) for each in book.all(Series))


def grown_and_fresh(path: Path, folder: Path) -> None:
    """Compare a book whose clock went on with one that the file came into then."""
    clock, late = Clock(), Clock()
    edge = window_around(clock.now).end
    late.now = Instant(late.now + LATER)
    grown = create_clinic(folder / "grown.frontdesk", name="Calendar", zone_name=ZONE, clock=clock)
    fresh = create_clinic(folder / "fresh.frontdesk", name="Calendar", zone_name=ZONE, clock=late)
    with grown, fresh:
        grown.ics.import_files(files=[path])
        clock.now = Instant(clock.now + LATER)
        grown.series.extend()
        fresh.ics.import_files(files=[path])
        since = window_around(late.now).start
        expected = rows_of(fresh, since)
        assert rows_of(grown, since) == expected
        assert max(row["start"] for row in expected.values()) > edge
        assert [each[:2] for each in records_of(grown)] == [each[:2] for each in records_of(fresh)]


@pytest.mark.parametrize("name", MADE_UP)
def test_a_series_that_has_grown_is_as_a_fresh_import_of_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "series.ics"
    path.write_bytes(calendar(*(line for lines in MADE_UP[name] for line in lines)))
    grown_and_fresh(path, tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_real_series_that_have_grown_are_as_a_fresh_import_of_them(name: str, tmp_path: Path) -> None:
    grown_and_fresh(CORPORA / name, tmp_path)


def by_chance(dice: random.Random) -> list[str]:
    """Give a calendar of one endless series with versions, by chance."""
    rule = dice.choice(
        ("DAILY;INTERVAL=3", "WEEKLY;BYDAY=MO,TH", "MONTHLY;BYDAY=2TU", "MONTHLY;BYMONTHDAY=15,31", "YEARLY")
    )
    start = (
        f"2026{dice.randrange(1, 4):02}{dice.randrange(1, 28):02}T{dice.randrange(7, 18):02}{dice.choice((0, 30)):02}00"
    )
    clock = dice.choice((NEW_YORK, "TZID=Our own", "TZID=Europe/Madrid"))
    lines = [
        *OWN_ZONE,
        *vevent(f"RRULE:FREQ={rule}", "SUMMARY:a", start=f"DTSTART;{clock}:{start}", end="DURATION:PT40M"),
    ]
    for _ in range(dice.randrange(4)):
        day = f"{dice.choice((2026, 2027, 2028, 2029))}{dice.randrange(1, 13):02}{dice.randrange(1, 28):02}"
        future = ";RANGE=THISANDFUTURE" if dice.random() < 0.4 else ""
        named = f"RECURRENCE-ID{future};{clock}:{day}T{start[9:]}"
        at = f"DTSTART;{clock}:{day}T{dice.randrange(6, 20):02}1500"
        status = "STATUS:CANCELLED" if dice.random() < 0.2 else "STATUS:CONFIRMED"
        lines += vevent(named, status, f"SUMMARY:{day}", start=at, end="DURATION:PT20M")
    return lines


@pytest.mark.parametrize("seed", range(8))
def test_series_by_chance_that_have_grown_are_as_a_fresh_import_of_them(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "series.ics"
    path.write_bytes(calendar(*by_chance(random.Random(seed))))
    grown_and_fresh(path, tmp_path)


def record(post: Post) -> Series:  # noqa: F811
    with post.desk.clinic.book.reading() as book:
        (only,) = book.all(Series)
    return only


def later(post: Post) -> int:  # noqa: F811
    """Let 400 days pass, and give how many rows that adds."""
    post.desk.clock.now = Instant(post.desk.clock.now + LATER)
    return post.desk.clinic.series.extend().added


ENDLESS = vevent("RRULE:FREQ=WEEKLY", "SUMMARY:a", PEOPLE[0])


def test_a_time_that_is_taken_by_then_is_left_out_and_listed(post: Post) -> None:  # noqa: F811
    post.send(ENDLESS)
    taken = post.desk.book(start=post.desk.at(9, day=1 + 7 * 110), practitioner=whose(post), ignore_free_slots=True)
    assert later(post) == 56
    assert record(post).left_out == (iso(taken.start, "UTC").replace("-", "").replace(":", "")[:15] + "Z",)


def whose(post: Post) -> Any:  # noqa: F811
    return post.visits()[0].practitioner_id


def test_while_enough_lies_ahead_nothing_is_written(post: Post) -> None:  # noqa: F811
    post.send(ENDLESS)
    post.desk.clock.now = Instant(post.desk.clock.now + 100 * DAY)
    assert (post.desk.clinic.series.extend().added, record(post).version) == (0, 1)


def test_what_was_changed_of_all_of_a_series_here_holds_for_what_is_added(post: Post) -> None:  # noqa: F811
    post.send(ENDLESS)
    first = post.visits()[0]
    post.desk.clinic.appointments.update(id=first.id, title="Ours", scope=Scope.ALL)
    post.desk.clinic.appointments.move(
        id=first.id, start=first.start, practitioner=post.desk.ortega.id, scope=Scope.ALL
    )
    later(post)
    with post.desk.clinic.book.reading() as book:
        last = table.of_series(book.connection, record(post).id)[-1]
    assert (last.title, last.practitioner_id) == ("Ours", post.desk.ortega.id)


def test_what_was_moved_here_goes_on_where_it_was_moved_to(post: Post) -> None:  # noqa: F811
    post.send(ENDLESS)
    first = min(post.visits(), key=lambda visit: visit.start)
    post.desk.clinic.appointments.move(id=first.id, start=post.desk.at(11, day=2), scope=Scope.ALL)
    assert later(post) > 50
    with post.desk.clinic.book.reading() as book:
        clocks = {iso(row.start, ZONE)[11:16] for row in table.of_series(book.connection, record(post).id)}
    assert clocks == {"11:00"}


def test_a_series_none_of_whose_rows_stands_grows_no_more(post: Post) -> None:  # noqa: F811
    post.send(ENDLESS)
    post.desk.clinic.appointments.archive(id=post.visits()[0].id, scope=Scope.ALL)
    assert (later(post), record(post).filled) == (0, None)
