"""Series of visits that were made here: one event with its rule, what was left out, and what was moved by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from frontdesk.domain.appointment import Status
from frontdesk.domain.calendar import CalendarKind, Member, Taken
from frontdesk.domain.ids import Id
from frontdesk.domain.repeat_plan import RowChoice
from frontdesk.services.clinic import create_clinic
from tests.support.clinics import ZONE, Desk
from tests.support.rules import add_calendar, add_schedule, weekdays
from tests.support.series import book, fill


def events(desk: Desk, ids: Sequence[Id] | None = None) -> list[str]:
    """Give the events of an export of everything, or of some visits, each as its lines."""
    text = desk.clinic.ics.export(ids=ids).text.replace("\r\n ", "")
    return ["BEGIN:VEVENT" + part for part in text.split("BEGIN:VEVENT")[1:]]


def lines(event: str, name: str) -> list[str]:
    """Give the values of the lines of a name."""
    found = (line for line in event.splitlines() if line.partition(":")[0].partition(";")[0] == name)
    return [line.partition(":")[2] for line in found]


def test_a_series_goes_out_as_one_event_with_its_rule(desk: Desk) -> None:
    book(desk)
    [event] = events(desk)
    assert (lines(event, "RRULE"), lines(event, "DTSTART")) == (["FREQ=WEEKLY;COUNT=3"], ["20260318T090000"])


def test_a_series_until_a_date_goes_out_with_its_end_in_utc(desk: Desk) -> None:
    book(desk, until=date(2026, 4, 1))
    [event] = events(desk)
    assert lines(event, "RRULE") == ["FREQ=WEEKLY;UNTIL=20260402T035959Z"]


def test_a_visit_that_is_moved_by_hand_later_is_an_exception(desk: Desk) -> None:
    made = book(desk).visits[1]
    desk.clinic.appointments.move(id=made.id, start=desk.at(14, day=8))
    own = next(event for event in events(desk) if lines(event, "RECURRENCE-ID"))
    assert (lines(own, "RECURRENCE-ID"), lines(own, "DTSTART")) == (["20260325T130000Z"], ["20260326T140000"])


def test_a_skipped_date_is_taken_out_of_the_event(desk: Desk) -> None:
    book(desk, rows=[RowChoice(index=1, does=Taken.SKIP)])
    [event] = events(desk)
    assert lines(event, "EXDATE") == ["20260325T090000"]


def test_the_first_date_can_be_the_one_that_was_skipped(desk: Desk) -> None:
    book(desk, rows=[RowChoice(index=0, does=Taken.SKIP)])
    [event] = events(desk)
    assert (lines(event, "DTSTART"), lines(event, "EXDATE")) == (["20260318T090000"], ["20260318T090000"])


def test_a_date_that_moved_is_an_exception_of_the_event(desk: Desk) -> None:
    taken = fill(desk, desk.at(9, day=7))
    book(desk, policy=Taken.NEXT_FREE)
    _, moved = sorted((e for e in events(desk) if taken.uid not in e), key=lambda e: lines(e, "RECURRENCE-ID"))
    assert (lines(moved, "RECURRENCE-ID"), lines(moved, "DTSTART")) == (["20260325T130000Z"], ["20260325T100000"])
    assert lines(moved, "RRULE") == []


def test_a_visit_that_is_called_off_later_is_an_exception(desk: Desk) -> None:
    made = book(desk).visits[1]
    desk.clinic.appointments.cancel(id=made.id)
    own = next(event for event in events(desk) if lines(event, "RECURRENCE-ID"))
    assert lines(own, "STATUS") == ["CANCELLED"]


def test_a_visit_with_another_status_is_an_exception(desk: Desk) -> None:
    made = book(desk).visits[2]
    desk.clinic.appointments.set_status(id=made.id, status=Status.CONFIRMED)
    assert [lines(event, "RECURRENCE-ID") for event in events(desk)][1:] == [["20260401T130000Z"]]


def test_a_visit_in_another_room_is_an_exception(desk: Desk) -> None:
    made = book(desk).visits[1]
    desk.clinic.appointments.update(id=made.id, room=desk.room.id)
    assert len(events(desk)) == 2


def test_a_visit_that_is_put_away_is_taken_out(desk: Desk) -> None:
    made = book(desk).visits[1]
    desk.clinic.appointments.archive(id=made.id)
    [event] = events(desk)
    assert lines(event, "EXDATE") == ["20260325T090000"]


def test_a_part_of_a_series_goes_out_visit_by_visit(desk: Desk) -> None:
    made = book(desk).visits
    assert [lines(event, "RRULE") for event in events(desk, [made[0].id, made[1].id])] == [[], []]


def test_the_members_of_a_collective_are_no_second_series(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    calendar = add_calendar(desk, team=[desk.chen.id, desk.ortega.id])
    members = (Member(desk.chen.id, primary=True), Member(desk.ortega.id))
    with desk.clinic.writing("test.calendar", lambda: "Calendar") as work:
        work.replace(calendar, replace(calendar, kind=CalendarKind.COLLECTIVE, team=members))
    book(desk, calendar=calendar.id, practitioner=None, duration=None)
    assert [len(lines(event, "RRULE")) for event in events(desk)] == [1]


def test_a_series_reaches_another_book_whole(desk: Desk, tmp_path: Path) -> None:
    fill(desk, desk.at(9, day=7))
    book(desk, policy=Taken.NEXT_FREE, count=4, rows=[RowChoice(index=2, does=Taken.SKIP)])
    file = tmp_path / "all.ics"
    file.write_text(desk.clinic.ics.export().text, "utf-8")
    with create_clinic(tmp_path / "other.frontdesk", name="Other", zone_name=ZONE, clock=desk.clock) as other:
        other.ics.import_files(files=[file])
        there = [each.start for each in other.appointments.list().items]
    assert there == [each.start for each in desk.clinic.appointments.list().items]


def test_the_own_export_changes_nothing_when_it_comes_back(desk: Desk, tmp_path: Path) -> None:
    book(desk, rows=[RowChoice(index=1, start=desk.at(14, day=8))])
    file = tmp_path / "all.ics"
    file.write_text(desk.clinic.ics.export().text, "utf-8")
    done = desk.clinic.ics.import_files(files=[file])
    assert (done.visits, done.changed, done.cancelled) == (0, 0, 0)
