"""Files that real programs and other people's tests have written: 143 of them, none by us."""

from __future__ import annotations

import csv
from dataclasses import fields

import icalendar
import pytest

from frontdesk.domain.instants import Instant
from frontdesk.ics.event import Event
from frontdesk.ics.reader import Feed, read
from frontdesk.ics.writer import WIDTH, write
from tests.ics.calendars import CORPORA, ZONE, codes, corpus, shown

with (CORPORA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as table:
    FILES = {row["file"]: int(row["vevents_grep"]) for row in csv.DictReader(table, delimiter="\t")}
# Where an event stood, and the stamp that one without gets when it is written.
PLACE = {"line", "clock", "end_clock", "wall", "method", "made_uid", "zone", "dtstamp"}
EMPTY = {"parameters"}


def said(found: Event) -> dict[str, object]:
    values = {each.name: getattr(found, each.name) for each in fields(found) if each.name not in PLACE | EMPTY}
    parameters = [pair for pair in found.parameters if values.get(pair[0].lower(), True)]
    return {**values, "parameters": parameters}


def test_the_corpora_are_whole() -> None:
    assert (len(FILES), sum(FILES.values())) == (143, 4_141)


@pytest.mark.parametrize("name", FILES)
def test_every_event_of_a_file_is_read_or_reported(name: str) -> None:
    found = corpus(name)
    assert found.begun == FILES[name]
    assert len(found.events) + found.lost == FILES[name]
    assert all(problem.line and problem.component == "VEVENT" for problem in found.problems if problem.lost)


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_again_reads_the_same(name: str) -> None:
    found = corpus(name)
    again = read(write(found.events, stamp=Instant(0), name=found.name), zone=ZONE)
    assert [said(each) for each in again.events] == [said(each) for each in found.events]
    assert set(codes(again)) <= {"rule_not_known"}


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_again_is_sound(name: str) -> None:
    found = corpus(name)
    data = write(found.events, stamp=Instant(0))
    icalendar.use_zoneinfo()
    judged = icalendar.Calendar.from_ical(data)
    assert len(judged.walk("VEVENT")) == len(found.events)
    assert [error for each in judged.walk() for error in each.errors] == []
    assert max(map(len, data.split(b"\r\n"))) <= WIDTH


def one(name: str, at: int = 0) -> Event:
    return corpus(name).events[at]


def test_a_file_with_one_bad_stamp_among_fourteen_hundred_events_gives_all_of_them() -> None:
    found = corpus("libical__large.ics")
    assert (len(found.events), found.lost) == (1458, 0)


def test_a_file_of_bare_carriage_returns_is_read() -> None:
    assert shown(one("ccs-calendarserver__Test-01A.ics").start) == "2005-04-11T13:00:00+00:00"


def test_a_file_that_breaks_off_in_its_last_event_gives_all_of_them() -> None:
    assert (len(corpus("ical4j__13-MoonPhase.ics").events), FILES["ical4j__13-MoonPhase.ics"]) == (42, 42)


def test_a_display_name_of_exchange_is_a_zone() -> None:
    found = corpus("node-ical__Office-2012-owa.ics")
    assert [shown(each.start) for each in found.events[:2]] == [
        "2020-10-28T02:30:00+00:00",
        "2020-10-28T17:30:00+00:00",
    ]


def test_holidays_with_a_zone_are_whole_days() -> None:
    found: Feed = corpus("ical4j__google_aus_holidays.ics")
    assert all(each.all_day for each in found.events)


def test_a_description_without_folding_is_kept_whole() -> None:
    text = one("ics-parser__issue-343.ics").description
    assert ("Passcode: XXXXXXX" in text, "https://zoom.us/u/XXXXXXX" in text) == (True, True)


def test_a_wrong_length_of_a_bad_trigger_costs_no_event() -> None:
    assert len(corpus("khal__non_dst_error.ics").events) == 2


def test_a_file_of_broken_utf_8_keeps_its_sound_characters() -> None:
    assert one("ical4j__1106817412.ics").summary.startswith("2005年日本国際")
