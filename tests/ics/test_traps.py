"""Traps that other readers fell into, each as a whole file: what they did stands beside what must come out."""

from __future__ import annotations

import gzip

import pytest

from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant, parse
from frontdesk.domain.intervals import Interval
from frontdesk.ics.expand import Expansion, occurrences
from frontdesk.ics.reader import read
from tests.ics.bombs import of_zone, one
from tests.ics.calendars import ZONE, calendar, codes, feed, fixed, shown, vevent

MADRID = "DTSTART;TZID=Europe/Madrid:{}"
CUSTOM = "DTSTART;TZID=Custom:20260105T090000"


def starts(*lines: str, start: str, first: str = "2000-01-01", last: str = "2030-01-01") -> list[str]:
    """Expand a series and show its starts on the clinic's clock."""
    return [shown(each.start, ZONE)[:16] for each in expanded(*lines, start=start, first=first, last=last).occurrences]


def expanded(*lines: str, start: str, first: str = "2000-01-01", last: str = "2030-01-01") -> Expansion:
    (master,) = feed(*vevent(*lines, start=start)).events
    over = Interval(parse(f"{first}T00:00Z", field="first"), parse(f"{last}T00:00Z", field="last"))
    return occurrences(master, (), over)


def test_a_zone_that_one_file_defines_is_not_used_for_the_next_file_of_the_same_name() -> None:
    for offset, hour in (("+0500", "04"), ("-0300", "12"), ("+0000", "09")):
        found = feed(*fixed("Custom", offset), *vevent(start=CUSTOM))
        assert shown(found.events[0].start)[11:13] == hour


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r\n"])
def test_a_file_of_any_line_ends_is_not_silently_empty(end: bytes) -> None:
    found = read(end.join(calendar(*vevent(uid="1"), *vevent(uid="2")).split(b"\r\n")), zone=ZONE)
    assert [each.uid for each in found.events] == ["1", "2"]


@pytest.mark.parametrize("cut", ["END:VCALENDAR", "END:VEVENT\r\nEND:VCALENDAR"])
def test_a_calendar_that_is_not_closed_is_not_silently_empty(cut: str) -> None:
    found = read(calendar(*vevent(uid="1"), *vevent(uid="2")).replace(cut.encode(), b""), zone=ZONE)
    assert [each.uid for each in found.events] == ["1", "2"]


def test_a_blank_behind_begin_does_not_lose_the_event() -> None:
    found = read(calendar(*vevent()).replace(b"VEVENT", b"VEVENT "), zone=ZONE)
    assert (len(found.events), found.begun, codes(found)) == (1, 1, [])


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_name_survives_every_encoding(encoding: str) -> None:
    text = calendar(*vevent("SUMMARY:Zoë Núñez")).decode()
    found = read(text.encode(encoding), zone=ZONE)
    assert found.events[0].summary == "Zoë Núñez"
    assert ("not_utf8" in codes(found)) is (encoding in ("latin-1", "cp1252"))


def test_a_bad_byte_costs_one_letter_and_is_said_and_leaves_the_others_alone() -> None:
    found = read(calendar(*vevent("SUMMARY:日本?Zoë")).replace(b"?", b"\xff"), zone=ZONE)
    assert (found.events[0].summary, codes(found)) == ("日本ÿZoë", ["not_utf8"])


@pytest.mark.parametrize(
    "tzid",
    [
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        "(UTC+01:00) Amsterdam, Berlin",
        "Romance Standard Time",
    ],
)
def test_a_display_name_of_exchange_is_a_zone_and_not_a_time_that_floats(tzid: str) -> None:
    data = calendar(*vevent(start=f"DTSTART;TZID={tzid}:20260705T090000"))
    assert shown(read(data, zone="Asia/Tokyo").events[0].start) == "2026-07-05T07:00:00+00:00"


def test_a_date_with_a_zone_stays_a_whole_day() -> None:
    (found,) = feed(*vevent(start="DTSTART;TZID=Asia/Tokyo;VALUE=DATE:20260105")).events
    assert (found.all_day, found.end - found.start) == (True, DAY)


def test_an_excluding_rule_is_not_ignored() -> None:
    lines = ("RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=DAILY;INTERVAL=2")
    assert starts(*lines, start=MADRID.format("20260105T090000")) == ["2026-01-06T09:00", "2026-01-08T09:00"]


BAD_PARTS = {
    "two names in one zone": ("BEGIN:VTIMEZONE", "TZID:A", "TZID:B", *fixed("", "+0100")[2:]),
    "an offset that no place has": fixed("A", "+9959"),
    "a zone without rules": ("BEGIN:VTIMEZONE", "TZID:A", "END:VTIMEZONE"),
    "a sign inside a trigger": vevent("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT-2H", "END:VALARM", uid="x"),
    "a stamp that is none": vevent("DTSTAMP:202103206T200210Z", uid="x"),
    "a rule that is none": vevent("RRULE:FREQ=DAILY;INTERVAL=0", uid="x"),
    "a length that is none": vevent("DURATION:P1000000W", uid="x"),
    "a start that is none": vevent(uid="x", start="DTSTART:2026"),
    "a line that is none": vevent("what is this", uid="x"),
}


@pytest.mark.parametrize("bad", BAD_PARTS.values(), ids=BAD_PARTS)
def test_one_bad_part_does_not_cost_the_file(bad: tuple[str, ...]) -> None:
    found = feed(*vevent(uid="1"), *bad, *vevent(uid="2"))
    assert [each.uid for each in found.events if each.uid != "x"] == ["1", "2"]
    assert codes(found)
    assert len(found.events) + found.lost == found.begun


