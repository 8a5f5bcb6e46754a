"""Events to a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.instants import HOUR, Instant
from frontdesk.ics.clocks import Clock, IanaClock, UtcClock
from frontdesk.ics.event import Event, Person
from frontdesk.ics.reader import read
from frontdesk.ics.writer import fold, write
from tests.ics.calendars import ZONE, berlin, calendar, event, feed, fixed, vevent
from tests.support.strict_ics import breaches

STAMP = Instant(1_767_225_600_000)
# What tells where an event stood in a file, and not what it says.
PLACE = {"line", "clock", "end_clock", "wall", "method", "made_uid", "zone", "dtstamp"}


def written(*events: Event, **more: str) -> str:
    return write(events, stamp=STAMP, **more).decode()


def unfolded(*events: Event) -> list[str]:
    return written(*events).replace("\r\n ", "").split("\r\n")


def said(found: Event) -> dict[str, object]:
    return {each.name: getattr(found, each.name) for each in fields(found) if each.name not in PLACE}


def again(*events: Event) -> list[Event]:
    found = read(write(events, stamp=STAMP), zone=ZONE)
    assert not found.problems
    return list(found.events)


def test_a_file_has_all_that_the_standard_asks_for() -> None:
    lines = unfolded(event("SUMMARY:x"))
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Frontdesk//Frontdesk//EN", "CALSCALE:GREGORIAN"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20260101T000000Z" in lines


def test_every_line_ends_with_carriage_return_and_line_feed() -> None:
    text = written(event("DESCRIPTION:" + "words " * 50))
    assert text.count("\n") == text.count("\r\n")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300))
def test_folded_lines_are_short_and_whole_characters_and_unfold_to_the_same(text: str) -> None:
    data = fold(f"X:{text}")
    assert all(len(line) <= 75 and line.decode() is not None for line in data.split(b"\r\n"))
    assert data.replace(b"\r\n ", b"").decode() == f"X:{text}\r\n"


def test_text_is_escaped() -> None:
    found = replace(event(), summary="a;b,c\\d\ne", location="\x07bell")
    assert unfolded(found)[6:8] != []
    assert "SUMMARY:a\\;b\\,c\\\\d\\ne" in unfolded(found)
    assert "LOCATION:bell" in unfolded(found)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t\\,;:"'), max_size=200)
ZONES = st.sampled_from(("Europe/Madrid", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"))


@st.composite
def events(draw: st.DrawFn) -> Event:
    clock = draw(ZONES.map(IanaClock) | st.just(UtcClock("Europe/Madrid")))
    start = Instant(draw(st.integers(0, 4_000_000_000)) * 1_000)
    all_day = draw(st.booleans())
    if all_day:
        clock = IanaClock(ZONE)
        start = clock.at(datetime.combine(clock.wall(start).date(), datetime.min.time()))
        end = clock.at(datetime.combine(clock.wall(Instant(start + 50 * HOUR)).date(), datetime.min.time()))
    else:
        end = Instant(start + draw(st.integers(0, 100_000)) * 1_000)
    dates = st.lists(st.integers(0, 4_000_000_000).map(lambda s: Instant(s * 1_000)), max_size=3)
    return Event(
        line=1,
        uid=draw(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=90)),
        start=start,
        end=end,
        zone=clock.zone,
        clock=clock,
        wall=clock.wall(start),
        all_day=all_day,
        recurrence_id=draw(st.sampled_from((None, "20260105T090000Z"))),
        sequence=draw(st.integers(0, 9)),
        summary=draw(TEXT),
        description=draw(TEXT),
        location=draw(TEXT),
        status=draw(st.sampled_from(("", "CONFIRMED", "CANCELLED"))),
        transp=draw(st.sampled_from(("", "OPAQUE", "TRANSPARENT"))),
        categories=tuple(draw(st.lists(TEXT.filter(bool), max_size=3))),
        rrules=draw(st.sampled_from(((), ("FREQ=DAILY;COUNT=3",)))),
        exdates=() if all_day else tuple(draw(dates)),
        extras=tuple(
            f"X-{n}:{text}" for n, text in enumerate(draw(st.lists(st.text("abc:;,ü", max_size=99), max_size=3)))
        ),
    )


@given(events())
def test_what_is_written_reads_the_same(made: Event) -> None:
    made = replace(made, recurrence_id="20260105" if made.all_day and made.recurrence_id else made.recurrence_id)
    (found,) = again(made)
    assert said(found) == said(made)


@given(events())
def test_a_strict_judge_reads_the_same_instants(made: Event) -> None:
    icalendar.use_zoneinfo()
    (judged,) = icalendar.Calendar.from_ical(write([made], stamp=STAMP)).walk("VEVENT")
    start = judged["DTSTART"].dt
    assert not judged.errors
    if made.all_day:
        assert start == made.clock.wall(made.start).date()
    else:
        assert int(start.timestamp() * 1000) == made.start


def test_people_go_out_as_they_came() -> None:
    line = 'ATTENDEE;X-NUM-GUESTS=0;CN="Lund, Peter":mailto:p@x.example'
    assert line in unfolded(event(line))


def test_people_of_our_own_are_written_with_what_is_known() -> None:
    made = replace(event(), organizer=Person(name="Chen: A", email="c@x.example"), attendees=(Person(name="Eva"),))
    lines = unfolded(made)
    assert 'ORGANIZER;CN="Chen: A":mailto:c@x.example' in lines
    assert "ATTENDEE;CN=Eva:invalid:nomail" in lines


KEPT = (
    "SUMMARY;LANGUAGE=de:Tee",
    "URL;VALUE=URI:https://x.example/a,b;c",
    "CATEGORIES;LANGUAGE=de:a,b",
    "X-ONE;P=1:a\\,b",
    "BEGIN:VLOCATION",
    "NAME:Place",
    "END:VLOCATION",
    "BEGIN:VALARM",
    "TRIGGER:-PT5M",
    "END:VALARM",
)


@pytest.mark.parametrize("line", KEPT)
def test_everything_that_was_kept_goes_out_word_for_word(line: str) -> None:
    assert line in unfolded(event(*KEPT))


def test_properties_stand_before_the_components_that_an_event_holds() -> None:
    lines = unfolded(event("BEGIN:VALARM", "END:VALARM", "X-LATE:1", "RRULE:FREQ=SOMETIMES"))
    assert lines.index("X-UNREAD-RRULE:FREQ=SOMETIMES") < lines.index("BEGIN:VALARM")


def test_a_duration_stays_a_duration() -> None:
    assert "DURATION:P1DT3600S" in unfolded(event("DURATION:P1DT1H"))


def test_a_custom_zone_goes_out_with_its_own_rules() -> None:
    (found,) = feed(
        *berlin("Customized Time Zone"), *vevent(start="DTSTART;TZID=Customized Time Zone:20260705T090000")
    ).events
    lines = unfolded(found)
    assert ("TZID:Customized Time Zone" in lines, "DTSTART;TZID=Customized Time Zone:20260705T090000" in lines) == (
        True,
        True,
    )


def test_two_zones_of_one_name_get_two_names() -> None:
    lines = vevent(start="DTSTART;TZID=Custom:20260105T090000")
    both = [*feed(*fixed("Custom", "+0500"), *lines).events, *feed(*fixed("Custom", "-0300"), *lines).events]
    assert [found.start for found in again(*both)] == [found.start for found in both]


def test_a_zone_of_a_file_and_one_of_the_database_of_the_same_name_get_two_names() -> None:
    start = "DTSTART;TZID=Europe/Madrid:20260105T090000"
    own = feed(*fixed("Europe/Madrid", "+0500"), *vevent(start=start)).events
    both = [*own, *feed(*vevent(start=start)).events]
    assert [found.start for found in again(*both)] == [found.start for found in both]


def test_a_start_that_does_not_exist_goes_out_as_it_came() -> None:
    found = event("RRULE:FREQ=YEARLY", start="DTSTART;TZID=Europe/Madrid:20260329T023000")
    assert "DTSTART;TZID=Europe/Madrid:20260329T023000" in unfolded(found)
    assert (again(found)[0].start, again(found)[0].wall) == (found.start, found.wall)


def test_the_second_of_two_equal_times_is_written_in_utc() -> None:
    clock = IanaClock("Europe/Madrid")
    start = Instant(clock.at(datetime(2026, 10, 25, 2, 30)) + HOUR)
    found = replace(event(), clock=clock, start=start, end=Instant(start + HOUR), wall=clock.wall(start))
    assert "DTSTART:20261025T013000Z" in unfolded(found)


def test_a_date_that_is_excluded_stays_a_date() -> None:
    found = event("RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20260106", "RDATE;VALUE=DATE:20270101")
    assert again(found)[0].exdates == (date(2026, 1, 6),)


def test_the_calendar_gets_its_name_and_method() -> None:
    found = read(write([event()], stamp=STAMP, name="Dr. Chen, MD", method="PUBLISH"), zone=ZONE)
    assert (found.name, found.method) == ("Dr. Chen, MD", "PUBLISH")


def test_no_events_make_an_empty_calendar() -> None:
    assert read(write([], stamp=STAMP), zone=ZONE).problems == ()


def test_a_line_break_that_came_in_by_a_trick_does_not_go_out() -> None:
    found = replace(event(), uid="x\r\nATTENDEE:mailto:thief@x.example")
    assert again(found)[0].attendees == ()


def test_a_file_that_was_read_from_mixed_zones_is_read_the_same_again() -> None:
    data = calendar(
        *vevent(uid="1", start="DTSTART;TZID=Europe/Madrid:20260705T090000"),
        *vevent(uid="2", start="DTSTART;TZID=America/New_York:20260705T090000"),
        *vevent(uid="3", start="DTSTART:20260705T090000Z"),
        *vevent(uid="4", start="DTSTART:20260705T090000"),
    )
    events = read(data, zone=ZONE).events
    assert [each.start for each in again(*events)] == [each.start for each in events]


def test_a_uid_is_a_text_and_reads_the_same() -> None:
    found = replace(event(), uid="a, b; c\\d")
    assert "UID:a\\, b\\; c\\\\d" in unfolded(found)
    assert again(found)[0].uid == "a, b; c\\d"


def test_an_event_without_a_stamp_is_stamped_with_its_last_change() -> None:
    lines = unfolded(replace(event(), dtstamp=None, last_modified=Instant(STAMP + HOUR)))
    assert "DTSTAMP:20260101T010000Z" in lines


def test_a_series_is_stamped_when_it_is_written() -> None:
    found = event("RRULE:FREQ=DAILY;COUNT=9")
    assert "DTSTAMP:20260101T000000Z" in unfolded(replace(found, dtstamp=None, last_modified=Instant(STAMP + HOUR)))


def more(*components: str) -> list[str]:
    """Write a file with components that are no events, and give its lines."""
    data = write((), stamp=STAMP, more=lambda _: ((), components))
    assert breaches(data) == []
    return data.decode().replace("\r\n ", "").split("\r\n")


TASK = ("BEGIN:VTODO", "UID:1", "DTSTAMP:20260101T000000Z", "DUE;TZID={}:20260701T090000", "END:VTODO")


@pytest.mark.parametrize("tzid", ["Europe/Madrid", "W. Europe Standard Time", '"(UTC+01:00) Amsterdam, Berlin"'])
def test_a_zone_that_only_a_kept_line_names_is_defined_where_it_is_known(tzid: str) -> None:
    lines = more(*(line.format(tzid) for line in TASK))
    named = tzid.strip('"').replace(",", "\\,")
    assert lines.index(f"TZID:{named}") < lines.index("BEGIN:VTODO")
    assert "TZOFFSETTO:+0200" in lines


def test_a_zone_that_nobody_knows_is_not_made_up() -> None:
    data = write((), stamp=STAMP, more=lambda _: ((), [line.format("Nowhere") for line in TASK]))
    assert b"VTIMEZONE" not in data


def test_what_brings_more_components_is_told_the_zones_that_the_events_use() -> None:
    found: dict[str, object] = {}

    def asked(zones: Mapping[str, Clock]) -> tuple[list[str], list[str]]:
        found.update(zones)
        return [], []

    write([event(start="DTSTART;TZID=Europe/Madrid:20260705T090000")], stamp=STAMP, more=asked)
    assert found == {"Europe/Madrid": IanaClock("Europe/Madrid")}


def test_a_calendar_of_nothing_has_one_component_all_the_same() -> None:
    assert breaches(write((), stamp=STAMP)) == []
