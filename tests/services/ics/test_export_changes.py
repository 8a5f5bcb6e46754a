"""What an export says of changes, so that programs which had an event before take the newer one (RFC 5546)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.instants import HOUR, Instant
from frontdesk.ics.event import Event
from frontdesk.ics.reader import read
from frontdesk.services.ics.preview import State
from tests.services.ics.files import END, START, Post, vevent
from tests.support.clinics import ZONE, Desk


def event(post: Post) -> Event:
    """Read the one event of an export."""
    (only,) = read(post.export().encode(), zone=ZONE).events
    return only


DEEDS: list[Callable[[Desk, Any], object]] = [
    lambda desk, held: desk.clinic.appointments.move(id=held.id, start=desk.at(15)),
    lambda desk, held: desk.clinic.appointments.update(id=held.id, title="New"),
    lambda desk, held: desk.clinic.appointments.set_status(id=held.id, status=Status.CONFIRMED),
    lambda desk, held: desk.clinic.appointments.cancel(id=held.id),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_every_change_raises_the_number_of_an_event(post: Post, deed: Callable[[Desk, Any], object]) -> None:
    held = post.desk.book(9)
    assert event(post).sequence == 0
    deed(post.desk, held)
    assert event(post).sequence == 1


@pytest.mark.parametrize("deed", DEEDS)
def test_a_change_that_is_taken_back_is_newer_than_the_change(post: Post, deed: Callable[[Desk, Any], object]) -> None:
    held = post.desk.book(9)
    deed(post.desk, held)
    post.desk.clinic.history.undo()
    assert event(post).sequence == 2


def test_the_number_that_came_goes_out_again_and_rises_with_changes_here(post: Post) -> None:
    post.send(vevent("SEQUENCE:4"))
    assert event(post).sequence == 4
    post.desk.clinic.appointments.move(id=post.visit().id, start=post.desk.at(15, day=1))
    assert event(post).sequence == 5


def test_a_change_here_does_not_keep_the_next_change_there_out(post: Post) -> None:
    post.send(vevent("SUMMARY:one", "LAST-MODIFIED:20260101T000000Z"))
    for title in ("two", "three", "four"):
        post.desk.clinic.appointments.update(id=post.visit().id, title=title)
    post.send(vevent("SUMMARY:five", "SEQUENCE:1", "LAST-MODIFIED:20260102T000000Z"))
    assert post.visit().title == "five"


def test_an_export_of_before_a_change_is_older_wherever_the_visit_came_from(post: Post) -> None:
    post.send(vevent("SUMMARY:one", "SEQUENCE:3"))
    post.desk.clinic.appointments.update(id=post.visit().id, title="two")
    path = post.folder / "before.ics"
    path.write_text(post.export(), "utf-8")
    post.desk.clinic.appointments.update(id=post.visit().id, title="three")
    done = post.desk.clinic.ics.import_files(files=[path])
    assert (done.seq, done.preview.rows[0].reason, post.visit().title) == (None, "older", "three")


def test_an_export_after_changes_is_what_the_book_has(post: Post) -> None:
    held = post.desk.book(9)
    post.desk.clinic.appointments.move(id=held.id, start=post.desk.at(15))
    path = post.folder / "after.ics"
    path.write_text(post.export(), "utf-8")
    preview = post.desk.clinic.ics.preview(files=[path])
    assert [(row.state, row.reason) for row in preview.rows] == [(State.SAME, "unchanged")]


def test_an_event_is_stamped_and_dated_by_its_last_change(post: Post) -> None:
    held = post.desk.book(9)
    post.desk.clock.now = Instant(post.desk.clock.now + HOUR)
    moved = post.desk.clinic.appointments.move(id=held.id, start=post.desk.at(15))
    found = event(post)
    assert found.dtstamp == found.last_modified == moved.updated_at // 1000 * 1000


def test_a_file_is_the_same_as_long_as_nothing_changes(post: Post) -> None:
    post.desk.book(9)
    post.send(vevent("LAST-MODIFIED:20260101T000000Z"))
    before = post.export()
    post.desk.clock.now = Instant(post.desk.clock.now + HOUR)
    assert post.export() == before


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.BOOKED, "CONFIRMED"),
        (Status.CONFIRMED, "CONFIRMED"),
        (Status.COMPLETED, "CONFIRMED"),
        (Status.NO_SHOW, "CANCELLED"),
        (Status.CANCELLED, "CANCELLED"),
        (Status.INVALID, "CANCELLED"),
    ],
)
def test_a_status_goes_out_in_the_words_of_the_standard_and_comes_in_as_it_was(
    post: Post, status: Status, said: str
) -> None:
    held = post.desk.book(9)
    if status is not Status.BOOKED:
        post.desk.clinic.appointments.set_status(id=held.id, status=status)
    assert event(post).status == said
    path = post.folder / "export.ics"
    path.write_text(post.export(), "utf-8")
    assert post.desk.clinic.ics.import_files(files=[path]).seq is None
    assert post.visit().status is status


def test_a_status_that_came_and_that_the_book_has_no_word_for_goes_out_again(post: Post) -> None:
    post.send(vevent("STATUS:TENTATIVE", start=START, end=END))
    assert event(post).status == "TENTATIVE"
