"""Everything that goes out, before a reader that knows the standard and nothing of us."""

from __future__ import annotations

import pytest

from frontdesk.domain.instants import Instant
from frontdesk.ics.event import Event
from frontdesk.ics.writer import write
from tests.ics.calendars import CORPORA, berlin, calendar, corpus, event, feed, fixed, read, vevent
from tests.support.strict_ics import breaches

NAMES = sorted(path.name for path in CORPORA.glob("*.ics"))
MADRID = "DTSTART;TZID=Europe/Madrid:20260105T090000"
DAY = "DTSTART;VALUE=DATE:20260105"


def wrong(*events: Event) -> list[str]:
    """Write events and give what a strict reader says of the file."""
    return [each.split(": ", 1)[1] for each in breaches(write(events, stamp=Instant(0), name="Dr. Chen, MD"))]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_of_a_file_has_no_breach_at_all(name: str) -> None:
    assert wrong(*corpus(name).events) == []


@pytest.mark.parametrize(
    ("start", "rule", "written"),
    [
        (MADRID, "FREQ=DAILY;UNTIL=20260107T090000", "FREQ=DAILY;UNTIL=20260107T080000Z"),
        (MADRID, "FREQ=DAILY;UNTIL=20260107", "FREQ=DAILY;UNTIL=20260107T225959Z"),
        (MADRID, "FREQ=DAILY;UNTIL=20260107T080000Z", "FREQ=DAILY;UNTIL=20260107T080000Z"),
        (MADRID, "FREQ=DAILY;UNTIL=99991231", "FREQ=DAILY;UNTIL=99991231T225959Z"),
        (
            "DTSTART;TZID=America/New_York:20260105T090000",
            "FREQ=DAILY;UNTIL=99991231",
            "FREQ=DAILY;UNTIL=99991231T000000Z",
        ),
        ("DTSTART:20260105T090000Z", "FREQ=DAILY;UNTIL=20260107T090000", "FREQ=DAILY;UNTIL=20260107T090000Z"),
        (DAY, "FREQ=DAILY;UNTIL=20260107T230000Z", "FREQ=DAILY;UNTIL=20260108"),
        (DAY, "FREQ=DAILY;UNTIL=20260107T100000", "FREQ=DAILY;UNTIL=20260107"),
        (DAY, "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0", "FREQ=DAILY"),
        (MADRID, "BYDAY=MO,TU;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TU"),
        (MADRID, " freq=weekly; byday=mo, tu;", "FREQ=WEEKLY;BYDAY=MO,TU"),
        (MADRID, "RSCALE=GREGORIAN;FREQ=DAILY;SKIP=OMIT;X-A=1", "FREQ=DAILY"),
    ],
)
def test_a_rule_goes_out_as_the_standard_wants_it_for_its_start(start: str, rule: str, written: str) -> None:
    found = event(f"RRULE:{rule}", start=start)
    assert (found.rrules, wrong(found)) == ((written,), [])


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ('X-A;P= "b,c" :1', 'X-A;P="b,c":1'),
        ('X-A;P=a:b;Q=c"d:1', 'X-A;P=a:b;Q=c"d:1'),
        ('X-A;P=a"b;Q=c:1', "X-A;P=ab;Q=c:1"),
        ("CREATED:20260105T090000", "X-UNREAD-CREATED:20260105T090000"),
        ("PRIORITY:high", "X-UNREAD-PRIORITY:high"),
        ("GEO:somewhere", "X-UNREAD-GEO:somewhere"),
        ("REFRESH - INTERVAL; VALUE = DURATION:PT4H", "REFRESH-INTERVAL;VALUE=DURATION:PT4H"),
    ],
)
def test_a_kept_line_that_others_would_refuse_is_made_sound_or_set_aside(line: str, written: str) -> None:
    found = event(line)
    assert found.extras == (written,)


