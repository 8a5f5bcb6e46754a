"""Importing: what a file brings, once and again, and how it is taken back (C78)."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.errors import Invalid, NotFound, Unavailable
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, iso
from frontdesk.services.ics.preview import Action, Choice, State
from tests.services.ics.files import Post, at, vevent
from tests.support.clinics import ZONE


def test_an_event_becomes_a_visit(post: Post) -> None:
    post.send(vevent("SUMMARY:Follow-up", "DESCRIPTION:about\\nresults", "LOCATION:Room 5", "SEQUENCE:2"))
    made = post.visit()
    assert (made.title, made.description, made.address, made.sequence) == ("Follow-up", "about\nresults", "Room 5", 2)
    assert (iso(made.start, ZONE), made.end - made.start, made.zone) == ("2026-03-19T09:00:00-04:00", 30 * MINUTE, ZONE)
    assert (made.uid, made.recurrence_id, made.status) == ("visit", None, Status.BOOKED)


def test_a_preview_changes_nothing(post: Post) -> None:
    before = post.desk.clinic.history.log().total
    assert post.row(vevent("ORGANIZER;CN=New One:mailto:n@x.example")).state is State.NEW
    assert (post.desk.clinic.history.log().total, post.visits()) == (before, ())


def test_an_import_does_what_its_preview_shows(post: Post) -> None:
    lines = (vevent(uid="1"), at(9, uid="2"), vevent(uid="3", start="DTSTART:soon"))
    assert post.preview(*lines).rows == post.send(*lines).preview.rows


def test_the_same_file_changes_nothing_the_second_time(post: Post) -> None:
    lines = vevent(
        "SUMMARY:x", "ORGANIZER;CN=New One:mailto:n@x.example", "ATTENDEE;CN=Maria Santos:mailto:m@x.example"
    )
    post.send(lines)
    before = post.desk.clinic.history.log().total
    again = post.send(lines)
    assert (again.seq, again.preview.counts[State.SAME], again.preview.rows[0].reason) == (None, 1, "unchanged")
    assert post.desk.clinic.history.log().total == before


def test_an_import_is_one_step_that_undo_takes_back_whole(post: Post) -> None:
    done = post.send(*(at(8 + n, f"ATTENDEE;CN=Pat {n}:mailto:p{n}@x.example", uid=str(n)) for n in range(5)))
    undone = post.desk.clinic.history.undo()
    assert (undone.target, undone.operation, post.visits()) == (done.seq, "ics.import", ())
    assert post.desk.clinic.patients.list().total == 2


def test_a_newer_version_moves_the_visit(post: Post) -> None:
    post.send(vevent("SEQUENCE:1"))
    moved = at(10, "SEQUENCE:2", uid="visit")
    row = post.row(moved)
    assert (row.state, row.reason, row.facts["sequence"]) == (State.CHANGED, "moved", 2)
    post.send(moved)
    assert iso(post.visit().start, ZONE) == "2026-03-19T10:00:00-04:00"


def test_an_older_version_changes_nothing(post: Post) -> None:
    post.send(vevent("SEQUENCE:2"))
    assert post.row(at(10, "SEQUENCE:1", uid="visit")).reason == "older"


def test_of_equal_numbers_the_later_stamp_is_newer(post: Post) -> None:
    post.send(vevent("SUMMARY:one", "LAST-MODIFIED:20260102T000000Z"))
    assert post.row(vevent("SUMMARY:two", "LAST-MODIFIED:20260101T000000Z")).reason == "older"
    assert post.row(vevent("SUMMARY:two", "LAST-MODIFIED:20260103T000000Z")).reason == "changed"


def test_of_two_versions_in_one_file_the_newer_counts(post: Post) -> None:
    found = post.preview(at(9, "SEQUENCE:3", uid="a"), at(10, "SEQUENCE:1", uid="a"))
    assert [(row.state, row.reason) for row in found.rows] == [(State.NEW, ""), (State.SAME, "outdated")]


def test_a_visit_that_was_moved_here_stays_while_its_file_says_nothing_new(post: Post) -> None:
    lines = vevent("SUMMARY:one")
    post.send(lines)
    clinic = post.desk.clinic
    clinic.appointments.move(id=post.visit().id, start=post.desk.at(15))
    assert post.send(lines).seq is None
    assert post.visit().start == post.desk.at(15)


def test_a_new_title_does_not_move_a_visit_that_was_moved_here(post: Post) -> None:
    post.send(vevent("SUMMARY:one"))
    post.desk.clinic.appointments.move(id=post.visit().id, start=post.desk.at(15))
    post.send(vevent("SUMMARY:two", "SEQUENCE:1"))
    assert (post.visit().title, post.visit().start) == ("two", post.desk.at(15))


def test_a_visit_that_was_completed_is_not_moved_by_a_file(post: Post) -> None:
    post.send(vevent())
    held = post.visit()
    post.desk.clinic.appointments.set_status(id=held.id, status=Status.COMPLETED)
    post.send(at(15, "SEQUENCE:1", "SUMMARY:new", uid="visit"))
    assert (post.visit().title, post.visit().start) == ("new", held.start)


def test_a_cancellation_frees_the_time(post: Post) -> None:
    post.send(vevent("ORGANIZER:mailto:n@x.example"))
    row = post.row(vevent("STATUS:CANCELLED", "SEQUENCE:1", "ORGANIZER:mailto:n@x.example"))
    assert (row.state, row.action, row.reason) == (State.CANCELLED, Action.IMPORT, "cancelled_by_sender")
    done = post.send(vevent("STATUS:CANCELLED", "SEQUENCE:1"))
    assert (done.cancelled, post.visit().status) == (1, Status.CANCELLED)


def test_a_cancelled_visit_is_the_same_the_second_time(post: Post) -> None:
    post.send(vevent())
    post.send("METHOD:CANCEL", vevent("SEQUENCE:1"))
    assert post.send("METHOD:CANCEL", vevent("SEQUENCE:1")).seq is None


def test_a_cancellation_of_what_is_not_here_does_nothing(post: Post) -> None:
    row = post.row(vevent("STATUS:CANCELLED"))
    assert (row.state, row.action, row.reason) == (State.CANCELLED, Action.SKIP, "cancelled_not_here")
    assert post.send(vevent("STATUS:CANCELLED")).seq is None


def test_a_visit_that_its_sender_brings_back_is_booked_again(post: Post) -> None:
    post.send(vevent())
    post.send(vevent("STATUS:CANCELLED", "SEQUENCE:1"))
    post.send(vevent("STATUS:CONFIRMED", "SEQUENCE:2"))
    assert post.visit().status is Status.BOOKED


def test_what_cannot_be_read_has_a_row_and_the_rest_comes(post: Post) -> None:
    done = post.send(vevent(uid="1"), vevent(uid="2", start="DTSTART:2026-13-40"))
    bad = next(row for row in done.preview.rows if row.state is State.UNREADABLE)
    assert (bad.line, bad.component, bad.reason, bad.facts["detail"]) == (8, "VEVENT", "bad_date", "2026-13-40")
    assert (done.visits, done.preview.events) == (1, 2)


def test_what_the_book_cannot_hold_has_a_row(post: Post) -> None:
    row = post.row(vevent(end="DTEND;TZID=America/New_York:20280319T093000"))
    assert (row.state, row.action, row.reason) == (State.UNREADABLE, Action.SKIP, "too_long")


def test_trouble_that_cost_no_event_is_told_beside_the_rows(post: Post) -> None:
    found = post.preview(vevent("DTSTAMP:never"), "BEGIN:VTODO", "END:VTODO")
    assert [(t.component, t.what) for t in found.troubles] == [("VTODO", "kept"), ("VEVENT", "bad_stamp")]


def test_a_time_of_no_length_is_shown_for_a_minute_and_takes_none(post: Post) -> None:
    post.send(vevent("ORGANIZER:mailto:n@x.example", end=""))
    assert (post.visit().end - post.visit().start, post.visit().occupies) == (MINUTE, False)


def test_a_whole_day_takes_no_time_unless_the_file_says_so(post: Post) -> None:
    day = {"start": "DTSTART;VALUE=DATE:20260319", "end": ""}
    post.send(vevent(uid="1", **day), vevent("TRANSP:OPAQUE", uid="2", **day))
    assert {v.uid: (v.all_day, v.occupies) for v in post.visits()} == {"1": (True, False), "2": (True, True)}


def test_text_is_brought_into_the_form_that_the_book_holds(post: Post) -> None:
    post.send(vevent("SUMMARY:one\\ntwo  three\u202eevil", "DESCRIPTION:" + "x" * 30_000))
    assert (post.visit().title, len(post.visit().description)) == ("one two threeevil", 20_000)


def test_a_service_is_what_visits_become_and_staff_time_does_not(post: Post) -> None:
    files = [post.file(at(9, "ATTENDEE;CN=Maria Santos:mailto:m@x.example", uid="1"), at(10, uid="2"))]
    post.desk.clinic.ics.import_files(files=files, service=post.desk.service.id)
    found = {v.uid: (v.service_id, v.event_type) for v in post.visits()}
    assert found == {"1": (post.desk.service.id, EventType.APPOINTMENT), "2": (None, EventType.STAFF)}


def test_skipped_rows_stay_out(post: Post) -> None:
    lines = (at(9, uid="1"), at(10, uid="2"))
    key = post.preview(*lines).rows[0].key
    done = post.send(*lines, choices=[Choice(key=key, action=Action.SKIP)])
    assert ([v.uid for v in post.visits()], done.preview.rows[0].action) == (["2"], Action.SKIP)


def test_several_files_are_one_import(post: Post) -> None:
    files = [post.file(at(9, uid="1"), name="a.ics"), post.file(at(10, uid="2"), name="b.ics")]
    done = post.desk.clinic.ics.import_files(files=files)
    assert (done.visits, [row.file for row in done.preview.rows]) == (2, ["a.ics", "b.ics"])


def test_the_head_of_the_preview_tells_where_the_file_comes_from(post: Post) -> None:
    found = post.preview("PRODID:-//Google Inc//Google Calendar 70.9054//EN", "X-WR-CALNAME:Dr. Chen", vevent())
    assert (found.source, found.name, found.zone, found.events) == ("Google Calendar", "Dr. Chen", ZONE, 1)


def test_a_file_that_is_not_there_is_unavailable(post: Post, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        post.desk.clinic.ics.preview(files=[tmp_path / "none.ics"])


def test_a_choice_about_no_row_is_invalid(post: Post) -> None:
    with pytest.raises(Invalid, match="unknown_row"):
        post.preview(vevent(), choices=[Choice(key="0:99")])


def test_an_unknown_service_or_practitioner_is_not_found(post: Post) -> None:
    with pytest.raises(NotFound):
        post.desk.clinic.ics.preview(files=[post.file(vevent())], service=Id(1))
    with pytest.raises(NotFound):
        post.desk.clinic.ics.preview(files=[post.file(vevent())], practitioner=Id(1))


def test_progress_comes_to_its_end(post: Post) -> None:
    told: list[tuple[int, int]] = []
    with post.desk.clinic.ics.reporting(lambda done, total: told.append((done, total))):
        post.send(vevent())
    assert told[-1] == (100, 100)
    assert told == sorted(told)


def test_stopping_an_import_in_the_middle_leaves_the_book_as_it_was(post: Post) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > 55:
            raise Enough

    before = post.desk.clinic.history.log().total
    with pytest.raises(Enough), post.desk.clinic.ics.reporting(stop):
        post.send(vevent("ORGANIZER:mailto:n@x.example"))
    assert (post.desk.clinic.history.log().total, post.visits()) == (before, ())


def test_no_name_of_a_file_shows_in_what_logs_could_take(post: Post) -> None:
    found = post.preview(vevent("SUMMARY:Eva Novak", "ATTENDEE;CN=Eva Novak:mailto:eva@x.example"))
    assert "Novak" not in repr(found)
