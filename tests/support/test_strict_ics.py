"""The strict reader refuses what the standard refuses."""

from __future__ import annotations

import pytest

from tests.support.strict_ics import breaches

ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:A",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "END:VTIMEZONE",
)
START = "DTSTART;TZID=A:20260105T090000"


def made(*lines: str, start: str = START, zone: tuple[str, ...] = ZONE) -> bytes:
    event = ("BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", start, *lines, "END:VEVENT")
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *zone, *event, "END:VCALENDAR", "")).encode()


def said(data: bytes) -> str:
    return " | ".join(breaches(data))


def test_a_sound_file_has_no_breach() -> None:
    lines = ("DTEND;TZID=A:20260105T093000", "SUMMARY:a\\, b", 'ATTENDEE;CN="Lund, P":mailto:p@x.example')
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT5M", "END:VALARM")
    assert said(made(*lines, "RRULE:FREQ=DAILY;UNTIL=20260109T080000Z", "EXDATE;TZID=A:20260106T090000", *alarm)) == ""


@pytest.mark.parametrize(
    ("old", "new", "breach"),
    [
        (b"\r\n", b"\n", "line end"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "does not end"),
        (b"SUMMARY:x", b"SUMMARY:" + b"x" * 70, "78 octets"),
        (b"SUMMARY:x", b"SUMMARY:\xc3\r\n \xa9", "not UTF-8"),
        (b"SUMMARY:x", b"SUMMARY:\x07", "no content line"),
        (b"SUMMARY:x", b'SUMMARY;A=b"c:x', "no content line"),
        (b"SUMMARY:x", b"SUMM ARY:x", "no content line"),
        (b"SUMMARY:x", b"SUMMARY:a,b", "no TEXT"),
        (b"SUMMARY:x", b"SUMMARY:x\r\nSUMMARY:y", "has 2 SUMMARY"),
        (b"SUMMARY:x", b"SUMMARY;A=1;A=2:x", "A twice"),
        (b"SUMMARY:x", b"BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM", "has 0 ACTION"),
        (b"SUMMARY:x", b"BEGIN:X-A\r\nEND:X-A\r\nSUMMARY:x", "behind a component"),
        (b"SUMMARY:x", b"BEGIN:X-A", "which is not open"),
        (b"SUMMARY:x", b"BEGIN:X A\r\nEND:X A", "no name of a component"),
        (b"SUMMARY:x", b"TRANSP:MAYBE", "no word of the standard"),
        (b"SUMMARY:x", b"PRIORITY:high", "no INTEGER"),
        (b"SUMMARY:x", b"URL:www.x.example", "no URI"),
        (b"SUMMARY:x", b"CREATED:20260101T000000", "not in UTC"),
        (b"SUMMARY:x", b"DTEND;TZID=A:20260105T090000", "ends before or when it begins"),
        (b"SUMMARY:x", b"DTEND;VALUE=DATE:20260106", "not of one type"),
        (b"SUMMARY:x", b"DTEND;TZID=A:20260106T000000\r\nDURATION:PT1H", "DTEND and DURATION"),
        (b"SUMMARY:x", b"DURATION:-PT1H", "DURATION -PT1H"),
        (b"SUMMARY:x", b"DURATION:PT1W", "no DURATION"),
        (b"SUMMARY:x", b"EXDATE;TZID=B:20260106T090000", "zone B, which is not there"),
        (b"SUMMARY:x", b"EXDATE;TZID=A;VALUE=DATE:20260106", "TZID on a date"),
        (b"SUMMARY:x", b"EXDATE:20260230T090000", "no DATE-TIME"),
        (b"SUMMARY:x", b"RDATE;VALUE=PERIOD:20260105T090000Z/20260105T080000Z", "no PERIOD"),
        (b"SUMMARY:x", b"RRULE:FREQ=DAILY;UNTIL=20260109T080000", "UNTIL=20260109T080000 for"),
        (b"SUMMARY:x", b"RRULE:FREQ=DAILY;UNTIL=20260109", "of another type"),
        (b"SUMMARY:x", b"RRULE:FREQ=DAILY;FREQ=DAILY", "FREQ twice"),
        (b"SUMMARY:x", b"RRULE:COUNT=3;FREQ=DAILY", "not the first part"),
        (b"SUMMARY:x", b"RRULE:FREQ=DAILY;COUNT=3;UNTIL=20260109T080000Z", "UNTIL and COUNT"),
        (b"SUMMARY:x", b"RRULE:FREQ=DAILY;INTERVAL=0", "bad INTERVAL"),
        (b"SUMMARY:x", b"RRULE:FREQ=WEEKLY;BYDAY=2MO", "BYDAY with a number"),
        (b"SUMMARY:x", b"RRULE:FREQ=MONTHLY;BYWEEKNO=2", "BYWEEKNO in a rule"),
        (b"SUMMARY:x", b"RRULE:FREQ=MONTHLY;BYSETPOS=2", "BYSETPOS alone"),
        (b"SUMMARY:x", b"RRULE:FREQ=MONTHLY;X-A=2", "unknown part"),
        (b"UID:1\r\n", b"", "has 0 UID"),
        (b"DTSTAMP:20260101T000000Z\r\n", b"", "has 0 DTSTAMP"),
        (b"PRODID:x\r\n", b"", "has 0 PRODID"),
        (b"VERSION:2.0", b"VERSION:1.0", "no word of the standard"),
        (b"TZOFFSETTO:+0100", b"TZOFFSETTO:-0000", "no UTC-OFFSET"),
        (b"DTSTART:19700101T000000", b"DTSTART:19700101T000000Z", "no local time"),
        (b"TZID:A", b"TZID:A\r\nTZID:B", "has 2 TZID"),
    ],
)
def test_a_breach_is_found(old: bytes, new: bytes, breach: str) -> None:
    data = made("SUMMARY:x")
    assert old in data
    assert breach in said(data.replace(old, new))


def test_a_zone_without_rules_is_a_breach() -> None:
    assert "no STANDARD and no DAYLIGHT" in said(made(zone=("BEGIN:VTIMEZONE", "TZID:A", "END:VTIMEZONE")))


def test_a_zone_that_is_there_twice_is_a_breach() -> None:
    assert "zone A 2 times" in said(made(zone=(*ZONE, *ZONE)))


@pytest.mark.parametrize("part", ["UNTIL=20260109T080000Z", "BYHOUR=9"])
def test_whole_days_know_no_time(part: str) -> None:
    assert breaches(made(f"RRULE:FREQ=DAILY;{part}", start="DTSTART;VALUE=DATE:20260105"))


def test_a_calendar_of_nothing_is_a_breach() -> None:
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
    assert said(data) == "1: a calendar of nothing"


@pytest.mark.parametrize("data", [b"", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
def test_what_is_no_calendar_is_a_breach(data: bytes) -> None:
    assert "calendar" in said(data)
