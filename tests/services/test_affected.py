"""The booked visits that a change of the rules touches: which are listed, and what a line says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.services.affected import Affected, Intervals, affected, from_now, touching
from tests.support.clinics import Desk
from tests.support.rules import add_calendar

HOURS = Intervals([Interval(Instant(10), Instant(20)), Interval(Instant(30), Instant(40))])


def found(desk: Desk, start: Instant, end: Instant, **narrowed: Any) -> Sequence[Id]:
    with desk.clinic.book.reading() as book:
        return [each.id for each in affected(book, Interval(start, end), **narrowed)]


def test_a_line_says_who_when_and_what(desk: Desk) -> None:
    visit = desk.book(9, service=desk.service.id, title="First visit")
    with desk.clinic.book.reading() as book:
        line = affected(book, Interval(desk.at(9), desk.at(10)))[0]
    assert line == Affected(
        visit.id,
        desk.at(9),
        desk.at(9, 30),
        desk.chen.id,
        "Dr. Amelia Chen",
        "Eva Novák",
        "First visit",
        "Consultation",
        Status.BOOKED,
    )
    assert "Eva" not in repr(line)


def test_an_entry_without_people_has_empty_names(desk: Desk) -> None:
    desk.book(9, patient=None, practitioner=None)
    with desk.clinic.book.reading() as book:
        line = affected(book, Interval(desk.at(9), desk.at(10)))[0]
    assert (line.practitioner_id, line.practitioner, line.patient, line.service) == (None, "", "", "")


def test_visits_are_listed_by_start(desk: Desk) -> None:
    later, first = desk.book(11), desk.book(9)
    assert found(desk, desk.at(8), desk.at(18)) == [first.id, later.id]


def test_a_visit_that_only_touches_the_span_is_not_listed(desk: Desk) -> None:
    desk.book(9)
    assert found(desk, desk.at(9, 30), desk.at(11)) == []
    assert found(desk, desk.at(8), desk.at(9)) == []


def test_a_visit_that_sticks_into_the_span_is_listed(desk: Desk) -> None:
    visit = desk.book(9)
    assert found(desk, desk.at(9, 29), desk.at(11)) == [visit.id]
    assert found(desk, desk.at(8), desk.at(9, 1)) == [visit.id]


def test_buffers_do_not_count(desk: Desk) -> None:
    desk.book(9, buffer_after=30 * MINUTE)
    assert found(desk, desk.at(9, 30), desk.at(11)) == []


def test_an_entry_of_several_days_is_found_by_its_last_one(desk: Desk) -> None:
    away = desk.book(9, minutes=3 * 24 * 60, type=EventType.STAFF, patient=None)
    assert found(desk, desk.at(8, day=3), desk.at(18, day=3)) == [away.id]


@pytest.mark.parametrize("away", [Status.CANCELLED, Status.NO_SHOW, Status.INVALID])
def test_a_visit_that_takes_no_time_is_not_listed(desk: Desk, away: Status) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=away)
    assert found(desk, desk.at(8), desk.at(18)) == []


def test_an_archived_visit_is_not_listed(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.archive(id=visit.id)
    assert found(desk, desk.at(8), desk.at(18)) == []


def test_only_a_practitioners_visits_are_listed_where_asked(desk: Desk) -> None:
    chens, ortegas = desk.book(9), desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    assert found(desk, desk.at(8), desk.at(18), practitioner=desk.ortega.id) == [ortegas.id]
    assert set(found(desk, desk.at(8), desk.at(18))) == {chens.id, ortegas.id}


def test_only_a_locations_visits_are_listed_where_asked(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    here, there = desk.book(9), desk.book(11, location=annex.id)
    assert found(desk, desk.at(8), desk.at(18), location=annex.id) == [there.id]
    assert found(desk, desk.at(8), desk.at(18), location=here.location_id, practitioner=desk.chen.id) == [here.id]


def test_only_a_calendars_visits_are_listed_where_asked(desk: Desk) -> None:
    calendar = add_calendar(desk)
    visit = desk.book(9)
    with desk.clinic.writing("test.calendar", lambda: "Calendar") as work:
        held = work.get(Appointment, visit.id)
        work.replace(held, replace(held, calendar_id=calendar.id))
    desk.book(11)
    assert found(desk, desk.at(8), desk.at(18), calendar=calendar.id) == [visit.id]


def test_blocks_are_no_visits(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id)
    assert found(desk, desk.at(8), desk.at(18)) == []


def test_from_now_on_holds_all_that_is_to_come(desk: Desk) -> None:
    desk.book(start=desk.at(9, day=-1))
    soon, far = desk.book(9), desk.book(start=Instant(desk.at(9) + 5000 * DAY))
    span = from_now(desk.at(8))
    assert found(desk, span.start, span.end) == [soon.id, far.id]


def test_only_visits_that_share_time_with_one_of_several_spans_are_listed(desk: Desk) -> None:
    first, between, last = desk.book(9), desk.book(11), desk.book(13)
    spans = [Interval(desk.at(13), desk.at(14)), Interval(desk.at(9), Instant(desk.at(9) + HOUR))]
    with desk.clinic.book.reading() as book:
        assert [each.id for each in touching(book, spans)] == [first.id, last.id]
        assert touching(book, []) == ()
    assert between.id not in (first.id, last.id)


@pytest.mark.parametrize(
    ("start", "end", "held", "touched"),
    [
        (10, 20, True, True),
        (12, 15, True, True),
        (9, 11, False, True),
        (19, 21, False, True),
        (15, 35, False, True),
        (20, 30, False, False),
        (0, 10, False, False),
        (40, 50, False, False),
        (30, 40, True, True),
    ],
)
def test_a_time_is_held_or_touched_by_intervals(start: int, end: int, held: bool, touched: bool) -> None:
    assert (HOURS.hold(start, end), HOURS.touch(start, end)) == (held, touched)
