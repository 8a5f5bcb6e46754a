"""Everything that goes out of a book, before a reader that knows the standard and nothing of us (C79)."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.feed import Naming
from frontdesk.domain.instants import start_of_day
from frontdesk.domain.repeat_plan import RowChoice
from tests.services.ics.files import Post, at, vevent
from tests.support import series
from tests.support.bookings import two_parts, with_members
from tests.support.clinics import ZONE, add_patient
from tests.support.rules import add_calendar
from tests.support.strict_ics import breaches

LONG = "Größe; Länge, Höhe\\ und 日本語のとても長い説明文 😀 " * 12


def fill(post: Post) -> dict[str, Any]:
    """Put one of everything into the book, and give ways to narrow an export."""
    desk = post.desk
    calendar = add_calendar(desk, team=[desk.chen.id], name='Dr. "Chen"; A, B')
    post.send(
        vevent(f"SUMMARY:{LONG}", 'ATTENDEE;CN="Lund; A, B":mailto:l@x.example', "X-ONE;P=1:a", uid="a, b; c"),
        vevent("RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=America/New_York:20260326T090000", uid="weekly"),
        vevent("RECURRENCE-ID;TZID=America/New_York:20260402T090000", "SUMMARY:other", uid="weekly"),
        vevent(uid="day", start="DTSTART;VALUE=DATE:20260402", end=""),
        vevent(uid="moment", start="DTSTART:20260402T090000Z", end=""),
        vevent(uid="there", start="DTSTART;TZID=Pacific Standard Time:20260402T090000", end=""),
        ("BEGIN:VTODO", "UID:t", "DTSTAMP:20260301T080000Z", "DUE;TZID=Europe/Berlin:20260701T090000", "END:VTODO"),
        at(14, "BEGIN:VALARM", "TRIGGER:-PT5M", "ACTION:DISPLAY", "DESCRIPTION:x", "END:VALARM", uid="alarm"),
    )
    desk.book(9, title=LONG[:99], description=LONG * 3, service=desk.service.id, room=desk.room.id)
    desk.clinic.appointments.cancel(id=desk.book(10, address="Straße 1; Haus 2").id)
    desk.clinic.appointments.set_status(id=desk.book(11).id, status=Status.COMPLETED)
    desk.book(12, calendar=calendar.id, ignore_free_slots=True)
    desk.book(13, patient=None, title="Team")
    people = [desk.eva.id, desk.leo.id, add_patient(desk.clinic, "Łukasz", 'O"Brien, Jr.', "3001").id]
    desk.book(15, group=True, attendees=people)
    two_parts(desk, hour=16)
    with_members(desk, hour=8)
    first = date(2026, 12, 24)
    days: dict[str, Any] = {"start": start_of_day(first, ZONE), "end": start_of_day(date(2027, 1, 2), ZONE)}
    desk.clinic.blocks.create(**days, all_day=True, practitioner=desk.chen.id, title="Holiday")
    desk.clinic.blocks.create(start=desk.at(6), end=desk.at(7), practitioner=desk.chen.id, rule="FREQ=DAILY")
    desk.clinic.blocks.create(start=desk.at(6), end=desk.at(7), calendar=calendar.id, rule="FREQ=WEEKLY;UNTIL=20260501")
    made = series.book(desk, start=desk.at(14, day=6), count=6, rows=[RowChoice(index=1, start=desk.at(15, day=14))])
    desk.clinic.appointments.cancel(id=made.visits[3].id)
    return {
        "everything": {},
        "of one practitioner": {"practitioner": desk.ortega.id},
        "of one calendar": {"calendar": calendar.id},
        "of one patient": {"patient": desk.eva.id},
        "of some days": {"start": desk.at(0, day=10), "end": desk.at(0, day=20)},
        "of one time of a series": {"ids": [made.visits[2].id]},
        "of nothing": {"ids": []},
    }


@pytest.mark.parametrize("naming", list(Naming))
def test_whatever_goes_out_has_no_breach_of_the_standard_at_all(post: Post, naming: Naming) -> None:
    for called, asked in fill(post).items():
        text = post.export(naming=naming, **asked)
        assert (called, breaches(text.encode())) == (called, [])
        judged = icalendar.Calendar.from_ical(text)
        assert (called, [each.errors for each in judged.walk() if each.errors]) == (called, [])


def test_the_same_comes_back_as_it_went_out(post: Post) -> None:
    fill(post)
    path = post.folder / "all.ics"
    path.write_text(post.export(), "utf-8")
    done = post.desk.clinic.ics.import_files(files=[path])
    assert (done.seq, done.visits, done.changed, done.cancelled) == (None, 0, 0, 0)
