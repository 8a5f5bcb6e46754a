"""Newer versions of a file: what they change, what stays, and what is said of it (C78)."""

from __future__ import annotations

from datetime import datetime

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import HOUR, Instant, at_wall, iso
from frontdesk.services.ics import cases
from frontdesk.services.ics.preview import Action, Choice, State
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


def serial(sequence: int, *lines: str, day: str = "20260319", hour: str = "09") -> tuple[str, ...]:
    """Give a series, or what has become of it."""
    begin, end = (f"{name};TZID={ZONE}:{day}T{hour}{minute}00" for name, minute in (("DTSTART", "00"), ("DTEND", "30")))
    return vevent(f"SEQUENCE:{sequence}", "SUMMARY:x", *lines, start=begin, end=end)


def test_a_series_that_is_a_single_event_now_leaves_its_first_visit_and_calls_off_the_rest(post: Post) -> None:
    post.send(serial(0, WEEKLY))
    first = post.visits()[0]
    post.desk.clinic.appointments.update(id=first.id, visit_note="limps")
    done = post.send(serial(1))
    (row,) = done.preview.rows
    assert (row.state, row.facts["gone"], done.visits, done.cancelled) == (State.CHANGED, 3, 0, 3)
    kept, *gone = post.visits()
    assert (kept.id, kept.status.value, kept.recurrence_id, kept.series_id) == (first.id, "booked", None, None)
    assert [each.status.value for each in gone] == ["cancelled"] * 3
    assert post.send(serial(1)).seq is None


def test_what_is_no_series_any_more_goes_out_as_the_one_event(post: Post) -> None:
    post.send(serial(0, "RRULE:FREQ=WEEKLY"))
    post.send(serial(1, day="20260326"))
    text = post.export()
    assert "RRULE:FREQ=WEEKLY" not in text
    assert [each.start for each in post.visits() if each.status.occupies] == [at_wall(datetime(2026, 3, 26, 9), ZONE)]
    assert post.desk.clinic.series.extend().added == 0


def test_taking_back_that_a_series_became_one_event_brings_its_series_back(post: Post) -> None:
    post.send(serial(0, WEEKLY))
    before = post.visits()
    post.send(serial(1))
    post.desk.clinic.history.undo()
    after = post.visits()
    assert [(e.id, e.start, e.status, e.series_id) for e in after] == [
        (e.id, e.start, e.status, e.series_id) for e in before
    ]
    assert post.desk.clinic.series.get(id=after[0].id).total == 4


def test_an_older_single_event_ends_no_series(post: Post) -> None:
    post.send(serial(2, WEEKLY))
    done = post.send(serial(1))
    assert ([row.reason for row in done.preview.rows], done.seq, len(post.visits())) == (["older"], None, 4)


@pytest.mark.parametrize(("day", "hour"), [("20260319", "09"), ("20260319", "11"), ("20260320", "09")])
def test_a_single_event_that_comes_again_keeps_its_visit(post: Post, day: str, hour: str) -> None:
    post.send(serial(0))
    first = post.visit()
    post.desk.clinic.appointments.update(id=first.id, visit_note="limps")
    done = post.send(serial(1, WEEKLY, day=day, hour=hour))
    visits = post.visits()
    assert (done.changed, done.visits, len(visits), visits[0].id) == (1, 3, 4, first.id)
    assert len({each.series_id for each in visits} - {None}) == 1
    assert post.send(serial(1, WEEKLY, day=day, hour=hour)).seq is None


