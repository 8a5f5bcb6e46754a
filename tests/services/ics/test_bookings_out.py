"""Rows of one booking on their way out and in again: each is an event of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.services.clinic import create_clinic
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post
from tests.support.bookings import two_parts, with_members
from tests.support.clinics import ZONE, Clock, Desk, add_patient

Pair = Callable[[Desk], tuple[Appointment, Appointment]]
both_kinds = pytest.mark.parametrize("pair", [two_parts, with_members])


def events(text: str) -> list[list[str]]:
    """Give the lines of each event, without when the file was written."""
    blocks = text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]
    lines = [block.split("END:VEVENT")[0].split("\r\n") for block in blocks]
    return sorted([line for line in block if not line.startswith("DTSTAMP")] for block in lines)


def uids(post: Post, **asked: object) -> list[str]:
    """Give the UIDs of an export."""
    return sorted(line for event in events(post.export(**asked)) for line in event if line.startswith("UID:"))


def test_every_part_goes_out_as_an_event_with_its_own_uid(post: Post) -> None:
    rows = two_parts(post.desk)
    assert uids(post) == sorted(f"UID:{row.uid}" for row in rows)


def test_a_visit_with_a_team_goes_out_once(post: Post) -> None:
    patients, _ = with_members(post.desk)
    assert uids(post) == [f"UID:{patients.uid}"]


def test_the_row_of_another_member_goes_out_to_that_member(post: Post) -> None:
    _, members = with_members(post.desk)
    assert uids(post, practitioner=post.desk.ortega.id) == [f"UID:{members.uid}"]


def test_the_row_of_another_member_goes_out_when_it_alone_is_asked_for(post: Post) -> None:
    patients, members = with_members(post.desk)
    assert uids(post, ids=[members.id]) == [f"UID:{members.uid}"]
    assert uids(post, ids=[members.id, patients.id]) == [f"UID:{patients.uid}"]


@both_kinds
def test_the_books_own_export_leaves_bookings_as_they_are(post: Post, pair: Pair) -> None:
    pair(post.desk)
    before = post.visits()
    path = post.folder / "export.ics"
    path.write_bytes(post.export().encode())
    preview = post.desk.clinic.ics.preview(files=[path])
    assert {row.state for row in preview.rows} == {State.SAME}
    post.desk.clinic.ics.import_files(files=[path])
    assert post.visits() == before


@both_kinds
def test_what_another_book_took_in_goes_out_of_it_the_same(post: Post, pair: Pair) -> None:
    pair(post.desk)
    path = post.folder / "export.ics"
    path.write_bytes(post.export().encode())
    with create_clinic(post.folder / "other.frontdesk", name="Other", zone_name=ZONE, clock=Clock()) as other:
        for name in ("Room 1", "Room 2"):
            other.rooms.create(name=name)
        other.services.create(name="Consultation")
        add_patient(other, "Eva", "Novák", "1001")
        other.ics.import_files(files=[path])
        first = other.ics.export().text
        path.write_bytes(first.encode())
        other.ics.import_files(files=[path])
        assert events(other.ics.export().text) == events(first)
        assert len(events(first)) == (2 if pair is two_parts else 1)
