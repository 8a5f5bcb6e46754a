"""Newer versions of a file: what they change, what stays, and what is said of it (C78)."""

from __future__ import annotations

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import iso
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post, at, vevent

ZONE = "America/New_York"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"


def test_no_file_is_refused(post: Post) -> None:
    with pytest.raises(Invalid, match="empty"):
        post.desk.clinic.ics.preview(files=[])


def test_calendars_inside_one_another_are_said(post: Post) -> None:
    found = post.preview(*["BEGIN:VCALENDAR"] * 50)
    assert [(each.component, each.what) for each in found.troubles] == [("VCALENDAR", "end_missing")]


def test_a_version_of_one_time_that_names_nobody_is_whose_its_series_is(post: Post) -> None:
    organizer = "ORGANIZER;CN=Dr Who:mailto:who@x.example"
    patient = "ATTENDEE;CN=Eva Stone:mailto:eva@x.example"
    own = vevent(f"RECURRENCE-ID;TZID={ZONE}:20260326T090000", start=f"DTSTART;TZID={ZONE}:20260326T110000", end="")
    post.send("X-WR-CALNAME:Shared", vevent(WEEKLY, organizer, patient), own)
    visits = post.visits()
    assert {visit.practitioner_id for visit in visits} == {visits[0].practitioner_id}
    assert {visit.patient_id for visit in visits} == {visits[0].patient_id} != {None}


def test_a_version_of_one_time_that_comes_alone_is_whose_its_series_is(post: Post) -> None:
    post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=2", "ORGANIZER;CN=Dr Who:mailto:who@x.example"))
    own = vevent(f"RECURRENCE-ID;TZID={ZONE}:20260402T090000", start=f"DTSTART;TZID={ZONE}:20260403T110000", end="")
    post.send("X-WR-CALNAME:Shared", own)
    assert len({visit.practitioner_id for visit in post.visits()}) == 1


HOUSE = "ORGANIZER;CN=Dr House:mailto:house@x.example"


def shown(post: Post) -> list[tuple[str, str, str]]:
    """Give title, local start and status of all visits."""
    return [(each.title, iso(each.start, ZONE)[5:16], each.status.value) for each in post.visits()]


def test_two_visits_of_one_doctor_swap_their_times(post: Post) -> None:
    post.send(at(9, "SUMMARY:a", HOUSE, uid="a"), at(10, "SUMMARY:b", HOUSE, uid="b"))
    swapped = (
        at(10, "SUMMARY:a", "SEQUENCE:1", HOUSE, uid="a"),
        at(9, "SUMMARY:b", "SEQUENCE:1", HOUSE, uid="b"),
    )
    done = post.send(*swapped)
    assert [row.reason for row in done.preview.rows] == ["moved", "moved"]
    assert shown(post) == [("b", "03-19T09:00", "booked"), ("a", "03-19T10:00", "booked")]


def test_who_cannot_leave_keeps_the_time_and_its_follower_waits(post: Post) -> None:
    post.send(*(at(9 + n, f"SUMMARY:{n}", HOUSE, uid=str(n)) for n in range(3)))
    done = post.send(
        at(11, "SUMMARY:0", "SEQUENCE:1", HOUSE, uid="0"), at(9, "SUMMARY:1", "SEQUENCE:1", HOUSE, uid="1")
    )
    assert [row.state for row in done.preview.rows] == [State.CLASHING, State.CLASHING]
    assert [each[1] for each in shown(post)] == ["03-19T09:00", "03-19T10:00", "03-19T11:00"]


def test_what_is_called_off_further_down_the_file_makes_room(post: Post) -> None:
    post.send(at(9, HOUSE, uid="a"), at(10, HOUSE, uid="b"))
    done = post.send(at(10, "SEQUENCE:1", HOUSE, uid="a"), at(10, "SEQUENCE:1", "STATUS:CANCELLED", HOUSE, uid="b"))
    assert [row.state for row in done.preview.rows] == [State.CHANGED, State.CANCELLED]


def test_a_visit_that_moves_by_less_than_it_lasts_holds_all_its_new_time(post: Post) -> None:
    post.send(at(9, HOUSE, uid="a", minutes=60))
    start = f"DTSTART;TZID={ZONE}:20260319T093000"
    moved = vevent("SEQUENCE:1", HOUSE, uid="a", start=start, end=f"DTEND;TZID={ZONE}:20260319T103000")
    new = vevent(HOUSE, uid="new", start=start, end=f"DTEND;TZID={ZONE}:20260319T100000")
    assert [row.state for row in post.preview(moved, new).rows] == [State.CHANGED, State.CLASHING]
