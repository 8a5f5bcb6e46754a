"""Which visits an export takes: of a calendar, of several wishes at once, or a single one (C79)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.feed import Naming
from frontdesk.ics.reader import read
from frontdesk.services.clinic import create_clinic
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post, vevent
from tests.support import series
from tests.support.clinics import ZONE, Clock, Desk, add_patient, nobody
from tests.support.held_times import hold
from tests.support.made_classes import classes, held_seat
from tests.support.rules import add_calendar


def uids(post: Post, **asked: Any) -> set[str]:
    """Give the UIDs of an export."""
    return {event.uid for event in read(post.export(**asked).encode(), zone=ZONE).events}


def blocked(desk: Desk, hour: int, **whose: Any) -> Appointment:
    """Close an hour of somebody or something."""
    return desk.clinic.blocks.create(start=desk.at(hour), end=desk.at(hour + 1), **whose).block


def test_a_calendar_goes_out_with_its_visits_and_its_blocks(post: Post) -> None:
    desk = post.desk
    calendar = add_calendar(desk, team=[desk.chen.id])
    mine = desk.book(9, calendar=calendar.id, ignore_free_slots=True)
    block = blocked(desk, 11, calendar=calendar.id)
    desk.book(13)
    blocked(desk, 15, practitioner=desk.chen.id)
    assert uids(post, calendar=calendar.id) == {mine.uid, block.uid}


def test_wishes_are_all_to_be_true(post: Post) -> None:
    desk = post.desk
    mine, later = desk.book(9), desk.book(15)
    others = desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    every = [mine.id, later.id, others.id]
    assert uids(post, practitioner=desk.chen.id, end=desk.at(10)) == {mine.uid}
    assert uids(post, practitioner=desk.chen.id, patient=desk.leo.id) == set()
    assert uids(post, ids=every, start=desk.at(10)) == {later.uid}
    assert uids(post, ids=every, patient=desk.leo.id) == {others.uid}
    assert uids(post, ids=every, practitioner=desk.chen.id, end=desk.at(10)) == {mine.uid}
    assert uids(post, ids=every, calendar=add_calendar(desk).id) == set()


@pytest.mark.parametrize("narrowed", [{}, {"ids": True}])
def test_a_range_takes_what_overlaps_it_and_not_what_touches_it(post: Post, narrowed: dict[str, Any]) -> None:
    held = post.desk.book(9)
    asked = {"ids": [held.id]} if narrowed else {}
    at = post.desk.at
    assert uids(post, start=at(9, 29), end=at(9, 30), **asked) == {held.uid}
    assert uids(post, start=at(8), end=at(9, 1), **asked) == {held.uid}
    assert uids(post, start=at(8), end=at(9), **asked) == set()
    assert uids(post, start=at(9, 30), end=at(10), **asked) == set()


def test_everyone_who_attends_a_group_has_it(post: Post) -> None:
    desk = post.desk
    other = add_patient(desk.clinic, "Ann", "Lund", "2001")
    held = desk.book(9, group=True, attendees=[desk.eva.id, desk.leo.id])
    assert uids(post, patient=desk.leo.id) == uids(post, patient=desk.leo.id, ids=[held.id]) == {held.uid}
    assert uids(post, patient=other.id) == set()


def test_holds_and_what_was_put_away_stay_in_even_when_they_are_named(post: Post) -> None:
    held, gone = hold(post.desk, 9), post.desk.book(11)
    post.desk.clinic.appointments.archive(id=gone.id)
    assert uids(post) == uids(post, ids=[held.id, gone.id]) == set()


@pytest.mark.parametrize("name", ["practitioner", "patient", "calendar"])
def test_whom_there_is_not_is_not_found(post: Post, name: str) -> None:
    with pytest.raises(NotFound):
        post.export(**{name: nobody()})


def test_visits_that_are_gone_are_not_missed(post: Post) -> None:
    held = post.desk.book()
    assert uids(post, ids=[nobody(), held.id]) == {held.uid}


def test_a_range_that_ends_before_it_starts_is_invalid_for_ids_too(post: Post) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        post.export(ids=[post.desk.book().id], start=post.desk.at(10), end=post.desk.at(9))


def test_the_file_of_a_calendar_is_named_after_it(post: Post) -> None:
    text = post.export(calendar=add_calendar(post.desk, name="Check-ups").id)
    assert "\r\nX-WR-CALNAME:Check-ups\r\n" in text


def test_the_file_of_a_patient_is_named_after_the_clinic(post: Post) -> None:
    assert "X-WR-CALNAME:Main Street" in post.export(patient=post.desk.eva.id)


def test_one_visit_of_a_series_goes_out_as_that_one_time(post: Post) -> None:
    made = series.book(post.desk).visits[1]
    (event,) = read(post.export(ids=[made.id]).encode(), zone=ZONE).events
    found = event.uid, event.recurrence_id, event.start, event.rrules
    assert found == (made.uid, made.recurrence_id, made.start, ())


def test_one_visit_of_a_series_comes_in_alone_where_the_series_is_not(post: Post) -> None:
    made = series.book(post.desk, title="Follow-up").visits[1]
    path = post.folder / "one.ics"
    path.write_text(post.export(ids=[made.id]), "utf-8")
    with create_clinic(post.folder / "other.frontdesk", name="Other", zone_name=ZONE, clock=Clock()) as other:
        other.ics.import_files(files=[path])
        (found,) = other.appointments.list().items
    assert (found.uid, found.start, found.title) == (made.uid, made.start, "Follow-up")


def test_one_visit_of_a_series_is_known_again_where_the_series_is(post: Post) -> None:
    made = series.book(post.desk).visits[1]
    path = post.folder / "one.ics"
    path.write_text(post.export(ids=[made.id]), "utf-8")
    preview = post.desk.clinic.ics.preview(files=[path])
    assert [row.state for row in preview.rows] == [State.SAME]


TASK = ("BEGIN:VTODO", "UID:task", "DTSTAMP:20260301T080000Z", "DUE;TZID=Europe/Berlin:20260701T090000", "END:VTODO")


def test_tasks_that_were_kept_go_out_with_the_whole_clinic_and_the_zones_that_they_name(post: Post) -> None:
    post.send(vevent(), TASK)
    lines = post.export().split("\r\n")
    assert set(TASK) <= set(lines)
    assert lines.index("TZID:Europe/Berlin") < lines.index("BEGIN:VEVENT") < lines.index("BEGIN:VTODO")


@pytest.mark.parametrize(
    "asked", [{"start": 0}, {"end": 1}, {"ids": []}, {"naming": Naming.INITIALS}, {"naming": Naming.BUSY}]
)
def test_tasks_stay_in_where_less_than_the_whole_clinic_goes_out(post: Post, asked: dict[str, Any]) -> None:
    post.send(vevent(), TASK)
    assert "VTODO" not in post.export(**asked)


def test_tasks_that_went_out_change_nothing_when_they_come_back(post: Post) -> None:
    post.send(vevent(), TASK)
    path = post.folder / "all.ics"
    path.write_text(post.export(), "utf-8")
    assert post.desk.clinic.ics.import_files(files=[path]).seq is None


def test_what_was_called_off_stays_out_where_it_is_not_wanted(post: Post) -> None:
    desk = post.desk
    kept, off = desk.book(9), desk.book(11)
    desk.clinic.appointments.cancel(id=off.id)
    assert uids(post) == {kept.uid, off.uid}
    assert uids(post, cancelled=False) == uids(post, ids=[kept.id, off.id], cancelled=False) == {kept.uid}


@pytest.mark.parametrize(
    ("asked", "counted"),
    [({}, (3, 1, 1)), ({"cancelled": False}, (2, 1, 0)), ({"naming": Naming.BUSY}, (2, 1, 0))],
)
def test_an_export_counts_what_is_in_it(post: Post, asked: dict[str, Any], counted: tuple[int, int, int]) -> None:
    desk = post.desk
    desk.book(9)
    blocked(desk, 11, practitioner=desk.chen.id)
    desk.clinic.appointments.cancel(id=desk.book(14).id)
    done = desk.clinic.ics.export(**asked)
    assert (done.visits, done.blocks, done.cancelled) == counted
    assert done.text.count("BEGIN:VEVENT") == done.visits


def test_an_event_of_the_staff_is_counted_as_no_visit(post: Post) -> None:
    desk = post.desk
    desk.book(9)
    desk.book(11, patient=None, title="Team meeting")
    done = desk.clinic.ics.export()
    assert (done.visits, done.blocks) == (2, 1)


@pytest.mark.parametrize("naming", list(Naming))
def test_who_was_only_offered_a_seat_is_not_said_to_come(post: Post, naming: Naming) -> None:
    made = classes(post.desk, attendees=[post.desk.eva.id])
    before = post.export(naming=naming)
    held_seat(post.desk, made[1], post.desk.leo.id)
    after = post.export(naming=naming)
    assert [_people(text) for text in (before, after)] == [_people(before)] * 2
    assert post.export(patient=post.desk.leo.id).count("BEGIN:VEVENT") == 0
    post.desk.clinic.attendees.add(appointment=made[1].id, patient=post.desk.leo.id)
    assert (_people(post.export(naming=naming)) == _people(before)) is (naming is Naming.BUSY)
    assert post.export(patient=post.desk.leo.id).count("BEGIN:VEVENT") == 1


def test_a_visit_whose_patient_left_goes_out_as_called_off(post: Post) -> None:
    visit = post.desk.book()
    post.desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    post.desk.clinic.appointments.leave(id=visit.id, reason="Waited too long")
    assert "\r\nSTATUS:CANCELLED\r\n" in post.export()
    assert "BEGIN:VEVENT" not in post.export(naming=Naming.BUSY)


def _people(text: str) -> list[str]:
    """Give the lines that tell what events are called and who comes to them."""
    whole = text.replace("\r\n ", "").split("\r\n")
    return [line for line in whole if line.startswith(("SUMMARY", "ATTENDEE"))]