@pytest.mark.parametrize("rule", [WEEKLY, "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY;COUNT=4", "RRULE:FREQ=MONTHLY"])
@pytest.mark.parametrize(("day", "hour"), [("20260319", "10"), ("20260320", "09")])
def test_a_series_that_is_moved_as_a_whole_keeps_its_visits(post: Post, rule: str, day: str, hour: str) -> None:
    post.send(serial(0, rule, HOUSE))
    before = post.visits()
    clinic = post.desk.clinic
    clinic.appointments.update(id=before[1].id, patient=post.desk.leo.id)
    clinic.appointments.set_status(id=before[1].id, status=Status.CONFIRMED)
    done = post.send(serial(1, rule, HOUSE, day=day, hour=hour))
    after = post.visits()
    assert ([row.reason for row in done.preview.rows], done.visits, done.cancelled) == (["moved"], 0, 0)
    assert [each.id for each in after] == [each.id for each in before]
    assert (after[1].patient_id, after[1].status) == (post.desk.leo.id, Status.CONFIRMED)
    local = [iso(each.start, ZONE) for each in after[:2]]
    assert local[0][:13] == f"{day[:4]}-{day[4:6]}-{day[6:]}T{hour}"
    assert post.send(serial(1, rule, HOUSE, day=day, hour=hour)).seq is None


def test_a_series_that_has_lost_its_first_date_moves_nothing(post: Post) -> None:
    post.send(serial(0, "RRULE:FREQ=WEEKLY"))
    before = post.visits()
    done = post.send(serial(1, "RRULE:FREQ=WEEKLY", day="20260326"))
    assert (done.visits, done.cancelled, [e.start for e in post.visits()]) == (0, 1, [e.start for e in before])


def test_visits_of_another_rule_on_the_same_day_are_kept(post: Post) -> None:
    post.send(serial(0, WEEKLY))
    before = post.visits()
    done = post.send(serial(1, "RRULE:FREQ=DAILY;COUNT=9", hour="14"))
    assert (done.visits, done.cancelled, done.changed) == (7, 2, 2)
    assert {each.id for each in post.visits() if iso(each.start, ZONE)[11:13] == "14"} >= {e.id for e in before[:2]}


def test_what_the_desk_moved_stays_where_the_file_leaves_its_date_alone(post: Post) -> None:
    post.send(serial(0, WEEKLY))
    second = post.visits()[1]
    there = Instant(second.start + 2 * HOUR)
    post.desk.clinic.appointments.move(id=second.id, start=there)
    post.send(serial(1, "RRULE:FREQ=WEEKLY;COUNT=5"))
    assert post.visits()[1].start == there
    post.send(serial(2, "RRULE:FREQ=WEEKLY;COUNT=5", hour="10"))
    assert iso(post.visits()[1].start, ZONE)[11:16] == "10:00"


def test_a_moved_series_goes_out_as_it_was_moved(post: Post) -> None:
    post.send(serial(0, WEEKLY))
    post.send(serial(1, WEEKLY, hour="10"))
    text = post.export()
    assert text.count("BEGIN:VEVENT") == 1
    assert f"DTSTART;TZID={ZONE}:20260319T100000" in text


def test_dates_that_a_newer_version_adds_and_takes_away_are_counted(post: Post) -> None:
    post.send(serial(0, WEEKLY))
    (row,) = post.preview(serial(1, WEEKLY, f"EXDATE;TZID={ZONE}:20260326T090000", "DESCRIPTION:bring card")).rows
    assert (row.reason, row.facts["gone"], row.facts.get("added")) == ("changed", 1, None)
    (row,) = post.preview(serial(1, "RRULE:FREQ=WEEKLY;COUNT=6", "DESCRIPTION:bring card")).rows
    assert (row.reason, row.facts["added"], row.facts.get("gone")) == ("changed", 2, None)
    (row,) = post.preview(serial(1, "RRULE:FREQ=WEEKLY;COUNT=6")).rows
    assert (row.reason, row.facts["added"]) == ("later_times", 2)


def clashing(post: Post) -> tuple[str, ...]:
    """Give a series of four, imported where something stands in the way of the second."""
    post.send(vevent(HOUSE, uid="in the way", start=f"DTSTART;TZID={ZONE}:20260326T090000", end="DURATION:PT30M"))
    lines = serial(0, WEEKLY, HOUSE)
    assert post.send(lines).visits == 3
    return lines


def test_a_second_import_tells_how_many_dates_are_left_out_still(post: Post) -> None:
    lines = clashing(post)
    row = post.row(lines)
    assert (row.state, row.reason, dict(row.facts)) == (State.SAME, "unchanged", {"left_out": 1})