def test_of_a_kept_property_that_stands_only_once_the_second_is_set_aside() -> None:
    found = event("PRIORITY:1", "PRIORITY:2")
    assert (found.extras, wrong(found)) == (("PRIORITY:1", "X-UNREAD-PRIORITY:2"), [])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("a@x.example", "mailto:a@x.example"),
        ("MAILTO:Meeting Room@x.example", "MAILTO:Meeting%20Room@x.example"),
        ("Jürgen", "invalid:J%C3%BCrgen"),
        ("", "invalid:nomail"),
    ],
)
def test_an_address_goes_out_as_a_uri(value: str, written: str) -> None:
    found = event(f"ATTENDEE;CN=A:{value}")
    assert (found.attendees[0].line, wrong(found)) == (f"ATTENDEE;CN=A:{written}", [])


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("www.x.example/a", "http://www.x.example/a"),
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("see below", ""),
    ],
)
def test_a_url_goes_out_as_a_uri(value: str, url: str) -> None:
    found = event(f"URL:{value}")
    assert (found.url, wrong(found)) == (url, [])
    assert found.extras == (() if url else (f"X-UNREAD-URL:{value}",))


def test_a_text_has_no_type_that_texts_do_not_have() -> None:
    found = event("LOCATION;VALUE=URI;LANGUAGE=de:http://x.example")
    assert (found.parameters, wrong(found)) == ((("LOCATION", ";LANGUAGE=de"),), [])


def test_a_duration_of_whole_days_goes_out_in_days() -> None:
    found = event("DURATION:PT86400S", start=DAY)
    assert (found.length, wrong(found)) == ("P1D", [])


def test_an_alarm_that_does_not_say_what_it_does_shows_itself() -> None:
    found = event("BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM")
    assert (found.alarms, wrong(found)) == (
        ("BEGIN:VALARM", "TRIGGER:-PT5M", "ACTION:DISPLAY", "DESCRIPTION:", "END:VALARM"),
        [],
    )


def test_an_alarm_that_holds_a_component_is_completed_before_it() -> None:
    found = event("BEGIN:VALARM", "TRIGGER:-PT5M", "ACTION:DISPLAY", "BEGIN:X-A", "END:X-A", "END:VALARM")
    assert (found.alarms[3:5], wrong(found)) == (("DESCRIPTION:", "BEGIN:X-A"), [])


CROOKED = (
    *("BEGIN:VTIMEZONE", "TZID:Crooked", "BEGIN:STANDARD", "DTSTART;VALUE=DATE:19700101", "DTSTART:19800101T000000"),
    *("TZOFFSETTO:-0000", "RRULE:FREQ=YEARLY;UNTIL=19900101", "END:STANDARD", "BEGIN:DAYLIGHT"),
    *("DTSTART:19910401T020000Z", "TZOFFSETFROM:-0000", "TZOFFSETTO:+0100"),
    *("RRULE:FREQ=YEARLY;UNTIL=20300101T000000", "END:DAYLIGHT", "END:VTIMEZONE"),
)


def test_a_zone_of_a_file_is_made_sound_and_means_the_same() -> None:
    start = "DTSTART;TZID=Crooked:20260105T090000"
    (found,) = feed(*CROOKED, *vevent(start=start)).events
    (again,) = read(write([found], stamp=Instant(0)), zone="Europe/Madrid").events
    assert (wrong(found), again.start) == ([], found.start)


def test_zones_of_all_kinds_beside_each_other_are_sound() -> None:
    data = calendar(
        *fixed("One", "+0530"),
        *berlin("Two: (UTC+01:00), Berlin"),
        *vevent("DTEND:20260105T100000Z", uid="1", start="DTSTART;TZID=One:20260105T090000"),
        *vevent(
            "DTEND;TZID=America/New_York:20260705T100000",
            uid="2",
            start='DTSTART;TZID="Two: (UTC+01:00), Berlin":20260705T090000',
        ),
        *vevent("RRULE:FREQ=DAILY", uid="3", start="DTSTART;TZID=Australia/Lord_Howe:20260705T090000"),
    )
    assert wrong(*read(data, zone="Europe/Madrid").events) == []
