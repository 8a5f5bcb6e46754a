"""Imported series have records: what their file says, how far their rows reach, what was left out (C39, C78)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.instants import DAY, Instant, iso
from frontdesk.domain.series import Scope, Series
from frontdesk.services.ics.preview import Action, Choice
from frontdesk.services.series.imported import is_changed_here, window_around
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE

CHEN = "ORGANIZER;CN=Amelia Chen:mailto:chen@clinic.example"
WEEKLY = ("RRULE:FREQ=WEEKLY;COUNT=4", CHEN)
ENDLESS = ("RRULE:FREQ=WEEKLY", CHEN)


def records(post: Post) -> list[Series]:
    with post.desk.clinic.book.reading() as book:
        return list(book.all(Series))


def record(post: Post) -> Series:
    (only,) = records(post)
    return only


def every(post: Post, **asked: Any) -> list[Any]:
    return sorted(post.desk.clinic.appointments.list(archived=True, size=500, **asked).items, key=lambda v: v.start)


def version(key: str, hour: int, *lines: str) -> tuple[str, ...]:
    start = f"DTSTART;TZID={ZONE}:{key[:8]}T{hour:02}0000"
    return vevent(f"RECURRENCE-ID;TZID={ZONE}:{key}", CHEN, *lines, start=start, end="DURATION:PT30M")


def following(key: str, hour: int, *lines: str) -> tuple[str, ...]:
    start = f"DTSTART;TZID={ZONE}:{key[:8]}T{hour:02}0000"
    named = f"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID={ZONE}:{key}"
    return vevent(named, CHEN, *lines, start=start, end="DURATION:PT30M")


def test_a_series_has_a_record_and_its_rows_name_it(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    held = record(post)
    assert {visit.series_id for visit in post.visits()} == {held.id}
    assert (held.uid, held.imported, held.filled, held.since, held.left_out) == ("visit", True, None, None, ())


def test_a_series_without_end_is_filled_up_to_the_end_of_its_window(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    assert record(post).filled == window_around(post.desk.clock.now).end


@pytest.mark.parametrize(
    "line",
    [
        f"RDATE;TZID={ZONE}:20300104T090000",
        "RRULE:FREQ=YEARLY;COUNT=5",
        "RRULE:FREQ=YEARLY;UNTIL=20310101T000000Z",
    ],
)
def test_what_ends_behind_its_window_goes_on(post: Post, line: str) -> None:
    post.send(vevent(CHEN, line))
    assert record(post).filled == window_around(post.desk.clock.now).end


def test_a_version_behind_the_window_lets_a_series_that_has_ended_go_on(post: Post) -> None:
    start = f"DTSTART;TZID={ZONE}:20300401T090000"
    post.send(
        vevent(*WEEKLY), vevent(f"RECURRENCE-ID;TZID={ZONE}:20260409T090000", CHEN, start=start, end="DURATION:PT1H")
    )
    assert record(post).filled is not None


def test_times_before_the_window_are_told_by_since(post: Post) -> None:
    post.send(vevent(*ENDLESS, start=f"DTSTART;TZID={ZONE}:20100107T090000", end="DURATION:PT30M"))
    assert record(post).since == window_around(post.desk.clock.now).start


def test_versions_without_rows_are_kept_with_the_series_and_those_with_rows_are_not(post: Post) -> None:
    versions = (version("20260326T090000", 15, "SUMMARY:soon"), version("20310327T090000", 15, "SUMMARY:far"))
    called_off = version("20260402T090000", 9, "STATUS:CANCELLED")
    post.send(vevent(*ENDLESS), *versions, called_off)
    lines = record(post).lines
    assert ("SUMMARY:far" in lines, "SUMMARY:soon" in lines, "STATUS:CANCELLED" in lines) == (True, False, True)


def test_own_zones_and_unknown_properties_are_kept_with_the_series(post: Post) -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Here", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:-0500")
    rest = ("TZOFFSETTO:-0500", "END:STANDARD", "END:VTIMEZONE")
    post.send(zone, rest, vevent("RRULE:FREQ=DAILY;COUNT=2", "X-MOOD:calm", start="DTSTART;TZID=Here:20260319T090000"))
    assert {"TZID:Here", "X-MOOD:calm"} <= set(record(post).lines)


def test_a_time_that_clashes_is_told_as_left_out(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=8))
    post.send(vevent(*WEEKLY))
    assert record(post).left_out == ("20260326T130000Z",)


def test_a_time_that_is_booked_after_all_is_left_out_no_more(post: Post) -> None:
    other = post.desk.book(start=post.desk.at(9, day=8))
    post.send(vevent(*WEEKLY))
    post.desk.clinic.appointments.cancel(id=other.id)
    key = post.row(vevent(*WEEKLY)).key
    post.send(vevent(*WEEKLY), choices=[Choice(key=key, action=Action.IMPORT)])
    assert (record(post).left_out, len([v for v in post.visits() if v.uid == "visit"])) == ((), 4)


def test_a_series_that_is_skipped_has_no_record(post: Post) -> None:
    key = post.row(vevent(*WEEKLY)).key
    post.send(vevent(*WEEKLY), choices=[Choice(key=key, action=Action.SKIP)])
    assert records(post) == []


@pytest.mark.parametrize("lines", [WEEKLY, ENDLESS])
def test_the_same_file_leaves_the_record_as_it_is(post: Post, lines: tuple[str, ...]) -> None:
    sent = (vevent(*lines), version("20260326T090000", 15), following("20260402T090000", 11))
    post.send(*sent)
    held = record(post)
    assert (post.send(*sent).seq, record(post)) == (None, held)


def test_a_newer_version_of_the_file_tells_the_series_anew(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    one = record(post).id
    post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=6", CHEN, "SEQUENCE:1"))
    assert (record(post).id, "RRULE:FREQ=WEEKLY;COUNT=6" in record(post).lines) == (one, True)


def test_an_older_version_of_the_file_changes_nothing(post: Post) -> None:
    post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=6", CHEN, "SEQUENCE:1"))
    held = record(post)
    post.send(vevent(*WEEKLY))
    assert record(post) == held


def test_a_series_that_its_sender_calls_off_ends(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    post.send("METHOD:CANCEL", vevent("SEQUENCE:1", CHEN))
    assert (record(post).filled, post.desk.clinic.series.extend().added) == (None, 0)
    assert post.send("METHOD:CANCEL", vevent("SEQUENCE:1", CHEN)).seq is None


def test_a_version_that_comes_by_itself_joins_its_series(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    post.send(following("20260402T090000", 11, "SEQUENCE:1"))
    assert any(line.startswith("RECURRENCE-ID;RANGE=THISANDFUTURE") for line in record(post).lines)
    assert not is_changed_here(record(post))


def test_a_time_yet_to_come_that_is_called_off_by_itself_is_never_made(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    post.send(version("20280601T090000", 9, "STATUS:CANCELLED", "SEQUENCE:1"))
    post.desk.clock.now = Instant(post.desk.clock.now + 400 * DAY)
    post.desk.clinic.series.extend()
    days = [iso(visit.start, ZONE)[:10] for visit in every(post, start=post.desk.at(0, day=795))]
    assert ("2028-05-25" in days, "2028-06-01" in days, "2028-06-08" in days) == (True, False, True)


def test_undo_takes_record_and_rows_back_together(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    held = record(post)
    post.desk.clinic.history.undo()
    assert (records(post), post.visits()) == ([], ())
    post.desk.clinic.history.redo()
    assert (record(post).lines, len(post.visits())) == (held.lines, 4)


def test_a_series_of_before_gets_its_record_once_with_the_next_import(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    before = {visit.series_id for visit in post.visits()}
    with post.desk.clinic.writing("test.forget", lambda: "Forget") as work:
        work.remove(record(post))
    done = post.send(vevent(*WEEKLY))
    assert ({record(post).id}, done.seq is None, done.visits, done.changed) == (before, False, 0, 0)
    assert post.send(vevent(*WEEKLY)).seq is None


def test_a_series_that_was_ended_here_stays_ended_when_its_file_comes_again(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    third = every(post)[2]
    post.desk.clinic.appointments.delete(id=third.id, scope=Scope.FOLLOWING)
    assert (post.send(vevent(*ENDLESS)).seq, len(post.visits())) == (None, 2)
    post.desk.clock.now = Instant(post.desk.clock.now + 400 * DAY)
    post.desk.clinic.series.extend()
    assert (post.send(vevent(*ENDLESS)).seq, len(post.visits())) == (None, 2)


def test_a_series_that_was_moved_here_stays_there_when_its_file_comes_again(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    first = every(post)[0]
    post.desk.clinic.appointments.move(id=first.id, start=post.desk.at(11, day=1), scope=Scope.ALL)
    moved = [visit.start for visit in every(post)]
    assert iso(moved[0], ZONE)[11:16] == "11:00"
    assert (post.send(vevent(*WEEKLY)).seq, [visit.start for visit in every(post)]) == (None, moved)


def test_a_series_that_was_called_off_here_stays_so_when_its_file_comes_again(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    post.desk.clinic.appointments.cancel(id=every(post)[0].id, scope=Scope.ALL)
    assert post.send(vevent(*ENDLESS)).seq is None
    assert {visit.status for visit in every(post)} == {Status.CANCELLED}


def test_a_flood_that_was_cut_stays_cut(post: Post) -> None:
    post.send(vevent("RRULE:FREQ=HOURLY", "TRANSP:TRANSPARENT"))
    many = post.desk.clinic.appointments.list(size=1).total
    post.desk.clinic.series.extend()
    assert (many, post.desk.clinic.appointments.list(size=1).total) == (2_000, 2_000)


def test_a_change_that_no_visit_shows_is_told_before_and_after(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    newer = (vevent(*ENDLESS, f"EXDATE;TZID={ZONE}:20310327T090000", "SEQUENCE:1"),)
    assert post.preview(*newer).series == 1
    done = post.send(*newer)
    assert (done.series, done.visits, done.changed, done.seq is None) == (1, 0, 0, False)
    assert (post.preview(*newer).series, post.send(*newer).seq) == (0, None)


def test_what_its_visits_show_is_no_change_of_the_series_alone(post: Post) -> None:
    assert (post.preview(vevent(*ENDLESS)).series, post.send(vevent(*ENDLESS)).series) == (0, 0)
