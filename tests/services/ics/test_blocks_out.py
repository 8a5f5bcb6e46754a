"""Blocks of a calendar there and back: a calendar of the same name in another book takes them (C78, C79)."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.calendar import Calendar, CalendarKind
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.location import Location
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.store import appointments as table
from frontdesk.store.appointments import Wanted
from tests.services.ics.files import Post
from tests.support.clinics import ZONE
from tests.support.rules import add_calendar


def rows(clinic: Clinic) -> list[Appointment]:
    with clinic.book.reading() as book:
        return list(table.every(book.connection, Wanted(blocks=True)))


def sent(post: Post, rule: str | None = None) -> Path:
    """Close an hour of a calendar, and export it."""
    calendar = add_calendar(post.desk)
    clinic = post.desk.clinic
    clinic.blocks.create(start=post.desk.at(12), end=post.desk.at(13), calendar=calendar.id, rule=rule)
    file = post.folder / "own.ics"
    file.write_text(post.export(), "utf-8")
    return file


def a_calendar(clinic: Clinic, slug: str) -> Calendar:
    with clinic.writing("test.calendar", lambda: "Calendar") as work:
        place = next(each for each in work.all(Location) if each.is_default)
        made = Calendar(
            id=work.new_id(), name="Another", slug=slug, kind=CalendarKind.EVENT, location_id=place.id, team=()
        )
        work.create(made)
    return made


@pytest.mark.parametrize("rule", [None, "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY"])
def test_a_block_of_a_calendar_closes_the_calendar_of_that_name(post: Post, rule: str | None) -> None:
    file = sent(post, rule)
    held = rows(post.desk.clinic)
    slug = post.desk.clinic.calendars.list()[0].slug
    with create_clinic(post.folder / "b.frontdesk", name="B", zone_name=ZONE, clock=post.desk.clock) as other:
        there = a_calendar(other, slug)
        other.ics.import_files(files=[file])
        found = rows(other)
    assert {(row.event_type, row.calendar_id, row.practitioner_id) for row in found} == {
        (EventType.BLOCK, there.id, None)
    }
    assert [row.start for row in found][: len(held)] == [row.start for row in held][: len(found)]


def test_what_is_added_as_time_goes_on_closes_it_too(post: Post) -> None:
    file = sent(post, "FREQ=WEEKLY")
    with create_clinic(post.folder / "b.frontdesk", name="B", zone_name=ZONE, clock=post.desk.clock) as other:
        slug = post.desk.clinic.calendars.list()[0].slug
        there = a_calendar(other, slug)
        other.ics.import_files(files=[file])
        post.desk.clock.now = Instant(post.desk.clock.now + 400 * DAY)
        assert other.series.extend().added > 50
        assert {row.calendar_id for row in rows(other)} == {there.id}


def test_without_such_a_calendar_it_is_an_event_of_nobody(post: Post) -> None:
    file = sent(post)
    with create_clinic(post.folder / "b.frontdesk", name="B", zone_name=ZONE, clock=post.desk.clock) as other:
        other.ics.import_files(files=[file])
        (found,) = rows(other)
    assert (found.event_type, found.calendar_id) == (EventType.STAFF, None)


def test_a_file_of_another_program_closes_no_calendar(post: Post) -> None:
    file = sent(post)
    text = file.read_text("utf-8").replace("-//Frontdesk//Frontdesk//EN", "-//Other//EN").replace("UID:", "UID:x")
    file.write_text(text, "utf-8")
    post.desk.clinic.ics.import_files(files=[file])
    (found,) = [row for row in rows(post.desk.clinic) if row.uid.startswith("x")]
    assert found.calendar_id is None
