"""Files that carry a METHOD: invitations, changes, cancellations, additions and answers (RFC 5546, C78)."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Attendance, Status
from frontdesk.domain.instants import iso
from frontdesk.domain.patient import Patient
from frontdesk.services.ics import messages
from frontdesk.services.ics.preview import Action, Choice, State
from tests.services.ics.files import Post, at, vevent
from tests.support.clinics import ZONE, add_patient

MARIA = "ATTENDEE;CN=Maria Santos;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:maria@santos.example"
GUEST = "ATTENDEE;CN=Ann Guest;X-NUM-GUESTS=0;PARTSTAT=NEEDS-ACTION:mailto:ann@guest.example"
STAFF = "ORGANIZER;CN=Amelia Chen:mailto:chen@clinic.example"
RULE = "RRULE:FREQ=DAILY;COUNT=4"


def reply(
    said: str, *lines: str, who: str = "maria@santos.example", stamp: str = "20260318T130000Z"
) -> tuple[str, ...]:
    """Give a file's lines in which someone answers about the visit."""
    attendee = f"ATTENDEE;PARTSTAT={said}:mailto:{who}"
    event = ("BEGIN:VEVENT", "UID:visit", f"DTSTAMP:{stamp}", attendee, *lines, "END:VEVENT")
    return ("METHOD:REPLY", *event)


def nth(day: int, hour: int = 13) -> str:
    """Name the time of the daily series on a day of March: nine o'clock in New York is 13:00 UTC."""
    return f"202603{day}T{hour}0000Z"


def maria(post: Post) -> Patient:
    """Let the book have the one who is invited."""
    return add_patient(post.desk.clinic, "Maria", "Santos", "77", email="maria@santos.example")


def attendance(post: Post) -> Attendance:
    """Give what the one patient of the one visit says."""
    (attendee,) = post.visit().attendees
    return attendee.attendance


def hours(post: Post) -> list[str]:
    """Give day and hour of all visits that stand, in order."""
    standing = sorted(each.start for each in post.visits() if each.status is not Status.CANCELLED)
    return [iso(start, ZONE)[8:13] for start in standing]


@pytest.mark.parametrize(
    ("said", "attendance_then"),
    [("ACCEPTED", Attendance.GOING), ("TENTATIVE", Attendance.MAYBE), ("DECLINED", Attendance.DECLINED)],
)
def test_the_answer_of_a_patient_reaches_the_visit(post: Post, said: str, attendance_then: Attendance) -> None:
    post.send(vevent(MARIA))
    row = post.row(*reply(said))
    assert (row.state, row.reason, row.facts) == (State.CHANGED, "reply", {"partstat": said, "visits": 1})
    assert post.send(*reply(said)).changed == 1
    assert attendance(post) is attendance_then


def test_the_answer_to_a_visit_that_was_made_here_is_known_by_the_patients_address(post: Post) -> None:
    visit = post.desk.book(9, patient=maria(post).id)
    post.send(*(line.replace("UID:visit", f"UID:{visit.uid}") for line in reply("ACCEPTED")))
    assert attendance(post) is Attendance.GOING


def test_an_answer_is_taken_back_by_one_undo(post: Post) -> None:
    post.send(vevent(MARIA))
    post.send(*reply("DECLINED"))
    post.desk.clinic.history.undo()
    assert attendance(post) is Attendance.INVITED


def test_an_answer_goes_out_with_the_visit(post: Post) -> None:
    maria(post)
    post.send(vevent(MARIA, GUEST))
    post.send(*reply("ACCEPTED"))
    text = post.export().replace("\r\n ", "")
    assert "ATTENDEE;CN=Maria Santos;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:maria@santos.example" in text
    assert GUEST in text


def test_the_answer_of_a_guest_stands_in_the_line_that_came(post: Post) -> None:
    maria(post)
    post.send(vevent(MARIA, GUEST))
    post.send(*reply("DECLINED", who="ann@guest.example"))
    assert attendance(post) is Attendance.INVITED
    assert GUEST.replace("NEEDS-ACTION", "DECLINED") in post.export().replace("\r\n ", "")


