"""Newer versions of a file: what they change, what stays, and what is said of it (C78)."""

from __future__ import annotations

import pytest

from frontdesk.domain.errors import Invalid
from tests.services.ics.files import Post, vevent

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
