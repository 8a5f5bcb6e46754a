"""Series: visits two years back and ahead, one for each time."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.instants import DAY, iso, local_date
from frontdesk.domain.series import Series
from frontdesk.services.ics import cases
from frontdesk.services.ics.preview import Action, Choice, State
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE

CHEN = "ORGANIZER;CN=Amelia Chen:mailto:chen@clinic.example"
WEEKLY = ("RRULE:FREQ=WEEKLY;COUNT=4", CHEN)


def days(post: Post) -> list[str]:
    return [iso(v.start, ZONE)[:16] for v in post.visits() if v.status.occupies]


def version(key: str, hour: int, *lines: str, uid: str = "visit") -> tuple[str, ...]:
    day = key[:8]
    start = f"DTSTART;TZID=America/New_York:{day}T{hour:02}0000"
    end = f"DTEND;TZID=America/New_York:{day}T{hour:02}3000"
    return vevent(f"RECURRENCE-ID;TZID=America/New_York:{key}", CHEN, *lines, uid=uid, start=start, end=end)


def record_of(post: Post) -> Series:
    with post.desk.clinic.book.reading() as book:
        (only,) = book.all(Series)
    return only


def test_a_series_becomes_a_visit_for_each_time(post: Post) -> None:
    done = post.send(vevent(*WEEKLY))
    assert days(post) == ["2026-03-19T09:00", "2026-03-26T09:00", "2026-04-02T09:00", "2026-04-09T09:00"]
    assert (done.visits, len({v.series_id for v in post.visits()}), len({v.recurrence_id for v in post.visits()})) == (
        4,
        1,
        4,
    )


def test_a_series_is_one_row_that_tells_its_rule_and_times(post: Post) -> None:
    row = post.row(vevent(*WEEKLY))
    assert row.repeats is not None
    assert (row.state, row.repeats.rule, row.repeats.times, row.repeats.cut) == (
        State.NEW,
        "FREQ=WEEKLY;COUNT=4",
        4,
        False,
    )


def test_the_same_series_changes_nothing_the_second_time(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    again = post.send(vevent(*WEEKLY))
    assert (again.seq, again.preview.rows[0].state) == (None, State.SAME)


def test_a_series_without_an_end_reaches_two_years_back_and_ahead(post: Post) -> None:
    post.send(vevent("RRULE:FREQ=MONTHLY", start="DTSTART;TZID=America/New_York:20100115T090000", end="DURATION:PT1H"))
    found = [local_date(v.start, ZONE) for v in post.visits()]
    assert (found[0], found[-1], len(found)) == (date(2024, 4, 15), date(2028, 3, 15), 48)


def test_a_series_that_ended_long_ago_has_nothing_for_the_book(post: Post) -> None:
    lines = vevent(
        "RRULE:FREQ=DAILY;COUNT=5", start="DTSTART;TZID=America/New_York:20100115T090000", end="DURATION:PT1H"
    )
    row = post.row(lines)
    assert (row.state, row.reason, post.send(lines).seq) == (State.LEFT_OUT, "outside_horizon", None)


def test_a_flood_is_cut_and_said(post: Post) -> None:
    lines = vevent("RRULE:FREQ=HOURLY", "TRANSP:TRANSPARENT")
    row = post.row(lines)
    assert row.repeats is not None
    assert (row.repeats.times, row.repeats.cut) == (2_000, True)


def test_all_series_together_have_an_end_and_what_is_left_out_is_said(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "MOST_TIMES", 6)
    lines = [vevent("RRULE:FREQ=DAILY;COUNT=4", "TRANSP:TRANSPARENT", uid=str(n)) for n in range(3)]
    found = post.preview(*lines)
    assert [(row.state, row.reason) for row in found.rows] == [
        (State.NEW, ""),
        (State.NEW, ""),
        (State.UNREADABLE, "too_many_times"),
    ]
    assert post.send(*lines).visits == 6


def test_what_was_too_much_for_one_import_comes_with_the_next(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "MOST_TIMES", 6)
    lines = [vevent("RRULE:FREQ=DAILY;COUNT=4", "TRANSP:TRANSPARENT", uid=str(n)) for n in range(3)]
    assert [post.send(*lines).visits for _ in range(3)] == [6, 6, 0]


def test_what_lasts_for_many_days_counts_as_many_times(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "MOST_TIMES", 6)
    days = {"start": "DTSTART:20260319T090000Z", "end": "DTEND:20260323T090000Z"}
    found = post.preview(*(vevent(uid=str(n), **days) for n in range(2)), vevent(uid="short"))
    assert [(row.state, row.reason) for row in found.rows] == [
        (State.NEW, ""),
        (State.UNREADABLE, "too_many_times"),
        (State.NEW, ""),
    ]


def test_an_attachment_is_kept_once_with_the_series_and_not_with_its_times(post: Post) -> None:
    attachment = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * 50_000
    post.send(vevent(*WEEKLY, attachment, "X-SMALL:1"))
    held = post.visits()
    assert not any(attachment in v.extras for v in held)
    assert record_of(post).lines.count(attachment) == 1
    assert all("X-SMALL:1" in v.extras for v in held)
    assert post.send(vevent(*WEEKLY, attachment, "X-SMALL:1")).seq is None


def test_later_times_join_a_series_when_its_file_comes_again(post: Post) -> None:
    lines = vevent("RRULE:FREQ=MONTHLY", CHEN)
    post.send(lines)
    held = post.visits()
    post.desk.clock.now += 71 * DAY  # type: ignore[assignment]
    row = post.row(lines)
    assert (row.state, row.reason) == (State.CHANGED, "later_times")
    post.send(lines)
    assert len(post.visits()) == len(held) + 3
    assert len({v.series_id for v in post.visits()}) == 1


def test_a_time_that_was_deleted_here_does_not_come_back_by_itself(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    post.desk.clinic.appointments.delete(id=post.visits()[1].id)
    assert post.send(vevent(*WEEKLY)).seq is None
    key = post.row(vevent(*WEEKLY)).key
    row = post.row(vevent(*WEEKLY), choices=[Choice(key=key, action=Action.IMPORT)])
    assert (row.state, row.action) == (State.CHANGED, Action.IMPORT)


def test_a_version_of_one_time_has_a_row_of_its_own_and_takes_its_place(post: Post) -> None:
    lines = (vevent(*WEEKLY), version("20260326T090000", 15, "SUMMARY:later"))
    found = post.preview(*lines)
    assert [row.state for row in found.rows] == [State.NEW, State.NEW]
    assert found.rows[0].repeats is not None
    assert found.rows[0].repeats.times == 3
    post.send(*lines)
    assert days(post)[1] == "2026-03-26T15:00"


def test_a_version_that_comes_later_moves_only_its_own_time(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    done = post.send(vevent(*WEEKLY), version("20260326T090000", 15, "SEQUENCE:1"))
    assert (done.changed, [row.state for row in done.preview.rows]) == (1, [State.SAME, State.CHANGED])
    assert days(post) == ["2026-03-19T09:00", "2026-03-26T15:00", "2026-04-02T09:00", "2026-04-09T09:00"]


def test_a_version_without_its_series_stands_alone(post: Post) -> None:
    post.send(version("20260326T090000", 15))
    assert (days(post), post.visit().recurrence_id) == (["2026-03-26T15:00"], "20260326T130000Z")


def test_a_cancelled_time_is_called_off(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    done = post.send(vevent(*WEEKLY), version("20260326T090000", 9, "STATUS:CANCELLED", "SEQUENCE:1"))
    assert (done.cancelled, len(days(post))) == (1, 3)


def test_a_time_that_was_called_off_from_the_start_is_not_made(post: Post) -> None:
    post.send(vevent(*WEEKLY), version("20260326T090000", 9, "STATUS:CANCELLED"))
    assert len(post.visits()) == 3


def test_coming_times_that_a_newer_version_does_not_have_are_called_off(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    newer = vevent("RRULE:FREQ=WEEKLY;COUNT=2", CHEN, "SEQUENCE:1")
    row = post.row(newer)
    assert row.state is State.CHANGED
    done = post.send(newer)
    assert (done.cancelled, len(days(post))) == (2, 2)


def test_past_times_stay_when_a_newer_version_does_not_have_them(post: Post) -> None:
    past = {"start": "DTSTART;TZID=America/New_York:20260304T090000", "end": "DURATION:PT30M"}
    post.send(vevent(*WEEKLY, **past))
    post.send(vevent(*WEEKLY, "EXDATE;TZID=America/New_York:20260311T090000", "SEQUENCE:1", **past))
    assert "2026-03-11T09:00" in days(post)


def test_cancelling_a_series_calls_off_all_of_it(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    done = post.send("METHOD:CANCEL", vevent("SEQUENCE:1", CHEN))
    assert (done.cancelled, {v.status for v in post.visits()}) == (4, {Status.CANCELLED})


def test_of_a_series_that_clashes_the_free_times_come(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=8))
    row = post.row(vevent(*WEEKLY))
    assert (row.state, row.action, row.overlapping) == (State.CLASHING, Action.IMPORT, 1)
    assert post.send(vevent(*WEEKLY)).visits == 3


def test_a_series_that_is_skipped_leaves_its_time_to_the_next(post: Post) -> None:
    lines = (vevent(*WEEKLY), vevent(*WEEKLY, uid="other"))
    key = post.preview(*lines).rows[0].key
    done = post.send(*lines, choices=[Choice(key=key, action=Action.SKIP)])
    assert (done.visits, {v.uid for v in post.visits()}) == (4, {"other"})


def test_a_series_can_be_booked_over_others(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=8))
    key = post.row(vevent(*WEEKLY)).key
    post.send(vevent(*WEEKLY), choices=[Choice(key=key, action=Action.ANYWAY)])
    reasons = [v.override_reason for v in post.visits() if v.uid == "visit"]
    assert reasons == [None, "Imported", None, None]


def test_times_of_one_series_that_overlap_each_other_are_not_all_taken(post: Post) -> None:
    lines = vevent("RRULE:FREQ=HOURLY;COUNT=4", CHEN, end="DURATION:PT90M")
    row = post.row(lines)
    assert (row.state, row.overlapping, post.send(lines).visits) == (State.CLASHING, 2, 2)


def test_a_series_comes_back_whole_when_its_import_is_done_again(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    held = days(post)
    post.desk.clinic.history.undo()
    assert days(post) == []
    post.desk.clinic.history.redo()
    assert days(post) == held


@pytest.mark.parametrize("rule", ["FREQ=SOMETIMES", "RSCALE=HEBREW;FREQ=YEARLY"])
def test_a_rule_that_cannot_be_read_leaves_its_first_time(post: Post, rule: str) -> None:
    done = post.send(vevent(f"RRULE:{rule}"))
    assert (done.visits, len(done.preview.troubles)) == (1, 1)
