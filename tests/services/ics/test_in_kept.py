"""Components that are no events: kept as they came, known again, written back and undone (C78, C79)."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.domain.kept_component import KeptComponent
from frontdesk.ics.clocks import Clock, IanaClock
from frontdesk.ics.reader import read
from frontdesk.services.ics.components_kept import NO_ZONES, Written, lines_of
from frontdesk.services.ics.preview import Trouble
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE

# Winter time all year, under a name that the zone database knows as something else.
FIXED = (
    *("BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"),
)
TASK = ("BEGIN:VTODO", "UID:task", "DTSTAMP:20260301T080000Z", "SUMMARY:Order gloves", "END:VTODO")
DUE = ("BEGIN:VTODO", "UID:due", "DUE;TZID=Europe/Berlin:20260701T090000", "END:VTODO")


def task(*lines: str, uid: str = "task") -> tuple[str, ...]:
    """Give the lines of a task."""
    return ("BEGIN:VTODO", f"UID:{uid}", *lines, "END:VTODO")


def kept(post: Post) -> list[KeptComponent]:
    """Read what the book keeps."""
    with post.desk.clinic.book.reading() as book:
        return list(book.all(KeptComponent))


def written(post: Post, zones: Mapping[str, Clock] = NO_ZONES) -> Written:
    """Give what an export of the whole clinic gets of it."""
    with post.desk.clinic.book.reading() as book:
        return lines_of(book, zones)


def test_tasks_journals_and_foreign_components_are_kept_word_for_word(post: Post) -> None:
    journal = ("BEGIN:VJOURNAL", "UID:j", "X-Mood;X-P=1:calm", "END:VJOURNAL")
    foreign = ("BEGIN:X-SHIFT", "UID:x", "BEGIN:X-PART", "X-A:1", "END:X-PART", "END:X-SHIFT")
    done = post.send(vevent(), TASK, journal, foreign)
    assert [(each.name, each.uid, each.lines) for each in kept(post)] == [
        ("VTODO", "task", TASK),
        ("VJOURNAL", "j", journal),
        ("X-SHIFT", "x", foreign),
    ]
    assert (done.kept, done.preview.kept, done.visits) == (3, 3, 1)


def test_the_preview_tells_how_many_are_kept(post: Post) -> None:
    found = post.preview(task(uid="1"), task(uid="2"), task(uid="3"))
    assert found.troubles == (Trouble("calendar.ics", 0, "VTODO", "kept", "3"),)
    assert (found.kept, found.rows, kept(post)) == (3, (), [])


def test_what_means_nothing_by_itself_is_not_kept(post: Post) -> None:
    found = post.send("BEGIN:VALARM", "ACTION:AUDIO", "END:VALARM").preview
    assert [(each.what, each.detail) for each in found.troubles] == [("not_an_event", "1")]
    assert kept(post) == []


def test_the_second_import_changes_nothing(post: Post) -> None:
    post.send(FIXED, TASK, DUE, ("BEGIN:VJOURNAL", "SUMMARY:without uid", "END:VJOURNAL"))
    assert post.send(FIXED, TASK, DUE, ("BEGIN:VJOURNAL", "SUMMARY:without uid", "END:VJOURNAL")).seq is None


def test_a_newer_version_takes_the_place_of_an_older_one_and_never_the_other_way(post: Post) -> None:
    post.send(task("SEQUENCE:1", "SUMMARY:one"))
    assert post.send(task("SEQUENCE:0", "SUMMARY:none")).kept == 0
    assert post.send(task("SEQUENCE:2", "SUMMARY:two")).kept == 1
    assert [each.lines[3] for each in kept(post)] == ["SUMMARY:two"]


def test_of_equal_numbers_the_later_stamp_is_newer(post: Post) -> None:
    post.send(task("LAST-MODIFIED:20260302T000000Z", "SUMMARY:one"))
    assert post.send(task("LAST-MODIFIED:20260301T000000Z", "SUMMARY:none")).kept == 0
    assert post.send(task("LAST-MODIFIED:20260303T000000Z", "SUMMARY:two")).kept == 1


def test_one_time_of_a_task_that_repeats_stands_beside_it(post: Post) -> None:
    post.send(task("RRULE:FREQ=DAILY"), task("RECURRENCE-ID:20260319T090000Z"))
    assert sorted((each.uid, each.recurrence_id or "") for each in kept(post)) == [
        ("task", ""),
        ("task", "20260319T090000Z"),
    ]


def test_one_undo_takes_them_back_and_redo_brings_them_again(post: Post) -> None:
    post.send(TASK)
    post.desk.clinic.history.undo()
    assert kept(post) == []
    post.desk.clinic.history.redo()
    assert [each.lines for each in kept(post)] == [TASK]


def test_a_cancellation_lets_go_and_a_message_keeps_nothing(post: Post) -> None:
    post.send(TASK)
    assert post.send("METHOD:REPLY", task("ATTENDEE:mailto:a@x.example", uid="other")).seq is None
    gone = post.send("METHOD:CANCEL", task("STATUS:CANCELLED"))
    assert (kept(post), gone.preview.troubles) == ([], ())


def test_an_export_gets_them_with_the_zones_that_they_name(post: Post) -> None:
    post.send(FIXED, DUE, TASK)
    assert written(post) == Written(FIXED, (*DUE, *TASK))


def test_a_zone_that_the_file_defines_in_the_same_way_is_not_written_again(post: Post) -> None:
    clock = read("\n".join((*FIXED, *vevent(start="DTSTART;TZID=Europe/Berlin:20260319T090000"))).encode(), zone=ZONE)
    assert written_with(post, clock.events[0].clock) == Written((), DUE)


def test_a_zone_that_means_something_else_in_the_file_gets_another_name(post: Post) -> None:
    found = written_with(post, IanaClock("Europe/Berlin"))
    assert found.zones == tuple(line.replace("Berlin", "Berlin (2)") for line in FIXED)
    assert found.components[2] == "DUE;TZID=Europe/Berlin (2):20260701T090000"


def written_with(post: Post, berlin: Clock) -> Written:
    """Keep a task of a zone, and give what a file gets of it that means `berlin` by the zone's name."""
    post.send(FIXED, DUE)
    return written(post, {"Europe/Berlin": berlin})
