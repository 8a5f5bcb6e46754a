"""Free/busy information: when time is taken and nothing else (C79)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import icalendar
import pytest

from frontdesk.domain.errors import Forbidden, Invalid, NotFound
from frontdesk.domain.instants import DAY, Instant
from tests.services.ics.files import Post, at
from tests.support.bookings import with_members
from tests.support.clinics import READER, nobody
from tests.support.held_times import hold, later
from tests.support.rules import add_calendar, add_closure, days_on
from tests.support.strict_ics import breaches

Times = list[tuple[str, str]]


def text(post: Post, **asked: Any) -> str:
    """Write the time of Dr. Chen on the test day."""
    sent = {"start": post.desk.at(0), "end": post.desk.at(24), "practitioner": post.desk.chen.id, **asked}
    return post.desk.clinic.ics.free_busy(**sent).text


def clock(moment: datetime) -> str:
    """Write a moment on the clinic's wall clock, which is four hours behind."""
    assert moment.tzname() == "UTC"
    return f"{(moment.hour - 4) % 24:02}:{moment.minute:02}"


def times(post: Post, kind: str = "BUSY", **asked: Any) -> Times:
    """Give the periods of one kind as a library reads them."""
    (found,) = icalendar.Calendar.from_ical(text(post, **asked)).walk("VFREEBUSY")
    lines = found.get("FREEBUSY", [])
    listed = lines if isinstance(lines, list) else [lines]
    some = [each for each in listed if each.params["FBTYPE"] == kind]
    return [(clock(p.dt[0]), clock(p.dt[1])) for each in some for p in (each if isinstance(each, list) else [each])]


def test_visits_that_follow_each_other_are_one_stretch_of_busy_time(post: Post) -> None:
    post.desk.book(9)
    post.desk.book(9, 30)
    post.desk.book(12)
    assert times(post) == [("09:00", "10:00"), ("12:00", "12:30")]


def test_buffers_do_not_count(post: Post) -> None:
    post.desk.book(9, service=post.desk.service.id)
    assert times(post) == [("09:00", "09:30")]


def test_blocks_are_busy_time(post: Post) -> None:
    post.desk.clinic.blocks.create(start=post.desk.at(9), end=post.desk.at(10), practitioner=post.desk.chen.id)
    assert times(post) == [("09:00", "10:00")]


def test_what_takes_no_time_is_none(post: Post) -> None:
    post.desk.clinic.appointments.cancel(id=post.desk.book(9).id)
    post.desk.clinic.appointments.archive(id=post.desk.book(10).id)
    post.send(at(9, "TRANSP:TRANSPARENT", "ORGANIZER;CN=Dr. Amelia Chen:mailto:c@x.example", uid="free"))
    assert times(post, end=post.desk.at(48)) == []


def test_hours_that_are_closed_are_unavailable(post: Post) -> None:
    assert times(post, "BUSY-UNAVAILABLE") == [("00:00", "09:00"), ("17:00", "00:00")]


def test_a_closure_is_unavailable(post: Post) -> None:
    add_closure(post.desk.clinic, days_on(0))
    assert times(post, "BUSY-UNAVAILABLE") == [("00:00", "00:00")]


def test_a_visit_outside_the_hours_is_busy(post: Post) -> None:
    post.desk.book(7, override_reason="asked")
    assert times(post) == [("07:00", "07:30")]
    assert times(post, "BUSY-UNAVAILABLE")[:2] == [("00:00", "07:00"), ("07:30", "09:00")]


def test_the_hours_of_somebody_who_has_entered_none_are_not_known(post: Post) -> None:
    assert times(post, "BUSY-UNAVAILABLE", practitioner=post.desk.ortega.id) == []


def test_a_hold_is_tentative_as_long_as_it_stands(post: Post) -> None:
    hold(post.desk, 11)
    assert (times(post, "BUSY-TENTATIVE"), times(post)) == ([("11:00", "11:30")], [])
    later(post.desk, 11)
    assert times(post, "BUSY-TENTATIVE") == []


def test_what_reaches_over_the_edge_is_cut_there(post: Post) -> None:
    post.desk.book(9)
    assert times(post, start=post.desk.at(9, 10), end=post.desk.at(9, 20)) == [("09:10", "09:20")]


def test_others_time_does_not_count(post: Post) -> None:
    post.desk.book(9, practitioner=post.desk.ortega.id)
    assert times(post) == []


def test_the_time_of_another_member_of_a_team_counts(post: Post) -> None:
    with_members(post.desk)
    assert times(post, practitioner=post.desk.ortega.id) == [("09:00", "09:30")]


