"""What stands in the way of an event, and what is done about it."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.actor import Actor, Right, Role
from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Conflict, Forbidden
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.ics.preview import Action, Choice, State
from tests.services.ics.files import Post, at, vevent

CHEN = "ORGANIZER;CN=Amelia Chen:mailto:chen@clinic.example"
NEW = "ORGANIZER;CN=Ada Byron:mailto:ada@clinic.example"


def test_an_event_over_a_visit_clashes_and_is_left_out(post: Post) -> None:
    held = post.desk.book(start=post.desk.at(9, 15, day=1))
    row = post.row(vevent(CHEN))
    assert (row.state, row.action, row.reason, row.overlapping) == (State.CLASHING, Action.SKIP, "overlaps", 1)
    assert [(o.appointment_id, o.start, o.end) for o in row.overlaps] == [(held.id, held.start, held.end)]
    assert (post.send(vevent(CHEN)).seq, len(post.visits())) == (None, 1)


@pytest.mark.parametrize("hour", [8, 10])
def test_touching_ends_do_not_clash(post: Post, hour: int) -> None:
    post.desk.book(start=post.desk.at(9, day=1), minutes=60)
    assert post.row(at(hour, CHEN, uid="a", minutes=60)).state is State.NEW


def test_the_buffer_of_a_visit_is_its_time(post: Post) -> None:
    post.desk.book(start=post.desk.at(8, 30, day=1), service=post.desk.service.id)
    assert post.row(vevent(CHEN)).state is State.CLASHING


def test_a_held_time_is_in_the_way_until_the_hold_has_run_out(post: Post) -> None:
    desk = post.desk
    desk.clinic.holds.place(start=desk.at(9, day=1), end=desk.at(10, day=1), practitioner=desk.chen.id)
    assert post.row(vevent(CHEN)).state is State.CLASHING
    desk.clock.now = Instant(desk.clock.now + 11 * MINUTE)
    assert post.row(vevent(CHEN)).state is State.NEW


def test_another_practitioner_is_not_in_the_way(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=1), practitioner=post.desk.ortega.id)
    assert post.row(vevent(CHEN)).state is State.NEW


def test_what_takes_no_time_is_in_nobodys_way(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=1))
    assert post.row(vevent(CHEN, "TRANSP:TRANSPARENT")).state is State.NEW


def test_closures_and_blocks_are_not_in_the_way_of_a_file(post: Post) -> None:
    desk, day = post.desk, date(2026, 3, 19)
    with desk.clinic.writing("test.closure", lambda: "Closure") as work:
        work.create(Closure(id=work.new_id(), name="Closed", first=day, last=day))
    desk.clinic.blocks.create(start=desk.at(8, day=1), end=desk.at(12, day=1), practitioner=desk.chen.id)
    assert post.row(vevent(CHEN)).state is State.NEW
    assert post.send(vevent(CHEN)).visits == 1


def test_a_cancelled_visit_is_not_in_the_way(post: Post) -> None:
    post.desk.clinic.appointments.cancel(id=post.desk.book(start=post.desk.at(9, day=1)).id)
    assert post.row(vevent(CHEN)).state is State.NEW


@pytest.mark.parametrize("organizer", [CHEN, NEW])
def test_of_two_events_of_one_file_the_first_has_the_time(post: Post, organizer: str) -> None:
    found = post.preview(at(9, organizer, uid="1"), at(9, organizer, uid="2"))
    first, second = found.rows
    assert (first.state, second.state) == (State.NEW, State.CLASHING)
    assert [overlap.key for overlap in second.overlaps] == [first.key]
    assert post.send(at(9, organizer, uid="1"), at(9, organizer, uid="2")).visits == 1


def test_a_skipped_event_leaves_its_time_to_the_next(post: Post) -> None:
    lines = (at(9, CHEN, uid="1"), at(9, CHEN, uid="2"))
    key = post.preview(*lines).rows[0].key
    post.send(*lines, choices=[Choice(key=key, action=Action.SKIP)])
    assert post.visit().uid == "2"


def test_what_clashes_can_be_booked_anyway(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=1))
    key = post.row(vevent(CHEN)).key
    done = post.send(vevent(CHEN), choices=[Choice(key=key, action=Action.ANYWAY)])
    made = next(v for v in post.visits() if v.uid == "visit")
    assert (done.visits, made.override_reason) == (1, "Imported")
    with pytest.raises(Conflict):
        post.desk.book(start=post.desk.at(9, day=1))


def test_booking_anyway_leaves_no_reason_on_time_that_is_free(post: Post) -> None:
    key = post.row(vevent(CHEN)).key
    post.send(vevent(CHEN), choices=[Choice(key=key, action=Action.ANYWAY)])
    assert post.visit().override_reason is None


def test_booking_anyway_needs_the_right_to_overbook(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=1))
    file, key = post.file(vevent(CHEN)), post.row(vevent(CHEN)).key
    role = Role("importer", frozenset({Right.SEE, Right.IMPORT}))
    with post.desk.as_actor(Actor("importer", "Importer", role)) as clinic, pytest.raises(Forbidden):
        clinic.ics.import_files(files=[file], choices=[Choice(key=key, action=Action.ANYWAY)])
    assert len(post.visits()) == 1


def test_giving_an_event_to_another_practitioner_resolves_a_clash(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=1))
    key = post.row(vevent(CHEN)).key
    row = post.row(vevent(CHEN), choices=[Choice(key=key, practitioner=post.desk.ortega.id)])
    assert row.state is State.NEW


def test_a_newer_version_that_moves_into_a_visit_clashes_and_stays_where_it_is(post: Post) -> None:
    post.send(vevent(CHEN))
    post.desk.book(start=post.desk.at(11, day=1))
    moved = at(11, CHEN, "SEQUENCE:1", uid="visit")
    assert post.row(moved).state is State.CLASHING
    post.send(moved)
    assert [v.start for v in post.visits() if v.uid == "visit"] == [post.desk.at(9, day=1)]


def test_a_newer_version_does_not_clash_with_itself(post: Post) -> None:
    post.send(vevent(CHEN))
    assert post.row(at(9, CHEN, "SEQUENCE:1", uid="visit", minutes=45)).state is State.CHANGED


def test_a_newer_version_may_be_moved_over_a_visit_all_the_same(post: Post) -> None:
    post.send(vevent(CHEN))
    post.desk.book(start=post.desk.at(11, day=1))
    moved = at(11, CHEN, "SEQUENCE:1", uid="visit")
    post.send(moved, choices=[Choice(key=post.row(moved).key, action=Action.ANYWAY)])
    made = next(v for v in post.visits() if v.uid == "visit")
    assert (made.start, made.override_reason) == (post.desk.at(11, day=1), "Imported")


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1")])
def test_an_event_may_move_to_where_another_one_moves_away(post: Post, order: tuple[str, str]) -> None:
    post.send(at(9, CHEN, uid="1"), at(10, CHEN, uid="2"))
    moved = {"1": at(11, CHEN, "SEQUENCE:1", uid="1"), "2": at(9, CHEN, "SEQUENCE:1", uid="2")}
    post.send(*(moved[uid] for uid in order))
    starts = {v.uid: v.start for v in post.visits()}
    assert starts == {"1": post.desk.at(11, day=1), "2": post.desk.at(9, day=1)}


def test_an_event_may_take_the_time_of_one_that_is_called_off(post: Post) -> None:
    post.send(at(9, CHEN, uid="1"))
    post.send(at(9, CHEN, "STATUS:CANCELLED", "SEQUENCE:1", uid="1"), at(9, CHEN, uid="2"))
    assert {v.uid: v.takes_time for v in post.visits()} == {"1": False, "2": True}


def test_a_visit_of_several_days_takes_all_of_them(post: Post) -> None:
    days = {"start": "DTSTART;VALUE=DATE:20260319", "end": "DTEND;VALUE=DATE:20260323"}
    post.send(vevent(CHEN, "TRANSP:OPAQUE", **days))
    with pytest.raises(Conflict):
        post.desk.book(start=post.desk.at(9, day=3))