@pytest.mark.parametrize("who", ["maria@santos.example", "ann@guest.example"])
def test_the_same_answer_changes_nothing_the_second_time(post: Post, who: str) -> None:
    maria(post)
    post.send(vevent(MARIA, GUEST))
    post.send(*reply("ACCEPTED", who=who))
    again = post.send(*reply("ACCEPTED", who=who))
    assert (again.seq, again.preview.rows[0].reason) == (None, "unchanged")


@pytest.mark.parametrize("who", ["maria@santos.example", "ann@guest.example"])
def test_an_answer_that_was_given_before_the_last_one_is_ignored(post: Post, who: str) -> None:
    maria(post)
    post.send(vevent(MARIA, GUEST))
    post.send(*reply("DECLINED", who=who, stamp="20260318T150000Z"))
    row = post.row(*reply("ACCEPTED", who=who, stamp="20260318T140000Z"))
    assert (row.state, row.action, row.reason) == (State.SAME, Action.SKIP, "reply_older")


def test_of_several_answers_in_one_import_the_last_one_given_stands(post: Post) -> None:
    post.send(vevent(MARIA))
    later, earlier = reply("DECLINED", stamp="20260318T150000Z"), reply("ACCEPTED", stamp="20260318T140000Z")
    post.send(*later, *earlier[1:])
    assert attendance(post) is Attendance.DECLINED


def test_answers_of_several_people_in_one_import_all_arrive(post: Post) -> None:
    maria(post)
    post.send(vevent(MARIA, GUEST))
    post.send(*reply("ACCEPTED"), *reply("DECLINED", who="ann@guest.example")[1:])
    assert attendance(post) is Attendance.GOING
    assert GUEST.replace("NEEDS-ACTION", "DECLINED") in post.export().replace("\r\n ", "")


def test_an_answer_comes_beside_the_visit_that_it_is_about(post: Post) -> None:
    files = [post.file(vevent(MARIA), name="1.ics"), post.file(*reply("ACCEPTED"), name="2.ics")]
    post.desk.clinic.ics.import_files(files=files)
    assert attendance(post) is Attendance.GOING
    assert post.desk.clinic.ics.import_files(files=files).seq is None


def test_an_answer_comes_beside_a_change_of_the_visit_that_it_is_about(post: Post) -> None:
    post.send(vevent(MARIA))
    files = [
        post.file(vevent(MARIA, "SUMMARY:new", "SEQUENCE:1"), name="1.ics"),
        post.file(*reply("ACCEPTED", "SEQUENCE:1"), name="2.ics"),
    ]
    post.desk.clinic.ics.import_files(files=files)
    assert (attendance(post), post.visit().title) == (Attendance.GOING, "new")


def test_an_answer_about_a_visit_that_is_not_here_says_so(post: Post) -> None:
    row = post.row(*reply("ACCEPTED"))
    assert (row.state, row.action, row.reason) == (State.SAME, Action.SKIP, "reply_not_here")
    assert post.send(*reply("ACCEPTED")).seq is None


def test_an_answer_of_someone_who_is_not_of_the_visit_says_so(post: Post) -> None:
    post.send(vevent(MARIA))
    row = post.row(*reply("ACCEPTED", who="nobody@x.example"))
    assert (row.state, row.reason) == (State.SAME, "reply_stranger")
    assert post.send(*reply("ACCEPTED", who="nobody@x.example")).seq is None


def test_an_answer_to_an_older_version_is_ignored(post: Post) -> None:
    post.send(vevent(MARIA, "SEQUENCE:2"))
    assert post.row(*reply("ACCEPTED", "SEQUENCE:1")).reason == "reply_older"


def test_an_answer_to_another_time_than_the_visit_has_now_is_ignored(post: Post) -> None:
    post.send(vevent(MARIA))
    post.desk.clinic.appointments.move(id=post.visit().id, start=post.desk.at(15))
    assert post.row(*reply("ACCEPTED", "DTSTART:20260319T130000Z")).reason == "reply_older"
    assert post.row(*reply("ACCEPTED")).reason == "reply"