@pytest.mark.parametrize("asked", ["defaults", "choices"])
def test_dates_that_were_left_out_come_when_they_are_asked_for(post: Post, asked: str) -> None:
    lines = clashing(post)
    said = {
        "defaults": {"defaults": {State.CLASHING: Action.ANYWAY}},
        "choices": {"choices": [Choice(key=post.row(lines).key, action=Action.ANYWAY)]},
    }[asked]
    done = post.desk.clinic.ics.import_files(files=[post.file(lines)], **said)  # type: ignore[arg-type]
    assert (done.visits, len(post.visits())) == (1, 5)
    assert (post.row(lines).facts, post.send(lines).seq) == ({}, None)


def test_what_comes_more_than_24_times_a_day_makes_no_visits_and_takes_nothing_from_others(post: Post) -> None:
    floods = [
        vevent("RRULE:FREQ=SECONDLY", uid=str(n), start="DTSTART:20260320T100000Z", end="DURATION:PT1S")
        for n in range(40)
    ]
    done = post.send(*floods, vevent("RRULE:FREQ=WEEKLY;COUNT=3", uid="good"))
    rows = [(row.state, row.reason) for row in done.preview.rows]
    assert rows == [(State.UNREADABLE, "too_many_a_day")] * 40 + [(State.NEW, "")]
    assert (done.visits, len(post.visits())) == (3, 3)


def test_series_that_are_cut_leave_the_others_their_share(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "MOST_TIMES", 6)
    monkeypatch.setattr(cases, "MOST", 4)
    monkeypatch.setattr(cases, "MOST_CUT", 8)
    cut = [vevent("RRULE:FREQ=DAILY;COUNT=9", "TRANSP:TRANSPARENT", uid=str(n)) for n in range(3)]
    done = post.send(*cut, vevent("RRULE:FREQ=DAILY;COUNT=3", "TRANSP:TRANSPARENT", uid="good"))
    rows = [(row.state, row.reason) for row in done.preview.rows]
    assert rows == [(State.NEW, ""), (State.NEW, ""), (State.UNREADABLE, "too_many_times"), (State.NEW, "")]
    assert done.visits == 11


def test_defaults_may_be_said_in_words_and_others_are_refused(post: Post) -> None:
    lines = clashing(post)
    files, ics = [post.file(lines)], post.desk.clinic.ics
    with pytest.raises(Invalid, match="not_one_of"):
        ics.import_files(files=files, defaults={"clashing": "perhaps"})  # type: ignore[dict-item]
    assert ics.import_files(files=files, defaults={"clashing": "anyway"}).visits == 1  # type: ignore[dict-item]


def test_a_date_of_a_moved_series_that_is_not_free_stays_and_clashes_until_there_is_room(post: Post) -> None:
    post.send(serial(0, WEEKLY, HOUSE))
    end = "DURATION:PT30M"
    post.send(vevent(HOUSE, uid="in the way", start=f"DTSTART;TZID={ZONE}:20260326T100000", end=end))
    newer = serial(1, WEEKLY, HOUSE, hour="10")
    assert (post.row(newer).state, post.send(newer).changed) == (State.CLASHING, 4)
    assert [each[1] for each in shown(post)][1:3] == ["03-26T09:00", "03-26T10:00"]
    assert (post.row(newer).state, post.send(newer).seq) == (State.CLASHING, None)
    post.send(vevent(HOUSE, "SEQUENCE:1", uid="in the way", start=f"DTSTART;TZID={ZONE}:20260327T100000", end=end))
    done = post.send(newer)
    assert ([row.reason for row in done.preview.rows], done.changed, done.visits) == (["moved"], 1, 0)


def test_a_series_that_has_begun_is_said_to_be_moved(post: Post) -> None:
    post.send(serial(0, WEEKLY, day="20260310"))
    first = post.visits()[0]
    post.desk.clinic.appointments.set_status(id=first.id, status=Status.COMPLETED)
    assert post.row(serial(1, WEEKLY, day="20260310", hour="11")).reason == "moved"
    post.send(serial(1, WEEKLY, day="20260310", hour="11"))
    assert [each[1] for each in shown(post)][:2] == ["03-10T09:00", "03-17T11:00"]