def test_a_calendar_has_the_time_of_its_visits_and_blocks_and_the_hours_of_its_team(post: Post) -> None:
    calendar = add_calendar(post.desk, team=[post.desk.chen.id])
    post.desk.book(9, calendar=calendar.id, ignore_free_slots=True)
    post.desk.book(10)
    post.desk.clinic.blocks.create(start=post.desk.at(12), end=post.desk.at(13), calendar=calendar.id)
    asked: dict[str, Any] = {"practitioner": None, "calendar": calendar.id}
    assert times(post, **asked) == [("09:00", "09:30"), ("12:00", "13:00")]
    assert times(post, "BUSY-UNAVAILABLE", **asked) == [("00:00", "09:00"), ("17:00", "00:00")]


def test_the_whole_clinic_is_busy_when_anybody_is(post: Post) -> None:
    post.desk.book(9)
    post.desk.book(9, 15, practitioner=post.desk.ortega.id, patient=post.desk.leo.id)
    assert times(post, practitioner=None) == [("09:00", "09:45")]
    assert times(post, "BUSY-UNAVAILABLE", practitioner=None) == [("00:00", "09:00"), ("17:00", "00:00")]


def test_parts_of_a_second_are_made_whole_outwards(post: Post) -> None:
    start = Instant(post.desk.at(9) + 400)
    post.desk.clinic.appointments.book(start=start, end=Instant(start + 300), practitioner=post.desk.chen.id)
    assert "FREEBUSY;FBTYPE=BUSY:20260318T130000Z/20260318T130001Z" in text(post)


def test_it_says_whose_time_it_is_and_from_when_to_when(post: Post) -> None:
    lines = text(post).split("\r\n")
    for line in (
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Dr. Amelia Chen",
        "ORGANIZER;CN=Dr. Amelia Chen:invalid:nomail",
        "DTSTART:20260318T040000Z",
        "DTEND:20260319T040000Z",
    ):
        assert line in lines


def test_it_says_nothing_of_patients_or_of_what_is_done(post: Post) -> None:
    post.desk.book(9, title="Results of Eva", service=post.desk.service.id, room=post.desk.room.id, description="ill")
    assert not any(word in text(post) for word in ("Eva", "Nov", "Results", "Consultation", "Room", "ill"))


def test_whose_time_it_is_keeps_one_uid(post: Post) -> None:
    def uid(**asked: Any) -> str:
        (found,) = (line for line in text(post, **asked).split("\r\n") if line.startswith("UID:"))
        return found

    assert uid() == uid(start=post.desk.at(5))
    assert uid() != uid(practitioner=post.desk.ortega.id)


@pytest.mark.parametrize("days", [1, 366])
def test_a_year_at_most_can_be_asked_for(post: Post, days: int) -> None:
    start = post.desk.at(0)
    assert "DTEND" in text(post, start=start, end=Instant(start + days * DAY))


@pytest.mark.parametrize(
    ("length", "reason"), [(0, "end_not_after_start"), (-1, "end_not_after_start"), (1, "too_long")]
)
def test_no_time_and_more_than_a_year_are_invalid(post: Post, length: int, reason: str) -> None:
    start = post.desk.at(0)
    end = Instant(start + (length if length < 1 else 366 * DAY + length))
    with pytest.raises(Invalid, match=reason):
        text(post, start=start, end=end)


@pytest.mark.parametrize("name", ["practitioner", "calendar"])
def test_whom_there_is_not_is_not_found(post: Post, name: str) -> None:
    with pytest.raises(NotFound):
        text(post, **{name: nobody()})


def test_who_may_not_export_may_not_publish(post: Post) -> None:
    clinic = post.desk.as_actor(READER)
    with clinic, pytest.raises(Forbidden):
        clinic.ics.free_busy(start=post.desk.at(0), end=post.desk.at(1))


def test_it_is_as_the_standard_wants_it_however_much_it_is(post: Post) -> None:
    desk = post.desk
    desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id, rule="FREQ=DAILY")
    hold(desk, 15)
    end = Instant(desk.at(0) + 366 * DAY)
    assert (breaches(text(post, end=end).encode()), len(times(post, end=end))) == ([], 366)


def test_the_visits_that_take_time_are_counted(post: Post) -> None:
    post.desk.book(9)
    post.desk.clinic.appointments.cancel(id=post.desk.book(10).id)
    start = post.desk.at(0)
    assert post.desk.clinic.ics.free_busy(start=start, end=Instant(start + DAY)).visits == 1