def test_an_answer_to_one_time_of_a_series_reaches_that_one_alone(post: Post) -> None:
    post.send(vevent(MARIA, RULE))
    post.send(*reply("DECLINED", f"RECURRENCE-ID:{nth(20)}"))
    said = {each.recurrence_id: each.attendees[0].attendance for each in post.visits()}
    assert [key for key, each in said.items() if each is Attendance.DECLINED] == [nth(20)]


def test_an_answer_to_a_series_reaches_what_was_still_to_come(post: Post) -> None:
    post.send(vevent(MARIA, RULE))
    post.send(*reply("ACCEPTED", stamp="20260320T200000Z"))
    said = {each.recurrence_id: each.attendees[0].attendance for each in post.visits()}
    assert [key for key, each in sorted(said.items()) if each is Attendance.GOING] == [nth(21), nth(22)]


def test_an_answer_may_be_left_out(post: Post) -> None:
    post.send(vevent(MARIA))
    lines = reply("DECLINED")
    done = post.send(*lines, choices=[Choice(key=post.row(*lines).key, action=Action.SKIP)])
    assert (done.seq, attendance(post)) == (None, Attendance.INVITED)


@pytest.mark.parametrize("method", ["DECLINECOUNTER", "REFRESH"])
def test_a_message_about_a_visit_books_nothing(post: Post, method: str) -> None:
    row = post.row(f"METHOD:{method}", vevent(start="", end=""), "DTSTAMP:20260318T130000Z")
    assert row.state is State.UNREADABLE
    row = post.row(f"METHOD:{method}", vevent("DTSTAMP:20260318T130000Z", start="", end=""))
    assert (row.state, row.reason, row.facts, row.start) == (State.SAME, "message", {"method": method}, None)


def test_a_proposal_of_another_time_is_shown_and_books_nothing(post: Post) -> None:
    post.send(vevent(MARIA))
    counter = ("METHOD:COUNTER", at(15, MARIA, uid="visit"))
    row = post.row(*counter)
    assert (row.reason, iso(row.facts["start"], ZONE)[11:16], row.facts["visits"]) == ("message", "15:00", 1)
    assert row.start == post.visit().start
    assert post.send(*counter).seq is None


@pytest.mark.parametrize("method", ["PUBLISH", "REQUEST"])
def test_what_is_published_or_asked_for_is_booked_and_changed_by_newer_versions_alone(post: Post, method: str) -> None:
    post.send(f"METHOD:{method}", vevent("SEQUENCE:1", "SUMMARY:one"))
    assert post.row(f"METHOD:{method}", vevent("SEQUENCE:0", "SUMMARY:none")).reason == "older"
    post.send(f"METHOD:{method}", vevent("SEQUENCE:2", "SUMMARY:two"))
    assert post.visit().title == "two"


