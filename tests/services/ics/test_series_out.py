"""An imported series goes out as the series that it is, with what was done with it here (C79)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.feed import Naming
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.series import Scope
from frontdesk.ics.event import Event
from frontdesk.ics.reader import read
from frontdesk.services.clinic import create_clinic
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE

CHEN = "ORGANIZER;CN=Dr. Amelia Chen:mailto:chen@clinic.example"
EVA = "ATTENDEE;CN=Eva Novák;PARTSTAT=ACCEPTED:mailto:eva@mail.example"
NAMED = f"TZID={ZONE}"
WEEKLY = ("RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:Physio", CHEN)
ENDLESS = ("RRULE:FREQ=WEEKLY", "SUMMARY:Physio", CHEN)
OWN_ZONE = (
    *("BEGIN:VTIMEZONE", "TZID:Our own", "X-SEEN:yes", "BEGIN:STANDARD", "DTSTART:20000101T000000"),
    *("TZOFFSETFROM:-0500", "TZOFFSETTO:-0500", "END:STANDARD", "END:VTIMEZONE"),
)
RICH = (
    *(
        "RRULE:FREQ=WEEKLY;BYDAY=TH",
        "EXRULE:FREQ=MONTHLY;BYMONTHDAY=1",
        "RDATE;VALUE=PERIOD:20260401T120000Z/20260401T130000Z",
    ),
    *("EXDATE;TZID=Our own:20260402T090000", "SUMMARY;LANGUAGE=en:Physio", "X-MOOD;HOW=very:calm", CHEN, EVA),
    *("CATEGORIES:A,B", "CLASS:CONFIDENTIAL", "URL:https://x.example/1", "STATUS:TENTATIVE", "TRANSP:OPAQUE"),
    *("ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * 9_000, "DTSTAMP:20260102T030405Z", "SEQUENCE:7"),
    *(
        "LAST-MODIFIED:20260101T000000Z",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:soon",
        "TRIGGER:-PT9M",
        "END:VALARM",
    ),
)


def version(key: str, hour: int, *lines: str, future: bool = False) -> tuple[str, ...]:
    start = f"DTSTART;{NAMED}:{key[:8]}T{hour:02}0000"
    named = "RECURRENCE-ID;RANGE=THISANDFUTURE" if future else "RECURRENCE-ID"
    return vevent(f"{named};{NAMED}:{key}", CHEN, *lines, start=start, end="DURATION:PT30M")


def out(post: Post, **asked: Any) -> list[Event]:
    return list(read(post.export(**asked).encode(), zone=ZONE).events)


def master(post: Post, **asked: Any) -> Event:
    (only,) = [event for event in out(post, **asked) if event.recurrence_id is None]
    return only


def others(post: Post, **asked: Any) -> dict[str | None, Event]:
    return {event.recurrence_id: event for event in out(post, **asked) if event.recurrence_id is not None}


def lines_of(text: str) -> set[str]:
    """Give the content lines of a file, with those of its frame left out."""
    unfolded = text.replace("\r\n ", "").split("\r\n")
    frame = ("BEGIN:VCAL", "END:VCAL", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME")
    return {line for line in unfolded if line and not line.startswith(frame)}


def visits(post: Post) -> list[Any]:
    return sorted(post.visits(), key=lambda visit: visit.start)


def test_a_series_goes_out_word_for_word(post: Post) -> None:
    end = "DTEND;TZID=Our own:20260319T093000"
    sent = (OWN_ZONE, vevent(*RICH, start="DTSTART;TZID=Our own:20260319T090000", end=end))
    post.send(*sent)
    came = {line for lines in sent for line in lines}
    found = lines_of(post.export())
    assert {line for line in found if not line.startswith("X-FRONTDESK-BOOK:")} == came


def test_it_is_one_event_however_many_times_it_has(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    assert [event.rrules for event in out(post)] == [("FREQ=WEEKLY",)]


def test_versions_go_out_as_they_came(post: Post) -> None:
    sent = (
        vevent(*ENDLESS),
        version("20260326T090000", 15, "SUMMARY:soon"),
        version("20310327T090000", 15, "SUMMARY:far"),
        version("20260402T090000", 9, "STATUS:CANCELLED"),
        version("20260416T090000", 11, "SUMMARY:from now on", future=True),
    )
    post.send(*sent)
    found = others(post)
    told = {key: (each.summary, each.status, each.this_and_future) for key, each in found.items()}
    assert told == {
        "20260326T130000Z": ("soon", "", False),
        "20310327T130000Z": ("far", "", False),
        "20260402T130000Z": ("", "CANCELLED", False),
        "20260416T130000Z": ("from now on", "", True),
    }
    assert master(post).exdates == ()


def test_words_that_were_changed_of_all_go_out_with_the_rest_as_it_came(post: Post) -> None:
    post.send(vevent(*WEEKLY, "DESCRIPTION:as it came", "X-MOOD:calm"))
    post.desk.clinic.appointments.update(id=visits(post)[0].id, title="Ours", scope=Scope.ALL)
    (event,) = out(post)
    assert (event.summary, event.description, "X-MOOD:calm" in event.extras) == ("Ours", "as it came", True)
    assert event.sequence > 0


def test_a_time_that_was_moved_is_an_exception(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    post.desk.clinic.appointments.move(id=visits(post)[1].id, start=post.desk.at(14, day=8))
    assert {key: each.start for key, each in others(post).items()} == {"20260326T130000Z": post.desk.at(14, day=8)}


@pytest.mark.parametrize("deed", ["delete", "archive"])
def test_a_time_that_was_taken_away_is_taken_out(post: Post, deed: str) -> None:
    post.send(vevent(*WEEKLY))
    getattr(post.desk.clinic.appointments, deed)(id=visits(post)[1].id)
    event = master(post)
    assert (event.exdates, event.sequence, others(post)) == ((post.desk.at(9, day=8),), 1, {})


def test_a_time_that_was_left_out_is_taken_out(post: Post) -> None:
    other = post.desk.book(start=post.desk.at(9, day=8))
    post.send(vevent(*WEEKLY))
    event = next(each for each in out(post) if each.uid != other.uid)
    assert (event.exdates, event.sequence) == ((post.desk.at(9, day=8),), 0)


def test_times_long_past_are_never_taken_out(post: Post) -> None:
    post.send(vevent(*ENDLESS, start=f"DTSTART;{NAMED}:20100107T090000", end="DURATION:PT30M"))
    assert (master(post).exdates, master(post).wall.year) == ((), 2010)


def test_a_time_that_was_called_off_says_so(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    post.desk.clinic.appointments.cancel(id=visits(post)[2].id)
    assert {key: each.status for key, each in others(post).items()} == {"20260402T130000Z": "CANCELLED"}


def test_a_series_that_was_ended_here_ends_for_others(post: Post) -> None:
    post.send(vevent(*ENDLESS))
    post.desk.clinic.appointments.delete(id=visits(post)[3].id, scope=Scope.FOLLOWING)
    assert "UNTIL=2026040" in master(post).rrules[0]


def test_a_series_that_was_called_off_by_its_sender_ends_for_others(post: Post) -> None:
    post.send(vevent("RRULE:FREQ=YEARLY", CHEN))
    post.send("METHOD:CANCEL", vevent("SEQUENCE:1", CHEN))
    assert "UNTIL=" in master(post).rrules[0]
    assert {each.status for each in others(post).values()} == {"CANCELLED"}


def test_a_series_that_was_moved_here_goes_out_where_it_is_now(post: Post) -> None:
    post.send(vevent(*WEEKLY, "X-MOOD:calm"))
    post.desk.clinic.appointments.move(id=visits(post)[0].id, start=post.desk.at(11, day=1), scope=Scope.ALL)
    (event,) = out(post)
    assert (event.start, event.rrules, "X-MOOD:calm" in event.extras, event.sequence > 0) == (
        post.desk.at(11, day=1),
        ("FREQ=WEEKLY;COUNT=4",),
        True,
        True,
    )


def test_a_part_of_a_series_goes_out_time_by_time(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    found = out(post, start=post.desk.at(0, day=7), end=post.desk.at(0, day=9))
    assert [(event.recurrence_id, event.rrules) for event in found] == [("20260326T130000Z", ())]


def test_what_has_grown_is_the_same_series(post: Post) -> None:
    stamp = "DTSTAMP:20260102T030405Z"
    post.send(vevent(*ENDLESS, stamp), version("20280601T090000", 15, "SUMMARY:then", stamp))
    before = lines_of(post.export())
    post.desk.clock.now = Instant(post.desk.clock.now + 400 * DAY)
    assert post.desk.clinic.series.extend().added > 50
    # Its record has changed, so it has a higher number, and says the same.
    counted = ("SEQUENCE:", "LAST-MODIFIED:")
    assert {line for line in lines_of(post.export()) if not line.startswith(counted)} == before


def test_a_status_that_only_one_time_has_is_an_exception(post: Post) -> None:
    post.send(vevent(*WEEKLY))
    post.desk.clinic.appointments.set_status(id=visits(post)[0].id, status=Status.CONFIRMED)
    assert list(others(post)) == ["20260319T130000Z"]


SECRETS = ("calm", "Zimmermann", "novák", "x.example", "confidential", "attach", "mail.example", "seen", "our own")


@pytest.mark.parametrize("naming", [Naming.INITIALS, Naming.BUSY])
def test_others_see_its_times_and_nothing_that_came_with_it(post: Post, naming: Naming) -> None:
    start = "DTSTART;TZID=Our own:20260319T090000"
    far = vevent("RECURRENCE-ID;TZID=Our own:20310327T090000", "SUMMARY:Zimmermann", CHEN, start=start)
    later = vevent("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Our own:20260507T090000", "LOCATION:Zimmermann", start=start)
    post.send(OWN_ZONE, vevent(*RICH, "DESCRIPTION:Zimmermann", start=start, end="DURATION:PT30M"), far, later)
    text = post.export(naming=naming)
    assert [word for word in SECRETS if word.casefold() in text.casefold()] == []
    assert post.desk.at(10, day=8) in {event.start for event in out(post, naming=naming)}


def test_its_own_export_changes_nothing_when_it_comes_back(post: Post) -> None:
    post.desk.book(start=post.desk.at(9, day=15))
    post.send(vevent(*ENDLESS), version("20260507T090000", 11, future=True), version("20310327T090000", 15))
    post.desk.clinic.appointments.delete(id=[v for v in visits(post) if v.uid == "visit"][1].id)
    post.desk.clinic.appointments.move(
        id=[v for v in visits(post) if v.uid == "visit"][2].id, start=post.desk.at(15, day=23)
    )
    file = post.folder / "own.ics"
    file.write_text(post.export(), "utf-8")
    assert post.desk.clinic.ics.import_files(files=[file]).seq is None


def test_a_second_clinic_has_the_same_visits(post: Post) -> None:
    post.send(vevent(*ENDLESS), version("20260507T090000", 11, "SUMMARY:later", future=True))
    post.desk.clinic.appointments.delete(id=visits(post)[1].id)
    file = post.folder / "own.ics"
    file.write_text(post.export(), "utf-8")
    with create_clinic(post.folder / "b.frontdesk", name="B", zone_name=ZONE, clock=post.desk.clock) as other:
        other.ics.import_files(files=[file])
        there = [(v.recurrence_id, v.start, v.title) for v in other.appointments.list(size=500).items]
    assert there == [(v.recurrence_id, v.start, v.title) for v in visits(post)]