def test_one_bad_stamp_among_many_events_costs_only_itself() -> None:
    lines = [
        line for n in range(1_458) for line in vevent(f"DTSTAMP:{'x' if n == 700 else '20260101T000000Z'}", uid=str(n))
    ]
    found = feed(*lines)
    assert (len(found.events), codes(found), found.events[700].dtstamp) == (1_458, ["bad_stamp"], None)


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;FREQ=WEEKLY"])
def test_a_rule_that_cannot_be_hangs_nothing_and_the_visit_stays(rule: str) -> None:
    found = feed(*vevent(f"RRULE:{rule}"))
    assert (codes(found), found.events[0].repeats) == (["bad_rule"], False)
    assert found.events[0].extras == (f"X-UNREAD-RRULE:{rule}",)


def test_every_minute_since_2015_gives_one_day_whole_and_uncut() -> None:
    start = "DTSTART:20150105T090000Z"
    found = expanded("RRULE:FREQ=MINUTELY", start=start, first="2026-01-05", last="2026-01-06")
    assert (len(found.occurrences), found.cut) == (1_440, False)


def test_weekdays_with_and_without_a_number_add_up() -> None:
    found = starts("RRULE:FREQ=MONTHLY;COUNT=6;BYDAY=3MO,WE,FR", start=MADRID.format("20260102T090000"))
    assert [each[8:10] for each in found] == ["02", "07", "09", "14", "16", "19"]


def test_a_week_number_alone_is_one_day_and_not_seven() -> None:
    found = starts("RRULE:FREQ=YEARLY;COUNT=3;BYWEEKNO=20", start=MADRID.format("20260511T090000"))
    assert found == ["2026-05-11T09:00", "2027-05-17T09:00", "2028-05-15T09:00"]


def test_an_end_before_the_start_does_not_make_the_visit_vanish() -> None:
    found = starts("RRULE:FREQ=DAILY;UNTIL=20200101T000000Z", start=MADRID.format("20260105T090000"))
    assert found == ["2026-01-05T09:00"]


@pytest.mark.parametrize("until", ["20260107T090000", "20260107T080000Z", "20260107"])
def test_a_local_end_of_a_series_in_a_zone_does_not_lose_the_last_one(until: str) -> None:
    found = starts(f"RRULE:FREQ=DAILY;UNTIL={until}", start=MADRID.format("20260105T090000"))
    assert found[-1] == "2026-01-07T09:00"


def test_a_count_is_not_one_too_many_where_the_start_does_not_fit() -> None:
    found = starts("RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU", start=MADRID.format("20260105T090000"))
    assert found == ["2026-01-05T09:00", "2026-01-06T09:00", "2026-01-13T09:00"]


def test_half_past_two_that_does_not_exist_is_half_past_three() -> None:
    found = starts("RRULE:FREQ=DAILY;COUNT=3", start=MADRID.format("20260328T023000"))
    assert found == ["2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30"]


@pytest.mark.parametrize("tzid", ["../../etc/passwd", "/etc/passwd", "..", "x" * 5_000, "\x00"])
def test_a_zone_that_names_a_file_opens_none_and_is_said(tzid: str) -> None:
    found = feed(*vevent(start=f"DTSTART;TZID={tzid}:20260105T090000"))
    assert shown(found.events[0].start) == "2026-01-05T08:00:00+00:00"
    assert "unknown_zone" in codes(found) or not tzid.strip("\x00")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (of_zone("RDATE:" + ",".join(["19700101T000000"] * 20_001)), ["too_many_dates"]),
        (of_zone(times=201), ["zone_flood"]),
        (of_zone("RRULE:FREQ=SECONDLY"), []),
        (one("RDATE:" + ",".join(["20260106T090000Z"] * 20_001)), ["too_many_dates"]),
        (one("EXDATE:" + ",".join(["20260106T090000Z"] * 20_001)), ["too_many_dates"]),
        (one("CATEGORIES:" + ",".join("a" * 1_001)), ["too_many_categories"]),
        (one(*["ATTENDEE:mailto:a@x.example"] * 1_001), ["too_many_attendees"]),
        (one(*["RRULE:FREQ=DAILY"] * 21), ["too_many_rules"]),
        (one("X-A:" + "x" * 2_000_001), ["line_too_long"]),
        (one(*["BEGIN:X-A"] * 17, *["END:X-A"] * 17), ["nested_too_deep"]),
    ],
    ids=(
        "dates of a zone",
        "parts of a zone",
        "seconds",
        "dates",
        "exceptions",
        "words",
        "people",
        "rules",
        "line",
        "deep",
    ),
)
def test_a_flood_is_cut_and_said_and_the_visit_stands_at_its_time(data: bytes, said: list[str]) -> None:
    found = read(data, zone=ZONE)
    assert (codes(found), len(found.events), found.events[0].start % HOUR) == (said, 1, 0)


def test_a_packed_bomb_is_not_opened() -> None:
    found = read(gzip.compress(b"\0" * 3_000_000), zone=ZONE)
    assert (codes(found), found.events) == (["packed_file"], ())


def test_a_window_of_a_minute_is_found_in_a_flood_of_seconds() -> None:
    (master,) = feed(*vevent("RRULE:FREQ=SECONDLY", start="DTSTART:20260105T090000Z")).events
    window = Interval(Instant(master.start + 300 * DAY), Instant(master.start + 300 * DAY + MINUTE))
    found = occurrences(master, (), window)
    assert (len(found.occurrences), found.cut) == (60, False)