def test_a_request_for_one_time_of_a_series_changes_that_one(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    post.send("METHOD:REQUEST", at(15, STAFF, "SEQUENCE:1", f"RECURRENCE-ID:{nth(20)}", uid="visit"))
    assert hours(post) == ["19T09", "19T15", "21T09", "22T09"]


def test_a_request_for_a_time_and_all_that_follow_moves_them_on_the_wall_clock(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    start, end = "DTSTART;TZID=America/New_York:20260321T110000", "DTEND;TZID=America/New_York:20260321T120000"
    changed = vevent(STAFF, "SEQUENCE:1", f"RECURRENCE-ID;RANGE=THISANDFUTURE:{nth(21)}", start=start, end=end)
    post.send("METHOD:REQUEST", changed)
    assert hours(post) == ["19T09", "20T09", "21T11", "22T11"]
    assert post.send("METHOD:REQUEST", changed).seq is None


def cancelled(post: Post, *lines: str) -> None:
    """Call off the visit, or what of it the lines name."""
    post.send("METHOD:CANCEL", vevent("DTSTAMP:20260318T130000Z", "SEQUENCE:1", *lines, start="", end=""))


def test_a_cancellation_without_a_time_calls_off_the_whole_series(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    cancelled(post)
    assert hours(post) == []


def test_a_cancellation_of_one_time_leaves_the_others(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    cancelled(post, f"RECURRENCE-ID:{nth(20)}")
    assert hours(post) == ["19T09", "21T09", "22T09"]


def test_a_cancellation_of_a_time_and_all_that_follow_leaves_those_before(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    cancelled(post, f"RECURRENCE-ID;RANGE=THISANDFUTURE:{nth(21)}")
    assert hours(post) == ["19T09", "20T09"]


def test_a_cancellation_of_whole_days_that_follow_leaves_those_before(post: Post) -> None:
    post.send(vevent(STAFF, RULE, start="DTSTART;VALUE=DATE:20260319", end=""))
    cancelled(post, "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260320")
    assert hours(post) == ["19T00"]


def test_a_cancellation_of_an_older_version_is_ignored(post: Post) -> None:
    post.send(vevent(STAFF, "SEQUENCE:2"))
    cancelled(post)
    assert post.visit().status is Status.BOOKED


def test_times_that_are_added_join_the_series(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    added = ("METHOD:ADD", at(15, STAFF, "SEQUENCE:1", uid="visit"), at(17, STAFF, "SEQUENCE:1", uid="visit"))
    post.send(*added)
    assert hours(post) == ["19T09", "19T15", "19T17", "20T09", "21T09", "22T09"]
    assert len({each.series_id for each in post.visits()}) == 1
    assert post.send(*added).seq is None


def test_a_time_that_is_added_to_a_single_visit_does_not_move_it(post: Post) -> None:
    post.send(vevent(STAFF))
    post.send("METHOD:ADD", at(15, STAFF, uid="visit"))
    assert hours(post) == ["19T09", "19T15"]


def test_a_series_that_is_added_comes_with_all_its_times(post: Post) -> None:
    post.send(vevent(STAFF))
    post.send("METHOD:ADD", at(15, STAFF, "RRULE:FREQ=DAILY;COUNT=2", uid="visit"))
    assert hours(post) == ["19T09", "19T15", "20T15"]


def test_a_time_that_is_added_far_back_is_left_out_as_those_of_a_series_are(post: Post) -> None:
    past = vevent(STAFF, uid="visit", start="DTSTART:20100301T130000Z", end="DTEND:20100301T140000Z")
    assert post.row("METHOD:ADD", past).state is State.LEFT_OUT


def test_answers_without_end_to_a_series_have_one(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST_VISITS", 9)
    post.send(vevent(MARIA, RULE))
    both = (*reply("ACCEPTED"), *reply("DECLINED", stamp="20260318T150000Z")[1:], *reply("TENTATIVE")[1:])
    assert sorted(row.reason for row in post.preview(*both).rows) == ["reply", "reply", "too_many_times"]


def test_versions_that_follow_each_other_hold_up_to_the_next_one(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    day = "TZID=America/New_York:202603"
    changed = [
        vevent(
            *(STAFF, "SEQUENCE:1", f"RECURRENCE-ID{params}:{nth(number)}"),
            start=f"DTSTART;{day}{number}T{hour}0000",
            end=f"DTEND;{day}{number}T{hour}3000",
        )
        for number, hour, params in ((20, 11, ";RANGE=THISANDFUTURE"), (21, 12, ""), (22, 14, ";RANGE=THISANDFUTURE"))
    ]
    assert post.send("METHOD:REQUEST", *changed).changed == 3
    assert hours(post) == ["19T09", "20T11", "21T12", "22T14"]


def test_of_several_additions_of_the_same_times_the_newest_counts_once(post: Post) -> None:
    post.send(vevent(STAFF, RULE))
    added = [at(15, STAFF, f"SEQUENCE:{n}", f"SUMMARY:{n}", "RRULE:FREQ=DAILY;COUNT=2", uid="visit") for n in (1, 3, 2)]
    done = post.send("METHOD:ADD", *added)
    assert (done.visits, {each.title for each in post.visits()}) == (2, {"", "3"})
    again = post.send("METHOD:ADD", *added)
    assert (again.seq, [row.reason for row in again.preview.rows]) == (None, ["outdated", "unchanged", "outdated"])
