"""Series of real programs: out as they came, and in a second clinic the same visits (C79)."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.series import Series
from frontdesk.ics.event import Event
from frontdesk.ics.reader import read
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.store import appointments as table
from frontdesk.store.appointments import Wanted
from tests.ics.calendars import CORPORA, ZONE
from tests.support.clinics import Clock

QUICK = """
    icalendar__issue_722_missing_timezones node-ical__biweekly-exdate-until
    node-ical__exchange_whole_day_moved_recurrence node-ical__germany_at_end_of_day_repeating
    node-ical__google-recurrence-order node-ical__non-utc-until node-ical__whole_day_moved_over_dst_change_berlin
    ical4j__twinkle ical4j__google_aus_holidays ical4j__2207678 ical4j__friday13-NOT icaljs__recur_instances
    allenporter__office_356_custom_timezone allenporter__office_360_nz_tz allenporter__recurring_with_single_change
    ics-parser__ICal ics-parser__issue-343
"""
LARGE = "ical4j__phpicalendar_sample ical4j__BCP321928 allenporter__apple_ical node-ical__badRRULE"
FILES = [
    *(f"{name}.ics" for name in QUICK.split()),
    *(pytest.param(f"{name}.ics", marks=pytest.mark.slow) for name in LARGE.split()),
]
_OF_THE_BOOK = {"id", "series_id", "location_id", "created_at", "updated_at", "status_at", "created_by", "version"}
# What the first clinic adds: whose time it is, where the calendar's name said so, and which times it had no room for.
# A change numbers a series higher (SEQUENCE), and DTSTAMP is when it was written where it came without one.
# Where times in UTC are, is told by a note; a parameter of an empty text goes with it.
_ADDED = {
    "made_uid",
    "zone",
    "parameters",
    "line",
    "organizer",
    "exdates",
    "sequence",
    "dtstamp",
    "extras",
    "clock",
    "end_clock",
    "method",
}


def visits_of(clinic: Clinic) -> dict[Any, dict[str, Any]]:
    """Give every field of each visit that is not of this very book; people by name, kept lines as a set."""
    names: dict[Any, Any] = {None: None}
    names |= {each.id: each.name for each in clinic.practitioners.list(archived=True)}
    names |= {each.id: each.name for each in clinic.patients.list(archived=True, size=500).items}
    with clinic.book.reading() as book:
        rows = list(table.every(book.connection, Wanted(blocks=True)))
    told: dict[Any, dict[str, Any]] = {}
    for row in rows:
        said = {each.name: getattr(row, each.name) for each in fields(Appointment) if each.name not in _OF_THE_BOOK}
        said["practitioner_id"], said["patient_id"] = names[row.practitioner_id], names[row.patient_id]
        said["attendees"] = [(names[each.id], each.attendance) for each in row.attendees]
        said["extras"] = {line for line in row.extras if not line.startswith(("X-FRONTDESK-SOURCE:", "ORGANIZER"))}
        told[row.uid, row.recurrence_id or row.start] = said
    return told


def records_of(clinic: Clinic) -> dict[str, Series]:
    with clinic.book.reading() as book:
        return {each.uid: each for each in book.all(Series)}


def said(event: Event) -> dict[str, Any]:
    """Give what an event says, but for what an export may add."""
    return {each.name: getattr(event, each.name) for each in fields(Event) if each.name not in _ADDED}


def a_clinic(path: Path, clock: Clock) -> Clinic:
    return create_clinic(path, name="Calendar", zone_name=ZONE, clock=clock)


@pytest.mark.parametrize("name", FILES)
def test_a_series_goes_out_as_it_came_and_into_a_second_clinic_whole(name: str, tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "export.ics"
    with a_clinic(tmp_path / "a.frontdesk", clock) as first, a_clinic(tmp_path / "b.frontdesk", clock) as second:
        first.ics.import_files(files=[CORPORA / name])
        file.write_bytes(first.ics.export().text.encode())
        second.ics.import_files(files=[file])
        assert visits_of(second) == visits_of(first)
        held, there = records_of(first), records_of(second)
        assert held
        assert {uid: (each.filled, each.since) for uid, each in there.items()} == {
            uid: (each.filled, each.since) for uid, each in held.items()
        }
        came = {(e.uid, e.recurrence_id): e for e in read((CORPORA / name).read_bytes(), zone=ZONE).events}
        went = {(e.uid, e.recurrence_id): e for e in read(file.read_bytes(), zone=ZONE).events}
        for key, event in came.items():
            if event.uid in held:
                assert said(went[key]) == said(event)
                assert set(went[key].parameters) <= set(event.parameters)
                assert set(event.exdates) <= set(went[key].exdates)
                assert {x for x in event.extras if not x.startswith("X-FRONTDESK")} <= set(went[key].extras)
        assert {key for key in went if key[0] in held} == {key for key in came if key[0] in held}


@pytest.mark.parametrize("name", ["node-ical__biweekly-exdate-until.ics", "ical4j__google_aus_holidays.ics"])
def test_a_series_that_has_grown_reaches_a_third_clinic_whole(name: str, tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "export.ics"
    with a_clinic(tmp_path / "a.frontdesk", clock) as first, a_clinic(tmp_path / "c.frontdesk", clock) as third:
        first.ics.import_files(files=[CORPORA / name])
        file.write_bytes(first.ics.export().text.encode())
        clock.now = Instant(clock.now + 400 * DAY)
        assert first.series.extend().added
        file.write_bytes(first.ics.export().text.encode())
        third.ics.import_files(files=[file])
        there, here = visits_of(third), visits_of(first)
        for row in (*there.values(), *here.values()):
            # What has grown goes out under a higher number, as changed since.
            del row["sequence"]
            row["extras"] = {line for line in row["extras"] if not line.startswith("LAST-MODIFIED:")}
        assert there == {key: here[key] for key in there}
        assert max(row["start"] for row in there.values()) == max(row["start"] for row in here.values())
